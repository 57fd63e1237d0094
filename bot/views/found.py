"""What a search found as lines: a sentence with its document, that one's time, and what it dates."""

from __future__ import annotations

from collections.abc import Iterator

from bot.card import Line, Span, bold, italic, text
from bot.views.entries import reserved
from bot.views.replies import quoted
from bot.views.sources import clipped, dated
from briefings.model import Document, Fact, Grade, Hit, Kind
from briefings.query import Meant
from briefings.saying import founded, when, written

DATES = 2
"""Dates that a line names at most."""
_CALLED = {
    Kind.ORIGIN: "origin",
    Kind.DEADLINE: "deadline",
    Kind.TARGET: "target",
    Kind.RECURRING: "recurring",
}


def evidenced(hit: Hit, document: Document | None) -> Line:
    """A sentence, its document and when that was written, and the dates and grade of what it tells."""
    parts: list[str | Span] = [clipped(hit.passage.text), " — ", italic(hit.title)]
    if document is None:
        return Line(text(*parts), (hit.evidence,))
    told = (f" · written {written(document.clock)}", *_facts(hit, document))
    return dated(text(*parts, *told), (hit.evidence,), document)


def _facts(hit: Hit, document: Document) -> Iterator[str | Span]:
    """The dates of the facts in a sentence, and how firm they are where they are not simply so."""
    here = [fact for fact in document.facts if _within(hit, fact) and fact.kind is not Kind.VAGUE]
    told = {(when(fact.when), _CALLED.get(fact.kind, "")): founded(fact) for fact in here}
    for (said, kind), value in list(told.items())[:DATES]:
        yield " · "
        yield bold(said)
        yield f" ({kind})" if kind else ""
        yield from reserved(value)
    grades = dict.fromkeys(fact.grade for fact in here if fact.grade is not Grade.IN_FORCE)
    for grade in grades:
        yield " · "
        yield italic(grade.value)


def _within(hit: Hit, fact: Fact) -> bool:
    starts = (fact.start, *(start for start, _ in fact.again))
    return any(hit.passage.start <= start < hit.passage.end for start in starts)


def instead(meant: Meant, shown: bool = True) -> Iterator[str]:
    """What was looked for in place of words that stand nowhere, and which words nothing has."""
    used = " That is shown." if shown else " There is nothing of that either."
    for one in meant.instead:
        yield f"Nothing here has {quoted(one.typed)}. Did you mean {quoted(one.used)}?{used}"
    mended = {one.typed for one in meant.instead}
    left = [word for word in meant.missing if word not in mended]
    if left:
        yield f"Nothing here has {', '.join(map(quoted, left))}."
