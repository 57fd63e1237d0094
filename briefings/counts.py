"""Counts of years that tell of an anniversary without the word: 33 years of growth, 100 years old."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.celebrated import tidy
from briefings.chinese import anniversaries as han
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Length, Point, Step
from briefings.dates.resolving import resolve
from briefings.model import Basis
from briefings.occasions import Birth, earlier, falls
from briefings.script import chinese
from briefings.tallies import Tally, tally, years
from briefings.telling import Told

_YEARS_OF = re.compile(
    r"(?i)^\s{1,3}of\s{1,3}((?:(?:reform|development|opening|construction|growth|practice|exploration|operation|building|"
    r"innovation|existence|history|progress|cooperation|independence|diplomatic|friendship|partnership|membership|peace|relations|experience\sin\sreform|method|service|work)\b)[^,;:.—|]{0,80})"
)
_GONE = re.compile(
    r"(?i)\b(?:gone\sthrough|looks?\sback\s(?:on|at|over)|after|through|over|experienced|undergone|completed|spanning|witnessed|with|for|celebrat(?:es?|ing)|mark(?:s|ing)?|commemorat(?:es?|ing))\s{1,3}(?:(?:more\sthan|the|nearly|these|about|over|almost)\s)?$"
)
_FINISHED = re.compile(r"(?i)\b(?:had|was|were|would|will)\b[^,;]{0,60}$")
_ANY = re.compile(r"(?i)\b(?:more\sthan|nearly|about|over|almost|around|some|less\sthan)\s{1,2}$")


def counted(told: Sequence[Told], index: int, ago: frozenset[int], anchor: Anchor) -> Birth | None:
    """The origin that a count of years gives, in a frame that reaches up to now."""
    each = told[index]
    found = tally(told, index)
    birth = _counted_back(each, found, anchor) if found else None
    if birth is None and isinstance(each.mention.spec, Length):
        return _years_of(each, years(each.mention.spec) or 0, ago, anchor)
    return birth


def years_ago(told: Sequence[Told]) -> frozenset[int]:
    """The counts of years that the text also gives as so many years ago."""
    specs = (each.mention.spec for each in told)
    return frozenset(abs(s.amount) for s in specs if isinstance(s, Step) and s.unit == "year")


def _years_of(told: Told, number: int, ago: frozenset[int], anchor: Anchor) -> Birth | None:
    """ "33 years of development": an origin where the words, or the same count elsewhere, reach to now."""
    of = _YEARS_OF.match(told.after)
    if chinese(told.sentence) and number >= 3 and (gone := han.years_of(told.before, told.after)):
        return _gone_by(told, gone, number, anchor)
    if not of or number < 3 or anchor.year is None or _ANY.search(told.lead):
        return None
    if not (_GONE.search(told.lead) or (_heading(told) and number in ago)):
        return None
    if _FINISHED.search(told.lead) or anchor.year - number < values.FIRST:
        return None
    return _gone_by(told, tidy(of[1]), number, anchor)


def _gone_by(told: Told, what: str, number: int, anchor: Anchor) -> Birth | None:
    """The origin of what has gone on for a number of years up to the year of writing."""
    if anchor.year is None or anchor.year - number < values.FIRST:
        return None
    when = values.year(anchor.year - number, Basis.DERIVED)
    why = f"{number} years up to the year of writing; {anchor.year} - {number} = {when.edtf}"
    return Birth(told, what, when, number, None, values.year(anchor.year), why)


def _counted_back(each: Told, found: Tally, anchor: Anchor) -> Birth | None:
    day, number = found.day, found.number
    on = falls(day, anchor, coming=True) if day else None
    if on is None or on.when.start is None:
        day, on = None, this_year(anchor)
    when = earlier(on.when, number) if on else None
    if on is None or when is None:
        return None
    why = f"{number} years on {on.when.edtf}; {on.when.edtf} - {number} years = {when.edtf}"
    return Birth(each, found.what, when, number, day, on.when, why)


def this_year(anchor: Anchor) -> Reading | None:
    """The year of writing; None where it is not known."""
    return resolve(Point(turn=0), anchor) if anchor.year else None


def _heading(told: Told) -> bool:
    return told.passage.paragraph == 0 or not told.sentence.rstrip().endswith((".", "!", "。"))
