"""Which dated facts of a sentence an amount belongs to: those of its own clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.model import Fact, Figure, Passage

_CLAUSE = re.compile(
    r"[;；]|[,，]\s?(?=(?:and|but|while|whereas|compared|up\s|down\s|as\sagainst|against)\b|而|其中)|:\s|："
)
REACH, PIECE = 16, 160
"""Characters between an amount and a date that stand together, and in a piece between two commas."""
_JOINT = re.compile(r"\s?(?:in|by|at|on|for|during|since|as of|before|until)?(?: the)?\s?|\s?[(（]")
_COMMA = re.compile(r"，|(?<!\d),|,(?!\d)")


def with_figures(
    facts: Sequence[Fact], counted: Sequence[Figure], passages: Sequence[Passage], text: str
) -> Iterator[Fact]:
    """Each fact with the amounts of its clause; those of a clause without a date go with every date.

    "In 2019 it made 5 tonnes; in 2020, 6 tonnes" are two facts with an amount each, while "By 2025, 5 depots
    will open, and 300 people will work there" is one fact with both.
    """
    amounts: defaultdict[str, list[Figure]] = defaultdict(list)
    dated: defaultdict[str, list[Fact]] = defaultdict(list)
    for figure in counted:
        amounts[figure.ref].append(figure)
    for fact in facts:
        dated[fact.evidence[0].ref].append(fact)
    spans = {passage.ref: passage for passage in passages if passage.ref in amounts}
    for fact in facts:
        ref = fact.evidence[0].ref
        own = amounts.get(ref)
        if not own:
            yield fact
        elif len(dated[ref]) == 1:
            yield replace(fact, figures=tuple(own))
        else:
            yield replace(
                fact, figures=tuple(_of_clause(fact, own, dated[ref], _edges(text, spans[ref]), text))
            )


def _edges(text: str, passage: Passage) -> list[int]:
    """Where the clauses of a sentence begin and end."""
    found = (match.end() for match in _CLAUSE.finditer(text, passage.start, passage.end))
    return [passage.start, *found, passage.end]


def _of_clause(
    fact: Fact, own: Sequence[Figure], facts: Sequence[Fact], edges: Sequence[int], text: str
) -> Iterator[Figure]:
    home = _clause(edges, fact.start)
    held = {_clause(edges, each.start) for each in facts}
    beside = sorted({each.start: each for each in facts if _clause(edges, each.start) == home}.items())
    here = [figure for figure in own if _clause(edges, figure.start) == home]
    owners = _owners(here, [each for _, each in beside], text) if len(beside) > 1 else {}
    for figure in own:
        clause = _clause(edges, figure.start)
        if clause == home:
            if owners.get(figure.start, fact.start) == fact.start:
                yield figure
        elif clause not in held:
            yield figure


def _owners(figures: Sequence[Figure], facts: Sequence[Fact], text: str) -> dict[int, int]:
    """Which date of a clause with several each amount goes with, by their offsets; without one, with all.

    Next to it ("3 million tonnes in 2022"), alone with it between two commas, behind it where each date
    has an amount behind it ("in 2019 it made 5 tonnes and in 2020 6"), or with the amount just before.
    """
    starts = [fact.start for fact in facts]
    behind = {figure.start: bisect_right(starts, figure.start) - 1 for figure in figures}
    in_turn = set(behind.values()) == set(range(len(starts)))
    owners: dict[int, int] = {}
    last = (-1, -1)
    for figure in figures:
        turn = behind[figure.start]
        near = _beside(figure, facts, text)
        if near is None and (in_turn or last[0] == turn):
            near = starts[turn] if in_turn else last[1]
        if near is not None:
            owners[figure.start] = near
            last = turn, near
    others = set(starts) - set(owners.values())
    for figure in figures:
        if figure.start not in owners and others == {starts[behind[figure.start]]}:
            owners[figure.start] = starts[behind[figure.start]]
    return owners


def _beside(figure: Figure, facts: Sequence[Fact], text: str) -> int | None:
    """Where the date begins that stands right behind an amount, or alone with it between commas."""
    for fact in facts:
        if 0 <= fact.start - figure.end <= REACH and _JOINT.fullmatch(text[figure.end : fact.start]):
            return fact.start
    first, last = figure.start, figure.end
    for mark in _COMMA.finditer(text, max(0, figure.start - PIECE), figure.end + PIECE):
        if mark.end() <= figure.start:
            first = mark.end()
        elif mark.start() >= figure.end:
            last = mark.start()
            break
    inside = [fact.start for fact in facts if first <= fact.start < last]
    return inside[0] if len(inside) == 1 else None


def _clause(edges: Sequence[int], at: int) -> int:
    """The number of the clause that a place lies in."""
    return sum(edge <= at for edge in edges)
