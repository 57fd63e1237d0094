"""What a text itself says began, and when: what its anniversaries and spans go back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefings.chinese import evidence as han
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Point, Upto
from briefings.dates.resolving import resolve
from briefings.model import When
from briefings.script import chinese
from briefings.script import han as written
from briefings.telling import Told

MOST = 300
"""Beginnings that are kept of a text; one that names more is a register, not a story."""

_FOUNDING = (
    r"established|founded|set\sup|released|published|issued|promulgated|inaugurated|launched|opened|unveiled|"
    r"made\spublic|(?:came|come|comes|entered)\sinto\s(?:force|effect)|took\seffect|adopted|enacted"
)
_MADE = r"founded|established|opened|set\sup|created|built|launched|formed|inaugurated|born"
FOUNDED = re.compile(rf"(?i)\b(?:{_FOUNDING})\b")
_BEGAN = re.compile(
    rf"(?i)\b(?:{_FOUNDING}|created|formed|announced|started|began|begun|signed|born|built|completed|joined|"
    r"approved|(?:decided|agreed|voted|resolved)\sto\s(?:establish|set\sup|found|create|build|open|launch)|dates?\sback|(?:put|went|came)\sinto\s(?:operation|service|use|being))\b"
)
_DEEDS = (
    (r"establish|found|set\w*\sup|creat|form(?:ed|ation)|birth|born", "found"),
    (r"open|inaugurat|launch|unveil|start|beg[aiu]n|operation|service", "open"),
    (r"releas|publi|issu|promulgat|announc", "issue"),
    (r"adopt|enact|approv|force|effect", "adopt"),
    (r"sign", "sign"),
    (r"built|construct|complet", "build"),
)
_DEED = re.compile(
    "(?i)^(?:" + "|".join(f"({pattern})" for pattern, _ in _DEEDS) + r")\w*(?:\s(?:up|into\s\w+))?$"
)
_OWN = re.compile(r"(?i)^(?:(?:its|their|the|this|that|our|such|official|formal)\s)+")
_DAY = re.compile(r"(?i)^(?:that|this|the)\s(?:day|date|event|moment)$")
_ITSELF = re.compile(
    rf"(?i)(?:first\s)?(?:{_MADE})\b[^.;]{{0,120}},\s(?:it|they|the\s[a-z]+)\s|(?:it|they)\s(?:was|were|has\sbeen|had\sbeen)\s(?:first\s)?(?:{_MADE})\b"
)
_WORD = re.compile(r"[a-z0-9]{2,}")
_STOP = frozenset(
    ["the", "of", "and", "in", "on", "for", "to", "its", "an", "with", "by", "at", "from", "china", "chinese"]
)
_NOUNS = frozenset(["establishment", "founding", "release", "launch", "opening", "implementation"])
_NEAR = 90
_DEED_LONG = 4
_PAIRED = 0.6  # pairs of characters over the edges of words are no part of a name
_FAR = 6
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Beginning:
    """Something that the text dates: the words of its sentence, its kind of deed, and when."""

    words: frozenset[str]
    deed: str
    when: When
    year: int
    told: Told


def beginnings(told: Sequence[Told]) -> tuple[Beginning, ...]:
    """What the text says was set up, opened, released or signed, with the full date or year that it gives."""
    return tuple(islice(_beginnings(told), MOST))


def _beginnings(told: Sequence[Told]) -> Iterator[Beginning]:
    for each in told:
        spec = each.mention.spec
        spec = spec.first if isinstance(spec, Upto) else spec
        if (
            not isinstance(spec, Point)
            or not spec.year
            or spec.year < 1
            or spec.decade
            or (spec.named and each.at)
        ):
            continue
        verb = None if each.tense == "future" else _verb(each)
        reading = resolve(spec, Anchor()) if verb else None
        if verb and reading and reading.when.start:
            yield Beginning(terms(each.sentence), _deed(verb), reading.when, spec.year, each)


def _verb(each: Told) -> str | None:
    """The verb of beginning that is closest to an expression, in its own clause."""
    if chinese(each.sentence):
        return han.verb(each.sentence, each.at)
    before = [m for m in _BEGAN.finditer(each.lead) if not set(";:") & set(each.lead[m.end() :])]
    behind = _BEGAN.search(each.after[:_NEAR])
    if before and len(each.lead) - before[-1].end() <= _NEAR:
        return before[-1][0]
    return behind[0] if behind else None


def began(each: Told) -> bool:
    """Whether an expression dates a founding or opening right behind its verb ("founded in 1990")."""
    if chinese(each.sentence):
        return False
    last = next(reversed(list(_BEGAN.finditer(each.lead[-_NEAR:]))), None)
    between = each.lead[-_NEAR:][last.end() :] if last else ","
    return not set(",;:") & set(between) and " and " not in between


def _deed(words: str) -> str:
    if written(words):
        return han.deed(words)
    found = _DEED.match(_OWN.sub("", words).strip())
    if found is None:
        bare = words.lower().split()
        return next((deed for word in bare for p, deed in _DEEDS if re.match(p, word)), "")
    return next((deed for group, (_, deed) in zip(found.groups(), _DEEDS, strict=True) if group), "")


def begun(what: str, by: Told, known: Sequence[Beginning]) -> Beginning | None:
    """The beginning that the words `what`, standing at `by`, go back to.

    A bare deed ("its founding", "the signing") or "that day" means the nearest one before; a name
    means the sentence that holds most of its words.
    """
    bare = _OWN.sub("", what).strip()
    deed = _deed(bare) if _DEED.match(bare) or (written(bare) and len(bare) <= _DEED_LONG) else ""
    before = [b for b in known if _before(b.told, by)]
    if deed or _DAY.match(what):
        fits = [b for b in before if not deed or b.deed == deed]
        only = [b for b in known if b.deed == deed] if deed and written(bare) and not fits else []
        return fits[-1] if fits else only[0] if len({b.year for b in only}) == 1 else None
    words = terms(what) - _NOUNS
    if not words:
        near = [b for b in before if by.passage.paragraph - b.told.passage.paragraph <= 1]
        return near[-1] if near else None
    if len(words) < 2:
        mates = [b for b in before if b.told.passage is by.passage]
        own = mates[-1] if mates and (not words or words <= mates[-1].words) else None
        return own or next((b for b in known if _beside(b, by)), None)
    needed = max(2, (_PAIRED if written(what) else 0.7) * len(words))
    named = next((b for b in known if len(words & b.words) >= needed), None)
    return named or next((b for b in known if _beside(b, by)), None)


def _beside(beginning: Beginning, by: Told) -> bool:
    """Whether the sentence before or behind says when what `by` tells of began: "Founded in 1979, it …"."""
    here, there = by.passage, beginning.told.passage
    close = here.paragraph == there.paragraph and abs(here.sentence - there.sentence) == 1
    return close and bool(_ITSELF.match(beginning.told.sentence))


def kindred(what: str, known: Sequence[Beginning]) -> Beginning | None:
    """The one beginning that shares a telling word with `what`; None where none does, or several years do."""
    words = frozenset(word for word in terms(what) - _NOUNS if len(word) > _SHORT)
    fits = [b for b in known if words & b.words]
    return fits[0] if fits and len({b.year for b in fits}) == 1 else None


def _before(told: Told, by: Told) -> bool:
    """Whether it is told before, and not too far away for a word such as "its founding" to mean it."""
    gap = by.passage.paragraph - told.passage.paragraph
    return told.mention.start < by.mention.start and gap <= _FAR


def terms(text: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    if written(text):
        return han.terms(text)
    return frozenset(_WORD.findall(text.lower())) - _STOP
