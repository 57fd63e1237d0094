"""Times told by an event: since the establishment of the free port."""

from __future__ import annotations

import re

from briefings.dates.hung import Since
from briefings.dates.lexicon import MONTH, NTH, WS, YEAR, month
from briefings.dates.mention import Nothing, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_DEED = (
    r"construction|establishment|founding|launch|release|start|implementation|opening|creation|inception|introduction|"
    r"publication|adoption|inauguration|promulgation|formation|closure|entry\sinto\sforce|accession|merger|signing"
)
_TIME = (
    rf"(?!(?:(?:this|last|the|that){WS})?(?:(?:fiscal|financial|school|academic|calendar){WS})?(?:spring|summer|autumn|winter|"
    rf"year|month|week|quarter|season|century|decade|day|period|[0-9]|{MONTH}))"
)
_ON = (
    rf"(?:{WS}(?:in|on){WS}(?:the{WS})?(?:(?:(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?)?(?P<m>{MONTH})"
    rf"(?:{WS}(?P<e>[0-9]{{1,2}}){NTH}?(?![0-9]))?(?:,?{WS}(?P<y>{YEAR}))?|(?P<y2>{YEAR}))(?![\w-]))?"
)

_COUNTED = re.compile(r"(?i)\b(?:years?|months?|weeks?|days?|decades?|century|centuries)\s{1,3}$")


def _counted(match: re.Match[str]) -> bool:
    """Whether a count stands before it: "20 years since its accession" is told by the years."""
    return bool(_COUNTED.search(match.string, max(0, match.start() - 12), match.start()))


def _read(match: re.Match[str]) -> Spec | None:
    if _counted(match):
        return None
    groups = match.groupdict()
    name, text = groups["m"], groups["d"] or groups["e"]
    stated = groups["y"] or groups["y2"]
    year, day = int(stated) if stated else None, int(text) if text else None
    if name and day and not exists(year or 2000, month(name), day):
        return Nothing()
    on = Point(year=year, month=month(name) if name else None, day=day) if name or year else None
    at = min(match.start(n) for n in ("d", "m", "y2") if match.start(n) >= 0) - match.start() if on else 0
    return Since(" ".join((groups.get("what") or "").split()), groups["deed"].lower(), on, at)


def _read_any(match: re.Match[str]) -> Spec | None:
    """An event that no deed is named of, which nothing but its own words could date."""
    if _counted(match):
        return None
    return Since("", " ".join(match["what"].split()))


CUES = ("since",)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])[sS]ince{WS}(?:the|its|their){WS}(?:official{WS}|formal{WS})?(?P<deed>{_DEED}){WS}of{WS}{_TIME}(?:the{WS})?"
        rf"[\"“‘']?(?P<what>[^,.;:\"“”]{{3,100}}?)[\"”’']?(?=[,.;:]|$|{WS}(?:in|on|has|have)\b){_ON}",
        _read,
    ),
    loose(
        rf"(?<![\w-])[sS]ince{WS}(?:the|its|their){WS}(?:official{WS}|formal{WS})?(?P<deed>{_DEED})(?!{WS}of\b)(?![\w-]){_ON}",
        _read,
    ),
    loose(
        rf"(?<![\w-])[sS]ince{WS}the{WS}{_TIME}(?P<what>[a-z-]{{3,20}}(?:{WS}[a-z-]{{3,20}}){{0,2}})(?=,)",
        _read_any,
    ),
)
