"""Frames that count years up to an occasion without the word anniversary: 20 years since, forty years old."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.celebrated import actor, named, tidy
from briefings.dates.mention import Length, Point, Spec, Step, Stretch
from briefings.licences import licensed
from briefings.occasions import at_once, dated, occasion
from briefings.persons import someone
from briefings.script import chinese
from briefings.telling import Told

_UNITS = {"year": 1, "decade": 10, "century": 100}
_HEDGED = re.compile(
    r"(?i)\b(?:more\sthan|nearly|about|over|almost|around|some|less\sthan|roughly|approximately|close\sto|up\sto|at\sleast|well)\s{1,3}$"
)
_IS = re.compile(
    r"(?i)(?:\b(?:will\s(?:soon\s)?(?:be|turn|become)|is|are|becomes?|turns?|turning|has\sturned|have\sturned)|\b(?:it|that)['’]s)\s{1,3}"
    r"(?:(?:now|just|exactly|already|officially|precisely|only|also)\s{1,3}){0,2}$"
)
_HAS_BEEN = re.compile(
    r"(?i)(?:\b(?:it|today|this|that|there|now|day|year|month|week|[0-9]{1,4}|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|spring|summer|autumn|fall|winter|\w{3,6}day|\w{1,12}[0-9](?:st|nd|rd|th))\s{1,3}"
    r"(?:(?:now|exactly|already)\s{1,3})?(?:is|has\sbeen|(?:will|shall)\s(?:soon\s)?(?:be|have\sbeen)|are|have\sbeen|makes)"
    r"|\b(?:it|that)['’](?:s|ll\sbe)(?:\sbeen)?)\s{1,3}(?:(?:now|just|exactly|already|precisely|only|also|fully|a\sfull)\s{1,3}){0,2}$"
)
_SINCE = re.compile(
    r"(?i)^\s{1,3}(?:to\sthe\sday\s|ago\s)?(?:(?:[\w,]{1,12}\s{1,3}){0,5}?since|(?:since\s)?from)\s{1,3}"
)
_PASSED = re.compile(
    r"(?i)^\s{1,3}(?:(?:has|have|will(?:\ssoon)?\shave)\s(?:now\s|already\s|just\s|officially\s)?|['’]ve\s)?"
    r"(?:passed|gone\sby|gone|elapsed|rolled\sby|flown\sby|flown|gone\spast|lie|lies|pass|separate)\b(?P<more>[^.;:]{0,60}?)"
    r"(?:\bsince\s{1,3}(?P<since>)|[,.]?\s{0,3}$)"
)
_SINCE_FIRST = re.compile(r"(?i)^\W{0,3}(?:ever\s)?since\s{1,3}([^;:]{3,140}?),?\s{1,3}$")
_NOT = re.compile(
    r"(?i)^(?:(?:the|its|his|her|their)\s)?(?:last|latest|previous|most\srecent|he|she|i|you|my|his|her|then|that|those)\b"
)
_MARKS = re.compile(
    r"(?i)\b(?:mark(?:s|ing)?|celebrat(?:es?|ing)|commemorat(?:es?|ing)|honou?r(?:s|ing)|toasts?|toasting)"
    r"\s{1,3}(?:(?:the|its|their|a|an|these|those|full|first|exactly|just)\s{1,3}){0,2}$"
)
_REACHES = re.compile(
    r"(?i)\b(?:reach(?:es)?|hits?|completes?|clocks?\sup|notch(?:es)?\sup|chalks?\sup|pass(?:es)?|has\sreached|turns?)\s{1,3}$"
)
_OF = re.compile(r"(?i)^\s{1,3}(?:of|since|for)\s{1,3}(?:the\s{1,3})?([^,;:.—|]{3,80})")
_AS = re.compile(r"(?i)^(?:\s{1,3}(?:in|as|on|at|with|this|next|today|tomorrow|later)\b|[,.;:!]|\s{0,3}$)")
_LASTED = re.compile(
    r"(?i)\b(?P<will>has|have|will\s(?:soon\s)?have)\s{1,3}(?:(?:now|already|officially|just|also)\s{1,3}){0,2}"
    r"(?:been\s(?:(?:in\s(?:force|effect|operation|existence|place|service|business|use|being|action)|open|operating|running|up\sand\srunning|"
    r"established|active|operational|at\swork|independent|flying|sailing|with\sus|around|alive|online|on\sair|on\sthe\sair|a\s\w{3,14}(?:\s\w{3,14})?)\b)?|"
    r"existed|operated|run|stood|served|lasted|functioned|flown|sailed)\s{0,3}(?:for\s{1,3})?(?:(?:exactly|just|precisely|now)\s{1,3})?$"
)
_OLD = re.compile(r"(?i)^[\s-](?:old|young)\b")
_AFTER = re.compile(
    r"(?i)^,?\s{1,3}(?:to\sthe\s(?:day|month|week)\s)?(?:after|since|on\sfrom)\s{1,3}(?P<what>[^,;:.]{3,140})"
)
_EXACT = re.compile(r"(?i)(?:\b(?:exactly|precisely)\s{1,3}$)")
_AGO = re.compile(r"(?i)\b(?:compared|than|from|as|of|until|since|versus)\s{1,3}$")


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of years up to its occasion; the year of writing where `day` is None."""

    number: int
    what: str
    day: Told | None


