"""Ages, and lengths in days or hours in front of a noun: they stay amounts where they are dates."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.figures.amount import Amount
from briefings.figures.numerals import Number

_AGE = re.compile(r"[ -]years?[ -](?:olds?\b|of age\b)", re.IGNORECASE)
_AGED = re.compile(r"\bage[ds] (?:between |over |under )?\Z", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[A-Z][a-z'’-]+ [A-Z][a-z'’-]+|\b(?:man|woman|boy|girl|defendant|driver|owner|mother|father|teacher"
    r"|student|farmer|worker|widow|resident|pensioner|engineer|doctor|nurse|fisherman)), \Z"
)
_LENGTH = re.compile(r"-(day|hour|minute|second)(?![a-z])(?!-old)", re.IGNORECASE)


def lasting(text: str, amount: Amount, found: Number) -> Amount | None:
    """An age, or a length in days or hours in front of a noun: "28 years old", "aged 28", "4-day"."""
    if match := _AGE.match(text, found.end):
        return replace(amount, unit="years old", end=match.end(), lasting=True)
    if found.plain and found.value < 130 and _AGED.search(text, max(0, amount.start - 14), amount.start):
        return replace(amount, unit="years old", lasting=True)
    if _apposed(text, amount, found):
        return replace(amount, unit="years old", lasting=True)
    match = _LENGTH.match(text, found.end)
    return replace(amount, unit=match.group(1).lower(), end=match.end(), lasting=True) if match else None


def _apposed(text: str, amount: Amount, found: Number) -> bool:
    """Whether an age stands between commas behind a person: "the driver, 34, of Merrow"."""
    apart = found.plain and 10 <= found.value < 110 and text[found.end : found.end + 1] == ","
    return apart and _PERSON.search(text, max(0, amount.start - 44), amount.start) is not None
