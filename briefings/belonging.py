"""Which dated facts of a sentence an amount belongs to: those of its own clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.model import Fact, Figure, Passage

_CLAUSE = re.compile(
    r"[;；]|[,，]\s?(?=(?:and|but|while|whereas|compared|up\s|down\s|as\sagainst|against)\b|而|其中)|:\s|："
)


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
            yield replace(fact, figures=tuple(_of_clause(fact, own, dated[ref], _edges(text, spans[ref]))))


def _edges(text: str, passage: Passage) -> list[int]:
    """Where the clauses of a sentence begin and end."""
    found = (match.end() for match in _CLAUSE.finditer(text, passage.start, passage.end))
    return [passage.start, *found, passage.end]


def _of_clause(
    fact: Fact, own: Sequence[Figure], facts: Sequence[Fact], edges: Sequence[int]
) -> Iterator[Figure]:
    home = _clause(edges, fact.start)
    held = {_clause(edges, each.start) for each in facts}
    for figure in own:
        clause = _clause(edges, figure.start)
        if clause == home or clause not in held:
            yield figure


def _clause(edges: Sequence[int], at: int) -> int:
    """The number of the clause that a place lies in."""
    return sum(edge <= at for edge in edges)
