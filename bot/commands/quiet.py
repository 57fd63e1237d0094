"""`quiet`: hours of the chat's own day in which nothing comes."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Action, Card
from bot.changing import preferences, zone_here
from bot.choosers import answered
from bot.choosers import quiet as chooser
from bot.choosing import RULES, quiet_of
from bot.command import Call, Command, Context
from bot.views.settings import quiet
from bot.zones import shown
from briefings.tongue import N_, _


def run(context: Context, call: Call) -> Card:
    """Set the hours, their rule, or both; without any, ask."""
    held = preferences(context)
    words, rule = call.raw.split(), call.key("rule")
    if words and words[-1].casefold() in RULES:
        rule = words.pop()
    if not words and rule is None:
        return chooser(context)
    wanted = quiet_of(" ".join(words) or None, rule, held.quiet)
    what = f"quiet {wanted.start:%H:%M}-{wanted.end:%H:%M} rule:{wanted.rule}" if wanted else "quiet off"
    heading = _("Quiet hours: {hours}").format(hours=quiet(wanted))
    hint = _("By the clock of {zone}.").format(zone=shown(zone_here(context))) if wanted else ""
    more = (Action(_("Time zone"), "zone"),)
    return answered(context, what, replace(held, quiet=wanted), heading, hint=hint, more=more)


QUIET = Command(
    "quiet",
    N_("hours in which nothing comes; what falls in them waits, is left out, or comes if due that day"),
    N_("quiet 22:00-08:00 [rule:hold, drop or urgent], or quiet off"),
    run,
    keys=("rule",),
    examples=("quiet",),
    changes=True,
    also=("免打扰",),
)
