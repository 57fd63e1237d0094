"""Expressions of time to values, one file per family; the register of families stands here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from briefings.dates import (
    absolute,
    backward,
    chinese,
    counted,
    decades,
    durations,
    events,
    feasts,
    fiscal,
    jubilees,
    mixed,
    months,
    pairs,
    partial,
    portions,
    ranges,
    recurring,
    relative,
    seasons,
    sets,
    spans,
    times,
    vague,
    weekdays,
    years,
)
from briefings.dates.lexicon import MONTH_CUES, MONTHS
from briefings.dates.mention import Mention
from briefings.dates.rule import Rule
from briefings.openings import Openings
from briefings.script import han, plain

Families = dict[str, tuple[tuple[str, ...], tuple[Rule, ...]]]
FAMILIES: Families = {
    "events": (events.CUES, events.RULES),
    "fiscal": (fiscal.CUES, fiscal.RULES),
    "counted": (counted.CUES, counted.RULES),
    "recurring": (recurring.CUES, recurring.RULES),
    "mixed": (mixed.CUES, mixed.RULES),
    "pairs": (pairs.CUES, pairs.RULES),
    "portions": (portions.CUES, portions.RULES),
    "months": (months.CUES, months.RULES),
    "backward": (backward.CUES, backward.RULES),
    "ranges": (ranges.CUES, ranges.RULES),
    "absolute": (absolute.CUES, absolute.RULES),
    "sets": (sets.CUES, sets.RULES),
    "partial": (partial.CUES, partial.RULES),
    "seasons": (seasons.CUES, seasons.RULES),
    "jubilees": (jubilees.CUES, jubilees.RULES),
    "spans": (spans.CUES, spans.RULES),
    "relative": (relative.CUES, relative.RULES),
    "years": (years.CUES, years.RULES),
    "decades": (decades.CUES, decades.RULES),
    "durations": (durations.CUES, durations.RULES),
    "feasts": (feasts.CUES, feasts.RULES),
    "times": (times.CUES, times.RULES),
    "weekdays": (weekdays.CUES, weekdays.RULES),
    "vague": (vague.CUES, vague.RULES),
}
"""The families in the order of their claim where two read a stretch of the same length.

Each has its cues: a text without any of them (digits are written #, white space as one space) cannot hold
the family. Those of Chinese stand in a register of their own, which a text without Chinese never meets.
"""

# Only these make a Chinese sentence worth reading by the other families too.
_LATIN = re.compile(r"[A-Za-z]|[0-9]{4}")
_DIGITS = str.maketrans("0123456789", "##########")
_MONTHS = frozenset(MONTH_CUES)
_MONTH = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])")


class _Index(NamedTuple):
    """The rules of a register in their order, and each cue with the rules that it may announce.

    `phrases` are the cues that reach over more than one word, each with the longest of its words.
    """

    rules: tuple[tuple[str, Rule], ...]
    wanted: dict[str, tuple[int, ...]]
    phrases: dict[str, str]
    openings: Openings


def _indexed(families: Families, *, long: int, figures: int, spaced: bool) -> _Index:
    """A rule is announced by its own cues, or else by those of its family."""
    rules = tuple((family, rule) for family, (_, rules) in families.items() for rule in rules)
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for number, (family, rule) in enumerate(rules):
        for cue in rule.cues or families[family][0]:
            wanted[cue].append(number)
    cues = {cue: tuple(numbers) for cue, numbers in wanted.items()}
    phrases = {cue: max(cue.split(), key=len) for cue in cues if " " in cue}
    patterns = [rule.pattern for _, rule in rules]
    return _Index(rules, cues, phrases, Openings(patterns, long=long, figures=figures, spaced=spaced))


_ENGLISH = _indexed(FAMILIES, long=5, figures=5, spaced=True)
_CHINESE = _indexed(chinese.FAMILIES, long=2, figures=4, spaced=False)
_BY_FIRST = {
    first: tuple((cue, numbers) for cue, numbers in _CHINESE.wanted.items() if cue[0] == first)
    for first in {cue[0] for cue in _CHINESE.wanted}
}
"""The Chinese cues by their first characters: most of them stand in no sentence."""


def mentions(text: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
    """Every expression of time between two offsets, in order, none overlapping; the longest reading wins."""
    found = sorted(_found(text, start, len(text) if end is None else end), key=_claim)
    kept: list[Mention] = []
    for mention in found:
        while kept and mention.start < kept[-1].end and _longer(mention, kept[-1]):
            kept.pop()
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _found(text: str, start: int, end: int) -> Iterator[Mention]:
    part = text[start:end]
    wide = han(part)
    if not wide or _LATIN.search(part):
        words = part.lower().translate(_DIGITS).split()
        cues = frozenset().union(*map(_of_word, words))
        seen = " ".join(words)
        held = (cue for cue in cues if cue not in _ENGLISH.phrases or cue in seen)
        announced = {number for cue in held for number in _ENGLISH.wanted[cue]}
        yield from _read(_ENGLISH, announced, text, start, end)
    if wide:
        known = plain(part)
        here = _BY_FIRST.keys() & known
        likely = (pair for first in here for pair in _BY_FIRST[first])
        wanted = {number for cue, numbers in likely if cue in known for number in numbers}
        for found in _read(_CHINESE, wanted, known, 0, len(known)):
            first, last = found.start + start, found.end + start
            yield Mention(first, last, text[first:last], found.spec, found.family)


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> frozenset[str]:
    """The cues that a single word holds, and the phrases that it may be part of; words come again and again.

    The first letters of a month announce one only where it stands: "mar" does not in "market".
    """
    months = _MONTH.search(word) is not None
    cues = {cue for cue in _ENGLISH.wanted if cue in word and (months or cue not in _MONTHS)}
    return frozenset(cues.union(cue for cue, root in _ENGLISH.phrases.items() if root in word))


def _read(index: _Index, announced: AbstractSet[int], text: str, start: int, end: int) -> Iterator[Mention]:
    for number, match in index.openings.matches(announced, text, start, end):
        if match.end() == match.start():
            continue
        family, rule = index.rules[number]
        spec = rule.read(match)
        if spec is not None:
            yield Mention(match.start(), match.end(), match[0], spec, family)


def _claim(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _longer(new: Mention, old: Mention) -> bool:
    return new.end - new.start > old.end - old.start
