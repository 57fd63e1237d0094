"""What a search found as lines: a sentence with its document, that one's time, and what it dates."""

from __future__ import annotations

from collections.abc import Iterator

from bot.card import Line, Span, bold, italic, text
from bot.views.entries import reserved
from bot.views.replies import quoted
from bot.views.sources import clipped, dated
from briefings.called import called
from briefings.model import Document, Fact, Grade, Hit, Kind
from briefings.query import Meant
from briefings.saying import founded, when, written
from briefings.tongue import _, run_on, several

DATES = 2
"""Dates that a line names at most."""
_CALLED = frozenset({Kind.ORIGIN, Kind.DEADLINE, Kind.TARGET, Kind.RECURRING})


def evidenced(hit: Hit, document: Document | None) -> Line:
    """A sentence, its document and when that was written, and the dates and grade of what it tells."""
    parts: list[str | Span] = [clipped(hit.passage.text), " — ", italic(hit.title)]
    if document is None:
        return Line(text(*parts), (hit.evidence,))
    told = (" · ", _("written {time}").format(time=written(document.clock)), *_facts(hit, document))
    return dated(text(*parts, *told), (hit.evidence,), document)


def _facts(hit: Hit, document: Document) -> Iterator[str | Span]:
    """The dates of the facts in a sentence, and how firm they are where they are not simply so."""
    here = [fact for fact in document.facts if _within(hit, fact) and fact.kind is not Kind.VAGUE]
    told = {
        (when(fact.when), called(fact.kind) if fact.kind in _CALLED else ""): founded(fact) for fact in here
    }
    for (said, kind), value in list(told.items())[:DATES]:
        yield " · "
        yield bold(said)
        yield _(" ({aside})").format(aside=kind) if kind else ""
        yield from reserved(value)
    grades = dict.fromkeys(fact.grade for fact in here if fact.grade is not Grade.IN_FORCE)
    for grade in grades:
        yield " · "
        yield italic(called(grade))


def _within(hit: Hit, fact: Fact) -> bool:
    starts = (fact.start, *(start for start, _ in fact.again))
    return any(hit.passage.start <= start < hit.passage.end for start in starts)


def instead(meant: Meant, shown: bool = True) -> Iterator[str]:
    """What was looked for in place of words that stand nowhere, and which words nothing has."""
    used = _("That is shown.") if shown else _("There is nothing of that either.")
    for one in meant.instead:
        sentence = _("Nothing here has {typed}. Did you mean {meant}?")
        yield run_on(sentence.format(typed=quoted(one.typed), meant=quoted(one.used)), used)
    mended = {one.typed for one in meant.instead}
    left = [word for word in meant.missing if word not in mended]
    if left:
        yield _("Nothing here has {words}.").format(words=several(map(quoted, left)))
