"""Ranges: 7月6日至8日, 2021—2025年, 从2021年到2025年, 1至5月, 6日至8日, 2021年7月至2023年6月."""

from __future__ import annotations

import re

from briefings.dates.chinese.absolute import DATE
from briefings.dates.chinese.lexicon import HEAD, TO, base
from briefings.dates.mention import Between, DayOf, Nothing, Part, Point, Repeat, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists
from briefings.numerals import DAY, HAN, MONTH, YEAR, number, year

_OPT = rf"(?:{HEAD}[，,]?\s?)?"
_FREE = rf"(?<![0-9.\-第个])(?<!{HAN})"
_NAMED = r"(?:\s?[（(](?:星期|周)[一二三四五六日天][）)])?"
_HOURS = r"(?:\s?(?:上午|下午|中午|晚上?|凌晨)?\s?[0-9]{1,2}\s?(?:时|点|[:：][0-9]{2})(?:[0-9]{2}分|半)?)?"
_AND = r"(?:、|和|及)"
_FROM = r"(?:[从自])?"


def _day(head: Point, month: str, day: str) -> Point | None:
    m, d = number(month) or 0, number(day) or 0
    if not exists(head.year or 2000, m, d):
        return None
    return Point(year=head.year, turn=head.turn, same=head.same, month=m, day=d)


def _ordered(first: Point | None, last: Point | None) -> Spec:
    """A range inside one year, or over its end where the later month comes first."""
    if first is None or last is None:
        return Nothing()
    if first.year is not None and first.year == last.year and _place(first) >= _place(last):
        if first.month == last.month:
            return Nothing()
        last = Point(year=first.year + 1, month=last.month, day=last.day)
    return Between(first, last)


def _place(point: Point) -> tuple[int, int]:
    return point.month or 0, point.day or 0


def _read_days(match: re.Match[str]) -> Spec:
    head = Point(**base(match))
    later = match.groupdict().get("m2") or match["m"]
    own = match.groupdict().get("y2")
    tail = Point(year=year(own)) if own else head
    first, last = _day(head, match["m"], match["a"]), _day(tail, later, match["b"])
    if own:
        return Between(first, last) if first and last and (head.year or 0) <= year(own) else Nothing()
    return _ordered(first, last)


def _read_months(match: re.Match[str]) -> Spec:
    head = Point(**base(match))
    own = match.groupdict().get("y2")
    numbers = number(match["m"]) or 0, number(match["m2"]) or 0
    if not all(1 <= n <= 12 for n in numbers):
        return Nothing()
    first = Point(year=head.year, turn=head.turn, same=head.same, month=numbers[0])
    if own:
        return Between(first, Point(year=year(own), month=numbers[1]))
    return _ordered(first, Point(year=head.year, turn=head.turn, same=head.same, month=numbers[1]))


def _read_years(match: re.Match[str]) -> Spec | None:
    first, last = year(match["y"]), match["y2"]
    end = year(last) if len(last) == 4 else first - first % 100 + int(last)
    return Between(Point(year=first), Point(year=end)) if first < end else Nothing()


def _read_turned(match: re.Match[str]) -> Spec:
    """From a month or day of one year to one of another: 去年10月至今年3月."""
    later = {"今": 0, "明": 1, "后": 2, "去": -1}[match["w"]]
    ends = (Point(**base(match)), match["m"], match["a"]), (Point(turn=later), match["m2"], match["b"])
    points = [_month_or_day(head, month, day) for head, month, day in ends]
    return Between(points[0], points[1]) if points[0] and points[1] else Nothing()


def _month_or_day(head: Point, month: str, day: str | None) -> Point | None:
    if day:
        return _day(head, month, day)
    found = number(month) or 0
    return Point(head.year, head.turn, found, same=head.same) if 1 <= found <= 12 else None


def _read_turns(match: re.Match[str]) -> Spec:
    return Between(Point(**base(match)), Point(turn={"今": 0, "明": 1, "后": 2, "去": -1}[match["w"]]))


def _read_parts(match: re.Match[str]) -> Spec:
    """From a part of one year to a year, or a part of it: 2021年四季度至2022年."""
    first, last = (_piece(match, n) for n in "12")
    if first is None or last is None or (first.year or 0) >= (last.year or 0):
        return Nothing()
    return Between(first, last)


def _piece(match: re.Match[str], n: str) -> Point | None:
    """A quarter, half, month or end of a year."""
    value = year(match[f"y{n}"])
    if quarter := match[f"q{n}"]:
        return Point(value, nth="一二三四".index(quarter) + 1 if quarter in "一二三四" else int(quarter))
    if half := match[f"h{n}"]:
        return Point(value, nth=5 if half == "上" else 6)
    if month := match[f"m{n}"]:
        found = number(month) or 0
        return Point(value, month=found) if 1 <= found <= 12 else None
    ends: dict[str, Part] = {"初": "start", "底": "end", "末": "end"}
    return Point(value, part=ends.get(match[f"p{n}"] or ""))


def _piece_of(n: str) -> str:
    return (
        rf"(?P<y{n}>{YEAR})\s?年(?:第?(?P<q{n}>[一二三四1-4])季度|(?P<h{n}>[上下])半年|(?P<m{n}>{MONTH})月份?"
        rf"|(?P<p{n}>[初底末]))?"
    )


