"""What speaks for a year of writing: each kind of witness, with its weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.aims import EVENT, firm, foretold, target
from briefings.chinese import evidence as han
from briefings.chinese import titles
from briefings.dates.hung import Same
from briefings.dates.mention import Between, Months, Point, Step, Stretch
from briefings.jubilees import jubilees
from briefings.mates import dateline, neighbours, pairs, point_of, todays, told_again
from briefings.model import Origin, Witness
from briefings.own_words import own_words
from briefings.script import chinese
from briefings.tails import Tail
from briefings.telling import Told

_AHEAD, _BEHIND = 100, 50
_TOP, _HEAD = 5, 3
_ROWS = 3
_LATE_MONTH, _EARLY_MONTH = 10, 3
_WHOLE, _FIRST = 12, frozenset({1, 2, 3, 5})
_ACT = re.compile(
    r"(?i)\b(?:regulation|directive|decision|order|act|law|decree|resolution|ordinance|circular|notice|opinion|recommendation)s?\b"
    r"[^.]{0,80}(?:\sof|\sdated|,)\s{1,3}$"
)
_GIVEN = re.compile(
    r"(?i)\W{0,3}(?:given|done|dated|signed|sealed|witness|issued|made|ordered)\b[^.;]{0,80}\s(?:this|on(?:\sthis)?|the|of|,)?\s{0,3}(?:the\s)?$"
)
_DATED = re.compile(r"(?i)\W{0,3}(?:of|dated)\s")
_FOUNDED = Tail(r"(?i)\b(?:founded|established|built|created|born|set\sup|formed)\b[^,;.]{0,60}$")
_COMES = Tail(r"(?i)\b(?:ahead\sof|towards?|before|until|from)\s{1,3}(?:the\s{1,3})?$")
_FOR = re.compile(
    r"(?i)\b(?:for|ahead\sof|towards?|before|until|host(?:s|ed|ing)?|stag(?:e|es|ed|ing)|from)\s{1,3}(?:the\s{1,3})?(?:\w+\s)?$"
)
_OVER = re.compile(
    r"(?i)[^,;.]{1,60},\swhich\s(?:was|were|ended|closed|drew|took|opened|ran|saw|brought|attracted|ended|finished)\b"
)
_AIM = re.compile(r"(?i)\b(?:plans?|planned|targets?|goals?|aims?|outline|vision|five-year|blueprint)\b")


def witnesses(told: Sequence[Told], origins: Sequence[Origin]) -> Iterator[tuple[int, Witness]]:
    """Every (year, witness) that the text itself brings."""
    yield from _paired(told)
    yield from _named(told)
    yield from _newest(told)
    yield from _coming(told)
    yield from _turned(told)
    yield from _signed(told)
    yield from _today(told)
    yield from _lasting(told)
    yield from _so_far(told)
    yield from _behind_full(told)
    yield from _compared(told)
    yield from jubilees(told, origins)
    yield from own_words(told, origins)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _paired(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """A year and a day without one in one sentence."""
    for year, _, value, gap in pairs(told):
        yield _witness(year, value, 4 if gap <= 60 else 3, "year and day in one sentence")


def _named(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """Years in the names of events ("the 2021 Congress", "Harbour Week 2019"); each year counts once."""
    seen: set[int] = set()
    chronicle = sum(_opens(each) for each in told) >= _ROWS
    for each in told:
        spec = each.mention.spec
        if not isinstance(spec, Point) or not spec.year or spec.year in seen or spec.year < 1:
            continue
        if chronicle and _opens(each):
            continue
        behind = spec.month is None and bool(EVENT.search(each.lead))
        if _FOR.search(each.lead) and not _OVER.match(each.after):
            continue
        aims = han.aim(each.after) if chinese(each.sentence) else _AIM.search(each.after[:60])
        if behind or (spec.named and not aims and not _foretold(each)):
            seen.add(spec.year)
            yield _witness(each, spec.year, 2, "year in a name")


def _opens(each: Told) -> bool:
    """Whether a year opens its paragraph, as in the rows of a chronicle: "2019 Named a town"."""
    spec = each.mention.spec
    plain = isinstance(spec, Point) and spec.year is not None and spec.month is None
    return plain and each.at == 0 and each.passage.sentence == 1 and each.passage.paragraph > 0


def _foretold(each: Told) -> bool:
    """Whether a Chinese sentence tells of a coming event by its year."""
    return each.tense == "future" and chinese(each.sentence)


def _newest(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """The newest year that is no target; half as much where it is told of alone, and as a year only.

    Where the years told are over and "this year" is told beside them, the one behind them is as likely.
    """
    dated = [(year, each) for each in told if (year := _plain_year(each)) and _stands(each)]
    dated = [pair for pair in dated if pair[1].tense != "unknown" or chinese(pair[1].sentence)] or dated
    if not dated:
        return
    year, each = max(dated, key=lambda pair: pair[0])
    spec = point_of(each)
    exact = spec is not None and (spec.month is not None or spec.named)
    exact = exact and not (spec is not None and spec.day is None and _FOUNDED.search(each.lead))
    company = any(year - 2 <= other < year for other, _ in dated)
    full = spec is not None and spec.day is not None and firm(each)
    yield _witness(each, year, 1.5 if full else 1 if exact or company else 0.5, "newest year")
    now = [] if chinese(each.sentence) else [other for other in told if _this_year(other)]
    near = any(other.passage.paragraph == each.passage.paragraph and _later(other, each) for other in now)
    beyond = any(point[0] > year + 1 for other in told if (point := _full(other)) and foretold(other))
    if not exact and not beyond and ((company and now) or (near and each.tense == "past")):
        yield _witness(each, year + 1, 1.1, "years behind this one")


def _later(other: Told, each: Told) -> bool:
    return other.mention.start > each.mention.start


def _this_year(told: Told) -> bool:
    spec = told.mention.spec
    return isinstance(spec, Point) and spec.turn == 0 and spec.year is None and spec.month is None


def _turned(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "next year … on June 20, 2020": the year of a sentence that also counts it from this one."""
    for first, second in neighbours(told):
        turn, point = (first, second) if _turn_of(first) else (second, first)
        shift, day = _turn_of(turn), _full(point)
        if shift is None or day is None or chinese(turn.sentence):
            continue
        gap = max(first.at, second.at) - min(first.to, second.to)
        if gap <= (_AHEAD if shift > 0 else _BEHIND):
            yield _witness(point, day[0] - shift, 2.5, "a counted year with its date")


