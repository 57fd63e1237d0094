"""What each expression is counted from: the time of writing, the date told before, an origin in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from briefings.context import Context
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Between, Length, Point, Since, Step, Stretch
from briefings.dates.resolving import resolve
from briefings.dates.timex import duration
from briefings.elsewhere import elsewhere
from briefings.frames import Birth, day_of
from briefings.model import Basis, Precision, Timex, When
from briefings.telling import Told
from briefings.witnesses import FOUNDED, terms

_TELLS = 6
_ROOTS = 300
_AS_LONG = re.compile(r"(?i)\b(?:for|these|those)\s{1,3}$")


def narrative(told: Sequence[Told], base: Anchor) -> bool:
    """Whether a text tells of long ago: most of the years it names lie before last year."""
    years = [p.year for each in told if isinstance(p := each.mention.spec, Point) and p.year and not p.named]
    if base.year is None:
        return len(years) >= _TELLS
    return len(years) >= _TELLS and sum(y < base.year - 1 for y in years) > 0.7 * len(years)


def anchors(told: Sequence[Told], base: Anchor, published: date | None = None) -> Iterator[Anchor]:
    """The anchor of each expression, in the order of the text; `published` is the day of its date line."""
    tale = narrative(told, base)
    context = Context(elsewhere(told, base, published))
    last: When | None = None
    passage = None
    opened: When | None = None
    for each in told:
        if each.passage is not passage:
            passage, opened = each.passage, None
        anchor = replace(
            base,
            tense=each.tense,
            narrative=tale or _same_sentence(each, opened, base),
            told=last.start if last else None,
            told_end=last.end if last else None,
            said=context.said(each),
        )
        yield anchor
        context.note(each, anchor)
        when = _tells(each, anchor)
        if when is not None:
            last = when
            opened = when if isinstance(each.mention.spec, Point) and each.mention.spec.year else opened


def _same_sentence(each: Told, opened: When | None, base: Anchor) -> bool:
    """A day without a year behind an earlier year of the same sentence belongs to that year."""
    spec = each.mention.spec
    if opened is None or opened.start is None or not isinstance(spec, Point) or spec.month is None:
        return False
    return each.tense != "future" and (base.year is None or opened.start.year <= base.year)


def _tells(each: Told, anchor: Anchor) -> When | None:
    """The value of an expression that later ones may count from."""
    spec = each.mention.spec
    if isinstance(spec, Point) and (spec.named or spec.decade):
        return None
    if not isinstance(spec, Point | Step | Between):
        return None
    reading = resolve(spec.first if isinstance(spec, Between) else spec, anchor)
    return reading.when if reading and reading.when.start else None


@dataclass(frozen=True, slots=True)
class Roots:
    """The origins that a text itself gives: by the years they count, and by the words they are told in."""

    counted: Mapping[int, Birth]
    named: Sequence[tuple[frozenset[str], When]]


def roots(born: Sequence[Birth], told: Sequence[Told]) -> Roots:
    """What spans can run from; of a text that names very many, only the first."""
    exact = [birth for birth in born if day_of(birth.when)]
    every = chain(((birth.what, birth.when) for birth in born), _stated(told))
    named = tuple((_folded(words), when) for words, when in islice(every, _ROOTS))
    return Roots({birth.number: birth for birth in reversed(exact)}, named)


def spans(each: Told, anchor: Anchor, known: Roots) -> Reading | None:
    """A stretch of as many years as an anniversary of the text counts, or since an event, from its origin."""
    spec = each.mention.spec
    if isinstance(spec, Since):
        return _since(spec, anchor, known) if spec.on is None and spec.what else None
    birth = known.counted.get(int(_years(each) or 0))
    joined = values.between(birth.when, birth.on, Basis.DERIVED) if birth else None
    if birth is None or joined is None:
        return None
    why = f"the {birth.number} years since {birth.when.edtf} ({birth.what})"
    return Reading(joined, Timex("DURATION", duration("year", birth.number)), why)


def _years(each: Told) -> float | None:
    """How many years an expression says have passed, where it says so."""
    spec = each.mention.spec
    if isinstance(spec, Stretch) and spec.unit == "year" and not spec.ahead:
        return spec.amount
    running = isinstance(spec, Length) and _AS_LONG.search(each.lead) and each.tense != "future"
    return spec.amount if isinstance(spec, Length) and spec.unit == "year" and running else None


def _since(spec: Since, anchor: Anchor, known: Roots) -> Reading | None:
    words = _folded(spec.what)
    words = words - {"zone"} or words
    fits = [when for said, when in known.named if words and words <= said]
    first = min(fits, key=lambda when: when.precision is not Precision.DAY, default=None)
    if first is None or anchor.start is None or anchor.end is None:
        return None
    when = values.between(first, values.now(anchor.start, anchor.end), Basis.DERIVED)
    return Reading(when, None, f"since {first.edtf} ({spec.what})") if when else None


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