def _read_alone(match: re.Match[str]) -> Spec:
    a, b = number(match["a"]) or 0, number(match["b"]) or 0
    return Between(DayOf(a, lent=True), DayOf(b, lent=True)) if 1 <= a < b <= 31 else Nothing()


def _read_digits(match: re.Match[str]) -> Spec:
    ends = [(int(match[f"y{n}"]), int(match[f"m{n}"]), int(match[f"d{n}"])) for n in "12"]
    if not all(exists(*end) for end in ends) or ends[0] >= ends[1]:
        return Nothing()
    first, last = (Point(year=y, month=m, day=d) for y, m, d in ends)
    return Between(first, last)


def _digits(n: int) -> str:
    return rf"(?P<y{n}>[12][0-9]{{3}})(?P<s{n}>[./])(?P<m{n}>[0-9]{{1,2}})(?P=s{n})(?P<d{n}>[0-9]{{1,2}})"


_SEPARATED = ("至", "到", "—", "-", "–", "－", "~", "～", "〜", "―", "─")
_LISTED = ("、", "和", "及")
CUES = (*_SEPARATED, *_LISTED)

RULES: tuple[Rule, ...] = (
    loose(
        rf"每年的?\s?{MONTH}\s?月(?:份|[上中下]旬|[初底末]|\s?{DAY}\s?日)?{TO}(?:次年|翌年|第二年)?"
        rf"{MONTH}\s?月(?:份|[上中下]旬|[初底末]|\s?{DAY}\s?日)?",
        lambda m: Repeat("XXXX"),
        "每年",
    ),
    loose(
        rf"{_OPT}{_FREE}(?P<m>{MONTH})\s?月\s?(?P<a>{DAY})\s?(?:{DATE})?{_NAMED}{_HOURS}(?:起)?{TO}"
        rf"(?:(?P<y2>{YEAR})\s?年\s?)?(?:(?P<m2>{MONTH})\s?月\s?)?(?P<b>{DAY})\s?{DATE}{_NAMED}",
        _read_days,
        *_SEPARATED,
    ),
    loose(
        rf"{_OPT}{_FREE}(?P<m>{MONTH})\s?月\s?(?P<a>{DAY})\s?(?:{DATE})?{_AND}(?P<b>{DAY})\s?{DATE}(?![内前])",
        _read_days,
        *_LISTED,
    ),
    loose(
        rf"{_OPT}{_FREE}(?P<m>{MONTH})\s?(?:月\s?(?:份|[上中下]旬"
        rf"|[初底末])?)?{TO}(?:(?P<y2>{YEAR})\s?年\s?)?(?P<m2>{MONTH})\s?月(?:份(?![额量])|[上中下]旬"
        rf"|[初底末])?"
        r"(?!\s?[0-9一二三四五六七八九十]{1,3}\s?[日号])",
        _read_months,
        *_SEPARATED,
    ),
    loose(rf"{_OPT}{_FREE}(?P<m>{MONTH})\s?月?、(?P<m2>{MONTH})\s?月(?!\s?[0-9])", _read_months, *_LISTED),
    loose(
        rf"(?<![0-9.\-])[12][0-9]{{3}}(?:[/—-](?:[12][0-9])?[0-9]{{2}})?\s?年?(?:财年|财政年度"
        rf"|会计年度)\s?[（(]\s?{HEAD}"
        rf"(?P<m>{MONTH})\s?月\s?(?P<a>{DAY})\s?日{TO}(?:(?P<y2>{YEAR})\s?年\s?)?(?P<m2>{MONTH})\s?月\s?(?P<b>{DAY})\s?日\s?[）)]",
        _read_days,
        "财",
        "会计",
    ),
    loose(
        rf"(?<![0-9.\-]){_FROM}(?P<y>{YEAR})\s?(?:年度?)?{TO}(?P<y2>{YEAR}|[0-9]{{2}})\s?(?:年(?!代|级"
        rf"|龄)度?|财年|学年|雪季|赛季|榨季)",
        _read_years,
        *_SEPARATED,
    ),
    loose(
        rf"{_FROM}{HEAD}\s?(?P<m>{MONTH})月(?:(?P<a>{DAY})日)?(?:起)?{TO}(?P<w>[今明后去])年(?P<m2>{MONTH})月(?:(?P<b>{DAY})日)?",
        _read_turned,
        *_SEPARATED,
    ),
    loose(rf"{_FROM}{HEAD}{TO}(?P<w>[今明后去])年", _read_turns, *_SEPARATED),
    loose(
        rf"(?<![0-9.\-]){_FROM}{_piece_of('1')}{TO}{_piece_of('2')}(?!\s?[0-9代级]|度)",
        _read_parts,
        *_SEPARATED,
    ),
    loose(
        rf"(?<![0-9月.\-第])(?P<a>[0-9]{{1,2}})\s?(?:日(?!内))?{_HOURS}{TO}(?P<b>[0-9]{{1,2}})\s?日(?![内前后游之以]|本(?![报台网社]))",
        _read_alone,
        *_SEPARATED,
    ),
    loose(rf"(?<![0-9A-Za-z./\-]){_digits(1)}{TO}{_digits(2)}(?![0-9]|[-./][0-9])", _read_digits, ".", "/"),
)
