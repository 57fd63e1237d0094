"""Amounts in passages: value, unit, reservation and subject; dates, ordinals and names are none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.figures.amount import Amount
from briefings.figures.amounts import amounts
from briefings.figures.elliptic import filled
from briefings.figures.oddities import chinese_source, home_money, odd
from briefings.figures.ranks import ranks, votes
from briefings.figures.subjects import subject
from briefings.figures.tables import cells, rows
from briefings.figures.units import MEASURED
from briefings.model import Figure, Passage

__all__ = ["figures"]

_BACK = re.compile(
    r"(?i)\b(?:(?:all|both)(?: of)?(?: the| these| those)?|of (?:the|these|those|its|their)) {1,3}\Z"
)
_NO_COUNT = frozenset({"rank", "years old", "times", "day", "hour", "minute", "second"})
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def figures(passages: Sequence[Passage], taken: Sequence[tuple[int, int]], text: str) -> tuple[Figure, ...]:
    """The amounts in the passages of the document whose text is `text`, in order.

    `taken` are the spans of dates, in the same offsets; what touches one is no amount, but for ages
    and lengths in days or hours ("28 years old", "4-day"). A count that only points back at one told
    before ("all 7 projects", "of the three funds") is no amount of its own.
    """
    spans = sorted(taken)
    chinese = chinese_source(text)
    money = home_money(text)
    heads: list[str] = []
    found: list[Figure] = []
    told: set[tuple[float, str | None]] = set()
    for passage in passages:
        quote = text[passage.start : passage.end].translate(_DIGITS)
        read, heads = _rows(quote, heads)
        for amount, about in read or _read(quote):
            figure = _figure(amount, about, passage, text, found)
            if money != "CNY" and figure.unit == "CNY" and figure.text.rstrip("左右以上下內").endswith("元"):
                figure = replace(figure, unit=money)
            if figure.unit is None and not amount.standing:
                continue
            known = (figure.value, figure.unit)
            again = (
                known in told and amount.noun and _BACK.search(quote, max(0, amount.start - 20), amount.start)
            )
            if not again and (amount.lasting or not _touches(spans, figure.start, figure.end)):
                told.add(known)
                why = odd(figure.value, figure.unit, quote[: amount.start], chinese=chinese)
                found.append(replace(figure, odd=why) if why else figure)
    return tuple(found)


def _rows(quote: str, heads: list[str]) -> tuple[list[tuple[Amount, str]], list[str]]:
    """The amounts of a quote's table rows, empty where it is no table; and the headings for the next row."""
    found: list[tuple[Amount, str]] = []
    rest, held = quote, []
    for spans in rows(quote):
        if told := cells(quote, spans, heads):
            found += told
            for amount, _ in told:
                rest = _blank(rest, amount)
            held = heads
        else:
            held = heads = [quote[a:b].strip() for a, b in spans]
    if found and any(map(str.isalnum, rest)):
        found = sorted([*found, *_read(rest)], key=lambda pair: pair[0].start)
    return found, held


def _blank(text: str, amount: Amount) -> str:
    return text[: amount.start] + " " * (amount.end - amount.start) + text[amount.end :]


def _read(quote: str) -> Iterator[tuple[Amount, str]]:
    """The amounts of a sentence with their subjects, in order."""
    found = list(filled(quote, list(amounts(quote))))
    rest = quote
    subjects: dict[int, str] = {}
    for amount in found:
        subjects[amount.number] = subject(rest, amount) if amount.like is None else ""
        if amount.noun is None or amount.noun[1] <= amount.number:
            rest = _blank(rest, amount)
    every = [
        (amount, subjects.get(amount.like or amount.number) or subject(quote, amount)) for amount in found
    ]
    others = [(other, about) for other, about in (*votes(quote), *ranks(quote))]
    every += [(other, about) for other, about in others if not any(_meet(other, a) for a, _ in every)]
    yield from sorted(every, key=lambda pair: pair[0].start)


def _meet(one: Amount, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def _figure(amount: Amount, about: str, passage: Passage, text: str, before: Sequence[Figure]) -> Figure:
    unit = amount.unit
    if amount.them and unit is None:
        last = next((f for f in reversed(before[-5:]) if _counts(f) and f.value >= amount.value), None)
        unit, about = (last.unit, last.subject) if last else (None, about)
    start, end = passage.start + amount.start, passage.start + amount.end
    return Figure(
        value=amount.value,
        unit=unit,
        hedge=amount.hedge,
        subject=about,
        start=start,
        end=end,
        text=text[start:end],
        ref=passage.ref,
        upper=amount.upper,
    )


def _counts(figure: Figure) -> bool:
    """Whether it counts things, and is no measure, age or rank."""
    return figure.unit is not None and figure.unit not in MEASURED and figure.unit not in _NO_COUNT


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span in the sorted list overlaps `start:end`."""
    at = bisect_right(spans, (end, -1))
    return any(first < end and last > start for first, last in spans[max(0, at - 8) : at])
