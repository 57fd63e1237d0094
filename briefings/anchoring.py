"""What each expression is counted from: the time of writing, or the date told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefings import this_year
from briefings.chinese.tense import unmarked
from briefings.context import Context
from briefings.dates.anchor import Anchor
from briefings.dates.hung import MonthPart
from briefings.dates.mention import (
    Between,
    DayOf,
    Feast,
    Point,
    Repeat,
    Step,
    Tense,
    Weekday,
)
from briefings.dates.resolving import resolve
from briefings.dates.values import exists
from briefings.elsewhere import elsewhere
from briefings.model import When
from briefings.script import chinese
from briefings.tails import Tail
from briefings.telling import Told
from briefings.tense import ends, leaning
from briefings.yearbooks import counted_from, hangs, heads_row, in_row, reported, yearbook

_TELLING = Point | Step | Between | Weekday | Feast | DayOf | MonthPart
_TELLS, _HISTORY = 6, 30
_FEW, _TURN, _SPOKEN = 3, 2, 2
_OPENING = 9
_LONG_AGO = 92
_FROM = Tail(r"(?i)\b(?:from|starting|beginning|effective|as\sof|as\sfrom)\s{1,3}(?:on\s)?$")
# "Figures for July will be published": the month is the nearest, whatever is done with its figures.
_COUNTED_FOR = Tail(
    r"(?i)\b(?:figures?|data|statistics|results?|numbers?|index|accounts?|minutes|estimates?|returns?|bulletin)\sfor\s(?:the\smonth\sof\s)?$"
)
_IN_YEAR = Tail(r"(?i)(?:\b(?:in|of|on|during|throughout|and|or|around)\s{1,3}|[(,])$")
# "The mill, which opened in May 2021, was shut in August" says nothing of the year of that August.
_ASIDE = Tail(r"(?i),\s(?:which|who|whose|that)\s[^,;]{1,60}$")
_CLOSED = re.compile(r"^[^,;.]{0,60},\s")
_BOUND = Tail(r"(?i)\b(?:since|until|till|by|before|after)\s{1,3}(?:(?:early|late|mid|the)\s)?$")


def narrative(told: Sequence[Told], base: Anchor) -> bool:
    """Whether a text tells of long ago: most of the years it names lie before last year.

    A long history that comes up to its own time counts too, where nearly all of its years are past. What
    speaks of last month or Tuesday is no tale: it counts from the day of writing.
    """
    years = [p.year for each in told if isinstance(p := each.mention.spec, Point) and p.year and not p.named]
    if base.year is None:
        return len(years) >= _TELLS
    now = sum(map(_from_now, told))
    if now * _FEW > len(years) or (now >= _SPOKEN and chinese(told[0].sentence)):
        return False
    old, past = (sum(y < base.year - n for y in years) for n in (1, 0))
    return (len(years) >= _TELLS and old > 0.7 * len(years)) or (
        len(years) >= _HISTORY and past > 0.75 * len(years)
    )


def _from_now(each: Told) -> bool:
    """Whether an expression counts from the day of writing: Tuesday, last month, two years ago."""
    spec = each.mention.spec
    if isinstance(spec, Point):
        return spec.year is None and (spec.turn is not None or spec.near is not None)
    return isinstance(spec, Weekday) or (isinstance(spec, Step) and not spec.told)


def anchors(told: Sequence[Told], base: Anchor, published: date | None = None) -> Iterator[Anchor]:
    """The anchor of each expression, in the order of the text; `published` is the day of its date line."""
    tale = narrative(told, base)
    context = Context(elsewhere(told, base, published))
    last: When | None = None
    passage = None
    opened: When | None = None
    line = _Line(None)
    era: int | None = None
    over, report = reported(told, base), yearbook(told, base)
    row: When | None = None
    part: this_year.Part | None = None
    asked = any(each.mention.spec == this_year.SAME_TIME for each in told)
    now = False
    for each in told:
        if each.passage is not passage:
            passage, opened, now = each.passage, None, False
        inside = _same_sentence(each, opened, base)
        anchor = Anchor(
            base.start,
            base.end,
            base.year,
            tense=_tense(each, base, now=now),
            narrative=(tale and not this_year.counts(each)) or inside,
            told=last.start if last else None,
            told_end=last.end if last else None,
            line=opened.start if inside and opened else line.at if tale else None,
            yearly=not inside and line.yearly,
            era=era if tale else None,
            said=context.said(each),
        )
        if report is not None and id(each) in over:
            anchor = counted_from(report, anchor)
        if row is not None and hangs(each):
            anchor = in_row(row, anchor)
        if each.mention.spec == this_year.SAME_TIME and base.year and not tale:
            anchor = this_year.compared(each, anchor, base.year, part)
        yield anchor
        context.note(each, anchor)
        if isinstance(each.mention.spec, Repeat) and chinese(each.sentence):
            last = None
        part = (this_year.part(each, anchor) or part) if asked else part
        now = this_year.within(each, now)
        era = _era(each, anchor)
        when = _tells(each, anchor)
        if when is not None:
            row = when if heads_row(each) else row
            last = when
            opened = when if _opens(each) else None if _this_year(each) else opened
            line = line.moved(each, when)


def _era(each: Told, anchor: Anchor) -> int | None:
    """The year before Christ that a tale stands in behind an expression."""
    spec = each.mention.spec
    first = spec.first if isinstance(spec, Between) else spec
    if isinstance(first, Point) and first.year:
        return first.year if first.year < 0 else None
    if isinstance(first, Point) and anchor.era and first.turn:
        return min(-1, anchor.era + first.turn)
    if isinstance(first, Step) and anchor.era and first.unit == "year":
        return min(-1, anchor.era + first.amount)
    return anchor.era


@dataclass(frozen=True, slots=True)
class _Line:
    """The date that a tale has come to; `yearly` where only its year was told."""

    at: date | None
    yearly: bool = False

    def moved(self, each: Told, when: When) -> _Line:
        """The line behind another date; a year in passing moves it only a little, and never back."""
        spec = each.mention.spec
        first = spec.first if isinstance(spec, Between) else spec
        if when.start is None or not isinstance(first, Point):
            return self
        if first.month or first.nth:
            return _Line(when.start)
        if self.at is None or _heads(each):
            return _Line(when.start, yearly=True)
        on = 0 < when.start.year - self.at.year <= 1 and each.tense == "past"
        return _Line(when.start, yearly=True) if on else self


def _heads(each: Told) -> bool:
    """Whether a year opens its sentence or stands in a heading."""
    return each.at <= _OPENING or not each.sentence.rstrip().endswith((".", "!", "?", '"', "”", ")"))


def _opens(each: Told) -> bool:
    """Whether a date with its year holds for the days behind it in its sentence."""
    spec = each.mention.spec
    if not isinstance(spec, Point) or not spec.year:
        return False
    if _BOUND.search(each.lead) and each.at >= _OPENING:
        return False
    if _ASIDE.search(each.lead) and _CLOSED.match(each.after):
        return False
    return bool(spec.month or spec.nth or spec.part or _IN_YEAR.search(each.lead) or each.at < _OPENING)


def _this_year(each: Told) -> bool:
    """Whether Chinese comes back to the year of writing (2021年…；今年一季度…，已于4月底)."""
    spec = each.mention.spec
    return isinstance(spec, Point) and spec.turn == 0 and spec.year is None and chinese(each.sentence)


def _tense(each: Told, base: Anchor, *, now: bool) -> Tense:
    """How an expression is told; of one that names no year, whether it lies behind or ahead.

    Behind 今年 in its sentence (`now`) it is of that year, whatever its verb. A month that Chinese
    tells with a bare verb may be set as well as over, once the year has begun.
    """
    tense = _leaning(each, base)
    if now and this_year.bare(each):
        return "future" if tense == "future" else "present"
    begun = base.start is not None and base.start.month > _TURN
    open_ = tense == "past" and begun and this_year.bare(each) and chinese(each.sentence)
    return "unknown" if open_ and unmarked(each.sentence, each.at, each.to) else tense


def _leaning(each: Told, base: Anchor) -> Tense:
    spec = each.mention.spec
    bare = isinstance(spec, Point) and spec.year is None and spec.turn is None
    if bare and _COUNTED_FOR.search(each.lead):
        return "unknown"
    if (base.exact or (bare and not chinese(each.sentence))) and (
        bare or isinstance(spec, Weekday | Feast | Between | Step)
    ):
        leans = leaning(each.sentence, each.at, each.to, each.tense)
        return "future" if leans in {"present", "unknown"} and _from_later(each, base) else leans
    return "future" if isinstance(spec, Feast) and ends(each.lead) else each.tense


def _from_later(each: Told, base: Anchor) -> bool:
    """Whether a day from which on something holds went by long ago this year: the next one is meant."""
    spec = each.mention.spec
    if not isinstance(spec, Point) or not spec.month or not spec.day or not _FROM.search(each.lead):
        return False
    if base.start is None or not exists(base.start.year, spec.month, spec.day):
        return False
    return (base.start - date(base.start.year, spec.month, spec.day)).days > _LONG_AGO


def _same_sentence(each: Told, opened: When | None, base: Anchor) -> bool:
    """A day without a year behind an earlier year of the same sentence belongs to that year."""
    spec = each.mention.spec
    if opened is None or opened.start is None or not isinstance(spec, Point) or not (spec.month or spec.nth):
        return False
    if spec.turn is not None or spec.near is not None:
        return False
    if chinese(each.sentence) and base.year and opened.start.year > base.year:
        return (spec.month or 3 * (spec.nth or 0) % 12) >= opened.start.month
    if spec.month is None:
        return False
    return each.tense != "future" and (base.year is None or opened.start.year <= base.year)


def _tells(each: Told, anchor: Anchor) -> When | None:
    """The value of an expression that later ones may count from."""
    spec = each.mention.spec
    if isinstance(spec, Point) and (spec.named or spec.decade):
        return None
    if spec in {Step("day", 0), this_year.YEAR_BEFORE, this_year.SAME_TIME} or not isinstance(spec, _TELLING):
        return None
    reading = resolve(spec.first if isinstance(spec, Between) else spec, anchor)
    return reading.when if reading and reading.when.start else None
