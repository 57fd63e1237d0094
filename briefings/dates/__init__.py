"""Expressions of time to values, one file per family; the register of families stands here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

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
    months,
    pairs,
    partial,
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
from briefings.dates.mention import Mention
from briefings.dates.rule import Rule

FAMILIES: dict[str, tuple[tuple[str, ...], tuple[Rule, ...]]] = {
    "events": (events.CUES, events.RULES),
    "fiscal": (fiscal.CUES, fiscal.RULES),
    "counted": (counted.CUES, counted.RULES),
    "recurring": (recurring.CUES, recurring.RULES),
    "pairs": (pairs.CUES, pairs.RULES),
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
    "chinese": (chinese.CUES, chinese.RULES),
}
"""The families in the order of their claim where two read a stretch of the same length.

Each has its cues: a text without any of them (digits are written #) cannot hold the family.
"""

_DIGITS = str.maketrans("0123456789", "##########")
_RULES = tuple((family, rule) for family, (_, rules) in FAMILIES.items() for rule in rules)


def _wanted() -> dict[str, tuple[int, ...]]:
    """Each cue with the rules that it may announce: a rule's own cues, or else those of its family."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for number, (family, rule) in enumerate(_RULES):
        for cue in rule.cues or FAMILIES[family][0]:
            wanted[cue].append(number)
    return {cue: tuple(numbers) for cue, numbers in wanted.items()}


_WANTED = _wanted()


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
    seen = text[start:end].lower().translate(_DIGITS)
    announced = {number for cue, numbers in _WANTED.items() if cue in seen for number in numbers}
    for number in sorted(announced):
        family, (pattern, read, _) = _RULES[number]
        for match in pattern.finditer(text, start, end):
            if match.end() == match.start():
                continue
            spec = read(match)
            if spec is not None:
                yield Mention(match.start(), match.end(), match[0], spec, family)


def _claim(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _longer(new: Mention, old: Mention) -> bool:
    return new.end - new.start > old.end - old.start