def years(spec: Spec) -> int | None:
    """How many whole years a duration counts; None for parts of years and for other units."""
    scale = _UNITS.get(spec.unit) if isinstance(spec, Length | Stretch) else None
    amount = spec.amount if isinstance(spec, Length | Stretch) else None
    return int(amount * scale) if scale and amount and float(amount * scale).is_integer() else None


def tally(told: Sequence[Told], index: int) -> Tally | None:
    """The count of years at an index, where its sentence counts them from an origin to an occasion."""
    each = told[index]
    if chinese(each.sentence) or _HEDGED.search(each.lead):
        return None
    if isinstance(each.mention.spec, Step):
        return _ago(told, index)
    number = years(each.mention.spec)
    if number is None or (isinstance(each.mention.spec, Stretch) and not each.mention.spec.since):
        return None
    found = (
        _since(told, index, number)
        or _marked(told, index, number)
        or _aged(told, index, number)
        or _lasted(told, index, number)
        or _to_the_day(told, index, number)
    )
    return found if found and (found.number > 1 or found.day) else None


def _since(told: Sequence[Told], index: int, number: int) -> Tally | None:
    """ "It is 35 years this year since Hainan became a province", "A decade has passed since"."""
    each = told[index]
    passed = _PASSED.match(each.after)
    if passed and (passed["since"] is not None or _SINCE_FIRST.match(each.before)):
        first = _SINCE_FIRST.match(each.before)
        what = each.after[passed.end() :] if passed["since"] is not None else first[1] if first else ""
        return None if _NOT.match(what) else Tally(number, named(what), occasion(told, index))
    marks = bool(_MARKS.search(each.before)) and licensed(each)
    if not (marks or _HAS_BEEN.search(each.before) or _chosen(told, index)):
        return None
    what = each.after.lstrip()
    if not isinstance(each.mention.spec, Stretch):
        since = _SINCE.match(each.after)
        if since is None:
            return None
        what = each.after[since.end() :]
    return None if _NOT.match(what) else Tally(number, named(what), occasion(told, index))


def _chosen(told: Sequence[Told], index: int) -> bool:
    """Whether a date stands between the verb and the count: "It will on Monday be 40 years since"."""
    each = told[index]
    day = told[index - 1] if index else None
    if day is None or day.passage is not each.passage or not dated(day):
        return False
    return bool(re.search(r"(?i)\b(?:will|it\sis|has|have)\s(?:on\s|in\s)?$", day.before)) and bool(
        re.fullmatch(r"(?i),?\s(?:be|been|have\sbeen)?\s{0,2}", each.sentence[day.to : each.at])
    )


