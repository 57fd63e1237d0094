"""`unsubscribe`: stop one subscription of this chat, or all; each answer carries its undo."""

from __future__ import annotations

from collections.abc import Sequence

from bot.card import Action, Bullets, Card, Heading, Line, Notice, text
from bot.changing import note, undo
from bot.command import Call, Command, Context
from bot.views.replies import quoted
from bot.views.subscriptions import rhythm
from bot.wishes import named, names
from briefings.model import Subscription
from briefings.tongue import N_, _

BUTTONS = 5


def run(context: Context, call: Call) -> Card:
    """End what is named by id, topic or `all`; the only one needs no name."""
    held = context.store.subscriptions.of(context.request.address)
    wanted = call.raw.strip("# ").casefold()
    if not held:
        return _none()
    if not wanted and len(held) > 1:
        return _which(_("Which of them?"), held)
    every = wanted in {"", "all", "everything"} and not _named(held, wanted)
    chosen = held if every else _named(held, wanted)
    if not chosen:
        words = _("This chat has no subscription {name}. It has:")
        return _which(words.format(name=quoted(call.raw)), held)
    topics = ", ".join(chosen[0].topics) or "everything"
    what = "unsubscribe all" if every and len(held) > 1 else f"unsubscribe {topics}"
    number = note(context, what)
    for one in chosen:
        context.store.subscriptions.remove(context.request.address, one.id)
    lines = tuple(Line(text(f"#{one.id} {named(one)} — {rhythm(one)}")) for one in chosen)
    actions = (undo(number), Action(_("What this chat gets"), "subs"))
    return Card((Heading(_("Stopped")), Bullets(lines)), actions)


def _named(held: Sequence[Subscription], wanted: str) -> list[Subscription]:
    return [one for one in held if wanted and wanted in {str(one.id), *names(one)}]


def _which(question: str, held: Sequence[Subscription]) -> Card:
    lines = tuple(Line(text(f"#{one.id} {named(one)} — {rhythm(one)}")) for one in held)
    stop = _("Stop #{id}")
    stops = [Action(stop.format(id=one.id), f"unsubscribe {one.id}") for one in held[:BUTTONS]]
    actions = (*stops, Action(_("Stop all"), "unsubscribe all", "danger"))
    return Card((Notice("info", Line(text(question))), Bullets(lines)), actions)


def _none() -> Card:
    words = _("This chat is not subscribed to anything, so there is nothing to stop.")
    actions = (Action(_("Subscribe"), "subscribe"), Action(_("What is coming"), "upcoming"))
    return Card((Notice("info", Line(text(words))),), actions)


UNSUBSCRIBE = Command(
    "unsubscribe",
    N_("stop a subscription of this chat"),
    N_("unsubscribe [id, topic or all]"),
    run,
    examples=("unsubscribe",),
    changes=True,
    also=("stop", "退订", "取消订阅"),
)
