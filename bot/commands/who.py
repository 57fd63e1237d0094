"""`who`: who may change what this chat gets."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Action, Card
from bot.changing import preferences, runs
from bot.choosers import answered
from bot.choosers import who as chooser
from bot.choosing import ids_of, who_of
from bot.command import Call, Command, Context
from bot.views import settings as views
from bot.views.replies import fault, helping, not_yours
from briefings.preferences import Preferences
from briefings.tongue import N_, _


def run(context: Context, call: Call) -> Card:
    """Anyone, admins, or admins and those listed; only who runs the chat may say."""
    if context.request.chat == "private":
        words = _("This is a private chat: only you change what it gets. Nothing was done.")
        return fault(
            words, _("Send it in a group or channel."), (Action(_("Settings"), "settings"), helping())
        )
    if not runs(context):
        return not_yours(WHO, context.request.chat)
    rule, _space, people = call.raw.partition(" ")
    if not rule:
        return chooser(context)
    held = preferences(context)
    chosen = who_of(rule)
    listed = ids_of("listed", people) if people.strip() else held.listed
    wanted = replace(held, who=chosen, listed=listed)
    if chosen == "listed" and not listed:
        words = _("Nobody is listed yet, so only admins may change anything.")
        return answered(context, "who listed", wanted, _who(wanted), hint=words)
    return answered(context, f"who {chosen} {','.join(listed)}".strip(), wanted, _who(wanted))


def _who(wanted: Preferences) -> str:
    return _("Who may change what this chat gets: {people}").format(people=views.who(wanted))


WHO = Command(
    "who",
    N_("who may change what this chat gets; only its admins may say"),
    N_("who admins, anyone or listed [id, id]"),
    run,
    examples=("who",),
    changes=True,
    also=("权限",),
)
