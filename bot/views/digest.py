"""What a chat is told on the day: anniversaries, deadlines and targets, each with its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.card import Action, Block, Bullets, Card, Line, Notice, Paragraph, bold, italic, private, text
from bot.views.sources import with_sources
from briefings.milestones import exact, falls
from briefings.milestones.wording import day as said
from briefings.milestones.wording import end, ordinal, present, span, subject
from briefings.model import Basis, Delivery, Due, Fact, Grade, Milestone

PROOFS = 3
"""Sentences that one line cites at most."""

_BASIS = {
    Basis.STATED: " · stated in the text",
    Basis.DERIVED: " · derived from the text",
    Basis.OUTSIDE: " · outside knowledge",
}


def digest(delivery: Delivery, on: date, titles: Mapping[str, str] | None = None) -> Card:
    """The message of a delivery as it reads on the chat's own day `on`; `titles` by document id."""
    owed = delivery.digest
    items = sorted(owed.items, key=lambda item: (abs((item.milestone.day - on).days), item.milestone.ref))
    blocks = (
        *(block for item in items for block in _told(item.milestone, on)),
        *_labels(delivery, on),
    )
    known = {item.milestone.entry.fact.document: item.milestone.entry.title for item in items}
    return private(with_sources(blocks, known | dict(titles or {}), _actions(items)), yes=False)


def _told(milestone: Milestone, on: date) -> Iterator[Block]:
    """One item: its line, and for anniversaries where the day comes from."""
    head, rest = _head(milestone, on)
    outside = milestone.rule != "anniversary" and _outside(milestone.entry.fact)
    tail = (italic(_BASIS[Basis.OUTSIDE]),) if outside else ()
    yield Paragraph(Line(text(bold(head), rest, *tail), milestone.entry.evidence[:PROOFS]))
    if milestone.rule == "anniversary":
        yield Bullets(tuple(_founded(milestone)))


def _head(milestone: Milestone, on: date) -> tuple[str, str]:
    """When it is, as seen from `on`, and what it is."""
    fact = milestone.entry.fact
    what = f"{subject(fact)}{_graded(fact)}"
    match milestone.rule:
        case "anniversary":
            return f"{_capital(_distance(milestone.day, on))}: ", milestone.label
        case "daymark":
            return f"{_capital(_distance(milestone.day, on))}: ", milestone.label
        case "announcement":
            return f"{_capital(present(milestone, on)) or falls(milestone)}: ", milestone.label
        case "deadline":
            return f"Deadline {_when(milestone, on)}: ", what
        case "halfway":
            return "Half-way: ", f"{what}, due {end(fact.when)}"
        case _:
            return f"Due {_when(milestone, on)}: ", what


def _when(milestone: Milestone, on: date) -> str:
    """When something is due: by days where the day is known, else by its month or year."""
    if exact(milestone):
        return _distance(milestone.day, on)
    return present(milestone, on) or falls(milestone)


def _capital(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def _distance(day: date, on: date) -> str:
    """How far a day is, in exact days: today, in 7 days (15 Jul 2026), 1 day ago (15 Jul 2026)."""
    days = (day - on).days
    if days == 0:
        return "today"
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"in {count} ({said(day)})" if days > 0 else f"{count} ago ({said(day)})"


def _graded(fact: Fact) -> str:
    """How firm it is, where that says something."""
    return "" if fact.grade is Grade.IN_FORCE else f" ({fact.grade})"


def _outside(fact: Fact) -> bool:
    """Whether the date is not in the documents."""
    return fact.when.basis is Basis.OUTSIDE


def _founded(milestone: Milestone) -> Iterator[Line]:
    """The base day and where it comes from, and what the documents say where that is less."""
    fact, number = milestone.entry.fact, milestone.number or 0
    base = f"{ordinal(number).capitalize()} anniversary, base {span(fact.when)}"
    yield Line(text(base, italic(_BASIS[fact.when.basis])), fact.evidence[:PROOFS])
    if not _outside(fact):
        return
    for other in milestone.entry.also:
        if not _outside(other):
            yield Line(text(f"The documents give {span(other.when)} and no day"), other.evidence[:PROOFS])
            return


def _labels(delivery: Delivery, on: date) -> Iterator[Block]:
    """What the reader must know of the message itself: late, maybe a repeat, what was dropped."""
    owed = delivery.digest
    days = max((on - min(item.told for item in owed.items)).days, owed.late)
    if days > 0:
        why = "Milepost was not running" if owed.late else "it could not be sent before"
        yield _notice(f"{_counted(days, 'day')} late: {why}.")
    if delivery.repeat:
        yield _notice("May be a repeat: an earlier attempt was cut off and may have arrived.")
    if owed.stale:
        yield _notice(f"{_counted(owed.stale, 'earlier notice')} dropped: overtaken by what is said here.")


def _notice(words: str) -> Notice:
    """A line of our own on the message."""
    return Notice("info", Line(text(words)))


def _counted(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _actions(items: list[Due]) -> tuple[Action, ...]:
    """Why · Change · Stop."""
    topics = {item.topic for item in items}
    stop = f"unsubscribe {topics.pop()}".strip() if len(topics) == 1 else "unsubscribe"
    return (
        Action("Why", f"why {items[0].milestone.ref}"),
        Action("Change", "subs"),
        Action("Stop", stop, "danger"),
    )
