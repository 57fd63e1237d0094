"""The one port: what a platform must do, because there are three of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.card import Card
from briefings.model import Address

ChatKind = Literal["private", "group", "channel"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who typed or pressed. `admin` is True where the platform says that they run this chat."""

    id: str
    name: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody typed or pressed, where, and when: a request carries its own time (`at`, aware).

    `text` is the command without the platform's prefix: `brief leading zone`, maybe with a slash.
    `chat` says what kind of chat it is; `language` is a BCP 47 tag.
    """

    address: Address
    actor: Actor
    text: str
    at: datetime
    chat: ChatKind = "private"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A command as a platform's menu shows it."""

    verb: str
    summary: str


class Desk(Protocol):
    """What answers: the platforms know nothing more of the house than this. Its methods block."""

    @property
    def menu(self) -> Sequence[MenuItem]:
        """The commands in help's order."""
        ...

    def changes(self, text: str) -> bool:
        """Whether this text asks for a change, so that the platform must find out who may do that."""
        ...

    def answer(self, request: Request) -> Card:
        """The reply; never raises for anything that a user can type."""
        ...

    def remember(self, address: Address, command: str) -> str:
        """A short name (at most 24 ASCII characters, starting with `~`) that `answer` takes as `command`."""
        ...

    def moved(self, old: Address, new: Address) -> None:
        """A chat got a new address (a Telegram group became a supergroup): carry over what it has."""
        ...

    def gone(self, address: Address, why: str) -> None:
        """A chat can't be reached any more: keep its subscriptions, inactive, with the reason."""
        ...

    def seen(self, platform: str, tenant: str, delivery: str) -> bool:
        """Whether the platform sent this delivery before; the first call with an id remembers it."""
        ...


class DeliveryError(Exception):
    """A message did not go out, and what that means, decided where the vendor is known.

    `permanent`: this chat will never take it; the subscription goes inactive with `why`.
    `ambiguous`: it may have arrived. `retry_after`: seconds to wait, for this chat or the whole
    platform (`everywhere`). `moved`: the chat's new address, to which it is sent again.
    `refused`: the platform would not take this message; the chat stays. `off`: the credentials are dead.
    """

    def __init__(
        self,
        why: str,
        *,
        permanent: bool = False,
        ambiguous: bool = False,
        refused: bool = False,
        off: bool = False,
        retry_after: float | None = None,
        everywhere: bool = False,
        moved: Address | None = None,
    ) -> None:
        super().__init__(why)
        self.why = why
        self.permanent = permanent
        self.ambiguous = ambiguous
        self.refused = refused
        self.off = off
        self.retry_after = retry_after
        self.everywhere = everywhere
        self.moved = moved


class Platform(Protocol):
    """A chat platform. Open it, listen on it, send through it, close it."""

    name: str

    async def open(self) -> None:
        """Check the credentials and connect; raises `DeliveryError(off=True)` where they are refused."""
        ...

    async def listen(self, desk: Desk) -> None:
        """Take requests and answer them until cancelled."""
        ...

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        """Send a card and return the platform's id of its (last) message; raises `DeliveryError`.

        `name` is the same however often one delivery is tried: a platform that can tell a repetition
        by it may drop it. Nothing may rely on that. The same card object may be sent to many chats.
        """
        ...

    async def parts(self, card: Card) -> int:
        """How many messages a card takes: each counts against the platform's limit."""
        ...

    async def close(self) -> None:
        """Let go of every connection; safe to call twice."""
        ...
