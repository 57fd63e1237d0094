"""`settings`: everything that a chat chose at a glance, with buttons that lead to each choice."""

from __future__ import annotations

from dataclasses import replace

from bot.arguments import hour_of, zone_of
from bot.card import Action, Block, Card, plain
from bot.changing import change, runs, state, undo
from bot.choosers import (
    days_off,
    from_now_on,
    hour,
    language,
    nothing_subscribed,
    place,
    quiet,
    sound,
    well,
    who,
)
from bot.choosing import KEYS, preferred
from bot.command import Call, Command, Context
from bot.grammar import nearest
from bot.views import settings as views
from bot.views.replies import fault, helping, not_yours, quoted
from briefings.choices import State
from briefings.tongue import N_, _, run_on, speaking, spoken

PAGES = {
    "hour": hour,
    "language": language,
    "quiet": quiet,
    "daysoff": days_off,
    "sound": sound,
    "well": well,
    "who": who,
}


def run(context: Context, call: Call) -> Card:
    """The panel, one of its choosers, or a change with the panel after it."""
    call = replace(call, keys=tuple(pair for pair in call.keys if pair[0] in SETTINGS.keys))
    if (call.keys or call.raw) and not context.may_change:
        return not_yours(SETTINGS, context.request.chat)
    if call.keys:
        return _changed(context, call)
    name = call.raw.casefold()
    if not name:
        return _panel(context)
    if name in PAGES:
        return PAGES[name](context)
    return _no_page(context, call.raw)


def _panel(context: Context, notices: tuple[Block, ...] = (), first: tuple[Action, ...] = ()) -> Card:
    return views.panel(state(context), place(context), (*first, *_choices(context)), notices)


def _choices(context: Context) -> tuple[Action, ...]:
    """A button for each choice; who may not change anything sees what is coming instead."""
    if not context.may_change:
        return (Action(_("What is coming"), "upcoming"), helping())
    shared = context.request.chat != "private"
    return (
        Action(_("Hour"), "settings hour"),
        Action(_("Time zone"), "zone"),
        Action(_("Language"), "settings language"),
        Action(_("Quiet hours"), "settings quiet"),
        Action(_("Weekends and holidays"), "settings daysoff"),
        Action(_("Sound"), "settings sound"),
        Action(_("All is well"), "settings well"),
        Action(_("Pause"), "snooze"),
        *((Action(_("Who may change this"), "settings who"),) if shared and runs(context) else ()),
        Action(_("What this chat gets"), "subs"),
    )


def _changed(context: Context, call: Call) -> Card:
    """Change what the keys say, and show the panel with what became otherwise."""
    if (call.key("who") or call.key("listed")) and not runs(context):
        return not_yours(SETTINGS, context.request.chat)
    before = state(context)
    if (call.key("at") or call.key("tz")) and not before.subscriptions:
        return nothing_subscribed(context)
    at = context.request.at
    wanted = tuple(
        replace(one, hour=hour_of(call, one.hour), zone=zone_of(call, one.zone, at))
        for one in before.subscriptions
    )
    after = State(wanted, preferred(call, before.preferences))
    if after == before:
        return _panel(context, (views.remark(_("It was like that already; nothing was changed.")),))
    number = change(
        context, f"settings {' '.join(f'{key}:{value}' for key, value in call.keys)}", before, after
    )
    with speaking(from_now_on(context, after.preferences)):
        rows = views.turned(before, after, place(context))
        said = _("; ").join(_("{name}: ").format(name=name) + plain(line.text) for name, line in rows)
        notice = views.remark(_("Changed. {what}").format(what=said))
        return replace(_panel(context, (notice,), (undo(number),)), language=spoken())


def _no_page(context: Context, typed: str) -> Card:
    """A chooser that does not exist."""
    meant = nearest(typed, (*PAGES, "zone"))
    guess = _("Did you mean {word}?").format(word=meant) if meant else ""
    none = _("There is no choice {name} among the settings. Nothing was done.").format(name=quoted(typed))
    better = "zone" if meant == "zone" else f"settings {meant}"
    actions = (Action(better, better, "primary"),) if meant else ()
    actions = (*actions, Action(_("Settings"), "settings"))
    return fault(run_on(none, guess), _("Settings alone shows them all."), actions)


SETTINGS = Command(
    "settings",
    N_("everything that this chat chose at a glance, with buttons for each choice"),
    N_("settings [hour, language, quiet, daysoff, sound, well or who], or settings key:value"),
    run,
    keys=("at", "tz", *KEYS),
    examples=("settings", "settings quiet", "settings hour"),
    personal=True,
    also=("preferences", "设置"),
)
