"""Words that tell of people, who have birthdays but no anniversaries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.telling import Told

_PERSON = re.compile(
    r"(?i)\b(?:he|she|who|i|you|man|woman|mr|mrs|ms|dr|aged|boy|girl|mother|father|son|daughter|brother|sister|"
    r"grand\w+|mayor|minister|president|premier|chair\w*|chief|director|actor|actress|singer|writer|author|painter|poet|"
    r"king|queen|prince|princess|player|coach|teacher|doctor|professor|farmer|worker|driver|resident|founder)\b\.?\s(?:\w+\s){0,3}$"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Captain|President|Premier|Minister|Mayor|King|Queen|Prince|Princess|Pope|"
    r"Comrade|Saint)\b\.?\s[A-Z][\w'’-]{1,20}(?:\s[A-Z][\w'’-]{1,20}){0,2}(?:,[^,]{2,60})?$"
)
_RELATED = re.compile(
    r"(?i),\s(?:an?|the|its|their|our|his|her)\s(?:\w+\s){0,4}(?:man|woman|mother|father|widow|widower|farmer|teacher|doctor|fisherman|worker|"
    r"resident|captain|mayor|singer|writer|author|painter|poet|actor|actress|player|coach|professor|engineer|owner|director|villager|pensioner|"
    r"volunteer|graduate|student|nurse|driver)\b[^,]{0,60}$"
)
_FULL_NAME = re.compile(r"^(?!The\s|In\s|On\s)[A-Z][a-z'’-]{1,20}(?:\s[A-Z][\w'’-]{0,20}){1,2}$")
_HE = re.compile(r"\b(?:he|she|him|his|her)\b")


def person(words: str) -> bool:
    """Whether words end in somebody who has birthdays, but no anniversaries."""
    return bool(_PERSON.search(words))


def someone(told: Sequence[Told], index: int, who: str) -> bool:
    """Whether the words before a count of years, or what is said of them, tell of a person's age.

    A bare name of two or three words is a person's where the next words say he or she.
    """
    clause = re.split(r"[;:]\s", who[-300:])[-1].rstrip(" ,")
    if _PERSON.search(f"{clause} ") or _TITLED.search(clause) or _RELATED.search(clause):
        return True
    here = told[index]
    return bool(_FULL_NAME.search(clause)) and bool(_HE.search(f"{here.before} {here.after}"))
