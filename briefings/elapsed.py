"""What only Chinese texts count up to their year: years since what they date, sessions, ages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from briefings.aims import target
from briefings.chinese import evidence as han
from briefings.chinese import titles
from briefings.dates.mention import Between, Jubilee, Length, Point, Step, Stretch, Upto
from briefings.licences import licensed
from briefings.model import Witness
from briefings.numerals import COUNT, number
from briefings.script import plain
from briefings.telling import Told

_SO_LONG = re.compile(r"(?:走过|已有?|历经|经过|满|迎来|时隔|历时|至今|迄今|跨越|整整)(?:了|整整|近)?\s?$")
_GONE = re.compile(r"^(?:了(?![解结])|过去|有余|后的今天|的今天)")
_OPENED = re.compile(r"首届|第一届|始办|创办|创立|始于|首次举办|办起|发起|开办|起步于")
_FIRST_ONE = re.compile(r"首届|第一届")
_SESSION = re.compile(rf"(?:今年|本届)[^。；]{{0,16}}第\s?(?P<n>{COUNT})\s?(?P<u>届|个年头)")
_TITLED = re.compile(rf"第\s?(?P<n>{COUNT})\s?届")
_YEARLY = re.compile(r"每年(?:一届|举办|举行|一次)|一年一[届度次]|连续举办|已(?:连续|成功)?举办")
_BORN = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s?年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:出生|生[，。于人])[^。；]{0,40}?"
    r"(?:今年|现年|年已)(?P<n>[0-9]{1,3})\s?岁|生于(?P<y2>(?:19|20)[0-9]{2})\s?年[^。；]{0,30}?"
    r"(?:今年|现年|年已)(?P<n2>[0-9]{1,3})\s?岁"
)
_MEAN = re.compile(rf"^(?:同期)?相比[^。；]{{0,12}}?(?P<n>{COUNT})年(?:年均|平均)")
_OTHER = re.compile(r"去年|前年|曾|当年|那年|时年")
_AFTER = re.compile(r"(?:之后|以后|后|[前近])的?(?:这|近)?$")
_LATEST, _FIRST, _LEAD, _LONGEST, _MOST = 2, 12, 16, 60, 2
_CLEAR = 0.9
_SKIPPED = re.compile(r"停办|停辦|中断|因故|未能举办|暂停")
_AGO, _ROUND, _SURE, _NEAR, _SAME_DAY = 1.0, 1.5, 3.0, 2.5, 4.0

Heard = Iterator[tuple[int, Witness]]


def elapsed(told: Sequence[Told]) -> Heard:
    """Every (year, witness) that a count of years up to the time of writing gives; all told in Chinese."""
    starts = [(year, each) for each in told if (year := _start(each))]
    if not starts:
        return
    yield from _agreed(told, starts)
    for each in told:
        if found := _MEAN.match(plain(each.after)):
            yield from _compared(each, number(found["n"]))
    yield from _sessions(told)
    yield from _ages(told)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _compared(each: Told, years: int | None) -> Heard:
    """ "与2021年同期相比，两年平均增长1.8%"."""
    year = _start(each)
    if year and years:
        yield _witness(each, year + years, 3, "years of an average")


def _start(each: Told) -> int | None:
    """The year of something told as past that years may be counted from."""
    spec = each.mention.spec
    spec = spec.first if isinstance(spec, Upto | Between) else spec
    if not isinstance(spec, Point) or not spec.year or spec.year < 1 or spec.named or spec.decade:
        return None
    return None if each.tense == "future" or target(each) else spec.year


def _count(each: Told) -> int | None:
    """How many whole years an expression counts up to the time of writing."""
    spec = each.mention.spec
    match spec:
        case Jubilee(number=number, unit="year"):
            return number
        case Stretch(unit="year", ahead=False, since=False) if each.mention.text.endswith(("来", "间")):
            rough = each.mention.text[0] in "近过" or _AFTER.search(plain(each.lead))
            return None if rough else spec.amount
        case Step(unit="year", told=False) if spec.amount < 0:
            return -spec.amount
        case Length(unit="year", amount=amount) if amount and amount >= 1:
            gone = _SO_LONG.search(plain(each.lead)) or _GONE.match(plain(each.after))
            return int(amount) if gone else None
    return None


def _agreed(told: Sequence[Told], starts: Sequence[tuple[int, Told]]) -> Heard:
    """The year to which most counts since dates add up: "2003年搬迁来的。19年来，…"."""
    newest = max(*(year for year, _ in starts), *(_closed(each) for each in told), 0)
    coming = (year for each in told if (year := _aim(each)) and year >= newest)
    last = min(coming, default=newest + _LONGEST)
    sums: defaultdict[int, dict[int, tuple[float, Told]]] = defaultdict(dict)
    for index, each in enumerate(told):
        count = _count(each)
        if not count or _OTHER.search(plain(each.before[-_FIRST:])):
            continue
        for year, start in starts:
            if newest <= year + count <= last and start is not each and _meant(each, start):
                weight = _weight(told, index, count, start) * _share(each, start, year + count - newest)
                sums[year + count][count] = max(
                    sums[year + count].get(count, (0.0, each)), (weight, each), key=lambda pair: pair[0]
                )
    ranked = sorted(sums, key=lambda year: -sum(weight for weight, _ in sums[year].values()))
    totals = [sum(weight for weight, _ in sums[year].values()) for year in ranked]
    doubtful = len(ranked) > 1 and totals[1] > _CLEAR * totals[0]
    for year in ranked[:1]:
        for weight, each in sorted(sums[year].values(), key=lambda pair: -pair[0])[:_MOST]:
            yield _witness(each, year, weight / 2 if doubtful else weight, "years since a date")


def _closed(each: Told) -> int:
    """The last year of a range of years whose results are told; 0 for anything else."""
    spec = each.mention.spec
    last = spec.last if isinstance(spec, Between) else None
    if not isinstance(last, Point) or not last.year or each.tense == "future":
        return 0
    return last.year if titles.results(each.sentence, each.at) else 0


def _aim(each: Told) -> int | None:
    spec = each.mention.spec
    named = isinstance(spec, Point) and spec.year and not spec.named and not spec.decade
    return spec.year if isinstance(spec, Point) and named and target(each) else None


def _meant(each: Told, start: Told) -> bool:
    """Whether a count may go back to a date: an anniversary to one of its own kind of deed, others nearby."""
    if not isinstance(each.mention.spec, Jubilee):
        return _close(each, start)
    kind, verb = han.deed(each.before[-_LEAD:]), han.verb(start.sentence, start.at)
    if kind:
        return verb is not None and han.deed(verb) == kind
    told = start.passage is each.passage and start.at < each.at
    return (verb is not None or told) and _close(each, start)


def _share(each: Told, start: Told, gap: int) -> float:
    """How likely a count goes back to a date: both stand close, and the sum is near the text's years."""
    near = 1.0 if each.passage.paragraph == start.passage.paragraph else 0.8
    return near if gap <= _LATEST else 0.8 * near


