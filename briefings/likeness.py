"""Whether two sentences speak of the same subject: names, nouns and units, with doubt meaning no."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.model import Entry, Fact, Figure
from briefings.vocabulary import vocabulary
from briefings.words import analyse

_NAME = re.compile(r"(?<![\w'’])[A-Z][\w-]{1,30}")
_PLACE = re.compile("[\u4e00-\u9fff]{2,4}?(?:新区|特区|开发区|高新区|自贸区|片区|园区|区|省|市|县|镇|街道)")
_COMMON = vocabulary(
    """a about after all also although among an and another any around as at authorities before between both
    but by chinese city committee council deputy despite director during each earlier even every finally first
    following for four from government half here however if in it its last later local many mayor meanwhile
    minister ministry more most mr ms new no now nearly of officials on one only other our over part president
    preliminary since so some spokesman state such than that the their then there these they this those three
    through thus to today two under until we when where while with within year years
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    spring summer autumn winter"""
)
# Words that carry an amount, or say how firm it is, and tell nothing of what is counted.
_EMPTY = frozenset(
    analyse(
        """january february march april june july august september october november december one two
        three four five six seven eight nine ten dozen week quarter half decade period annual next
        coming draw drawn drew attract bring brought raise set build built reach exceed total scale
        size group some number amount around about over nearly new plan planned target goal aim
        expect expected estimate estimated preliminary may will could say says said possible within
        end year years first month day by million billion trillion yuan dollars euros percent
        hundred thousand increase grow grew grown rise rose complete completed finish finished take
        took taken put make made become became least"""
    )
)
# The same in Chinese, where words are not parted.
_EMPTY_HAN = re.compile(
    "计划|吸引|引进|达到|超过|突破|规模|总额|总量|总数|累计|合计|共计|截至|截止|目前|力争|争取|预计|实现|完成|建成|新增|年底|年末|月底"
    "|今年|去年|明年|已经|将|拟|已|约|近|超|逾|达|共|到|至|为|了|亿元|万元|[0-9年月日]"
)
_SAME_FLOOR = 2


@lru_cache(maxsize=20_000)
def names(text: str) -> frozenset[str]:
    """The proper names in a text, as single words in lower case; places with their suffix in Chinese."""
    text = _EMPTY_HAN.sub(" ", text)
    found = {word.lower() for word in _NAME.findall(text)} - _COMMON
    opening = text.split(maxsplit=1)[0].strip("“\"'(").lower() if text.strip() else ""
    if opening in found and not _recurs(text, opening):
        found.discard(opening)
    return frozenset(found | set(_PLACE.findall(text)))


def _recurs(text: str, word: str) -> bool:
    """Whether a sentence's first word is a name for all we can see: followed by another, or said again."""
    follows = re.match(r"\W*\w+(?:['’]s)?\s+[A-Z]", text)
    possessive = re.match(r"\W*\w+['’]s\b", text)
    return bool(follows or possessive) or text.lower().count(word) > 1


@lru_cache(maxsize=50_000)
def nouns(words: str) -> frozenset[str]:
    """The analysed words of a phrase that say what it is about: no amounts, verbs of reaching or hedges."""
    parted = words if words.isascii() else _EMPTY_HAN.sub(" ", words)
    return frozenset(word for word in analyse(parted) if word not in _EMPTY and not word[0].isdigit())


def about(entry: Entry) -> frozenset[str]:
    """The words that say what is to be done, without how much of it."""
    return nouns(entry.fact.what)


def known(entry: Entry) -> frozenset[str]:
    """The proper names that belong to an entry's subject."""
    return frozenset().union(
        names(entry.title), *(names(one.what) | _lowered(one) for one in (entry.fact, *entry.also))
    )


def _lowered(fact: Fact) -> frozenset[str]:
    """A name that opens a subject, which a sentence's first word alone would not tell."""
    return frozenset(
        {fact.what.split(maxsplit=1)[0].strip("“\"'").removesuffix("'s").lower()} if fact.what else ()
    )


def strangers(sentence: str, known: frozenset[str]) -> bool:
    """Whether a sentence names anything that is not known of a subject, or nothing of it where it must."""
    own = names(sentence)
    return bool(own - known) if own else False


def same_unit(one: Figure, other: Figure) -> bool:
    """Whether two amounts are counted in one unit; what is counted may stand in the plural."""
    if one.unit is None or other.unit is None:
        return False
    return (
        one.unit == other.unit
        or frozenset(analyse(one.unit)) == frozenset(analyse(other.unit)) != frozenset()
    )


def same_thing(one: Figure, other: Figure, said: frozenset[str], told: frozenset[str]) -> bool:
    """Whether two amounts are of one thing; `said` and `told` are the words around each of them.

    Their nouns are the same, or the shorter has two at least and the other's more stand around it:
    a fund is no sub-fund.
    """
    mine, theirs = nouns(one.subject), nouns(other.subject)
    if not mine or not theirs:
        return False
    if mine == theirs:
        return True
    short, long, around = (mine, theirs, said) if len(mine) < len(theirs) else (theirs, mine, told)
    return len(short) >= _SAME_FLOOR and short < long and long - short <= around
