"""A question to scored chunks and documents: SQL matches within a budget, the scores are ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection

from briefings.ranking import Weights, inverse, lightened, weights
from briefings.scoring import (
    USUAL,
    Floats,
    Numbers,
    Rows,
    Scale,
    Scores,
    doubt,
    scored,
    taught,
    teachers,
    vocabulary,
)
from briefings.words import wide
from storage.index.matching import matcher
from storage.index.plan import Match, planned
from storage.index.terms import counted

ASKED = 64
"""Different terms of a question that count, the rarest ones."""


class Candidate(NamedTuple):
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


Choose = Callable[[Mapping[int, int], int, Match], list[int]]
"""Ids of the chunks to score for terms of these frequencies among so many chunks, instead of the usual."""


Times = Callable[[Sequence[int]], Mapping[int, int]]
"""In how many chunks each of these terms stands."""


def find(
    connection: Connection,
    terms: Sequence[str],
    *,
    learn: bool = False,
    most: int = 300,
    aside: Mapping[str, float] | None = None,
    choose: Choose | None = None,
) -> Found:
    """The chunks that hold any of these terms, at most `most`, best first.

    `aside` are further terms, of which only a share counts; `choose` says which chunks are looked at. With
    `learn`, documents are also judged by words that the best of them share: better for a list of
    documents, no help where one sentence is wanted.
    """
    aside = aside or {}
    terms = (*terms, *aside)
    totals, held = counted(connection, terms)
    rows, documents = max(totals.get("rows", 0), 1), max(totals.get("documents", 0), 1)
    scale = Scale(rows, totals.get("length", 0) / rows, totals.get("whole", 0) / documents)
    rarest = sorted(held.items(), key=lambda item: (item[1][1], item[0]))[:ASKED]
    known = lightened(weights(terms, {term: n for term, (_, n) in rarest}, rows, scale.row), aside)
    numbers = {term: number for term, (number, _) in rarest}
    worth = {numbers[term]: weight for term, weight in known.terms.items()}
    index = matcher(connection)
    often = {numbers[t]: n for t, n in known.frequencies.items()}
    if choose is None:
        chunks = index.chosen(connection, planned(often, rows))
    else:
        chunks = index.rows(connection, choose(often, rows, partial(index.match, connection)))
    if not len(chunks.ids):
        return Found(known)
    looked = Rows(chunks.terms, chunks.lengths, chunks.titled, chunks.owners, chunks.whole)
    scores = scored(looked, worth, known.total, scale)
    # pairs of characters are seldom words: those that the best documents share teach nothing
    taught_by = learn and not any(map(wide, known.terms.keys() - aside.keys()))
    said = scores.documents
    if taught_by and doubt(scores):
        said = _learned(partial(index.times, connection), looked, scores, max(worth.values()), scale)
    return Found(known, *_ranked(chunks.ids, looked, scores, said, most))


def _learned(times_of: Times, rows: Rows, scores: Scores, strongest: float, scale: Scale) -> Floats:
    """The documents' scores with the words of the best of them."""
    held = times_of(vocabulary(rows, teachers(scores)).tolist())
    telling = {n: inverse(times, scale.rows) for n, times in held.items() if times < USUAL * scale.rows}
    return taught(rows, scores, telling, strongest, scale)


def _ranked(
    chunks: Numbers, rows: Rows, scores: Scores, said: Floats, most: int
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Chunks by their own score, documents by theirs; what scores alike stands as it was stored."""
    owners, own, whole = rows.owners[rows.place], scores.rows.round(6), said.round(6)
    order = np.lexsort((chunks, owners, -own))
    # the first of each document in that order is its best
    best = order[np.unique(rows.place[order], return_index=True)[1]]
    by_score = np.lexsort((rows.owners, -whole))[:most]
    first, chief = order[:most], best[by_score]
    return (
        _candidates(chunks[first], owners[first], own[first], scores.covers[first]),
        _candidates(chunks[chief], owners[chief], whole[by_score], scores.covers[chief]),
    )


def _candidates(chunks: Numbers, owners: Numbers, scores: Floats, covers: Floats) -> tuple[Candidate, ...]:
    return tuple(map(Candidate, chunks.tolist(), owners.tolist(), scores.tolist(), covers.tolist()))
