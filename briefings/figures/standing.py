"""Whether a number stands free: as no part of a name, a date, a code, a clause number or a longer number."""

from __future__ import annotations

import re

from briefings.figures.numerals import Number
from briefings.figures.units import unit_after, unit_before
from briefings.vocabulary import vocabulary

REACH = 34
SLOGAN = 100

NAMED = vocabulary(
    """class phase no nos nr number article articles section chapter level type grade category tier route
    line gate building room order version annex appendix table figure fig page volume step item
    paragraph clause part stage round unit model series group terminal platform pier channel top highway
    circular document decree notice directive regulation rule schedule code area block floor exit bus
    flight train shenzhou covid fortune global forbes sections chapters clauses paragraphs paras para
    pages pp tables figures rules regulations art arts vol ch sec exhibit box footnote note berth bay
    ward lane tel telephone phone fax ext extension isbn issn iso iec din astm windows boeing airbus mk
    resolution recital tram route routes lines lot"""
)
_CAPITALISED = vocabulary(
    """Agenda Age Year Day Week Month Goal Goals SDG Target Pillar Option Scenario Question Answer Priority
    Objective Act Law Bill Decision Lesson Match Game Season Episode Radio Channel Area Site Zone
    District Plot Lot House Hall Studio Court Gallery Track Platform Catch Apollo Formula Euro Mark
    Vision Plan Horizon Expo Euro Windows Category Studio Sheet Slide Theme Action Measure
    Recommendation Objective Protocol Convention Hole Psalm Motorway Interstate Expressway Road Sector
    Parcel Warehouse Shed Quay Dock Well Reactor Unit Tower Ring"""
)
_MONTHS = vocabulary(
    """January February March April May June July August September October November December Jan Feb Mar
    Apr Jun Jul Aug Sep Sept Oct Nov Dec"""
)
_SMALL_MONTHS = frozenset(month.lower() for month in _MONTHS if month not in ("March", "May", "Mar", "Dec"))
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?(?: of)?[ -](?:(?i:january|february|april|june|july|august|september|october"
    r"|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov)|March|May|Mar|Dec|MARCH|MAY|DEC)\b"
)
_JOINED = frozenset(".,:：/+_\\'’*×")
_CLOCK = re.compile(r"([01]?\d|2[0-3])\.[0-5]\d(?![\d.])")
_CLOCK_WORDS = vocabulary("at from until till by to and before after")
_OPEN = "([{\"'“‘"


def word_before(text: str, at: int) -> str:
    """The word in front of a place, across at most blanks or a hyphen; empty where there is none."""
    window = text[max(0, at - REACH) : at]
    bare = window.rstrip(" \u00a0\n\r-")
    if not bare or len(window) - len(bare) > 3 or not (bare[-1].isalpha() or bare[-1] == "."):
        return ""
    return bare.split()[-1].rpartition("-")[2].lstrip(_OPEN)


def stands_free(text: str, at: int) -> bool:
    """Whether a number at `at` is no part of a name, a date, a code or a longer number."""
    if at == 0:
        return True
    before = text[at - 1]
    if before in "第每#+_@" or (before in _JOINED and at > 1 and text[at - 2].isalnum()):
        return False
    if before.isascii() and before.isalnum() and unit_before(text, at) is None:
        return False
    if before in "-–" and at > 1 and text[at - 2].isascii() and text[at - 2].isalnum():
        return False
    return not _named(text, at)


def _named(text: str, at: int) -> bool:
    """Whether the word in front makes the number a part of a name or a date."""
    word = word_before(text, at)
    plain = word.rstrip(".")
    if not plain:
        return False
    if plain in _MONTHS or plain in _SMALL_MONTHS or plain in _CAPITALISED:
        return not (plain in ("May", "March", "Act", "Plan") and at - len(word) <= 1)
    verb = plain == "train"  # "train 5000 welders", but "Train 815"
    return plain.lower() in NAMED and not verb and not (plain.islower() and _measured(text, at))


def _measured(text: str, at: int) -> bool:
    """Whether a unit stands behind the digits at `at`: "a line 42 km long"."""
    end = at
    while end < len(text) and end - at < 12 and (text[end].isdigit() or text[end] in ".,"):
        end += 1
    return end > at and unit_after(text, end) is not None


def glued(text: str, found: Number) -> bool:
    """Whether letters or marks hang on the number that make it a code, an ordinal, a time or a sum."""
    following, more = text[found.end : found.end + 1], text[found.end + 1 : found.end + 2]
    if not following:
        return False
    if following in ":：/+.,_×" and more.isdigit():
        return True
    if following.isascii() and following.isalpha():
        return unit_after(text, found.end) is None
    return (following in "'’" and more.isalpha()) or _MONTH_AFTER.match(text, found.end) is not None


def clocklike(text: str, at: int, end: int) -> bool:
    """Whether digits such as 17.00 are a time of day: at the start of a line, in a column, or behind "at"."""
    match = _CLOCK.match(text, at)
    if match is None or match.end() != end:
        return False
    line_start = not text[max(0, at - 4) : at].strip(" \t") or text[:at].endswith("\n")
    return line_start or text[end : end + 2] == "  " or word_before(text, at).lower() in _CLOCK_WORDS


def listed(text: str, at: int, found: Number) -> bool:
    """Whether a small number only opens a line, as the number of a note or of a heading."""
    return (
        found.plain
        and found.value < 100
        and not text[:at].strip()
        and text[found.end : found.end + 2].strip()[:1].isupper()
    )


def titled(text: str, at: int, noun: int) -> bool:
    """Whether "Seven Slopes" in a running sentence is a name: both in capitals behind a small word."""
    return text[at].isupper() and text[noun].isupper() and word_before(text, at).islower()


def year_like(found: Number) -> bool:
    """Whether bare digits may well be a year."""
    return found.plain and year_like_value(found.value)


def year_like_value(value: float) -> bool:
    """Whether a whole number lies among the years that texts speak of."""
    return 1900 <= value <= 2100 and value == int(value)


def in_slogan(text: str, at: int, noun: int) -> bool:
    """Whether the count stands in a short quoted phrase, and so in a name."""
    reach = SLOGAN // 2 if text[at].isdigit() else SLOGAN
    before = max(text.rfind(mark, max(0, at - reach), at) for mark in '"“「')
    if before < 0 or (text[before] == '"' and text.count('"', 0, at) % 2 == 0):
        return False
    ends = [end for mark in '"”」' if (end := text.find(mark, noun, before + reach)) >= 0]
    return bool(ends) and not set("”」.!?") & set(text[before : min(ends)])
