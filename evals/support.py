"""What a line of a reply may say: the names and numbers of its sentences, and what is counted from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from briefings.milestones.wording import end, span
from briefings.model import Basis, Document, Evidence, Fact, Passage
from briefings.saying import FULL, MONTHS, roughly, when, written
from storage.library import Library

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z]+")
_COUNTS = (
    "two three four five six seven eight nine ten eleven twelve".split(),
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
)
_SAID = {word: str(number) for row in _COUNTS for number, word in enumerate(row, 2)}
_MONTH = {name: f"m{number}" for row in (MONTHS, FULL) for number, name in enumerate(row, 1)}
_CHINESE_MONTH = re.compile(r"(\d{1,2})月")
_NUMERALS = re.compile(r"[一二两三四五六七八九十百]{1,7}")
_ISO = re.compile(r"\d{4}[-/.](\d\d?)")
_NAME = re.compile(r"[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_OPENS = re.compile(r"(?:^|[.?!:;—·|(]\s*|\d\s+|^⚠ ?)$")

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


def stands(library: Library, evidence: Iterable[Evidence]) -> list[Stands]:
    """The sentences behind evidence."""
    found = (library.passage(one.ref) for one in dict.fromkeys(evidence))
    return [Stands(*each) for each in found if each]


def told(sentences: Sequence[Stands], line: str) -> Said:
    """What these sentences and their documents' titles and ids say, with the times read from them.

    A time that the reader derived counts only in a line that says so; a document's time of writing only
    where it is called that.
    """
    whole = said("")
    for one in sentences:
        whole |= said(one.passage.text) | said(one.document.title) | said(one.passage.ref)
        for fact in _facts(one):
            if fact.when.basis is not Basis.STATED and _owned(line):
                whole |= said(_times(fact))
        clock, head = one.document.clock, one.document.clock.header
        if re.search(r"\b(?:written|as of|Written|says|Age)\b", line):
            whole |= said(f"{written(clock)} {roughly(clock)}")
        if head and "header" in line.casefold():
            whole |= said(f"{head.raw} {head.value} {when_of(head.value)} {head.why}")
    return whole


def _owned(line: str) -> bool:
    return any(word in line for word in ("derived", "outside knowledge", "Derivation", "due", "Due"))


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
    """Numbers that are counted from the times that a line shows: how far, how old, how many years.

    A time that is itself counted, such as a fifth anniversary, counts only with its base and its number.
    """
    shown = list(_shown(line))
    bases = [(a, b) for a, b, parts in shown if parts <= known.tokens]
    numbers = {int(n) for n in tokens(line) if n.isdigit() and len(n) < 6}
    days = [day for base in bases for day in base]
    for a, b, parts in shown:
        if not parts <= known.tokens and any(_follows(base, a, numbers) for base in days):
            bases.append((a, b))
            yield_ = parts
            known |= Said(frozenset(yield_), "")
    ends = [day for base in bases for day in base] + [today]
    found = {str(abs((one - two).days) + more) for one in ends for two in ends for more in (0, 1)}
    found |= {str(abs(one.year - two.year)) for one in ends for two in ends}
    return frozenset(found) | known.tokens


def _follows(base: date, day: date, numbers: set[int]) -> bool:
    """Whether a day is so many years or days after another, by a number that stands in the line."""
    whole = day.year - base.year in numbers and (day.month, day.day) == (base.month, base.day)
    return whole or any((day - base).days + more in numbers for more in (0, 1))


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
