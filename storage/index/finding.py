"""A question to scored chunks and documents: SQL matches within a budget, the scores are ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from sqlalchemy import Connection, select

from briefings.ranking import Weights, inverse, lightened, weights
from briefings.scoring import USUAL, Rows, Scale, Scores, scored, taught, teachers, vocabulary
from briefings.words import wide
from storage.index.matching import Matcher, matcher
from storage.index.plan import Match, candidates
from storage.index.terms import frequencies
from storage.tables import COUNTER

ASKED = 64
"""Different terms of a question that count, the rarest ones."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that was found: whose it is, its score, and the share of the question that it covers."""

    chunk: int
    version: int
    score: float
    covers: float


@dataclass(frozen=True, slots=True)
class Found:
    """A question's worth, the chunks found for it, and the best chunk of each document, both best first.

    In `versions`, the score is the document's.
    """

    known: Weights
    candidates: tuple[Candidate, ...] = ()
    versions: tuple[Candidate, ...] = ()


Choose = Callable[[Mapping[int, int], Match], list[int]]
"""Ids of the chunks to score for terms of these frequencies, lowest first."""


Times = Callable[[Sequence[int]], Mapping[int, int]]
"""In how many chunks each of these terms stands."""


def find(
    connection: Connection,
    terms: Sequence[str],
    *,
    learn: bool = False,
    most: int = 300,
    aside: Mapping[str, float] | None = None,
    choose: Choose = candidates,
) -> Found:
    """The chunks that hold any of these terms, at most `most`, best first.

    `aside` are further terms, of which only a share counts; `choose` says which chunks are looked at. With
    `learn`, documents are also judged by words that the best of them share: better for a list of
    documents, no help where one sentence is wanted.
    """
    totals = dict(connection.execute(select(COUNTER.c.name, COUNTER.c.value)).all())
    rows, documents = max(totals.get("rows", 0), 1), max(totals.get("documents", 0), 1)
    scale = Scale(rows, totals.get("length", 0) / rows, totals.get("whole", 0) / documents)
    aside = aside or {}
    terms = (*terms, *aside)
    held = frequencies(connection, terms)
    rarest = sorted(held.items(), key=lambda item: (item[1][1], item[0]))[:ASKED]
    known = lightened(weights(terms, {term: n for term, (_, n) in rarest}, rows, scale.row), aside)
    numbers = {term: number for term, (number, _) in rarest}
    worth = {numbers[term]: weight for term, weight in known.terms.items()}
    index = matcher(connection)
    ids = choose({numbers[t]: n for t, n in known.frequencies.items()}, partial(index.match, connection))
    if not ids:
        return Found(known)
    chunks, looked = _looked(index, connection, ids)
    scores = scored(looked, worth, known.total, scale)
    # pairs of characters are seldom words: those that the best documents share teach nothing
    taught_by = learn and not any(map(wide, known.terms.keys() - aside.keys()))
    said = scores.documents
    if taught_by:
        said = _learned(partial(index.times, connection), looked, scores, max(worth.values()), scale)
    return Found(known, *_ranked(chunks, looked, scores, said, most))


def _looked(index: Matcher, connection: Connection, ids: Sequence[int]) -> tuple[list[int], Rows]:
    """The chunks with these ids, and what they hold."""
    chunks, owners, titled, whole, terms = zip(*index.rows(connection, ids), strict=True)
    lengths = [len(each) // 4 for each in terms]
    return list(chunks), Rows(b"".join(terms), lengths, titled, owners, whole)


def _learned(
    times_of: Times, rows: Rows, scores: Scores, strongest: float, scale: Scale
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The documents' scores with the words of the best of them."""
    held = times_of([int(number) for number in vocabulary(rows, teachers(scores))])
    telling = {n: inverse(times, scale.rows) for n, times in held.items() if times < USUAL * scale.rows}
    return taught(rows, scores, telling, strongest, scale)


def _ranked(
    chunks: Sequence[int],
    rows: Rows,
    scores: Scores,
    said: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    most: int,
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Chunks by their own score, documents by theirs; what scores alike stands as it was stored."""
    owners = rows.owners[rows.place]
    own = scores.rows.round(6)
    order = [int(at) for at in np.lexsort((np.asarray(chunks), owners, -own))]
    every = [
        Candidate(chunks[at], int(owners[at]), float(own[at]), float(scores.covers[at]))
        for at in order[:most]
    ]
    best: dict[int, int] = {}
    for at in order:
        best.setdefault(int(rows.place[at]), at)
    whole = said.round(6)
    by_score = [int(at) for at in np.lexsort((rows.owners, -whole))][:most]
    versions = [
        Candidate(chunks[best[at]], int(rows.owners[at]), float(whole[at]), float(scores.covers[best[at]]))
        for at in by_score
    ]
    return tuple(every), tuple(versions)