def _marked(told: Sequence[Told], index: int, number: int) -> Tally | None:
    """ "this month marks ten years of distance teaching", "celebrates 50 years in business this year"."""
    each = told[index]
    marks = _MARKS.search(each.before)
    day = occasion(told, index)
    if marks is None:
        marks = _REACHES.search(each.before) if day or number >= 10 else None
        if marks is None or not day or _OF.match(each.after):
            return None
    if not licensed(each) or someone(told, index, each.before[: marks.start()]):
        return None
    of = _OF.match(each.after)
    if of:
        return Tally(number, named(of[1]), day)
    return Tally(number, actor(each.before[: marks.start()]), day) if _AS.match(each.after) else None


def _aged(told: Sequence[Told], index: int, number: int) -> Tally | None:
    """ "will be 100 years old next year": where an occasion is told, and it is no person that is so old."""
    each = told[index]
    old = each.mention.text.lower().endswith("old") or _OLD.match(each.after)
    verb = _IS.search(each.before)
    if not old or not verb:
        return None
    day = _behind(told, index, _OLD.sub("", each.after)) or occasion(told, index)
    who = each.before[: verb.start()]
    return None if day is None or someone(told, index, who) else Tally(number, actor(who), day)


def _behind(told: Sequence[Told], index: int, after: str) -> Told | None:
    """The date right behind a count, with nothing but a preposition between them."""
    each = told[index]
    day = next((t for t in told[index + 1 : index + 2] if t.passage is each.passage and dated(t)), None)
    if day is None:
        return None
    gap = len(after) - len(day.after) - (day.to - day.at)
    return day if gap >= 0 and at_once(after[:gap]) else None


def _lasted(told: Sequence[Told], index: int, number: int) -> Tally | None:
    """ "has been in force for two years this month", "will have existed for 40 years in May"."""
    each = told[index]
    verb = _LASTED.search(each.before)
    if verb is None:
        return None
    day = _behind(told, index, each.after)
    fronted = occasion(told, index) if day is None and verb["will"].lower().startswith("will") else None
    day = day or fronted
    who = each.before[: verb.start()]
    if day is None or _long_ago(day) or someone(told, index, who):
        return None
    return Tally(number, actor(who), day)


def _to_the_day(told: Sequence[Told], index: int, number: int) -> Tally | None:
    """ "On 20 July, exactly 100 years after the mill burnt down, a plaque will be unveiled"."""
    each = told[index]
    after = _AFTER.match(each.after)
    exact = after and (_EXACT.search(each.lead) or " the day " in after[0] or " the month " in after[0])
    day = occasion(told, index) or _just_before(told, index) if exact else None
    if after is None or day is None or _long_ago(day) or _NOT.match(after["what"]):
        return None
    return Tally(number, named(after["what"]), day)


def _just_before(told: Sequence[Told], index: int) -> Told | None:
    """The date that a count stands in apposition to: "on 20 July, 100 years to the day after"."""
    day = told[index - 1] if index else None
    if day is None or day.passage is not told[index].passage or not dated(day):
        return None
    return day if told[index].sentence[day.to : told[index].at].strip(" ,") == "" else None


def _long_ago(day: Told) -> bool:
    """Whether a date is told by its year, or as over: "had been open for ten years in 1990"."""
    spec = day.mention.spec
    return isinstance(spec, Point) and (spec.year is not None or (spec.turn or 0) < 0)


def _ago(told: Sequence[Told], index: int) -> Tally | None:
    """ "ten years ago today", "founded forty years ago this month": as exact as what stands behind."""
    each = told[index]
    spec = each.mention.spec
    day = _behind(told, index, each.after)
    if not isinstance(spec, Step) or spec.unit != "year" or spec.amount > -2 or spec.told or day is None:
        return None
    other = day.mention.spec
    now = (isinstance(other, Step) and other.amount == 0) or (isinstance(other, Point) and other.turn == 0)
    if not now or _AGO.search(each.lead) or each.sentence[each.to : day.at].strip():
        return None
    fronted = re.match(r"^,?\s{1,3}([^,;:]{3,160})", day.after) if not each.before.strip(' "“') else None
    return Tally(-spec.amount, tidy(fronted[1]) if fronted else actor(each.before), day)
