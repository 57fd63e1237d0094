"""`mute` and `unmute`: one date that this chat is never told of."""

from __future__ import annotations

from bot.card import Card
from bot.command import Call, Command, Context
from bot.marking import Marking, let_go, mark
from briefings.tongue import N_

MUTING = Marking(
    verb="mute",
    back="unmute",
    field="muted",
    documents=False,
    done=N_("Muted: this chat is not told of it any more"),
    ended=N_("No longer muted"),
    every=N_("Muted in this chat: {number}"),
    none=N_("Nothing is muted in this chat."),
)


def mute(context: Context, call: Call) -> Card:
    """Tell this chat no more of one date; without a name, what is muted."""
    return mark(context, call, MUTING)


def unmute(context: Context, call: Call) -> Card:
    """Tell this chat of it again."""
    return let_go(context, call, MUTING)


MUTE = Command(
    "mute",
    N_("never tell this chat of one date; alone, what is muted"),
    N_("mute [number, id or reference]"),
    mute,
    examples=("mute",),
    changes=True,
    also=("屏蔽",),
)
UNMUTE = Command(
    "unmute",
    N_("tell this chat of a muted date again"),
    N_("unmute [number, id or all]"),
    unmute,
    examples=("unmute",),
    changes=True,
    also=("取消屏蔽",),
)
