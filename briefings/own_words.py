"""What only Chinese texts say of their year: 2024年是攻坚年, the results of a year beside 今年, 第N届."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from briefings.aims import firm, target
from briefings.chinese import evidence as han
from briefings.dates.chinese.numerals import COUNT, number
from briefings.dates.mention import Between, Length, Nothing, Plan, Point, Stretch, Upto, Vague
from briefings.model import Witness
from briefings.script import chinese, plain
from briefings.telling import Told

_SO_LONG = re.compile(r"(?:走过|已有?|历经|经过|满|迎来)(?:了|整整)?\s?$")
_NUMBERED = re.compile(r"[〔\[【（(](?P<y>[12][0-9]{3})[〕\]】）)]")
_OPENED = re.compile(r"首届|第一届|始办|创办|创立|始于")
_SESSION = re.compile(rf"(?:今年|本届)[^。；]{{0,16}}第\s?(?P<n>{COUNT})\s?(?P<u>届|个年头)")
_SINCE = re.compile(rf"{COUNT}\s?年(?:以来|来|间)$")
_ALONE, _TOP = 30, 4

Heard = Iterator[tuple[int, Witness]]


def own_words(told: Sequence[Told]) -> Heard:
    """Every (year, witness) that Chinese sentences bring in ways of their own."""
    zh = [each for each in told if chinese(each.sentence)]
    yield from _outright(zh)
    yield from _apart(zh)
    yield from _spans(zh)
    yield from _lasting(zh)
    yield from _since_then(zh)
    yield from _sessions(zh)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _outright(told: Sequence[Told]) -> Heard:
    """Who signs, what year it is, which year of a five-year plan, the number of the paper itself."""
    for each in told:
        if isinstance(each.mention.spec, Nothing):
            paper = _NUMBERED.search(plain(each.mention.text))
            if paper and each.passage.paragraph <= _TOP and len(each.sentence.strip()) <= _ALONE:
                yield _witness(each, int(paper["y"]), 3, "number of the paper")
        elif found := han.said(each.mention.spec, each.before, _named(each)):
            yield _witness(each, *found)


def _named(each: Told) -> str:
    """The words behind an expression; of a plan, with those of its own that say which year of it is meant."""
    return each.mention.text + each.after if isinstance(each.mention.spec, Plan) else each.after


def _apart(told: Sequence[Told]) -> Heard:
    """A text that tells the results of a year and speaks of 今年 too is of the year behind."""
    now = [each for each in told if han.this_year(each.mention.spec) and "今年" in each.mention.text]
    if not now and not _early(told):
        return
    years = [(year, each) for each in told if (year := _over(each, now))]
    if years:
        year, each = max(years, key=lambda pair: pair[0])
        yield _witness(each, year + 1, 1.5, "the year behind")


def _early(told: Sequence[Told]) -> bool:
    """Whether every day without a year lies in the first months, when the results of a year are told."""
    days = [s for each in told if isinstance(s := each.mention.spec, Point) and s.day and s.turn is None]
    return bool(days) and all(day.year is None and (day.month or 12) <= _TOP for day in days)


def _follows(now: Told, each: Told) -> bool:
    """Whether 今年 is told behind an expression in its paragraph."""
    return now.passage.paragraph == each.passage.paragraph and now.mention.start > each.mention.end


def _spans(told: Sequence[Told]) -> Heard:
    """The last year of a range of years that is told as past: 2022—2023雪季."""
    for each in told:
        spec = each.mention.spec
        last = spec.last if isinstance(spec, Between) and each.tense == "past" else None
        if isinstance(last, Point) and last.year and last.year > 0 and last.month is None:
            yield _witness(each, last.year, 0.7, "newest year")


def _over(each: Told, now: Sequence[Told]) -> int | None:
    """The year that an expression tells as over: by its results, or before 今年 in one sentence."""
    if target(each) or (each.tense == "past" and not firm(each)):
        return None
    found = han.bygone(each.mention.spec, each.sentence, each.at)
    if found is not None:
        return found
    spec = each.mention.spec
    behind = any(_follows(other, each) for other in now)
    if (
        not behind
        or not isinstance(spec, Point)
        or spec.named
        or spec.decade
        or spec.day
        or each.tense != "past"
    ):
        return None
    return spec.year if spec.year and spec.year > 0 else None


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


def _since_then(told: Sequence[Told]) -> Heard:
    """ "2003年搬迁来的。19年来，…": as many years as have gone by since a year told just before."""
    for index, each in enumerate(told):
        spec = each.mention.spec
        if (
            not isinstance(spec, Stretch)
            or spec.ahead
            or spec.unit != "year"
            or not _SINCE.match(each.mention.text)
        ):
            continue
        for other in reversed(told[max(0, index - 4) : index]):
            began = other.mention.spec
            near = each.passage.paragraph - other.passage.paragraph <= 1
            if near and isinstance(began, Point) and began.year and began.year > 0 and not began.decade:
                weight = 0.7 if spec.amount % 5 == 0 else 3
                yield _witness(each, began.year + spec.amount, weight, "years since a date")
                break


def _sessions(told: Sequence[Told]) -> Heard:
    """ "书市始办于2014年，每年一届，今年是第11届"."""
    for index, each in enumerate(told):
        spec = each.mention.spec
        spec = spec.first if isinstance(spec, Upto) else spec
        if not isinstance(spec, Point) or not spec.year or spec.year < 1 or spec.decade:
            continue
        if not _OPENED.search(plain(each.around)):
            continue
        for other in told[index : index + 6]:
            found = _SESSION.search(plain(other.sentence))
            count = number(found["n"]) if found else None
            if count and abs(other.passage.paragraph - each.passage.paragraph) <= 1:
                yield _witness(each, spec.year + count - 1, 3, "sessions counted from the first")
                break
