"""Signs to a ranking, and a ranking to how sure it is: two weighted sums, set by labelled questions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefings.answering.asking import Wanted
from briefings.answering.measuring import measured
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.answering.rivals import yeared
from briefings.answering.signs import SIGNS, Measured
from briefings.answering.spans import bodied
from briefings.answering.weights import DOUBTS, RANKING, SURE
from briefings.ranking import Weights

SLIP = 1.0
"""What each respelled word costs, as the logarithm of the odds."""
UNHEARD = 0.8
"""Confidence below which a question with a word that nothing in the library has is refused."""
LEAD = 3.0
"""How far ahead of the second the first can be, at most."""
PLAIN = frozenset({"money", "percent", "area"})
"""Measures whose units leave no doubt."""
BEHIND = 0.6
"""How far a sentence without the wanted sort of thing falls behind."""
LATER = 0.7
"""How much of another time a sentence must be to be held against a year that was asked for."""
_AT = {name: place for place, name in enumerate(SIGNS)}


def ranked(asked: Question, known: Weights, told: Sequence[Line], rows: int) -> list[tuple[Measured, float]]:
    """The sentences with their scores, best first; what scores alike stands as it was found."""
    worth = [RANKING[name] for name in SIGNS]
    every = [
        (
            each,
            sum(weight * sign for weight, sign in zip(worth, each.signs, strict=True))
            - (BEHIND if _lacks(asked, each) else 0.0),
        )
        for each in measured(asked, known, told, rows)
    ]
    return sorted(every, key=lambda pair: (-round(pair[1], 6), pair[0].line.passage.ref))


def confidence(best: Sequence[Measured], scores: Sequence[float], slips: int = 0) -> float:
    """How sure the first sentence is to answer, 0 to 1; `best` and `scores` are of the first two.

    Each word that was taken for a slip of another makes it less so.
    """
    total = sum(DOUBTS[name] * value for name, value in doubts(best[0].signs, scores).items()) - SLIP * slips
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def doubts(signs: Sequence[float], scores: Sequence[float]) -> dict[str, float]:
    """What confidence is judged by: the first sentence's signs and lead, what of the question is there."""
    held = {name: signs[_AT[name]] for name in SIGNS if name not in _RELATIVE}
    said = held["covered"] + held["akin"] + 0.6 * held["alike"]
    anywhere = said + held["above"] + held["near"] + held["held"]
    lead = min(LEAD, scores[0] - scores[1]) if len(scores) > 1 else 0.0
    return {
        **held,
        "one": 1.0,
        "lead": lead,
        "anywhere": anywhere,
        "anywhere_squared": anywhere**2,
        "said_squared": said**2,
    }


def barred(asked: Question, best: Measured, known: Weights) -> bool:
    """Whether a sentence can't answer: its name or year is another, or what is wanted is not there.

    Nor can it where a name of the question is nowhere around it, or where it counts other things.
    """
    signs = dict(zip(SIGNS, best.signs, strict=True))
    if _lacks(asked, best) or signs["rival"] or (signs["other_time"] >= LATER and yeared(asked, best.line)):
        return True
    if asked.unknown or signs["unnamed"]:
        return True
    if asked.wanted is Wanted.NUMBER and asked.counted and not signs["counted"] and not asked.chinese:
        return True
    return any(term in best.missing and term not in known.frequencies for term in asked.places)


def least(best: Measured) -> float:
    """How sure the first sentence must be; more, where a word of the question is nowhere in the library."""
    return max(SURE, UNHEARD) if best.signs[_AT["unheard"]] else SURE


def _lacks(asked: Question, each: Measured) -> bool:
    """Whether what is wanted is not there: no amount, no time, nobody."""
    sort = each.signs[_AT["sort"]]
    if sort:
        return sort < 1.0 and asked.wanted is Wanted.NUMBER and asked.measure in PLAIN
    if asked.wanted in {Wanted.NUMBER, Wanted.DATE}:
        return True
    return asked.wanted is Wanted.NAME and not asked.chinese and not bodied(each.line.passage.text)


_RELATIVE = frozenset({"chunk", "document", "rank", "first", "bare", "rank_squared", "document_squared"})
"""Signs that only tell sentences of one question apart."""
