"""Between which days of its year a text was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from briefings.aims import target
from briefings.beginnings import beginnings
from briefings.celebrated import subject
from briefings.dates import values
from briefings.dates.anchor import Anchor
from briefings.dates.mention import DayOf, Jubilee, Point, Step
from briefings.frames import root_of
from briefings.licences import licensed
from briefings.mates import dateline, named_today, numbered_today, pairs, todays
from briefings.model import Clock, Precision
from briefings.occasions import day_of, occasion
from briefings.script import chinese
from briefings.sides import Day, of_last_year, side
from briefings.telling import Told
from briefings.tense import looks_ahead
from briefings.yearbooks import reported

_WRAP_DAYS = 150
_HALF_YEAR, _MONTH = 180, 31
_NEWS, _OFTEN = 2, 8
_LATELY, _SOON, _FAR = timedelta(days=92), timedelta(days=45), timedelta(days=120)


def writing(year: int, told: Sequence[Told], page: Clock | None, stamped: date | None) -> tuple[date, date]:
    """From the newest day told as past to the first one told as present or future, inside the year.

    A dateline settles it. `page` is the clock of the page that a story came on, `stamped` the day
    that the header names: a bare day shortly behind it belongs to the year before. A header of another
    year altogether has no say.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if stamped is not None and abs(stamped.year - year) > 1:
        stamped = None
    if page is not None and page.year == year and page.end:
        last = page.end
    days = list(_days(told, year, stamped))
    line = next((day for each, day in days if dateline(each)), None) or spoken(told, year)
    if line is not None:
        return line, line
    feasts = _feasts(told)
    feast: list[date] = []
    gone: list[Day] = []
    coming: list[Day] = []
    for each, day in days:
        if stamped and _far_behind(each, day, stamped):
            continue
        if id(each) in feasts:
            feast.append(day)
        elif (tense := side(each)) == "future":
            coming.append((each, day))
        elif tense == "past" or _plainly(each):
            gone.append((each, day))
    other = of_last_year(gone, coming)
    past = [day for _, day in gone if day not in other]
    ahead = [*feast, *(day for _, day in coming)]
    if (
        page is not None
        and last == page.end
        and not past
        and not ahead
        and any(chinese(t.sentence) for t in told)
    ):
        near = page.start and (page.end - page.start).days <= _MONTH
        return (last.replace(day=1) if near else page.start or first), last
    past = _without_slips(past, stamped, {day for each, day in gone if bare(each)})
    start = max((day for day in past if day <= last), default=first)
    end = min((day for day in ahead if day >= start), default=last)
    return _narrowed(told, start, max(start, min(end, last)))


def _narrowed(told: Sequence[Told], start: date, end: date) -> tuple[date, date]:
    """The days of writing, less those that a day told by its number alone (今天（5日）), or the month of a
    coming anniversary, rules out.
    """
    if (start.month, start.day) != (1, 1):
        number = next(numbered_today(told), 0)
        fits = (start + timedelta(days=n) for n in range(_MONTH) if (start + timedelta(days=n)).day == number)
        today = next(fits, None)
        return (today, today) if today and today <= end else (start, end)
    month = anniversary_month(told, start.year)
    if month is None or month > end.month:
        return start, end
    return date(start.year, month, 1), min(end, values.month_end(start.year, month))


def anniversary_month(told: Sequence[Told], year: int) -> int | None:
    """The month of writing, where an anniversary falls in this or the next month, which the text gives."""
    known = beginnings(told)
    for index, each in enumerate(told):
        spec = each.mention.spec
        if not isinstance(spec, Jubilee) or not chinese(each.sentence) or not licensed(each):
            continue
        day = occasion(told, index)
        on = day.mention.spec if day else None
        if not isinstance(on, Step | DayOf) or on.told or (isinstance(on, Step) and on.unit != "month"):
            continue
        turn = on.amount if isinstance(on, Step) else on.turn
        root = root_of(told, index, subject(each), known)
        exact = root and root.when.precision in {Precision.DAY, Precision.MONTH} and root.when.start
        if exact and turn in {0, 1} and root and root.year + spec.number == year and exact.month > turn:
            return exact.month - turn
    return None


def _plainly(each: Told) -> bool:
    """Whether a Chinese sentence with nothing to come gives a day with its year, or opens news with one."""
    spec = each.mention.spec
    if not isinstance(spec, Point) or each.tense != "unknown" or not chinese(each.sentence):
        return False
    news = each.passage.paragraph <= _NEWS and each.at == 0 and each.sentence.endswith("。")
    dated = spec.year is not None or (news and spec.day is not None and not each.after.startswith("起"))
    return dated and not target(each) and not looks_ahead(each.sentence)


