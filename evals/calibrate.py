"""Set the weights of answering by the labelled questions that may be read: `python -m evals.calibrate`.

Two fits by gradient descent, the same on every machine: the ranking as a softmax over the sentences of each
question, confidence as a logistic regression between right first answers and questions that nothing in the
store answers. Own questions weigh more, for they are what people ask here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from pprint import pformat

import numpy as np
from numpy.typing import NDArray

from briefings.answering.judging import barred, doubts
from briefings.answering.measuring import measured
from briefings.answering.signs import SIGNS
from evals.asked import Asked, distractors, filled, labelled, texts, xquad
from storage.store import Store

Floats = NDArray[np.float64]
TARGET = Path(__file__).parents[1] / "briefings/answering/weights.py"
LANGUAGES = ("en", "zh")
"""Languages of questions about papers in the same one."""
OWN, OWN_DOUBTS = 3.0, 3.0
"""What one of our own questions weighs beside one of the encyclopedia, in ranking and in confidence."""


NEAR = 0.03
"""How far below the best two shares together may be for their threshold to count."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the signs of its sentences, which of them are right or barred, and what it weighs."""

    asked: Asked
    signs: Floats
    right: NDArray[np.bool_]
    bars: NDArray[np.bool_]
    weight: float = 1.0


def cases(store: Store, questions: Iterable[Asked], weight: float = 1.0) -> Iterator[Case]:
    """Questions asked in a store."""
    for each in questions:
        taken = store.library.read(each.query)
        known, told, rows = store.library.places(taken)
        found = measured(taken, known, told, rows)
        if found:
            right = np.asarray([each.right(one.line.passage) for one in found])
            bars = np.asarray([barred(taken, one, known) for one in found])
            yield Case(each, np.asarray([one.signs for one in found]), right, bars, weight)


def descended(gradient: Callable[[Floats], Floats], size: int, steps: int, rate: float) -> Floats:
    """The weights that a gradient leads to from nothing (Adam, its rate cut at the end)."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        pace = rate * (0.3 if step > 0.6 * steps else 1.0)
        weights = weights - pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def ranking(every: Sequence[Case]) -> Floats:
    """What each sign weighs, so that right sentences come first."""
    used = [case for case in every if case.right.any()]
    signs = np.concatenate([case.signs for case in used])
    right = np.concatenate([case.right for case in used])
    of = np.repeat(np.arange(len(used)), [len(case.signs) for case in used])
    worth = np.asarray([case.weight for case in used])

    def gradient(weights: Floats) -> Floats:
        scores = signs @ weights
        top = np.full(len(used), -np.inf)
        np.maximum.at(top, of, scores)
        grown = np.exp(scores - top[of])
        every_one = grown / np.bincount(of, grown)[of]
        good = grown * right
        right_ones = good / np.bincount(of, good)[of]
        return np.asarray(signs.T @ ((every_one - right_ones) * worth[of]) / worth.sum() + 0.02 * weights)

    return descended(gradient, signs.shape[1], 250, 0.3)


def first(case: Case, weights: Floats) -> tuple[dict[str, float], bool, bool]:
    """What a question's first sentence is doubted by, whether it is right, and whether it is barred."""
    scores = case.signs @ weights
    order = np.argsort(-scores, kind="stable")[:2]
    best = order[0]
    told = doubts(case.signs[best].tolist(), scores[order].tolist())
    return told, bool(case.right[best]), bool(case.bars[best])


def confidence(
    good: Sequence[tuple[dict[str, float], float]], bad: Sequence[tuple[dict[str, float], float]]
) -> dict[str, float]:
    """What each doubt weighs, so that right answers are told from what answers nothing."""
    names = list((*good, *bad)[0][0])
    raw = np.asarray([[row[name] for name in names] for row, _ in (*good, *bad)])
    sure = np.asarray([1.0] * len(good) + [0.0] * len(bad))
    worth = np.asarray([weight for _, weight in (*good, *bad)])
    middle, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    one = names.index("one")
    middle[one], spread[one] = 0.0, 1.0
    even = (raw - middle) / spread

    def gradient(weights: Floats) -> Floats:
        told = 1 / (1 + np.exp(-even @ weights))
        held = 0.003 * weights
        held[one] = 0.0
        return np.asarray(even.T @ ((told - sure) * worth) / worth.sum() + held)

    weights = descended(gradient, len(names), 1500, 0.05)
    found = weights / spread
    found[one] = weights[one] - float(((weights / spread) * middle).sum())
    return dict(zip(names, map(float, found), strict=True))


