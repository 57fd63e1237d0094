"""What an amount is an amount of: a short noun phrase in the text's own words."""

from __future__ import annotations

import re

from briefings.figures.amount import Amount
from briefings.figures.chinese_subjects import chinese_subject
from briefings.figures.nouns import TIME
from briefings.figures.units import AREAS
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
    jumped surged expanded as much high low some just now also already again it further just percent"""
)
_STOPS = vocabulary(
    """a an the this that these those its their his her our my your which who whom whose where when while
    if and or but nor so than as on in at by for from to with without within into onto over under
    above below between among during since until through across against about after before behind
    via is are was were be been being has have had do does did will would shall should can could may
    might must not no it they them he him she her we us you i there here also only still covers
    covering cover attract attracts attracted attracting provide provides provided providing invest
    invests invested investing raise raises raised raising increase increases increased increasing
    reduce reduces reduced reducing boost boosts boosted boosting cut cuts cutting spend spends
    spent spending create creates created creating receive receives received receiving reach reached
    reaching build builds built building bring brings brought bringing complete completed completing
    sign signed signing set allocated allocate earmarked granted offered offers paid pay according
    expected estimated said says including includes include making make makes made saw seen see sees
    established establishes establish launched launches formed forms gives give given gave get gets
    got take takes took taken"""
)
_AFTER = re.compile(r"\s(?:in|of|for|on|to)\s+(?:(?:the|a|an|its|their)\s+)?(?=\S)", re.IGNORECASE)
_NEXT = re.compile(r"[ \u00a0\n\r-]{1,3}([A-Za-z][\w&'’/-]*)")
_HAN = re.compile("[\u3400-\u9fff]")


def subject(text: str, amount: Amount) -> str:
    """The noun phrase that an amount in a sentence belongs to; for a count, what is counted.

    `text` is the sentence with the amounts before this one blanked out.
    """
    if _HAN.search(text, max(0, amount.start - 8), amount.end + 2):
        return chinese_subject(text, amount, _segments(text, amount.start))
    if amount.noun:
        return fold(text[amount.noun[0] : amount.noun[1]])
    segments = _segments(text, amount.start)
    near, joined = _before(text, *segments[0])
    if near and joined:
        return near
    found = _noun_phrase(text, amount.end) or _after(text, amount.end) or near
    if not found and amount.unit in AREAS:
        return "area"
    earlier = (_before(text, *segment)[0] for segment in segments[1:3])
    return found or next(filter(None, earlier), "") or _clause(text, amount)


def _segments(text: str, at: int) -> list[tuple[int, int]]:
    """The stretches between punctuation before the amount, the nearest first."""
    start, segments = max(0, at - REACH), []
    for match in _BREAK.finditer(text, start, at):
        segments.append((start, match.start()))
        start = match.end()
    return [*segments, (start, at)][::-1]


def _before(text: str, start: int, end: int) -> tuple[str, bool]:
    """The noun phrase that ends a stretch, and whether a verb or preposition stands behind it."""
    words = list(_WORD.finditer(text, start, end))
    joined = False
    while words and _joins(words[-1].group().lower()):
        words.pop()
        joined = True
    first = len(words)
    while first > 0 and len(words) - first < LONGEST:
        word = words[first - 1].group().lower()
        linked = word in ("the", "its") and first > 1 and words[first - 2].group().lower() == "of"
        if word in _STOPS and not linked:
            break
        first -= 1
    while first < len(words) and words[first].group().lower() in ("of", "the", "its"):
        first += 1
    return (fold(text[words[first].start() : words[-1].end()]) if first < len(words) else ""), joined


def _joins(word: str) -> bool:
    """Whether a word only leads from the subject to the amount."""
    return word in _JOINTS or word.endswith("ly") or word.rstrip("%").replace(".", "").isdigit()


def _noun_phrase(text: str, at: int, most: int = 5) -> str:
    """The words right behind the amount up to the next stop: "95 square kilometer Science City planning"."""
    end = at
    for _ in range(most):
        match = _NEXT.match(text, end)
        word = match.group(1).lower() if match else "of"
        if (
            match is None
            or word in _STOPS
            or word in TIME
            or word in ("of", "worth", "each", "long", "wide", "high")
        ):
            break
        end = match.end()
    return fold(text[at:end].lstrip(" -\n\r"))


def _after(text: str, at: int) -> str:
    """The noun phrase behind "in", "of", "for" or "on"."""
    match = _AFTER.match(text, at)
    return _noun_phrase(text, match.end() - 1, 6) if match else ""


def _clause(text: str, amount: Amount) -> str:
    """The words around the amount, where no noun phrase can be told."""
    words = _WORD.findall(text[max(0, amount.start - REACH) : amount.start])[-LONGEST:]
    if not any(word.lower() not in _STOPS for word in words):
        words = _WORD.findall(text[amount.end : amount.end + REACH])[:LONGEST]
    return " ".join(words)
