"""A question of one language as things that the other language has words for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from briefings.answering.asking import EMPTY
from briefings.answering.lexicon import Form, Forms, chinese, english
from briefings.answering.question import Question
from briefings.pinyin import characters, readings, syllables
from briefings.script import plain
from briefings.words import STOP, analyse, worded

LONGEST = 12
"""Characters of a Chinese word that is looked up."""
NAME = 4
"""Characters of a Chinese name that may be read aloud."""
GUESSES = 400
"""Pairs of characters that a word in Latin letters is tried as."""
_MONTHS = re.findall(
    r"\w+", "january february march april may june july august september october november december"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&'’.-]*|\d[\d.,]*")
_LIGHT = (
    "的了是有在要会能将和与及或对从到由被把所为共一二三四五六七八九十百千万两几个只家部项条次座名位种件台辆艘棵株层岁笔份批"
    "吗呢吧这那该其哪些多少每最已曾还就都也又而且于之以里内时中上下前后花得过用来去年月日号天"
)
_ASKED = re.compile(r"多少|几")
_MONTH = re.compile(r"(\d{1,2})月")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PLAIN_ENGLISH = STOP | set(
    re.findall(
        r"\w+", "many much large long big number amount total last next year years new per area site get got"
    )
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a question names: how it was typed, where, and what the other language calls it.

    `guesses` are terms that are its name if the library has them; without forms and guesses nobody knows it.
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
        found += _segments(run[0], run.start())
    return tuple(sorted(found, key=lambda thing: thing.at))


def to_chinese(asked: Question) -> tuple[Thing, ...]:
    """What an English question names; words in characters stand for themselves."""
    text = EMPTY.sub(" ", _timeless(asked, plain(asked.text)))
    terms = [(word, term) for word, own in worded(text) for term in own if word not in _PLAIN_ENGLISH]
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
        else:
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


def _segments(run: str, start: int) -> Iterator[Thing]:
    """The longest known words of a run of characters from left to right, and what is left between them."""
    known = chinese()
    at = begun = 0
    while at < len(run):
        end = next((e for e in range(min(len(run), at + LONGEST), at, -1) if run[at:e] in known), None)
        if end is None:
            at += 1
            continue
        yield from _left(run[begun:at], start + begun)
        yield Thing(run[at:end], start + at, known[run[at:end]])
        at = begun = end
    yield from _left(run[begun:], start + begun)


def _left(piece: str, start: int) -> Iterator[Thing]:
    """Characters that no table has: a name, it may be, without the small words around it."""
    for part in re.finditer(r"[^的了]+", piece):
        yield from _named(part[0], start + part.start())


def _named(piece: str, start: int) -> Iterator[Thing]:
    bare = piece.lstrip(_LIGHT)
    start += len(piece) - len(bare)
    bare = bare.rstrip(_LIGHT)
    if len(bare) > 1:
        spoken = readings(bare) if len(bare) <= NAME else ()
        yield Thing(bare, start, (), tuple(term for each in spoken for term in analyse(each)))


def _spoken(word: str) -> Iterator[str]:
    """The pairs of characters that may be read like a word in Latin letters."""
    for parts in syllables(word.replace("'", "")) if len(word) <= 14 else ():
        if len(parts) == 2:
            every = product(*map(characters, parts))
            yield from ("".join(pair) for pair, _ in zip(every, range(GUESSES), strict=False))
