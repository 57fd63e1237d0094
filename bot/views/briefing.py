"""A briefing as a card: sections of lines, each with its mark, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.card import Block, Bullets, Heading, Line, Notice, Span, italic, text
from bot.views.entries import coming, dated
from bot.views.sources import clipped
from briefings.called import called
from briefings.model import Briefing, Grade, Statement
from briefings.reservations import witnessed
from briefings.saying import roughly
from briefings.tongue import _


def briefing(value: Briefing, today: date) -> Iterator[Block]:
    """The blocks of a briefing; sections without lines are left out."""
    yield _title(value)
    sections = (
        ("", map(_statement, value.points)),
        (_("Measures"), map(_statement, value.measures)),
        (_("Figures"), map(_figure, value.figures)),
        (_("Dates"), map(dated, value.dates)),
        (_("What comes next"), (coming(one, today) for one in value.upcoming)),
    )
    for title, lines in sections:
        if bullets := tuple(lines):
            yield from (Heading(title),) if title else ()
            yield Bullets(bullets)
    for warning in value.warnings:
        yield Notice("warning", Line(text(warning.text), warning.evidence))


def _title(value: Briefing) -> Heading:
    """The topic, and the time up to which the sources can know anything."""
    dated = [document for document in value.documents if document.clock.end]
    newest = max(dated, key=lambda document: document.clock.end or date.min, default=None)
    if newest is None:
        return Heading(_("{topic} · sources without a date").format(topic=value.topic))
    words = _("{topic} · as of {time}").format(topic=value.topic, time=roughly(newest.clock))
    return Heading(words, witnessed(newest))


def _statement(statement: Statement) -> Line:
    grade: tuple[str | Span, ...] = (" · ", italic(called(statement.grade))) if statement.grade else ()
    return Line(text(clipped(statement.text), *grade), statement.evidence)


def _figure(statement: Statement) -> Line:
    """A figure's grade is said only where it is not simply so."""
    firm = statement.grade is Grade.IN_FORCE
    return _statement(replace(statement, grade=None) if firm else statement)
