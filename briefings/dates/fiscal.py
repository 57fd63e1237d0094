"""Fiscal, academic and marketing years: FY2024, fiscal year 2022/23, the 2012-13 school year, 2021/22."""

from __future__ import annotations

import re

from briefings.dates.hung import Fiscal, FiscalTerm
from briefings.dates.lexicon import MONTH, NTH, PART, WS, month, part, rank
from briefings.dates.mention import Nothing, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists, month_end

_SORTS = {
    "fiscal": "fiscal|financial|budget|budgetary|accounting|tax|revenue|reporting",
    "academic": "academic|school|university|teaching",
    "marketing": "marketing|crop|harvest|agricultural|sugar|wine|grain",
    "licensing": "licensing|licence|license",
    "water": "water|hydrological|rainfall",
    "pension": "pension|policy|membership|subscription|insurance|contribution",
    "programme": "programme|program|funding|grant|charging|billing|rating|quota|fishing|trading|contract",
}
SORT = rf"(?:{'|'.join(_SORTS.values())})"
_S = rf"(?P<s>(?i:{SORT}))"
_YEAR = rf"(?:{_S}{WS}years?|(?i:fiscal))(?:{WS}of)?{WS}"
_NAME = r"(?:19|20)[0-9]{2}(?:\s?[/–-]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]))?"
_ONE = rf"(?P<y>{_NAME})"
_ROW = (
    rf"{_ONE}(?:{WS}?[–-]{WS}?|{WS}(?:to|through|until|and){WS})"
    rf"(?:(?:FY|fiscal|fiscal{WS}year){WS}?)?(?P<y2>{_NAME})"
)
_OF = (
    rf"(?P<nth>(?i:first|second|third|fourth|final|last|1st|2nd|3rd|4th|Q[1-4]|H[12]))(?:{WS}|-)"
    rf"(?:(?P<u>(?i:quarter|half)){WS})?(?:of{WS})?(?:the{WS})?"
)
_HEAD = rf"(?<![\w-])(?P<part>{PART})?(?:[tT]he{WS})?"
_TURN = r"(?i:(?P<turn>this|last|next|previous|coming|following|current|present|preceding|prior))"
_TURNS = {"this": 0, "current": 0, "present": 0, "last": -1, "next": 1, "coming": 1}
_TOLD = {"previous": -1, "preceding": -1, "prior": -1, "following": 1}

_TO_YEAR = rf"(?![0-9]|,?{WS}[12][0-9]{{3}})"
_FIRST = (
    rf"(?:(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})|"
    rf"(?P<m2>{MONTH})(?:{WS}(?P<d2>[0-9]{{1,2}}){NTH}?)?){_TO_YEAR}"
)
_LAST = (
    rf"(?:(?:the{WS})?[0-9]{{1,2}}{NTH}?{WS}(?:of{WS})?{MONTH}|{MONTH}(?:{WS}[0-9]{{1,2}}{NTH}?)?){_TO_YEAR}"
)
_EACH = rf"(?:{WS}(?:of{WS})?(?:each|every)(?:{WS}calendar)?{WS}year)?"
_ENDS = rf"(?:{WS}(?:and{WS}ends{WS}on|to|until|through){WS}(?:the{WS}following{WS})?|{WS}?[–-]{WS}?)"
_RUNS = (
    rf"(?:{WS}|,{WS}which{WS}|:{WS}|{WS}?\()(?:(?:run|last|go|extend|cover|span|mean)(?:s|es)?{WS}|is{WS}|are{WS})?"
    rf"(?:(?:each|every){WS}year{WS})?(?:the{WS}(?:period|year|(?:twelve|12){WS}months){WS})?(?:from{WS})?"
)
_WORDY = rf"(?:[a-z]{{2,12}}{WS}){{0,3}}?"


def sort_of(word: str) -> str:
    """Which sort of year a word such as financial, school or crop means."""
    low = word.lower()
    return next((name for name, words in _SORTS.items() if low in words.split("|")), "fiscal")


def _years(name: str) -> tuple[int, int]:
    """The first and last year of a name; both are the same where it has one."""
    first, _, rest = re.sub(r"\s", "", name).replace("–", "/").replace("-", "/").partition("/")
    year = int(first)
    if not rest:
        return year, year
    return year, int(rest) if len(rest) == 4 else year - year % 100 + int(rest)


