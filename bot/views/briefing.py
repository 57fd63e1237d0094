"""A briefing as a card: sections of lines, each with its mark, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.card import Block, Bullets, Heading, Line, Notice, Span, italic, text
from bot.views.entries import coming, dated
from bot.views.sources import clipped
from briefings.model import Briefing, Grade, Statement
from briefings.saying import roughly


def briefing(value: Briefing, today: date) -> Iterator[Block]:
    """The blocks of a briefing; sections without lines are left out."""
    yield Heading(f"{value.topic} · {_as_of(value)}")
    sections = (
        ("", map(_statement, value.points)),
        ("Measures", map(_statement, value.measures)),
        ("Figures", map(_figure, value.figures)),
        ("Dates", map(dated, value.dates)),
        ("What comes next", (coming(one, today) for one in value.upcoming)),
    )
    for title, lines in sections:
        if bullets := tuple(lines):
            yield from (Heading(title),) if title else ()
            yield Bullets(bullets)
    for warning in value.warnings:
        yield Notice("warning", Line(text(warning.text), warning.evidence))


def _as_of(value: Briefing) -> str:
    """The time up to which the sources can know anything."""
    dated = [document.clock for document in value.documents if document.clock.end]
    newest = max(dated, key=lambda clock: clock.end or date.min, default=None)
    return f"as of {roughly(newest)}" if newest else "sources without a date"


def _statement(statement: Statement) -> Line:
    grade: tuple[str | Span, ...] = (" · ", italic(statement.grade.value)) if statement.grade else ()
    return Line(text(clipped(statement.text), *grade), statement.evidence)


def _figure(statement: Statement) -> Line:
    """A figure's grade is said only where it is not simply so."""
    firm = statement.grade is Grade.IN_FORCE
    return _statement(replace(statement, grade=None) if firm else statement)
