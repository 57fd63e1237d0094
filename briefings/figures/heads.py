"""The counted noun in front of a bare number: "the number of clinics rose to 310", "Visitors: 900"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.figures.amount import Amount
from briefings.figures.nouns import STOP, plural, singular
from briefings.figures.standing import word_before
from briefings.vocabulary import vocabulary

REACH = 120
NEAR = 45

COMPARES = vocabulary(
    """against versus vs from to than with and or after or only another further in additional by but nearly
    over about exceeded at was were is are"""
)
_NUMBER_OF = re.compile(
    r"\b(?:number|numbers|total|count|tally|stock|fleet) of (?:the |its |all |their |these )?"
    r"((?:[A-Za-z][\w'’-]{0,30} ){1,8})"
)
_SUBJECT = re.compile(
    r"([A-Za-z][\w'’-]{1,30}s|people|staff|men|women|children)(?: (?:numbers|figures|totals))?"
    r"(?: (?:have|has|had|will|would|also|again|then|now|since|thus|further|sharply|steadily)){0,2}"
    r" (?:rose|risen|rise|fell|fallen|fall|grew|grown|grow|climbed|dropped|declined|increased|decreased"
    r"|jumped|went|gone|reached|reach|totalled|totaled|numbered|exceeded|stood|stand|doubled|hit|topped)\b"
)
NOT_COUNTED = vocabulary(
    """sales revenues exports imports costs prices profits earnings taxes wages savings funds investments
    assets deposits loans reserves rents fees rates yields stocks shares losses takings receipts customs
    goods works emissions numbers figures totals results levels liabilities receivables payables
    provisions borrowings dividends expenses expenditures grants subsidies debts others"""
)
"""Plurals that are measured in money or tonnes, and not counted."""
_LABEL = re.compile(
    r"(?:\A|[\n|;])[ \t>*•·–-]{0,4}([A-Za-z][A-Za-z ,()/'’-]{1,60}?)(?::| {2,}|\t|[ ]?\|)[ \t|*]{0,12}\Z"
)


def counted_before(text: str, amount: Amount) -> str | None:
    """The noun of "the number of boreholes has grown from 1,150", or the subject that rose or fell to it."""
    start = max(0, amount.start - REACH)
    if word_before(text, amount.start) == "seats":
        return "seat"
    if word_before(text, amount.start).lower() in COMPARES or amount.standing:
        for match in _NUMBER_OF.finditer(text, start, amount.start):
            if head := _head(match.group(1)):
                return head
        subject = _last(_SUBJECT.finditer(text, start, amount.start))
        if subject and amount.start - subject.end() <= NEAR and subject.group(1).lower() not in NOT_COUNTED:
            return singular(subject.group(1).lower())
    label = _LABEL.search(text, start, amount.start)
    nouns = [word for word in re.split(r"[^A-Za-z'’-]+", label.group(1)) if plural(word)] if label else []
    return singular(nouns[0].lower()) if nouns and nouns[0].lower() not in NOT_COUNTED else None


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for match in found:
        last = match
    return last


def _head(phrase: str) -> str | None:
    """The first plural of a noun phrase, before the verb."""
    for word in phrase.split():
        if word.lower() in STOP:
            break
        if plural(word):
            return singular(word.lower())
    return None
