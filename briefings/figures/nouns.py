"""What a number counts: the head noun behind it, and the words that cannot belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.vocabulary import vocabulary

REACH = 9

PEOPLE = vocabulary(
    """people persons passengers visitors users customers tourists guests residents households homes jobs
    workers subscribers viewers readers votes doses members students pupils travellers travelers trips"""
)
TIME = vocabulary(
    """year years month months week weeks day days hour hours minute minutes second seconds decade decades
    century centuries quarter quarters weekday weekdays weekend weekends night nights morning mornings
    evening evenings season seasons session sessions anniversary a.m p.m am pm o'clock"""
)
_NUMBERED = vocabulary("class phase level type grade category tier stage generation euro group series")
FRACTION = re.compile(
    r"[ -](?:halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?)\b",
    re.IGNORECASE,
)
STOP = vocabulary(
    """others of in on at by for from to with without within into onto over under above below between among
    during since until till through throughout across against about around along after before behind
    beyond near per via than as is are was were be been being am has have had having do does did will
    would shall should can could may might must not no nor but if when while where which who whom whose
    that this these those it its they them their he she his her we our us you your i my so then thus
    also only just even still yet already again the a an there here because although though unless
    whether however therefore moreover respectively each every both participated participate took take
    takes taken made make makes came come comes went go goes said says say began begin begins started
    start starts held hold holds received receive receives reached reach joined signed sign included
    include including covering cover covers worth according due plus minus times"""
)
_NOT_PLURAL = vocabulary(
    """this its his is was has does as us plus various always perhaps besides towards afterwards whereas
    overseas gas bus lens news politics economics mathematics physics electronics logistics campus
    status virus basis analysis crisis corps versus indoors outdoors upstairs downstairs sometimes
    nowadays aerospace class access process business address progress success express cross less loss
    mass press focus census bonus"""
)
_ALWAYS_PLURAL = vocabulary(
    "people staff personnel children men women sheep aircraft species police cattle teeth feet mice"
)
_NUMBER_NEXT = re.compile(r" [$€£]?\d")
_PERSONS = vocabulary("dead wounded injured missing homeless unemployed jobless infected")
_COMPOUND = vocabulary(
    "sports sales customs arts goods works savings earnings securities services communications systems"
)
_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "criteria": "criterion",
    "analyses": "analysis",
    "series": "series",
    "species": "species",
    "lives": "life",
    "leaves": "leaf",
    "shelves": "shelf",
    "buses": "bus",
    "viruses": "virus",
    "movies": "movie",
    "gases": "gas",
    "headquarters": "headquarters",
}
_TOKEN = re.compile(r"[ \u00a0\t\n\r]{1,4}([\"'“‘]?)([A-Za-z][A-Za-z'’.&/-]{0,40}|\d{1,4}(?![\d.,]))")


_HYPHENATED = re.compile(
    r"-(member|seat|seater|bed|bedroom|storey|story|strong|person|people|room|page|point|nation|country|vessel|ship"
    r"|truck|car|unit|berth|lane|turbine|team|school|player|station|stop|village|city|company|home|dwelling|stall"
    r"|gate|window|span|piece|item|word)(?:s\b|\b)(?!-)",
    re.IGNORECASE,
)
_STREETS = vocabulary(
    "Street Road Avenue Lane Boulevard Drive Square Gardens Terrace Place Crescent Close Mews"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: `unit` in the singular, and the span of the noun phrase behind the number."""

    unit: str
    start: int
    end: int


def counted(text: str, at: int, *, single: bool = False) -> Counted | None:
    """The noun phrase that a number ending at `at` counts, or None where it counts nothing.

    The head is the first plural; with `single`, the last word where there is no plural.
    """
    words = _phrase(text, at)
    head = next((i for i, (word, _, _) in enumerate(words) if plural(word)), None)
    if head is None and words and words[0][0].lower() in _PERSONS and _alone(words):
        return Counted("person", words[0][1], words[0][2])
    if head is None:
        last = words[-1][0].lower() if words else "and"
        return Counted(last, words[0][1], words[-1][2]) if single and last not in ("and", "or") else None
    while head + 1 < len(words) and plural(words[head + 1][0]) and _goes_on(words[head][0]):
        head += 1
    unit, end = singular(words[head][0].lower()), words[head][2]
    if (
        head == 0
        and len(words) > 2
        and words[1][0].lower() == "and"
        and plural(words[2][0])
        and not _NUMBER_NEXT.match(text, words[2][2])
    ):
        unit, end = f"{unit} and {singular(words[2][0].lower())}", words[2][2]
    return Counted(unit, words[0][1], end)


def _alone(words: list[tuple[str, int, int]]) -> bool:
    return len(words) == 1 or words[1][0].lower() in ("and", "or")


def hyphenated(text: str, at: int) -> Counted | None:
    """What "a 12-member council" counts, where the number ends at `at`."""
    match = _HYPHENATED.match(text, at)
    if match is None:
        return None
    word = match.group(1).lower()
    unit = {"strong": "person", "people": "person", "seater": "seat", "story": "storey"}.get(word, word)
    return Counted(unit, match.start(1), match.end())


def _phrase(text: str, at: int) -> list[tuple[str, int, int]]:
    """The words that may belong to a noun phrase at `at`, with their spans."""
    words: list[tuple[str, int, int]] = []
    while len(words) < REACH and (match := _TOKEN.match(text, at)):
        word = match.group(2).rstrip(".-/'’&")
        if word.lower() in TIME and not any(plural(w) for w, _, _ in words):
            return []
        if _stops(word.lower(), match.group(1), words):
            break
        words.append((word, match.start(2), match.start(2) + len(word)))
        at = match.end()
        if word != match.group(2):
            break
    return words


def _stops(word: str, quote: str, words: list[tuple[str, int, int]]) -> bool:
    """Whether a word cannot go on with the noun phrase that the words before it began."""
    if word in ("and", "or"):
        return not words
    if word.isdigit():
        return not words or words[-1][0].lower() not in _NUMBERED
    return word in STOP or word in TIME or quote in ("'", "‘")


def _goes_on(head: str) -> bool:
    """Whether a plural may be the first part of a compound, or of a name."""
    return head.lower() in _COMPOUND or head[0].isupper()


def plural(word: str) -> bool:
    """Whether an English word looks like a plural noun."""
    lower = word.lower()
    if lower in _ALWAYS_PLURAL or lower in ("criteria", "phenomena", "media"):
        return True
    if lower.endswith("men"):
        return len(lower) > 5 and lower not in ("specimen", "regimen", "abdomen", "acumen")
    if len(lower) < 4 or not lower.endswith("s") or lower in _NOT_PLURAL or lower in STOP:
        return False
    return (
        not lower.endswith(("ss", "ous", "us", "'s", "’s"))
        and not lower.endswith("is")
        and not word.isupper()
    )


def singular(noun: str) -> str:
    """The singular of a plural English noun."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
