"""Anniversaries and ages as witnesses of a year: a known origin and the years counted from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.aims import firm
from briefings.beginnings import Beginning, beginnings, begun, kindred
from briefings.celebrated import actor, subject, tidy
from briefings.curated import known_origin
from briefings.dates.mention import Jubilee, Length, Point, Step, Stretch
from briefings.frames import root_of
from briefings.licences import licensed
from briefings.mates import year_of
from briefings.model import Origin, Witness
from briefings.occasions import occasion
from briefings.persons import person
from briefings.script import chinese
from briefings.telling import Told

_WILL = re.compile(r"(?i)\b(?:will|shall|is\sto|are\sto|set\sto|about\sto)\b")
_LONG_AGO = re.compile(
    r"(?i)\b(?:last\syear|the\syear\sbefore|(?:years|decades?)\s(?:ago|earlier|before)|once|back\sthen)\b|去年|前年|曾|当年|那年"
)
_ELAPSED = re.compile(
    r"(?i)\b(?:it\s(?:will\sbe|is|has\sbeen)|marks?|will\smark|celebrates?|have\s(?:now\s)?passed|sees)\s{1,3}(?:(?:now|exactly)\s)?$"
)
_STOP = re.compile(r"(?i)[,;:.!?](?:\s|$)|\s(?:on|in|at|this|next|today|tomorrow)\s")
_IS = re.compile(r"(?i)\b(?:will\sbe|is|are|becomes?|turns?|will\sturn)\s{1,3}(?:now\s)?$")
_ITS = re.compile(r"(?i)^(?:its|their|the\scity['’]s|the\scountry['’]s)\s")
_OLD = re.compile(r"(?i)^[\s-]old\b")

_LATE = 5

Heard = Iterator[tuple[int, Witness]]


def jubilees(told: Sequence[Told], origins: Sequence[Origin]) -> Heard:
    """Every (year, witness) that an anniversary, an age or a count of years since something gives."""
    known = beginnings(told)
    for index, each in enumerate(told):
        spec = each.mention.spec
        if isinstance(spec, Jubilee) and spec.unit == "year":
            frame = _celebrated if licensed(each) else _told_of
            yield from frame(told, index, spec.number, known, origins)
        elif isinstance(spec, Stretch) and spec.since and spec.unit == "year":
            yield from _elapsed(each, spec.amount, known, origins)
        elif isinstance(spec, Length) and spec.unit == "year" and spec.amount:
            yield from _aged(told, index, int(spec.amount), known)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _celebrated(
    told: Sequence[Told], index: int, number: int, known: Sequence[Beginning], origins: Sequence[Origin]
) -> Heard:
    """An anniversary told as present or coming."""
    each = told[index]
    what, day = subject(each), occasion(told, index)
    root = root_of(told, index, what, known)
    year = root.year if root else _curated(what, origins) or _curated(_owned(each, what), origins)
    if year is not None:
        weight: float = 2 if day is None and _WILL.search(each.lead) else 4
        if root is not None and chinese(each.sentence) and year + number > (last := _last(told)) + _LATE:
            near = [b for b in known if b.deed == root.deed and 0 <= b.year + number - last <= _LATE]
            year, weight = (near[0].year, 2.5) if near else (year, 1.5)
        yield _witness(each, year + number - _turn(day), weight, "anniversary of a known origin")
    elif day is not None and (named := year_of(day)) and each.tense == "present" and day.at < each.at:
        yield _witness(each, named, 2, "anniversary in a named year")
    elif kin := kindred(what, known) or _founding(known):
        yield _witness(each, kin.year + number - _turn(day), 1.5, "anniversary beside a beginning")


def _last(told: Sequence[Told]) -> int:
    """The newest year that a text tells as past; no text leaves many years before its own untold."""
    specs = (each.mention.spec for each in told if firm(each))
    return max((s.year for s in specs if isinstance(s, Point) and s.year and not s.decade), default=9999)


def _founding(known: Sequence[Beginning]) -> Beginning | None:
    """The only founding that a text dates at the head of a row: what its anniversaries are counted from."""
    fits = [b for b in known if b.deed == "found" and b.told.at == 0]
    return fits[0] if len({b.year for b in fits}) == 1 else None


def _told_of(
    told: Sequence[Told], index: int, number: int, known: Sequence[Beginning], origins: Sequence[Origin]
) -> Heard:
    """An anniversary told in any other way, where nothing in its sentence says that it is long over."""
    each = told[index]
    mates = [t for t in told[max(0, index - 6) : index + 6] if t.passage is each.passage]
    if _LONG_AGO.search(each.sentence) or any(_in_other_year(mate, each) for mate in mates):
        return
    what = subject(each)
    root = root_of(told, index, what, known)
    year = root.year if root else _curated(what, origins)
    if year is not None:
        yield _witness(each, year + number, 2, "anniversary told of")


def _in_other_year(mate: Told, jubilee: Told) -> bool:
    spec = mate.mention.spec
    return mate is not jubilee and isinstance(spec, Point) and (spec.year is not None or bool(spec.turn))


def _elapsed(each: Told, years: int, known: Sequence[Beginning], origins: Sequence[Origin]) -> Heard:
    """ "It will be 20 years since China joined the WTO on Saturday"."""
    if chinese(each.sentence) or not _ELAPSED.search(each.lead) or years < 1:
        return
    stop = _STOP.search(each.after)
    what = tidy(each.after[: stop.start()] if stop else each.after)
    root = begun(what, each, known)
    year = root.year if root else _curated(what, origins) or _curated(_owned(each, what), origins)
    if year is not None:
        yield _witness(each, year + years, 4, "years since a known origin")


def _aged(told: Sequence[Told], index: int, years: int, known: Sequence[Beginning]) -> Heard:
    """ "The pool, opened in 1983, will be forty years old in August": nobody's own age."""
    each = told[index]
    old = each.mention.text.lower().endswith("old") or _OLD.match(each.after)
    if not old or not _IS.search(each.lead) or person(each.before):
        return
    behind = told[index + 1] if index + 1 < len(told) else None
    day = behind if behind is not None and behind.passage is each.passage else None
    mates = [b for b in known if b.told.passage is each.passage and b.told.at < each.at]
    root = mates[-1] if mates else begun(subject(each), each, known)
    if root is not None:
        yield _witness(each, root.year + years - _turn(day), 3, "age of what the text dates")


def _turn(day: Told | None) -> int:
    """How many years on the occasion lies: one where it is "next year"."""
    spec = day.mention.spec if day else None
    if isinstance(spec, Length):
        return int(spec.amount or 0)
    if isinstance(spec, Step) and spec.unit == "year":
        return spec.amount
    return spec.turn or 0 if isinstance(spec, Point) else 0


def _owned(each: Told, what: str) -> str:
    """ "its return" with whose it is: "Hong Kong will welcome the 25th anniversary of its return"."""
    own = _ITS.match(what)
    return f"{actor(each.before[-400:])} {what[own.end() :]}" if own else ""


def _curated(what: str, origins: Sequence[Origin]) -> int | None:
    found = known_origin(what, origins)
    return found.when.start.year if found and found.when.start else None
