"""Stretches that run from an origin that the text gives, or from the day its sentence begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from briefings.beginnings import FOUNDED, terms
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.hung import Since
from briefings.dates.mention import Length, Point, Stretch
from briefings.dates.resolving import resolve
from briefings.dates.timex import duration
from briefings.model import Basis, Precision, Timex, When
from briefings.occasions import Birth, day_of
from briefings.script import chinese, plain
from briefings.script import han as written
from briefings.telling import Told

_ROOTS = 300
_FIRST = frozenset(["opening", "establishment", "founding", "launch", "inception", "creation", "formation"])
_NAMING = 2
_FOR_SO_LONG = re.compile("[为為]期")
_BEGUN = re.compile(r"[0-9一二三四五六七八九十]日(?:（[^）]{0,6}）)?起[^。；]{0,60}$")
_AS_LONG = re.compile(r"(?i)\b(?:for|these|those)\s{1,3}$")


@dataclass(frozen=True, slots=True)
class Roots:
    """The origins that a text itself gives: by the years they count, and by the words they are told in."""

    counted: Mapping[int, Birth]
    named: Sequence[tuple[frozenset[str], When]]
    born: Sequence[Birth] = ()


def roots(born: Sequence[Birth], told: Sequence[Told]) -> Roots:
    """What spans can run from; of a text that names very many, only the first."""
    exact = [birth for birth in born if day_of(birth.when)]
    every = chain(((birth.what, birth.when) for birth in born), _stated(told))
    named = tuple((_folded(words), when) for words, when in islice(every, _ROOTS))
    return Roots({birth.number: birth for birth in reversed(exact)}, named, tuple(born))


def spans(each: Told, anchor: Anchor, known: Roots) -> Reading | None:
    """A stretch of as many years as an anniversary of the text counts, or since an event, from its origin."""
    spec = each.mention.spec
    if isinstance(spec, Since):
        return _since(spec, each, anchor, known) if spec.on is None else None
    if isinstance(spec, Length) and chinese(each.sentence):
        return _lasting(spec, each, anchor)
    birth = known.counted.get(int(_years(each) or 0))
    joined = values.between(birth.when, birth.on, Basis.DERIVED) if birth else None
    if birth is None or joined is None:
        return None
    why = f"the {birth.number} years since {birth.when.edtf} ({birth.what})"
    return Reading(joined, Timex("DURATION", duration("year", birth.number)), why)


def _lasting(spec: Length, each: Told, anchor: Anchor) -> Reading | None:
    """A length from the day that its sentence begins with: 自4月1日起减半收取，为期两年."""
    first = anchor.told
    if first is None or not spec.amount or spec.amount % 1 or not _FOR_SO_LONG.match(each.mention.text):
        return None
    if first != (anchor.told_end or first) or not _BEGUN.search(plain(each.before)):
        return None
    end = values.add(first, int(spec.amount), spec.unit)
    last = values.add(end, -1, "day") if end and spec.unit not in {"hour", "minute", "second"} else None
    if last is None or last < first:
        return None
    when = When(first, last, Precision.RANGE, Basis.DERIVED, f"{first.isoformat()}/{last.isoformat()}")
    return Reading(when, Timex("DURATION", duration(spec.unit, spec.amount)), f"from {first.isoformat()} on")


def _years(each: Told) -> float | None:
    """How many years an expression says have passed, where it says so."""
    spec = each.mention.spec
    if isinstance(spec, Stretch) and spec.unit == "year" and not spec.ahead:
        return spec.amount
    running = isinstance(spec, Length) and _AS_LONG.search(each.lead) and each.tense != "future"
    return spec.amount if isinstance(spec, Length) and spec.unit == "year" and running else None


def _since(spec: Since, each: Told, anchor: Anchor, known: Roots) -> Reading | None:
    if not spec.what:
        return _since_birth(spec, each, anchor, known)
    words = _folded(spec.what)
    words = words - {"zone"} or words
    if written(spec.what) and len(words) < _NAMING:
        return None
    fits = [when for said, when in known.named if words and words <= said]
    first = min(fits, key=lambda when: when.precision is not Precision.DAY, default=None)
    if first is None or anchor.start is None or anchor.end is None:
        return None
    when = values.between(first, values.now(anchor.start, anchor.end), Basis.DERIVED)
    return Reading(when, None, f"since {first.edtf} ({spec.what})") if when else None


def _since_birth(spec: Since, each: Told, anchor: Anchor, known: Roots) -> Reading | None:
    """Since its opening: from the last origin that an anniversary of the same paragraph gave before."""
    here = [birth for birth in known.born if birth.told.passage.paragraph == each.passage.paragraph]
    before = [birth for birth in here if birth.told.mention.end <= each.mention.start]
    if spec.deed not in _FIRST or not before or anchor.start is None or anchor.end is None:
        return None
    birth = before[-1]
    when = values.between(birth.when, values.now(anchor.start, anchor.end), Basis.DERIVED)
    return Reading(when, None, f"since {birth.when.edtf} ({birth.what})") if when else None


def _folded(what: str) -> frozenset[str]:
    """The words of a name; translators call one zone an area, a district or a region."""
    return frozenset(
        "zone" if w in {"area", "areas", "district", "region", "zones"} else w for w in terms(what)
    )


def _stated(told: Sequence[Told]) -> Iterator[tuple[str, When]]:
    """What the text says was set up or released, with the full date or year that it gives."""
    for each in told:
        spec = each.mention.spec
        if (
            not isinstance(spec, Point)
            or not spec.year
            or spec.named
            or spec.decade
            or each.tense == "future"
        ):
            continue
        reading = resolve(spec, Anchor()) if FOUNDED.search(each.around) else None
        if reading is not None and reading.when.start is not None:
            yield each.sentence, reading.when
