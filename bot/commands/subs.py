"""`subs`: what this chat is subscribed to, and what comes next."""

from __future__ import annotations

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, text
from bot.changing import preferences, zone_here
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.forecast import forecast
from bot.views.settings import instant
from bot.views.subscriptions import subscribed
from briefings.model import Subscription
from briefings.tongue import N_, _, ngettext

BUTTONS = 5


def run(context: Context, call: Call) -> Card:
    """Every subscription with its id, rhythm, filters and next message."""
    held = context.store.subscriptions.of(context.request.address)
    if not held:
        return _none(context)
    lines = tuple(_line(context, one) for one in held)
    words = ngettext("This chat has {number} subscription", "This chat has {number} subscriptions", len(held))
    blocks: list[Block] = [Heading(words.format(number=len(held))), *_paused(context), Bullets(lines)]
    return listing(context, blocks, _actions(context, held))


def _line(context: Context, one: Subscription) -> Line:
    return subscribed(one, forecast(context, one), context.today)


def _paused(context: Context) -> list[Block]:
    until = preferences(context).snoozed
    if until is None or until <= context.request.at:
        return []
    return [Notice("info", Line(filled(_("Paused until {when}."), when=instant(until, zone_here(context)))))]


def _actions(context: Context, held: tuple[Subscription, ...]) -> tuple[Action, ...]:
    """Change and Stop for each of the first, and what else there is to do."""
    if not context.may_change:
        return (Action(_("What is coming"), "upcoming"),)
    change, stop = _("Change #{id}"), _("Stop #{id}")
    buttons = []
    for one in held[:BUTTONS]:
        buttons += [
            Action(change.format(id=one.id), f"edit {one.id}"),
            Action(stop.format(id=one.id), f"unsubscribe {one.id}"),
        ]
    return (*buttons, Action(_("Subscribe to more"), "subscribe"), Action(_("Settings"), "settings"))


def _none(context: Context) -> Card:
    words = _("This chat is not subscribed to anything, so no message comes unasked.")
    subscribe = (Action(_("Subscribe"), "subscribe", "primary"),) if context.may_change else ()
    return Card((Notice("info", Line(text(words))),), (*subscribe, Action(_("What is coming"), "upcoming")))


SUBS = Command(
    "subs",
    N_("what this chat is subscribed to, and what comes next"),
    N_("subs"),
    run,
    examples=("subs",),
    personal=True,
    also=("subscriptions", "我的订阅", "订阅列表"),
)
