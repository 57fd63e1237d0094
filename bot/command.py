"""What a command is: one file in `commands/` makes one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from storage.store import Store

from bot.card import Card
from bot.ports import Request


@dataclass(frozen=True, slots=True)
class Call:
    """What was typed, taken apart: `verb words key:value +must -mustnot "a phrase"`."""

    verb: str
    words: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    raw: str = ""

    @property
    def topic(self) -> str:
        """Words and phrases as one string, in the order typed."""
        return self.raw

    def key(self, name: str) -> str | None:
        """The value of `name:`, the last one where it stands twice."""
        return dict(self.keys).get(name)


@dataclass(frozen=True, slots=True)
class Defaults:
    """This installation's choices for chats that made none: zone (IANA) and hour of the digest."""

    zone: str = "Asia/Shanghai"
    hour: time = time(9, 0)


@dataclass(frozen=True, slots=True)
class Context:
    """All that a command is given: the request, the store, the defaults and the register (for help)."""

    request: Request
    store: Store
    defaults: Defaults
    register: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A verb, what it does in one line, how it is typed, and the function that answers.

    `keys` are the `key:` names that it takes; `changes` marks commands that change what a chat gets
    (in groups only its admins may).
    """

    verb: str
    summary: str
    usage: str
    run: Callable[[Context, Call], Card]
    keys: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    changes: bool = False
