"""Where targets and deadlines stand, as lines: what was set out, what is on record, and what is silent."""

from __future__ import annotations

from datetime import date

from bot.card import Line, bold, text
from bot.views.entries import reserved
from bot.views.sources import clipped
from briefings.milestones.wording import end, ending, subject
from briefings.model import Evidence, Fact, Figure, Precision
from briefings.reporting import Report, Says
from briefings.saying import distance, founded, interval
from briefings.standing import Standing, State

LONGEST = 200
_SAID = {
    Says.DONE: "said to be done",
    Says.PART: "said to be done in part",
    Says.NOT_DONE: "said not to be done",
}


def listed(value: Standing, today: date) -> Line:
    """One line of the ledger: its end and how far that is, what was set out, and where it stands."""
    fact = value.entry.fact
    words = text(
        bold(f"{end(fact.when)}{_far(fact, today)}"),
        f" {clipped(subject(fact), LONGEST)} ({fact.grade}) — ",
        bold(value.state.value),
        f"{_because(value)}{_moved(value)}",
        *reserved(founded(fact)),
    )
    return Line(words, proofs(value))


def short(value: Standing) -> str:
    """Where it stands in a few words: on record: 104 billion yuan (Jun 2026); no figure found since."""
    if value.by is None:
        return silence(value)
    return f"{value.state.value}{_because(value)}"


def silence(value: Standing) -> str:
    """What is said where nothing moved it: the plain fact that nothing was found."""
    return "no figure found since" if value.entry.fact.figures else "nothing found since"


def _because(value: Standing) -> str:
    """What moved it, or since when nothing has."""
    if value.by is not None:
        found = value.by
        said = _amount(found.figure) if found.figure else _SAID[found.says]
        return f": {said} ({_written(found.report)})"
    if value.state is State.SILENT:
        told = value.case.told
        return f": {silence(value)}" + (f" {interval(told, told)}" if told else "")
    return ""


def _amount(figure: Figure) -> str:
    hedge = figure.hedge or ""
    return figure.text if not hedge or hedge.lower() in figure.text.lower() else f"{hedge} {figure.text}"


def _written(report: Report) -> str:
    return f"written {interval(report.start, report.end)}"


def _far(fact: Fact, today: date) -> str:
    """How far its day is, in days, where it has one; of a month or year only that it is this one."""
    known, last = ending(fact.when), fact.when.end
    if last is None:
        return ""
    if known is Precision.DAY:
        return f" ({distance(last, today)})"
    if known is Precision.MONTH and (last.year, last.month) == (today.year, today.month):
        return " (this month)"
    return " (this year)" if known is Precision.YEAR and last.year == today.year else ""


def _moved(value: Standing) -> str:
    """The date that it had before."""
    before = value.case.before
    return f"; moved from {end(before.fact.when)}" if before else ""


def proofs(value: Standing) -> tuple[Evidence, ...]:
    """The sentence that set it out, the one that moved it, and the one that gave its old date."""
    before = value.case.before
    return tuple(dict.fromkeys((*value.evidence, *(before.fact.evidence[:1] if before else ()))))
