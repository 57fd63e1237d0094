"""When a text says that its fiscal, academic and marketing years begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from briefings.dates import values
from briefings.dates.anchor import Term
from briefings.dates.fiscal import SORT, sort_of
from briefings.dates.hung import Ended, Fiscal, FiscalTerm
from briefings.dates.mention import Between, Point
from briefings.telling import Told

_OPENS = re.compile(
    rf"(?i)\b(?P<s>{SORT})\s{{1,3}}years?\s{{1,3}}(?:\w{{2,12}}\s){{0,3}}?"
    r"(?:began|begins?|start(?:s|ed)?|commence[sd]?)\s{1,3}(?:on\s{1,3})?(?:the\s{1,3})?$"
)
_RUNS = re.compile(
    r"(?i)^(?:,?\s{1,3}(?:which\s{1,3}|that\s{1,3})?"
    r"(?:runs?|ran|lasts?|lasted|covers?|began|begins?|starts?|started|is|was)\s{1,3}"
    r"(?:the\s{1,3}period\s{1,3})?(?:from\s{1,3}|on\s{1,3})?(?:the\s{1,3})?|\s{0,2}[(,]\s{0,2}(?:from\s{1,3}|i\.e\.,?\s)?)$"
)
_BEGINS = re.compile(
    r"(?i)^,?\s{1,3}(?:which\s{1,3}|that\s{1,3})?(?:began|begins?|starts?|started|commence[sd]?)\s{1,3}"
    r"(?:on\s{1,3})?(?:the\s{1,3})?$"
)
_CLOSES = re.compile(
    r"(?i)^,?\s{1,3}(?:which\s{1,3}|that\s{1,3})?(?:ends?|ended|ending|closes?|closed)\s{1,3}(?:on\s{1,3})?(?:the\s{1,3})?$"
)
_DAY = timedelta(days=1)


def terms(told: Sequence[Told]) -> dict[str, Term]:
    """When the years of each sort begin; nothing for a sort of which a text says it in two ways."""
    said: dict[str, list[Term]] = {}
    for index, each in enumerate(told):
        behind = told[index + 1] if index + 1 < len(told) else None
        for sort, term in _declared(each, behind):
            said.setdefault(sort, []).append(term)
    return {sort: _joined(terms) for sort, terms in said.items() if len({t.month for t in terms}) == 1}


def _joined(terms: Sequence[Term]) -> Term:
    day = next((term.day for term in terms if term.day), None)
    shifts = {term.shift for term in terms if term.shift is not None}
    return replace(terms[0], day=day, shift=shifts.pop() if len(shifts) == 1 else None)


def _declared(each: Told, behind: Told | None) -> Iterator[tuple[str, Term]]:
    spec = each.mention.spec
    why = f"“{' '.join(each.mention.text.split())}”"
    if isinstance(spec, FiscalTerm):
        yield spec.sort, Term(spec.month, spec.day, None, why)
    elif isinstance(spec, Ended) and spec.sort and spec.unit == "year":
        term = _after(spec.last, None, why)
        if term:
            yield spec.sort, term
    elif isinstance(spec, Fiscal) and spec.year and spec.until is None and not spec.nth:
        term = _told_beside(each, spec, behind)
        if term:
            yield spec.sort or "fiscal", term
    elif (
        isinstance(spec, Point) and spec.month and "year" in each.lead and (opens := _OPENS.search(each.lead))
    ):
        yield (
            sort_of(opens["s"]),
            Term(spec.month, spec.day, None, f"{' '.join(opens[0].split())} {each.mention.text}"),
        )


def _told_beside(each: Told, spec: Fiscal, behind: Told | None) -> Term | None:
    """What stands right behind: "the fiscal year 2022, which runs from 1 July 2021 to 30 June 2022"."""
    if behind is None or behind.passage is not each.passage or spec.year is None:
        return None
    link, other = each.sentence[each.to : behind.at], behind.mention.spec
    why = f"“{' '.join(each.sentence[each.at : behind.to].split())}”"
    first = other.first if isinstance(other, Between) else other
    if not isinstance(first, Point) or not first.month or not first.year:
        return None
    if (_RUNS if isinstance(other, Between) else _BEGINS).match(link):
        return Term(first.month, first.day, first.year - spec.year, why)
    if _CLOSES.match(link) and not isinstance(other, Between):
        return _after(first, spec.year, why)
    return None


def _after(last: Point, named: int | None, why: str) -> Term | None:
    """The term of years that end with a day or month."""
    if last.month is None:
        return None
    year = last.year or 2001
    end = date(year, last.month, last.day) if last.day else values.month_end(year, last.month)
    opens = end + _DAY
    shift = opens.year - 1 - named if named is not None and last.year else None
    return Term(opens.month, opens.day if last.day else None, shift, why)