def middle(good: Sequence[float], bad: Sequence[float]) -> float:
    """The middle of the thresholds that treat both shares rightly, or nearly as well as the best does.

    The best alone hangs on a question or two; its neighbours on more of them.
    """
    ends = sorted({0.0, *good, *bad, 1.0})

    def parted(at: float) -> float:
        kept, refused = sum(each >= at for each in good), sum(each < at for each in bad)
        return kept / max(1, len(good)) + refused / max(1, len(bad))

    shares = [(parted(high), low, high) for low, high in pairwise(ends)]
    best = max(share for share, _, _ in shares)
    near = [(low, high) for share, low, high in shares if share >= best - NEAR]
    return (near[0][0] + near[-1][1]) / 2


def main() -> None:
    """Fit, and write the weights where the program reads them."""
    shared = Path(os.environ.get("MILEPOST_SHARED") or Path(__file__).parents[2] / "shared")
    there: list[Case] = []
    gone: list[Case] = []
    with filled([], texts()) as store:
        own = list(cases(store, (each for each in labelled("tune") if each.language in LANGUAGES), OWN))
    for language in LANGUAGES:
        documents, questions = xquad(shared, language)
        rest = distractors(shared)
        with filled([*documents, *rest], texts()) as store:
            there += cases(store, questions)
        for keep in (lambda at: at // 5 % 2 == 0, lambda at: at % 2 == 0):
            kept = [row for at, row in enumerate(documents) if keep(at)]
            ids = {row["id"] for row in kept}
            with filled([*kept, *rest], texts()) as store:
                gone += cases(store, (each for each in questions if not ids & each.starts.keys()))
        print(f"asked {language}", file=sys.stderr)
    write(own, there, gone)


def write(own: Sequence[Case], there: Sequence[Case], gone: Sequence[Case]) -> None:
    """Both fits and the threshold, written as a file of the program."""
    weights = ranking([*own, *there])
    told = [(case, *first(case, weights)) for case in (*own, *there)]
    open_ones = [(case, row, right) for case, row, right, bars in told if not bars]
    good = [(row, OWN_DOUBTS if case.weight > 1 else 1.0) for case, row, right in open_ones if right]
    bad = [(row, OWN_DOUBTS) for case, row, _ in open_ones if not case.asked.answerable]
    bad += [(row, 1.0) for row, _, bars in (first(case, weights) for case in gone) if not bars]
    doubted = confidence(good, bad)

    def told_of(row: dict[str, float]) -> float:
        return float(1 / (1 + np.exp(-sum(doubted[name] * value for name, value in row.items()))))

    threshold = middle(
        [told_of(row) for row, weight in good if weight > 1],
        [told_of(row) for row, weight in bad if weight > 1],
    )
    named = {name: round(float(weight), 3) for name, weight in zip(SIGNS, weights, strict=True)}
    rounded = {name: round(weight, 3) for name, weight in doubted.items()}
    TARGET.write_text(
        '"""What each sign is worth, set by `python -m evals.calibrate`; not by hand."""\n\n'
        "from __future__ import annotations\n\n"
        f"RANKING = {pformat(named, sort_dicts=False)}\n"
        '"""The signs of `signs.py` in the score of a sentence."""\n'
        f"DOUBTS = {pformat(rounded, sort_dicts=False)}\n"
        '"""What says that the first sentence answers; the logistic function makes it 0 to 1."""\n'
        f"SURE = {threshold:.3f}\n"
        '"""Confidence below which a question is refused: it parts own questions best."""\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
