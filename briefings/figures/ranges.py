"""Two numbers with a joint between them: a range is one amount, a change is two."""

from __future__ import annotations

import re

from briefings.vocabulary import vocabulary

_JOINT = re.compile(
    r"[ \u00a0\n\r]{1,3}(to|and)[ \u00a0\n\r]{1,3}|\s{0,2}(-|–|—|~|～|至|到)\s{0,2}", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom (?:about |around |nearly |over |some |just |only |under )?\Z")
_WORDS = re.compile(r"[a-z]+")
_SPANS = vocabulary(
    "range ranges ranging ranged vary varies varying varied span spans spanning differ differs anywhere"
)
_CHANGES = vocabulary(
    """rise rises rose risen rising grow grows grew grown growing growth increase increases increased
    increasing fall falls fell fallen falling drop drops dropped dropping decrease decreases decreased
    decreasing decline declines declined declining climb climbs climbed climbing jump jumps jumped
    jumping soar soars soared surge surges surged surging shrink shrinks shrank shrunk shrinking expand
    expands expanded expanding expansion cut cuts cutting reduce reduces reduced reducing reduction
    raise raises raised raising lift lifts lifted lower lowers lowered lowering slash slashed boost
    boosts boosted double doubles doubled triple tripled go goes went gone going move moves moved moving
    shift shifts shifted change changes changed changing bring brings brought take takes took taken push
    pushed slip slipped slide slid sink sank edge edged ease eased tighten tightened slow slowed
    accelerate accelerated widen widened narrow narrowed extend extends extended upgrade upgraded
    improve improves improved improvement swell swelled plunge plunged tumble tumbled plummet plummeted
    recover recovered rebound rebounded advance advanced adjust adjusted revise revised hike hiked trim
    trimmed scale scaled evolve evolved develop developed up down turn turned convert converted
    transform transformed creep crept tick ticked top dip dipped halve halved shorten shortened compress
    compressed jumping leap leapt leaped add adding added"""
)


def joint(text: str, at: int) -> tuple[str, int] | None:
    """The word or mark that may join the two ends of a range, and where it ends."""
    found = _JOINT.match(text, at)
    return ((found.group(1) or found.group(2)).lower(), found.end()) if found else None


def between(text: str, at: int) -> bool:
    """Whether "between" stands in front of `at`."""
    return text[max(0, at - 10) : at].rstrip().lower().endswith(("between", "both"))


def changes(text: str, at: int) -> bool:
    """Whether "from A to B" at `at` tells of a change, which is two amounts, and not of a range."""
    before = text[max(0, at - 90) : at].lower()
    if not _FROM.search(before):
        return False
    clause = re.split("[.;:]", before)[-1]
    words = set(_WORDS.findall(clause))
    if not _SPANS.isdisjoint(words):
        return False
    return not _CHANGES.isdisjoint(words) or len(words) < 2
