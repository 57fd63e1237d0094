"""`forget`: erases a chat, or a person, in two steps: what would go, then a confirmation of one's own."""

from __future__ import annotations

import hmac

from bot.card import Action, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.command import Call, Command, Context
from bot.views.kept import KEPT, counted
from bot.views.replies import fault, not_yours, when
from briefings.tongue import N_, _
from storage.erasing import Leaver

MINUTES = 10
"""How long a confirmation can be given."""


def run(context: Context, call: Call) -> Card:
    """Show what would go; erase it on a confirmation that is this person's, from here, and fresh."""
    request = context.request
    if request.chat != "private" and not request.actor.admin:
        return not_yours(FORGET, request.chat)
    now, later = call.key("confirm"), call.key("later")
    if now == "no":
        return _stays(context)
    if now is None and later is None:
        return _asked(context)
    if not _fresh(context, now or later or ""):
        what = _("This confirmation can't be used: it is older than 10 minutes, or somebody else's.")
        return fault(what, _("Nothing was erased. Ask again."), (Action(_("Show what would go"), "forget"),))
    return _postponed(context) if now is None else _gone(context)


def _leaver(context: Context) -> Leaver:
    request = context.request
    return Leaver(request.address, request.actor.id, request.chat == "private")


def _asked(context: Context) -> Card:
    """What would go, what would stay, and three buttons; nothing is erased."""
    who = _leaver(context)
    found = context.store.forgetting.known(who)
    going = [words for name in KEPT if name in found and (words := counted(name, found[name]))]
    private = _("the number by which the platform knows you, wherever it stands")
    going.append(private if who.private else _("the platform's number of this chat, with all its topics"))
    stays = _(
        "What stays is a fingerprint that leads back to nobody, so that nothing comes twice if you return."
    )
    due = context.store.forgetting.postponed(who.address)
    warned = Notice("warning", Line(text(_("This can't be undone. Confirm within 10 minutes."))))
    if due:
        told = _("All of it is erased on {when} already, unless you keep it.")
        warned = Notice("info", Line(when(told, due)))
    seal = _seal(context, _minute(context))
    actions = (
        Action(_("Erase now"), f"forget confirm:{seal}", "danger"),
        *(() if due else (Action(_("Erase in 24 hours"), f"forget later:{seal}"),)),
        Action(_("Keep everything"), "forget confirm:no"),
    )
    title = (
        _("Erase all that is kept about you?") if who.private else _("Erase all that is kept of this chat?")
    )
    blocks = (
        Heading(title),
        Bullets(tuple(Line(text(each)) for each in going)),
        Paragraph(Line(text(stays))),
    )
    return Card((*blocks, warned), actions, own=True)


def _gone(context: Context) -> Card:
    """Erase it; from here on nothing may be remembered of this chat."""
    clean = context.store.forgetting.erase(_leaver(context), context.request.at)
    blocks = [Heading(_("Everything is erased"))]
    words = _("No message comes any more. If you write again, we begin anew.")
    rest = () if clean else (_("The database's own log lets go of the last copy within the hour."),)
    lines = tuple(Paragraph(Line(text(each))) for each in (words, *rest))
    return Card((*blocks, *lines), (Action(_("Begin anew"), "start"),), instead=True)


def _postponed(context: Context) -> Card:
    due = context.store.forgetting.postpone(_leaver(context), context.request.at)
    told = _("Everything is erased on {when}. Until then all stays as it is.")
    actions = (Action(_("Keep everything"), "forget confirm:no"), Action(_("Erase now"), "forget"))
    return Card((Notice("info", Line(when(told, due))),), actions, own=True, instead=True)


def _stays(context: Context) -> Card:
    """Nothing is erased, also not later."""
    off = context.store.forgetting.call_off(context.request.address)
    words = _("Nothing will be erased: you called it off.") if off else _("Nothing was erased.")
    actions = (Action(_("What is kept"), "privacy"), Action(_("Help"), "help"))
    return Card((Notice("info", Line(text(words))),), actions, instead=True)


def _minute(context: Context) -> int:
    return int(context.request.at.timestamp()) // 60


def _seal(context: Context, minute: int) -> str:
    """A confirmation of this person, in this chat, at this minute, that nobody else can make."""
    request = context.request
    mark = context.store.secrets.seal(f"forget {request.address} {request.actor.id} {minute}")
    return f"{minute:x}-{mark}"


def _fresh(context: Context, seal: str) -> bool:
    """Whether a confirmation is this person's, from this chat, and not old."""
    minute, _dash, _mark = seal.partition("-")
    try:
        made = int(minute, 16)
    except ValueError:
        return False
    young = 0 <= _minute(context) - made <= MINUTES
    return young and hmac.compare_digest(_seal(context, made).encode(), seal.encode())


FORGET = Command(
    "forget",
    N_("erase all that is kept about you or this chat; shows first what would go"),
    "forget",
    run,
    keys=("confirm", "later"),
    cites=False,
    personal=True,
    role="admin",
    group="about",
    also=("erase", "遗忘", "忘记我"),
)
