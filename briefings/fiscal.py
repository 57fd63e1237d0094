"""Fiscal years that the text itself explains: "fiscal year 2024, which runs from July 1, 2023, to …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Between, Fiscal, Point
from briefings.model import Basis, Timex
from briefings.telling import Told

_RUNS = re.compile(r"(?i)\b(?:runs?|ran|covers?|covered|from|lasts?|extends?)\b|\($")
_BEGINS = re.compile(r"(?i)\b(?:begins?|began|starts?|started|commences?|commenced)\b")
_YEAR = re.compile(r"(?i)\b(?:fiscal|financial|budget)\syears?\b[^.;]{0,40}$")
_SPLIT = re.compile(r"[0-9]{4}\s?[-/–]\s?[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Turn:
    """The day a fiscal year begins, and how many years before the year that names it (None: not told)."""

    month: int
    day: int
    lead: int | None


def turn(told: Sequence[Told]) -> Turn | None:
    """When the fiscal years of a text begin, where it says so."""
    for index, each in enumerate(told):
        first = _first(each)
        if first is None or first.month is None or first.day is None:
            continue
        year = next((t for t in reversed(told[max(0, index - 2) : index]) if t.passage is each.passage), None)
        named = year.mention.spec if year is not None else None
        if isinstance(named, Fiscal) and named.year and first.year and _tells(year, each):
            return Turn(first.month, first.day, named.year - first.year)
        if _YEAR.search(each.before) and _BEGINS.search(each.lead[-40:]):
            return Turn(first.month, first.day, None)
    return None


def _first(each: Told) -> Point | None:
    spec = each.mention.spec
    first = spec.first if isinstance(spec, Between) else spec
    return first if isinstance(first, Point) else None


def _tells(year: Told | None, day: Told) -> bool:
    between = day.sentence[year.to : day.at] if year is not None else ""
    return bool(_RUNS.search(between) or _BEGINS.search(between))


def fiscal(each: Told, anchor: Anchor, known: Turn | None) -> Reading | None:
    """The days of a fiscal year whose beginning the text tells."""
    spec = each.mention.spec
    if known is None or not isinstance(spec, Fiscal) or spec.last is not None:
        return None
    lead = 0 if _SPLIT.search(each.mention.text) else known.lead
    if spec.year is None:
        return _running(known, anchor, spec.turn)
    return _from(spec.year - lead, known, spec.year) if lead is not None else None


def _running(known: Turn, anchor: Anchor, turn: int) -> Reading | None:
    """The fiscal year that the day of writing lies in, or one counted from it."""
    if anchor.start is None:
        return None
    began = (anchor.start.month, anchor.start.day) >= (known.month, known.day)
    first = anchor.start.year + turn - (not began)
    return _from(first, known, first + (known.lead or 0))


def _from(first: int, known: Turn, name: int) -> Reading | None:
    if not values.exists(first, known.month, known.day):
        return None
    start = date(first, known.month, known.day)
    end = values.add_months(start, 12)
    if end is None:
        return None
    last = end - timedelta(days=1)
    when = values.between(values.day(start), values.day(last), Basis.DERIVED)
    why = f"the fiscal year that begins on {start.isoformat()}"
    return Reading(when, Timex("DATE", f"{name:04}"), why) if when else None
