"""What this platform says by itself: on how a message came to be where it is, and on what broke."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Action, Block, Card, Heading, Line, Notice, Paragraph, code, text
from bot.words import tongue
from briefings.tongue import N_, _, speaking, spoken


def again(card: Card) -> Card:
    """The same card, sent once more after a connection was cut."""
    return _noted(card, N_("The connection was cut while this was sent, so it may be here twice."))


def elsewhere(card: Card) -> Card:
    """The same card, in a group's General because its topic is not there any more."""
    return _noted(card, N_("The topic of this was closed or deleted, so it comes here."))


def broken(reference: int) -> Card:
    """Nothing could be answered, and the log has the rest; said in the language that is spoken here."""
    words = _(
        "This could not be answered, because something broke here. Try it again (reference {reference})."
    )
    return Card((Notice("error", Line(text(words.format(reference=reference)))),), language=spoken())


def hosted(title: str, may_post: bool) -> Card:
    """What somebody is told who added the bot to a channel."""
    called = f"“{title[:64]}”" if title else _("your channel")
    told = _("I am in {channel} now. Nothing is posted there unasked.").format(channel=called)
    blocks: list[Block] = [Heading(_("Milepost, the policy desk in your chat")), Paragraph(Line(text(told)))]
    if not may_post:
        lacking = _("I lack the right to post messages there: give it to me first.")
        blocks.append(Notice("warning", Line(text(lacking))))
    ask = _("Post this in the channel, and it is told of anniversaries and deadlines on the right day:")
    blocks.append(Paragraph(Line(text(ask, " ", code("/subscribe leading zone")))))
    sample = Action(_("Show me a sample briefing"), "brief", "primary")
    return Card(tuple(blocks), (sample, Action(_("How to subscribe"), "help subscribe")), language=spoken())


def _noted(card: Card, words: str) -> Card:
    with speaking(tongue(card.language)):
        return replace(card, blocks=(Notice("info", Line(text(_(words)))), *card.blocks))
