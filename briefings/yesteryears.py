"""Which years a Chinese text tells as over or as still to come, and so which one it is written in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from briefings.aims import firm, target
from briefings.chinese import titles
from briefings.dates.mention import Between, Months, Point, Upto, Within
from briefings.model import Witness
from briefings.telling import Told

_EARLY, _NEW = 4, 2
_WHOLE, _NEAR, _PLAN = 12, 60, 5
_LONG, _PLAIN, _LITTLE, _LEAST, _FAR = 2.0, 1.5, 1.2, 0.7, 0.7

Heard = Iterator[tuple[int, Witness]]


def yesteryears(told: Sequence[Told]) -> Heard:
    """Every (year, witness) that follows from the years of other times; all told in Chinese.

    A Chinese text calls its own year 今年, or names no year at all beside a day; a year that it gives
    by number beside such words is another one, the newest told as past mostly the one before.
    """
    yield from _behind(told)
    yield from _before(told)
    yield from _spans(told)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _behind(told: Sequence[Told]) -> Heard:
    """The year behind the newest one told as over; that year itself where its figures run only to a month."""
    past = [(year, each) for each in told if (year := _gone(each))]
    if not past:
        return
    newest = max(year for year, _ in past)
    mates = [each for year, each in past if year == newest]
    if so_far := next((each for each in mates if _so_far(each)), None):
        yield _witness(so_far, newest, _LONG, "figures of a year so far")
        return
    each, weight = _over(told, mates, newest, company=any(newest - 3 <= year < newest for year, _ in past))
    if weight:
        yield _witness(each, newest + 1, weight, "the year behind")
    before = next((each for year, each in past if year == newest - 1 and _result(each)), None)
    if before is not None:
        yield _witness(before, newest, _LITTLE, "the year behind")
    if weight and _now(told, -1) and not any(_result(mate) for mate in mates):
        yield _witness(each, newest + 2, _FAR, "the year before last")


def _over(told: Sequence[Told], mates: Sequence[Told], newest: int, *, company: bool) -> tuple[Told, float]:
    """The expression that tells the newest year as over, with its weight; 0 where nothing does."""
    for each in mates:
        if each.passage.paragraph == 0 and titles.reports(each.sentence):
            return each, _LONG
    now, news = _now(told), _news(told)
    for each in mates:
        if _result(each):
            return each, _PLAIN if now or _first_months(told) else _LITTLE
    last = max(mates, key=lambda each: _month_day(each) or (0, 0))
    on = _month_day(last)
    if news is not None and on and on > (_month_day(news) or (0, 0)):
        return last, _LONG
    if any(_contrasted(told, each) for each in mates):
        return last, _PLAIN
    exact = any(isinstance(s := each.mention.spec, Point) and s.day for each in mates)
    close = not exact and (on is not None or company)
    weights = (_PLAIN, 1.0) if close else (_LEAST, _LEAST) if exact else (1.0, _LEAST)
    return last, weights[0] if now else weights[1] if news else 0


def _result(each: Told) -> bool:
    return titles.bygone(each.mention.spec, each.sentence, each.at) is not None


def _so_far(each: Told) -> bool:
    """Whether figures are told up to a month of a year that is not its last: 截至2021年10月底."""
    spec = each.mention.spec
    month = spec.month if isinstance(spec, Point) else None
    return month is not None and month < _WHOLE and titles.as_of(each.before)


def _contrasted(told: Sequence[Told], each: Told) -> bool:
    """Whether 今年 is told behind an expression in its sentence."""
    return any(
        other.passage is each.passage and other.at > each.at and other.mention.text.startswith("今年")
        for other in told
    )


def _gone(each: Told) -> int | None:
    """The year that an expression names and tells as past or as known."""
    spec = each.mention.spec
    if isinstance(spec, Upto):
        spec = spec.first
    elif isinstance(spec, Between):
        spec = spec.last
    elif isinstance(spec, Months):
        spec = spec.year
    if not isinstance(spec, Point) or not spec.year or spec.year < 1 or spec.named or spec.decade:
        return None
    if each.tense == "future" or target(each) or (each.tense == "past" and not firm(each)):
        return None
    if (
        titles.thought(each.before)
        or titles.issue(each.after)
        or titles.term(each.mention.text, each.sentence, each.at)
    ):
        return None
    if spec.day and titles.starts(each.after):
        return None
    whole = isinstance(each.mention.spec, Between) and spec.month is None
    told = titles.results(each.sentence, each.at) or (whole and titles.once(each.sentence, each.at))
    return None if whole and not told else spec.year


def _now(told: Sequence[Told], turn: int | None = None) -> Told | None:
    """An expression that counts from the year of writing: 今年, 去年, 明年, or only that of one `turn`."""
    for each in told:
        spec = each.mention.spec
        spec = (
            spec.year
            if isinstance(spec, Months)
            else spec.first
            if isinstance(spec, Upto | Between)
            else spec
        )
        if not isinstance(spec, Point) or spec.same or each.mention.text[0] not in "今去明":
            continue
        if spec.turn in {-1, 0, 1} and turn in {None, spec.turn}:
            return each
    return None


def _news(told: Sequence[Told]) -> Told | None:
    """The day without a year that a text begins with, told as past."""
    first = next((each for each in told if each.passage.paragraph > 0), None)
    if first is None or first.tense == "future":
        return None
    spec = first.mention.spec
    bare = isinstance(spec, Point) and spec.day and spec.month and spec.year is None and spec.turn is None
    return first if bare and not target(first) else None


def _month_day(each: Told) -> tuple[int, int] | None:
    spec = each.mention.spec
    spec = spec.first if isinstance(spec, Upto) else spec.last if isinstance(spec, Between) else spec
    return (spec.month, spec.day or 1) if isinstance(spec, Point) and spec.month else None


def _first_months(told: Sequence[Told]) -> bool:
    """Whether every day without a year lies in the first months, when the results of a year are told."""
    days = [s for each in told if isinstance(s := each.mention.spec, Point) and s.day and s.turn is None]
    return bool(days) and all(day.year is None and (day.month or 12) <= _EARLY for day in days)


def _before(told: Sequence[Told]) -> Heard:
    """ "年底试运行，2021年6月底前开通": a year that comes behind what this one brings is the next."""
    for first, second in itertools.pairwise(told):
        year = _aim(second)
        if year and first.passage is second.passage and _this_years(first):
            yield _witness(second, year - 1, _LITTLE, "the year before one to come")
    yield from _nearest(told)
    yield from _simply(told)
    turns = {
        _part(t): t for t in told if isinstance(s := t.mention.spec, Point) and s.turn == 1 and not s.same
    }
    for each in told:
        year = _aim(each)
        if year and (key := _part(each)) != (None, None) and key in turns:
            yield _witness(each, year - 1, _LONG, "the year before one to come")
            return


def _nearest(told: Sequence[Told]) -> Heard:
    """The nearest month of a year told as coming: a text that says 今年 would not number its own year.

    One that numbers no other year is of that year.
    """
    coming = [(year, each) for each in told if (year := _aim(each)) and _dated(each)]
    if not coming:
        return
    year, each = min(coming, key=lambda pair: pair[0])
    if _now(told) or _news(told):
        yield _witness(each, year - 1, 1, "the year before one to come")
    elif not any(_gone(other) for other in told):
        yield _witness(each, year, 1, "a year to come alone")


def _simply(told: Sequence[Told]) -> Heard:
    """The first year that a text of 今年 tells as coming without any month: 2022年我国将完成空间站建造."""
    coming = [(year, each) for each in told if (year := _aim(each)) and not _dated(each)]
    coming = [
        (year, each) for year, each in coming if each.tense == "future" and not titles.aimed(each.before)
    ]
    if coming and (_now(told) or _news(told)):
        year, each = min(coming, key=lambda pair: pair[0])
        first = _news(told)
        if year % 5 and first is not None and (_month_day(first) or (_WHOLE, 1))[0] <= _NEW:
            yield _witness(each, year, _LEAST, "a year to come alone")
        elif year % 5:
            yield _witness(each, year - 1, _LEAST, "the year before one to come")


def _dated(each: Told) -> bool:
    """Whether an expression names more than a year."""
    spec = each.mention.spec
    return isinstance(spec, Point) and bool(spec.month or spec.nth)


def _beside(each: Told, other: Told) -> bool:
    """Whether a year to come is told right behind 明年: 明年是建港120周年；2021年目标为…."""
    return (
        other.passage.paragraph == each.passage.paragraph
        and 0 < each.mention.start - other.mention.end < _NEAR
    )


def _part(each: Told) -> tuple[int | None, str | None]:
    spec = each.mention.spec
    return (spec.month, spec.part) if isinstance(spec, Point) else (None, None)


def _aim(each: Told) -> int | None:
    """The year that an expression names and tells as coming."""
    spec = each.mention.spec
    named = isinstance(spec, Point) and spec.year and not spec.named and not spec.decade
    return spec.year if isinstance(spec, Point) and named and target(each) else None


def _this_years(each: Told) -> bool:
    """Whether an expression tells of something to come in the year of writing."""
    spec = each.mention.spec
    if isinstance(spec, Within):
        return spec.unit == "year"
    if not isinstance(spec, Point) or spec.year is not None or spec.turn not in {None, 0} or spec.same:
        return False
    return each.tense == "future" or (spec.part == "end" and each.tense != "past")


def _spans(told: Sequence[Told]) -> Heard:
    """The last year of a range of years that is told as past (2022—2023雪季), the first one of a plan."""
    for each in told:
        spec = each.mention.spec
        if (
            not isinstance(spec, Between)
            or not isinstance(spec.first, Point)
            or not isinstance(spec.last, Point)
        ):
            continue
        first, last = spec.first.year or 0, spec.last.year or 0
        if not 0 < first < last or spec.last.month is not None:
            continue
        if titles.planned(each.sentence, each.at):
            if last - first <= _PLAN:
                yield _witness(each, first, 0.8, "first year of a plan")
        elif each.tense == "past":
            yield _witness(each, last, 0.7, "newest year")
