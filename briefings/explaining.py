"""Why something is told to a chat or is not: the stages that a notice passes on its way, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from briefings import hearing
from briefings.board import Board, leads_of
from briefings.milestones import USUAL, Reckoning
from briefings.milestones.joining import CHECKS
from briefings.model import Entry, Milestone, Subscription
from briefings.rhythms import hushed, told_on, weekday
from briefings.saying import day as said
from briefings.slots import BACK, local_day, parted, slot, told_up_to
from briefings.tongue import N_, _, ngettext, several

_DAY = timedelta(days=1)
_WEEKDAYS = (
    N_("Mondays"),
    N_("Tuesdays"),
    N_("Wednesdays"),
    N_("Thursdays"),
    N_("Fridays"),
    N_("Saturdays"),
    N_("Sundays"),
)


class Step(StrEnum):
    """The stages in their order."""

    TOPIC = "topic"
    MUST = "must"
    WITHOUT = "without"
    KIND = "kind"
    GRADE = "grade"
    CHOSEN = "muted or followed"
    LEADS = "leads"
    CADENCE = "cadence"
    QUIET = "quiet hours"
    DAYS_OFF = "days off"
    SNOOZE = "snooze"
    TOLD = "already told"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, whether the notice passes it, and why, in one sentence."""

    step: Step
    passes: bool
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A notice that a subscription could tell: which milestone, so many days ahead of it.

    `stages` are in order, up to the one that stopped it. `at` is when it is told, None where it is not.
    """

    subscription: Subscription
    milestone: Milestone
    lead: int
    stages: tuple[Stage, ...]
    at: datetime | None

    @property
    def day(self) -> date:
        """The day on which it comes up."""
        return self.milestone.day - self.lead * _DAY

    @property
    def stopped(self) -> Stage | None:
        """The stage that stopped it; None where it is told."""
        last = self.stages[-1]
        return None if last.passes else last


def explained(
    one: Subscription,
    milestone: Milestone,
    lead: int,
    *,
    told: Mapping[str, date] | None = None,
    host: Milestone | None = None,
) -> Candidate:
    """A notice, stage by stage.

    `told` says of milestones, by ref, up to which local day the chat heard of them; `host` is the
    anniversary with which a check-in stands in one line.
    """
    passed = []
    for stage in _stages(one, milestone, lead, told or {}, host):
        passed.append(stage)
        if not stage.passes:
            return Candidate(one, milestone, lead, tuple(passed), None)
    return Candidate(one, milestone, lead, tuple(passed), _at(one, milestone, lead))


def candidates(
    subscriptions: Sequence[Subscription],
    entries: Sequence[Entry],
    first: date,
    last: date,
    *,
    told: Mapping[str, date] | None = None,
    reckoning: Reckoning = USUAL,
) -> tuple[Candidate, ...]:
    """Every notice that comes up from `first` to `last`, both included, by day; each once.

    Of a chat's subscriptions that one explains it which tells it, or else brings it furthest.
    """
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    board = Board.of(entries, subscriptions, days, reckoning)
    asked = {lead for one in subscriptions for lead in one.leads or ()}
    found = []
    for day in days:
        for lead in board.leads:
            for each in board.days.get(day + lead * _DAY, ()):
                if lead in each.leads or lead in asked:
                    host = board.carried.get(each.ref) if each.rule in CHECKS else None
                    every = [explained(one, each, lead, told=told, host=host) for one in subscriptions]
                    if every:
                        found.append(max(every, key=lambda one: (one.at is not None, len(one.stages))))
    return tuple(found)


def _stages(
    one: Subscription, milestone: Milestone, lead: int, told: Mapping[str, date], host: Milestone | None
) -> Iterator[Stage]:
    yield from _asked(one, milestone.entry)
    yield _ahead(one, milestone, lead, host)
    yield from _timed(one, milestone, lead)
    yield _snoozed(one, milestone, lead)
    yield _heard(one, milestone, lead, told)


def _asked(one: Subscription, entry: Entry) -> Iterator[Stage]:
    """What it is about."""
    muted = hearing.muted(one, entry)
    if hearing.followed(one, entry) and not muted:
        yield Stage(
            Step.CHOSEN, True, _("This chat follows it, so topics, words, kinds and grades do not matter.")
        )
        return
    topic = hearing.topic_of(one, entry)
    about = (
        _("It is about “{topic}”.").format(topic=topic) if topic else _("This subscription is to everything.")
    )
    yield Stage(
        Step.TOPIC, topic is not None, about if topic is not None else _("It is about none of the topics.")
    )
    if one.must:
        kept = hearing.holds(one, entry)
        words = _listed(one.must)
        why = _("It holds one of {words}.") if kept else _("It holds none of {words}.")
        yield Stage(Step.MUST, kept, why.format(words=words))
    if one.without:
        word = hearing.barred(one, entry)
        why = _("It holds “{words}”.") if word else _("It holds none of {words}.")
        yield Stage(Step.WITHOUT, not word, why.format(words=word or _listed(one.without)))
    if one.kinds:
        yield Stage(
            Step.KIND, hearing.of_kind(one, entry), _("It is of kind {kind}.").format(kind=entry.fact.kind)
        )
    if one.grades:
        why = _("It is graded {grade}.").format(grade=entry.fact.grade)
        yield Stage(Step.GRADE, hearing.of_grade(one, entry), why)
    if muted:
        yield Stage(Step.CHOSEN, False, _("It is muted in this chat."))


def _ahead(one: Subscription, milestone: Milestone, lead: int, host: Milestone | None) -> Stage:
    """Whether it is told so far ahead."""
    if lead not in leads_of(one, milestone):
        why = _("It is not told on the day itself.") if lead == 0 else _("It is not told {days} ahead.")
        return Stage(Step.LEADS, False, why.format(days=_counted(lead)))
    with_it = host is not None and 0 in leads_of(one, host) and hearing.hears(one, host.entry) is not None
    if with_it and host is not None:
        why = _("It stands in the line of {host}, which is told on {day}.")
        return Stage(Step.LEADS, False, why.format(host=host.label, day=said(host.day)))
    why = _("It is told on the day itself.") if lead == 0 else _("It is told {days} ahead.")
    return Stage(Step.LEADS, True, why.format(days=_counted(lead)))


def _timed(one: Subscription, milestone: Milestone, lead: int) -> Iterator[Stage]:
    """When it is told, by cadence, quiet hours and days off."""
    day, chosen = milestone.day - lead * _DAY, one.preferences
    number = weekday(one.cadence)
    if number is None or (one.begins is not None and not one.former and day < one.begins):
        why = _("It comes up on {day}, and every day is told at {hour}.")
    else:
        why = _("It comes up on {day}, and is told on {weekdays} at {hour}.")
    names = {"day": said(day), "hour": f"{one.hour:%H:%M}", "weekdays": _(_WEEKDAYS[number or 0])}
    yield Stage(Step.CADENCE, True, why.format(**names))
    if chosen.quiet is not None:
        yield _hushed(one, lead)
    if chosen.days_off:
        on = told_on(one, day, lead)
        if on is None:
            yield Stage(Step.DAYS_OFF, False, _("Its day is a day off, and those are left out."))
        else:
            why = _("With days off as they are it is told on {day}.")
            yield Stage(Step.DAYS_OFF, True, why.format(day=said(on)))


def _hushed(one: Subscription, lead: int) -> Stage:
    """What quiet hours make of it."""
    quiet = one.preferences.quiet
    assert quiet is not None
    names = {"hour": f"{one.hour:%H:%M}", "start": f"{quiet.start:%H:%M}", "end": f"{quiet.end:%H:%M}"}
    if not hushed(one):
        why = _("{hour} is outside the quiet hours from {start} to {end}.")
        return Stage(Step.QUIET, True, why.format(**names))
    if quiet.rule == "drop":
        why = _("{hour} is in the quiet hours from {start} to {end}, and what falls into them is left out.")
        return Stage(Step.QUIET, False, why.format(**names))
    if quiet.rule == "urgent" and lead == 0:
        why = _(
            "{hour} is in the quiet hours from {start} to {end}, but what is due that day is let through."
        )
        return Stage(Step.QUIET, True, why.format(**names))
    why = _("{hour} is in the quiet hours from {start} to {end}, so it waits until {end}.")
    return Stage(Step.QUIET, True, why.format(**names))


def _snoozed(one: Subscription, milestone: Milestone, lead: int) -> Stage:
    """What a snooze makes of it."""
    until, at = one.preferences.snoozed, _at(one, milestone, lead)
    if until is None or at is None or at >= until:
        return Stage(Step.SNOOZE, True, _("This chat is not snoozed then."))
    end = said(local_day(until, one.zone))
    if at <= until - BACK:
        why = _("This chat is snoozed until {day}, and what is older than a week by then is not told.")
        return Stage(Step.SNOOZE, False, why.format(day=end))
    why = _("This chat is snoozed until {day}, and is told then.")
    return Stage(Step.SNOOZE, True, why.format(day=end))


def _heard(one: Subscription, milestone: Milestone, lead: int, told: Mapping[str, date]) -> Stage:
    """Whether the chat has heard it."""
    on = told_on(one, milestone.day - lead * _DAY, lead)
    last = told.get(milestone.ref)
    if on is not None and last is not None and last >= on:
        why = _("This chat was told of it on {day}.").format(day=said(last))
        return Stage(Step.TOLD, False, why)
    if on is not None and one.planned is not None and on <= told_up_to(one, one.planned):
        return Stage(Step.TOLD, False, _("Its day was told already."))
    return Stage(Step.TOLD, True, _("This chat was not told of it yet."))


def _at(one: Subscription, milestone: Milestone, lead: int) -> datetime | None:
    """The instant at which it is told, snoozed or not."""
    on = told_on(one, milestone.day - lead * _DAY, lead)
    return None if on is None else slot(one, on, urgent=lead == 0 and parted(one))


def _counted(days: int) -> str:
    return ngettext("{number} day", "{number} days", days).format(number=days)


def _listed(words: Sequence[str]) -> str:
    return several(f"“{word}”" for word in words)
