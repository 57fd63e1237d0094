"""A question of one language as things that the other language has words for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from briefings.answering.asking import EMPTY
from briefings.answering.lexicon import Form, Forms, chinese, english
from briefings.answering.parting import parted
from briefings.answering.question import Question
from briefings.pinyin import characters, readings, syllables
from briefings.script import plain
from briefings.words import analyse, worded

LONGEST = 6
"""Words of an English name that is looked up."""
NAME = 4
"""Characters of a Chinese name that may be read aloud."""
GUESSES = 400
"""Pairs of characters that a word in Latin letters is tried as."""
_MONTHS = re.findall(
    r"\w+", "january february march april may june july august september october november december"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&'’.-]*|\d[\d.,]*")
_ASKED = re.compile(r"多少|几")
_MONTH = re.compile(r"(\d{1,2})月")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "many much large long big number amount total last next year years new per area site get got take "
        "took use used day days county counties average one first",
    )
)
"""Words that nobody misses where the other language has none for them."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a question names: how it was typed, where, and what the other language calls it.

    `guesses` may be its name, if the library has one of them; without forms and guesses nobody knows it.
    """

    typed: str
    at: int
    forms: Forms = ()
    guesses: tuple[str, ...] = ()


def to_english(asked: Question) -> tuple[Thing, ...]:
    """What a Chinese question names; words in Latin letters stand for themselves."""
    text = EMPTY.sub(lambda match: " " * len(match[0]), _timeless(asked, plain(asked.text)))
    found = [_itself(match[0], match.start()) for match in _LATIN.finditer(text)]
    for run in _HAN.finditer(text):
        found += (_thing(word, run.start() + at, known) for word, at, known in parted(run[0]))
    return tuple(sorted(found, key=lambda thing: thing.at))


def to_chinese(asked: Question) -> tuple[Thing, ...]:
    """What an English question names; words in characters stand for themselves."""
    text = EMPTY.sub(" ", _timeless(asked, plain(asked.text)))
    terms = [(word, term) for word, own in worded(text) for term in own]
    found: list[Thing] = []
    at = 0
    while at < len(terms):
        word, term = terms[at]
        behind = tuple(each for _, each in terms[at : at + LONGEST])
        run, forms = next(
            (pair for pair in english().get(term, ()) if behind[: len(pair[0])] == pair[0]), ((term,), ())
        )
        typed = " ".join(dict.fromkeys(each for each, _ in terms[at : at + len(run)]))
        if forms or not word.isascii() or word[0].isdigit():
            found.append(Thing(typed, at, forms or (Form(word, run),)))
        elif word not in _SMALL:
            found.append(Thing(typed, at, (), tuple(_spoken(word))))
        at += len(run)
    return tuple(found)


def timed(asked: Question) -> tuple[str, ...]:
    """Years and months of a question as terms of both languages."""
    found: list[str] = []
    for each in asked.times:
        found += _YEAR.findall(each.text)
        found += (_MONTHS[int(month) - 1] for month in _MONTH.findall(each.text) if 0 < int(month) <= 12)
    return tuple(dict.fromkeys(term for each in found for term in analyse(each)))


def counted(asked: Question, things: tuple[Thing, ...]) -> Thing | None:
    """The thing that a Chinese question asks the number of: what follows "how many", else what is before."""
    match = _ASKED.search(plain(asked.text))
    if match is None or asked.measure not in {None, "count"}:
        return None
    behind = [thing for thing in things if match.end() <= thing.at <= match.end() + 2]
    before = [thing for thing in things if thing.at < match.start()]
    return behind[0] if behind else before[-1] if before else None


def _timeless(asked: Question, text: str) -> str:
    """The text with blanks for its times."""
    for each in asked.times:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _itself(word: str, at: int) -> Thing:
    run = analyse(word)
    return Thing(word, at, (Form(word, run, word[0].isupper()),) if run else ())


def _thing(word: str, at: int, known: bool) -> Thing:
    """A word of the tables, or a piece that may be a name: read aloud, as far as it may be one."""
    if known:
        return Thing(word, at, chinese()[word])
    spoken = [each for end in (len(word), 2, 3) if end <= NAME for each in readings(word[:end])]
    return Thing(word, at, (), tuple(spoken))


def _spoken(word: str) -> Iterator[str]:
    """The pairs of characters that may be read like a word in Latin letters."""
    for parts in syllables(word.replace("'", "")) if len(word) <= 14 else ():
        if len(parts) == 2:
            every = product(*map(characters, parts))
            yield from ("".join(pair) for pair, _ in zip(every, range(GUESSES), strict=False))