def spoken(told: Sequence[Told], year: int) -> date | None:
    """The day of writing, where the text says it: "today, 3 May 2022", or today's feast of a dated origin."""
    said = next((day for day, _ in todays(told, year) if day.year == year), None)
    said = said or named_today(told, year)
    if said is not None:
        return said
    known = beginnings(told)
    for index, each in enumerate(told):
        spec, day = (
            each.mention.spec,
            occasion(told, index) if isinstance(each.mention.spec, Jubilee) else None,
        )
        step = day.mention.spec if day else None
        if not isinstance(spec, Jubilee) or not isinstance(step, Step) or step.unit != "day" or step.told:
            continue
        root = root_of(told, index, subject(each), known) if licensed(each) else None
        born = day_of(root.when) if root else None
        feast = values.add_months(born, 12 * spec.number) if born else None
        today = values.add(feast, -step.amount, "day") if feast else None
        if today and today.year == year:
            return today
    return None


def _days(told: Sequence[Told], year: int, stamped: date | None) -> Iterator[tuple[Told, date]]:
    """The days and past months of the year of writing."""
    paired = {id(day): value for _, day, value, _ in pairs(told)}
    elsewhere = reported(told, Anchor(year=year))
    for each, opened in _opened(told):
        if id(each) in elsewhere:
            continue
        own = paired.get(id(each))
        before = opened if opened and opened <= year else None
        if bare(each) and (own or before or year) != year:
            continue
        day = _day_in(each, year)
        if day is None or (stamped and own is None and bare(each) and _last_year(day, stamped)):
            continue
        yield each, day


def _opened(told: Sequence[Told]) -> Iterator[tuple[Told, int | None]]:
    """Every mention with the year that its sentence named before it."""
    passage, year = None, None
    for each in told:
        if each.passage is not passage:
            passage, year = each.passage, None
        spec = each.mention.spec
        yield each, year
        if isinstance(spec, Point) and spec.year and spec.year > 0 and not spec.named:
            year = spec.year


def bare(each: Told) -> bool:
    """Whether an expression is a day or month that names no year in any way."""
    spec = each.mention.spec
    return isinstance(spec, Point) and spec.year is None and spec.turn is None


def _day_in(each: Told, year: int) -> date | None:
    spec = each.mention.spec
    if not isinstance(spec, Point) or spec.month is None or spec.part or spec.turn not in {None, 0}:
        return None
    if spec.same or spec.near or spec.year not in {None, year}:
        return None
    if spec.day is None and (each.tense != "past" or "每" in each.after[:_OFTEN]):
        return None
    day = spec.day or 1
    return date(year, spec.month, day) if values.exists(year, spec.month, day) else None


def _without_slips(past: list[date], stamped: date | None, loose: AbstractSet[date]) -> list[date]:
    """The days told as past, less some behind the header where others lie shortly before it.

    Shortly behind it, such a day is one to come in a clause that only looks as if it told of the past;
    a `loose` one, whose year nobody names, is far behind it of the year before.
    """
    if stamped is None or not any(timedelta(0) <= stamped - day <= _LATELY for day in past):
        return past
    behind = {day: day - stamped for day in past}
    return [d for d in past if not (timedelta(2) < behind[d] <= _SOON or (d in loose and behind[d] > _FAR))]


def _far_behind(each: Told, day: date, stamped: date) -> bool:
    """Whether a day is told as coming, yet lies long before the header: it is the next year's."""
    return bare(each) and each.tense == "future" and (stamped - day).days > _HALF_YEAR


def _last_year(day: date, stamped: date) -> bool:
    """Whether a day is behind the header, and the year before's is close ahead of it."""
    if day <= stamped or day.year != stamped.year:
        return False
    earlier = values.add_months(day, -12)
    return earlier is not None and (stamped - earlier).days <= _WRAP_DAYS


def _feasts(told: Sequence[Told]) -> frozenset[int]:
    """The days on which anniversaries fall that are told as present or coming, by their identity."""
    found = (
        occasion(told, index)
        for index, each in enumerate(told)
        if isinstance(each.mention.spec, Jubilee) and licensed(each)
    )
    return frozenset(id(day) for day in found if day is not None)
