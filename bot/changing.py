"""Changes of what a chat chose: each is noted first, so that it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.card import Action
from bot.command import Context
from briefings.choices import State
from briefings.model import Subscription
from briefings.preferences import Preferences
from briefings.tongue import _


def state(context: Context) -> State:
    """All that this chat chose."""
    return context.store.journal.state(context.request.address)


def preferences(context: Context) -> Preferences:
    """What this chat chose as a whole."""
    return context.store.preferences.of(context.request.address)


def zone_here(context: Context) -> str:
    """The zone of this chat's own day: that of its oldest subscription, else the installation's."""
    held = context.store.subscriptions.of(context.request.address)
    return held[0].zone if held else context.defaults.zone


def note(context: Context, what: str, before: State | None = None) -> int:
    """Write down that this is about to be changed; the number by which it is undone."""
    request = context.request
    before = before or state(context)
    return context.store.journal.note(request.address, what, before, request.actor.id, request.at)


def prefer(context: Context, what: str, wanted: Preferences) -> int:
    """Let this chat have these preferences; `what` is the command that says so. The number of the change."""
    request = context.request
    number = note(context, what)
    context.store.preferences.keep(request.address, wanted, request.actor.id, request.at)
    return number


def keep(context: Context, what: str, wanted: Sequence[Subscription]) -> tuple[int, tuple[Subscription, ...]]:
    """Let this chat have these subscriptions, new ones and changed ones; the change's number, and they."""
    request, shelf = context.request, context.store.subscriptions
    number = note(context, what)
    kept = tuple(shelf.keep(request.address, one, request.actor.id, request.at) for one in wanted)
    return number, kept


def change(context: Context, what: str, before: State, after: State) -> int:
    """Let what a chat has become what it is in `after`, nothing begun or ended; the change's number."""
    request, store = context.request, context.store
    number = note(context, what, before)
    for old, new in zip(before.subscriptions, after.subscriptions, strict=True):
        if old != new:
            store.subscriptions.keep(request.address, new, request.actor.id, request.at)
    if before.preferences != after.preferences:
        store.preferences.keep(request.address, after.preferences, request.actor.id, request.at)
    return number


def become(context: Context, what: str, before: State, wanted: State) -> int:
    """Let this chat have all this and nothing else; the number of the change."""
    request = context.request
    number = note(context, what, before)
    context.store.journal.restore(request.address, wanted, request.actor.id, request.at)
    return number


def everywhere(held: Sequence[Subscription], **values: object) -> tuple[Subscription, ...]:
    """The same subscriptions with another hour, zone or the like."""
    return tuple(replace(one, **values) for one in held)  # type: ignore[arg-type]


def undo(number: int) -> Action:
    """The button that takes a change back."""
    return Action(_("Undo"), f"undo {number}")


def may_become(context: Context, before: State, after: State) -> bool:
    """Whether the asker may do that: who may change things is for those who run the chat to say."""
    old, new = before.preferences, after.preferences
    return (old.who, old.listed) == (new.who, new.listed) or runs(context)


def runs(context: Context) -> bool:
    """Whether the asker runs this chat, whoever else may change what it gets."""
    return context.request.chat == "private" or context.request.actor.admin
