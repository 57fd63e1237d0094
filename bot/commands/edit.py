"""`edit`: change anything of a subscription; shows before and after, and only a confirmation changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.arguments import BadArgument
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Pairs, Paragraph, bold, code, text
from bot.changing import keep, undo
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.filters import topic_words
from bot.forecast import forecast
from bot.views import subscriptions as views
from bot.views.replies import fault, quoted
from bot.views.settings import choice
from bot.wishes import KEYS, changed, edited, named, names
from bot.wishes import same as on_topics
from briefings.model import Subscription
from briefings.tongue import N_, _

BUTTONS = 8


def run(context: Context, call: Call) -> Card:
    """Choices for one subscription; with something to change, what would come of it."""
    held = context.store.subscriptions.of(context.request.address)
    if not held:
        return _none()
    one, call = _meant(held, call)
    if one is None:
        return _which(held, call.words[0].strip("#,") if call.words else "")
    wanted = changed(context, call, one)
    if wanted == one:
        return _choices(context, one)
    other = on_topics(context, wanted.topics)
    if other is not None and other.id != one.id:
        return _taken(other)
    return _confirmed(context, call, one, wanted)


def _meant(held: Sequence[Subscription], call: Call) -> tuple[Subscription | None, Call]:
    """The subscription that a call names by its number or topics, and the call without that name.

    The only one needs no name.
    """
    number = call.words[0].strip("#,") if call.words else ""
    if by_id := next((each for each in held if str(each.id) == number), None):
        return by_id, replace(call, words=call.words[1:])
    spoken = topic_words(call)
    said = " ".join(spoken).casefold()
    for each in held:
        if said in names(each):
            return each, replace(call, words=call.words[len(spoken) :])
    return (held[0] if len(held) == 1 and not number.isdigit() else None), call


def _confirmed(context: Context, call: Call, one: Subscription, wanted: Subscription) -> Card:
    """A dry run, or the change itself on `confirm:yes`."""
    match (call.key("confirm") or "").casefold():
        case "":
            return _dry(context, one, wanted)
        case "yes":
            return _done(context, one, wanted)
        case "no":
            words = _("Nothing was changed: the subscription to {topics} stays as it is.")
            blocks = (Notice("info", Line(text(words.format(topics=named(one))))),)
            return Card(blocks, (Action(_("What this chat gets"), "subs"),))
        case other:
            why, now = _("is neither yes nor no."), _("Type confirm:yes to change it.")
            raise BadArgument("confirm", other, why, now, "yes")


def _dry(context: Context, one: Subscription, wanted: Subscription) -> Card:
    """What becomes otherwise, what the last year would have brought before and after, and what comes next."""
    before, after = forecast(context, one), forecast(context, wanted)
    counts = _("Before: {before} After: {after}").format(before=views.count(before), after=views.count(after))
    blocks: list[Block] = [
        Heading(_("Change #{id} {topics}?").format(id=one.id, topics=named(one))),
        Pairs(views.turned(one, wanted)),
        Paragraph(Line(text(counts))),
        *views.forecast(after, context.today)[1:],
        Notice("info", Line(text(_("Nothing is changed yet: it takes effect when you confirm.")))),
    ]
    confirm = Action(_("Confirm"), edited(wanted, "yes"), "primary")
    return listing(context, blocks, (confirm, Action(_("Cancel"), edited(wanted, "no"))))


def _done(context: Context, one: Subscription, wanted: Subscription) -> Card:
    number, (stored,) = keep(context, edited(wanted), [wanted])
    line = views.subscribed(stored, forecast(context, stored), context.today)
    heading = Heading(_("Changed: {topics}").format(topics=named(stored)))
    actions = (undo(number), Action(_("What this chat gets"), "subs"))
    return listing(context, (heading, Pairs(views.turned(one, stored)), Bullets((line,))), actions)


def _choices(context: Context, one: Subscription) -> Card:
    """All that can be chosen, and buttons for what is changed most."""
    example = code(context.typed(f"edit {one.id} at:08:00 kind:deadline +fund -tax"))
    hint = filled(_("Anything can be changed by typing it, such as {example}."), example=example)
    blocks: tuple[Block, ...] = (
        Heading(f"#{one.id} {named(one)}"),
        Pairs(tuple((name, Line(text(value))) for name, value in views.chosen(one))),
        Paragraph(Line(hint)),
    )
    weekly = one.cadence if one.cadence.startswith("weekly") else "weekly:mon"
    often = (
        (_("Every day"), "daily"),
        (_("Once a week"), weekly),
        (_("New papers at once"), "instant"),
    )
    actions = (
        *(choice(label, f"edit {one.id} every:{value}", one.cadence == value) for label, value in often),
        Action(_("Only deadlines"), f"edit {one.id} kind:deadline"),
        Action(_("Time zone"), f"zone for:{one.id}"),
        Action(_("What would come"), f"preview {one.id}"),
        Action(_("Stop"), f"unsubscribe {one.id}", "danger"),
        Action(_("Back"), "subs"),
    )
    return Card(blocks, actions)


def _which(held: tuple[Subscription, ...], number: str) -> Card:
    asked = _("Which of them?")
    if number:
        asked = _("This chat has no subscription {name}. It has:").format(name=quoted(number))
    lines = tuple(Line(text(bold(f"#{one.id}"), f" {named(one)} — {views.rhythm(one)}")) for one in held)
    change = _("Change #{id}")
    actions = tuple(Action(change.format(id=one.id), f"edit {one.id}") for one in held[:BUTTONS])
    return Card((Notice("info", Line(text(asked))), Bullets(lines)), actions)


def _taken(other: Subscription) -> Card:
    what = _("Subscription #{id} of this chat is on these topics already. Nothing was done.")
    now = _("Change that one, or stop it first.")
    actions = (
        Action(_("Change #{id}").format(id=other.id), f"edit {other.id}", "primary"),
        Action(_("What this chat gets"), "subs"),
    )
    return fault(what.format(id=other.id), now, actions)


def _none() -> Card:
    words = _("This chat is not subscribed to anything, so there is nothing to change.")
    actions = (Action(_("Subscribe"), "subscribe", "primary"), Action(_("What is coming"), "upcoming"))
    return Card((Notice("info", Line(text(words))),), actions)


EDIT = Command(
    "edit",
    N_("change anything of a subscription; shows first what becomes otherwise"),
    N_("edit id [topic, topic] [+word] [-word] [at:] [tz:] [leads:] [kind:] [grade:] [every:] [must:none]"),
    run,
    keys=(*KEYS, "confirm"),
    examples=("edit",),
    changes=True,
    also=("修改",),
)
