"""Units counted from what the text dates: 18 months after its publication, the year ended 30 June 1997."""

from __future__ import annotations

import re
from typing import Literal

from briefings.dates.fiscal import SORT, sort_of
from briefings.dates.hung import Counted, Ended
from briefings.dates.lexicon import DAY, MONTH, NTH, NUMBER, UNIT, WS, YEAR, month, number, unit
from briefings.dates.mention import Nothing, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

Way = Literal["at", "within", "for", "of"]

DEEDS = {
    "publication": "publication|publishing",
    "issue": "issue|issuance|release|promulgation",
    "force": r"entry\sinto\s(?:force|effect)|coming\sinto\s(?:force|effect)|commencement|effective\sdate",
    "adoption": "adoption|passage|enactment",
    "signing": "signature|signing|conclusion",
    "approval": "approval|authorisation|authorization|ratification",
    "closing": "closing|closure|close|deadline",
    "end": "end|expiry|expiration|completion|termination",
    "opening": "opening|inauguration",
    "start": "start|beginning|commencement|launch",
    "introduction": "introduction|implementation",
    "founding": "establishment|founding|foundation|creation|formation|inception",
    "announcement": "announcement",
    "notification": "notification",
    "service": "service",
    "receipt": "receipt",
    "submission": "submission",
    "award": "award",
    "delivery": "delivery",
    "refusal": "refusal|rejection",
    "decision": "decision|judgment|ruling",
    "meeting": "meeting|election|hearing|vote|referendum|conference|summit|festival|session|ceremony|event",
}
"""What can happen, by the nouns for it."""

PAPER = (
    "judgment|order|act|law|notice|letter|decision|agreement|announcement|report|regulation|contract|circular"
)
"""What a text may call itself."""

_NOUN = "|".join(DEEDS.values())
_STOP = (
    r"(?!(?:shall|will|must|may|might|is|are|was|were|has|have|had|and|or|in|on|at|by|to|with|for|from|unless|"
    r"where|if|who|which|that|should|would|can|could|as|but|when|while|after|before|within|until|since)\b)"
)
_WORD = rf"{_STOP}[\w'’-]{{2,24}}"
_OF = rf"(?:{WS}of{WS}(?:(?:the|this|these|its|their|that|such|a|an){WS})?{_WORD}(?:{WS}{_WORD}){{0,3}})?"
_EVENT = (
    rf"(?P<what>(?:(?:the|its|their|such|this|that|your){WS})?"
    rf"(?:(?:date|day|time){WS}of{WS}(?:(?:the|its|their|such|this){WS})?)?"
    rf"(?:(?:official|formal|first|final|last|next){WS})?(?:{_NOUN})(?:{WS}(?:date|day|period))?(?![\w-])(?:{WS}for{WS}(?:the{WS})?{_WORD})?{_OF}|"
    rf"(?:the{WS}date{WS}of{WS})?this{WS}(?i:{PAPER})(?![\w-])|(?:the{WS}(?:former|latter)|that){WS}date(?![\w-]))"
)
_DATE = (
    rf"(?P<on>(?:the{WS})?(?P<d>{DAY}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})(?:,?{WS}(?P<y>{YEAR}))?|"
    rf"(?P<m2>{MONTH}){WS}(?P<d2>{DAY}){NTH}?(?:,?{WS}(?P<y2>{YEAR}))?|(?P<m3>{MONTH}){WS}(?P<y3>{YEAR}))(?![\w]|,?{WS}[12][0-9]{{3}}\b)"
)
_MONTH = (
    rf"(?:(?:the{WS})?end{WS}of{WS})?(?:{_DATE}|(?P<m4>{MONTH})(?![\w]|{WS}[0-9])|(?P<y4>{YEAR})(?![\w/-]))"
)
_COUNT = (
    rf"(?<![\w.,$/-])(?P<n>{NUMBER}){WS}(?:(?:calendar|clear|full|consecutive|working|business){WS})?"
    rf"(?P<u>{UNIT})s?['’]?"
)
_AFTER = (
    rf"(?P<after>after|from|following|of|before|prior{WS}to|ahead{WS}of|preceding|beginning{WS}(?:on|with)|"
    rf"starting{WS}(?:on|from)|counting{WS}from)"
)
_WORKING = re.compile(r"(?i)\b(?:working|business)\b")
_RATE = re.compile(r"(?:[0-9]|%|\bper\s?cent)\s$")
_WITHIN = re.compile(
    r"(?i)\b(?:within(?:\sa\speriod\sof|\sthe\sfirst)?|(?:no|not)\s(?:later|more)\sthan|at\sthe\slatest|at\sleast)\s$"
)
_FOR = re.compile(
    r"(?i)\b(?:(?:a|the)\s(?:\w{3,15}\s)?(?:period|term)\sof|for|in\sthe|(?:during|over|throughout)(?:\sthe)?)"
    r"(?:\sfirst)?\s$"
)
_BACK = re.compile(r"(?i)^(?:before|prior|ahead|preceding)")


