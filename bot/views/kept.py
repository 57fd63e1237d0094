"""What is kept of a chat, why, and for how long: the words of `privacy` and `forget` for each table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.card import Line, bold, text
from briefings.tongue import N_, _, ngettext


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of thing that is kept: its name, what for, and for how long."""

    what: str
    why: str
    until: str


KEPT: Mapping[str, Kept] = {
    "chat": Kept(
        N_("The platform's number of this chat"), N_("so that messages find it"), N_("until you erase it")
    ),
    "subscription": Kept(
        N_("Subscriptions: topics, hour, zone, and the number of who made them"),
        N_("so that the right thing comes at the right time"),
        N_("until they are stopped"),
    ),
    "delivery": Kept(
        N_("Which messages came here on which day"),
        N_("so that none comes twice"),
        N_("until you erase it"),
    ),
    "preference": Kept(
        N_("Settings: language, quiet hours, what is muted or followed, who may change them"),
        N_("so that they hold"),
        N_("until they are changed"),
    ),
    "journal": Kept(
        N_("Earlier settings, and the number of who changed them"),
        N_("so that changes can be undone"),
        N_("for 30 days"),
    ),
    "note": Kept(N_("What long buttons stand for"), N_("so that they work"), N_("for 30 days")),
    "mark": Kept(
        N_("The sources of the last reply"), N_("so that source 2 can be shown"), N_("until the next reply")
    ),
    "inbox": Kept(
        N_("What you wrote to me"),
        N_("so that it is answered even after a crash"),
        N_("until it is answered"),
    ),
    "withdrawal": Kept(
        N_("Which documents you withdrew, why, and your number"),
        N_("so that other editors know"),
        N_("until they are restored; your number until you erase it"),
    ),
    "farewell": Kept(
        N_("That you want to be forgotten, if you do"), N_("so that it happens"), N_("until it happened")
    ),
}
"""By the table; `docs/privacy.md` names these and all others."""


def told(kept: Kept) -> Line:
    """What is kept, why, and until when, on one line."""
    return Line(
        (bold(_(kept.what)), *text(" — ", _("{why}; {until}").format(why=_(kept.why), until=_(kept.until))))
    )


def counted(name: str, number: int) -> str:
    """How many rows of a table would go, in words that say what they are; empty for what nobody misses."""
    match name:
        case "subscription":
            words = ngettext("{number} subscription", "{number} subscriptions", number)
        case "delivery":
            words = ngettext(
                "the record of {number} message sent here",
                "the record of {number} messages sent here",
                number,
            )
        case "preference":
            words = _("the settings")
        case "journal":
            words = ngettext(
                "{number} change that could be undone", "{number} changes that could be undone", number
            )
        case "note":
            words = ngettext("what {number} button stands for", "what {number} buttons stand for", number)
        case "mark":
            words = _("the sources of the last reply")
        case _:
            return ""
    return words.format(number=f"{number:,}")
