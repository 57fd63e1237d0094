"""What a text says elsewhere that its expressions hang on: which years begin when, and what happened when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.dates import values
from briefings.dates.anchor import Anchor, Term
from briefings.dates.counted import DEEDS, PAPER
from briefings.dates.hung import Counted, Since
from briefings.dates.mention import Between, Point
from briefings.dates.points import resolve_point
from briefings.model import Basis, When
from briefings.telling import Told
from briefings.terms import terms

_MANY = 400

_VERBS = {
    "publication": r"published",
    "issue": "issued|released|promulgated",
    "force": (
        r"(?:enters?|entered|comes?|came|put|brought|went|goes)\s(?:in)?to\s(?:force|effect)|"
        r"takes?\seffect|took\seffect|effective"
    ),
    "adoption": "adopted|passed|enacted",
    "signing": r"signed|concluded|done\sat",
    "approval": "approved|authorised|authorized|ratified",
    "closing": r"close[sd]?|no\slater\sthan",
    "end": "end(?:s|ed)?|expire[sd]?|completed|terminated|finished",
    "opening": "open(?:s|ed)?|inaugurated",
    "start": "start(?:s|ed)?|begins?|began|commence[sd]?|launch(?:es|ed)?",
    "introduction": "introduced|implemented",
    "founding": r"established|founded|set\sup|created|formed",
    "announcement": "announced",
    "notification": "notified|informed",
    "service": "served",
    "receipt": "received",
    "submission": "submitted",
    "award": "awarded",
    "delivery": "delivered",
    "refusal": "refused|rejected",
    "decision": "decided|ruled",
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
_TAKEN = re.compile(
    r"(?i)\b(?:accepted|taken|received|open|submitted|made|lodged|filed)\s{1,3}(?:\w{1,12}\s){0,2}?(?:from|between)\s{1,3}$"
)
_PAPER = re.compile(rf"(?i)^(?:the\sdate\sof\s)?this\s(?:{PAPER})$")
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|has|had|have|will|shall|must|may|can|found|said|says|shows?|\w{3,15}ed)\b"
)
_CLAUSE = re.compile(r"[,;.:]|\sand\s")
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
    """All that the expressions of a text may hang on.

    `published` is the day of an accepted date line, `written` the day of writing where it is known.
    """

    terms: Mapping[str, Term]
    happenings: Sequence[Happening]
    published: date | None = None
    written: date | None = None

    def event(self, what: str, *, named: bool = False) -> Happening | None:
        """The one dated thing that some words mean; None where the text dates none, or several.

        `named` takes any deed that the words are told with, as for "the three months of the trial".
        """
        if _PAPER.search(what):
            return _day_of("this text", self.published or self.written)
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
        if deeds & {"publication", "issue"} and self.published is not None:
            return _day_of("the date line", self.published)
        return _only([h for h in self.happenings if h.deed in deeds and h.finite])


def _day_of(says: str, day: date | None) -> Happening | None:
    return Happening("publication", frozenset(), values.day(day), True, says) if day else None


def _only(fits: Sequence[Happening]) -> Happening | None:
    days = {(h.when.start, h.when.end) for h in fits}
    return fits[0] if len(days) == 1 else None


def elsewhere(told: Sequence[Told], base: Anchor, published: date | None = None) -> Elsewhere:
    """What a text says of its years and of what happened; the latter only where something hangs on it."""
    asked = any(isinstance(spec := each.mention.spec, Counted | Since) and spec.on is None for each in told)
    found = tuple(_happenings(told, base)) if asked else ()
    written = base.start if base.start == base.end else None
    return Elsewhere(terms(told), found, published, written)


def _happenings(told: Sequence[Told], base: Anchor) -> Iterator[Happening]:
    last: Told | None = None
    for each in told[:_MANY]:
        spec, after = each.mention.spec, last.to if last and last.passage is each.passage else 0
        last = each if isinstance(spec, Point | Between | Counted) else last
        if isinstance(spec, Between):
            yield from _taken(each, spec, base)
        if not isinstance(spec, Point) or spec.month is None or spec.part or spec.named:
            continue
        when = resolve_point(spec, replace(base, tense=each.tense)).when
        found = _deed(each, after) if when.start else None
        if found is not None:
            deed, finite = found
            says = " ".join(each.around.split())[:_NEAR]
            yield Happening(deed, _folded(each.sentence), replace(when, basis=Basis.DERIVED), finite, says)


def _taken(each: Told, spec: Between, base: Anchor) -> Iterator[Happening]:
    """Applications that are taken from one day to another close on the last."""
    if _TAKEN.search(each.lead) and isinstance(spec.last, Point):
        when = resolve_point(spec.last, replace(base, tense=each.tense)).when
        if when.start is not None:
            says = " ".join(each.around.split())[:_NEAR]
            yield Happening("closing", _folded(each.sentence), replace(when, basis=Basis.DERIVED), True, says)


def _deed(each: Told, after: int) -> tuple[str, bool] | None:
    """What happened on a day, by the last deed before it or the first one behind; whether a verb says so."""
    lead = each.sentence[max(after, each.at - _NEAR) : each.at]
    last = None
    for match in _DEED.finditer(lead):
        last = match
    if last is not None:
        return last.lastgroup or "", _finite(lead, last) or not _told_of(each.after)
    first = _DEED.search(each.after[:_NEAR])
    return (first.lastgroup or "", _finite(each.after[:_NEAR], first)) if first else None


def _told_of(after: str) -> bool:
    """Whether a clause goes on to tell of a thing and its participle: "the survey made in May found"."""
    return bool(_VERB.search(_CLAUSE.split(after[:_NEAR], maxsplit=1)[0]))


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
