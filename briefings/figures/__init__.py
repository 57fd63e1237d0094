"""Amounts in passages: value, unit, reservation and subject; dates, ordinals and names are none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.figures.amount import Amount
from briefings.figures.amounts import amounts
from briefings.figures.oddities import chinese_source, odd
from briefings.figures.ranks import ranks
from briefings.figures.subjects import subject
from briefings.model import Figure, Passage

__all__ = ["figures"]

_BACK = re.compile(
    r"(?i)\b(?:(?:all|both)(?: of)?(?: the| these| those)?|of (?:the|these|those|its|their)) {1,3}\Z"
)
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def figures(passages: Sequence[Passage], taken: Sequence[tuple[int, int]], text: str) -> tuple[Figure, ...]:
    """The amounts in the passages of the document whose text is `text`, in order.

    `taken` are the spans of dates, in the same offsets; what touches one is no amount, but for ages
    and lengths in days or hours ("28 years old", "4-day"). A count that only points back at one told
    before ("all 7 projects", "of the three funds") is no amount of its own.
    """
    spans = sorted(taken)
    chinese = chinese_source(text)
    found: list[Figure] = []
    told: set[tuple[float, str | None]] = set()
    for passage in passages:
        quote = text[passage.start : passage.end].translate(_DIGITS)
        for amount, about in _read(quote):
            figure = _figure(amount, about, passage, text, found)
            known = (figure.value, figure.unit)
            again = (
                known in told and amount.noun and _BACK.search(quote, max(0, amount.start - 20), amount.start)
            )
            if not again and (amount.lasting or not _touches(spans, figure.start, figure.end)):
                told.add(known)
                why = odd(figure.value, figure.unit, quote[: amount.start], chinese=chinese)
                found.append(replace(figure, odd=why) if why else figure)
    return tuple(found)


def _read(quote: str) -> Iterator[tuple[Amount, str]]:
    every: list[tuple[Amount, str]] = []
    rest = quote
    for amount in amounts(quote):
        every.append((amount, subject(rest, amount)))
        if amount.noun is None:
            rest = rest[: amount.start] + " " * (amount.end - amount.start) + rest[amount.end :]
    every += [(rank, about) for rank, about in ranks(quote) if not any(_meet(rank, a) for a, _ in every)]
    yield from sorted(every, key=lambda pair: pair[0].start)


def _meet(one: Amount, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def _figure(amount: Amount, about: str, passage: Passage, text: str, before: Sequence[Figure]) -> Figure:
    unit = amount.unit
    if amount.them:
        last = next((f for f in reversed(before[-5:]) if f.unit and f.value >= amount.value), None)
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


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span in the sorted list overlaps `start:end`."""
    at = bisect_right(spans, (end, -1))
    return any(first < end and last > start for first, last in spans[max(0, at - 8) : at])
