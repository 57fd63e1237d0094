"""What speaks for a sentence as the answer to a question, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

from briefings.answering.place import Line


@dataclass(slots=True)
class Signs:
    """What speaks for a sentence; shares are of the question's worth.

    `covered` stands in it, `akin` by a word of one root or a slip, `alike` by one of like meaning; the
    rest is `above` in title and heading, `near` in its neighbours, `held` elsewhere in the document;
    `gap` is the worth of the weightiest term that is nowhere. `local` and `local_akin` are shares of what
    tells sentences of this document apart. `chunk`, `document` and `rank` are scores by those of the
    best. `sort` says that what is wanted stands there, `sort_near` how near to the question's words,
    `counted` that it counts the right thing. `named`, `named_away` and `nameless` are shares of the
    question's names: here, elsewhere, nowhere. `fresh` is how much it says that neither the question nor
    its title says. `sort_above` and `sort_near_by` are `sort` where the question's words stand in the title
    or the neighbours; `rival` says that a name there differs from the question's in one word alone.
    `said` is the share of the words that are neither names nor times nor in the title which it says in some
    way, `unsaid` the worth of the weightiest that it does not; `led` is what it takes over from the sentence
    before by beginning with "it" or the like; `behind` tells that it follows the sentence that has most of
    the question. `unheard` is 1 for a word that nothing in the library has, 2 for more; `unnamed` says that a
    name is nowhere.
    """

    covered: float = 0.0
    akin: float = 0.0
    alike: float = 0.0
    above: float = 0.0
    near: float = 0.0
    held: float = 0.0
    local: float = 0.0
    local_akin: float = 0.0
    chunk: float = 0.0
    document: float = 0.0
    rank: float = 0.0
    adjacent: float = 0.0
    dense: float = 0.0
    counted: float = 0.0
    sort: float = 0.0
    sort_near: float = 0.0
    named: float = 0.0
    named_away: float = 0.0
    nameless: float = 0.0
    time: float = 0.0
    other_time: float = 0.0
    size: float = 0.0
    first: float = 0.0
    bare: float = 0.0
    gap: float = 0.0
    sort_local: float = 0.0
    fresh: float = 0.0
    sort_above: float = 0.0
    sort_near_by: float = 0.0
    rival: float = 0.0
    said: float = 0.5
    unsaid: float = 0.0
    led: float = 0.0
    behind: float = 0.0
    rank_squared: float = 0.0
    document_squared: float = 0.0
    unheard: float = 0.0
    unnamed: float = 0.0


SIGNS = tuple(field.name for field in fields(Signs))
"""The signs of a sentence, in order."""
VALUES = attrgetter(*SIGNS)
"""All of them at once, in order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence with its signs; `missing` are the terms that neither it nor its surroundings have,
    `local` what each term tells within its document."""

    line: Line
    signs: tuple[float, ...]
    missing: tuple[str, ...]
    local: Mapping[str, float]
