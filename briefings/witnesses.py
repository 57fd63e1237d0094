"""What speaks for a year of writing: each kind of witness, with its weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from briefings.chinese import evidence as han
from briefings.dates import values
from briefings.dates.mention import Jubilee, Point, Step, Stretch
from briefings.frames import licensed, subject
from briefings.model import Origin, Witness
from briefings.script import chinese
from briefings.script import han as written
from briefings.telling import Told
from briefings.tense import looks_ahead

_TARGET = re.compile(
    r"(?i)\b(?:by|until|till|before|through|towards?|to|for)\s{1,3}(?:about\s|around\s)?(?:the\s{1,3}end\s{1,3}of\s{1,3})?(?:the\s{1,3})?(?:year\s{1,3})?$"
)
_AIM = re.compile(r"(?i)\b(?:plans?|planned|targets?|goals?|aims?|outline|vision|five-year|blueprint)\b")
_WORD = re.compile(r"[a-z0-9]{2,}")
_STOP = frozenset(
    ["the", "of", "and", "in", "on", "for", "to", "its", "an", "with", "by", "at", "from", "china", "chinese"]
)


def target(told: Told) -> bool:
    """Whether an expression names an aim rather than a time that is known."""
    if told.tense == "future":
        return True
    if chinese(told.sentence):
        return han.target(told.lead, told.after)
    return bool(_TARGET.search(told.lead)) and (told.tense != "past" or looks_ahead(told.sentence))


def witnesses(told: Sequence[Told], origins: Sequence[Origin]) -> Iterator[tuple[int, Witness]]:
    """Every (year, witness) that the text itself brings."""
    yield from _paired(told)
    yield from _named(told)
    yield from _newest(told)
    yield from _today(told)
    yield from _lasting(told)
    yield from _anniversaries(told, origins)
    yield from _said(told)


def _said(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """What a Chinese text says of its year outright: 2024年是项目攻坚年, “十四五”开局之年, a signature."""
    for each in told:
        if chinese(each.sentence) and (found := han.said(each.mention.spec, each.before, each.after)):
            year, weight, kind = found
            yield _witness(each, year, weight, kind)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _paired(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """A year and a day without one in one sentence."""
    for year, _, value, gap in pairs(told):
        yield _witness(year, value, 4 if gap <= 60 else 3, "year and day in one sentence")


def pairs(told: Sequence[Told]) -> Iterator[tuple[Told, Told, int, int]]:
    """Years with the days of their sentence that are theirs: (year, day, its number, characters between)."""
    for first, second in _neighbours(told):
        year, day = (first, second) if _year_of(first) else (second, first)
        value = _year_of(year)
        if value is None or not _bare_day(day) or target(year) or day.tense == "future":
            continue
        gap = max(first.at, second.at) - min(first.to, second.to)
        if gap > 160 or _opening(year):
            continue
        yield year, day, value, gap


def _opening(told: Told) -> bool:
    """ "In 2019, …" opens a sentence about that year, whatever days follow."""
    if chinese(told.sentence):
        return han.year_first(told.sentence, told.at, told.to)
    return bool(
        re.fullmatch(r"\W*(?:[Ii]n|[Dd]uring|[Ss]ince)\s{1,3}(?:the\s{1,3}year\s{1,3})?", told.before)
    )


def _neighbours(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    for index, first in enumerate(told):
        for second in told[index + 1 : index + 4]:
            if second.passage is not first.passage:
                break
            yield first, second


def _year_of(told: Told) -> int | None:
    spec = told.mention.spec
    if isinstance(spec, Point) and spec.year and spec.year > 0 and not spec.decade and spec.day is None:
        return spec.year if spec.month is None else None
    return None


def _bare_day(told: Told) -> bool:
    spec = told.mention.spec
    return isinstance(spec, Point) and spec.day is not None and spec.year is None and spec.turn in {None, 0}


def _named(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """Years in the names of events; each year counts once."""
    seen: set[int] = set()
    for each in told:
        spec = each.mention.spec
        if (
            isinstance(spec, Point)
            and spec.named
            and spec.year
            and spec.year not in seen
            and not _AIM.search(each.after[:60])
            and not (chinese(each.sentence) and han.aim(each.after))
        ):
            seen.add(spec.year)
            yield _witness(each, spec.year, 2, "year in a name")


def _newest(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """The newest year that is no target."""
    dated = [
        (each.mention.spec.year, each)
        for each in told
        if isinstance(each.mention.spec, Point)
        and each.mention.spec.year
        and not target(each)
        and not each.mention.spec.decade
    ]
    if dated:
        year, each = max(dated, key=lambda pair: pair[0])
        if year > 0:
            yield _witness(each, year, 1, "newest year")


def _today(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "today (15 July 2023)", "this year (2023)", "last year (2022)"."""
    for first, second in _neighbours(told):
        between = first.sentence[first.to : second.at]
        if not re.fullmatch(r"\s{0,2}[(（,]\s{0,2}(?:i\.e\.,?\s)?", between):
            continue
        spec, other = first.mention.spec, second.mention.spec
        if not isinstance(other, Point) or not other.year or other.year < 0:
            continue
        if (
            isinstance(spec, Step)
            and spec.unit == "day"
            and other.month
            and other.day
            and abs(spec.amount) <= 2
        ):
            day = values.add(date(other.year, other.month, other.day), -spec.amount, "day")
            if day:
                yield _witness(second, day.year, 6, "today")
        elif (
            isinstance(spec, Point)
            and spec.turn is not None
            and spec.month is None
            and set("(（") & set(between)
        ):
            yield _witness(second, other.year - spec.turn, 6, "this year")


