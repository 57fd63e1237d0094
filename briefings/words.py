"""The analyser: what a text and a question are reduced to before they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

import Stemmer
from opencc import OpenCC

LONGEST = 64
"""Characters of a term that count; a store's index need never see a longer one."""

_STOP_WORDS = """
a about above after again all also am an and any are as at be because been before being below between
both but by can could d did didn do does doesn doing don down during each else ever few for from further
had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it
its itself just ll m me might more most must my myself no nor not of off on once only or other our ours
ourselves out over own re s same shall she should shouldn so some such t than that the their theirs them
themselves then there these they this those through to too under until up upon ve very was wasn we were
weren what when where which while who whom whose why will with won would wouldn you your yours yourself
yourselves
"""
STOP = frozenset(_STOP_WORDS.split())

# CJK ideographs, kana and Hangul: scripts that put no space between words
_WIDE = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U0003ffff"
)
_TERM = re.compile(rf"[{_WIDE}]+|\d+(?:[.,]\d+)*|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])|[^\W_{_WIDE}]+")
_IS_WIDE = re.compile(rf"[{_WIDE}]")
_ACCENTS = re.compile("[\u0300-\u036f]")

_SPELLINGS = {
    "programme": "program",
    "programmes": "programs",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "licences": "licenses",
    "practise": "practice",
    "cheque": "check",
    "tyre": "tire",
    "tyres": "tires",
    "grey": "gray",
    "aluminium": "aluminum",
    "aeroplane": "airplane",
    "aeroplanes": "airplanes",
    "catalogue": "catalog",
    "catalogues": "catalogs",
    "dialogue": "dialog",
    "centre": "center",
    "centres": "centers",
    "metre": "meter",
    "metres": "meters",
    "kilometre": "kilometer",
    "kilometres": "kilometers",
    "litre": "liter",
    "litres": "liters",
    "theatre": "theater",
    "theatres": "theaters",
    "fibre": "fiber",
    "fibres": "fibers",
    "calibre": "caliber",
    "judgement": "judgment",
    "sceptical": "skeptical",
    "plough": "plow",
    "mould": "mold",
    "sulphur": "sulfur",
}
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[ds]?|ers?|ing|ations?|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e[ds]?|ers?|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|ite|ites|able|ably|al|ful|er|ers|hood|less)?$)"), "or"),
)


def analyse(text: str) -> tuple[str, ...]:
    """The terms of `text` in order, repeats kept: Snowball stems, Chinese character pairs, numbers.

    Full-width and traditional forms, accents, case, British and American spellings make no difference.
    Terms hold letters and digits only (numbers keep an inner point); at most `LONGEST` characters each.
    Takes any string, never raises, and returns nothing for one that has no words.
    """
    return tuple(chain.from_iterable(map(_PIECES.__getitem__, text.split())))


def terms(piece: str) -> tuple[str, ...]:
    """The terms of a piece of text that has no blanks in it, as `analyse` gives them."""
    return _PIECES[piece]


def worded(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of `text` in order, folded but whole, each with its terms (none for a stop word)."""
    return tuple((word, tuple(_reduced(word))) for word in _TERM.findall(_folded(text)))


def wide(term: str) -> bool:
    """Whether a term is of a script that puts no space between words."""
    return _IS_WIDE.match(term) is not None


def paired(run: str) -> tuple[str, ...]:
    """The terms of simplified characters that are written without blanks, without asking for variants."""
    return tuple(_pairs(run))


def stems(words: Sequence[str]) -> list[str]:
    """The terms of folded words of letters, all at once."""
    return list(Stemmer.Stemmer("english", 0).stemWords([_american(w) if _british(w) else w for w in words]))


def _british(word: str) -> bool:
    """Whether a word may have another spelling in America; quicker than to ask for it."""
    return "is" in word or "ys" in word or "our" in word or word in _SPELLINGS


def _folded(text: str) -> str:
    """One spelling of the same characters: compatibility forms, case, accents and Chinese variants."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower()
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return text.translate(_simplified()) if _IS_WIDE.search(text) else text


class _Pieces(dict[str, tuple[str, ...]]):
    """What each piece between blanks comes to; short ones are kept, so that a text costs about a split."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        terms = tuple(chain.from_iterable(map(_reduced, _TERM.findall(_folded(piece)))))
        if len(piece) <= _KEPT_LENGTH and len(self) < _KEPT:
            self[piece] = terms
        return terms


_KEPT, _KEPT_LENGTH = 300_000, 24
_PIECES = _Pieces()


def _reduced(word: str) -> Iterator[str]:
    """The terms of one word, or of one run of characters that are written without blanks."""
    if _IS_WIDE.match(word):
        yield from _pairs(word)
    elif word[0].isdigit():
        yield word.replace(",", "")[:LONGEST]
    elif word not in STOP:
        yield _stem(word[:LONGEST].replace(".", ""))


def _pairs(run: str) -> Iterator[str]:
    """Overlapping pairs of characters; a lone character stands for itself."""
    yield from (run[i : i + 2] for i in range(max(1, len(run) - 1)))


def _stem(word: str) -> str:
    """The Snowball stem of a word in its American spelling."""
    return str(Stemmer.Stemmer("english", 0).stemWord(_american(word)))


def _american(word: str) -> str:
    """British spellings told as American ones; what it does to other words it does to all of them."""
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    for ending, instead in _ENDINGS:
        changed = ending.sub(instead, word)
        if changed != word:
            return changed
    return word


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters and their simplified forms, asked of OpenCC once: on texts it is slow."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    plain = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {ord(old): new for old, new in zip(every, plain, strict=True) if old != new}
