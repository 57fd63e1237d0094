"""The line on Mondays that all is well: what is watched, what came last, and what is next."""

from __future__ import annotations

from datetime import date

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, private, text
from bot.views.digest import REPEAT
from bot.views.entries import coming
from bot.views.sources import listed, with_sources
from briefings.model import Delivery, Document, Milestone
from briefings.tongue import _, ngettext


def well(
    delivery: Delivery, on: date, count: int, newest: Document | None, following: Milestone | None
) -> Card:
    """A sign of life on the chat's own day `on`: nothing was due for a week.

    `count` is how many documents are watched, `newest` the one that was written last, `following` what comes
    next of what the chat asked for.
    """
    watched = ngettext("{number} document is watched.", "{number} documents are watched.", count)
    lines = [Line(text(watched.format(number=count)))]
    if newest is not None:
        lines.append(listed(newest, on))
    if following is not None:
        lines.append(coming(following, on))
    else:
        lines.append(Line(text(_("No date ahead is known for this now; new documents may bring some."))))
    blocks: list[Block] = [Heading(_("All is well: nothing was due this week")), Bullets(tuple(lines))]
    if delivery.repeat:
        blocks.append(Notice("info", Line(text(REPEAT))))
    titles = {newest.id: newest.title} if newest else {}
    if following is not None:
        titles[following.entry.fact.document] = following.entry.title
    actions = (Action(_("What is coming"), "upcoming"), Action(_("Change"), "settings"))
    return private(with_sources(blocks, titles, actions), yes=False)
