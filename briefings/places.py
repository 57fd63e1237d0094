"""Where something happens, as far as the clause that dates it names the place."""

from __future__ import annotations

import re

from briefings.clauses import clause
from briefings.telling import Told

_MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Spring|Summer|Autumn|Winter|Easter|Christmas|Q[1-4]|Phase|Part|Article|Section|Chapter|Annex|Class|Group|Stage|"
    r"English|Chinese|French|German|Spanish|Mandarin|Latin|Round|Line|Table|Figure|Year|Week|Day"
)
_CAP = r"[A-Z][\w'’-]{1,30}"
_HOUSE = (
    r"(?:[Hh]all|[Mm]useum|[Tt]heat(?:re|er)|[Ss]quare|[Pp]alace|[Hh]ouse|[Hh]otel|[Ss]tadium|[Ll]ibrary|[Bb]uilding|[Cc]hurch|"
    r"[Aa]irport|[Aa]rena|[Gg]ardens?|[Hh]ospital|[Hh]eadquarters|[Qq]uay|[Ww]harf|[Cc]astle|[Pp]avilion|[Oo]pera|[Cc]ampus)"
)
_AREA = (
    r"(?:Cent(?:re|er)|Park|Port|Harbou?r|Station|University|School|Bridge|Plaza|Institute|Terminal|Zone|District|County|City|"
    r"Village|Town|Province|Area|Yard|Rooms?|Court|Bay|Island|Region|Valley|Street|Road)"
)
_PLACE = re.compile(
    rf"\b(?:[Aa]t|[Ii]n|[Oo]n)\s(?P<venue>the\s(?:(?:[\w'’-]{{1,30}}\s){{0,5}}{_HOUSE}|(?:{_CAP}\s){{1,5}}{_AREA})"
    rf"(?:\sof\s(?:the\s)?{_CAP}(?:\s{_CAP}){{0,3}})?)(?!\s?[\w-]*(?:cities|houses?)\b)(?![\w-])"
    rf"|\b[Ii]n\s(?P<town>(?!(?:{_MONTH})\b){_CAP}(?:(?:\s(?:of|de|la|el)){{0,2}}\s{_CAP}){{0,4}}(?:,\s(?!(?:{_MONTH})\b){_CAP}(?:\s{_CAP}){{0,2}}(?=[\s,.]))?)"
)
_NO_PLACE = re.compile(
    r"(?:Conference|Forum|Meeting|Session|Congress|Games|Festival|Fair|Expo|Exhibition|Summit|Plan|Programme|Program|Act|Law|"
    r"Agreement|Treaty|Committee|Council|Ministry|Party|Report|Vision|Strategy|Industry|Group|Company|Bank|s['’]|['’]s)$"
)
_TIMED = re.compile(
    r"(?i)\b(?:time|day|days|week|month|year|years|morning|evening|century|decade|course|name|future|past)\b"
)
LONGEST = 80
FAR = 100


def place_of(told: Told) -> str | None:
    """The place that the clause of an expression names, in its words; None where it names none."""
    words = clause(told)
    at = words.find(told.mention.text)
    found = [m for m in _PLACE.finditer(words) if _names(m, words, told.mention.text) and _near(m, words, at)]
    if not found:
        return None
    nearest = min(found, key=lambda m: min(abs(m.start() - at), abs(m.end() - at)))
    return " ".join((nearest["venue"] or nearest["town"]).split())[:LONGEST]


def _near(found: re.Match[str], words: str, at: int) -> bool:
    """Whether a place stands close to the expression, with no "that" between them."""
    between = words[min(found.start(), at) : max(found.start(), at)]
    return len(between) <= FAR and not re.search(r"\b(?:that|which|who|whose)\b", between)


def _names(found: re.Match[str], words: str, expression: str) -> bool:
    name = found["venue"] or found["town"]
    if (
        _NO_PLACE.search(name)
        or _TIMED.search(name)
        or name in expression
        or words[found.end() :][:2] in {"'s", "’s"}
    ):
        return False
    if found["venue"] is not None:
        return name.count(" ") > 1
    return not re.match(r"\s[a-z]+(?:ing)\b|-", words[found.end() :])
