"""Whether a sentence speaks of the time that a question asks about, by the document's own clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.answering.place import Home, Line
from briefings.answering.question import Question
from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from briefings.model import Clock, When

Span = tuple[date, date]


def asked(question: Question, clock: Clock) -> tuple[Span, ...]:
    """The times of a question as the document's clock has them: its last year, not today's."""
    anchor = Anchor(clock.start, clock.end, clock.year)
    readings = (resolve(each.spec, anchor) for each in question.times)
    return tuple(span for reading in readings if reading and (span := _span(reading.when)))


def _span(when: When) -> Span | None:
    start, end = when.start or when.end, when.end or when.start
    return (start, end) if start and end else None


def agreement(question: Question, line: Line, spans: tuple[Span, ...]) -> float:
    """1 where a sentence tells of that time, 0.6 where only its surroundings do, 0 where it tells of others.

    Between them, 0.3, where nothing tells.
    """
    if not spans:
        return 0.3
    own = list(_told(line.home, line.passage.start, line.passage.end))
    if any(_meets(span, told) for span in spans for told in own) or question.timed <= line.own:
        return 1.0
    if own and not all(_wider(span, told) for span in spans for told in own):
        return 0.0
    clock = line.home.clock
    written = (clock.start, clock.end) if clock.start and clock.end else None
    within = written and any(_wider(written, span) for span in spans)
    return 0.6 if within or question.timed & (line.above | line.near) else 0.3


def _told(home: Home, start: int, end: int) -> Iterator[Span]:
    for fact in home.facts:
        if start <= fact.start < end and (span := _span(fact.when)):
            yield span


def _meets(asked: Span, told: Span) -> bool:
    """Whether two times overlap, and what is told is no stretch of years around what is asked."""
    overlap = asked[0] <= told[1] and told[0] <= asked[1]
    return overlap and (told[1] - told[0]).days <= 3 * max(31, (asked[1] - asked[0]).days)


def _wider(asked: Span, told: Span) -> bool:
    """Whether what is told holds what is asked, without being it."""
    return told[0] <= asked[0] and asked[1] <= told[1]
