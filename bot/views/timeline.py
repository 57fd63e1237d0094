"""A timeline as blocks: dated lines, and the line on which today stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.card import Block, Bullets, Line, Paragraph, Span, bold, italic, stated, text
from bot.views.entries import PROOFS, aside, reserved
from briefings.called import called
from briefings.milestones.wording import end, ending, ordinal
from briefings.model import Grade, Precision
from briefings.saying import day, distance, when
from briefings.timelines import Moment, Side
from briefings.tongue import _, several

DISPUTES = 2
"""Other times of one thing that a line tells."""


def rows(behind: Sequence[Moment], ahead: Sequence[Moment], today: date, line: bool) -> Iterator[Block]:
    """Moments in order of time, with the line of today between them where it stands there."""
    if behind:
        yield Bullets(tuple(moment(one, today) for one in behind))
    if line:
        yield Paragraph(Line(text(bold(_("— today, {day} —").format(day=day(today))))))
    if ahead:
        yield Bullets(tuple(moment(one, today) for one in ahead))


def moment(value: Moment, today: date) -> Line:
    """One line: the time and how far it is, what it is, and what must be known of both."""
    far = _far(value, today)
    words = text(
        bold(aside(said(value), far)),
        f" {_what(value)}",
        *_kind(value),
        *reserved(value.when),
        *_disputed(value),
    )
    against = (proof for one in value.disputed[:DISPUTES] for proof in one.evidence)
    return stated(words, (*value.evidence[: value.firm], *against), value.evidence[:PROOFS])


def _what(value: Moment) -> str:
    """What it is; a return is told as the anniversary that it is."""
    if value.number is None:
        return value.what
    number = ordinal(value.number)
    if not value.what:
        return _("{number} anniversary").format(number=number)
    return _("{number} anniversary: {what}").format(number=number, what=value.what)


def said(value: Moment) -> str:
    """A time at its own precision; of what is due, the end alone."""
    return end(value.when) if value.due and "/" in value.when.edtf and value.when.end else when(value.when)


def _far(value: Moment, today: date) -> str:
    """How far a coming day is, in days; of what lies around today, that it does."""
    if value.side is Side.PAST:
        return ""
    if value.exact and (value.side is Side.COMING or value.at == today):
        return distance(value.at, today)
    if value.side is Side.COMING and not value.due:
        return ""
    return _around(value, today)


def _around(value: Moment, today: date) -> str:
    """This month, this year, or a longer time that goes on."""
    known, last = ending(value.when), value.when.end
    if value.due or value.when.precision is not Precision.RANGE:
        same_year = last is not None and last.year == today.year
        if known is Precision.MONTH and same_year and last is not None and last.month == today.month:
            return _("this month")
        if known is Precision.YEAR and same_year:
            return _("this year")
    return _("under way") if value.side is Side.PRESENT else ""


def _kind(value: Moment) -> Iterator[str | Span]:
    """That something is due, and how firm it is where it is not simply so."""
    if value.due:
        yield from (" · ", italic(called(value.kind)))
    if value.grade is not Grade.IN_FORCE:
        yield from (" · ", italic(called(value.grade)))


def _disputed(value: Moment) -> Iterator[str | Span]:
    if value.disputed:
        given = several(dict.fromkeys(when(one.when) for one in value.disputed[:DISPUTES]))
        yield from (" · ", italic(_("disputed: a document gives {times}").format(times=given)))
