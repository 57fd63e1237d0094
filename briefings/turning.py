"""Counts that only their verb makes anniversaries: turns 50, hits 50, is 50, enters its 21st year."""

from __future__ import annotations

import re

from briefings.persons import person
from briefings.telling import Told

_TURN = re.compile(
    r"(?i)(?:\b(?:has|have|will|to)\s(?:\w+\s)?)?\b(?:turn(?:s|ed|ing)?|(?:hit|reach)(?:s|es|ed|ing)?)\s{1,3}$"
)
_TURNS = re.compile(
    r"(?i)^(?:turns?|turning|hits|reaches|(?:(?:has|have)\s(?:\w+\s)?turned|(?:will|to)\s(?:\w+\s)?\w+))\s{1,3}$"
)
_AGED = re.compile(r"(?i)\b(?:is|are|(?:will|shall)\s(?:soon\s|then\s)?be)\s{1,3}(?:now\s{1,3})?$")
_HITS = re.compile(r"(?i)\b(?:hits?|reach(?:es)?)\s{1,3}$")
_AMOUNT = re.compile(
    r"(?i)\b(?:tolls?|numbers?|totals?|counts?|cases|prices?|temperatures?|rates?|shares?|output|attendance|deaths?|sales|exports?|"
    r"imports?|index|scores?|speeds?|levels?|members\w*|turnout|thermometer|capacity|mercury|population|average|age|"
    r"minimum|maximum|limit|quota|fees?|tickets?|goals?|targets?|figures?|majority|weight|unemployment|speed|distance|length|size)\b"
)
_YEAR = re.compile(r"(?i)[a-z]\s{1,3}year$")
_ENTERS = re.compile(
    r"(?i)\b(?:enter(?:s|ing)?|begin(?:s|ning)?|start(?:s|ing)?|(?:go|goes|going|move|moves|moving)\sinto|embark(?:s|ing)?\son)"
    r"\s{1,3}(?:its|their|the|an?)\s{1,3}$"
)


def bare(told: Told) -> bool:
    """Whether a count is told without the word anniversary."""
    return "nnivers" not in told.mention.text


def turns(told: Told, clause: str) -> bool | None:
    """Whether the verb before a bare count makes it one that comes now; None where there is no such verb."""
    if aged := _AGED.search(clause):
        who = clause[: aged.start()]
        return not person(f"{who.rstrip()} ") and not _AMOUNT.search(who[-120:])
    if turn := _TURN.search(clause):
        who = clause[: turn.start()]
        amount = hits(told) and _AMOUNT.search(who[-120:])
        return bool(_TURNS.search(turn[0])) and not person(f"{who.rstrip()} ") and not amount
    return bool(_ENTERS.search(clause)) if _YEAR.search(told.mention.text) else None


def hits(told: Told) -> bool:
    """Whether a bare count is only reached ("hits 50"): something else must say that it is of years."""
    return bool(_HITS.search(told.lead))
