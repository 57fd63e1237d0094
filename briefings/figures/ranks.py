"""Places in an order ("the third country in the world") and divided votes ("voted 5-2")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.figures.amount import Amount
from briefings.sentences import fold

_NAMES = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: value for value, word in enumerate(_NAMES.split(), 2)}
_RANK = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
    r"((?:[ -](?:most[ -])?[a-z]{2,20}){0,4}?)[ \n]+(?:in|across|among|of) (?:the )?"
    r"(?:world|country|nation|globe|continent|province|region|city|china|asia|europe|countries|cities|provinces)\b"
    r"|\b(?:rank(?:s|ed|ing)?|plac(?:es|ed|ing))[ \n](?:the )?"
    rf"({'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(vote[sd]?|voting|ballots?|majority)\b[^.;\d]{0,40}\b(\d{1,3})[-–](\d{1,3})(?![\w-])",
    re.IGNORECASE,
)
# One of these, or a figure such as "4th", stands in every rank.
_TELLTALES = (*_ORDINALS, "rank", "plac")
_NUMBERED = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)


def votes(text: str) -> Iterator[tuple[Amount, str]]:
    """Both sides of a divided vote that is written with a dash."""
    if "-" not in text and "–" not in text:
        return
    for match in _VOTE.finditer(text):
        for side in (2, 3):
            start, end = match.span(side)
            yield Amount(start, start, end, float(match.group(side)), None, "vote", None), "votes"


def ranks(text: str) -> Iterator[tuple[Amount, str]]:
    """The ranks in a sentence, each with its subject; first places are left out."""
    small = text.lower()
    if not (any(word in small for word in _TELLTALES) or _NUMBERED.search(text)):
        return
    for match in _RANK.finditer(text):
        word = (match.group(1) or match.group(3)).lower()
        value = _ORDINALS.get(word) or int("".join(c for c in word if c.isdigit()))
        if value > 1:
            yield (
                Amount(match.start(), match.start(), match.end(), float(value), None, "rank", None),
                fold(match.group()),
            )
