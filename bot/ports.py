"""The one port: what a platform must do, because there are three of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.card import Card
from bot.counting import Counters
from briefings.choices import State
from briefings.model import Address
from briefings.tongue import Tongue
from storage.inbox import Name, Settled, Update

ChatKind = Literal["private", "group", "channel"]
Scope = Literal["private", "group", "admins"]
"""Where a menu is shown: in a private chat, to the members of a group, to those who run it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who typed or pressed. `admin` is True where the platform says that they run this chat.

    `hidden` is who writes in the name of a chat: what they press later comes under a name of their own.
    """

    id: str
    name: str = ""
    admin: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody typed or pressed, where, and when: a request carries its own time (`at`, aware).

    `text` is the command without the platform's prefix: `brief leading zone`, maybe with a slash.
    `chat` says what kind of chat it is; `language` is the asker's own (a BCP 47 tag), where the platform
    tells it, `wanted` one that was asked for in so many words. `forwarded` words are somebody else's.
    `zone` is the asker's own (an IANA name), where the platform tells it.
    """

    address: Address
    actor: Actor
    text: str
    at: datetime
    chat: ChatKind = "private"
    language: str = ""
    wanted: str = ""
    forwarded: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A command as a platform's menu shows it; `usage` is how it is typed, `group` its heading in help."""

    verb: str
    summary: str
    usage: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A small card that somebody may pass on, under a name.

    `id` (ASCII, at most 64 characters) is the same for the same fact; `title` is what it says, `about` where
    that stands and when it was written, or when it falls due.
    """

    id: str
    title: str
    about: str
    card: Card


class Mail(Protocol):
    """The inbox as one process has it. Its methods block, and raise where the store can't be used."""

    def record(self, arrived: Sequence[Update], settled: Sequence[Settled] = ()) -> Sequence[bool]:
        """Write down what arrived and what was dealt with, all or nothing; of the first, which are new.

        New ones are in this process's hands from now on.
        """
        ...

    def left(self, platform: str, *, starting: bool = False) -> Sequence[Update]:
        """Updates that a process which is gone left behind, now in this one's hands, the oldest first.

        `starting` says that this process has nothing in hand yet.
        """
        ...

    def begin(self, name: Name) -> int:
        """Begin anew on one of those: how often that was done now, 0 where it is in our hands no more."""
        ...

    def keep(self, names: Sequence[Name]) -> None:
        """Say that these are still in hand."""
        ...

    def release(self, names: Sequence[Name]) -> None:
        """Let go of these, not dealt with: whoever looks next takes them."""
        ...


class Desk(Protocol):
    """What answers: the platforms know nothing more of the house than this. Its methods block."""

    @property
    def mail(self) -> Mail:
        """Where updates are written down before they are acknowledged."""
        ...

    @property
    def counters(self) -> Counters:
        """Where platforms count what happens to updates."""
        ...

    def menu(self, scope: Scope = "private", language: str = "") -> Sequence[MenuItem]:
        """The commands that a menu shows there, in help's order; `language` is a BCP 47 tag."""
        ...

    def changes(self, text: str) -> bool:
        """Whether this text asks for a change, so that the platform must find out who may do that.

        It looks nothing up.
        """
        ...

    def answer(self, request: Request) -> Card:
        """The reply; never raises for anything that a user can type."""
        ...

    def snippets(self, request: Request) -> Sequence[Snippet]:
        """What can be offered on the words of a request, best first; without words what comes next.

        Never raises for anything that a user can type.
        """
        ...

    def tongue(self, request: Request) -> Tongue:
        """The language in which whoever asks is spoken to there."""
        ...

    def choices(self, address: Address) -> State:
        """What a chat has chosen: its subscriptions and preferences."""
        ...

    def once(self, address: Address, what: str) -> bool:
        """Write down that something happened in a chat; whether it had not happened before."""
        ...

    def happened(self, address: Address, what: str) -> bool:
        """Whether something was written down by `once`."""
        ...

    def remember(self, address: Address, command: str, actor: str = "") -> str:
        """A short name (at most 24 ASCII characters, starting with `~`) that `answer` takes as `command`.

        It is this chat's alone, and where there is an `actor` this person's alone.
        """
        ...

    def meant(self, address: Address, text: str) -> str:
        """The command that a short name stands for in a chat; any other text as it is."""
        ...

    def moved(self, old: Address, new: Address) -> None:
        """A chat got a new address (a Telegram group became a supergroup): carry over what it has."""
        ...

    def gone(self, address: Address, why: str) -> None:
        """A chat can't be reached any more: keep its subscriptions, inactive, with the reason."""
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
