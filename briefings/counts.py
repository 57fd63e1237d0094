"""Counts of years that tell of an anniversary without the word: 33 years of growth, 100 years old."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.celebrated import subject, tidy
from briefings.chinese import anniversaries as han
from briefings.dates import values
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Length, Step, Stretch
from briefings.licences import person
from briefings.model import Basis
from briefings.occasions import Birth, at_once, dated, earlier, falls, occasion
from briefings.script import chinese
from briefings.telling import Told

_YEARS_OF = re.compile(
    r"(?i)^\s{1,3}of\s{1,3}((?:(?:reform|development|opening|construction|growth|practice|exploration|operation|building|"
    r"innovation|existence|history|progress|cooperation|independence|diplomatic|friendship|partnership|membership|peace|relations|experience\sin\sreform|method|service|work)\b)[^,;:.—|]{0,80})"
)
_GONE = re.compile(
    r"(?i)\b(?:gone\sthrough|looks?\sback\s(?:on|at|over)|after|through|over|experienced|undergone|completed|spanning|witnessed|with|for|celebrat(?:es?|ing)|mark(?:s|ing)?|commemorat(?:es?|ing))\s{1,3}(?:(?:more\sthan|the|nearly|these|about|over|almost)\s)?$"
)
_FINISHED = re.compile(r"(?i)\b(?:had|was|were|would|will)\b[^,;]{0,60}$")
_OF = re.compile(r"(?i)^\s{1,3}of\s{1,3}([^,;:.—|]{3,80})")
_OLD = re.compile(r"(?i)^[\s-]old\b")
_IS = re.compile(r"(?i)\b(?:will\sbe|is|are|becomes?|turns?)\s{1,3}$")
_MARKS = re.compile(
    r"(?i)\b(?:marks?|celebrates?|commemorates?|will\s(?:mark|celebrate|commemorate|be)|sees)\s{1,3}$"
)
_ANY = re.compile(r"(?i)\b(?:more\sthan|nearly|about|over|almost|around|some|less\sthan)\s{1,2}$")


def counted(told: Sequence[Told], index: int, ago: frozenset[int], anchor: Anchor) -> Birth | None:
    """The origin that a count of years gives, in a frame that reaches up to now."""
    each = told[index]
    if isinstance(each.mention.spec, Stretch) and each.mention.spec.since:
        return _since(told, index, anchor)
    if isinstance(each.mention.spec, Length) and each.mention.spec.unit == "year":
        return (
            _aged(told, index, anchor)
            or _marked(told, index, anchor)
            or _years_of(each, each.mention.spec, ago, anchor)
        )
    return None


def years_ago(told: Sequence[Told]) -> frozenset[int]:
    """The counts of years that the text also gives as so many years ago."""
    specs = (each.mention.spec for each in told)
    return frozenset(abs(s.amount) for s in specs if isinstance(s, Step) and s.unit == "year")


def _years_of(told: Told, spec: Length, ago: frozenset[int], anchor: Anchor) -> Birth | None:
    """ "33 years of development": an origin where the words, or the same count elsewhere, reach to now."""
    of = _YEARS_OF.match(told.after)
    number = int(spec.amount or 0)
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


def _aged(told: Sequence[Told], index: int, anchor: Anchor) -> Birth | None:
    """ "will be 100 years old next year": an origin, where it is not a person who is so old."""
    each = told[index]
    spec = each.mention.spec
    old = each.mention.text.lower().endswith("old") or _OLD.match(each.after)
    if not isinstance(spec, Length) or not old or not _IS.search(each.lead):
        return None
    behind = _OLD.sub("", each.after)
    day = next((t for t in told[index + 1 : index + 2] if t.passage is each.passage and dated(t)), None)
    if (
        day is None
        or person(each.before)
        or not at_once(behind[: len(behind) - len(day.after) - (day.to - day.at)])
    ):
        return None
    return _counted_back(each, int(spec.amount or 0), day, anchor)


def _since(told: Sequence[Told], index: int, anchor: Anchor) -> Birth | None:
    """ "this month marks 15 years since it was founded"."""
    each = told[index]
    spec = each.mention.spec
    if not isinstance(spec, Stretch) or spec.unit != "year" or not _MARKS.search(each.lead):
        return None
    day = occasion(told, index)
    return _counted_back(each, spec.amount, day, anchor) if day else None


def _marked(told: Sequence[Told], index: int, anchor: Anchor) -> Birth | None:
    """ "this month marks ten years of distance teaching"."""
    each = told[index]
    spec, of = each.mention.spec, _OF.match(each.after)
    if not isinstance(spec, Length) or not of or not _MARKS.search(each.lead) or person(each.lead):
        return None
    day = occasion(told, index)
    found = _counted_back(each, int(spec.amount or 0), day, anchor) if day else None
    return replace(found, what=tidy(of[1])) if found else None


def _counted_back(each: Told, number: int, day: Told, anchor: Anchor) -> Birth | None:
    on = falls(day, anchor, coming=True)
    when = earlier(on.when, number) if on and number > 1 else None
    if on is None or when is None:
        return None
    why = f"{number} years on {on.when.edtf}; {on.when.edtf} - {number} years = {when.edtf}"
    return Birth(each, subject(each), when, number, day, on.when, why)


def _heading(told: Told) -> bool:
    return told.passage.paragraph == 0 or not told.sentence.rstrip().endswith((".", "!", "。"))
