"""Sentences that tell of an anniversary: which frames license an origin, what it is the anniversary of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.chinese import anniversaries as han
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Jubilee, Length, Point, Step, Weekday
from briefings.dates.resolving import resolve
from briefings.model import Basis, Precision, When
from briefings.script import chinese
from briefings.telling import Told

_NOW = re.compile(
    r"(?i)\b(?:marks|mark|celebrates|commemorates|observes|ushers\sin|welcomes|greets|is|falls|fall|coincides\swith|"
    r"represents|sees|(?:will|shall|is\sto|are\sto|is\sset\sto|is\sabout\sto|set\sto|due\sto)\s(?:\w{1,15}\s){0,2}?"
    r"(?:mark|celebrate|commemorate|observe|usher\sin|welcome|greet|be|see|reach|hold|host|fall|have)|"
    r"(?:is|are)\s(?:marking|celebrating|commemorating|approaching))\b"
)
_PAST = re.compile(
    r"(?i)\b(?:marked|celebrated|commemorated|observed|held|hosted|staged|was|were|attended|gala|had|took|saw|delivered|"
    r"organi[sz]ed|opened|said|told|spoke|gathered|received|visited|made|gave|won)\b"
)
_ITS = re.compile(r"(?i)\b(?:its|their|his|her|our|the\s\w{1,20}['’]s)\s{1,2}$")
_OF = re.compile(r"^\s{1,3}(?:of|since|for)\s{1,3}(?:the\s{1,3})?", re.I)
_STOP = re.compile(
    r"(?:[,;:.](?:\s|$)|\s(?:and|as\swell\sas)\sthe\s[0-9]{1,3}(?:st|nd|rd|th)\b|,?\sand\s(?:the\s)?(?:first|second|third|fourth|fifth|\w{3,12}th)\sanniv|\s(?:falls?|is|will|this\syear|next\syear|with\sa)\b|—|\s\()"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:]\s)((?:(?![,;:]\s).){3,160}?)\s(?:has\s|is\sabout\sto\s|will\s|is\s)?(?:marks?|marking|celebrates?|celebrating|mark|ushers\sin|welcomes|observes)\b"
)
_YEARS_OF = re.compile(
    r"(?i)^\s{1,3}of\s{1,3}((?:(?:reform|development|opening|construction|growth|practice|exploration|operation|building|"
    r"innovation|existence|history|progress|cooperation|experience\sin\sreform|method|service|work)\b)[^,;:.—|]{0,80})"
)
_GONE = re.compile(
    r"(?i)\b(?:gone\sthrough|looks?\sback\s(?:on|at|over)|after|through|over|experienced|undergone|completed|spanning|witnessed|with|for)\s{1,3}(?:(?:more\sthan|the|nearly|these|about|over|almost)\s)?$"
)
_FINISHED = re.compile(r"(?i)\b(?:had|was|were|would|will)\b[^,;]{0,60}$")
_FALLS = re.compile(r"(?i)\b(?:falls|is|will\sfall|will\sbe)\b|^\s{1,3}(?:on\s{1,3}|in\s{1,3})?$")
_ANY = re.compile(r"(?i)\b(?:more\sthan|nearly|about|over|almost|around|some|less\sthan)\s{1,2}$")


@dataclass(frozen=True, slots=True)
class Birth:
    """An origin that a frame licenses: what it is, when, and the occurrence it was counted from."""

    told: Told
    what: str
    when: When
    number: int
    occasion: Told | None
    on: When
    derivation: str


def licensed(told: Told) -> bool:
    """Whether the sentence speaks of its anniversary in the present or the future."""
    if chinese(told.sentence):
        return han.licensed(told.before, told.after)
    clause = told.before[-400:]
    now = [m.end() for m in _NOW.finditer(clause)]
    past = [m.end() for m in _PAST.finditer(clause)]
    if not now:
        behind = told.after[:200]
        return bool(re.search(r"(?i)\b(?:falls|will\s(?:fall|be|take))\b", behind)) and not past
    return not past or max(now) > max(past)


def births(told: Sequence[Told], anchor: Anchor) -> tuple[Birth, ...]:
    """Every origin that a frame of these sentences licenses, counted from the time of writing."""
    found: list[Birth] = []
    ago = _ago(told)
    for index, each in enumerate(told):
        if isinstance(each.mention.spec, Jubilee) and licensed(each):
            birth = _jubilee(each, each.mention.spec, _occasion(told, index), anchor)
        elif isinstance(each.mention.spec, Length) and each.mention.spec.unit == "year":
            birth = _years_of(each, each.mention.spec, ago, anchor)
        else:
            continue
        if birth is not None:
            found.append(birth)
    return tuple(found)


def _occasion(told: Sequence[Told], index: int) -> Told | None:
    """The day, month or year of the same sentence on which the anniversary falls."""
    jubilee = told[index]
    mates = [t for t in told[max(0, index - 8) : index + 4] if t.passage is jubilee.passage]
    points = [t for t in mates if _dates(t)]
    before = [t for t in points if t.at < jubilee.at]
    behind = [t for t in points if t.at > jubilee.at and _FALLS.search(jubilee.sentence[jubilee.to : t.at])]
    return next(reversed(before or behind), None)


def _dates(told: Told) -> bool:
    """Whether an expression can say on which day, or in which year, an anniversary falls."""
    spec = told.mention.spec
    if isinstance(spec, Point):
        return not spec.decade
    return isinstance(spec, Weekday) or (
        isinstance(spec, Step) and spec.unit in {"day", "month"} and not spec.told
    )


def _jubilee(told: Told, spec: Jubilee, occasion: Told | None, anchor: Anchor) -> Birth | None:
    if occasion is not None:
        anchor = replace(anchor, tense=occasion.tense)
    on = resolve(occasion.mention.spec, anchor) if occasion else _this_year(anchor)
    if on is None or on.when.start is None:
        return None
    when = earlier(on.when, spec.number)
    if when is None:
        return None
    told_on = on.when.edtf
    why = f"anniversary {spec.number} falls on {told_on}; {told_on} - {spec.number} years = {when.edtf}"
    return Birth(told, subject(told), when, spec.number, occasion, on.when, why)


def _this_year(anchor: Anchor) -> Reading | None:
    return resolve(Point(turn=0), anchor) if anchor.year else None


def earlier(on: When, years: int) -> When | None:
    """An occurrence moved back by whole years, at its own precision (at most a day, a month or a year)."""
    start = on.start
    if start is None or start.year - years < values.FIRST:
        return None
    year = start.year - years
    if on.precision is Precision.DAY:
        return values.day(values.add_months(start, -12 * years) or start, Basis.DERIVED)
    if on.precision is Precision.MONTH:
        return values.month(year, start.month, Basis.DERIVED)
    return values.year(year, Basis.DERIVED)


def subject(told: Told) -> str:
    """What an anniversary is the anniversary of, in the sentence's own words."""
    if chinese(told.sentence):
        return han.subject(told.before)
    of = _OF.match(told.after)
    if of:
        rest = told.after[of.end() :]
        stop = _STOP.search(rest)
        return _tidy(rest[: stop.start()] if stop else rest)
    possessor = re.search(r"(?:^|[,;:]\s|\bthe\s)([^,;:]{2,100}?)['’]s?\s(?:\w+\s)?$", told.lead)
    if possessor:
        return _tidy(possessor[1])
    found = _SUBJECT.findall(told.lead)
    return (
        _tidy(re.sub(r"(?i)^(?:this\syear|next\syear|and|as|while|when|on\s[A-Z][^,]*)\s", "", found[-1]))
        if found
        else _tidy(told.lead)
    )


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:\"“”'.")[:200]


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
    return _gone_by(told, _tidy(of[1]), number, anchor)


def _gone_by(told: Told, what: str, number: int, anchor: Anchor) -> Birth | None:
    """The origin of what has gone on for a number of years up to the year of writing."""
    if anchor.year is None or anchor.year - number < values.FIRST:
        return None
    when = values.year(anchor.year - number, Basis.DERIVED)
    why = f"{number} years up to the year of writing; {anchor.year} - {number} = {when.edtf}"
    return Birth(told, what, when, number, None, values.year(anchor.year), why)


def _heading(told: Told) -> bool:
    return told.passage.paragraph == 0 or not told.sentence.rstrip().endswith((".", "!", "。"))


def _ago(told: Sequence[Told]) -> frozenset[int]:
    """The counts of years that the text also gives as so many years ago."""
    specs = (each.mention.spec for each in told)
    return frozenset(abs(s.amount) for s in specs if isinstance(s, Step) and s.unit == "year")


def day_of(when: When) -> date | None:
    """The day of a value that is exact to the day."""
    return when.start if when.precision is Precision.DAY else None
