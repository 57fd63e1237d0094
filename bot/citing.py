"""Cards that end with the list of their sources."""

from __future__ import annotations

from collections.abc import Sequence

from bot.card import Action, Block, Card
from bot.command import Context
from bot.views.sources import with_sources


def listing(context: Context, blocks: Sequence[Block], actions: Sequence[Action] = ()) -> Card:
    """A card with the titles behind its marks, as the library has them now."""
    ids = list(dict.fromkeys(ref.rpartition("#")[0] for ref in Card(tuple(blocks)).numbers))
    return with_sources(blocks, context.store.library.titles(ids), actions)
