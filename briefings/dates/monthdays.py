"""Days whose month the words leave out or only count: 15日, 本月15日, 上月20日."""

from __future__ import annotations

from datetime import date

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Monthday
from briefings.model import Basis, Precision, Timex

_CLOSE = 92
_MONTH = 31


def resolve_monthday(spec: Monthday, anchor: Anchor) -> Reading:
    """The day in the month told just before, else in the month of writing; unknown where that is open."""
    month = _month(spec, anchor)
    if month is None:
        return Reading(values.unknown("", Precision.DAY), Timex("DATE", f"XXXX-XX-{spec.day:02}"))
    first = values.add_months(month.replace(day=1), (spec.turn or 0) + _back(spec, anchor, month))
    if first is None or not values.exists(first.year, first.month, spec.day):
        return Reading(values.unknown(), None)
    day = first.replace(day=spec.day)
    why = f"the month of {month.isoformat()[:7]}" if spec.turn is None else ""
    return Reading(values.day(day, Basis.DERIVED), Timex("DATE", day.isoformat()), why)


def _month(spec: Monthday, anchor: Anchor) -> date | None:
    """A day of the month that is counted from."""
    told = anchor.told_end or anchor.told
    if (
        told is not None
        and anchor.told is not None
        and (told - anchor.told).days <= _MONTH
        and (spec.told or (spec.turn is None and _recent(told, anchor)))
    ):
        return told
    if anchor.start is None or anchor.end is None:
        return None
    same = (anchor.start.year, anchor.start.month) == (anchor.end.year, anchor.end.month)
    return anchor.end if same else None


def _recent(told: date, anchor: Anchor) -> bool:
    """Whether the date told last is close enough to the time of writing to lend its month."""
    if anchor.narrative or anchor.start is None:
        return anchor.narrative or anchor.year in {None, told.year}
    return abs((anchor.start - told).days) <= _CLOSE


def _back(spec: Monthday, anchor: Anchor, month: date) -> int:
    """A month back for a day told as past that lies ahead of the time of writing."""
    end = anchor.end
    if spec.turn is not None or spec.told or end is None or anchor.tense != "past":
        return 0
    return -1 if (month.year, month.month, spec.day) > (end.year, end.month, end.day) else 0
