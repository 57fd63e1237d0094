"""Which chunks are worth a look: no more than a budget, whatever a question's words are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

Match = Callable[[Sequence[int], bool, int], list[int]]
"""Ids of chunks with every one of these terms (or any of them), lowest first, at most so many."""

BUDGET = 2500
"""Chunks that are looked at for a question's rare words, and again for its common ones together."""
COMMON = 4
"""Common words that are asked for in pairs, the rarest ones."""


def candidates(frequencies: Mapping[int, int], match: Match, budget: int = BUDGET) -> list[int]:
    """Ids of the chunks to score for terms of these frequencies, lowest first.

    Those with any rare term, while the rare ones' chunks fit the budget, else those with every term; those
    with two of the common ones, which alone would stand in too many.
    """
    terms = sorted(frequencies, key=lambda term: (frequencies[term], term))
    if not terms:
        return []
    rare = _rare(terms, frequencies, budget)
    common = terms[len(rare) :]
    # what holds every term holds the rare ones, and is found with them
    found = set(match(rare, False, budget) if rare else match(terms, True, budget))
    found.update(_pairs(common, match, budget - min(budget, len(found))))
    if not found:
        found.update(match(terms[:1], False, budget))
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


def _pairs(common: Sequence[int], match: Match, budget: int) -> set[int]:
    """Chunks with two of the common terms, the rarest pairs first, while the budget lasts."""
    found: set[int] = set()
    for pair in combinations(common[:COMMON], 2):
        if len(found) >= budget:
            break
        found.update(match(pair, True, budget - len(found)))
    return found
