"""A question taken apart: what it asks for, its words, its names, and the time that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefings.answering.asking import EMPTY, Wanted, counted, measure, wanted
from briefings.answering.parting import parted
from briefings.dates import mentions
from briefings.dates.mention import Jubilee, Length, Mention, Nothing, Repeat, Vague
from briefings.script import chinese, plain
from briefings.words import STOP, analyse

LONGEST = 2_000
"""Characters of a question that count; what is longer is no question."""
MOST = 64
"""Terms of a question that count."""


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what was asked; `terms` are its analysed words without those that only ask.

    `spelled` is each term as it was typed, `names` the terms of its proper names, `places` how Chinese
    names of places and bodies begin, `initials` terms written in capitals alone, with those letters.
    `measure` says which sort of number is wanted where the words tell, `counted` are the terms of what is
    to be counted. `times` are its expressions of time, and `timed` the terms within them. `equals` are other
    terms that say the same as one, and `read_as` the words by which a question of another language was read;
    `unknown` are its terms that nobody could read. `spelled_as` is the question with the library's spellings,
    where it was read by those, and `slips` how many words of it were taken for slips.
    `strange` are the terms of each piece of Chinese that no table knows: names, mostly.
    """

    text: str
    wanted: Wanted
    terms: tuple[str, ...]
    spelled: dict[str, str]
    names: frozenset[str]
    measure: str | None
    times: tuple[Mention, ...]
    timed: frozenset[str]
    initials: dict[str, str]
    counted: frozenset[str]
    places: frozenset[str]
    chinese: bool
    equals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    read_as: str | None = None
    unknown: frozenset[str] = frozenset()
    spelled_as: str | None = None
    slips: int = 0
    strange: tuple[frozenset[str], ...] = ()

    @property
    def content(self) -> tuple[str, ...]:
        """The terms that are no time."""
        return tuple(term for term in self.terms if term not in self.timed)


_PARTICLE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:之前|以前|之后|以后|[的是了在把被和与及对])(?=[\u4e00-\u9fff])"
)
_CHINESE_NAME = re.compile(
    r"(?:^|(?<=[\s，。的在和与]))(?![新老子分总各全两多几哪该本这])([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{0,3}?(?:开发区|[区县市省镇乡村港湖岛]|公司|集团|大学|学院|医院|大桥|机场|法院))"
)
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_QUOTED = re.compile(r"[\"“”「『《](.{1,80}?)[\"”“」』》]")
_NO_NAME = STOP | {"please", "tell", "list", "name", "give", "find", "much", "many"}
_UNDATED = Length | Repeat | Vague | Jubilee | Nothing


def question(text: str) -> Question:
    """Take a question apart; any string is one, and one without words has no terms."""
    text = text[:LONGEST]
    wide = chinese(text)
    known = plain(text)
    times = tuple(each for each in mentions(known) if not isinstance(each.spec, _UNDATED))
    spelled = _spelled(EMPTY.sub(" ", _apart(known, times) if wide else known))
    terms = tuple(spelled[1])[:MOST]
    timed = frozenset(term for each in times for term in analyse(each.text))
    return Question(
        text,
        wanted(known, wide),
        terms,
        spelled[0],
        _names(text, terms),
        measure(known),
        times,
        timed,
        _initials(spelled[0]),
        counted(known),
        frozenset(term for name in _CHINESE_NAME.findall(known) for term in analyse(name)),
        wide,
        strange=tuple(_strange(EMPTY.sub(" ", _apart(known, times)))) if wide else (),
    )


def _strange(text: str) -> Iterator[frozenset[str]]:
    """The terms of each longer piece that no table knows."""
    for run in _RUN.findall(text):
        # two characters may be a slip, or a word that every reader knows
        left = (piece for piece, _, known in parted(run) if not known and len(piece) > 2)
        yield from (frozenset(analyse(piece)) for piece in left)


def _apart(text: str, times: tuple[Mention, ...]) -> str:
    """Chinese with blanks around its times and for particles: no pair of characters spans two words."""
    for each in reversed(times):
        text = f"{text[: each.start]} {each.text} {text[each.end :]}"
    return _PARTICLE.sub(" ", text)


def _spelled(text: str) -> tuple[dict[str, str], list[str]]:
    """Each term with the word it was typed as, and the terms in their order."""
    words: dict[str, str] = {}
    order: list[str] = []
    for piece in text.split():
        for part in _WORD.findall(piece):
            for term in analyse(part):
                words.setdefault(term, part)
                order.append(term)
    return words, order


def _names(text: str, terms: tuple[str, ...]) -> frozenset[str]:
    """The terms of words that are written like names: capitals within the question, initials, quotations."""
    found: set[str] = set()
    words = list(_WORD.finditer(text))
    shouted = sum(word[0][:1].isupper() for word in words) > max(3, 0.8 * len(words))
    for at, word in enumerate(words):
        capital = word[0][:1].isupper() and word[0].isascii() is not None
        first = at == 0 or text[: word.start()].rstrip()[-1:] in {"?", ".", "!", ":"}
        capital = capital and len(word[0]) > 1
        if capital and word[0].lower() not in _NO_NAME and not shouted and (not first or word[0].isupper()):
            found.update(analyse(word[0]))
    return frozenset(found) & frozenset(terms)


def _initials(spelled: Mapping[str, str]) -> dict[str, str]:
    return {
        term: word.lower()
        for term, word in spelled.items()
        if 3 <= len(word) <= 7 and word.isascii() and word.isalpha() and word.isupper()
    }
