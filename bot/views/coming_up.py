"""Notices that come up: when each would be told, or which stage stops it, with all stages on demand."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.card import Action, Block, Bullets, Heading, Line, Span, bold, stated, text
from bot.filling import filled
from bot.forecast import YEAR, Forecast
from bot.views.entries import coming, needed, others
from bot.views.settings import instant
from bot.views.subscriptions import message
from briefings.explaining import Candidate, Stage, Step
from briefings.milestones import labelled
from briefings.saying import day, distance
from briefings.tongue import N_, _, clauses, ngettext

NAMES: dict[Step, str] = {
    Step.TOPIC: N_("Topic"),
    Step.MUST: N_("Words that must be there"),
    Step.WITHOUT: N_("Words that must not be there"),
    Step.KIND: N_("Kind"),
    Step.GRADE: N_("Grade"),
    Step.CHOSEN: N_("Muted or followed"),
    Step.LEADS: N_("Days ahead"),
    Step.CADENCE: N_("How often"),
    Step.QUIET: N_("Quiet hours"),
    Step.DAYS_OFF: N_("Weekends and holidays"),
    Step.SNOOZE: N_("Pause"),
    Step.TOLD: N_("Told before"),
}


def told(one: Candidate, today: date) -> Line:
    """A notice that would be told: when, and what of."""
    local = one.at.astimezone(ZoneInfo(one.subscription.zone)) if one.at else None
    when = ""
    if local:
        when = clauses((f"{day(local.date())} {local:%H:%M}", distance(local.date(), today)))
    return _proved(one, text(bold(when), f" — {_what(one)}"))


def stopped(one: Candidate, today: date) -> Line:
    """A notice that would not be told: when it comes up, what of, and the stage that stops it."""
    why = one.stopped.why if one.stopped else ""
    head = clauses((day(one.day), distance(one.day, today)))
    what = _("{name}: ").format(name=_what(one))
    return _proved(one, text(bold(head), f" — {what}", Span(why, "italic")))


def why(one: Candidate, again: str) -> Action:
    """The button that shows every stage; its label names a time, and so it has its proof."""
    label = _("Stages: {day}").format(day=day(one.day))
    command = f"{again} ref:{one.milestone.ref} lead:{one.lead}"
    return Action(label, command, evidence=needed(one.milestone.entry))


def stages(one: Candidate, today: date) -> list[Block]:
    """Every stage that a notice passes, up to the one that stops it, and what comes of it."""
    entry = one.milestone.entry
    heading = Heading(labelled(one.milestone), needed(entry))
    ends = filled(_("So it is not told."))
    if one.at is not None and one.stopped is None:
        ends = filled(_("So it is told on {when}."), when=instant(one.at, one.subscription.zone))
    return [
        heading,
        Bullets((*(_stage(each) for each in one.stages), Line(ends))),
    ]


def next_of(ahead: Forecast, today: date) -> list[Block]:
    """What is told first, however far."""
    if ahead.coming:
        return [Heading(_("Next")), Bullets((message(ahead.coming[0], today),))]
    # nearer ones are among what is not told, with the reason
    far = ahead.later if ahead.later and (ahead.later.day - today).days > YEAR.days else None
    return [Heading(_("Next")), Bullets((coming(far, today),))] if far else []


def _stage(each: Stage) -> Line:
    """A stage: passed or stopped is said by a word."""
    verdict = _("passes") if each.passes else _("stops")
    said = _("{name}: ").format(name=verdict)
    return Line(text(bold(_(NAMES[each.step])), f" · {said}{each.why}"))


def _what(one: Candidate) -> str:
    """What of, and how far ahead of its day."""
    if not one.lead:
        return labelled(one.milestone)
    words = ngettext("{what}, {number} day ahead", "{what}, {number} days ahead", one.lead)
    return words.format(what=labelled(one.milestone), number=one.lead)


def _proved(one: Candidate, words: tuple[Span, ...]) -> Line:
    entry = one.milestone.entry
    return stated(words, needed(entry), others(entry))