def _turn_of(told: Told) -> int | None:
    """How many years "next year" or "last year" lie away."""
    spec = told.mention.spec
    if not isinstance(spec, Point) or not spec.turn or spec.year is not None or spec.month is not None:
        return None
    return spec.turn


def _coming(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """A full date told as coming: its year, or the one before where a day told as past is later in it."""
    ahead = [(point, each) for each in told if (point := _full(each)) and foretold(each)]
    if not ahead:
        return
    (year, month, day), each = min(ahead, key=lambda pair: pair[0])
    bare = [s for t in told if firm(t) and isinstance(s := t.mention.spec, Point) and _has_day(s)]
    newest = max(((s.month or 0, s.day or 0) for s in bare), default=None)
    weight = 0.6 if newest is None else 1
    writing = year if newest is None or newest <= (month, day) else year - 1
    yield _witness(each, writing, weight, "coming day with its year")


def _has_day(spec: Point) -> bool:
    return spec.day is not None and spec.year is None and spec.turn is None


def _full(each: Told) -> tuple[int, int, int] | None:
    spec = each.mention.spec
    if isinstance(spec, Between) and isinstance(spec.last, Point) and isinstance(spec.first, Point):
        spec = replace(
            spec.first, year=spec.first.year or spec.last.year, month=spec.first.month or spec.last.month
        )
    if not isinstance(spec, Point) or not spec.year or spec.year < 1 or not spec.month or not spec.day:
        return None
    return spec.year, spec.month, spec.day


def _plain_year(each: Told) -> int | None:
    spec = point_of(each)
    return spec.year if spec and spec.year and spec.year > 0 and not spec.decade else None


def _stands(each: Told) -> bool:
    """Whether a year may be of the time of writing: told as past or present, and no aim."""
    spec = each.mention.spec
    if isinstance(spec, Point) and spec.named and _FOR.search(each.lead):
        return False
    if chinese(each.sentence) and titles.term(each.mention.text, each.sentence, each.at):
        return False
    return not target(each) and not _COMES.search(each.lead) and (each.tense != "past" or firm(each))


def _behind_full(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """A winter's full date with days of early spring that have no year: those are of the year behind it."""
    full = [(point, each) for each in told if (point := _full(each)) and _happened(each)]
    bare = [s for t in told if _happened(t) and isinstance(s := t.mention.spec, Point) and _has_day(s)]
    if not full or not bare:
        return
    (year, month, _), each = max(full, key=lambda pair: pair[0])
    if month >= _LATE_MONTH and all((spec.month or _WHOLE) <= _EARLY_MONTH for spec in bare):
        yield _witness(each, year + 1, 1.6, "days behind the turn of a year")


def _happened(each: Told) -> bool:
    return firm(each) or (chinese(each.sentence) and each.tense != "future" and not target(each))


def _signed(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """The year of a dateline, and of the date in the title of a law or notice."""
    lines = [each for each in told if dateline(each)]
    for each in lines[:1]:
        if year := _plain_year(each):
            yield _witness(each, year, 6, "dateline")
    for each in told:
        if (date := _full(each)) and each.at - len(each.lead) <= 0 and _GIVEN.match(each.before):
            yield _witness(each, date[0], 6, "day of signing")
    for each in told[:_TOP]:
        if each.passage.sentence != 1 or each.passage.paragraph > _HEAD or not (date := _full(each)):
            continue
        titled = each.passage.paragraph <= 1 and _ACT.search(each.before)
        if titled or _DATED.fullmatch(each.before):
            yield _witness(each, date[0], 3, "date of the act")


def _today(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "today (15 July 2023)", "this year (2023)", "last year (2022)", "two years ago, in 2021"."""
    for day, each in todays(told):
        yield _witness(each, day.year, 6, "today")
    for first, second in told_again(told):
        spec, other = first.mention.spec, second.mention.spec
        if not isinstance(other, Point) or not other.year:
            continue
        if isinstance(spec, Step) and spec.unit == "year" and spec.amount < 0 and not spec.told:
            yield _witness(second, other.year - spec.amount, 5, "years ago, with their year")
        elif (
            isinstance(spec, Point)
            and spec.turn is not None
            and spec.month is None
            and _bracket(first, second)
        ):
            yield _witness(second, other.year - spec.turn, 6, "this year")


def _bracket(first: Told, second: Told) -> bool:
    return not set(",，") & set(first.sentence[first.to : second.at])


def _lasting(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "in the ten years since it opened in September 2013"."""
    for first, second in neighbours(told):
        spec, other = first.mention.spec, second.mention.spec
        if not (isinstance(spec, Stretch) and spec.since and spec.unit == "year"):
            continue
        if isinstance(other, Point) and other.year and 0 < second.at - first.to < 120:
            yield _witness(first, other.year + spec.amount, 5, "duration from a date")


def _so_far(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "in the first five months of 2023": parts of a year are mostly counted in that year."""
    counted = [(year, each) for each in told if (year := _part_of(each)) and each.tense != "future"]
    if counted:
        year, each = max(counted, key=lambda pair: pair[0])
        yield _witness(each, year, 1.5, "months of a year so far")


def _compared(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "against £388,000 in the same period of 2018": what is compared is mostly of the year behind it."""
    for each in told:
        spec = each.mention.spec
        if isinstance(spec, Same) and spec.year is not None and spec.year.year:
            yield _witness(each, spec.year.year + 1, 1.5, "compared with a year")
            return


def _part_of(each: Told) -> int | None:
    """The year whose first months, quarters or half an expression names; the last are told in the next."""
    spec = each.mention.spec
    if isinstance(spec, Months):
        point = spec.year if spec.count < _WHOLE else None
    else:
        point = spec if isinstance(spec, Point) and spec.nth in _FIRST else None
    if point is None or not point.year or point.year < 1 or target(each):
        return None
    return None if chinese(each.sentence) and titles.thought(each.before) else point.year
