"""What a new document tells, sent at once: its dates that the chat asked for, each with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, private, text
from bot.views.digest import REPEAT
from bot.views.entries import dated
from bot.views.sources import with_sources
from briefings.model import Delivery
from briefings.tongue import _, ngettext

SHOWN = 8
"""Dates that an alert shows; the rest is counted."""


def alert(delivery: Delivery, on: date, titles: Mapping[str, str]) -> Card:
    """The message of an alert as it reads on the chat's own day `on`; `titles` are documents' by id.

    What is still ahead comes first, the nearest before.
    """
    days = sorted(delivery.digest.items, key=lambda item: abs(item.milestone.day - on))
    items = sorted(days, key=lambda item: item.milestone.day < on)
    first = items[0].milestone.entry.fact
    documents = {item.milestone.entry.fact.document for item in items}
    new = ngettext("New dates in a document", "New dates in {number} documents", len(documents))
    blocks: list[Block] = [
        Heading(new.format(number=len(documents))),
        Bullets(tuple(dated(item.milestone.entry) for item in items[:SHOWN])),
    ]
    if len(items) > SHOWN:
        more = len(items) - SHOWN
        words = ngettext("{number} more date in it.", "{number} more dates in it.", more)
        blocks.append(Notice("info", Line(text(words.format(number=more)))))
    if delivery.repeat:
        blocks.append(Notice("info", Line(text(REPEAT))))
    actions = (
        Action(_("Why"), f"why {first.id}"),
        Action(_("The document"), f"source {first.document}"),
        Action(_("Change"), "subs"),
        Action(_("Stop"), "unsubscribe", "danger"),
    )
    return private(with_sources(blocks, titles, actions), yes=False)
