"""Times counted in units: two years ago, last month, yesterday, on Friday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Step, Weekday
from briefings.dates.timex import duration, on_day, step_value
from briefings.model import Basis, Precision, Timex, When

_ROUND, _YEAR = 10, 12
_DAYS, _FRESH, _FORTNIGHT = 14, 5, 2
_TOLD, _WRITTEN, _ANY = {"day": 0, "week": 7}, {"day": 30, "week": 30}, 1 << 20
"""How many days what is counted from may span: no day comes before a month that was told."""


def resolve_step(spec: Step, anchor: Anchor) -> Reading:
    """The reading of a step, in whole units of what was counted: "two years ago" is a year.

    "That day" points back to a date that has its own place, so it has a value and no interval; hours
    and minutes are lengths.
    """
    if spec.unit in {"hour", "minute", "second"}:
        return Reading(values.unknown(), Timex("DURATION", duration(spec.unit, abs(spec.amount))))
    if spec.unit == "weekend":
        return _weekend(spec, anchor)
    if anchor.narrative and spec == Step("day", 0):
        return Reading(values.unknown(), Timex("DATE", "PRESENT_REF"))
    return _before_christ(spec, anchor.era) if anchor.era is not None else _stepped(spec, anchor)


def _stepped(spec: Step, anchor: Anchor) -> Reading:
    start, end = _counting(spec, anchor)
    if spec.time and start != end:
        return _time(spec, anchor, start)
    if start is None or end is None:
        return _by_year(spec, anchor)
    return _moved(spec, anchor, start, end)


def _moved(spec: Step, anchor: Anchor, start: date, end: date) -> Reading:
    first, last = values.add(start, spec.amount, spec.unit), values.add(end, spec.amount, spec.unit)
    if first is None or last is None:
        return Reading(values.unknown(), None)
    compared = spec.counted and spec.unit == "year" and spec.amount == -1 and not anchor.narrative
    finer = _same_part(first, last) if compared else None
    if finer is not None:
        return finer
    timex = on_day(step_value(spec, first), spec.time)
    if (end - start).days > (_TOLD if spec.told else _WRITTEN).get(spec.unit, _ANY) and spec.amount:
        return Reading(values.unknown(), timex if spec.told or anchor.narrative else None)
    if spec.told and spec.amount == 0 and not spec.dated:
        return Reading(values.unknown() if spec.time else _same(spec, anchor), timex)
    if (
        spec.told
        and spec.unit == "week"
        and 0 < abs(spec.amount) <= _FORTNIGHT
        and spec.counted
        and first == last
    ):
        return Reading(_days(first, last), timex)
    return Reading(_rounded(spec, first, last), timex, _counted(spec, start.year))


def _same(spec: Step, anchor: Anchor) -> When:
    """The unit that holds the date told right before ("that week"); of a month to come, that of writing."""
    then = anchor.said.then
    if spec.part and anchor.tense == "future" and not (then and then.start and _behind(then.start, anchor)):
        then = values.now(anchor.start, anchor.end) if anchor.start and anchor.end else None
    if then is None or then.start is None or then.end is None:
        return values.unknown()
    whole = _rounded(spec, then.start, then.start)
    if whole.start is None or whole.end is None:
        return values.unknown()
    if whole.start <= then.start <= then.end <= whole.end:
        return whole
    near = spec.unit == "day" and then.precision is Precision.MONTH
    return replace(then, basis=Basis.DERIVED) if near else values.unknown()


def _behind(day: date, anchor: Anchor) -> bool:
    return anchor.end is not None and day > anchor.end


def _counting(spec: Step, anchor: Anchor) -> tuple[date | None, date | None]:
    """The days that a step is counted from; none for "that day" behind what is no single day."""
    if spec.told and spec.amount and spec.unit in {"day", "week"} and anchor.said.days:
        day = anchor.said.days.start if spec.amount < 0 else anchor.said.days.end
        return day, day
    start, end = _base(anchor, told=spec.told or anchor.narrative, yearly=spec.dated and spec.unit == "year")
    if start is None or end is None:
        return start, end
    if spec.unit == "day" and spec.dated and (end - start).days > _DAYS:
        return None, None
    if spec.unit == "month" and not spec.told and _known(start):
        start = end = _likely(start, end)
    if spec.unit == "week" and not spec.told and _known(start) and (end - start).days > _DAYS:
        end = start
    return start, end


def _likely(start: date, end: date) -> date:
    """The day by which months are counted: texts come out within days of the newest thing they tell."""
    return min(end, start + timedelta(days=_FRESH))


def _known(start: date) -> bool:
    """Whether a time of writing begins with anything but the first day of its year, which says nothing."""
    return (start.month, start.day) != (1, 1)


def _time(spec: Step, anchor: Anchor, told: date | None) -> Reading:
    """A time of a day that no words name: of the day of writing, or of some day of a tale."""
    if anchor.narrative and told is not None:
        return Reading(values.unknown(), on_day(f"{told.isoformat()[:7]}-XX", spec.time))
    if not anchor.exact or anchor.start is None:
        return Reading(values.unknown(), None)
    return Reading(values.unknown(), on_day(anchor.start.isoformat(), spec.time))


def _same_part(first: date, last: date) -> Reading | None:
    """The month, quarter or months that what was told before is compared with, "a year earlier"."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1 or first.year != last.year:
        return None
    months = last.month - first.month + 1
    if months == 1:
        when = values.month(first.year, first.month, Basis.DERIVED)
        return Reading(when, Timex("DATE", when.edtf))
    if months == 3 and first.month % 3 == 1:
        number = (first.month + 2) // 3
        return Reading(
            values.nth(first.year, number, Basis.DERIVED), Timex("DATE", f"{first.year:04}-Q{number}")
        )
    if months < _YEAR:
        return Reading(values.months(first, last, Basis.DERIVED), Timex("DATE", f"{first.year:04}"))
    return None


