"""Expressions of one sentence that belong together: a year and its day, a day and its weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.aims import target
from briefings.chinese import evidence as han
from briefings.dates import values
from briefings.dates.mention import Between, DayOf, Point, Step, Weekday
from briefings.script import chinese
from briefings.telling import Told

_NOUNS = re.compile(r"(?i)\b(?:of|since|than|against|with)\s{1,3}$")
_APPOSED = re.compile(
    r"(?i)[,(]\s{0,2}(?:which\s\w+\s|who\s\w+\s)?(?:\w+ed|begun|built|set\sup|born|made|bought|cut|laid|put|shut)(?:\s\w+){0,4}?\s(?:in|since)\s{1,3}$"
)
_CLOSED = re.compile(r"^[^;:.]{0,80}[,)]")
_THAT = re.compile(r"(?i)\sthat\s(?!day|month|year|week)")
_AGAIN = re.compile(
    r"的|"
    r"\s{0,2}[(（,]\s{0,2}(?:i\.e\.,?\s|in\s|on\s)?(?:the\s(?:summer|autumn|spring|winter)\sof\s)?"
)

_PLACE = re.compile(r"^[A-Z][\w .,'’-]{1,50},\s{0,2}$")
_DASH = re.compile(r"^\s{0,2}(?:\([^)]{1,40}\)\s{0,2}(?:$|--|—|–|-)|--|—|–|-)\s?")


def pairs(told: Sequence[Told]) -> Iterator[tuple[Told, Told, int, int]]:
    """Years with the days of their sentence that are theirs: (year, day, its number, characters between)."""
    for first, second in neighbours(told):
        year, day = (first, second) if year_of(first) else (second, first)
        value = year_of(year)
        if value is None or not _bare_day(day) or target(year) or day.tense == "future" or _yearly(year):
            continue
        gap = max(first.at, second.at) - min(first.to, second.to)
        if year is second and _apart(second):
            continue
        if gap > 160 or _opening(year) or _NOUNS.search(year.lead) or _aside(first, second, year):
            continue
        yield year, day, value, gap


def _yearly(year: Told) -> bool:
    """Whether a Chinese year is told of in later ones: that of an account (2022年度) or a comparison."""
    return year.mention.text.endswith("度") or year.after.startswith(("度", "同期", "全年", "水平"))


def _apart(year: Told) -> bool:
    """Whether a Chinese year behind a day is another one's: a day follows its year, unless a name has it."""
    return chinese(year.sentence) and not year.mention.spec.named  # type: ignore[union-attr]


def _aside(first: Told, second: Told, year: Told) -> bool:
    """Whether a year stands apart from the day: "begun in 2017, was opened", "said on May 3 that in 2020"."""
    if chinese(first.sentence):
        return False
    between = first.sentence[first.to : second.at]
    if year is first:
        return bool(_APPOSED.search(year.lead)) and bool(_CLOSED.search(between))
    return bool(_THAT.search(between))


def _opening(told: Told) -> bool:
    """ "In 2019, …" opens a sentence about that year, whatever days follow."""
    if chinese(told.sentence):
        return han.year_first(told.sentence, told.at, told.to)
    return bool(
        re.fullmatch(r"\W*(?:[Ii]n|[Dd]uring|[Ss]ince)\s{1,3}(?:the\s{1,3}year\s{1,3})?", told.before)
    )


