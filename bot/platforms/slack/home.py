"""The App Home of somebody: what this is, what they get and what they chose, as one view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.card import Action, Card
from bot.platforms.slack.degrading import NEW, older
from bot.platforms.slack.forms import Place, kept
from bot.platforms.slack.render import FORM, PREFIX, blocks, button, buttons, rows_of
from bot.platforms.slack.views import fitting
from briefings.tongue import _

Payload = dict[str, Any]
Namer = Callable[[str], str]

HERE = f"{PREFIX}home:"
"""What the action ids of buttons in the App Home start with."""
HIDE = f"{PREFIX}hide"
"""The button after which the welcome is shown no more."""
MOST = 20
"""Buttons of one section."""


def home(sections: Sequence[Card], channel: str, name_for: Namer, *, welcome: bool) -> Payload:
    """The view of these cards, one below the other, and of forms to open.

    `channel` is that of the person's direct messages, in which what they press is typed; `welcome` says that
    the first card welcomes, and can be told not to.
    """
    found: list[Payload] = []
    for number, card in enumerate(sections):
        found += [{"type": "divider"}] if found else []
        found += _shown(card)
        own = buttons(card.actions, name_for, f"{HERE}{number}.")[:MOST]
        if welcome and number == 0:
            own.append(button(HIDE, Action(_("Don't show again"), "start")))
        found += rows_of(own)
    view = {
        "type": "home",
        "private_metadata": kept(Place(channel, "private", home=True)),
        "blocks": [*found, *rows_of(forms())],
    }
    return fitting(view)


def forms() -> list[Payload]:
    """The buttons that open forms."""
    wanted = (("subscribe", _("Subscribe with a form")), ("settings", _("Change settings in a form")))
    return [button(f"{FORM}{name}", Action(words, name, "primary")) for name, words in wanted]


def _shown(card: Card) -> Iterator[Payload]:
    """A card's blocks; a view takes no tables."""
    for block in blocks(card):
        yield from older(block) if block["type"] in NEW else (block,)
