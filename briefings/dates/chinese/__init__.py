"""Chinese expressions of time, one file per family; the register of families stands here."""

from __future__ import annotations

from briefings.dates.chinese import (
    absolute,
    decades,
    durations,
    events,
    jubilees,
    partial,
    ranges,
    relative,
    seasons,
    sets,
    spans,
    steps,
    vague,
    years,
)
from briefings.dates.rule import Rule

FAMILIES: dict[str, tuple[tuple[str, ...], tuple[Rule, ...]]] = {
    "chinese events": (events.CUES, events.RULES),
    "chinese ranges": (ranges.CUES, ranges.RULES),
    "chinese absolute": (absolute.CUES, absolute.RULES),
    "chinese sets": (sets.CUES, sets.RULES),
    "chinese partial": (partial.CUES, partial.RULES),
    "chinese seasons": (seasons.CUES, seasons.RULES),
    "chinese jubilees": (jubilees.CUES, jubilees.RULES),
    "chinese steps": (steps.CUES, steps.RULES),
    "chinese spans": (spans.CUES, spans.RULES),
    "chinese relative": (relative.CUES, relative.RULES),
    "chinese years": (years.CUES, years.RULES),
    "chinese decades": (decades.CUES, decades.RULES),
    "chinese durations": (durations.CUES, durations.RULES),
    "chinese vague": (vague.CUES, vague.RULES),
}
"""The families in the order of their claim, each with its cues, as `briefings.dates.FAMILIES` has them."""
