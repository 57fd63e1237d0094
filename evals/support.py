"""What a line of a reply may say: the names and numbers of its sentences, and what is counted from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from briefings.milestones.wording import end, span
from briefings.model import Basis, Document, Evidence, Fact, Passage
from briefings.saying import FULL, MONTHS, founded, roughly, when, written
from evals.chinese import in_chinese
from storage.library import Library

_NUMBER = re.compile(r"(?<![A-Za-z\d])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_WORD = re.compile(r"[A-Za-z]+")
_COUNTS = (
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    [
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ],
)
_SAID = {word: str(number) for row in _COUNTS for number, word in enumerate(row, 2)}
_MONTH = {name: f"m{number}" for row in (MONTHS, FULL) for number, name in enumerate(row, 1)}
_CHINESE_MONTH = re.compile(r"(\d{1,2})月")
_NUMERALS = re.compile(r"[一二两三四五六七八九十百]{1,7}")
_ISO = re.compile(r"\d{4}[-/.](\d\d?)")
_NAME = re.compile(r"[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_OPENS = re.compile(r"(?:^|[.?!:;—·|(：。；（，]\s*|\d\s+|^⚠ ?)$")

LONGEST = 366
"""Days ahead that a notice can come."""

_M = "|".join((*FULL, *MONTHS))
_SHOWN = re.compile(
    rf"(?:(?P<from>\d{{1,2}})(?: (?P<fromm>{_M}))?\s?– ?)?(?:(?P<day>\d{{1,2}}) )?"
    rf"(?:(?P<month>{_M}) )?(?P<year>(?:1[89]|2[0-2])\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class Stands:
    """A cited sentence where it stands."""

    document: Document
    passage: Passage


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: its numbers and months, and the text itself for names."""

    tokens: frozenset[str]
    text: str

    def __or__(self, other: Said) -> Said:
        """Both together."""
        return Said(self.tokens | other.tokens, f"{self.text}\n{other.text}")

    def names(self, name: str) -> bool:
        """Whether a name is in it, however it is written."""
        return _flat(name) in self.text


@lru_cache(maxsize=50_000)
def said(text: str) -> Said:
    """The names and numbers of a text."""
    return Said(frozenset(tokens(text)), f" {_flat(text)} ")


def tokens(text: str) -> Iterator[str]:
    """Numbers as digits, and months as m1 to m12: 5,000 is 5000, fifth is 5, Jul and 7月 are m7."""
    for found in _NUMBER.findall(text):
        digits = found.replace(",", "")
        yield digits.lstrip("0") or "0" if "." not in digits else digits
    for word in _WORD.findall(text):
        if word in _MONTH:
            yield _MONTH[word]
        if word.lower() in _SAID:
            yield _SAID[word.lower()]
    yield from (f"m{int(number)}" for number in (*_CHINESE_MONTH.findall(text), *_ISO.findall(text)))
    yield from (str(numeral(found)) for found in _NUMERALS.findall(text))


def numeral(words: str) -> int:
    """A Chinese numeral below a thousand."""
    total, digit = 0, 0
    for sign in words:
        if sign in "十百":
            total, digit = total + max(1, digit) * (10 if sign == "十" else 100), 0
        else:
            digit = "一二三四五六七八九".find(sign) + 1 if sign != "两" else 2
    return total + digit


