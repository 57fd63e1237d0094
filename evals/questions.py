"""How right answers are: own questions and an encyclopedia's, beside FTS5 over sentences."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.table import Row
from briefings.answering import Answer
from briefings.model import Passage
from evals.asked import Asked, distractors, filled, labelled, texts, xquad
from storage.store import Store

PEER = "FTS5 porter OR over sentences"
KEPT = 0.90
"""The share of right answers at which false ones are counted."""
TAKEN_OUT: Mapping[str, Callable[[int], bool]] = {
    "article": lambda at: at // 5 % 2 == 1,
    "paragraph": lambda at: at % 2 == 1,
}
"""Which paragraphs are taken out: there are five of each article."""
LANGUAGES = {"en": "English", "zh": "Chinese"}
_HEDGES = re.compile(
    r"(?i)^(?:about|around|some|nearly|almost|over|under|only|up to|at least|at most|more than|"
    r"less than|an estimated|"
    r"by|on|in|from|after|the|a|约|超|近|超过|至少|最多|不到)\s*|[\s.,;，。]+$"
)


def rows(shared: Path) -> list[Row]:
    """Every row of this part; what is not on this machine has none."""
    found: list[Row] = []
    with filled([], texts()) as store:
        for part in ("tune", "measured"):
            found += own(store, part)
    if (shared / "evals/xquad").is_dir():
        for language in LANGUAGES:
            found += list(encyclopedia(shared, language))
    return found


def own(store: Store, part: str) -> Iterator[Row]:
    """Our own questions of a part, each language for itself."""
    every = list(labelled(part))
    for language in dict.fromkeys(each.language for each in every):
        mine = [each for each in every if each.language == language]
        answers = [(each, store.library.answer(each.query)) for each in mine]
        asked = [(each, given) for each, given in answers if each.answerable]
        none = [given for each, given in answers if not each.answerable]
        what = f"own questions, {LANGUAGES.get(language, language)}, {part} part"
        yield from _tops(what, store, asked)
        valued = [(each, given) for each, given in asked if each.values and given.sentences]
        yield _share(f"{what}: answered", [bool(given.sentences) for _, given in asked])
        yield _share(f"{what}: refused where nothing answers", [not given.sentences for given in none])
        yield _share(f"{what}: value right", [same(given.value, each.values) for each, given in valued])


def encyclopedia(shared: Path, language: str) -> Iterator[Row]:
    """An encyclopedia's questions among distractors, and those whose documents were taken out."""
    documents, questions = xquad(shared, language)
    rest = distractors(shared)
    what = f"XQuAD {LANGUAGES[language]}"
    with filled([*documents, *rest], texts()) as store:
        asked = [(each, store.library.answer(each.query)) for each in questions]
        yield from _tops(f"{what} among distractors", store, asked)
    good = sorted(given.confidence for each, given in asked if _right(each, given, 1))
    least = good[int((1 - KEPT) * len(good))]
    for name, gone in TAKEN_OUT.items():
        kept = [row for at, row in enumerate(documents) if not gone(at)]
        ids = {row["id"] for row in kept}
        with filled([*kept, *rest], texts()) as store:
            given = [store.library.answer(each.query) for each in questions if not ids & each.starts.keys()]
        told = f"{what}: false answers where the {name} was taken out, 90 % of right ones kept"
        yield _share(told, [each.confidence >= least for each in given], more=False)


def _tops(what: str, store: Store, asked: Sequence[tuple[Asked, Answer]]) -> Iterator[Row]:
    """How often a right sentence comes first, and among the first three."""
    theirs = _peer(store, [each for each, _ in asked])
    for first, told in zip((1, 3), theirs, strict=True):
        right = [_right(each, given, first) for each, given in asked]
        row = _share(f"{what}: answer sentence in top {first}", right)
        yield replace(row, peer=PEER, theirs=told)


def _share(what: str, every: Sequence[bool], *, more: bool = True) -> Row:
    """The share of those that are so, with their number."""
    share = sum(every) / len(every) if every else None
    return Row(f"{what} ({len(every)})", share, "–", None, "", more=more)


def same(value: str | None, right: Sequence[str]) -> bool:
    """Whether a value is one of the right ones, but for case, spaces and hedges."""
    return value is not None and _plain(value) in set(map(_plain, right))


def _plain(value: str) -> str:
    before, value = "", re.sub(r"\s+", " ", value.strip().casefold())
    while before != value:
        before, value = value, _HEDGES.sub("", value)
    return value.replace(" ", "").replace(",", "")


def _right(each: Asked, given: Answer, first: int) -> bool:
    return any(each.right(hit.passage) for hit in given.hits[:first])


def _peer(store: Store, questions: Sequence[Asked]) -> tuple[float, float]:
    """Top 1 and top 3 of FTS5 alone over the same sentences: porter, any of the words, its own bm25."""
    passages = [
        passage
        for document in store.library.latest(limit=100_000)
        for passage in document.passages
        if passage.paragraph
    ]
    raw = sqlite3.connect(":memory:")
    raw.execute("create virtual table t using fts5(text, tokenize='porter unicode61')")
    raw.executemany(
        "insert into t (rowid, text) values (?, ?)", [(at, p.text) for at, p in enumerate(passages)]
    )
    asked = "select rowid from t where t match ? order by bm25(t) limit 3"

    def found(each: Asked) -> list[Passage]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", each.query))
        return [passages[row[0]] for row in raw.execute(asked, (words,))] if words else []

    every = [[each.right(passage) for passage in found(each)] for each in questions]
    raw.close()
    count = max(1, len(every))
    return sum(row[:1] == [True] for row in every) / count, sum(any(row) for row in every) / count
