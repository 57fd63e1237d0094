"""One thing that a chat is told: its line, where it comes from, and what became of what was set out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from bot.card import Block, Bullets, Line, Paragraph, Span, bold, italic, stated, text
from bot.views.entries import aside, disputing, needed
from bot.views.entries import others as more
from bot.views.standings import short, silence
from briefings.called import called
from briefings.milestones import exact, falls, labelled
from briefings.milestones.joining import CHECKS, akin
from briefings.milestones.wording import day as said
from briefings.milestones.wording import end, ordinal, present, span, subject
from briefings.model import Basis, Entry, Fact, Grade, Milestone
from briefings.reservations import dispute
from briefings.saying import basis, counted, founded
from briefings.standing import Standing, State
from briefings.tongue import _

PROOFS = 3
"""Sentences that one line cites at most."""
SET_OUT = 3
"""Targets and deadlines of its topic that an anniversary tells of at most."""
REMEMBERED = frozenset({"anniversary", "announcement", "daymark"})


def item_of(
    milestone: Milestone, on: date, ledger: Sequence[Standing], others: Sequence[Standing]
) -> Iterator[Block]:
    """One item: its line, and for what is remembered where it comes from and what was set out on it.

    `ledger` is where targets and deadlines stand, `others` those of them that have no item of their own.
    """
    head, rest = _head(milestone, on)
    remembered = milestone.rule in REMEMBERED
    tail = () if remembered else _tail(milestone.entry.fact)
    state = None if remembered else _standing(milestone.entry, ledger)
    looked = milestone.rule in CHECKS or milestone.day <= on
    found = f" · {short(state)}" if state and (state.by or looked) else ""
    firm = (*needed(milestone.entry), *(state.evidence[1:] if state else ()))
    words = text(bold(head), rest, found, *tail)
    yield Paragraph(stated(words, firm, more(milestone.entry, PROOFS)))
    if remembered:
        yield Bullets(
            (*_founded(milestone), *_carried(milestone, on, ledger), *_set_out(milestone, on, others))
        )


def _tail(fact: Fact) -> tuple[Span, ...]:
    """Where a date comes from that no text states."""
    value = founded(fact)
    return () if value.basis is Basis.STATED else (italic(f" · {basis(value)}"),)


def _standing(entry: Entry, ledger: Sequence[Standing]) -> Standing | None:
    """Where a target or deadline stands."""
    return next((one for one in ledger if one.entry.fact.id == entry.fact.id), None)


def _carried(milestone: Milestone, on: date, ledger: Sequence[Standing]) -> Iterator[Line]:
    """The check-ins that an anniversary carries, each with where it stands."""
    for one in milestone.joined:
        head, rest = _head(one, on)
        state = _standing(one.entry, ledger)
        words = text(bold(head), rest, f" · {short(state)}" if state else "", *_tail(one.entry.fact))
        firm = (*needed(one.entry), *(state.evidence[1:] if state else ()))
        yield stated(words, firm, more(one.entry, PROOFS))


def _set_out(milestone: Milestone, on: date, others: Sequence[Standing]) -> Iterator[Line]:
    """On the day: what was set out on its topic, what of it is on record, and what is silent."""
    near = (one for one in others if milestone.day <= on and akin(milestone.entry, one.entry))
    for one in islice(near, SET_OUT):
        fact = one.entry.fact
        sentence = _("Set out: {what}, due {end}")
        words = sentence.format(what=subject(fact), end=_firm(end(fact.when), fact))
        yield Line(text(f"{words} · ", italic(_state(one)), *_tail(fact)), one.evidence)


def _state(one: Standing) -> str:
    """A state in a reader's words."""
    if one.state is State.SILENT:
        return _("{state}, {because}").format(state=called(one.state), because=silence(one))
    return short(one) if one.by else called(one.state)


def _head(milestone: Milestone, on: date) -> tuple[str, str]:
    """When it is, as seen from `on`, and what it is."""
    fact = milestone.entry.fact
    what, label = _firm(subject(fact), fact), labelled(milestone)
    match milestone.rule:
        case "anniversary" | "daymark":
            return _("{time}: ").format(time=_capital(_distance(milestone.day, on))), label
        case "announcement":
            return _("{time}: ").format(time=_capital(present(milestone, on)) or falls(milestone)), label
        case "deadline":
            return _("Deadline {time}: ").format(time=_when(milestone, on)), what
        case "halfway":
            return _("Half-way: "), _("{what}, due {end}").format(what=what, end=end(fact.when))
        case _:
            return _("Due {time}: ").format(time=_when(milestone, on)), what


def _when(milestone: Milestone, on: date) -> str:
    """When something is due: by days where the day is known, else by its month or year."""
    if exact(milestone):
        return _distance(milestone.day, on)
    return present(milestone, on) or falls(milestone)


def _capital(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def _distance(day: date, on: date) -> str:
    """How far a day is, in exact days: today, in 7 days (15 Jul 2026), 1 day ago (15 Jul 2026)."""
    days = (day - on).days
    if days == 0:
        return _("today")
    count = counted(abs(days), "day")
    sentence = _("in {days} ({day})") if days > 0 else _("{days} ago ({day})")
    return sentence.format(days=count, day=said(day))


def _firm(words: str, fact: Fact) -> str:
    """Words with how firm it is, where that says something."""
    return words if fact.grade is Grade.IN_FORCE else aside(words, called(fact.grade))


def _outside(fact: Fact) -> bool:
    """Whether the date is not in the documents."""
    return fact.when.basis is Basis.OUTSIDE


def _founded(milestone: Milestone) -> Iterator[Line]:
    """The base day and where it comes from, and what the documents say where that is less."""
    fact = milestone.entry.fact
    yield Line(text(_base(milestone), italic(f" · {basis(founded(fact))}")), fact.evidence)
    if milestone.entry.disputed:
        yield stated(text(f"⚠ {dispute(milestone.entry)}"), disputing(milestone.entry))
    if not _outside(fact):
        return
    for other in milestone.entry.also:
        if not _outside(other):
            words = _("The documents give {time} and no day").format(time=span(other.when))
            yield Line(text(words), other.evidence[:PROOFS])
            return


def _base(milestone: Milestone) -> str:
    """Which return it is, and of when."""
    base = span(milestone.entry.fact.when)
    if milestone.rule == "daymark":
        return _("Base {time}").format(time=base)
    sentence = (
        _("{number} anniversary, base {time}")
        if exact(milestone)
        else _("{number} anniversary, base {time}, no day known")
    )
    return sentence.format(number=ordinal(milestone.number or 0).capitalize(), time=base)
