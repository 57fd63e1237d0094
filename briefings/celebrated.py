"""What an anniversary is the anniversary of, in the sentence's own words."""

from __future__ import annotations

import re

from briefings.chinese import anniversaries as han
from briefings.dates import mentions
from briefings.script import chinese
from briefings.telling import Told

LONGEST = 300

_OF = re.compile(
    r"^\s{1,3}(?:(?:celebrations?|festivities|year|edition|ceremony|events?)\s)?(?:of|since|for)\s{1,3}(?:the\s{1,3})?",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?i)^\W*(?:ahead\sof|on|for|at|during|to\s\w+|in\s[\w\s]{2,24}\sof|as\spart\sof)\s(?:its|their|the|his|her)?\s{0,3}$"
)
_THEN = re.compile(
    r"^[^,;]{0,80},\s(?P<who>(?:[\w’'-]+\s){1,6}?)(?:is|are|was|were|has|have|had|will|would|can|plans?|looks?|asks?|opens?|holds?|"
    r"invites?|presents?|publish\w*|issue\w*|\w{3,12}ed)\s"
)
_STOP = re.compile(
    r"[,;:.!?](?:\s|$)|\s(?:and|as\swell\sas)\s(?:also\s)?(?:the|its)\s(?:[0-9]{1,3}(?:st|nd|rd|th)|\w{3,14}(?:th|first|second|third))\b|"
    r"\s(?:falls?|falling|is|are|was|were|will|has|have|had|took|takes?|this\syear|next\syear|last\syear|"
    r"today|tomorrow|with\san?|which|who|that)\b|—|–|\s\(|[\"”’]\s"
)
_VERB = re.compile(
    r"(?i)\s(?:(?:has|have|is|are|will|shall|also|soon|now|about|set|due|to|officially|just|be)\s){0,5}"
    r"(?:marks?|marking|celebrat(?:es?|ing)|commemorat(?:es?|ing)|ushers?\sin|ushering\sin|welcom(?:es?|ing)|"
    r"observ(?:es?|ing)|greets?|turn(?:s|ed|ing)?|approach(?:es|ing)|near(?:s|ing)|reach(?:es)?|sees)\s"
)
_POSSESSOR = re.compile(
    r"(?:^|[,;:]\s|\bthe\s|\b(?:marks?|celebrates?)\s)([^,;:]{2,100}?)['’]s?\s(?:\w+\s)?$"
)
_RELATIVE = re.compile(
    r",\s(?:which|who|where|whose|founded|established|opened|set\sup|born)\b[^,;]{0,200}(?:,|$)"
)
_FORWARD = re.compile(
    r"(?i)^(?:(?:and|as|while|when|that|but|meanwhile|also|moreover|in\saddition|the\sreporter\slearned\sthat|"
    r"it\sis\s\w+\sthat)\b,?\s)+"
)
_BARE = re.compile(r"(?i)^(?:it|he|she|they|we|this|that|which|who|there|today|the\syear)?$")
_HANGING = re.compile(r"(?i)\s(?:on|in|at|by|of|for|during|since|from|the|and|held|held\son)$")


def subject(told: Told) -> str:
    """What an anniversary is the anniversary of; empty where only a pronoun says so."""
    if chinese(told.sentence):
        return han.subject(told.before)
    of = _OF.match(told.after)
    if of:
        rest = told.after[of.end() : of.end() + 400]
        stop = _STOP.search(rest)
        words = rest[: stop.start()] if stop else rest
        return tidy(_timeless(words) or words)
    possessor = _POSSESSOR.search(told.lead)
    if possessor:
        return tidy(_timeless(possessor[1]))
    then = _THEN.match(told.after) if _FRAME.match(told.before[-60:]) else None
    return tidy(then["who"] if then else actor(told.before[-400:]))


def actor(lead: str) -> str:
    """Who celebrates: the words before the last verb of celebrating, without the times among them."""
    verbs = list(_VERB.finditer(f"{lead} "))
    words = lead[: verbs[-1].start()] if verbs else lead
    words = _RELATIVE.sub(" ", words)
    clauses = [_FORWARD.sub("", _timeless(part).strip(" ,")) for part in re.split(r"[;:]\s|,\s", words)]
    named = [clause for clause in clauses if clause.strip() and not _BARE.match(clause.strip(" ,"))]
    return named[-1] if named else ""


def _timeless(words: str) -> str:
    """Words without the expressions of time that stand before, between or behind them."""
    for mention in reversed(mentions(words)):
        before = _HANGING.sub("", f" {words[: mention.start].rstrip()}") if mention.start else ""
        words = f"{before} {words[mention.end :]}".strip(" ,")
    return words


def tidy(words: str) -> str:
    """One line without quotes and marks around it."""
    line = " ".join(words.split()).strip(" ,;:\"“”'‘’.(")
    while (cut := _HANGING.sub("", line)) != line:
        line = cut
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0]
