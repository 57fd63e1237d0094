"""`subscribe`: a dry run first, and only a confirmation changes anything."""

from __future__ import annotations

from dataclasses import replace

from bot.arguments import BadArgument
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.changing import keep, undo
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.forecast import forecast
from bot.views import subscriptions as views
from bot.views.replies import fault
from bot.wishes import KEYS, MOST_SUBSCRIPTIONS, named, typed, wish
from briefings.model import Subscription
from briefings.tongue import N_, _, run_on

WEEKLY = "weekly:mon"


def run(context: Context, call: Call) -> Card:
    """Show what would come; store it on `confirm:yes`."""
    wanted = wish(context, call)
    held = context.store.subscriptions.of(context.request.address)
    if not wanted.id and len(held) >= MOST_SUBSCRIPTIONS:
        return _full(len(held))
    match (call.key("confirm") or "").casefold():
        case "":
            return _dry(context, wanted)
        case "yes":
            return _done(context, wanted)
        case "no":
            return _cancelled(wanted)
        case other:
            why, now = _("is neither yes nor no."), _("Type confirm:yes to subscribe.")
            raise BadArgument("confirm", other, why, now, "yes")


def _dry(context: Context, wanted: Subscription) -> Card:
    """The messages of the last year and the next ones, and nothing stored."""
    found = forecast(context, wanted)
    asked = (
        _("Change this chat's subscription to {topics}?")
        if wanted.id
        else _("Subscribe this chat to {topics}?")
    )
    blocks: list[Block] = [
        Heading(asked.format(topics=named(wanted))),
        Paragraph(Line(text(_rhythm(wanted)))),
        *views.forecast(found, context.today),
        Notice("info", Line(text(_("Nothing is set up yet: it takes effect when you confirm.")))),
    ]
    actions = [Action(_("Confirm"), typed(wanted, "yes"), "primary")]
    if views.flood(found) and not wanted.cadence.startswith("weekly"):
        weekly = typed(replace(wanted, cadence=WEEKLY))
        actions = [
            Action(_("Once a week instead"), weekly, "primary"),
            Action(_("Confirm all"), typed(wanted, "yes")),
        ]
    return listing(context, blocks, (*actions, Action(_("Cancel"), typed(wanted, "no"))))


def _rhythm(wanted: Subscription) -> str:
    """When it would be told, of what, and what narrows it."""
    words = [_("When: {rhythm}; quiet where nothing is due.").format(rhythm=views.rhythm(wanted))]
    if not wanted.topics:
        words.insert(0, _("No topic was named, so this is every date that the library knows."))
    if narrow := views.narrowed(wanted):
        words.append(_("Narrowed: {filters}.").format(filters=narrow))
    return run_on(*words)


def _done(context: Context, wanted: Subscription) -> Card:
    """Store it, and answer with what comes next and with the undo."""
    number, (stored,) = keep(context, typed(wanted), [wanted])
    found = forecast(context, stored)
    line = views.subscribed(stored, found, context.today)
    done = _("Changed: {topics}") if wanted.id else _("Subscribed: {topics}")
    actions = (undo(number), Action(_("What this chat gets"), "subs"))
    return listing(context, (Heading(done.format(topics=named(stored))), Bullets((line,))), actions)


def _cancelled(wanted: Subscription) -> Card:
    words = _("Nothing was changed: this chat was not subscribed to {topics}.")
    if wanted.id:
        words = _("Nothing was changed: the subscription to {topics} stays as it is.")
    actions = (Action(_("What this chat gets"), "subs"), Action(_("What is coming"), "upcoming"))
    return Card((Notice("info", Line(text(words.format(topics=named(wanted))))),), actions)


def _full(count: int) -> Card:
    what = _("This chat has {number} subscriptions, as many as a chat may have. Nothing was done.")
    now = _("Add the topic to one of them with edit, or stop one.")
    return fault(what.format(number=count), now, (Action(_("What this chat gets"), "subs", "primary"),))


SUBSCRIBE = Command(
    "subscribe",
    N_("be told of anniversaries and deadlines on the right day; shows first what would come"),
    N_(
        "subscribe topic, topic [+word] [-word] [kind:deadline] [grade:decided] [daily, weekly:mon or "
        "instant] [at:09:00] [tz:Shanghai] [leads:30d,7d,0d]"
    ),
    run,
    keys=(*KEYS, "confirm"),
    examples=("subscribe leading zone", "subscribe leading zone kind:deadline weekly:mon", "subscribe"),
    changes=True,
    also=("订阅",),
)
