"""Whether a sentence speaks of another thing of the same kind: a name that differs in one word."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection

from briefings.answering.asking import Wanted
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.words import STOP, analyse

_PHRASE = re.compile(r"[A-Z][\w'’-]{1,40}(?:\s[A-Z][\w'’-]{1,40}){1,5}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def rival(question: Question, line: Line, missing: Collection[str]) -> bool:
    """Whether a word of a name is nowhere and the sentence, or its title, has the rest behind another word.

    "Cedar Falls" is not "Arden Falls"; a name of which only a part is told is no other name.
    """
    if question.chinese or not missing:
        return False
    around = f"{line.passage.text}\n{line.home.title}\n{line.heading}"
    for phrase in _PHRASE.findall(question.text):
        words = [word for word in phrase.split() if word.lower() not in STOP]
        for one, next in itertools.pairwise(words):
            if set(analyse(one)) & set(missing) and _other(one, next, around):
                return True
    return False


def _other(one: str, next: str, text: str) -> bool:
    """Whether a word of a name stands behind a capital that is not the one that was asked for."""
    found = re.finditer(rf"(?i)([A-Za-z][\w'’-]{{1,40}})\s{re.escape(next)}\b", text)
    return any(m[1][0].isupper() and m[1].lower() != one.lower() and m[1].lower() not in STOP for m in found)


def yeared(question: Question, line: Line) -> bool:
    """Whether a question names a year that nothing around a sentence has, and it is of another.

    So it is where the sentence names others, or, for an amount, where it is undated and was written later.
    """
    years = {term for term in question.timed if _YEAR.fullmatch(term)}
    if not years or years & (line.own | line.near | line.above):
        return False
    if any(_YEAR.fullmatch(term) for term in line.own):
        return True
    written = line.home.clock.year
    undated = question.wanted is Wanted.NUMBER and not years & line.home.held
    return undated and written is not None and all(abs(int(year) - written) > 1 for year in years)
