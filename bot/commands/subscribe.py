"""`subscribe`: a dry run first, and only a confirmation changes anything."""

from __future__ import annotations

from bot.arguments import BadArgument
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.forecast import forecast
from bot.views import subscriptions as views
from bot.wishes import named, typed, wish
from briefings.model import Subscription


def run(context: Context, call: Call) -> Card:
    """Show what would come; store it on `confirm:yes`."""
    wanted = wish(context, call)
    match (call.key("confirm") or "").casefold():
        case "":
            return _dry(context, wanted)
        case "yes":
            return _done(context, wanted)
        case "no":
            return _cancelled(wanted)
        case other:
            raise BadArgument(
                "confirm", other, "is neither yes nor no.", "Type confirm:yes to subscribe.", "yes"
            )


def _dry(context: Context, wanted: Subscription) -> Card:
    """The messages of the last year and the next ones, and nothing stored."""
    found = forecast(context, wanted)
    verb = "Change this chat's subscription to" if wanted.id else "Subscribe this chat to"
    blocks: list[Block] = [
        Heading(f"{verb} {named(wanted)}?"),
        Paragraph(Line(text(f"{_all(wanted)}At {views.rhythm(wanted)}; quiet where nothing is due."))),
        *views.forecast(found, context.today),
        Notice("info", Line(text("Nothing is set up yet: it takes effect when you confirm."))),
    ]
    actions = (
        Action("Confirm", typed(wanted, "yes"), "primary"),
        Action("Cancel", typed(wanted, "no")),
    )
    return listing(context, blocks, actions)


def _all(wanted: Subscription) -> str:
    return "" if wanted.topics else "No topic was named, so this is every date that the library knows. "


def _done(context: Context, wanted: Subscription) -> Card:
    """Store it, and answer with what comes next and with the undo."""
    shelf, request = context.store.subscriptions, context.request
    before = next((one for one in shelf.of(request.address) if one.id == wanted.id), None)
    stored = shelf.add(
        request.address,
        wanted.topics,
        wanted.hour,
        wanted.zone,
        wanted.leads,
        wanted.language,
        request.actor.id,
        request.at,
    )
    undo = typed(before, "yes") if before else f"unsubscribe {stored.id}"
    found = forecast(context, stored)
    line = views.subscribed(stored, named(stored), found, context.today)
    done = "Changed" if before else "Subscribed"
    actions = (Action("Undo", undo), Action("What this chat gets", "subs"))
    return listing(context, (Heading(f"{done}: {named(stored)}"), Bullets((line,))), actions)


def _cancelled(wanted: Subscription) -> Card:
    words = f"Nothing was changed: this chat was not subscribed to {named(wanted)}."
    if wanted.id:
        words = f"Nothing was changed: the subscription to {named(wanted)} stays as it is."
    actions = (Action("What this chat gets", "subs"), Action("What is coming", "upcoming"))
    return Card((Notice("info", Line(text(words))),), actions)


SUBSCRIBE = Command(
    "subscribe",
    "be told of anniversaries and deadlines on the right day; shows first what would come",
    "subscribe topic, topic [at:09:00] [tz:Europe/Berlin] [leads:30d,7d,0d]",
    run,
    keys=("at", "tz", "leads", "confirm"),
    examples=("subscribe leading zone", "subscribe"),
    changes=True,
)
