"""Ladders of amounts as a table: each amount as its text has it, under a band for its unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.card import Band, Column, Row, Table, Text, italic, text
from bot.views.sources import clipped
from briefings.ladders import Ladder, Rung
from briefings.model import Basis, Clock, Grade
from briefings.saying import UNKNOWN, when, written

COLUMNS = tuple(map(Column, ("Amount", "Of what", "Grade", "Document")))
AMOUNT, WORDS = 80, 100
"""Characters of an amount, and of what it is the amount of."""
PROOFS = 3
"""Sentences that one row cites at most."""
TIMES = 2
COUNTED = "Counted"
_UNITS = {"CNY": "Yuan (CNY)", "km2": "km²", "m2": "m²", "m3": "m³", "percent": "%"}


def table(rungs: Sequence[tuple[Ladder, Rung]]) -> Table:
    """Rungs under the bands of their ladders; what is counted, not measured, shares one band."""
    return Table(COLUMNS, tuple(_rows(rungs)))


def _rows(rungs: Sequence[tuple[Ladder, Rung]]) -> Iterator[Row | Band]:
    said = None
    for ladder, rung in rungs:
        if (title := heading(ladder)) != said:
            said = title
            yield Band(title)
        yield row(rung)


def heading(ladder: Ladder) -> str:
    """What a ladder measures in."""
    if not ladder.measured:
        return COUNTED
    return _UNITS.get(ladder.unit or "", ladder.unit or COUNTED)


def row(rung: Rung) -> Row:
    """An amount with its reservation, its subject, time and doubts, its grade, and when it was written."""
    firm: Text = () if rung.grade is Grade.IN_FORCE else text(italic(rung.grade.value))
    cells = (text(amount(rung)), text(" ".join(_of_what(rung))), firm, text(_written(rung.told)))
    return Row(cells, rung.evidence[:PROOFS])


def amount(rung: Rung) -> str:
    """An amount in its text's words, its reservation before it where the words don't hold it."""
    hedge = rung.hedge or ""
    said = rung.text if hedge.casefold() in rung.text.casefold() else f"{hedge} {rung.text}"
    return clipped(said, AMOUNT)


def _of_what(rung: Rung) -> Iterator[str]:
    """The subject where the amount's words don't hold it; without any, the sentence; its time; its doubt."""
    if not rung.subject:
        yield f"“{clipped(rung.sentence, WORDS)}”"
    elif rung.subject.casefold() not in rung.text.casefold():
        yield clipped(rung.subject, WORDS)
    if rung.when:
        stated = rung.when.basis is Basis.STATED
        yield f"({when(rung.when)})" if stated else f"({when(rung.when)}, {rung.when.basis})"
    if rung.odd:
        yield f"⚠ doubtful: {rung.odd}"


def _written(clocks: Sequence[Clock]) -> str:
    """When the documents were written that tell an amount."""
    times = tuple(dict.fromkeys(written(clock) for clock in clocks))
    more = "; …" if len(times) > TIMES else ""
    known = "; ".join(time for time in times[:TIMES])
    return known if times == (UNKNOWN,) else f"written {known}{more}"
