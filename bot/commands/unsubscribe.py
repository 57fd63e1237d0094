"""`unsubscribe`: stop one subscription of this chat, or all; each answer carries its undo."""

from __future__ import annotations

from collections.abc import Sequence

from bot.card import Action, Bullets, Card, Heading, Line, Notice, text
from bot.command import Call, Command, Context
from bot.views.replies import quoted
from bot.views.subscriptions import rhythm
from bot.wishes import named, typed
from briefings.model import Subscription

BUTTONS = 5


def run(context: Context, call: Call) -> Card:
    """End what is named by id, topic or `all`; the only one needs no name."""
    shelf = context.store.subscriptions
    held = shelf.of(context.request.address)
    wanted = call.raw.strip("# ").casefold()
    if not held:
        return _none()
    if not wanted and len(held) > 1:
        return _which("Which of them?", held)
    chosen = (
        held if wanted in {"", "all", "everything"} and not _named(held, wanted) else _named(held, wanted)
    )
    if not chosen:
        return _which(f"This chat has no subscription {quoted(call.raw)}. It has:", held)
    ended = [one for one in chosen if shelf.remove(context.request.address, one.id)]
    return _ended(ended)


def _named(held: Sequence[Subscription], wanted: str) -> list[Subscription]:
    return [one for one in held if wanted and wanted in _names(one)]


def _names(one: Subscription) -> set[str]:
    """What a subscription may be called: its id, its topics, all of them together."""
    return {str(one.id), named(one).casefold(), *(topic.casefold() for topic in one.topics)}


def _ended(ended: Sequence[Subscription]) -> Card:
    """What stopped, and how to have it back."""
    lines = tuple(Line(text(f"#{one.id} {named(one)} — {rhythm(one)}")) for one in ended)
    undo = [Action(_undo(one, len(ended)), typed(one, "yes")) for one in ended[:BUTTONS]]
    actions = (*undo, Action("What this chat gets", "subs"))
    return Card((Heading("Stopped"), Bullets(lines)), actions)


def _undo(one: Subscription, count: int) -> str:
    return "Undo" if count == 1 else f"Undo {named(one)[:24]}"


def _which(question: str, held: Sequence[Subscription]) -> Card:
    lines = tuple(Line(text(f"#{one.id} {named(one)} — {rhythm(one)}")) for one in held)
    stops = [Action(f"Stop #{one.id}", f"unsubscribe {one.id}") for one in held[:BUTTONS]]
    actions = (*stops, Action("Stop all", "unsubscribe all", "danger"))
    return Card((Notice("info", Line(text(question))), Bullets(lines)), actions)


def _none() -> Card:
    words = "This chat is not subscribed to anything, so there is nothing to stop."
    actions = (Action("Subscribe", "subscribe"), Action("What is coming", "upcoming"))
    return Card((Notice("info", Line(text(words))),), actions)


UNSUBSCRIBE = Command(
    "unsubscribe",
    "stop a subscription of this chat",
    "unsubscribe [id, topic or all]",
    run,
    examples=("unsubscribe",),
    changes=True,
)
