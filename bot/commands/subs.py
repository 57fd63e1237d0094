"""`subs`: what this chat is subscribed to, and what comes next."""

from __future__ import annotations

from bot.card import Action, Bullets, Card, Heading, Line, Notice, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.forecast import forecast
from bot.views.subscriptions import subscribed
from bot.wishes import named
from briefings.model import Subscription
from briefings.saying import counted

BUTTONS = 5


def run(context: Context, _: Call) -> Card:
    """Every subscription with its id, hour, zone and next message."""
    held = context.store.subscriptions.of(context.request.address)
    if not held:
        return _none(context)
    lines = tuple(_line(context, one) for one in held)
    stops = [Action(f"Stop #{one.id}", f"unsubscribe {one.id}") for one in held[:BUTTONS]]
    more = Action("Subscribe to more", "subscribe")
    actions = (*stops, more) if context.may_change else (Action("What is coming", "upcoming"),)
    heading = Heading(f"This chat has {counted(len(held), 'subscription')}")
    return listing(context, (heading, Bullets(lines)), actions)


def _line(context: Context, one: Subscription) -> Line:
    found = forecast(context, one)
    return subscribed(one, named(one), found, context.today)


def _none(context: Context) -> Card:
    words = "This chat is not subscribed to anything, so no message comes unasked."
    subscribe = (Action("Subscribe", "subscribe", "primary"),) if context.may_change else ()
    return Card((Notice("info", Line(text(words))),), (*subscribe, Action("What is coming", "upcoming")))


SUBS = Command(
    "subs",
    "what this chat is subscribed to, and what comes next",
    "subs",
    run,
    examples=("subs",),
    personal=True,
)
