"""What only Chinese texts say of their year: 2024年是攻坚年, 步入2024年, 今年是党的二十大召开之年."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from briefings.chinese import evidence as han
from briefings.chinese import titles, turns
from briefings.dates.mention import Length, Nothing, Plan, Point, Stretch, Upto, Vague
from briefings.elapsed import elapsed
from briefings.model import Origin, Precision, Witness
from briefings.script import chinese, plain
from briefings.script import han as written
from briefings.telling import Told
from briefings.yesteryears import yesteryears

_SO_LONG = re.compile(r"(?:走过|已有?|历经|经过|满|迎来)(?:了|整整)?\s?$")
_NUMBERED = re.compile(r"[〔\[【（(](?P<y>[12][0-9]{3})[〕\]】）)]")
_ALONE, _TOP, _DECEMBER = 30, 4, 12

Heard = Iterator[tuple[int, Witness]]


def own_words(told: Sequence[Told], origins: Sequence[Origin]) -> Heard:
    """Every (year, witness) that Chinese sentences bring in ways of their own."""
    zh = [each for each in told if chinese(each.sentence)]
    yield from _outright(zh)
    yield from _known(zh, origins)
    yield from _congresses(zh)
    yield from _titled(zh)
    yield from yesteryears(zh)
    yield from _lasting(zh)
    yield from elapsed(zh)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _outright(told: Sequence[Told]) -> Heard:
    """Who signs, what year it is, which year of a five-year plan, the number of the paper itself."""
    for each in told:
        if isinstance(each.mention.spec, Nothing):
            paper = _NUMBERED.search(plain(each.mention.text))
            if paper and each.passage.paragraph <= _TOP and len(each.sentence.strip()) <= _ALONE:
                yield _witness(each, int(paper["y"]), 5, "number of the paper")
        elif found := han.said(each.mention.spec, each.before, _named(each)):
            yield _witness(each, *found)
        elif each.passage.paragraph == 0 and (year := titles.scheduled(each.mention.spec, each.after)):
            yield _witness(each, year, 1.5, "year of what the title sets")


def _congresses(told: Sequence[Told]) -> Heard:
    """ "喜迎党的二十大", "今年是党的二十大召开之年": the party meets every fifth year since 1982."""
    passage = None
    for each in told:
        if each.passage is passage:
            continue
        passage = each.passage
        if "大" in each.sentence and (found := turns.congress(each.sentence)):
            yield _witness(each, *found)


def _titled(told: Sequence[Told]) -> Heard:
    """The year of figures whose month the title names: 11月份CPI…, and below 2021年11月份."""
    title = [s for each in told if each.passage.paragraph == 0 and isinstance(s := each.mention.spec, Point)]
    months = {s.month for s in title if s.month and not s.day and s.year is None and s.turn is None}
    for each in told if len(months) == 1 else ():
        spec = each.mention.spec
        if not isinstance(spec, Point) or not spec.year or spec.day or spec.month not in months:
            continue
        if each.passage.paragraph in {1, 2} and each.tense != "future":
            yield _witness(each, spec.year + (spec.month == _DECEMBER), 3, "figures of a title's month")
            return


def _known(told: Sequence[Told], origins: Sequence[Origin]) -> Heard:
    """ "今年是党的二十大召开之年", "去年9月提出双碳目标": a known day told by a counted year."""
    for each in told:
        spec = each.mention.spec
        if not isinstance(spec, Point) or spec.turn not in {-2, -1, 0} or spec.year or spec.same:
            continue
        what = han.bare(turns.occurring(spec, each.after))
        for origin in origins if what else ():
            when = origin.when
            if when.start is None or when.precision not in {Precision.DAY, Precision.RANGE, Precision.MONTH}:
                continue
            fits = spec.month in {None, when.start.month}
            if fits and any(han.bare(name) in what for name in origin.names if written(name)):
                yield _witness(each, when.start.year - spec.turn, 3, "a known day in a counted year")
                return


def _named(each: Told) -> str:
    """The words behind an expression; of a plan, with those of its own that say which year of it is meant."""
    return each.mention.text + each.after if isinstance(each.mention.spec, Plan) else each.after


def _lasting(told: Sequence[Told]) -> Heard:
    """ "自2013年提出以来，已走过十年"."""
    exact = [each for each in told if not isinstance(each.mention.spec, Vague)]
    for first, second in itertools.pairwise(exact):
        spec, other = first.mention.spec, second.mention.spec
        if first.passage is not second.passage or not isinstance(other, Length | Stretch):
            continue
        start = spec.first if isinstance(spec, Upto) else spec
        if not isinstance(start, Point) or not start.year or start.year < 1 or other.unit != "year":
            continue
        if other.amount and other.amount >= 1 and _SO_LONG.search(plain(second.lead)):
            yield _witness(second, start.year + int(other.amount), 5, "duration from a date")
