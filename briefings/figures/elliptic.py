"""Numbers whose unit stands elsewhere: "14 boxes, against 13 a year earlier", "by 31 votes to 14"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.figures.amount import Amount
from briefings.figures.heads import COMPARES, counted_before
from briefings.figures.nouns import STOP, TIME, plural, singular
from briefings.figures.standing import word_before
from briefings.vocabulary import vocabulary

REACH = 120
NEAR = 45

_LISTS = frozenset({"to", "and", "or", "through", ", and", ", or", "and then", "or even", "/"})
_FURTHER = vocabulary("another further additional")
_TO_PAIR = _FURTHER | vocabulary("against versus vs from to than with and or")
_GOES_ON = (
    STOP
    | TIME
    | vocabulary(
        """last next this earlier previously before now today currently respectively annually yearly overall
    altogether apiece each then later ago more others so far per each to were and or"""
    )
)
_WORD = re.compile(r"[ \u00a0\n\r]{0,3}([A-Za-z]+|[\u4e00-\u9fff]|\d|\S)?")
_FEWER = re.compile(r" (?:more|fewer|less|higher|lower) than\b")
_PRIOR = re.compile(r"\((?:(?:19|20)\d\d|previously|from|was)?:? ?\Z")
_GAPPED = re.compile(r"[,;]?(?: and)?(?: the)?(?: [A-Z][\w-]{1,20}){1,3} \Z")
_OTHERS = re.compile(
    r"[ \n]others\b|[ \n](?:more|additional ones|new ones)"
    r"(?=[.,;:)]|\s*\Z| (?:in|at|on|by|from|to|are|were|will)\b)"
)
_PARTED = re.compile(r"(?i)\bof (?:which|whom|these|those|them)\b")
_WHOM = re.compile(r" of (?:whom|which)\b")
_THOSE = re.compile(
    r"(?i)\bof (?:which|whom|these|those|them)[, ]{1,2}(?:about |some |only |nearly |over |just )?\Z"
)
_GROUPS = re.compile(
    r"\b(?:groups?|parties|party|crews?|staff|teams?|squads?|audiences?|crowds?|workforce|classes|panels?"
    r"|jury|juries|delegations?|famil(?:y|ies)|populations?|households?|congregations?|boards?|committees?"
    r"|councils?|choirs?|orchestras?|membership) of "
    r"(?:(?:about|around|some|nearly|over|up|to|at|least|more|than|only) ){0,3}\Z",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"(?i)\b(?:vote[sd]?|voting|ballots?|carried|majority|adopted|passed|rejected|approved|defeated)\b"
)
_BY = re.compile(r"(?i)\b(?:by|of|voted|vote|was|margin of)(?: a vote of| a margin of)? \Z")
_SIDES = re.compile(
    r"(?i) (?:votes? )?(?:in favou?r|for|against|abstain(?:ed|ing)|abstentions)"
    r"(?=[.,;:)]|\s*\Z| (?:and|with|to)\b)"
)
_TO_NUMBER = re.compile(r"(?: votes?)? to (?:\d|[a-z])")
_ACTS = re.compile(
    r" (?:were|are|was|have|had|will|went|came|remain|remained|live|work|did|can|could|still"
    r"|left|took|voted|stayed|[a-z]{2,12}ed)\b"
)


def filled(text: str, every: Sequence[Amount]) -> Iterator[Amount]:
    """The amounts of a sentence, bare numbers with the unit that the sentence gives them, or left out."""
    if all(amount.unit or amount.them for amount in every) and not _measures(text, every):
        yield from every
        return
    told: Amount | None = None
    for one in _from_behind(text, every):
        amount = _from_before(text, one, told) if _open(one) else _measured_like(text, one, told)
        if amount.unit or amount.them or amount.standing:
            told = amount if amount.unit else told
            yield amount


def _measures(text: str, every: Sequence[Amount]) -> bool:
    """Whether a Chinese count has a measure word, and no noun."""
    return any(
        amount.unit and len(amount.unit) == 1 and "\u3400" <= amount.unit <= "\u9fff" for amount in every
    )


def _measured_like(text: str, amount: Amount, told: Amount | None) -> Amount:
    """A Chinese count without a noun counts what was counted with its measure word: "31家企业中，22家…"."""
    if told is None or told.noun is None or amount.unit is None or not _measures(text, [amount]):
        return amount
    return _as(amount, told) if amount.unit in text[told.number : told.end] else amount


def _from_behind(text: str, every: Sequence[Amount]) -> list[Amount]:
    """Bare numbers with the unit of the amount that they are joined with: "15, 20 and 30 buses"."""
    found = list(every)
    joined = False
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        between = " ".join(text[one.end : other.start].lower().split())
        if (
            _open(one)
            and other.unit
            and not other.lasting
            and (between in _LISTS or (between == "," and joined))
        ):
            found[at] = _as(one, other) if _no_name(text, one) else one
            joined = found[at].unit is not None
        else:
            joined = False
    return found


def _open(amount: Amount) -> bool:
    return amount.unit is None and not amount.them


def _no_name(text: str, amount: Amount) -> bool:
    """Whether the word in front is no name that the number belongs to ("Boeing 747")."""
    word = word_before(text, amount.start)
    return not word[:1].isupper() or text[: amount.start].strip() == word or word.lower() in COMPARES


def _from_before(text: str, amount: Amount, told: Amount | None) -> Amount:
    """A bare number with the unit that the words in front of it give."""
    if told and _gapped(text, amount, told):
        return replace(amount, unit=told.unit)
    if told and _prior(text, amount, told):
        return _as(amount, told)
    if not _no_name(text, amount):
        return amount
    if match := _WHOM.match(text, amount.end):
        noun = _noun_ahead(text, amount.start)
        return replace(amount, end=match.end(), unit=noun, them=True, standing=True)
    if unit := _voted(text, amount, told) or _grouped(text, amount):
        return replace(amount, unit=unit)
    return _of_those(text, amount, told) or _in_phrase(text, amount, told) or _acting(text, amount)


def _of_those(text: str, amount: Amount, told: Amount | None) -> Amount | None:
    """ "Of which 17", "11 more": of what was counted before."""
    if match := _OTHERS.match(text, amount.end):
        if told and told.noun:
            return replace(_as(amount, told), end=match.end())
        return replace(amount, unit="person", end=match.end()) if "others" in match.group() else None
    if told and _FEWER.match(text, amount.end) and amount.start - told.end <= NEAR:
        return _as(amount, told)
    if _THOSE.search(text, max(0, amount.start - 30), amount.start):
        return _as(amount, told) if told else replace(amount, them=True)
    return None


def _in_phrase(text: str, amount: Amount, told: Amount | None) -> Amount | None:
    """A number that ends its phrase, and is compared, or told of a counted noun."""
    if not _ends(text, amount.end):
        return None
    if told and _compared(text, amount, told):
        return _as(amount, told)
    if unit := counted_before(text, amount):
        return replace(amount, unit=unit)
    whole = told and told.noun and amount.value == int(amount.value)
    if told and ((whole and word_before(text, amount.start).lower() == "to") or _listed(text, amount, told)):
        return _as(amount, told)
    return None


def _listed(text: str, amount: Amount, told: Amount) -> bool:
    """Whether a list of parts goes on, or a verb comes again: "of which 5 are new, 2 in tunnels"."""
    verb = word_before(text, amount.start)
    if len(verb) > 3 and verb.islower() and verb not in STOP and verb == word_before(text, told.start):
        return True
    before = text[max(0, amount.start - 6) : amount.start].rstrip()
    return (
        before.endswith((",", " and"))
        and _PARTED.search(text, max(0, told.number - 40), told.number) is not None
    )


def _gapped(text: str, amount: Amount, told: Amount) -> bool:
    """Whether a verb is left out: "Merrow takes 31 percent, Northport 22 and Eastfield 18"."""
    between = text[told.end : amount.start]
    return len(between) <= NEAR and _GAPPED.fullmatch(between) is not None and _ends(text, amount.end)


def _prior(text: str, amount: Amount, told: Amount) -> bool:
    """Whether the value of another time stands in brackets: "412.3 million (2021: 398.1)"."""
    dated = _PRIOR.search(text, max(told.end, amount.start - 14), amount.start)
    if dated is None or text[amount.end : amount.end + 1] != ")":
        return False
    return len(dated.group()) > 1 or not text[amount.number : amount.end].isdigit()


def _as(amount: Amount, other: Amount) -> Amount:
    """A bare number with the unit of another amount of its sentence."""
    return replace(amount, unit=other.unit, like=other.like or other.number)


def _noun_ahead(text: str, at: int) -> str | None:
    """The plural noun that "five of whom" points at: the one before the comma."""
    before = text[max(0, at - 40) : at].rstrip(", \n")
    word = before.split()[-1] if before else ""
    return singular(word.lower()) if word.isalpha() and plural(word) else None


def _voted(text: str, amount: Amount, told: Amount | None) -> str | None:
    if _SIDES.match(text, amount.end) and (_VOTED.search(text) or told is None or told.unit == "vote"):
        return "vote"
    if not _VOTED.search(text, max(0, amount.start - REACH), amount.start):
        return None
    first = _BY.search(text, max(0, amount.start - 30), amount.start) and _TO_NUMBER.match(text, amount.end)
    return "vote" if first else None


def _grouped(text: str, amount: Amount) -> str | None:
    """People: "groups of 10", "a crew of 12"."""
    return "person" if _GROUPS.search(text, max(0, amount.start - 60), amount.start) else None


def _ends(text: str, at: int) -> bool:
    """Whether the phrase ends at a place: at a mark, the end, or a word that begins another phrase."""
    match = _WORD.match(text, at)
    word = match.group(1) if match else None
    return word is None or not (word.isalnum()) or word.lower() in _GOES_ON


def _compared(text: str, amount: Amount, told: Amount) -> bool:
    """Whether a number is set beside the amount before it: "against 13", "up from 18", "from 310 to 420"."""
    between = text[told.end : amount.start]
    word = word_before(text, amount.start).lower()
    if word == "to" and between.split() != ["to"] and not (told.unit == "vote" and "votes to" in between):
        return word_before(text, told.start).lower() == "from"
    if (word == "or" and between.rstrip().endswith(", or")) or (
        told.unit == "percent" and amount.value > 999
    ):
        return False
    return len(between) <= REACH and word in _TO_PAIR and (";" not in between or word in _FURTHER)


def _acting(text: str, amount: Amount) -> Amount:
    """ "310 were new" tells of what was counted before."""
    begins = not text[: amount.start].strip("“\"' ") or text[: amount.start].rstrip()[-1:] in ",;"
    acts = begins and amount.value >= 2 and _ACTS.match(text, amount.end)
    return replace(amount, them=True) if acts else amount