def _nth(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    word = (groups.get("nth") or "").lower()
    if not word:
        return None
    if word[0] in "qh" and word[-1].isdigit():
        return int(word[1]) + (4 if word[0] == "h" else 0)
    if (groups.get("u") or "quarter").lower() == "half":
        return 5 if word in {"first", "1st"} else 6
    return 4 if word in {"final", "last"} else rank(word)


def _named(match: re.Match[str], sort: str) -> Spec | None:
    """A year, or a row of years where the two that a name holds do not follow each other."""
    groups = match.groupdict()
    first, last = _years(match["y"])
    split = last == first + 1 or (first % 100 == 99 and last == first - 99)
    until = _years(groups["y2"])[0] if groups.get("y2") else None
    if first != last and not split:
        if last < first or until is not None:
            return None
        until = last
    if until is not None and until <= first:
        return None
    named = part(groups.get("part"))
    return Fiscal(first, until, split, sort=sort, nth=_nth(match), part=named)


def _read(match: re.Match[str]) -> Spec | None:
    word = match.groupdict().get("s")
    return _named(match, sort_of(word) if word else "fiscal")


def _read_short(match: re.Match[str]) -> Spec:
    first, last = int(match["a"]), int(match["b"]) if match["b"] else None
    return Fiscal(2000 + first, None, last == first + 1, sort="fiscal", nth=_nth(match))


def _read_bare(match: re.Match[str]) -> Spec | None:
    spec = _named(match, "")
    if not isinstance(spec, Fiscal) or not spec.split:
        return None
    dashed = "/" not in match["y"]
    return Fiscal(spec.year, split=True, dashed=dashed, part=spec.part) if spec.year else None


def _read_turn(match: re.Match[str]) -> Spec:
    turn = match["turn"].lower()
    sort = sort_of(match["s"])
    if turn in _TOLD:
        return Fiscal(turn=_TOLD[turn], told=True, sort=sort, nth=_nth(match), part=part(match["part"]))
    return Fiscal(turn=_TURNS[turn], sort=sort, nth=_nth(match), part=part(match["part"]))


def _read_the(match: re.Match[str]) -> Spec:
    """The end of the financial year, the second quarter of the fiscal year: the present one."""
    return Fiscal(turn=0, sort=sort_of(match["s"]), nth=_nth(match), part=part(match.groupdict().get("part")))


def _day(match: re.Match[str]) -> tuple[int, int | None]:
    day = match["d"] or match["d2"]
    return month(match["m"] or match["m2"]), int(day) if day else None


def _read_opens(match: re.Match[str]) -> Spec:
    number, day = _day(match)
    if day is not None and not exists(2000, number, day):
        return Nothing()
    return FiscalTerm(sort_of(match["s"]), number, day)


def _read_closes(match: re.Match[str]) -> Spec | None:
    """A year that ends on the last day of a month begins with the next one."""
    number, day = _day(match)
    if day is not None and not exists(2000, number, day):
        return Nothing()
    if day is None or day >= month_end(2001, number).day:
        return FiscalTerm(sort_of(match["s"]), number % 12 + 1, None if day is None else 1)
    return FiscalTerm(sort_of(match["s"]), number, day + 1)


CUES = ("year", "fy", "fiscal", "####/##", "####-##", "####–##")

_WORDS = ("fiscal", *(f"{word} year" for words in _SORTS.values() for word in words.split("|")))
_NOT_LAW = (
    r"(?<!\bNo\s)(?<!\bNo\.\s)(?<!\bNos\.\s)(?<!\bNr\.\s)(?<!Regulation\s)(?<!Directive\s)(?<!Decision\s)"
    r"(?<!\bAct\s)(?<!\bBill\s)(?<!Resolution\s)(?<!\bCase\s)(?<!\bOrder\s)(?<!\b[rR]oom\s)(?<!\bRef\.\s)(?<!Paper\s)"
)

RULES: tuple[Rule, ...] = (
    loose(rf"{_HEAD}(?:{_OF})?{_YEAR}{_ONE}(?![\w/])", _read, *_WORDS),
    loose(rf"{_HEAD}(?:{_OF})?{_YEAR}{_ROW}(?![\w/])", _read, *_WORDS),
    loose(rf"{_HEAD}(?:{_OF})?{_ONE}{WS}{_S}{WS}years?(?![\w])", _read, *_WORDS),
    loose(rf"{_HEAD}(?:{_OF})?{_ROW}{WS}{_S}{WS}years?(?![\w])", _read, *_WORDS),
    loose(rf"{_HEAD}(?:{_OF})?FY\s?{_ONE}(?![\w/])", _read, "fy"),
    loose(rf"{_HEAD}(?:{_OF})?FY\s?{_ROW}(?![\w/])", _read, "fy"),
    loose(
        rf"{_HEAD}(?:{_OF})?FY\s?['’]?(?P<a>[0-9]{{2}})(?:[/–-](?P<b>[0-9]{{2}}))?(?![\w/])",
        _read_short,
        "fy",
    ),
    loose(
        rf"(?<![\w.,/$€£¥#–-]){_NOT_LAW}(?P<part>{PART})?{_ONE}(?![\w/]|[-–.][0-9])",
        _read_bare,
        "####/##",
        "####-##",
        "####–##",
    ),
    loose(rf"{_HEAD}(?:{_OF})?{_TURN}{WS}{_S}{WS}year(?![\w-])", _read_turn, *_WORDS),
    loose(rf"(?<![\w-])(?P<part>{PART}){_S}{WS}year(?![\w-])", _read_the, *_WORDS),
    loose(rf"(?<![\w-])(?:[tT]he{WS})?{_OF}{_S}{WS}year(?![\w-])", _read_the, *_WORDS),
    loose(
        rf"(?<![\w-]){_S}{WS}years?(?:,?{WS}which)?{WS}{_WORDY}(?:begin|start|commence|open)(?:s|ning|ing)?{_EACH}"
        rf"{WS}(?:on|in|from|with){WS}{_FIRST}(?:{_ENDS}{_LAST})?{_EACH}",
        _read_opens,
        *_WORDS,
    ),
    loose(rf"(?<![\w-]){_S}{WS}years?{_RUNS}{_FIRST}{_ENDS}{_LAST}{_EACH}", _read_opens, *_WORDS),
    loose(
        rf"(?<![\w-]){_S}{WS}years?{WS}{_WORDY}(?:ends?|closes?|ending|closing){_EACH}{WS}(?:on|in|at|with){WS}{_FIRST}{_EACH}",
        _read_closes,
        *_WORDS,
    ),
)
