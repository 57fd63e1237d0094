"""`silent`: messages that come without a sound."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Card
from bot.changing import preferences
from bot.choosers import answered, sound
from bot.choosing import switch
from bot.command import Call, Command, Context
from bot.views import settings as views
from briefings.tongue import N_, _


def run(context: Context, call: Call) -> Card:
    """On or off; without a word, ask."""
    if not call.raw:
        return sound(context)
    wanted = replace(preferences(context), silent=switch("silent", call.raw))
    heading = _("Sound: {sound}").format(sound=views.sound(wanted))
    return answered(context, f"silent {'on' if wanted.silent else 'off'}", wanted, heading)


SILENT = Command(
    "silent",
    N_("whether messages come without a sound; they come all the same"),
    N_("silent on, or silent off"),
    run,
    examples=("silent",),
    changes=True,
    also=("静音",),
)
