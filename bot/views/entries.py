"""Dated things as lines: entries of the almanac and the milestones earned from them, with their proofs."""

from __future__ import annotations

from datetime import date

from bot.card import Action, Line, Span, bold, italic, stated, text
from briefings.called import called
from briefings.milestones import exact, falls, labelled
from briefings.milestones.wording import name, namesake, present
from briefings.model import Basis, Entry, Evidence, Milestone, When
from briefings.saying import distance, founded, when
from briefings.tongue import _

PROOFS = 2
"""Sentences that a line of a list names; `why` shows every one of them."""


def needed(entry: Entry) -> tuple[Evidence, ...]:
    """The sentences without which a line on an entry can't stand: those of its date and of its name."""
    curated = namesake(entry)
    return tuple(dict.fromkeys((*entry.fact.evidence, *(curated.evidence if curated else ()))))


def others(entry: Entry, count: int = PROOFS) -> tuple[Evidence, ...]:
    """Sentences that tell an entry once more, as many as a line has room for."""
    known = needed(entry)
    told = dict.fromkeys(e for fact in entry.also for e in fact.evidence)
    return tuple(one for one in told if one not in known)[: max(0, count - len(known))]


def reserved(value: When) -> tuple[str | Span, ...]:
    """The word that a date carries when the text itself does not state it."""
    match value.basis:
        case Basis.STATED:
            return ()
        case Basis.DERIVED | Basis.OUTSIDE:
            return (" · ", italic(called(value.basis)))


def dated(entry: Entry) -> Line:
    """A date and what it is the date of."""
    value = entry.fact.when
    words = text(bold(when(value)), f" {name(entry)}", *reserved(founded(entry.fact)), *disputed(entry))
    return stated(words, (*needed(entry), *_against(entry)), others(entry))


def disputed(entry: Entry) -> tuple[str | Span, ...]:
    """What a date carries that a document contradicts."""
    if not entry.disputed:
        return ()
    said = _("disputed: a document gives {times}").format(times=when(entry.disputed[0].when))
    return (" · ", italic(said))


def _against(entry: Entry) -> tuple[Evidence, ...]:
    """The sentence that contradicts a date."""
    return tuple(proof for fact in entry.disputed[:1] for proof in fact.evidence[:1])


def disputing(entry: Entry) -> tuple[Evidence, ...]:
    """What proves that documents contradict a date: their sentences, and those of the date."""
    against = (proof for fact in entry.disputed for proof in fact.evidence[:1])
    return tuple(dict.fromkeys((*against, *needed(entry))))


def coming(milestone: Milestone, today: date) -> Line:
    """A milestone: its day and how far that is, what it is, and where its date comes from.

    Where it has no day, its month or year is said, and no number of days.
    """
    far = distance(milestone.day, today) if exact(milestone) else present(milestone, today)
    said = aside(falls(milestone), far)
    entry = milestone.entry
    words = text(
        bold(said),
        f" {labelled(milestone)}",
        *reserved(founded(entry.fact)),
        *disputed(entry),
        *_with(milestone),
    )
    guests = (proof for one in milestone.joined for proof in needed(one.entry))
    return stated(words, (*needed(entry), *_against(entry), *guests), others(entry))


def aside(words: str, more: str) -> str:
    """Words with others in brackets behind them, where there are any."""
    return _("{words} ({aside})").format(words=words, aside=more) if more else words


def why(milestone: Milestone) -> Action:
    """The button that explains a milestone; its label names a time, and so it has its proof."""
    label = _("Why {time}?").format(time=falls(milestone))
    return Action(label, f"why {milestone.ref}", evidence=needed(milestone.entry))


def told(milestone: Milestone, on: date) -> str:
    """A milestone's label on the day of a message, with the month or year that it is told for."""
    here = present(milestone, on) if milestone.rule == "announcement" else ""
    label = labelled(milestone)
    return _("{time}: {what}").format(time=here, what=label) if here else label


def _with(milestone: Milestone) -> tuple[str, ...]:
    """The check-ins that come with an anniversary."""
    sentence = _("; with it, {time}: {what}")
    return tuple(sentence.format(time=falls(one), what=labelled(one)) for one in milestone.joined)
