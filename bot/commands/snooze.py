"""`snooze`: nothing comes for a while."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Action, Card, Heading, Line, Paragraph, code, text
from bot.changing import prefer, preferences, undo, zone_here
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.filters import ANY
from bot.spans import until
from bot.views.settings import done, instant
from briefings.tongue import N_, _

LENGTHS = (("1d", N_("1 day")), ("3d", N_("3 days")), ("7d", N_("1 week")), ("30d", N_("30 days")))


def run(context: Context, call: Call) -> Card:
    """Pause this chat for a length of time or up to a day, or go on; without any, ask."""
    held, at = preferences(context), context.request.at
    paused = held.snoozed is not None and held.snoozed > at
    key = call.key("until")
    if not call.raw and key is None:
        return _ask(context, paused)
    if key is None and call.raw.casefold() in {*ANY, "stop", "end"}:
        return _on(context, paused)
    end = until(call.raw, key, at, zone_here(context))
    number = prefer(context, f"snooze {key or call.raw}", replace(held, snoozed=end))
    lines = [
        filled(_("Nothing comes until {when}."), when=instant(end, zone_here(context))),
        text(_("Then one message tells what fell due in the seven days before.")),
    ]
    actions = (undo(number), Action(_("Go on now"), "snooze off"), Action(_("Settings"), "settings"))
    return done(_("Paused"), lines, actions)


def _ask(context: Context, paused: bool) -> Card:
    """How long, on buttons."""
    held = preferences(context)
    now = text(_("This chat is not paused."))
    if paused and held.snoozed:
        now = filled(_("Paused until {when}."), when=instant(held.snoozed, zone_here(context)))
    example = code(context.typed("snooze until:2026-12-01"))
    typed = filled(_("Any length can be typed, or a day: {example}"), example=example)
    actions = [Action(_(label), f"snooze {length}") for length, label in LENGTHS]
    if paused:
        actions.append(Action(_("Go on now"), "snooze off", "primary"))
    blocks = (Heading(_("For how long should nothing come?")), Paragraph(Line(now)), Paragraph(Line(typed)))
    return Card(blocks, (*actions, Action(_("Back"), "settings")), instead=True)


def _on(context: Context, paused: bool) -> Card:
    """Go on."""
    actions = (Action(_("What this chat gets"), "subs"), Action(_("Settings"), "settings"))
    if not paused:
        return done(_("This chat is not paused"), [text(_("Nothing was changed."))], actions)
    number = prefer(context, "snooze off", replace(preferences(context), snoozed=None))
    return done(_("Messages come again"), [], (undo(number), *actions))


SNOOZE = Command(
    "snooze",
    N_("nothing comes for a while, or until a day"),
    N_("snooze 3d, 2h or until:2026-12-01, or snooze off"),
    run,
    keys=("until",),
    examples=("snooze",),
    changes=True,
    also=("暂停",),
)
