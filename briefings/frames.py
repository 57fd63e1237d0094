"""Sentences that tell of an anniversary: which frames license an origin, and when that was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.beginnings import Beginning, began, beginnings, begun
from briefings.celebrated import subject, tidy
from briefings.chinese import anniversaries as han
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Jubilee, Length, Point, Step, Stretch, Weekday
from briefings.dates.resolving import resolve
from briefings.licences import indirect, licensed, person
from briefings.model import Basis, Precision, When
from briefings.script import chinese
from briefings.telling import Told

_SAID = re.compile(r"(?i)\b(?:said|told|says|stated|announced|added|noted|learned|reported|that)\b")
_FALLS = re.compile(
    r"(?i)\b(?:falls?|lands?|is|will\sfall|will\sbe|comes?|is\sdue|takes\splace|(?:will\sbe|is\s(?:being\s)?|to\sbe)\s?(?:celebrated|marked|"
    r"commemorated|observed)|,\swhich\s[^,;.]{0,40}\b(?:celebrates?|marks?|falls?|observes?))\s(?:on\s|in\s|due\s)*$"
)
_RIGHT_BEHIND = re.compile(
    r"(?i)^\s{1,3}(?:year\s{1,3})?(?:on\s{1,3}|in\s{1,3}|later\s{1,3}|early\s{1,3})?(?:the\s)?$"
)
_OF_DATED = re.compile(r"(?i)^\s{1,3}of\s[^,;:.]{2,110}\s(?:on|in)\s{1,3}$")
_MOVED = re.compile(
    r"(?i)\b(?:will|was|were|is|are|has|have|had|who|which|that|with|held|opened|founded|signed|established|released|from|to)\b"
)
_YEARS_OF = re.compile(
    r"(?i)^\s{1,3}of\s{1,3}((?:(?:reform|development|opening|construction|growth|practice|exploration|operation|building|"
    r"innovation|existence|history|progress|cooperation|independence|diplomatic|friendship|partnership|membership|peace|relations|experience\sin\sreform|method|service|work)\b)[^,;:.—|]{0,80})"
)
_GONE = re.compile(
    r"(?i)\b(?:gone\sthrough|looks?\sback\s(?:on|at|over)|after|through|over|experienced|undergone|completed|spanning|witnessed|with|for|celebrat(?:es?|ing)|mark(?:s|ing)?|commemorat(?:es?|ing))\s{1,3}(?:(?:more\sthan|the|nearly|these|about|over|almost)\s)?$"
)
_FINISHED = re.compile(r"(?i)\b(?:had|was|were|would|will)\b[^,;]{0,60}$")
_OLD = re.compile(r"(?i)^[\s-]old\b")
_IS = re.compile(r"(?i)\b(?:will\sbe|is|are|becomes?|turns?)\s{1,3}$")
_MARKS = re.compile(
    r"(?i)\b(?:marks?|celebrates?|commemorates?|will\s(?:mark|celebrate|commemorate|be)|sees)\s{1,3}$"
)
_IN = re.compile(r"(?i)\bin\s{1,3}(?:just\s|only\s)?$")
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


def rooted(told: Sequence[Told], index: int) -> Told | None:
    """The date behind an anniversary that says when its origin was: "of the treaty signed in 2006"."""
    jubilee = told[index]
    for each in told[index + 1 : index + 3]:
        if each.passage is not jubilee.passage:
            break
        between = jubilee.sentence[jubilee.to : each.at]
        of = (
            re.match(r"(?i)\s{1,3}(?:of|since)\s", between)
            and not set(",;:.") & set(between)
            and len(between) <= 140
        )
        if of and _yeared(each) and not re.search(r"(?i)\b(?:falls?|will|is|are|was|were)\b", between):
            return each
    return None


def births(told: Sequence[Told], anchor: Anchor) -> tuple[Birth, ...]:
    """Every origin that a frame of these sentences licenses, counted from the time of writing."""
    found: list[Birth] = []
    ago = _ago(told)
    known = beginnings(told)
    for index, each in enumerate(told):
        if isinstance(each.mention.spec, Jubilee):
            birth = _jubilee(told, index, anchor, known)
        elif isinstance(each.mention.spec, Length) and each.mention.spec.unit == "year":
            birth = _aged(told, index, anchor) or _years_of(each, each.mention.spec, ago, anchor)
        elif isinstance(each.mention.spec, Stretch) and each.mention.spec.since:
            birth = _since(told, index, anchor)
        else:
            continue
        if birth is not None:
            found.append(birth)
    return tuple(found)


def occasion(told: Sequence[Told], index: int) -> Told | None:
    """The day, month or year of the same sentence on which the anniversary falls."""
    jubilee = told[index]
    mates = [t for t in told[max(0, index - 8) : index + 4] if t.passage is jubilee.passage and _dates(t)]
    behind = [t for t in mates if t.at >= jubilee.to]
    for each in behind[:2]:
        between = jubilee.sentence[jubilee.to : each.at]
        if _RIGHT_BEHIND.match(between) or _FALLS.search(between):
            return each
        if _OF_DATED.match(between) and not _MOVED.search(between) and not _yeared(each):
            return each
    for each in reversed([t for t in mates if t.at < jubilee.at]):
        between = jubilee.sentence[each.to : jubilee.at]
        if not began(each) and ";" not in between and not _SAID.search(between):
            return each
    return None


def _yeared(told: Told) -> bool:
    spec = told.mention.spec
    return isinstance(spec, Point) and spec.year is not None


def _dates(told: Told) -> bool:
    """Whether an expression can say on which day, or in which year, an anniversary falls."""
    spec = told.mention.spec
    if isinstance(spec, Point):
        return not spec.decade
    if isinstance(spec, Length):
        return spec.unit == "year" and spec.amount is not None and bool(_IN.search(told.lead))
    return isinstance(spec, Weekday) or (
        isinstance(spec, Step) and spec.unit in {"day", "month"} and not spec.told
    )


def _jubilee(told: Sequence[Told], index: int, anchor: Anchor, known: Sequence[Beginning]) -> Birth | None:
    """The origin of an anniversary: counted back where licensed, else only where the text dates it."""
    each = told[index]
    spec = each.mention.spec
    if not isinstance(spec, Jubilee):
        return None
    day = occasion(told, index)
    fits = licensed(each)
    on = _falls(day, anchor, coming=fits) if day else _this_year(anchor)
    if on is None or on.when.start is None:
        return None
    if anchor.year and on.when.start.year < anchor.year - 1 and fits:
        return None
    what = subject(each)
    root = root_of(told, index, what, known)
    if root is not None and root.year + spec.number != on.when.start.year:
        root = None
    if not fits:
        return _dated(each, what, spec, root) if root and day else None
    if day is not None and day.at < each.at and indirect(each):
        on = replace(on, when=values.year(on.when.start.year, on.when.basis))
    when = _counted(on.when, spec.number, root)
    if when is None:
        return None
    told_on = on.when.edtf
    why = f"anniversary {spec.number} falls on {told_on}; {told_on} - {spec.number} years = {when.edtf}"
    return Birth(each, what, when, spec.number, day, on.when, why)


def root_of(told: Sequence[Told], index: int, what: str, known: Sequence[Beginning]) -> Beginning | None:
    """What the text says of when the thing began whose anniversary stands at the index."""
    own = rooted(told, index)
    spec = own.mention.spec if own else None
    if own is None or not isinstance(spec, Point) or not spec.year or spec.year < 1:
        return begun(what, told[index], known)
    reading = resolve(spec, Anchor())
    return Beginning(frozenset(), "", reading.when, spec.year, own) if reading else None


def _dated(each: Told, what: str, spec: Jubilee, root: Beginning) -> Birth:
    """The origin of an anniversary told as past, where the text itself says when it was."""
    on = values.year(root.year + spec.number, Basis.DERIVED)
    why = f"the text itself dates it: {root.when.edtf} ({' '.join(root.told.mention.text.split())})"
    return Birth(each, what, root.when, spec.number, None, on, why)


def _counted(on: When, number: int, root: Beginning | None) -> When | None:
    """An occasion counted back; one known to some days only takes the day that the text gives."""
    when = earlier(on, number)
    if root is not None and on.precision is Precision.RANGE and when is not None:
        return replace(root.when, basis=Basis.DERIVED)
    return when


def _falls(day: Told, anchor: Anchor, *, coming: bool) -> Reading | None:
    """The day of an occasion; one that is still to be marked does not lie in the year before."""
    spec = day.mention.spec
    if isinstance(spec, Length):
        spec = Step("year", int(spec.amount or 0))
    tense = "future" if coming and day.tense == "past" else day.tense
    return resolve(spec, replace(anchor, tense=tense))


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
    if not isinstance(spec, Length) or not _OLD.match(each.after) or not _IS.search(each.lead):
        return None
    behind = _OLD.sub("", each.after)
    day = next((t for t in told[index + 1 : index + 2] if t.passage is each.passage and _dates(t)), None)
    if (
        day is None
        or person(each.before)
        or not _RIGHT_BEHIND.match(behind[: len(behind) - len(day.after) - (day.to - day.at)])
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


def _counted_back(each: Told, number: int, day: Told, anchor: Anchor) -> Birth | None:
    on = _falls(day, anchor, coming=True)
    when = earlier(on.when, number) if on and number > 1 else None
    if on is None or when is None:
        return None
    why = f"{number} years on {on.when.edtf}; {on.when.edtf} - {number} years = {when.edtf}"
    return Birth(each, subject(each), when, number, day, on.when, why)


def _heading(told: Told) -> bool:
    return told.passage.paragraph == 0 or not told.sentence.rstrip().endswith((".", "!", "。"))


def _ago(told: Sequence[Told]) -> frozenset[int]:
    """The counts of years that the text also gives as so many years ago."""
    specs = (each.mention.spec for each in told)
    return frozenset(abs(s.amount) for s in specs if isinstance(s, Step) and s.unit == "year")


def day_of(when: When) -> date | None:
    """The day of a value that is exact to the day."""
    return when.start if when.precision is Precision.DAY else None
