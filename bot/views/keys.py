"""What help says of the keys and groups of commands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.command import Group
from briefings.tongue import N_, _

GROUPS: Mapping[Group, str] = {
    "read": N_("Read"),
    "ask": N_("Ask"),
    "manage": N_("Manage"),
    "about": N_("About"),
}
"""The headings of help, in order."""

_CHOICE = re.compile(r" \[")
_OR = re.compile(r", or |，或")

KEYS = {
    "at": N_("the local time of day, such as at:09:00"),
    "tz": N_("the time zone, such as tz:Europe/Berlin, or a city"),
    "leads": N_("days ahead, such as leads:30d,7d,0d"),
    "since": N_("not before this day, month or year, such as since:2023-07"),
    "until": N_("not after this day, month or year, such as until:2024"),
    "page": N_("the next page, such as page:2"),
    "type": N_("what a sentence must hold, such as type:figure"),
    "topic": N_("only documents on these words"),
    "document": N_("only the document of this name"),
    "days": N_("how many days ahead, such as days:90"),
    "unit": N_("only amounts in this unit, such as unit:CNY"),
    "state": N_("only targets that stand so, such as state:overdue"),
    "kind": N_("only facts of this kind, such as kind:deadline"),
    "len": N_("how long it is: len:short or len:full"),
    "picture": N_("with a picture: picture:yes"),
    "grade": N_("only what is this certain, such as grade:decided"),
    "every": N_("how often: every:day, every:week or every:instant"),
    "weekly": N_("once a week on this day, such as weekly:mon"),
    "must": N_("words that must stand there, such as must:fund; must:none for none"),
    "without": N_("words that must not stand there, such as without:tax"),
    "quiet": N_("hours in which nothing comes, such as quiet:22:00-08:00"),
    "rule": N_("what becomes of messages in quiet hours: hold, drop or urgent"),
    "daysoff": N_("what becomes of a digest on a day off: before, after, drop or off"),
    "country": N_("whose holidays count, such as country:CN"),
    "silent": N_("messages without a sound: silent:on or silent:off"),
    "language": N_("language:en, language:zh or language:auto"),
    "who": N_("who may change this: admins, anyone or listed"),
    "listed": N_("the people who may, by their numbers"),
    "well": N_("a word on Mondays that all is well: well:on or well:off"),
    "because": N_('the reason, such as because:"its date is wrong"'),
    "for": N_("only this subscription, by its number"),
}


def brief(usage: str) -> str:
    """How a command is typed in short: all but its first choice is for its own help."""
    must, *choices = _CHOICE.split(_OR.split(usage, maxsplit=1)[0], maxsplit=2)
    return must if " " in must or not choices else f"{must} [{choices[0]}"


def meaning(key: str) -> str:
    """What a key says, with an example; empty where nothing more is to be said."""
    return _(KEYS.get(key, ""))