def neighbours(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each expression with the next three of its sentence."""
    for index, first in enumerate(told):
        for second in told[index + 1 : index + 4]:
            if second.passage is not first.passage:
                break
            yield first, second


def point_of(told: Told) -> Point | None:
    """The point of the calendar that an expression names; of a stretch of days, the last one."""
    spec = told.mention.spec
    if isinstance(spec, Between):
        return spec.last if isinstance(spec.last, Point) and spec.last.day and spec.last.year else None
    return spec if isinstance(spec, Point) else None


def year_of(told: Told) -> int | None:
    """The year that an expression names and nothing else."""
    spec = told.mention.spec
    if isinstance(spec, Point) and spec.year and spec.year > 0 and not spec.decade and spec.day is None:
        return spec.year if spec.month is None and spec.nth is None else None
    return None


def _bare_day(told: Told) -> bool:
    spec = told.mention.spec
    return isinstance(spec, Point) and spec.day is not None and spec.year is None and spec.turn in {None, 0}


def todays(told: Sequence[Told], written: int | None = None) -> Iterator[tuple[date, Told]]:
    """The days of writing that a text spells out: "today (15 July 2023)", "yesterday, 2 May 2022".

    In the year it was `written`, a Chinese one may leave the year out: 今天（10月24日，星期四）.
    """
    for first, second in told_again(told, bare=written is not None):
        spec, other = first.mention.spec, second.mention.spec
        if not isinstance(spec, Step) or spec.unit != "day" or abs(spec.amount) > 2 or spec.told:
            continue
        year = other.year or written if isinstance(other, Point) else None
        if isinstance(other, Point) and year and other.month and other.day:
            if not values.exists(year, other.month, other.day):
                continue
            day = values.add(date(year, other.month, other.day), -spec.amount, "day")
            if day:
                yield day, second


def named_today(told: Sequence[Told], year: int) -> date | None:
    """The day of writing, where a text tells today's or yesterday's without its year: "today (July 3)"."""
    for first, second in neighbours(told):
        spec, other = first.mention.spec, second.mention.spec
        if not isinstance(spec, Step) or spec.unit != "day" or abs(spec.amount) > 1 or spec.told or spec.time:
            continue
        if not isinstance(other, Point) or not _bare_day(second):
            continue
        between = first.sentence[first.to : second.at]
        closed = "(" not in between or second.after.lstrip().startswith(")")
        if closed and _AGAIN.fullmatch(between) and values.exists(year, other.month or 0, other.day or 0):
            return values.add(date(year, other.month or 1, other.day or 1), -spec.amount, "day")
    return None


def numbered_today(told: Sequence[Told]) -> Iterator[int]:
    """The number of the day of writing in its month, in a Chinese bracket: 今天（5日）, 今（27）日."""
    for each in told:
        spec = each.mention.spec
        if isinstance(spec, DayOf) and each.mention.text[0] == "今" and chinese(each.sentence):
            yield spec.day
    for first, second in neighbours(told):
        spec, other = first.mention.spec, second.mention.spec
        today = spec == Step("day", 0) and first.sentence[first.to : second.at] in {"（", "("}
        if today and isinstance(other, DayOf) and chinese(first.sentence):
            yield other.day


def told_again(told: Sequence[Told], *, bare: bool = False) -> Iterator[tuple[Told, Told]]:
    """Expressions told once more right behind, in a bracket or an apposition, with their year.

    With `bare`, also those that a Chinese bracket tells once more by their month and day.
    """
    for first, second in neighbours(told):
        between = first.sentence[first.to : second.at]
        spec = second.mention.spec
        unclosed = "(" in between and not second.after.lstrip().startswith(")")
        if unclosed or not isinstance(spec, Point):
            continue
        if spec.year is None:
            if bare and spec.day and spec.turn is None and between in {"（", "("} and chinese(first.sentence):
                yield first, second
        elif spec.year > 0 and _AGAIN.fullmatch(between):
            yield first, second


@dataclass(frozen=True, slots=True)
class Pair:
    """A day without a year and the weekday that the text gives it (Monday is 0)."""

    told: Told
    month: int
    day: int
    weekday: int

    def agrees(self, year: int) -> bool:
        """Whether the day falls on its weekday in that year."""
        return values.exists(year, self.month, self.day) and (
            date(year, self.month, self.day).weekday() == self.weekday
        )


def weekday_pairs(told: Sequence[Told]) -> tuple[Pair, ...]:
    """Every day without a year that has a weekday: "Monday, 11 March", "on Tuesday (15 October)"."""
    found = [_pair(each, each.mention.spec.weekday) for each in told if isinstance(each.mention.spec, Point)]
    for first, second in neighbours(told):
        spec = first.mention.spec
        if isinstance(spec, Weekday) and re.fullmatch(
            r"\s?[(（,，]\s?", first.sentence[first.to : second.at]
        ):
            found.append(_pair(second, spec.day))
    return tuple(pair for pair in found if pair)


def _pair(each: Told, weekday: int | None) -> Pair | None:
    spec = each.mention.spec
    if weekday is None or not isinstance(spec, Point) or spec.year is not None or spec.turn not in {None, 0}:
        return None
    return Pair(each, spec.month, spec.day, weekday) if spec.month and spec.day else None


def dateline(each: Told) -> bool:
    """Whether a day stands in the dateline that opens a report: "WESTPORT, Nov. 14 -- "."""
    if chinese(each.sentence):
        return han.today(each.before, each.after) or han.signs(each.mention.spec, each.before, each.after)
    if each.at > 60 or each.passage.sentence != 1 or each.passage.paragraph > 3:
        return False
    return bool(_PLACE.match(each.before) and (_DASH.match(each.after) or not each.after.strip(" .")))
