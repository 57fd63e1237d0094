"""Health over real HTTP: alive, ready or why not, and numbers that hold nothing they should not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import clock
from bot.counting import DUPLICATE, Counters
from bot.metering import Meter
from bot.pulse import Pulse
from bot.web import health
from bot.web.health import Readiness
from bot.web.metrics import Metrics
from bot.web.server import WebServer, application
from storage.errors import Failed, Unreachable
from storage.store import Store
from tests.unit.storage.made import CHAT, digest, quick

Get = Callable[[str], "asyncio.Future[tuple[int, str]]"]


@asynccontextmanager
async def served(*pages) -> AsyncIterator[Get]:  # type: ignore[no-untyped-def]
    web = WebServer(application([page.route() for page in pages]), 0, "127.0.0.1")
    await web.start()
    async with aiohttp.ClientSession() as client:

        async def get(path: str) -> tuple[int, str]:
            async with client.get(f"http://127.0.0.1:{web.port}{path}") as answer:
                return answer.status, await answer.text()

        yield get  # type: ignore[misc]
    await web.stop()


async def _until(ask, good) -> None:  # type: ignore[no-untyped-def]
    """Ask until the answer is good."""
    async with asyncio.timeout(20):
        while not good(await ask()):
            pass


def numbers(text: str) -> dict[tuple[str, ...], float]:
    """Each sample by its name and its label values in order."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_it_is_alive_and_ready_while_all_is_well(store: Store) -> None:
    async with served(Readiness(lambda: store.probe(clock.now()), tuple)) as get:
        assert await get("/healthz") == (200, "ok")
        assert await get("/readyz") == (200, "ready")


async def test_each_reason_is_told_on_one_line_and_goes_when_it_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "FRESH", 0.0)
    wrong: list[Exception] = [Unreachable(where="db.internal/milepost", why="nobody listens there")]
    troubles = ["slack refuses us: invalid_auth", "another\nprogram takes this bot's updates"]

    def probe() -> None:
        if wrong:
            raise wrong[0]

    async with served(Readiness(probe, lambda: troubles)) as get:
        status, line = await get("/readyz")
        assert status == 503
        assert "\n" not in line
        assert "nobody listens there" in line
        assert "db.internal" not in line
        assert "slack refuses us: invalid_auth; another program takes" in line
        wrong[0] = Failed(where="db.internal/milepost", why="database or disk is full")
        assert "disk is full" in (await get("/readyz"))[1]
        wrong[0] = ZeroDivisionError("secret words")
        assert "secret" not in (await get("/readyz"))[1]
        wrong.clear()
        troubles.clear()
        assert await get("/readyz") == (200, "ready")


async def test_a_database_that_hangs_is_asked_once_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    let_go, asked = threading.Event(), []

    def probe() -> None:
        asked.append(1)
        let_go.wait(10)

    async with served(Readiness(probe, tuple)) as get:
        answers = await asyncio.gather(*(get("/readyz") for _ in range(5)))
        assert {status for status, _ in answers} == {503}
        assert "no answer" in answers[0][1]
        assert await get("/healthz") == (200, "ok")
        assert len(asked) == 1
        let_go.set()
        await _until(lambda: get("/readyz"), lambda answer: answer[0] == 200)


async def test_metrics_tell_what_waits_and_what_was_counted(store: Store) -> None:
    store.ledger.claim([digest()])
    quick(store)
    meter, counters = Meter(), Counters()
    for outcome, seconds in (("sent", 0.07), ("sent", 0.3), ("slowed", 40.0)):
        meter.sent("telegram", outcome, seconds)
    counters.add(DUPLICATE, 3)
    now = clock.now()
    async with served(Metrics(lambda: store.survey(now, whole=False), meter, counters.snapshot)) as get:
        status, text = await get("/metrics")
    found = numbers(text)
    assert status == 200
    assert found["milepost_database_up",] == 1
    assert found["milepost_deliveries", "pending"] == 1
    assert found["milepost_queue_jobs", "enqueued", "send"] == 1
    assert found["milepost_lane_rate", "telegram"] == 1e6
    assert found["milepost_outcomes_total", "sent", "telegram"] == 2
    assert found["milepost_outcomes_total", "slowed", "telegram"] == 1
    assert found["milepost_send_seconds_bucket", "0.1", "telegram"] == 1
    assert found["milepost_send_seconds_bucket", "30.0", "telegram"] == 2
    assert found["milepost_send_seconds_bucket", "+Inf", "telegram"] == 3
    assert found["milepost_send_seconds_count", "telegram"] == 3
    assert found["milepost_dedup_hits_total",] == 3
    assert found["milepost_updates_total", "duplicate"] == 3
    assert found["milepost_executors", "worker"] == 0
    assert found["process_resident_memory_bytes",] > 1e6
    assert CHAT.channel not in text
    assert "leading zone" not in text


async def test_however_often_it_is_read_the_database_is_asked_once(store: Store) -> None:
    asked = []

    def survey():  # type: ignore[no-untyped-def]
        asked.append(1)
        return store.survey(clock.now(), whole=False)

    async with served(Metrics(survey, Meter())) as get:
        answers = await asyncio.gather(*(get("/metrics") for _ in range(20)))
    assert {status for status, _ in answers} == {200}
    assert len(asked) == 1


async def test_a_database_that_is_gone_leaves_the_rest_to_be_read() -> None:
    def survey():  # type: ignore[no-untyped-def]
        raise Unreachable(where="db", why="nobody listens there")

    async with served(Metrics(survey, Meter())) as get:
        status, text = await get("/metrics")
    assert status == 200
    assert numbers(text)["milepost_database_up",] == 0


async def test_a_process_without_jobs_is_seen_until_it_ends(store: Store) -> None:

    async def living() -> object:
        return await asyncio.to_thread(lambda: store.survey(clock.now(), whole=False).living("clock"))

    pulse = Pulse(store.executors, "clock-1", "clock", clock.now, seconds=0.01)
    pulse.start()
    await _until(living, bool)
    store.executors.leave("clock-1")  # as where others gave it up
    await _until(living, bool)
    await pulse.stop()
    await pulse.stop()
    assert store.executors.all() == ()


def test_the_page_of_a_fresh_process_is_small(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    names = {
        family.name for family in Metrics(lambda: store.survey(clock.now()), Meter())._registry.collect()
    }
    store.close()
    assert all(name.startswith(("milepost_", "process_")) for name in names)
