"""A card laid out for Telegram once, however many chats it goes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from bot.card import Action, Card
from bot.picture import Picture
from bot.platforms.telegram.buttons import keyboard, named
from bot.platforms.telegram.render import caption, chat_id, texts
from bot.platforms.telegram.transport import form
from bot.words import tongue
from briefings.model import Address
from briefings.tongue import speaking

SHOWN = ("text", "entities", "link_preview_options", "reply_markup")


@dataclass(frozen=True, slots=True)
class Part:
    """What a message says to any chat: its parameters, and the same as a form.

    With a `photo` (PNG) it is a picture, called `name`, and the words are its caption.
    """

    parameters: dict[str, Any]
    form: bytes
    photo: bytes = b""
    name: str = ""

    @property
    def shown(self) -> dict[str, Any]:
        """What of it can also be put in the place of another message."""
        return {name: self.parameters[name] for name in SHOWN if name in self.parameters}


@dataclass(frozen=True, slots=True)
class Message:
    """One `sendMessage`: a part on its way to a chat, or to a topic of it."""

    chat: int | str
    part: Part
    thread: int | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """All parameters as values."""
        thread = {} if self.thread is None else {"message_thread_id": self.thread}
        return {"chat_id": self.chat, **thread, **self.part.parameters}

    @property
    def form(self) -> bytes:
        """All parameters as a form."""
        thread = "" if self.thread is None else f"&message_thread_id={self.thread}"
        return f"chat_id={quote_plus(str(self.chat))}{thread}&".encode() + self.part.form


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a card, and the buttons (`actions`) that each chat needs under names of its own."""

    parts: tuple[Part, ...]
    actions: tuple[Action, ...] = ()

    def messages(self, address: Address, name_for: Callable[[str], str]) -> list[Message]:
        """The messages to one chat, in order; `name_for` is asked only where `actions` are left."""
        parts = self.parts
        if self.actions and (rows := keyboard(self.actions, name_for)):
            parts = (*parts[:-1], _part(parts[-1].parameters | _markup(rows)))
        thread = int(address.thread) if address.thread else None
        return [Message(chat_id(address), part, thread) for part in parts]


def laid_out(card: Card, paid: bool = False) -> Layout:
    """The parts of a card for any chat; `paid` sends them faster than Telegram does for nothing."""
    manner = {**({"disable_notification": True} if card.silent else {}), **_paid(paid)}
    photos = tuple(_photo(block, card, manner) for block in card.blocks if isinstance(block, Picture))
    parts = [part | manner for part in texts(card)]
    if any(named(action) for action in card.actions):
        return Layout((*photos, *map(_part, parts)), card.actions)
    if rows := keyboard(card.actions, lambda _: ""):
        parts[-1] |= _markup(rows)
    return Layout((*photos, *map(_part, parts)))


def _photo(picture: Picture, card: Card, manner: dict[str, Any]) -> Part:
    """A picture with what it shows in words; it is drawn here, which takes a while."""
    # only who sends pictures needs what draws them
    from bot.charts import png

    with speaking(tongue(card.language)):
        parameters = {"caption": caption(picture), **manner}
        return Part(parameters, form(parameters), png(picture), f"{picture.name}.png")


def _paid(paid: bool) -> dict[str, Any]:
    return {"allow_paid_broadcast": True} if paid else {}


def _part(parameters: dict[str, Any]) -> Part:
    return Part(parameters, form(parameters))


def _markup(rows: Sequence[Sequence[dict[str, str]]]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": rows}}
