"""A text of any sort to its sentences that tell the most, within a length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from briefings.coverage import Candidate, greedy, worths
from briefings.model import Document, Passage, Source
from briefings.script import chinese
from briefings.sentences import fold, sentences
from briefings.turns import turns
from briefings.words import analyse

MOST = 3_000
"""Sentences of a text that are looked at; a longer text is judged by its first ones."""
USUAL = 5
"""Sentences of a summary where no length is given."""
THRIFT = 0.4
"""How much length counts against a sentence where words are counted; none where sentences are."""
OPENING, HALVED = 0.65, 3
"""What the first sentence has over a late one, and after how many sentences that is half as much."""
ASKED = 3.0
"""What a sentence on the question has over others: for the worth of its words, and for itself."""
FIGURES, MOST_FIGURES = 0.4, 3
"""What a sentence with so many numbers has over one without any."""
QUOTED = 0.2
"""What a sentence loses for somebody's very words, which seldom tell what happened."""
_NEAR, _FADE = 3, 0.5
"""Neighbours of a sentence on the question, and what each step away from it leaves: talk goes on."""

_WORD = re.compile("[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…。！？；;:：”\"'’)）」』]\Z")
_NUMBER = re.compile(r"\d[\d.,]*")
_QUOTE = re.compile('["“”]')
_ASKING = frozenset(
    analyse(
        """summarize summarise summary discuss discussed discussion talk talked say said think thought
        opinion opinions idea ideas view views point points describe explain conclude conclusion decide
        decision content main whole meeting meetings team group members participants
        总结 概括 概述 讨论 谈论 说了 什么 认为 看法 意见 观点 会议 关于"""
    )
)
"""Words that ask for something and do not say what."""
_LABEL = 8
"""Words of a line without an end mark that is taken for a heading, a byline or a caption."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a text: where it stands, in code points, and what it says."""

    start: int
    end: int
    text: str


def lines_of(text: str, title: str | None = None) -> tuple[tuple[Line, ...], str]:
    """The sentences of a text that can stand in a summary, and its title (empty where it has none).

    Headings, captions, bylines and sentences that stand there before are left out. All of the text counts:
    who asks for a summary has cut the page.
    """
    # whoever only chooses among kept sentences splits no texts
    from briefings.splitting import split

    source = Source("text", "text", "", text, id="text", title=title)
    cut = split(source)[0]
    found: list[Line] = []
    seen: set[tuple[str, ...]] = set()
    for block in cut.blocks:
        for start, end in sentences(text, block.start, block.end) if block.kind != "heading" else ():
            line = Line(start, end, fold(text[start:end]))
            if (terms := analyse(line.text)) not in seen and not label(line.text):
                seen.add(terms)
                found.append(line)
    return tuple(found), cut.title if cut.title_span or title else ""


def told_by(document: Document) -> Iterator[Passage]:
    """The sentences of a document that can be lines, each once: no title, heading, caption or byline."""
    seen: set[tuple[str, ...]] = {analyse(document.title)}
    headed = {start for start, _ in document.headings}
    for passage in document.passages:
        terms = analyse(passage.text)
        if (
            passage.paragraph
            and passage.start not in headed
            and terms not in seen
            and not label(passage.text)
        ):
            seen.add(terms)
            yield passage


def label(text: str) -> bool:
    """Whether a line is no sentence: short, and without a mark at its end."""
    return _CLOSED.search(text) is None and length(text) < _LABEL * (2 if chinese(text) else 1)


def length(text: str) -> int:
    """The words of a text; each Chinese character counts as one."""
    return len(_WORD.findall(text))


def summary(
    lines: Sequence[str],
    *,
    words: int | None = None,
    count: int | None = None,
    topic: str = "",
    title: str = "",
) -> tuple[int, ...]:
    """Which of these sentences tell the most, in the order in which they stand; the same ones every time.

    `lines` are the sentences of one text in order. `words` is the length to come near: whole sentences until
    it is full, the last one over it by less than half of itself. `count` is a number of sentences instead;
    with neither it is `USUAL`. `topic` is what a reader asks, in words or as a question; sentences on it and
    beside such sentences count more. `title` adds to its words' worth. A short summary leans on the question
    and, where nobody talks, on the opening, as news is written; one of half the text does not.
    """
    lines = lines[:MOST]
    sizes = [length(line) for line in lines]
    share = words / max(1, sum(sizes)) if words is not None else (count or USUAL) / max(1, len(lines))
    candidates = list(_candidates(lines, sizes, analyse(topic), share))
    worth = worths(candidates, frozenset(analyse(title)))
    if words is None:
        return tuple(
            sorted(greedy(candidates, worth, lambda _: True, most=USUAL if count is None else count))
        )
    return tuple(sorted(greedy(candidates, worth, _Budget(sizes, words).takes, thrift=THRIFT)))


def _candidates(
    lines: Sequence[str], sizes: Sequence[int], asked: Sequence[str], share: float
) -> Iterator[Candidate]:
    told = turns(lines)
    terms = [analyse(line) for _, line in told]
    lean = max(0.0, 1 - 2 * share)
    opening = 0.0 if any(who for who, _ in told) else OPENING * lean
    near = relevance([(*analyse(who), *words) for (who, _), words in zip(told, terms, strict=True)], asked)
    for at, (line, words, size) in enumerate(zip(lines, terms, sizes, strict=True)):
        about = ASKED * lean * near[at]
        yield Candidate(words, size, 1 + about, telling(line) + about + opening * 0.5 ** (at / HALVED))


def telling(line: str) -> float:
    """What a line counts for by its make, about 1: more with figures, less with somebody's very words."""
    numbers = min(MOST_FIGURES, len(_NUMBER.findall(line))) / MOST_FIGURES
    return 1 + FIGURES * numbers - QUOTED * bool(_QUOTE.search(line))


def relevance(terms: Sequence[tuple[str, ...]], asked: Sequence[str]) -> list[float]:
    """How much of what is asked each sentence holds, 0 to 1, or one close by; rare words count more."""
    sets = [frozenset(each) for each in terms]
    wanted = [term for term in dict.fromkeys(asked) if term not in _ASKING]
    held = {term: n for term in wanted if (n := sum(term in each for each in sets))}
    rarity = {term: log(1 + len(sets) / n) for term, n in held.items()}
    total = sum(rarity.values())
    if not total:
        return [0.0] * len(sets)
    own = [sum(worth for term, worth in rarity.items() if term in each) / total for each in sets]
    return [
        max(
            own[other] * _FADE ** abs(at - other)
            for other in range(max(0, at - _NEAR), min(len(own), at + _NEAR + 1))
        )
        for at in range(len(own))
    ]


class _Budget:
    """How many words still fit into a summary."""

    def __init__(self, sizes: Sequence[int], words: int) -> None:
        self._sizes, self._words = sizes, words

    def takes(self, at: int) -> bool:
        """Whether half of a sentence fits; it is counted then."""
        if self._words <= 0 or self._sizes[at] / 2 > self._words:
            return False
        self._words -= self._sizes[at]
        return True
