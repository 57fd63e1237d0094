"""Amounts in a sentence: number, unit or counted noun, range and reservation, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefings.figures import chinese
from briefings.figures.amount import Amount
from briefings.figures.nouns import NAMED, TIME, Counted, counted
from briefings.figures.numerals import ANCHOR, Number, number
from briefings.figures.units import AREAS, CURRENCIES, unit_after, unit_before

SLOGAN = 100

_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z'’.]{0,30})[ \u00a0\n\r-]{0,3}\Z")
_HEDGE = re.compile(
    r"(?:\b(about|around|approximately|approx\.?|roughly|circa|some|nearly|almost|close to|just under"
    r"|just over|(?:more|less|fewer|higher|greater|lower) than|no (?:less|fewer|more) than"
    r"|not (?:less|more|fewer) than|over|above|below|under|at least|at most|up to|in excess of"
    r"|as (?:much|many|high|low) as|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|an estimated"
    r"|a maximum of|a minimum of|upwards of)"
    r"(?: a total of| the)?[ \u00a0\n\r]{1,3}"
    r"|(约|大约|将近|接近|近|超过|超|逾|突破|高达|多达|至少|不少于|不低于|最多|不超过|至多|大于|小于)\s?)\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(\+(?![\d+])|or so\b|or more\b|or less\b|or above\b|左右|以上|以下|以内)", re.IGNORECASE
)
_JOINT = re.compile(
    r"[ \u00a0\n\r]{1,3}(to|and)[ \u00a0\n\r]{1,3}|\s{0,2}(-|–|—|~|～|至|到)\s{0,2}", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?\.?(?: the)?\s?\Z",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"[ -]years?[ -](?:old\b|of age\b)", re.IGNORECASE)
_LENGTH = re.compile(r"-(day|hour|minute|second)(?![a-z])(?!-old)", re.IGNORECASE)
_LETTER = re.compile(r"[kmb](?![^\W_])", re.IGNORECASE)
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9}
_TIMES = re.compile(
    r"[ -](?:fold\b|times(?= (?:more|higher|larger|greater|bigger|faster|as|the|that|its|their|over)\b))",
    re.IGNORECASE,
)
_THEM = re.compile(r"[ \n]of (?:them|these|those|which|whom)\b", re.IGNORECASE)
_OF = re.compile(r"[ \n]of(?: (?:the|its|their|these|those|our))?(?=[ \n])", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:total(?:s|ed|led|ing|ling)?(?: of)?|reach(?:es|ed|ing)?|number(?:s|ed|ing)?|amount(?:s|ed|ing)? to"
    r"|stood at|stands at|hit|hits|rose to|fell to|grew to|increased to|decreased to|counted)[ \n]{1,2}\Z",
    re.IGNORECASE,
)


def amounts(text: str) -> Iterator[Amount]:
    """The amounts of a sentence, in order and apart from each other."""
    at = 0
    while match := ANCHOR.search(text, at):
        found = number(text, match.start())
        amount = _amount(text, match.start(), found) if found and _stands_free(text, match.start()) else None
        at = max(amount.end if amount else 0, found.end if found else 0, match.end())
        if amount and at > 0:
            yield _with_hedge(text, amount)


def _stands_free(text: str, at: int) -> bool:
    """Whether a number at `at` is no part of a name, a date, a code or a longer number."""
    before = text[at - 1 : at]
    if (
        before == "第"
        or (before in tuple(".,:：/+#_\\'’*×") and text[at - 2 : at - 1].isalnum())
        or before in tuple("#+_@")
    ):
        return False
    if before.isascii() and before.isalnum() and unit_before(text, at) is None:
        return False
    if before in ("-", "–") and text[at - 2 : at - 1].isalnum():
        return False
    word = _WORD_BEFORE.search(text, max(0, at - 34), at)
    if word and word.group(1).lower().rstrip(".") in NAMED:
        return False
    return not _MONTH.search(text, max(0, at - 14), at)


def _amount(text: str, at: int, found: Number) -> Amount | None:
    ahead = unit_before(text, at)
    start = ahead[1] if ahead else at
    if ahead and (match := _LETTER.match(text, found.end)):
        found = replace(
            found, value=found.value * _LETTERS[match.group().lower()], end=match.end(), scaled=True
        )
    if text.startswith("+", found.end) and not text[found.end + 1 : found.end + 2].isalnum():
        found = replace(found, end=found.end + 1)
    if _glued(text, found) or _MONTH_AFTER.match(text, found.end):
        return None
    first = Amount(start, at, found.end, found.value, None, ahead[0] if ahead else None, None)
    return _ranged(text, first, found) or _single(text, first, found)


def _glued(text: str, found: Number) -> bool:
    """Whether letters or marks hang on the number that make it a code, an ordinal, a time or a sum."""
    following, more = text[found.end : found.end + 1], text[found.end + 1 : found.end + 2]
    if following and following in ":：/+.,_×" and more.isdigit():
        return True
    if following.isascii() and following.isalpha():
        return unit_after(text, found.end) is None
    return following in ("'", "’") and more.isalpha()


def _single(text: str, amount: Amount, found: Number) -> Amount | None:
    """The amount of one number: with a unit, an age, a counted noun, or by itself."""
    if after := unit_after(text, found.end):
        unit = amount.unit if amount.unit in CURRENCIES and after[0] in CURRENCIES else after[0]
        return replace(amount, unit=unit, end=after[1]) if after[0] != "mu" or found.end else None
    if amount.unit:
        return amount
    if match := _AGE.match(text, found.end):
        return replace(amount, unit="years old", end=match.end(), lasting=True)
    if match := _LENGTH.match(text, found.end):
        return replace(amount, unit=match.group(1).lower(), end=match.end(), lasting=True)
    if match := _TIMES.match(text, found.end):
        return replace(amount, unit="times", end=match.end())
    han = chinese.follows(text, found.end) or not text[amount.number].isascii()
    return chinese.count(text, amount, found) if han else _count(text, amount, found)


def _count(text: str, amount: Amount, found: Number) -> Amount | None:
    if found.worded and found.value in (0, 1):
        return None
    if match := _THEM.match(text, found.end):
        return replace(amount, end=match.end(), them=True)
    reserved = _HEDGE.search(text, max(0, amount.start - 40), amount.start) is not None
    if _year_like(found) and not reserved:
        return None
    behind = _OF.match(text, found.end)
    noun = counted(text, behind.end() if behind else found.end, single=found.value == 1)
    if noun and not _in_slogan(text, amount.number, noun):
        return replace(amount, unit=noun.unit, end=noun.end, noun=(noun.start, noun.end))
    told = _TELLS.search(text, max(0, amount.start - 30), amount.start) is not None
    bare = found.scaled or (not found.plain and not found.worded and found.value >= 1000) or told
    timed = _time_follows(text, found.end)
    return amount if not timed and noun is None and (bare or (reserved and found.value >= 10)) else None


def _year_like(found: Number) -> bool:
    return found.plain and 1900 <= found.value <= 2100


def _time_follows(text: str, at: int) -> bool:
    words = re.findall(r"[A-Za-z.']+", text[at : at + 40])[:2]
    return text[at : at + 1] == "-" or any(word.lower().rstrip(".") in TIME for word in words)


def _in_slogan(text: str, at: int, noun: Counted) -> bool:
    """Whether the count stands in a short quoted phrase, and so in a name."""
    reach = SLOGAN // 2 if text[at].isdigit() else SLOGAN
    before = max(text.rfind(mark, max(0, at - reach), at) for mark in '"“「')
    if before < 0 or (text[before] == '"' and text.count('"', 0, at) % 2 == 0):
        return False
    ends = [end for mark in '"”」' if (end := text.find(mark, noun.start, before + reach)) >= 0]
    return bool(ends) and not set("”」.!?") & set(text[before : min(ends)])


def _ranged(text: str, first: Amount, found: Number) -> Amount | None:
    """The amount of two numbers with a joint between them, "5 to 10 billion yuan", or None."""
    unit = unit_after(text, found.end)
    joint = _JOINT.match(text, unit[1] if unit else found.end)
    if joint is None or ((joint.group(1) or "").lower() == "and" and not _between(text, first.start)):
        return None
    at = joint.end()
    ahead = re.compile(r"(?:US\$|HK\$|[$€£¥]|RMB ?|USD ?|CNY ?)?").match(text, at)
    at = ahead.end() if ahead else at
    second = number(text, at) if at < len(text) and ANCHOR.match(text, at) else None
    if (
        second is None
        or _glued(text, second)
        or (_year_like(found) and _year_like(second))
        or _changes(text, first.start)
    ):
        return None
    last = _single(text, replace(first, number=at, end=second.end), second)
    if last is None or last.unit is None or (unit and first.unit is None and unit[0] != last.unit):
        return None
    lower = first.value * (
        second.value / second.lead if second.scaled and not found.scaled and second.lead else 1
    )
    if not lower < second.value:
        return None
    return replace(last, value=lower, upper=second.value, start=first.start, number=first.number)


def _between(text: str, at: int) -> bool:
    return text[max(0, at - 9) : at].rstrip().lower().endswith("between")


def _changes(text: str, at: int) -> bool:
    """Whether "from A to B" tells of a change, which is two amounts, and not of a range."""
    before = text[max(0, at - 60) : at].lower()
    return bool(re.search(r"\bfrom (?:about |around |nearly |over )?\Z", before)) and not re.search(
        r"\b(?:rang|var|span|differ)(?:e|es|ing|y|ies|ied|ed|s)?\b[^.;]{0,30}\Z", before
    )


def _with_hedge(text: str, amount: Amount) -> Amount:
    before = _HEDGE.search(text, max(0, amount.start - 40), amount.start)
    if before:
        words = " ".join((before.group(1) or before.group(2)).lower().split())
        return replace(amount, start=before.start(), hedge=words)
    if many := re.search("[多余餘+]", text[amount.number : amount.end]):
        return replace(amount, hedge=many.group())
    after = _AFTER.match(text, amount.end)
    if after and not (amount.unit in AREAS and after.group(1) == "+"):
        return replace(amount, end=after.end(), hedge=" ".join(after.group(1).lower().split()))
    return amount
