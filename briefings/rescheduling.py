"""Targets and deadlines that a later document gives another date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from briefings.likeness import about, known, strangers
from briefings.model import Clock, Entry
from briefings.reporting import puts_off

_FEWEST = 3
_REPEATED = 0.8
_PUT_OFF = 0.6


def moves(
    promised: Sequence[Entry], told: Mapping[str, date | None], clocks: Mapping[str, Clock]
) -> Iterator[tuple[str, Entry]]:
    """For each entry that a later document gives another date, the entry with the newest such date."""
    holding: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in promised:
        for word in about(entry):
            holding[word].append(entry)
    for entry in promised:
        words = about(entry)
        rare = sorted(words, key=lambda word: (len(holding[word]), word))[: len(words) // 2 + 1]
        others = {other.fact.id: other for word in rare for other in holding[word] if other is not entry}
        later = [
            (start, other.fact.id, other)
            for other in others.values()
            if (start := _start(other, clocks)) and _is_moved(entry, other, told[entry.fact.id], start)
        ]
        if later:
            yield (
                entry.fact.id,
                max(later)[-1] if len(later) == 1 else max(later, key=lambda row: row[:2])[-1],
            )


def _start(entry: Entry, clocks: Mapping[str, Clock]) -> date | None:
    """The first day on which the document that dates an entry can have been written."""
    clock = clocks.get(entry.fact.document)
    return clock.start if clock else None


def _is_moved(one: Entry, other: Entry, told: date | None, start: date) -> bool:
    """Whether a later document moves a date: in so many words, or by giving another before the first came."""
    if told is None or start <= told or one.fact.when.end == other.fact.when.end:
        return False
    mine, theirs = about(one), about(other)
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    if len(mine & theirs) < _FEWEST or _differ(one, other) or strangers(other.fact.what, known(one)):
        return False
    if puts_off(other.fact.what):
        return shared >= _PUT_OFF
    jointly = len(mine & theirs) / max(1, len(mine | theirs))
    end = one.fact.when.end
    return jointly >= _REPEATED and end is not None and start <= end and not _yearly(one)


def _differ(one: Entry, other: Entry) -> bool:
    """Whether both name amounts, and not the same."""
    mine, theirs = ({(f.value, f.unit) for f in each.fact.figures} for each in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _yearly(entry: Entry) -> bool:
    """Whether an aim is a rate, which is set anew for each year."""
    return any(figure.unit == "percent" for figure in entry.fact.figures)
