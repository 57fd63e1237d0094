"""`why`: how a date was earned, and what speaks for the time of its document."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.card import Action, Card, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views import proofs
from bot.views.replies import asked_for, fault, quoted
from bot.views.wrongs import wrong
from briefings.milestones import Reckoning, following, milestones, rule_of
from briefings.model import Document, Entry, Fact, Milestone
from briefings.saying import counted
from briefings.standing import standing
from briefings.tongue import N_, _

MOST_FACTS = 5
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact with the entry that it is part of."""

    fact: Fact
    entry: Entry


def run(context: Context, call: Call) -> Card:
    """Explain a fact, a day earned from one, the dates of a sentence, a document's time, or a message."""
    wanted = call.raw.strip("[]() ")
    if not wanted:
        return _what(context)
    library, address = context.store.library, context.request.address
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 4:
        marks = context.store.notes.marks(address)
        wanted = marks[int(wanted) - 1] if 0 < int(wanted) <= len(marks) else wanted
    if found := library.passage(wanted):
        return _sentence(context, found[0], wanted)
    if document := library.document(wanted):
        return _document(context, document)
    id, _at, day = wanted.partition("@")
    if told := _told(context, id):
        return _fact(context, told, _earned(told.entry, day, context.reckoning))
    delivery = context.store.ledger.delivery(wanted)
    if delivery and delivery.digest.address == address:
        return proofs.message(delivery, _held_up(context))
    return _unknown(context, wanted)


def _held_up(context: Context) -> str:
    """What holds up every message to this chat's platform or workspace; empty where nothing does."""
    lane = context.store.lanes.of(context.request.address)
    if lane is None:
        return ""
    if lane.off:
        return wrong(lane.off)
    wait = lane.blocked_until - context.request.at if lane.blocked_until else timedelta(0)
    seconds = math.ceil(wait.total_seconds())
    if seconds <= 0:
        return ""
    return _("the platform told us to wait {time} more").format(time=counted(seconds, "second"))


def _told(context: Context, id: str) -> _Told | None:
    """The fact with this id and the entry that tells of it; a fact too vague for the almanac has its own."""
    for entry in context.store.library.entries():
        for fact in (entry.fact, *entry.also, *entry.disputed):
            if fact.id == id:
                return _Told(fact, entry)
    vague = context.store.library.fact(id)
    return _Told(vague, Entry(vague, "", frozenset())) if vague else None


def _earned(entry: Entry, day: str, reckoning: Reckoning) -> Milestone | None:
    """The milestone of an entry on the day that a reference names."""
    try:
        on = date.fromisoformat(day) if _DAY.fullmatch(day) else None
    except ValueError:
        return None
    return next(iter(milestones([entry], on, on, reckoning)), None) if on else None


def _fact(context: Context, told: _Told, milestone: Milestone | None) -> Card:
    """A date with its derivation, its sentences, its grade, and the clock of the document that tells it."""
    library = context.store.library
    fact = told.entry.fact
    document = library.document(fact.document)
    found = [library.passage(evidence.ref) for evidence in told.entry.evidence[:MOST_FACTS]]
    sentences = [stands for stands in found if stands]
    ahead = milestone or following([told.entry], context.today, context.reckoning)
    blocks = proofs.fact(told.entry, document, sentences, context.today, _beside(context, told, milestone))
    actions = [Action(_("In context"), f"source {fact.evidence[0].ref}")] if fact.evidence else []
    if ahead and ahead != milestone:
        actions.append(Action(_("The next day from it"), f"why {ahead.ref}"))
    if document:
        actions.append(Action(_("The document"), f"source {document.id}"))
    return listing(context, blocks, (*actions, *_heard(context, told.entry)))


def _heard(context: Context, entry: Entry) -> tuple[Action, ...]:
    """Where the chat gets messages and the asker may change them: never to be told of this, or always."""
    if not context.may_change or not context.store.subscriptions.of(context.request.address):
        return ()
    value, id = context.preferences, entry.fact.id
    known = {fact.id for fact in (entry.fact, *entry.also)}
    mute = (
        Action(_("Unmute"), f"unmute {id}")
        if known.intersection(value.muted)
        else Action(_("Mute"), f"mute {id}")
    )
    return (mute,) if known.intersection(value.followed) else (mute, Action(_("Follow"), f"follow {id}"))


def _beside(context: Context, told: _Told, milestone: Milestone | None) -> proofs.Beside:
    """The milestone with its arithmetic, and where a target or deadline stands."""
    ids = {fact.id for fact in (told.entry.fact, *told.entry.also)}
    own = [case for case in context.store.library.cases() if case.entry.fact.id in ids]
    counted = rule_of(milestone).reason(milestone, context.reckoning) if milestone else ""
    return proofs.Beside(milestone, counted, standing(own[0], context.today) if own else None)


def _sentence(context: Context, document: Document, ref: str) -> Card:
    """The dates that a sentence gives; where it gives none, the time of its document."""
    refs = [fact.id for fact in document.facts if any(e.ref == ref for e in fact.evidence)]
    told = [one for one in (_told(context, id) for id in refs[:MOST_FACTS]) if one]
    if not told:
        return _document(context, document)
    if len(told) == 1:
        return _fact(context, told[0], None)
    blocks = proofs.facts([one.fact for one in told])
    actions = [
        Action(
            _("Why {time}?").format(time=proofs.label(one.fact)),
            f"why {one.fact.id}",
            evidence=one.fact.evidence,
        )
        for one in told
    ]
    return listing(context, blocks, (*actions, Action(_("In context"), f"source {ref}")))


def _document(context: Context, document: Document) -> Card:
    """When a document was written, with the witnesses."""
    blocks = proofs.written_when(document, context.today)
    return listing(context, blocks, (Action(_("The document"), f"source {document.id}"),))


def _what(context: Context) -> Card:
    examples = ("why 1", "why leading-zone", "why leading-zone#1.1")
    lines = [text(code(context.typed(example))) for example in examples]
    what = _("Why what? A mark's number, a reference or a document's id names what to explain.")
    return asked_for(what, lines, (Action(_("What is coming"), "upcoming"), Action(_("Briefing"), "brief")))


def _unknown(context: Context, wanted: str) -> Card:
    what = _("There is no date, sentence or document {name} here; an edit may have replaced it.")
    now = _("Ask {command} for the days ahead and press Why below them.")
    return fault(
        what.format(name=quoted(wanted)),
        filled(now, command=code(context.typed("upcoming"))),
        (Action(_("What is coming"), "upcoming", "primary"), Action(_("Newest documents"), "latest")),
    )


WHY = Command(
    "why",
    N_("how a date was earned, and what speaks for it"),
    N_("why [number, reference or date's id]"),
    run,
    examples=("why 1",),
    group="ask",
    also=("为什么", "依据"),
)
