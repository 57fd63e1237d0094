"""What this platform says by itself: on how a message came to be where it is, and on what broke."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Card, Line, Notice, text
from briefings.tongue import _


def again(card: Card) -> Card:
    """The same card, sent once more after a connection was cut."""
    return _noted(card, _("The connection was cut while this was sent, so it may be here twice."))


def elsewhere(card: Card) -> Card:
    """The same card, in a group's General because its topic is not there any more."""
    return _noted(card, _("The topic of this was closed or deleted, so it comes here."))


def broken(reference: int) -> Card:
    """Nothing could be answered, and the log has the rest."""
    words = _(
        "This could not be answered, because something broke here. Try it again (reference {reference})."
    )
    return Card((Notice("error", Line(text(words.format(reference=reference)))),))


def _noted(card: Card, words: str) -> Card:
    return replace(card, blocks=(Notice("info", Line(text(words))), *card.blocks))
