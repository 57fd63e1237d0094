"""Where targets and deadlines stand, as lines: what was set out, what is on record, and what is silent."""

from __future__ import annotations

from datetime import date

from bot.card import Line, bold, text
from bot.filling import filled
from bot.views.entries import aside, reserved
from bot.views.sources import clipped
from briefings.called import called
from briefings.milestones.wording import end, ending, subject
from briefings.model import Evidence, Fact, Figure, Precision
from briefings.reporting import Report, Says
from briefings.saying import distance, founded, interval
from briefings.standing import Standing, State
from briefings.tongue import N_, _

LONGEST = 200
_SAID = {
    Says.DONE: N_("said to be done"),
    Says.PART: N_("said to be done in part"),
    Says.NOT_DONE: N_("said not to be done"),
}


def listed(value: Standing, today: date) -> Line:
    """One line of the ledger: its end and how far that is, what was set out, and where it stands."""
    fact = value.entry.fact
    what = aside(clipped(subject(fact), LONGEST), called(fact.grade))
    words = filled(
        _because(value),
        state=bold(called(value.state)),
        because=_reason(value),
    )
    before = text(bold(aside(end(fact.when), _far(fact, today))), f" {what} — ")
    behind = text(*_moved(value), *reserved(founded(fact)))
    return Line((*before, *words, *behind), proofs(value))


def short(value: Standing) -> str:
    """Where it stands in a few words: on record: 104 billion yuan (Jun 2026); no figure found since."""
    if value.by is None:
        return silence(value)
    return _because(value).format(state=called(value.state), because=_reason(value))


def silence(value: Standing) -> str:
    """What is said where nothing moved it: the plain fact that nothing was found."""
    return _("no figure found since") if value.entry.fact.figures else _("nothing found since")


def _because(value: Standing) -> str:
    """The sentence of a state: with what moved it, or that nothing has, where there is something to say."""
    return _("{state}: {because}") if value.by or value.state is State.SILENT else "{state}"


def _reason(value: Standing) -> str:
    """What moved it, or since when nothing has."""
    if value.by is not None:
        found = value.by
        said = _amount(found.figure) if found.figure else _(_SAID[found.says])
        return aside(said, _written(found.report))
    told = value.case.told
    if told is None:
        return silence(value)
    sentence = (
        _("no figure found since {day}") if value.entry.fact.figures else _("nothing found since {day}")
    )
    return sentence.format(day=interval(told, told))


def _amount(figure: Figure) -> str:
    hedge = figure.hedge or ""
    return figure.text if not hedge or hedge.lower() in figure.text.lower() else f"{hedge} {figure.text}"


def _written(report: Report) -> str:
    return _("written {time}").format(time=interval(report.start, report.end))


def _far(fact: Fact, today: date) -> str:
    """How far its day is, in days, where it has one; of a month or year only that it is this one."""
    known, last = ending(fact.when), fact.when.end
    if last is None:
        return ""
    if known is Precision.DAY:
        return distance(last, today)
    if known is Precision.MONTH and (last.year, last.month) == (today.year, today.month):
        return _("this month")
    return _("this year") if known is Precision.YEAR and last.year == today.year else ""


def _moved(value: Standing) -> tuple[str, ...]:
    """The date that it had before."""
    before = value.case.before
    return (_("; moved from {time}").format(time=end(before.fact.when)),) if before else ()


def proofs(value: Standing) -> tuple[Evidence, ...]:
    """The sentence that set it out, the one that moved it, and the one that gave its old date."""
    before = value.case.before
    return tuple(dict.fromkeys((*value.evidence, *(before.fact.evidence[:1] if before else ()))))
