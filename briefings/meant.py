"""What its sentence makes of an expression: in five years, within a month, in December as a rule."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.dates.mention import Length, Point, Repeat, Spec, Step, Stretch, Tense
from briefings.tense import leaning

_REACH = 100
_IN = re.compile(r"(?i)\bin\s(?:about\s|around\s|some\s)?$")
_WITHIN = re.compile(r"(?i)\b(?:within|in\sthe\sspace\sof)\s$")
_NEXT = re.compile(r"(?i)\b(?:next|coming|upcoming)\b")
_TIMED = re.compile(r"(?i)\b(?:in|since|by|until|till|from|before)\s$")
_RARE = re.compile(
    r"(?i)\b(?:\w{2,12}est|most|least|first|second|third|only|once|twice|times?|record|every|each|ones?)\b"
    r"[^,;.]{0,40}$"
)
_WANTED = re.compile(
    r"\b(?:(?:has|have)\s(?:promised|pledged|vowed|undertaken)|wants?|promises|pledges|plans|aims|hopes)\b[^,;.]{0,80}$"
)
_HEADED = re.compile(r"\s?,\s[^,;.]{1,60}\b(?:will|shall|(?:is|are)\sto)\b")
_LOOSE = re.compile(r"(?i)\b(?:would|may|might|can|could|cannot|had)\b[^,;.]{0,80}$")
_PERHAPS = re.compile(r"\b(?:can|may|could|might)\b")
_RULE = re.compile(
    r"(?i)\b(?:usually|normally|typically|generally|traditionally|always|as\sa\srule|regularly|often|sometimes|"
    r"(?:every|each)\syear|year\s(?:after|in,?)\s(?:year|out)|in\smost\syears|annually|yearly)\b"
)
_PLEDGED = re.compile(
    r"(?i)\b(?:promis\w+|pledg\w+|vow\w*|plan\w*|aim\w*|target\w*|committed|undertak\w+|agree[ds]?|wants?)\b[^,;.]{0,80}$"
)
_FORESEEN = re.compile(
    r"(?i)\b(?:estimates?|(?:is|are)\s(?:estimated|expected|forecast|projected)|forecasts?|projections?|expects?)\b[^;.]{0,160}$"
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_ONCE = re.compile(r"(?i)\b(?:was|were|had|did|last|this|will)\b")
_LONG = frozenset(["year", "month", "decade"])


def meant(spec: Spec, sentence: str, at: int, to: int, tense: Tense) -> Spec:
    """What the expression at `at:to` of a sentence that is told in a tense means there.

    "In five years" is a time where it is told as coming, "within a month" none where it is told as past
    or as a rule; a month that comes again every year is that of no year, a season told of one time is that
    of some year.
    """
    found: Spec | None = None
    match spec:
        case Length(unit=unit) if unit in _LONG:
            found = _hence(spec, sentence, at, to, tense)
        case Stretch(ahead=True):
            lead = sentence[max(0, at - _REACH) : at]
            plain = _WITHIN.search(lead) and not _NEXT.search(sentence, at, to)
            ahead = plain and (
                _comes(sentence, at, to, tense) or _pledged(lead) or _FORESEEN.search(sentence[:at])
            )
            found = Length(spec.unit, spec.amount) if plain and not ahead else None
        case Point(year=None, turn=None, day=None, same=False, near=None, month=int() as month):
            now = tense in {"present", "unknown"} or (tense == "past" and not _ONCE.search(sentence))
            rule = now and _RULE.search(sentence)
            found = Repeat(f"XXXX-{month:02}") if rule else None
        case Point(loose=True, nth=int()):
            timed = _TIMED.search(sentence[max(0, at - _REACH) : at]) and not _PERHAPS.search(sentence)
            told = leaning(sentence, at, to, tense) if timed else "unknown"
            found = replace(spec, loose=False) if told in {"past", "future"} else None
        case _:
            pass
    return spec if found is None else found


def _hence(spec: Length, sentence: str, at: int, to: int, tense: Tense) -> Spec | None:
    """A year or month to come; none where something is the first in so long, or happens so often."""
    lead = sentence[max(0, at - _REACH) : at]
    if not spec.amount or spec.amount % 1 or not _IN.search(lead) or _RARE.search(lead):
        return None
    return Step(spec.unit, int(spec.amount)) if _comes(sentence, at, to, tense) else None


def _pledged(lead: str) -> bool:
    """Whether something is promised within a time, and no year of the promise is told with it."""
    return bool(_PLEDGED.search(lead)) and not _YEAR.search(lead)


def _comes(sentence: str, at: int, to: int, tense: Tense) -> bool:
    lead = sentence[max(0, at - _REACH) : at]
    if _WANTED.search(lead) or _HEADED.match(sentence, to):
        return True
    return leaning(sentence, at, to, tense) == "future" and not _LOOSE.search(lead)