def names(text: str) -> Iterator[str]:
    """Runs of capitalised words that don't open a sentence or a part of a line, and every Chinese run."""
    for found in _NAME.finditer(text):
        words = found[0].split(" ")
        opening = bool(_OPENS.search(text[: found.start()]))
        kept = [word for word in (words[1:] if opening else words) if word not in _MONTH]
        if kept:
            yield " ".join(kept)
    yield from _HAN.findall(text)


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[’']s\b|[^\w]+", " ", text.casefold()).split())


class Shelf:
    """The sentences behind evidence, each looked up once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._documents: dict[str, Document | None] = {}

    def stands(self, evidence: Iterable[Evidence]) -> Iterator[Stands]:
        """The sentences behind evidence, where they stand."""
        for one in dict.fromkeys(evidence):
            id = one.ref.rpartition("#")[0]
            if id not in self._documents:
                self._documents[id] = self._library.document(id)
            document = self._documents[id]
            for passage in document.passages if document else ():
                if document and passage.ref == one.ref:
                    yield Stands(document, passage)

    def told(self, evidence: Iterable[Evidence], line: str) -> Said:
        """What these sentences and their documents' titles and ids say, with the times read from them.

        A time that the reader derived counts only in a line that says so; a document's time of writing and
        its header only where they are called that; its credit and label only as a whole.
        """
        whole = said("")
        for one in self.stands(evidence):
            document, passage = one.document, one.passage
            whole |= said(passage.text) | said(document.title) | said(passage.ref)
            times = [f for f in _facts(one) if founded(f).basis is not Basis.STATED and _owned(line)]
            parts = [*map(_times, times), *_written(document, line), *_witnessed(document, line)]
            parts += [words for words in (document.credit, document.label) if words and words in line]
            for part in parts:
                whole |= said(part)
        return whole


def _written(document: Document, line: str) -> Iterator[str]:
    """A document's time of writing and its header, in a line that speaks of them."""
    clock, header = document.clock, document.clock.header
    if re.search(
        r"\b(?:written|as of|Written|says|Age|found since)\b|写于|截至|写作时间|表明|距今|以来未见", line
    ):
        yield f"{written(clock)} {roughly(clock)} {when_of(clock.end)}"
    if header and ("header" in line.casefold() or "页首" in line):
        yield f"{header.raw} {header.value} {when_of(header.value)} {header.why}"


def _witnessed(document: Document, line: str) -> Iterator[str]:
    """What a witness says, in a line that names what kind of witness it is."""
    for one in document.clock.witnesses:
        if one.says in line and (one.kind in line or in_chinese(one.kind) in line):
            yield f"{one.says} {one.kind} {document.text[one.start : one.end]}"


def _owned(line: str) -> bool:
    return any(word in line for word in _OWNED)


_TELLS_OF_WRITING = re.compile(
    r"\b(?:written|as of|Written|says|Age|found since)\b|写于|截至|写作时间|表明|距今|以来未见"
)
_OWNED = (
    *("derived", "outside knowledge", "Derivation", "Why ", "Counted "),
    *("推算", "文外知识", "为什么", "计算"),
)


def _facts(one: Stands) -> Iterator[Fact]:
    for fact in one.document.facts:
        if any(evidence.ref == one.passage.ref for evidence in fact.evidence):
            yield fact


def _times(fact: Fact) -> str:
    value = fact.when
    ends = f"{end(value)} {span(value)}" if value.end else ""
    return f"{when(value)} {ends} {fact.derivation}"


def when_of(value: date | None) -> str:
    """A day as replies say it."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def counted(line: str, known: Said, today: date) -> frozenset[str]:
    """The numbers that are known, and those that are counted from the times that a line shows.

    Those are how far, how old and how many years; a time that is itself counted, such as a fifth
    anniversary, counts only where its base and its number stand beside it.
    """
    allowed = set(known.tokens)
    shown = list(_shown(line))
    rest = _SHOWN.sub("", line)
    numbers = {int(token) for token in tokens(rest) if token.isdigit() and len(token) < 6}
    days = [today, *(day for first, last, parts in shown if parts <= allowed for day in (first, last))]
    for first, last, parts in shown:
        if used := _follows(days[1:], first, numbers):
            allowed |= parts | used
            days += [first, last]
    allowed |= {str(abs((one - two).days) + more) for one in days for two in days for more in (0, 1)}
    return frozenset(allowed | {str(abs(one.year - two.year)) for one in days for two in days})


def _follows(bases: Iterable[date], day: date, numbers: set[int]) -> set[str]:
    """The numbers of the line by which a day comes so many years or days after a base, or ahead of that."""
    for base in bases:
        for lead in (0, *(number for number in numbers if number <= LONGEST)):
            on = day + timedelta(days=lead)
            years, distance = on.year - base.year, (on - base).days
            if years in numbers and (on.month, on.day) == (base.month, base.day):
                return {str(years), str(lead)}
            for count in {distance, distance + 1} & numbers:
                return {str(count), str(lead)}
    return set()


def _shown(line: str) -> Iterator[tuple[date, date, frozenset[str]]]:
    """The times that a line shows: first day, last day, and the numbers that they are made of."""
    for found in _SHOWN.finditer(line):
        year, month = int(found["year"]), found["month"]
        parts = frozenset(tokens(found[0]))
        if month is None:
            yield date(year, 1, 1), date(year, 12, 31), parts
            continue
        number = int(_MONTH[month][1:])
        first = date(year, number, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if found["day"]:
            last = _day(year, number, int(found["day"])) or last
            first = last
        if found["from"] and found["day"]:
            early = int(_MONTH[found["fromm"]][1:]) if found["fromm"] else number
            first = _day(year, early, int(found["from"])) or first
        yield first, last, parts


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def typed_time(value: str) -> tuple[date, date] | None:
    """The first and last day of a year or a month as it is typed."""
    year, _, month = value.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), int(month[:2]), 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