def _before_christ(spec: Step, era: int) -> Reading:
    """A step from a year before Christ; those have values, and no intervals."""
    scale = {"year": 1, "decade": 10, "century": 100}.get(spec.unit)
    if scale is None:
        return Reading(values.unknown(), None)
    year = min(-1, era + spec.amount * scale)
    value = {"year": f"{-year:04}", "decade": f"{-year // 10:03}", "century": f"{-year // 100:02}"}[spec.unit]
    return Reading(values.unknown(), Timex("DATE", f"BC{value}"))


def _weekend(spec: Step, anchor: Anchor) -> Reading:
    """The last weekend where the week is told as past before its own has come."""
    start, end = _base(anchor, told=spec.told)
    if start is None or start != end:
        return Reading(values.unknown(), None)
    back = spec.amount == 0 and anchor.tense == "past" and start.weekday() < 5
    day = values.add(start, spec.amount - back, "week")
    if day is None:
        return Reading(values.unknown(), None)
    saturday = values.add(day, 5 - day.weekday(), "day") or day
    return Reading(_days(saturday, _sunday(saturday)), Timex("DATE", step_value(spec, saturday)))


def _base(anchor: Anchor, *, told: bool, yearly: bool = False) -> tuple[date | None, date | None]:
    ahead = anchor.told is not None and anchor.year is not None and anchor.told.year > anchor.year
    if told and anchor.told is not None and not (yearly and ahead):
        return anchor.told, anchor.told_end or anchor.told
    return anchor.start, anchor.end


def _by_year(spec: Step, anchor: Anchor) -> Reading:
    scale = {"year": 1, "decade": 10}.get(spec.unit)
    if scale is None or anchor.year is None or spec.told:
        return Reading(values.unknown(), None)
    year = anchor.year + spec.amount * scale
    if not values.FIRST <= year <= values.LAST:
        return Reading(values.unknown(), None)
    if spec.unit == "decade":
        return Reading(values.decade(year, Basis.DERIVED), Timex("DATE", f"{year // 10:03}"))
    return Reading(_years(spec, year), Timex("DATE", f"{year:04}"), _counted(spec, anchor.year))


def _counted(spec: Step, year: int) -> str:
    if spec.unit == "year" and spec.amount:
        return f"{year} {'-' if spec.amount < 0 else '+'} {abs(spec.amount)} = {year + spec.amount}"
    return ""


def _years(spec: Step, year: int) -> When:
    """A year; one that a round count gives is only near."""
    when = values.year(year, Basis.DERIVED)
    return values.near(when) if abs(spec.amount) >= _ROUND and spec.amount % _ROUND == 0 else when


def _rounded(spec: Step, first: date, last: date) -> When:
    basis = Basis.DERIVED
    match spec.unit:
        case "day":
            when = _days(first, last)
        case "week":
            when = _days(first - timedelta(days=first.weekday()), _sunday(last))
        case "month":
            when = values.months(first, last, basis)
        case "quarter":
            when = values.nth(first.year, (first.month + 2) // 3, basis)
        case "year":
            when = _years(spec, first.year)
        case "decade":
            when = values.decade(first.year, basis)
        case _:
            when = values.unknown()
    return when


def _days(first: date, last: date) -> When:
    if first == last:
        return values.day(first, Basis.DERIVED)
    text = f"{first.isoformat()}/{last.isoformat()}"
    return When(first, last, Precision.RANGE, Basis.DERIVED, text)


def _sunday(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 6 - day.weekday(), date.max.toordinal()))


def resolve_weekday(spec: Weekday, anchor: Anchor) -> Reading:
    """A day of the week: a day only where the time of writing is known to the day."""
    if spec.told and anchor.said.days:
        return _weekday_beside(spec, anchor.said.days)
    if spec.told or anchor.start is None or anchor.start != anchor.end:
        return Reading(values.unknown(), on_day(f"XXXX-WXX-{spec.day + 1}", spec.time))
    gap = (spec.day - anchor.start.weekday()) % 7
    if spec.week is not None:
        ahead = 7 * spec.week + spec.day - anchor.start.weekday()
    elif spec.turn > 0 or (spec.turn == 0 and anchor.tense == "future"):
        ahead = gap or (7 if spec.turn else 0)
    else:
        ahead = gap - 7 if gap or spec.turn < 0 else 0
    day = values.add(anchor.start, ahead, "day")
    if day is None:
        return Reading(values.unknown(), None)
    return Reading(values.day(day, Basis.DERIVED), on_day(day.isoformat(), spec.time))


def _weekday_beside(spec: Weekday, told: When) -> Reading:
    """The first such weekday behind a day that was told, or the last one before it."""
    base = told.start if spec.turn < 0 else told.end
    if base is None:
        return Reading(values.unknown(), None)
    gap = (spec.day - base.weekday()) % 7 or 7
    day = values.add(base, gap - 7 * (spec.turn < 0) - 7 * (spec.turn < 0 and gap == 7), "day")
    if day is None:
        return Reading(values.unknown(), None)
    return Reading(values.day(day, Basis.DERIVED), on_day(day.isoformat(), spec.time))