def _weight(told: Sequence[Told], index: int, count: int, start: Told) -> float:
    """How much a sum of years says: round numbers are often rough, and one or two years fit by chance."""
    each = told[index]
    if isinstance(each.mention.spec, Jubilee):
        if not licensed(each):
            return _ROUND
        return _SAME_DAY if _same_day(told, index, start) else _NEAR
    if isinstance(each.mention.spec, Step):
        return _AGO
    if start.passage is each.passage and start.at < each.at and count > _LATEST:
        return _SURE
    rough = count % 5 == 0 or count <= _LATEST
    return _ROUND if rough else _SURE


def _close(each: Told, start: Told) -> bool:
    """Whether a count stands in the paragraph of its date, in the next one, or in the title."""
    gap = abs(each.passage.paragraph - start.passage.paragraph)
    return gap <= 1 or each.passage.paragraph == 0


def _same_day(told: Sequence[Told], index: int, start: Told) -> bool:
    """Whether an anniversary is told with the month and day of its date."""
    spec = start.mention.spec
    spec = spec.first if isinstance(spec, Upto | Between) else spec
    mates = (t.mention.spec for t in told[max(0, index - 3) : index + 2] if t.passage is told[index].passage)
    return isinstance(spec, Point) and any(
        isinstance(day, Point) and day.day and (day.month, day.day) == (spec.month, spec.day) for day in mates
    )


def _sessions(told: Sequence[Told]) -> Heard:
    """ "书市始办于2014年，每年一届，今年是第11届"."""
    for index, each in enumerate(told):
        year = _start(each)
        if year is None or not _OPENED.search(plain(each.around)):
            continue
        if _YEARLY.search(plain(each.sentence)) and (count := _titled(told)):
            yield _witness(each, year + count - 1, 3, "sessions counted from the first")
            return
        if _FIRST_ONE.search(plain(each.before[-_FIRST:])) and (count := _titled(told)):
            yield _witness(each, year + count - 1, 2, "sessions counted from the first")
            return
        for other in told[index : index + 6]:
            found = _SESSION.search(plain(other.sentence))
            count = number(found["n"]) if found else None
            near = abs(other.passage.paragraph - each.passage.paragraph) <= 1
            if (
                count
                and near
                and not any(_SKIPPED.search(plain(t.sentence)) for t in told[index : index + 9])
            ):
                yield _witness(each, year + count - 1, 3, "sessions counted from the first")
                break


def _titled(told: Sequence[Told]) -> int | None:
    """Which session the first sentences of a text are about."""
    for each in told[:3]:
        if found := _TITLED.search(plain(each.sentence)):
            return number(found["n"])
    return None


def _ages(told: Sequence[Told]) -> Heard:
    """ "1948年出生，今年74岁"."""
    for each in told:
        year = _start(each)
        found = _BORN.search(plain(each.sentence)) if year and "岁" in each.after else None
        if found and int(found["y"] or found["y2"]) == year:
            yield _witness(each, year + int(found["n"] or found["n2"]), 3, "age of somebody born in a year")
