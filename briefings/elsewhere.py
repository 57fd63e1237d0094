"""What a text says elsewhere that its expressions hang on: which years begin when, and what happened when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.dates import values
from briefings.dates.anchor import Anchor, Term
from briefings.dates.counted import DEEDS
from briefings.dates.fiscal import SORT, sort_of
from briefings.dates.hung import Counted, Ended, Fiscal, FiscalTerm, Since
from briefings.dates.mention import Between, Point
from briefings.dates.points import resolve_point
from briefings.model import Basis, When
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
_CLOSES = re.compile(
    r"(?i)^,?\s{1,3}(?:which\s{1,3}|that\s{1,3})?(?:ends?|ended|ending|closes?|closed)\s{1,3}(?:on\s{1,3})?(?:the\s{1,3})?$"
)
_DAY = timedelta(days=1)
_MANY = 400

_VERBS = {
    "publication": r"published|released|issued|promulgated",
    "force": (
        r"(?:enters?|entered|comes?|came|put|brought|went|goes)\s(?:in)?to\s(?:force|effect)|"
        r"takes?\seffect|took\seffect|effective"
    ),
    "adoption": "adopted|passed|enacted",
    "signing": r"signed|concluded|done\sat",
    "approval": "approved|authorised|authorized|ratified",
    "closing": "close[sd]?|end(?:s|ed)?|expire[sd]?|completed|terminated|finished",
    "opening": (
        "open(?:s|ed)?|start(?:s|ed)?|begins?|began|launch(?:es|ed)?|inaugurated|introduced|implemented"
    ),
    "founding": r"established|founded|set\sup|created|formed",
    "notice": "announced|notified|served|received|submitted|awarded|delivered",
}
_DEED = re.compile(
    "|".join(
        rf"(?P<{name}>\b(?i:{words}|{_VERBS[name]})\b)"
        if name in _VERBS
        else rf"(?P<{name}>\b(?i:{words})\b)"
        for name, words in DEEDS.items()
    )
)
_AUX = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|being|has|have|had|will|shall|to|and)\s{1,3}"
    r"(?:\w{2,15}ly\s{1,3}|first\s|not\s|then\s|again\s|also\s|later\s)?$"
)
_NEAR = 90
_WORD = re.compile(r"\w{3,}")
_EMPTY = frozenset(
    [
        "the",
        "this",
        "these",
        "its",
        "their",
        "date",
        "day",
        "time",
        "present",
        "such",
        "that",
        "first",
        "last",
        "official",
    ]
)
_SELF = re.compile(r"(?i)\b(?:this|these|its|their|present)\b")
_DATED = re.compile(r"(?i)^\W{0,4}(?:publi|releas|issue|post|dated?\b)")


@dataclass(frozen=True, slots=True)
class Happening:
    """What a text dates: the sort of deed, the words around it, its date, and whether a verb says so."""

    deed: str
    words: frozenset[str]
    when: When
    finite: bool
    says: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All that the expressions of a text may hang on; `published` is the day of an accepted date line."""

    terms: Mapping[str, Term]
    happenings: Sequence[Happening]
    published: date | None = None

    def event(self, what: str, *, named: bool = False) -> Happening | None:
        """The one dated thing that some words mean; None where the text dates none, or several.

        `named` takes any deed that the words are told with, as for "the three months of the trial".
        """
        head, _, of = what.partition(" of ")
        own = _SELF.search(of or head) is not None
        if named:
            return _only([h for h in self.happenings if _folded(what) <= h.words])
        if re.match(r"(?:the\s)?(?:date|day|time)$", head):
            head, _, of = of.partition(" of ")
        deeds = {name for name, nouns in DEEDS.items() if re.search(rf"(?i)\b(?:{nouns})\b", head)}
        words = _folded(of)
        if words and not own:
            return _only([h for h in self.happenings if h.deed in deeds and words <= h.words])
        if "publication" in deeds and self.published is not None:
            when = values.day(self.published)
            return Happening("publication", frozenset(), when, True, "the date line")
        return _only([h for h in self.happenings if h.deed in deeds and h.finite])


def _only(fits: Sequence[Happening]) -> Happening | None:
    days = {(h.when.start, h.when.end) for h in fits}
    return fits[0] if len(days) == 1 else None


def elsewhere(told: Sequence[Told], base: Anchor, published: date | None = None) -> Elsewhere:
    """What a text says of its years and of what happened; the latter only where something hangs on it."""
    asked = any(isinstance(spec := each.mention.spec, Counted | Since) and spec.on is None for each in told)
    found = tuple(_happenings(told, base)) if asked else ()
    return Elsewhere(_terms(told), found, published)


def _terms(told: Sequence[Told]) -> dict[str, Term]:
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
    if _RUNS.match(link) and (isinstance(other, Between) or not any(mark in link for mark in "(,")):
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


def _happenings(told: Sequence[Told], base: Anchor) -> Iterator[Happening]:
    for each in told[:_MANY]:
        spec = each.mention.spec
        if not isinstance(spec, Point) or spec.month is None or spec.part or spec.named:
            continue
        when = resolve_point(spec, replace(base, tense=each.tense)).when
        found = _deed(each) if when.start else None
        if found is not None:
            deed, finite = found
            says = " ".join(each.around.split())[:_NEAR]
            yield Happening(deed, _folded(each.sentence), replace(when, basis=Basis.DERIVED), finite, says)


def _deed(each: Told) -> tuple[str, bool] | None:
    """What happened on a day, by the last deed before it or the first one behind; whether a verb says so."""
    lead = each.lead[-_NEAR:]
    last = None
    for match in _DEED.finditer(lead):
        last = match
    if last is not None:
        return last.lastgroup or "", _finite(lead, last)
    first = _DEED.search(each.after[:_NEAR])
    return (first.lastgroup or "", _finite(each.after[:_NEAR], first)) if first else None


def _finite(text: str, match: re.Match[str]) -> bool:
    """Whether a participle has its auxiliary or opens its clause; "a review published in May" does not."""
    if not match[0].lower().endswith("ed") or match[0].lower() in {
        "ended",
        "closed",
        "started",
        "expired",
        "entered",
    }:
        return True
    before = text[: match.start()]
    return not before.strip(" \n(") or before.rstrip()[-1:] in ".:;," or _AUX.search(before) is not None


def _folded(text: str) -> frozenset[str]:
    """The words of a name in the singular."""
    return frozenset(w.lower().rstrip("s") for w in _WORD.findall(text)) - {w.rstrip("s") for w in _EMPTY}


def published_on(raw: str, day: date | None, verdict: str) -> date | None:
    """The day of publication that a date line gives, where the text agrees with it."""
    return day if verdict == "accepted" and _DATED.match(raw) else None
