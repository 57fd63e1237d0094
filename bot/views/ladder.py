"""Ladders of amounts as a table: each amount as its text has it, under a band for its unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.card import Band, Column, Row, Table, Text, italic, text
from bot.views.sources import clipped
from briefings.called import called
from briefings.ladders import Ladder, Rung
from briefings.model import Basis, Clock, Grade
from briefings.retelling import retold
from briefings.saying import UNKNOWN, when, written
from briefings.tongue import N_, _

COLUMNS = (N_("Amount"), N_("Of what"), N_("Grade"), N_("Document"))
AMOUNT, WORDS = 80, 100
"""Characters of an amount, and of what it is the amount of."""
PROOFS = 3
"""Sentences that one row cites at most."""
TIMES = 2
COUNTED = N_("Counted")
_UNITS = {"CNY": N_("Yuan (CNY)"), "km2": "km²", "m2": "m²", "m3": "m³", "percent": "%"}


def table(rungs: Sequence[tuple[Ladder, Rung]]) -> Table:
    """Rungs under the bands of their ladders; what is counted, not measured, shares one band."""
    return Table(tuple(Column(_(title)) for title in COLUMNS), tuple(_rows(rungs)))


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
        return _(COUNTED)
    return _(_UNITS.get(ladder.unit or "", ladder.unit or COUNTED))


def row(rung: Rung) -> Row:
    """An amount with its reservation, its subject, time and doubts, its grade, and when it was written."""
    firm: Text = () if rung.grade is Grade.IN_FORCE else text(italic(called(rung.grade)))
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
        yield _("“{words}”").format(words=clipped(rung.sentence, WORDS))
    elif rung.subject.casefold() not in rung.text.casefold():
        yield clipped(rung.subject, WORDS)
    if rung.when:
        time = when(rung.when)
        if rung.when.basis is not Basis.STATED:
            time = _("{time}, {basis}").format(time=time, basis=called(rung.when.basis))
        yield _("({time})").format(time=time)
    if rung.odd:
        yield _("⚠ doubtful: {why}").format(why=retold(rung.odd))


def _written(clocks: Sequence[Clock]) -> str:
    """When the documents were written that tell an amount."""
    times = tuple(dict.fromkeys(written(clock) for clock in clocks))
    more = ("…",) if len(times) > TIMES else ()
    known = _("; ").join((*times[:TIMES], *more))
    return known if times == (_(UNKNOWN),) else _("written {time}").format(time=known)
