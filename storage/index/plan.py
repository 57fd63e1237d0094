"""Which chunks are worth a look: no more than a budget, whatever a question's words are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import prod

Match = Callable[[Sequence[int], bool, int], list[int]]
"""Ids of chunks with every one of these terms (or any of them), lowest first, at most so many."""

BUDGET = 2500
"""Chunks that are looked at for a question."""
COMMON = 4
"""Common words that are asked for together, the rarest ones."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The chunks with any of the `rare` terms; of others that have every term of a group, the first `rest`.

    Where there are none at all, the first `rest` that have the term `last`.
    """

    rare: tuple[int, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    rest: int = 0
    last: int | None = None


def planned(frequencies: Mapping[int, int], rows: int, budget: int = BUDGET) -> Plan:
    """The chunks to score for terms of these frequencies among so many rows.

    Those with any rare term, while the rare ones' chunks fit the budget; those with several of the common
    ones, which alone would stand in too many.
    """
    terms = sorted(frequencies, key=lambda term: (frequencies[term], term))
    if not terms:
        return Plan()
    rare = _rare(terms, frequencies, budget)
    rest = budget - sum(frequencies[term] for term in rare)
    common = terms[len(rare) :][:COMMON]
    shares = {term: frequencies[term] / max(rows, frequencies[term]) for term in common}
    groups = tuple(_groups(common, shares, rest / max(rows, 1)))
    if rare:
        return Plan(tuple(rare), groups, rest if groups else 0)
    every = tuple(common)
    return Plan((), groups or ((every,) if len(every) > 1 else ()), rest, terms[0])


def chosen(plan: Plan, held: Mapping[int, Set[int]]) -> list[int]:
    """The ids that a plan chooses, lowest first, where it is known which chunks hold each term."""
    found = set().union(*(held[term] for term in plan.rare))
    grouped = (
        reduce(lambda some, term: some & held[term], group[1:], set(held[group[0]])) for group in plan.groups
    )
    others = set().union(*grouped) - found
    found.update(sorted(others)[: plan.rest])
    if not found and plan.last is not None:
        found.update(sorted(held[plan.last])[: plan.rest])
    return sorted(found)


def _rare(terms: Sequence[int], frequencies: Mapping[int, int], budget: int) -> list[int]:
    """The rarest terms whose chunks together fit the budget."""
    rare: list[int] = []
    spent = 0
    for term in terms:
        spent += frequencies[term]
        if spent > budget:
            break
        rare.append(term)
    return rare


def _groups(common: Sequence[int], shares: Mapping[int, float], left: float) -> Iterator[tuple[int, ...]]:
    """Pairs of the common terms, or more, while what would hold them by chance is within what is left.

    Words of one subject stand together oftener than that, which is why no more than the rest is taken.
    """
    taken: list[set[int]] = []
    for size in range(2, len(common) + 1):
        for group in combinations(common, size):
            share = prod(shares[term] for term in group)
            if share <= left and not any(each <= set(group) for each in taken):
                taken.append(set(group))
                left -= share
                yield group
