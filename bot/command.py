"""What a command is: one file in `commands/` makes one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.card import Card
from bot.ports import Request
from briefings.milestones import USUAL, Reckoning
from briefings.slots import local_day
from storage.store import Store

PREFIXES = {"slack": "/brief ", "terminal": ""}
"""What people type before a verb where it is not the plain slash."""


@dataclass(frozen=True, slots=True)
class Call:
    """What was typed, taken apart: `verb words key:value +must -mustnot "a phrase"`.

    `firm` are those of the phrases that stand behind a plus. `raw` is everything but verb and keys, in the
    order typed, without the quotation marks. `odd` are words that look like keys (`hour:10`) of a name that
    this verb does not take. `guess` is the known verb that the first word comes near, where that word is
    none; `verb` is then `brief`.
    """

    verb: str
    words: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    raw: str = ""
    odd: tuple[str, ...] = ()
    guess: str | None = None

    @property
    def topic(self) -> str:
        """Words and phrases as one string, in the order typed."""
        return self.raw

    def key(self, name: str) -> str | None:
        """The value of `name:`, the last one where it stands twice."""
        return dict(self.keys).get(name)


@dataclass(frozen=True, slots=True)
class Defaults:
    """This installation's choices: zone (IANA) and hour of chats that made none, how days are counted."""

    zone: str = "Asia/Shanghai"
    hour: time = time(9, 0)
    reckoning: Reckoning = USUAL


@dataclass(frozen=True, slots=True)
class Context:
    """All that a command is given: the request, the store, the defaults and the register (for help)."""

    request: Request
    store: Store
    defaults: Defaults
    register: tuple[Command, ...]

    @property
    def today(self) -> date:
        """The civil day on which the request was made, in this installation's zone."""
        return self.request.at.astimezone(ZoneInfo(self.defaults.zone)).date()

    @property
    def local_day(self) -> date:
        """The civil day in this chat's own zone: that of its oldest subscription, else the installation's."""
        held = self.store.subscriptions.of(self.request.address)
        return local_day(self.request.at, held[0].zone if held else self.defaults.zone)

    @property
    def reckoning(self) -> Reckoning:
        """How this installation counts days."""
        return self.defaults.reckoning

    @property
    def may_change(self) -> bool:
        """Whether the asker may change what this chat gets: anyone in private, else those who run it."""
        return self.request.chat == "private" or self.request.actor.admin

    def typed(self, command: str) -> str:
        """A command as people type it where they are: `/search fund`, `/brief search fund`."""
        return PREFIXES.get(self.request.address.platform, "/") + command


@dataclass(frozen=True, slots=True)
class Command:
    """A verb, what it does in one line, how it is typed, and the function that answers.

    `keys` are the `key:` names that it takes; `changes` marks commands that change what a chat gets
    (in groups only its admins may); `personal` marks those whose reply depends on who may.
    `cites` says that its reply gives the marks that `source 2` means.
    """

    verb: str
    summary: str
    usage: str
    run: Callable[[Context, Call], Card]
    keys: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    changes: bool = False
    cites: bool = True
    personal: bool = False