def _lasting(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "in the ten years since it opened in September 2013"."""
    for first, second in _neighbours(told):
        spec, other = first.mention.spec, second.mention.spec
        if not (isinstance(spec, Stretch) and spec.since and spec.unit == "year"):
            continue
        if isinstance(other, Point) and other.year and 0 < second.at - first.to < 120:
            yield _witness(first, other.year + spec.amount, 5, "duration from a date")


def _anniversaries(told: Sequence[Told], origins: Sequence[Origin]) -> Iterator[tuple[int, Witness]]:
    stated = tuple(islice(_stated(told), 300))
    for each in told:
        spec = each.mention.spec
        if not isinstance(spec, Jubilee) or not licensed(each):
            continue
        year = _known(subject(each), stated) or _curated(subject(each), origins)
        shift = _turn(each, told)
        if year is not None:
            yield _witness(each, year + spec.number - shift, 4, "anniversary of a known origin")
        elif (named := _occasion_year(each, told)) is not None:
            yield _witness(each, named, 2, "anniversary in a named year")


def _turn(each: Told, told: Sequence[Told]) -> int:
    """The occasion "next year" lies a year on."""
    mates = (t.mention.spec for t in told if t.passage is each.passage and t.at < each.at)
    return next((spec.turn for spec in mates if isinstance(spec, Point) and spec.turn), 0)


def _occasion_year(each: Told, told: Sequence[Told]) -> int | None:
    mates = (t for t in told if t.passage is each.passage and t.at < each.at and each.tense == "present")
    return next((_year_of(t) for t in mates if _year_of(t)), None)


def _stated(told: Sequence[Told]) -> Iterator[tuple[frozenset[str], int]]:
    """What the text itself says was set up, and in which year."""
    for each in told:
        spec = each.mention.spec
        if (
            isinstance(spec, Point)
            and spec.year
            and spec.year > 0
            and not spec.named
            and FOUNDED.search(each.around)
        ):
            yield terms(each.sentence), spec.year


FOUNDED = re.compile(
    r"(?i)\b(?:established|founded|set\sup|released|published|issued|promulgated|inaugurated|launched|opened|unveiled|"
    r"made\spublic|(?:came|come|comes|entered)\sinto\s(?:force|effect)|took\seffect|adopted|enacted)\b|"
    r"成立|设立|创立|创办|创建|建立|印发|发布|公布|出台|颁布|施行|揭牌|挂牌|启用|开通|通车|开业|投产|获批|始建|始办"
)


def terms(text: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    if written(text):
        return han.terms(text)
    return frozenset(_WORD.findall(text.lower())) - _STOP


_ABOUT = re.compile(
    r"(?i)^(?:the\s)?(?:official\s)?(?:establishment|founding|release|launch|opening|start|implementation|creation|"
    r"inauguration|publication|convening|adoption|beginning|inception)\sof\s(?:the\s)?"
)


def _known(what: str, stated: Sequence[tuple[frozenset[str], int]]) -> int | None:
    words = terms(what) - {"establishment", "founding", "release", "launch", "opening", "implementation"}
    if len(words) < 2:
        return None
    return next((year for said, year in stated if len(words & said) >= max(2, 0.7 * len(words))), None)


def _curated(what: str, origins: Sequence[Origin]) -> int | None:
    found = known_origin(what, origins)
    return found.when.start.year if found and found.when.start else None


def known_origin(what: str, origins: Sequence[Origin]) -> Origin | None:
    """The curated origin that a subject names: its name opens the subject or fills most of it."""
    words = _plain(_ABOUT.sub("", what))
    best: tuple[int, Origin] | None = None
    for origin in origins:
        for name in filter(None, map(_plain, origin.names)):
            fits = words.startswith(name) or (name in words and len(name) > 0.6 * len(words))
            if fits and (best is None or len(name) > best[0]):
                best = len(name), origin
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    if written(name):
        return han.bare(name)
    return " ".join(_WORD.findall(name.lower().replace("-", " ")))
