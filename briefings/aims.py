"""Which expressions name an aim, and which are surely told as past."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.chinese import evidence as han
from briefings.dates.mention import Point
from briefings.script import chinese
from briefings.tails import Tail
from briefings.telling import Told
from briefings.tense import looks_ahead

_TARGET = Tail(
    r"(?i)\b(?:by|until|till|before|(?:no|not)\slater\sthan|through|towards?|to|for)\s{1,3}(?:about\s|around\s)?(?:the\s{1,3}end\s{1,3}of\s{1,3})?(?:the\s{1,3})?(?:year\s{1,3})?$"
)
_PURPOSE = re.compile(
    r"(?i)\b(?:agreed?|decided?|vow(?:s|ed)?|pledg(?:es?|ed)|promis(?:es?|ed)|want(?:s|ed)?|hop(?:es?|ed)|aim(?:s|ed)?|plan(?:s|ned)?|"
    r"propos(?:es?|ed)|undert(?:akes?|ook)|committed|ordered|required|asked|expects?|expected|intend(?:s|ed)?)\b[^;.]{0,120}\bto\s[a-z]+\b"
)
_FROM = re.compile(r"(?i)\W{0,3}(?:as\s)?(?:from|of)\s{1,3}$")
_TO_DO = re.compile(r"\bto\s[a-z]{2,}\b[^,;.]{0,100}\b(?:by|later\sthan)\s{1,3}(?:the\s(?:end\sof\s)?)?$")
_SCHEME = re.compile(
    r"(?i)\b(?:plans?|proposals?|goals?|targets?|pledges?|promises?|aims?|decisions?|ambitions?|schemes?)\s(?:is\s|was\s)?to\s[a-z]+\b"
)
_INSIDE = Tail(
    r"(?i)\s(?:for|over|after|following|about|of|against|since)\s(?:an?|the|its|his|her|their|last)\s[^,;]{0,80}$"
)
_ONCE_MEANT = re.compile(
    r"(?i)\b(?:was|were|had\sbeen)\s(?:\w+ly\s)?(?:meant|supposed|due|scheduled|planned|expected|intended|slated)\b[^,;.]{0,80}$"
)
_BEFORE = Tail(r"(?i)\b(?:before|until|till|ahead\sof|towards?)\s{1,3}(?:the\s)?(?:end\sof\s)?$")
_FINITE = re.compile(r"(?i)\b(?:was|were|had|has|have|did|is|are)\b")
_FOR = Tail(r"(?i)(?<!planned\s)(?<!scheduled\s)(?<!\bset\s)\b(?:for|of)\s{1,3}(?:the\s)?$")
_SINCE = Tail(r"(?i)\bsince\s{1,3}$")
_AGREED = Tail(
    r"(?i)\b(?:agreed|signed|adopted|set\sup|founded|passed|approved|issued|made|launched|drawn\sup|concluded|published|reached|"
    r"introduced|established|created|opened|built|begun|started|ordered|announced|unveiled)\b[^,;.]{0,50}\bin\s{1,3}(?:early\s|late\s|the\s)?$"
)
_FIXED = Tail(
    r"(?i)\b(?:by|until|till|before|from|starting|than|to|in|through)\s{1,3}(?:the\s)?(?:end\sof\s)?$"
)
_ENDS = re.compile(
    r"(?i)\b(?:ends?|expires?|is\sdue|are\sdue|due|runs?|lasts?|valid|closes?|deadline|(?:takes?|with)\seffect|"
    r"(?:enters?|comes?)\sinto\s\w+|effective|starts?|begins?|opens?|appl(?:y|ies))"
    r"(?:\s(?:on|in|at|by|until|through|to|from|is|as))*\s{1,3}(?:the\s(?:end\sof\s)?)?$"
)
_VISION = Tail(
    r"(?i)\b(?:vision|agenda|outlook|horizon|strategy|roadmap|goals?|targets?)\s{1,3}(?:for\s|of\s)?$"
)
_LONG_RANGE = re.compile(r"(?i)^\s{1,3}(?:agenda|vision|goals?|targets?|long-range|strategy|horizon)\b")
EVENT = Tail(
    r"(?:Festival|Conference|Forum|Fair|Expo|Exposition|Exhibition|Week|Congress|Games|Summit|Championships?|Awards?|Day|Season|"
    r"Cup|Convention|Symposium|Seminar|Assembly|Session|Marathon|Biennale|Meeting)\s{1,3}$"
)
_NAME = Tail(
    r"(?<![.!?]\s)\b(?!(?:Since|From|Until|Till|During|Before|After|Between|Around|Throughout|Early|Late|Already|Only|Back|About|"
    r"Spring|Summer|Autumn|Fall|Winter|January|February|March|April|May|June|July|August|September|October|November|December)\s)"
    r"[A-Z][a-z]{2,20}\s$"
)
_MODAL = re.compile(
    r"(?i)\b(?:will|shall|must|should|would|(?-i:may)|can|cannot|is\sto|are\sto|to\sbe|plans?\sto|planned\sfor|"
    r"scheduled|expected)\b"
    r"(?![^;]*[;:]\s)(?![^,]*,\s(?:after|which|who|since|when|where)\b)"
)


@lru_cache(maxsize=4096)
def target(told: Told) -> bool:
    """Whether an expression names an aim rather than a time that is known."""
    if chinese(told.sentence):
        return told.tense == "future" or han.target(told.mention.spec, told.sentence, told.at, told.to)
    if told.tense == "future" or _ENDS.search(told.lead) or in_a_plan(told):
        return True
    if _TARGET.search(told.lead) and (_PURPOSE.search(told.lead) or _TO_DO.search(told.lead)):
        return True
    if not _TARGET.search(told.lead):
        return False
    return told.tense != "past" or looks_ahead(told.sentence) or not _FINITE.search(told.sentence)


def in_a_plan(told: Told) -> bool:
    """Whether a year is part of the name of a plan or law: "Vision 2035", "the 2030 Agenda"."""
    spec = told.mention.spec
    if not isinstance(spec, Point) or spec.month is not None or spec.day is not None:
        return False
    named = _NAME.search(told.lead) and not EVENT.search(told.lead)
    return bool(named or _VISION.search(told.lead) or _LONG_RANGE.match(told.after))


@lru_cache(maxsize=4096)
def firm(told: Told) -> bool:
    """Whether an expression is surely told as past: no "will" or "must" stands before it in its sentence."""
    if told.tense != "past" or target(told) or _MODAL.search(told.lead):
        return False
    return chinese(told.sentence) or not _BEFORE.search(told.lead)


def _told_of(told: Told) -> bool:
    """Whether a year goes with a participle before the verb: "Under a plan agreed in 2017, …"."""
    return told.after.startswith(",") and bool(_AGREED.search(told.lead))


@lru_cache(maxsize=4096)
def foretold(told: Told) -> bool:
    """Whether an expression is surely told as coming: it belongs to its verb, not to a noun behind that."""
    if _FOR.search(told.lead) or _ONCE_MEANT.search(told.lead) or _SINCE.search(told.lead) or _told_of(told):
        return False
    if _TARGET.search(told.lead) and _MODAL.search(told.lead):
        return True
    if _TARGET.search(told.lead) and (_SCHEME.search(told.lead) or told.tense in {"present", "unknown"}):
        return True
    if told.tense in {"present", "unknown"}:
        return bool(_ENDS.search(told.lead) or _FROM.match(told.before))
    return told.tense == "future" and bool(_FIXED.search(told.lead) or not _INSIDE.search(told.lead))
