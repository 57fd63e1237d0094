"""What the operator is shown: the state of an installation and its deliveries, as lines and as data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.checkup import Fault, span
from briefings.model import Delivery
from storage.lanes import Lane
from storage.queue import NAMES
from storage.survey import Progress, Survey

WORDS = {"enqueued": "waiting", "delayed": "for later", "pending": "under way"}
"""What the queue's statuses mean."""


def data(seen: Survey, platforms: Collection[str], wrong: Sequence[Fault]) -> dict[str, Any]:
    """The state of an installation as JSON has it; instants are ISO 8601, lengths are seconds."""
    return {
        "at": seen.at.isoformat(),
        "healthy": not wrong,
        "faults": [asdict(fault) for fault in wrong],
        "database": seen.database,
        "revision": seen.revision,
        "processes": [_jsoned(asdict(one)) | {"alive": one in seen.living()} for one in seen.processes],
        "platforms": list(platforms),
        "lanes": [_jsoned(asdict(lane)) for lane in seen.lanes],
        "deliveries": seen.deliveries,
        "newest": seen.newest,
        "jobs": {name: _jobs(seen, name) for name in NAMES},
        "aside": list(seen.aside),
        "open": seen.opened,
        "occurrences": [_jsoned(asdict(one)) for one in seen.occurrences],
        "oldest": seen.oldest.isoformat() if seen.oldest else None,
        "lag": seen.lag.total_seconds(),
        "next_at": seen.next_at.isoformat() if seen.next_at else None,
        "inbox": seen.inbox,
        "chats": asdict(seen.chats) if seen.chats else None,
        "errors": [_jsoned(asdict(trouble)) for trouble in seen.troubles],
    }


def lines(seen: Survey, platforms: Collection[str], wrong: Sequence[Fault]) -> list[str]:
    """The same on one screen."""
    told = [
        ("at", [_at(seen.at)]),
        ("database", [f"{seen.database} · schema {seen.revision}"]),
        ("processes", list(_processes(seen)) or ["none was heard of"]),
        ("platforms", [", ".join(platforms) or "none is set up: no token is set"]),
        ("lanes", [_lane(lane, seen.at) for lane in seen.lanes] or ["none yet"]),
        ("deliveries", list(_deliveries(seen))),
        ("jobs", list(_queues(seen))),
        ("open", list(_open(seen)) or ["nothing"]),
        ("oldest", [f"since {_at(seen.oldest)}, {span(seen.lag)} late" if seen.oldest else "nothing waits"]),
        ("next slot", [_at(seen.next_at) if seen.next_at else "none: nobody is subscribed"]),
        ("inbox", [f"{seen.inbox:,} waiting"]),
        ("chats", list(_chats(seen))),
        ("last errors", [_trouble(*each) for each in _troubles(seen)] or ["none"]),
    ]
    shown = [f"{name if not at else '':<13}{row}" for name, rows in told for at, row in enumerate(rows)]
    return [*shown, "", *(f"! {fault}" for fault in wrong)] if wrong else [*shown, "", "Healthy."]


def listed(delivery: Delivery) -> str:
    """A delivery on one line."""
    tries = f"{delivery.attempt} tries" if delivery.attempt != 1 else "1 try"
    late = f", next {_at(delivery.next_at)}" if delivery.next_at else ""
    fault = f": {delivery.error}" if delivery.error else ""
    return f"{delivery.state:<9}  {delivery.digest.key}  {tries}{late}{fault}"


def explained(delivery: Delivery, lane: Lane | None, now: datetime) -> dict[str, Any]:
    """All that is known of a delivery, as data."""
    return {
        "key": delivery.digest.key,
        "state": delivery.state,
        "due": delivery.digest.due.isoformat(),
        "attempts": delivery.attempt,
        "may_have_arrived": delivery.repeat,
        "error": delivery.error,
        "next_try": delivery.next_at.isoformat() if delivery.next_at else None,
        "lane": _lane(lane, now) if lane else None,
        "arrived_as": delivery.provider_id,
        "why": delivery.digest.why,
    }


def _jsoned(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def _jobs(seen: Survey, name: str) -> dict[str, int]:
    return {word.replace(" ", "_"): seen.jobs.get((name, status), 0) for status, word in WORDS.items()}


def _at(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "never"


def _processes(seen: Survey) -> Iterator[str]:
    alive = seen.living()
    for one in seen.processes:
        silent = "" if one in alive else ", silent"
        heard = f"heard of {span(seen.at - one.beat_at)} ago"
        yield f"{one.role:<7} {one.id[:16]}  up {span(seen.at - one.started_at)}, {heard}{silent}"


def _lane(lane: Lane, now: datetime) -> str:
    name = f"{lane.platform} ({lane.tenant})" if lane.tenant else lane.platform
    told = f"{name}  {lane.rate:g} a second"
    if lane.off:
        return f"{told}, off: {lane.off}"
    shut = lane.blocked_until is not None and lane.blocked_until > now
    wait = (lane.blocked_until or now) - now if shut else timedelta(0)
    return f"{told}, told to wait {span(wait)} more" if shut else f"{told}, open"


def _deliveries(seen: Survey) -> Iterator[str]:
    yield " · ".join(f"{number:,} {state.replace('_', ' ')}" for state, number in seen.deliveries.items())
    if seen.newest:
        total = sum(seen.newest.values())
        parts = (f"{seen.newest.get(state, 0):,} {state}" for state in ("sent", "skipped"))
        yield f"of the newest {total:,}: {' · '.join(parts)}"


def _queues(seen: Survey) -> Iterator[str]:
    for name in NAMES:
        parts = (f"{number:,} {word.replace('_', ' ')}" for word, number in _jobs(seen, name).items())
        yield f"{name}: {' · '.join(parts)}"
    if seen.aside:
        yield f"set aside: {', '.join(seen.aside)}"


def _open(seen: Survey) -> Iterator[str]:
    yield from map(_progress, seen.occurrences)
    if seen.opened > len(seen.occurrences):
        yield f"and {seen.opened - len(seen.occurrences):,} more"


def _progress(one: Progress) -> str:
    about = "" if one.exact else "about "
    plan = " so far, still being planned" if one.state == "due" else ""
    return (
        f"{one.kind} of {one.slot}, due {_at(one.due)}: {about}{one.settled:,} of {one.owed:,} settled{plan}"
    )


def _chats(seen: Survey) -> Iterator[str]:
    if seen.chats:
        yield f"{seen.chats.active:,} active · {seen.chats.asleep:,} asleep"
        yield from (f"asleep: {why} ({count:,})" for why, count in seen.chats.reasons)


def _troubles(seen: Survey) -> Iterator[tuple[str, str, int, datetime | None]]:
    return ((each.state, each.error, each.count, each.last) for each in seen.troubles)


def _trouble(state: str, error: str, count: int, last: datetime | None) -> str:
    return f"{state} × {count:,}: {error}" + (f" (last {_at(last)})" if last else "")