def _point(match: re.Match[str]) -> Point | Nothing | None:
    """The date that stands in an expression; None where it has none."""
    groups = match.groupdict()
    name = next((groups[n] for n in ("m", "m2", "m3", "m4") if groups.get(n)), None)
    if groups.get("y4"):
        return Point(year=int(groups["y4"]))
    if not name:
        return None
    text = groups.get("d") or groups.get("d2")
    stated = groups.get("y") or groups.get("y2") or groups.get("y3")
    year, day = int(stated) if stated else None, int(text) if text else None
    if day is not None and not exists(year or 2000, month(name), day):
        return Nothing()
    return Point(year=year, month=month(name), day=day)


def _way(match: re.Match[str]) -> Way:
    """What the words before a count make of it."""
    lead = match.string[max(0, match.start() - 40) : match.start()]
    return "within" if _WITHIN.search(lead) else "for" if _FOR.search(lead) else "at"


def _read(match: re.Match[str]) -> Spec | None:
    """Working days stay uncounted: nobody knows which days are holidays there."""
    count = number(match["n"])
    name, times = unit(match["u"])
    on = _point(match)
    way = _way(match)
    if match["n"].lower() in {"a", "an"} and _RATE.search(
        match.string, max(0, match.start() - 12), match.start()
    ):
        return None
    if not count or isinstance(on, Nothing) or (match["after"] == "of" and way != "within"):
        return None
    what = " ".join((match["what"] if on is None else match["on"]).split())
    if _WORKING.search(match[0]):
        what, on = "", None
    back = bool(_BACK.match(match["after"]))
    at = match.start("on") - match.start() if on is not None else 0
    return Counted(name, count * times, what, way, back, on, _end(match), at)


def _end(match: re.Match[str]) -> int:
    """Where the words of the units end in an expression."""
    plural = match.string[match.end("u") : match.end("u") + 1] == "s"
    return match.end("u") + plural - match.start()


def _read_of(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    name, times = unit(match["u"])
    return Counted(name, count * times, " ".join(match["what"].split()), "of") if count else None


def _read_ended(match: re.Match[str]) -> Spec | None:
    last = _point(match)
    groups = match.groupdict()
    if last is None or isinstance(last, Nothing):
        return last
    count = number(groups["n"]) if groups.get("n") else 1
    name, times = unit(match["u"])
    word = match["u"].lower()
    if word.startswith("half"):
        name, times = "month", 6
    sort = sort_of(groups["s"]) if groups.get("s") else ""
    bare = [match.start(n) for n in ("m4", "y4") if n in match.re.groupindex]
    at = max(match.start("on"), *bare, -1) - match.start()
    return Ended(name, count * times, last, sort, _end(match), at) if count else None


CUES = ("year", "month", "week", "day", "hour", "decade", "quarter", "fortnight")

_LINKS = (
    " after ",
    " from ",
    "within ",
    " following ",
    " before ",
    " prior ",
    " ahead ",
    " preceding ",
    " beginning ",
    " starting ",
    " counting ",
)

_ENDS = (
    "ended",
    "ending",
    "year ends",
    "year to ",
    "year, to ",
    "months to ",
    "years to ",
    "weeks to ",
    "days to ",
    "decade to ",
    "fortnight to ",
    "month to ",
    "quarter to ",
    "week to ",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"{_COUNT}{WS}{_AFTER}{WS}(?:{_EVENT}|{_DATE}(?!{WS}(?:to|until|till|through)\b|{WS}?[–-]))",
        _read,
        *_LINKS,
    ),
    loose(
        rf"(?<![\w-])(?i:the){WS}(?:(?:full|entire|whole|first){WS})?(?P<n>{NUMBER}){WS}(?P<u>{UNIT})s{WS}of{WS}"
        rf"(?P<what>(?:the|its|this){WS}(?:\w{{3,15}}{WS})?(?:trials?|pilots?|tests?|experiments?|festivals?|exhibitions?|campaigns?|consultations?|"
        rf"closures?|scheme|programme|project|strike|works))(?![\w-])",
        _read_of,
        *(f"{name}s of " for name in ("day", "week", "month", "year")),
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?:(?P<s>(?i:{SORT})){WS})?(?P<u>(?i:year|quarter|half-year|month|fortnight|week)){WS}"
        rf"(?:that{WS})?(?i:end(?:ed|ing|s)(?:{WS}on)?|to){WS}{_DATE}",
        _read_ended,
        *_ENDS,
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?:(?:first|last){WS})?(?P<n>{NUMBER})(?:{WS}|-)(?P<u>(?i:day|month|week|fortnight|quarter|year|decade))s?{WS}(?:period{WS})?"
        rf"(?i:end(?:ed|ing)(?:{WS}on)?|to){WS}{_MONTH}",
        _read_ended,
        *_ENDS,
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})(?P<u>decade){WS}(?i:end(?:ed|ing)(?:{WS}(?:on|in))?|to){WS}{_MONTH}",
        _read_ended,
        *_ENDS,
    ),
)
