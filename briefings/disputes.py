"""Documents that contradict the curated calendar: shown beside the calendar's day, and never adopted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefings.model import Basis, Entry, Fact, Kind, Origin, When
from briefings.words import analyse

_DEEDS = {
    "founded": r"establish\w*|found(?:ed|ing)|launch\w*|open(?:ed|s)|set up|creat\w+|inaugurat\w*"
    r"|start\w*|beg[au]n\w*",
    "made public": r"releas\w+|publish\w*|publication|issu\w+|made public|announc\w+|unveil\w*|promulgat\w+",
    "in force": r"in(?:to)? force|in(?:to)? effect|took effect|implement\w*|effective",
    "signed": r"sign(?:ed|ing|s)",
    "passed": r"adopt\w*|pass(?:ed|es)|approv\w+|ratif\w+",
}
_GROUPS = {group: re.compile(rf"(?i)\b(?:{words})\b") for group, words in _DEEDS.items()}
# What may stand beside a name without making it the name of something else.
_BESIDE = frozenset(
    analyse(
        """establish established establishment founding founded launch launched launching opening opened
        set created creation inauguration inaugurated start started beginning began release released published
        publication issued made public announced announcement unveiled promulgated force effect implementation
        implemented signed signing adopted adoption passed approved officially formally entered came took
        was were has been year anniversary"""
    )
)
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the calendar: its names as analysed words, and the deeds that it dates."""

    origin: Origin
    names: tuple[frozenset[str], ...]
    deeds: frozenset[str]


def settled(entries: Sequence[Entry], origins: Sequence[Origin]) -> tuple[Entry, ...]:
    """The entries with each contradiction of a curated row inside that row's entry, and not one of its own.

    A document contradicts a row when an origin of it is called by the row's name and nothing else, tells
    of the same deed, and lies wholly outside the row's time. What a row's note knows is no contradiction.
    """
    rows = {f"calendar-{origin.id}": origin for origin in origins}
    held = {fact.id: entry for entry in entries for fact in (entry.fact, *entry.also) if fact.id in rows}
    by_word: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in (_row(rows[id]) for id in held):
        for word in frozenset().union(*row.names):
            by_word[word].append(row)
    against: defaultdict[str, list[Fact]] = defaultdict(list)
    gone: set[str] = set()
    for entry in entries:
        found = _contradicted(entry, by_word)
        if found is not None:
            against[held[f"calendar-{found.origin.id}"].fact.id] += [entry.fact, *entry.also]
            gone.add(entry.fact.id)
    return tuple(
        replace(entry, disputed=tuple(against[entry.fact.id])) if entry.fact.id in against else entry
        for entry in entries
        if entry.fact.id not in gone
    )


@lru_cache(maxsize=1_000)
def _row(origin: Origin) -> _Row:
    names = (frozenset(analyse(name)) for name in origin.names)
    return _Row(origin, tuple(name for name in names if len(name) > 1), _deeds(origin.what))


@lru_cache(maxsize=20_000)
def _deeds(words: str) -> frozenset[str]:
    """What is said to have been done: founded, made public, in force, signed, passed."""
    return frozenset(group for group, pattern in _GROUPS.items() if pattern.search(words))


def _contradicted(entry: Entry, by_word: dict[str, list[_Row]]) -> _Row | None:
    """The row that an entry contradicts; where it could be two, none."""
    fact = entry.fact
    every = (fact, *entry.also)
    own = fact.kind is Kind.ORIGIN and all(one.when.basis is not Basis.OUTSIDE for one in every)
    if not own or fact.when.start is None or fact.when.end is None:
        return None
    words = frozenset(analyse(fact.what))
    near = {row.origin.id: row for word in words for row in by_word.get(word, ())}
    called = [row for row in near.values() if _called(words, row) and _same_deed(fact, row)]
    if len(called) != 1 or not _outside(fact.when, called[0].origin.when) or _noted(fact, called[0].origin):
        return None
    return called[0]


def _called(words: frozenset[str], row: _Row) -> bool:
    """Whether these words are a name of the row, with nothing beside it but a deed."""
    return any(name <= words and words - name <= _BESIDE for name in row.names)


def _same_deed(fact: Fact, row: _Row) -> bool:
    """Whether both tell of one deed, as far as they name any: what is signed is not yet in force."""
    mine = _deeds(fact.what)
    return not mine or not row.deeds or bool(mine & row.deeds)


def _outside(mine: When, known: When) -> bool:
    """Whether a time has no day in common with the row's."""
    if mine.start is None or mine.end is None or known.start is None or known.end is None:
        return False
    return mine.end < known.start or mine.start > known.end


def _noted(fact: Fact, origin: Origin) -> bool:
    """Whether the row's own note gives that day."""
    day = fact.when.start
    if day is None or day != fact.when.end:
        return False
    told = ((int(d), month[:3], int(y)) for d, month, y in _DAY.findall(origin.note))
    return (day.day, f"{day:%b}", day.year) in set(told)
