"""`follow` and `unfollow`: one date, or all of a document, that this chat is told of whatever its topics."""

from __future__ import annotations

from bot.card import Card
from bot.command import Call, Command, Context
from bot.marking import Marking, let_go, mark
from briefings.tongue import N_

FOLLOWING = Marking(
    verb="follow",
    back="unfollow",
    field="followed",
    documents=True,
    done=N_("Followed: this chat is told of it, whatever its topics"),
    ended=N_("No longer followed"),
    every=N_("Followed in this chat: {number}"),
    none=N_("Nothing is followed in this chat."),
)


def follow(context: Context, call: Call) -> Card:
    """Tell this chat of one date or document, whatever its topics; without a name, what is followed."""
    return mark(context, call, FOLLOWING)


def unfollow(context: Context, call: Call) -> Card:
    """Leave it to the topics again."""
    return let_go(context, call, FOLLOWING)


FOLLOW = Command(
    "follow",
    N_("tell this chat of one date or document, whatever its topics; alone, what is followed"),
    N_("follow [number, id or reference]"),
    follow,
    examples=("follow",),
    changes=True,
    also=("关注",),
)
UNFOLLOW = Command(
    "unfollow",
    N_("leave a followed date or document to the topics again"),
    N_("unfollow [number, id or all]"),
    unfollow,
    examples=("unfollow",),
    changes=True,
    also=("取消关注",),
)
