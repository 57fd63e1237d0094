"""What an amount is an amount of: a short noun phrase in the text's own words."""

from __future__ import annotations

import re

from briefings.figures.amount import Amount
from briefings.sentences import fold
from briefings.vocabulary import vocabulary

REACH = 200
LONGEST = 9

_WORD = re.compile(r"[A-Za-z0-9][\w.&'’/%-]*")
_BREAK = re.compile(r"[,;:!?()—，。；：！？（）、\"“”「」]|\.(?=\s)|\n\s*\n")
_JOINTS = vocabulary(
    """of by to at for with from in is are was were be been being reached reach reaches reaching exceeds
    exceed exceeded exceeding total totals totaled totalled totaling amounted amounts amounting hit
    hits stood stands worth nearly over more than around about approximately roughly up down only
    has have had will would can could may expected estimated generally usually currently ranging
    ranges range between increased grew rose fell dropped grow increase decrease decreased climbed
    jumped surged expanded as much high low some just now also already again it further"""
)
_STOPS = vocabulary(
    """a an the this that these those its their his her our my your which who whom whose where when while
    if and or but nor so than as on in at by for from to with without within into onto over under
    above below between among during since until through across against about after before behind
    via per is are was were be been being has have had do does did will would shall should can could
    may might must not no it they he she we you i there here also only still covers covering cover
    attract attracts attracted attracting provide provides provided providing invest invests
    invested investing raise raises raised raising increase increases increased increasing reduce
    reduces reduced reducing boost boosts boosted boosting cut cuts cutting spend spends spent
    spending create creates created creating receive receives received receiving reach reached
    reaching build builds built building bring brings brought bringing complete completed completing
    sign signed signing set allocated allocate earmarked granted offered offers paid pay according
    expected estimated said says including includes include making make makes made saw seen see sees
    established establishes establish launched launches formed forms gives give given gave get gets
    got take takes took taken"""
)
_AFTER = re.compile(r"\s(?:in|of|for|on|to)\s+(?=\S)")
_HAN_BEFORE = re.compile("[\u3400-\u9fffA-Za-z0-9]{1,14}\\Z")
_HAN_JOINT = re.compile(
    "(?:规模|总额)?(?:约为|约|近|超过|超|逾|达到|达|为|是|共|共计|累计|合计|至|增至|增长|高达|突破|不少于|不低于)+\\Z"
)


def subject(text: str, amount: Amount) -> str:
    """The noun phrase that an amount in a sentence belongs to; for a count, what is counted."""
    if amount.noun:
        return fold(text[amount.noun[0] : amount.noun[1]])
    if "\u3400" <= text[max(0, amount.start - 1) : amount.start] <= "\u9fff":
        return _chinese_before(text, amount.start)
    before, joined = _before(text, amount.start)
    if before and joined:
        return before
    adjacent = _noun_phrase(text, amount.end)
    return adjacent or _after(text, amount.end) or before or _clause(text, amount.start)


def _before(text: str, at: int) -> tuple[str, bool]:
    """The noun phrase that ends before the amount, and whether a verb or preposition joins the two."""
    start = max(0, at - REACH)
    breaks = list(_BREAK.finditer(text, start, at))
    start = breaks[-1].end() if breaks else start
    words = list(_WORD.finditer(text, start, at))
    joined = False
    while words and (words[-1].group().lower() in _JOINTS or words[-1].group().lower().endswith("ly")):
        words.pop()
        joined = True
    first = len(words)
    while first > 0 and len(words) - first < LONGEST:
        word = words[first - 1].group().lower()
        linked = word in ("the", "its") and first > 1 and words[first - 2].group().lower() == "of"
        if word in _STOPS and not linked:
            break
        first -= 1
    while first < len(words) and words[first].group().lower() in ("of", "the", "its", "total of"):
        first += 1
    if first == len(words):
        return "", joined
    return fold(text[words[first].start() : words[-1].end()]), joined


def _noun_phrase(text: str, at: int, most: int = 5) -> str:
    """The words right behind the amount up to the next stop: "95 square kilometer Science City planning"."""
    end = at
    for _ in range(most):
        match = re.compile(r"[ \u00a0\n\r-]{1,3}([A-Za-z][\w&'’/-]*)").match(text, end)
        if (
            match is None
            or match.group(1).lower() in _STOPS
            or match.group(1).lower() in ("of", "in", "worth", "each")
        ):
            break
        end = match.end()
    return fold(text[at:end].lstrip(" -\n\r"))


def _after(text: str, at: int) -> str:
    """The noun phrase behind "in", "of", "for" or "on"."""
    match = _AFTER.match(text, at)
    if match is None:
        return ""
    article = re.compile(r"(?:the|a|an|its|their)\s+", re.IGNORECASE).match(text, match.end())
    return _noun_phrase(text, (article.end() if article else match.end()) - 1, 6)


def _clause(text: str, at: int) -> str:
    """The last words before the amount, where no noun phrase can be told."""
    words = _WORD.findall(text[max(0, at - REACH) : at])
    return " ".join(words[-LONGEST:])


def _chinese_before(text: str, at: int) -> str:
    match = _HAN_BEFORE.search(text, max(0, at - 14), at)
    return _HAN_JOINT.sub("", match.group()) if match else ""
