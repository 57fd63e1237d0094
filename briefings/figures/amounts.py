"""Amounts in a sentence: number, unit or counted noun, range and reservation, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefings.figures import chinese
from briefings.figures.ages import lasting
from briefings.figures.amount import Amount
from briefings.figures.hedges import hedge_after, hedge_before, hedge_inside
from briefings.figures.nouns import FRACTION, PEOPLE, STOP, TIME, counted, hyphenated
from briefings.figures.numerals import Number, anchors, begins, number
from briefings.figures.ranges import between, changes, joint
from briefings.figures.standing import (
    clocklike,
    glued,
    in_slogan,
    listed,
    stands_free,
    titled,
    word_before,
    year_like,
)
from briefings.figures.units import AREAS, CURRENCIES, money_at, unit_after, unit_before
from briefings.vocabulary import vocabulary

_MONEY_LETTER = re.compile(r"[ \u00a0]?([kmbKMB])(?![^\W_])")
_LETTER = re.compile(r"([kmKMB])(?=[ \u00a0\n\r])")
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9}
_TIMES = re.compile(
    r"[ -](?:fold\b|times(?= (?:more|higher|larger|greater|bigger|faster|as|the|that|its|their|over)\b))",
    re.IGNORECASE,
)
_THEM = re.compile(r"[ \n]of (?:them|these|those)\b", re.IGNORECASE)
_OF = re.compile(r"[ \n](?:out )?of(?: (?:the|its|their|these|those|our|all))?(?=[ \n])", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:total(?:s|ed|led|ing|ling)?(?: of)?|reach(?:es|ed|ing)?|number(?:s|ed|ing)?|amount(?:s|ed|ing)? to"
    r"|(?:stood|stands|remains|remained|stayed) at|hit|hits"
    r"|(?:rose|risen|fell|fallen|grew|grown|climbed|jumped|dropped|increased|decreased|declined) to"
    r"|counted)[ \n]{1,2}\Z",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:\b(?:minus|negative)[ \n]|(?<![A-Za-z0-9)）\-])[-−–]|零下|[负負])\Z", re.IGNORECASE)
_BELOW_ZERO = re.compile(r"[ \n]below zero\b", re.IGNORECASE)
_SIGNED = frozenset({"percent", "percentage point", "degree Celsius", "degree Fahrenheit"})
_DATING = vocabulary("last this next every one other earlier previous and or")
_SHARES = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_RATIO = re.compile(rf"[ -](?:in|out of)[ -](?:every[ -])?{_SHARES}\b", re.IGNORECASE)
_OF_RATIO = re.compile(rf"\b{_SHARES}[ -](?:in|out of)[ -](?:every[ -])?\Z", re.IGNORECASE)
_ONE_IN = re.compile(r"\b(?:1|one) in \Z", re.IGNORECASE)
_OR_MORE = re.compile(r"[ \n](?:or|and) (?:more|fewer|less|over|above)(?= [a-z])(?! than)", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"[ \u00a0]{0,2}\d")
_WORD = re.compile(r"[A-Za-z.']+")


def amounts(text: str) -> Iterator[Amount]:
    """The amounts of a sentence, in order and apart from each other; bare numbers are told as such."""
    end = 0
    for at in anchors(text):
        if at < end or (found := number(text, at)) is None:
            continue
        amount = _amount(text, at, found) if stands_free(text, at) else None
        end = max(amount.end if amount else 0, found.end)
        if amount:
            yield amount


def _amount(text: str, at: int, found: Number) -> Amount | None:
    ahead = unit_before(text, at)
    start = ahead[1] if ahead else at
    if ahead and (match := _MONEY_LETTER.match(text, found.end)):
        found = _scaled(found, match)
    elif match := _LETTER.match(text, found.end):
        found = _scaled(found, match) if _lettered(text, found, match) else found
    if ahead and ahead[0] == "ZAR" and text[start] == "R" and found.plain:
        return None
    if text.startswith("+", found.end) and not text[found.end + 1 : found.end + 2].isalnum():
        found = replace(found, end=found.end + 1)
    if glued(text, found):
        return None
    hedge = hedge_before(text, start)
    first = Amount(start, at, found.end, found.value, None, ahead[0] if ahead else None, hedge and hedge[0])
    read = _ranged(text, first, found) or _single(text, first, found)
    return _with_hedge(text, _negative(text, read), hedge) if read else None


def _scaled(found: Number, letter: re.Match[str]) -> Number:
    factor = _LETTERS[letter.group(1).lower()]
    return replace(found, value=found.value * factor, end=letter.end(), scaled=True, plain=False)


def _lettered(text: str, found: Number, letter: re.Match[str]) -> bool:
    """Whether "5m" is five million: money or people stand behind it, and no length."""
    unit = unit_after(text, letter.end())
    word = _WORD.match(text, letter.end() + 1)
    return bool(
        (unit and unit[0] in CURRENCIES | {"tonne"}) or (word and word.group().lower().rstrip(".") in PEOPLE)
    )


def _negative(text: str, amount: Amount) -> Amount:
    """Below zero: "minus 40 degrees", "-3.2%", "零下40摄氏度"."""
    if amount.unit not in _SIGNED or amount.upper is not None:
        return amount
    start = amount.number if amount.start > amount.number else amount.start
    if match := _MINUS.search(text, max(0, start - 10), start):
        return replace(amount, value=-amount.value, start=match.start())
    if amount.unit in ("degree Celsius", "degree Fahrenheit") and (
        match := _BELOW_ZERO.match(text, amount.end)
    ):
        return replace(amount, value=-amount.value, end=match.end())
    return amount


def _single(text: str, amount: Amount, found: Number) -> Amount | None:
    """The amount of one number: with a unit, an age, a counted noun, or by itself."""
    after = unit_after(text, found.end)
    if after and text[after[1] : after[1] + 1] in ("级", "級"):
        return None
    if after and _fits(text, amount, found, after):
        unit = amount.unit if amount.unit in CURRENCIES and after[0] in CURRENCIES else after[0]
        return replace(amount, unit=unit, end=after[1])
    if amount.unit:
        return amount
    if long := lasting(text, amount, found):
        return long
    if match := _TIMES.match(text, found.end):
        return replace(amount, unit="times", end=match.end())
    han = chinese.follows(text, found.end) or not text[amount.number].isascii()
    return chinese.count(text, amount, found) if han else _count(text, amount, found)


def _fits(text: str, amount: Amount, found: Number, after: tuple[str, int]) -> bool:
    """Whether the unit behind a number is its own, and no verb, class or sign of the next number."""
    unit, end = after
    if unit in CURRENCIES and text[end - 1].isupper() and _NEXT_NUMBER.match(text, end):
        return False
    if unit == "litre" and text[end - 1] == "升" and text[end : end + 1] in ("至", "到", "级", "級", "为"):
        return False
    if (
        found.worded
        and text[end - 1] == "元"
        and found.value < 10
        and text[end : end + 1] in tuple("结結化论論次方素")
    ):
        return False
    return unit != "KRW" or text[end - 1] != "n" or found.scaled or found.value >= 100


def _count(text: str, amount: Amount, found: Number) -> Amount | None:
    if match := _THEM.match(text, found.end):
        return replace(amount, end=match.end(), them=True, standing=True) if found.value > 1 else None
    if _counts_nothing(text, amount, found):
        return None
    if reserved := _OR_MORE.match(text, found.end):
        found = replace(found, end=reserved.end())
        amount = replace(amount, end=reserved.end(), hedge=reserved.group().strip().lower())
    if text[max(0, amount.start - 14) : amount.start].lower().endswith("population of "):
        return replace(amount, unit="person")
    noun = hyphenated(text, found.end) or counted(text, _behind_of(text, found.end), single=found.value == 1)
    if noun is None:
        return None if _time_follows(text, found.end) else _bare(text, amount, found)
    if in_slogan(text, amount.number, noun.start) or titled(text, amount.number, noun.start):
        return None
    whole = _OF.match(text, found.end)
    end = found.end if whole and begins(text, whole.end() + 1) else noun.end
    return replace(amount, unit=noun.unit, end=end, noun=(noun.start, noun.end))


def _behind_of(text: str, at: int) -> int:
    """Where the noun of "60 of the 240 applications" may begin: behind "of" and the number that follows."""
    match = _OF.match(text, at)
    if match is None:
        return at
    following = number(text, match.end() + 1) if begins(text, match.end() + 1) else None
    return following.end if following else match.end()


def _counts_nothing(text: str, amount: Amount, found: Number) -> bool:
    """Whether a number is a year, a time of day, a fraction, the number of a line, or a mere "one"."""
    if found.worded:
        return (
            found.value <= 1
            or FRACTION.match(text, found.end) is not None
            or _in_ratio(text, amount.number, found.end)
        )
    if year_like(found) and not amount.hedge and not _many(text, amount, found):
        return True
    if _ONE_IN.search(text, max(0, amount.start - 6), amount.start):
        return True
    return clocklike(text, amount.number, found.end) or listed(text, amount.number, found)


def _many(text: str, amount: Amount, found: Number) -> bool:
    """Whether "2000 additional visas" behind a verb counts something, and is no year."""
    word = word_before(text, amount.start)
    return word.islower() and word not in STOP and counted(text, found.end) is not None


def _in_ratio(text: str, at: int, end: int) -> bool:
    """Whether a number word is a part of "one in five"."""
    return bool(_RATIO.match(text, end) or _OF_RATIO.search(text, max(0, at - 20), at))


def _bare(text: str, amount: Amount, found: Number) -> Amount | None:
    """A number without a unit of its own; whether it is an amount, what stands around it tells."""
    if found.spaced:
        return None
    large = not found.plain and not found.worded and found.value >= 1000
    told = _TELLS.search(text, max(0, amount.start - 30), amount.start) is not None
    reserved = amount.hedge is not None and found.value >= 10
    return replace(amount, standing=found.scaled or large or told or reserved)


def _time_follows(text: str, at: int) -> bool:
    """Whether a length of time is told: "5 days", "5 working days", but not "420 last year"."""
    words = [word.lower().rstrip(".") for word in _WORD.findall(text[at : at + 40])[:2]]
    if text[at : at + 1] == "-" or (words and words[0] in TIME):
        return True
    return len(words) > 1 and words[1] in TIME and words[0] not in STOP and words[0] not in _DATING


def _ranged(text: str, first: Amount, found: Number) -> Amount | None:
    """The amount of two numbers with a joint between them, "5 to 10 billion yuan", or None."""
    unit = unit_after(text, found.end)
    link = joint(text, unit[1] if unit else found.end)
    if link is None or (link[0] == "and" and not between(text, first.start)):
        return None
    ahead = money_at(text, link[1])
    at = ahead[1] if ahead else link[1]
    second = number(text, at) if at < len(text) and begins(text, at) else None
    if second is None or glued(text, second) or year_like(found) or changes(text, first.start):
        return None
    own = first.unit or (ahead[0] if ahead else None)
    last = _single(text, replace(first, number=at, end=second.end, unit=own), second)
    if last is None or last.unit is None or (unit and first.unit is None and unit[0] != last.unit):
        return None
    shared = second.scaled and not found.scaled and unit is None and second.lead
    lower = first.value * (second.value / second.lead if shared else 1)
    if not lower < second.value:
        return None
    return replace(last, value=lower, upper=second.value, start=first.start, number=first.number)


def _with_hedge(text: str, amount: Amount, before: tuple[str, int] | None) -> Amount:
    if before:
        return replace(amount, start=min(before[1], amount.start))
    if inside := hedge_inside(text, amount.number, amount.end):
        return replace(amount, hedge=inside)
    after = hedge_after(text, amount.end)
    if after and not (amount.unit in AREAS and after[0] == "+"):
        return replace(amount, end=after[1], hedge=after[0])
    return amount
