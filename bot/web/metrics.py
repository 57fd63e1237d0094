"""What is measured, as Prometheus reads it: totals and kinds, never a chat, a text or a secret."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.metering import BOUNDS, Meter
from briefings.errors import MilepostError
from storage.survey import Survey

LEAST = 2.0
"""Seconds for which a look at the database stands, at the least."""
SHARE = 20
"""It stands for so many times as long as it took: being read costs the database a twentieth at most."""
SEEN = "updates_"
DUPLICATE = "updates_duplicate"
OUR_OWN = frozenset({"telegram", "slack", "terminal"})


class Metrics:
    """The page `/metrics`. `survey` blocks; `updates` are the counts of what came in, by name."""

    def __init__(
        self,
        survey: Callable[[], Survey],
        meter: Meter,
        updates: Callable[[], Mapping[str, int]] = dict,
    ) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(_Collected(_Kept(survey), meter, updates))
        ProcessCollector(registry=self._registry)
        self._one = asyncio.Lock()

    def route(self) -> Route:
        """Where it is asked for."""
        return Route("/metrics", self._page)

    async def _page(self, _: Request) -> Response:
        async with self._one:
            text = await asyncio.to_thread(generate_latest, self._registry)
        return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})


class _Kept:
    """The last look at the database, for as long as it stands."""

    def __init__(self, survey: Callable[[], Survey]) -> None:
        self._survey = survey
        self._last: Survey | None = None
        self._until = float("-inf")

    def __call__(self) -> Survey | None:
        """A survey; None where the database can't be used."""
        began = time.monotonic()
        if began >= self._until:
            try:
                self._last = self._survey()
            except MilepostError:
                self._last = None
            ended = time.monotonic()
            self._until = ended + max(LEAST, SHARE * (ended - began))
        return self._last


class _Collected(Collector):
    """Everything that is measured, looked up when it is asked for."""

    def __init__(self, survey: _Kept, meter: Meter, updates: Callable[[], Mapping[str, int]]) -> None:
        self._survey = survey
        self._meter = meter
        self._updates = updates

    def collect(self) -> Iterator[Metric]:
        """All families."""
        seen = self._survey()
        yield _gauge("database_up", "Whether the database could be read.", float(seen is not None))
        if seen is not None:
            yield from _ledger(seen)
            yield from _lanes(seen)
            yield _many("executors", "Processes alive, by role.", "role", _roles(seen))
        yield from _sending(self._meter.snapshot())
        yield from _incoming(self._updates())


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"milepost_{name}", words, value=value)


def _many(name: str, words: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"milepost_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _ledger(seen: Survey) -> Iterator[Metric]:
    """What waits, and how late it is."""
    yield _many("deliveries", "Deliveries that stand in a state.", "state", seen.deliveries)
    jobs = GaugeMetricFamily("milepost_queue_jobs", "Jobs that are not done.", labels=["queue", "status"])
    for (queue, status), count in seen.jobs.items():
        jobs.add_metric([queue, status], count)
    yield jobs
    late = seen.lag.total_seconds()
    yield _gauge("delivery_lag_seconds", "How late the oldest message is that may be sent.", late)
    yield _gauge("inbox_waiting", "Updates that nobody dealt with yet.", seen.inbox)
    yield _gauge("occurrences_open", "Occurrences that are not settled.", seen.opened)


def _lanes(seen: Survey) -> Iterator[Metric]:
    """Lanes by platform: workspaces are told together."""
    rate: Counter[str] = Counter()
    off: Counter[str] = Counter()
    wait: dict[str, float] = {}
    for lane in seen.lanes:
        name = _platform(lane.platform)
        rate[name] += lane.rate  # type: ignore[assignment]
        off[name] += int(lane.off is not None)
        left = (lane.blocked_until - seen.at).total_seconds() if lane.blocked_until else 0.0
        wait[name] = max(wait.get(name, 0.0), left)
    yield _many("lane_rate", "Messages a second that all lanes may send.", "platform", rate)
    yield _many("lane_blocked_seconds", "How long the longest block lasts.", "platform", wait)
    yield _many("lanes_off", "Lanes whose credentials are refused.", "platform", off)


def _platform(name: str) -> str:
    return name if name in OUR_OWN else "other"


def _roles(seen: Survey) -> dict[str, float]:
    return {role: float(len(seen.living(role))) for role in ("all", "web", "worker", "clock")}


def _sending(meter: Meter) -> Iterator[Metric]:
    """What this process sent, how it ended, and how long it took."""
    words = "Tries to send, by what came of them."
    outcomes = CounterMetricFamily("milepost_outcomes", words, labels=["platform", "outcome"])
    for (platform, outcome), count in sorted(meter.outcomes.items()):
        outcomes.add_metric([_platform(platform), outcome], count)
    yield outcomes
    words = "How long a try to send takes."
    lengths = HistogramMetricFamily("milepost_send_seconds", words, labels=["platform"])
    for platform, total in sorted(meter.seconds.items()):
        lengths.add_metric([_platform(platform)], _buckets(meter, platform), total)
    yield lengths


def _buckets(meter: Meter, platform: str) -> list[tuple[str, float]]:
    """How many took no longer than each bound."""
    count, told = 0, []
    for number, bound in enumerate((*map(str, BOUNDS), "+Inf")):
        count += meter.classes[platform, number]
        told.append((bound, float(count)))
    return told


def _incoming(counts: Mapping[str, int]) -> Iterator[Metric]:
    """What this process was sent."""
    updates = CounterMetricFamily("milepost_updates", "Updates, by what came of them.", labels=["result"])
    for name, count in sorted(counts.items()):
        if name.startswith(SEEN):
            updates.add_metric([name.removeprefix(SEEN)], count)
    yield updates
    words = "Updates that had come before."
    yield CounterMetricFamily("milepost_dedup_hits", words, value=counts.get(DUPLICATE, 0))
