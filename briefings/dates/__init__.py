"""Expressions of time to values, one file per family; the register of families stands here."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.dates import (
    absolute,
    chinese,
    decades,
    durations,
    jubilees,
    partial,
    ranges,
    relative,
    seasons,
    sets,
    spans,
    vague,
    weekdays,
    years,
)
from briefings.dates.mention import Mention
from briefings.dates.rule import Rule

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "ranges": ranges.RULES,
    "absolute": absolute.RULES,
    "sets": sets.RULES,
    "partial": partial.RULES,
    "seasons": seasons.RULES,
    "jubilees": jubilees.RULES,
    "spans": spans.RULES,
    "relative": relative.RULES,
    "years": years.RULES,
    "decades": decades.RULES,
    "durations": durations.RULES,
    "weekdays": weekdays.RULES,
    "vague": vague.RULES,
    "chinese": chinese.RULES,
}
"""The families in the order of their claim where two read a stretch of the same length."""


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
    for family, rules in FAMILIES.items():
        for pattern, read in rules:
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
