"""Sentences that tell of an anniversary: which frames license an origin, and when that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.beginnings import Beginning, beginnings, begun
from briefings.celebrated import subject
from briefings.counts import counted, this_year, years_ago
from briefings.dates import values
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Jubilee, Point
from briefings.dates.resolving import resolve
from briefings.licences import feasted, indirect, licensed, staged
from briefings.model import Basis, Precision, When
from briefings.occasions import Birth, earlier, falls, occasion, rooted
from briefings.tallies import years
from briefings.telling import Told
from briefings.turning import hits


def births(told: Sequence[Told], anchor: Anchor) -> tuple[Birth, ...]:
    """Every origin that a frame of these sentences licenses, counted from the time of writing."""
    found: list[Birth] = []
    ago = years_ago(told)
    spans = ago.union(number for each in told if (number := years(each.mention.spec)))
    known = beginnings(told)
    for index, each in enumerate(told):
        if isinstance(each.mention.spec, Jubilee):
            birth = _jubilee(told, index, anchor, known) if _of_years(told, index, spans) else None
        else:
            birth = counted(told, index, ago, anchor)
        if birth is not None:
            found.append(birth)
    return tuple(found)


def _of_years(told: Sequence[Told], index: int, spans: frozenset[int]) -> bool:
    """Whether a count is of years: one that is only hit or reached needs a day, or the years elsewhere."""
    spec = told[index].mention.spec
    known = isinstance(spec, Jubilee) and spec.number in spans
    return known or not hits(told[index]) or occasion(told, index) is not None


def _jubilee(told: Sequence[Told], index: int, anchor: Anchor, known: Sequence[Beginning]) -> Birth | None:
    """The origin of an anniversary: counted back where licensed, else only where the text dates it."""
    each = told[index]
    spec = each.mention.spec
    if not isinstance(spec, Jubilee):
        return None
    day = occasion(told, index)
    fits = licensed(each)
    on = falls(day, anchor, coming=fits) if day else this_year(anchor)
    if day is not None and fits and (on is None or on.when.start is None):
        day, on = None, this_year(anchor)
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
    exact = on.when.precision is Precision.DAY
    held = day is not None and (indirect(each) or staged(day) or (exact and feasted(each)))
    beside = day is not None and day.at < each.at and held
    if beside:
        on = replace(on, when=values.year(on.when.start.year, on.when.basis))
    when = (
        replace(root.when, basis=Basis.DERIVED) if beside and root else _counted(on.when, spec.number, root)
    )
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
