"""What help says of the keys and groups of commands."""

from __future__ import annotations

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
}


def meaning(key: str) -> str:
    """What a key says, with an example; empty where nothing more is to be said."""
    return _(KEYS.get(key, ""))
