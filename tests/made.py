"""Facts, entries and subscriptions made by hand, for tests of what is due and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from briefings.almanac import almanac
from briefings.model import (
    Address,
    Basis,
    Entry,
    Evidence,
    Fact,
    Figure,
    Grade,
    Kind,
    Precision,
    Subscription,
    When,
)

CHAT = Address("telegram", "-1001")
BASE = date(2021, 7, 15)


def on(day: date, basis: Basis = Basis.STATED) -> When:
    """A known day."""
    return When(day, day, Precision.DAY, basis, day.isoformat())


def during(year: int, basis: Basis = Basis.DERIVED) -> When:
    """A year, and no better."""
    return When(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, basis, str(year))


def between(start: date, end: date, edtf: str) -> When:
    """A range as it is written in EDTF."""
    return When(start, end, Precision.RANGE, Basis.DERIVED, edtf)


def fact(
    what: str,
    when: When,
    *,
    id: str = "",
    kind: Kind = Kind.ORIGIN,
    grade: Grade = Grade.DECIDED,
    document: str = "paper",
    names: Sequence[str] = (),
    figures: Sequence[Figure] = (),
) -> Fact:
    """A fact whose id and evidence follow from its document and words."""
    id = id or f"{document}-{what.replace(' ', '-')}-{when.edtf}"
    evidence = (Evidence(f"{document}#1.1", "0", 0, 1),)
    return Fact(
        id,
        document,
        kind,
        grade,
        what,
        when,
        0,
        1,
        when.edtf,
        evidence,
        names=tuple(names),
        figures=tuple(figures),
    )


def curated(what: str, when: When, *names: str) -> Fact:
    """A row of the calendar."""
    return fact(what, when, document="calendar", names=names or (what,))


def amount(text: str, value: float, hedge: str | None, subject: str) -> Figure:
    """So many yuan."""
    return Figure(value, "CNY", hedge, subject, 0, 1, text, "paper#1.1")


def entries(*facts: Fact, title: str = "Paper") -> tuple[Entry, ...]:
    """The almanac of these facts."""
    return almanac((each, title) for each in facts)


def opinions() -> tuple[Entry, ...]:
    """One origin: 15 July 2021."""
    return entries(fact("Leading Zone Opinions", on(BASE, Basis.DERIVED)))


def subscription(  # noqa: PLR0917
    id: int = 1,
    address: Address = CHAT,
    topics: tuple[str, ...] = ("leading zone",),
    zone: str = "Asia/Shanghai",
    hour: time = time(9),
    planned: datetime | None = None,
    leads: tuple[int, ...] | None = (30, 7, 0),
) -> Subscription:
    """A chat that wants the leading zone at nine in Shanghai."""
    return Subscription(id, address, topics, hour, zone, leads, planned=planned)


def at(iso: str) -> datetime:
    """An instant, written with its offset."""
    return datetime.fromisoformat(iso).astimezone(UTC)
