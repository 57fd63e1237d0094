"""Places in an order: "the third country in the world", "second-largest economy"."""

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


def ranks(text: str) -> Iterator[tuple[Amount, str]]:
    """The ranks in a sentence, each with its subject; first places are left out."""
    for match in _RANK.finditer(text):
        word = (match.group(1) or match.group(3)).lower()
        value = _ORDINALS.get(word) or int("".join(c for c in word if c.isdigit()))
        if value > 1:
            yield (
                Amount(match.start(), match.start(), match.end(), float(value), None, "rank", None),
                fold(match.group()),
            )
