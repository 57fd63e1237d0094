"""Choosing lines that together say the most: words are worth what a text makes of them, each once.

Coverage of weighted words with less and less for saying a word again is submodular, so that taking the best
line each time comes close to the best of all choices (Nemhauser, Wolsey, Fisher 1978; Lin and Bilmes 2011).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import log

AGAIN = 0.4
"""What a word is still worth each time that it was said already."""
_COMMON, _RARE = 0.75, 0.5
"""How much more a frequent word is worth, and how much more one that few lines hold."""
_CROWD = 0.25
"""How much each line of a group that was taken counts against the next."""
_SHORT = 4
"""Words that a line is taken to have at least: a shorter one is no bargain."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be chosen: its analysed words, its length in words, and what speaks for it beside them.

    `weight` is what its words teach of the whole, `bias` what its own words count for when it is chosen.
    Lines of one `group` crowd each other out; those without one do not.
    """

    terms: tuple[str, ...]
    length: int
    weight: float = 1.0
    bias: float = 1.0
    group: str = ""


def worths(lines: Sequence[Candidate], named: frozenset[str] = frozenset()) -> dict[str, float]:
    """What each word of these lines is worth; words that are `named` (in a title, say) a third more."""
    told: dict[str, float] = {}
    held: Counter[str] = Counter()
    for line in lines:
        for term, times in Counter(line.terms).items():
            told[term] = told.get(term, 0.0) + line.weight * times**0.5
            held[term] += 1
    return {
        term: sum_**_COMMON * log(1 + len(lines) / held[term]) ** _RARE * (1.3 if term in named else 1.0)
        for term, sum_ in told.items()
    }


def greedy(
    lines: Sequence[Candidate],
    worth: Mapping[str, float],
    takes: Callable[[int], bool],
    *,
    most: int | None = None,
    said: Sequence[Sequence[str]] = (),
    thrift: float = 0.0,
) -> list[int]:
    """The lines that are taken, in the order of choice: each time the one that adds most to those before.

    The best line is offered to `takes` once, which says whether it is, until there are `most`. `said` are the
    words of what was told before. `thrift` is how much length counts against a line: 0 not at all, 1 in full.
    Equal lines stand as they are given.
    """
    left = dict(worth)
    for terms in said:
        _tell(left, terms)
    sets = [tuple(dict.fromkeys(line.terms)) for line in lines]
    crowd: Counter[str] = Counter()

    def gain(at: int) -> float:
        line = lines[at]
        new = sum(left.get(term, 0.0) for term in sets[at]) / (1 + _CROWD * crowd[line.group])
        cost: float = max(line.length, _SHORT) ** thrift
        return -round(line.bias * new / cost, 9)

    # what a line adds only ever falls, so that one that is still best after a new look is the best
    heap = [(gain(at), at) for at in range(len(lines)) if sets[at]]
    heapify(heap)
    taken: list[int] = []
    while heap and len(taken) != most:
        _, at = heappop(heap)
        now = (gain(at), at)
        if heap and heap[0] < now:
            heappush(heap, now)
        elif takes(at):
            taken.append(at)
            _tell(left, sets[at])
            if lines[at].group:
                crowd[lines[at].group] += 1
    return taken


def _tell(left: dict[str, float], terms: Sequence[str]) -> None:
    """Words were said: they are worth less from now on."""
    for term in dict.fromkeys(terms):
        if term in left:
            left[term] *= AGAIN


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two lines are, 0 to 1: the words that both have, by the geometric mean of their numbers."""
    mine, theirs = frozenset(one), frozenset(other)
    return len(mine & theirs) / (len(mine) * len(theirs)) ** 0.5 if mine and theirs else 0.0
