"""Lengths counted from a deed that the text dates: within 30 days of publication, 18 months after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Length, Point
from briefings.dates.timex import duration
from briefings.model import Basis, Precision, Timex, When
from briefings.telling import Told

_DEED = re.compile(
    r"(?i)^\s(?P<how>of|after|from|following)\s(?:(?:the|its|their|this|that|such)\s)?"
    r"(?:date\s(?:of|on\swhich)\s(?:(?:the|its|this)\s)?)?(?P<what>[a-z][a-z -]{2,40}?)"
    r"(?=\s(?:of|to|for|in|by|on|under|with|which|and)\b|[,.;:)]|$)"
)
_WITHIN = re.compile(r"(?i)\b(?:within|in|no\slater\sthan|not\slater\sthan|less\sthan)\s(?:the\s)?$")
_ITSELF = re.compile(
    r"(?i)^(?:publication|issue|issuance|promulgation|release|order|notice|judg[e]?ment|decision|announcement|letter|report|regulations?)$"
)
_PLAIN = frozenset({"date", "entry", "into", "last", "final"})
_BEFORE, _BEHIND, _STEM = 70, 40, 4


def counted(each: Told, anchor: Anchor, dated: Sequence[tuple[Told, When]]) -> Reading | None:
    """The day, deadline or stretch of a length that is counted from a deed; None where nothing dates that.

    `dated` are the expressions of the text that give a day. A deadline has `../` in its EDTF text.
    """
    spec = each.mention.spec
    if not isinstance(spec, Length) or not spec.amount or spec.amount != int(spec.amount) or not asks(each):
        return None
    deed = _DEED.match(each.after)
    first = _day(deed["what"], each, anchor, dated) if deed else None
    if deed is None or first is None or first.start is None:
        return None
    last = values.add(first.start, int(spec.amount), spec.unit)
    if last is None or spec.unit in {"hour", "minute", "second"}:
        return None
    why = f"counted from {first.edtf} ({' '.join(deed['what'].split())})"
    timex = Timex("DURATION", duration(spec.unit, spec.amount))
    if _WITHIN.search(each.lead):
        when = When(first.start, last, Precision.RANGE, Basis.DERIVED, f"../{last.isoformat()}")
    elif deed["how"].lower() in {"after", "following"}:
        when = values.day(last, Basis.DERIVED)
    else:
        text = f"{first.start.isoformat()}/{last.isoformat()}"
        when = When(first.start, last, Precision.RANGE, Basis.DERIVED, text)
    return Reading(when, timex, why)


def asks(each: Told) -> bool:
    """Whether an expression is a length that is counted from a deed."""
    return isinstance(each.mention.spec, Length) and _DEED.match(each.after) is not None


def _day(what: str, each: Told, anchor: Anchor, dated: Sequence[tuple[Told, When]]) -> When | None:
    """The day of a deed: one of its own sentence, or else the last one before, or else the next."""
    if what.lower() in {"former date", "latter date"}:
        own = [when for told, when in dated if told.passage is each.passage and told.at < each.at]
        return (own[0] if what.lower().startswith("former") else own[-1]) if own else None
    stems = [word[:_STEM] for word in what.lower().split() if len(word) >= _STEM and word not in _PLAIN]
    fits = [(told, when) for told, when in dated if stems and _tells(told, stems)]
    own = [when for told, when in fits if told.passage is each.passage]
    before = [when for told, when in fits if told.mention.start < each.mention.start]
    found = own[:1] or before[-1:] or [when for _, when in fits][:1]
    if found:
        return found[0]
    return values.day(anchor.start) if anchor.exact and anchor.start and _ITSELF.match(what) else None


def _tells(told: Told, stems: Sequence[str]) -> bool:
    """Whether the words close to a day hold all the words of a deed."""
    near = told.sentence[max(0, told.at - _BEFORE) : told.to + _BEHIND].lower()
    return all(re.search(rf"\b{re.escape(stem)}", near) for stem in stems)


def gives_day(told: Told, when: When) -> bool:
    """Whether an expression can date a deed."""
    return isinstance(told.mention.spec, Point) and when.precision is Precision.DAY
