"""Days of a month that the words do not name, or only count: the 22nd, 15日, 本月15日, 上月20日."""

from __future__ import annotations

from datetime import date

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import DayOf
from briefings.dates.timex import on_day
from briefings.model import Basis, Precision, Timex

_CLOSE = 92
_MONTH = 31


def resolve_day_of(spec: DayOf, anchor: Anchor) -> Reading:
    """A day of the month of writing, of the one that a tale has come to, or of the one told just before."""
    month = _lender(spec, anchor) or _own(anchor) or _counted(spec, anchor)
    if month is None:
        timex = Timex("DATE", f"XXXX-XX-{spec.day:02}") if spec.lent else None
        return Reading(values.unknown("", Precision.DAY), timex)
    first = values.add_months(month.replace(day=1), _turn(spec, anchor, month))
    if first is None or not values.exists(first.year, first.month, spec.day):
        return Reading(values.unknown(), None)
    day = first.replace(day=spec.day)
    return Reading(values.day(day, Basis.DERIVED), on_day(day.isoformat(), spec.time))


def _own(anchor: Anchor) -> date | None:
    """The last day of writing, or the date that a tale has come to; None where that is no single month."""
    on = anchor.told if anchor.narrative else anchor.start
    until = on if anchor.narrative else anchor.end
    if on is None or until is None:
        return None
    return until if (on.year, on.month) == (until.year, until.month) else None


def _counted(spec: DayOf, anchor: Anchor) -> date | None:
    """The month that this or next month is counted from, by the newest thing that a text tells of."""
    start = anchor.start
    if (
        spec.turn is None
        or spec.told
        or anchor.narrative
        or start is None
        or (start.month, start.day) == (1, 1)
    ):
        return None
    return start


def _lender(spec: DayOf, anchor: Anchor) -> date | None:
    """The date told just before, where it is close enough to lend its month."""
    told = anchor.told_end or anchor.told
    if told is None or anchor.told is None or (told - anchor.told).days > _MONTH:
        return None
    if spec.told:
        return told
    if anchor.tense == "future" and anchor.start and told < anchor.start.replace(day=1):
        return None
    return told if spec.lent and spec.turn is None and _recent(told, anchor) else None


def _recent(told: date, anchor: Anchor) -> bool:
    if anchor.narrative or anchor.start is None:
        return anchor.narrative or anchor.year in {None, told.year}
    return abs((anchor.start - told).days) <= _CLOSE


def _turn(spec: DayOf, anchor: Anchor, month: date) -> int:
    """How many months on; one back for a day told as past that lies ahead of the time of writing."""
    if spec.turn is not None:
        return spec.turn
    end = anchor.end
    counted = anchor.exact or spec.lent
    if spec.told or end is None or anchor.tense != "past" or anchor.narrative or not counted:
        return 0
    return -1 if (month.year, month.month, spec.day) > (end.year, end.month, end.day) else 0
