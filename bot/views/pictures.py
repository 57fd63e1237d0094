"""What a list or a table tells, as a picture's rows: the same words, the same proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from bot.card import Line, Text, plain
from bot.picture import Bar, Picture, Stretch
from bot.views.ladder import heading
from bot.views.ladder import row as table_row
from bot.views.timeline import moment
from briefings.ladders import Ladder, Rung
from briefings.milestones.wording import ending
from briefings.model import Grade, Precision
from briefings.timelines import Moment
from briefings.tongue import _

_LENGTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.SEASON: 3,
    Precision.HALF: 6,
    Precision.YEAR: 12,
}
"""Months of what a time is exact to."""


def in_time(moments: Sequence[Moment], today: date, topic: str, command: str) -> Picture:
    """These moments along time."""
    title = _("Timeline: {topic}").format(topic=topic) if topic else _("Timeline of all documents")
    return Picture(title, tuple(_stretch(one, today) for one in moments), command, today)


def by_size(rungs: Sequence[tuple[Ladder, Rung]], topic: str, command: str) -> Picture:
    """These amounts as bars, unit by unit; where some can be compared, those that can't be are not drawn."""
    title = _("Figures: {topic}").format(topic=topic)
    sizes: defaultdict[str | None, set[float]] = defaultdict(set)
    for ladder, rung in rungs:
        sizes[ladder.unit].add(rung.size)
    compared = [(ladder, rung) for ladder, rung in rungs if len(sizes[ladder.unit]) > 1]
    return Picture(title, tuple(_bar(ladder, rung) for ladder, rung in compared or rungs), command)


def _stretch(value: Moment, today: date) -> Stretch:
    line = moment(value, today)
    said, what, notes = _parts(line)
    firm = notes[value.due] if value.grade is not Grade.IN_FORCE and len(notes) > value.due else ""
    first, last = value.when.start, value.when.end
    if value.due and last:
        first = _begun(last, ending(value.when), first)
    return Stretch(
        said, what, first, last, value.grade, firm, notes, value.due, line.evidence, line.needs
    )  # fmt: skip


def _begun(last: date, exact: Precision, first: date | None) -> date | None:
    """Where the day, month or year begins at whose end something is due."""
    if exact is Precision.DAY or last == date.max:
        return last
    if (months := _LENGTHS.get(exact)) is None:
        return first
    after = last + timedelta(days=1)
    number = after.year * 12 + after.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _parts(line: Line) -> tuple[str, str, tuple[str, ...]]:
    """A line's time, what it is the time of, and the notes behind that."""
    said, *rest = line.text
    notes = tuple(span.text for span in rest if span.style == "italic")
    what = "".join(span.text for span in rest if span.style != "italic" and span.text.strip(" ·"))
    return said.text, what.strip(), notes


def _bar(ladder: Ladder, rung: Rung) -> Bar:
    row = table_row(rung)
    said, what, firm, _document = map(_words, row.cells)
    unit = heading(ladder) if ladder.measured else ladder.unit or heading(ladder)
    notes = (firm,) if firm else ()
    return Bar(
        said, what, rung.value, unit, rung.grade, firm, notes, rung.upper, row.evidence, row.needs
    )  # fmt: skip


def _words(cell: Text) -> str:
    return plain(cell).strip()
