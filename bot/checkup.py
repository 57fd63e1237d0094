"""What is wrong with a running installation: each fault in one line, with its reason and what to do now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

from storage.survey import OLDEST, Queue, Survey

LATE = timedelta(minutes=5)
"""How late the oldest message may be."""
OWN = "terminal"
"""The platform whose messages only `milepost tick` sends."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an operator should look at: what, why, and what to do now."""

    what: str
    why: str
    now: str

    def __str__(self) -> str:
        """All of it on one line."""
        return f"{self.what}: {self.why}. {self.now}"


def faults(seen: Survey, platforms: Collection[str]) -> tuple[Fault, ...]:
    """What is wrong; `platforms` are those that are set up here."""
    apart = (*_stuck(seen), *_aside(seen), *_lanes(seen), *_strangers(seen, platforms))
    return (*apart, *_late(seen), *_alone(seen))


def span(length: timedelta) -> str:
    """A length of time in its two largest units."""
    seconds = max(int(length.total_seconds()), 0)
    told = []
    for size, name in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        number, seconds = divmod(seconds, size)
        told += [f"{number} {name}"] if number else []
    return " ".join(told[:2]) or "0 s"


def owed(seen: Survey) -> bool:
    """Whether anything waits for somebody to plan or send it; the terminal's own waits for nobody here."""
    own = [each for each in seen.waiting if each.lane.platform == OWN]
    if own and len(own) == len(seen.waiting) and not seen.deliveries["in_flight"]:
        return False
    return bool(seen.opened or seen.deliveries["pending"] or seen.deliveries["in_flight"])


def _stuck(seen: Survey) -> Iterator[Fault]:
    for state, meaning in (("dead", "given up"), ("held", "they may have arrived")):
        if count := seen.deliveries[state]:
            common = max((t for t in seen.troubles if t.state == state), key=lambda t: t.count, default=None)
            why = f"{meaning}, mostly because {common.error}" if common else meaning
            now = f"See: milepost deliveries {state}. Then: milepost deliveries redeliver --all-{state}"
            what = "1 delivery is" if count == 1 else f"{count:,} deliveries are"
            yield Fault(f"{what} {state}", why.rstrip("."), now)


def _aside(seen: Survey) -> Iterator[Fault]:
    for key in seen.aside:
        now = f"Look at its log, then: milepost deliveries redeliver {key}"
        yield Fault(f"{key} is set aside", "process after process died of planning it", now)


def _lanes(seen: Survey) -> Iterator[Fault]:
    for lane in seen.lanes:
        if lane.off:
            name = lane.platform.upper()
            now = f"Put a good token into {name}_BOT_TOKEN and restart; what waits then goes out by itself"
            yield Fault(f"{_named(lane.platform, lane.tenant)} is off", lane.off.rstrip("."), now)


def _strangers(seen: Survey, platforms: Collection[str]) -> Iterator[Fault]:
    more = " or more" if sum(each.count for each in seen.waiting) >= OLDEST else ""
    for each in seen.waiting:
        name = each.lane.platform
        if name not in platforms and name != OWN and each.oldest <= seen.at - LATE:
            what = f"{each.count:,}{more} wait for {_named(name, each.lane.tenant)}"
            now = f"Set {name.upper()}_BOT_TOKEN, or let its chats unsubscribe"
            yield Fault(what, "it is not set up here", now)


def _late(seen: Survey) -> Iterator[Fault]:
    late = [each for each in seen.waiting if each.lane.platform != OWN and _goes(each, seen)]
    first = min(late, key=lambda each: each.oldest, default=None)
    if first is None or seen.at - first.oldest <= LATE:
        return
    lane = first.lane
    why = f"{_named(lane.platform, lane.tenant)} takes {lane.rate:g} messages a second"
    if not seen.living("worker", "all"):
        why = "no worker is alive"
    elif not seen.deliveries["in_flight"] and not any(name == "send" for name, _ in seen.jobs):
        why = "no job carries them; the clock gives them one within minutes"
    pending = seen.deliveries["pending"]
    rest = span(timedelta(seconds=pending / lane.rate)) if lane.rate else "for ever"
    now = f"At its pace {pending:,} are out in {rest}" if "takes" in why else "Start: milepost run"
    yield Fault(f"The oldest message is {span(seen.at - first.oldest)} late", why, now)


def _goes(each: Queue, seen: Survey) -> bool:
    until = each.lane.blocked_until
    return until is None or until <= seen.at


def _alone(seen: Survey) -> Iterator[Fault]:
    """Nobody is there to do what is to be done."""
    passed = seen.next_at is not None and seen.next_at <= seen.at - LATE
    if owed(seen) and not seen.living("worker", "all"):
        yield Fault("Messages wait", "no worker is alive", "Start: milepost run --role worker")
    if (owed(seen) or passed) and not seen.living("clock", "all"):
        yield Fault("Nobody watches the time", "no clock is alive", "Start: milepost run --role clock")


def _named(platform: str, tenant: str) -> str:
    return f"{platform} ({tenant})" if tenant else platform
