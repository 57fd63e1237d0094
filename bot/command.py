"""What a command is: one file in `commands/` makes one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal
from zoneinfo import ZoneInfo

from bot.card import Card
from bot.ports import Request, Scope
from bot.rights import NOBODY, Role, Staff, may_change
from briefings.milestones import USUAL, Reckoning
from briefings.preferences import Preferences
from briefings.slots import local_day
from briefings.tongue import SOURCE
from storage.store import Store

Group = Literal["read", "ask", "manage", "about"]
"""What a command is for: where help lists it."""
EVERYWHERE: tuple[Scope, ...] = ("private", "group", "admins")
PRESSED = frozenset({"confirm", "later", "lead", "of", "part", "ref"})
"""Keys that only buttons use."""
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
    """This installation's choices: zone (IANA), hour and language of chats that made none.

    `reckoning` is how days are counted, `staff` are the people who may do more than others.
    """

    zone: str = "Asia/Shanghai"
    hour: time = time(9, 0)
    reckoning: Reckoning = USUAL
    staff: Staff = NOBODY
    language: str = SOURCE


@dataclass(frozen=True, slots=True)
class Context:
    """All that a command is given: the request, the store, the defaults and the register (for help)."""

    request: Request
    store: Store
    defaults: Defaults
    register: tuple[Command, ...]
    _chosen: list[Preferences] = field(default_factory=list, repr=False, compare=False)

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
        return may_change(self.request, self.preferences)

    @property
    def preferences(self) -> Preferences:
        """What this chat chose as a whole, before the request changes anything; looked up once a request."""
        if not self._chosen:
            self._chosen.append(self.store.preferences.of(self.request.address))
        return self._chosen[0]

    def may(self, command: Command) -> bool:
        """Whether the asker may use a command here."""
        if command.needs in {"editor", "operator"}:
            return self.defaults.staff.has(self.request, command.needs)
        return command.needs == "reader" or self.may_change

    def typed(self, command: str) -> str:
        """A command as people type it where they are: `/search fund`, `/brief search fund`."""
        return PREFIXES.get(self.request.address.platform, "/") + command


@dataclass(frozen=True, slots=True)
class Command:
    """A verb, what it does in one line, how it is typed, and the function that answers.

    `keys` are the `key:` names that it takes; `changes` marks commands that change what a chat gets
    (in groups only its admins may); `personal` marks those whose reply depends on who may.
    `cites` says that its reply gives the marks that `source 2` means.
    `role` is who may use it, `group` where help lists it, `menu` where menus show it to those who may.
    `also` are other names that people type for it, in any language.
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
    role: Role = "reader"
    group: Group = "manage"
    menu: tuple[Scope, ...] = EVERYWHERE
    also: tuple[str, ...] = ()

    @property
    def told_keys(self) -> tuple[str, ...]:
        """The keys that people type; some are the buttons' own."""
        return tuple(key for key in self.keys if key not in PRESSED)

    @property
    def needs(self) -> Role:
        """Whose it is: what changes a chat is its admins' at the least."""
        return "admin" if self.changes and self.role == "reader" else self.role

    def shown(self, scope: Scope) -> bool:
        """Whether a menu shows it there: staff know what they may do, and no menu can tell who they are."""
        may = self.needs == "reader" or (self.needs == "admin" and scope != "group")
        return may and scope in self.menu
