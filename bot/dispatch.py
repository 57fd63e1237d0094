"""The front desk: a request comes in, a card goes out, whatever was typed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from bot.arguments import BadArgument
from bot.card import Action, Card
from bot.command import Call, Command, Context, Defaults
from bot.counting import Counters
from bot.grammar import nearest, parse, tidy
from bot.mailbox import Mailbox
from bot.ports import Mail, MenuItem, Request
from bot.proof import proved
from bot.views import replies
from briefings.model import Address
from storage.store import Store

_LOG = logging.getLogger(__name__)


@cache
def _register() -> dict[str, Command]:
    """The commands by verb, in help's order; a process that nobody writes to never imports them."""
    from bot.commands import COMMANDS

    return {command.verb: command for command in COMMANDS}


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    """The keys that each verb takes."""
    return {verb: command.keys for verb, command in _register().items()}


class FrontDesk:
    """Answers requests from any platform; `clock` gives the time (aware) for what carries none of its own."""

    def __init__(
        self,
        store: Store,
        defaults: Defaults,
        clock: Callable[[], datetime],
        *,
        mail: Mail | None = None,
        counters: Counters | None = None,
    ) -> None:
        self._store = store
        self._defaults = defaults
        self._clock = clock
        self.mail = mail or Mailbox(store.inbox, clock)
        self.counters = counters or Counters()

    @property
    def menu(self) -> Sequence[MenuItem]:
        """The commands in help's order."""
        return tuple(MenuItem(command.verb, command.summary) for command in _register().values())

    def changes(self, text: str) -> bool:
        """Whether the answer depends on who may change things here; a short name may stand for anything."""
        if text.strip().startswith("~"):
            return True
        command = _register()[parse(text, _keys()).verb]
        return command.changes or command.personal

    def answer(self, request: Request) -> Card:
        """The reply, each of its lines proved as it leaves; never raises for anything that can be typed."""
        try:
            return self._answer(request)
        except Exception:
            reference = secrets.token_hex(4)
            _LOG.exception("desk: a request could not be answered, reference %s", reference)
            return replies.broken(reference)

    def remember(self, address: Address, command: str) -> str:
        """A short name that stands for this command in this chat."""
        return self._store.notes.remember(address, command, self._clock())

    def moved(self, old: Address, new: Address) -> None:
        """A chat got a new address: what it has goes with it."""
        self._store.subscriptions.move(old, new)

    def gone(self, address: Address, why: str) -> None:
        """A chat can't be reached any more: its subscriptions sleep, with the reason."""
        self._store.subscriptions.deactivate(address, why)

    def _answer(self, request: Request) -> Card:
        text = request.text.strip()
        if text.startswith("~") and " " not in text:
            remembered = self._store.notes.recall(request.address, text)
            if remembered is None:
                return replies.expired()
            text = remembered
        call = parse(text, _keys())
        command = _register()[call.verb]
        context = Context(
            replace(request, text=text), self._store, self._defaults, tuple(_register().values())
        )
        try:
            return _doubt(text, call, command, context) or self._run(command, context, call)
        except BadArgument as bad:
            return _argument(text, bad)

    def _run(self, command: Command, context: Context, call: Call) -> Card:
        """What the command says, if the asker may ask it; its marks are kept for `source 2`."""
        request = context.request
        if command.changes and not context.may_change:
            return replies.not_yours(command, request.chat)
        card = proved(command.run(context, call), self._store)
        if command.cites and card.numbers:
            self._store.notes.set_marks(request.address, tuple(card.numbers))
        return card


def _doubt(text: str, call: Call, command: Command, context: Context) -> Card | None:
    """A question back where what was typed is nearly, but not quite, something we know."""
    if call.guess and (len(call.raw.split()) == 1 or tidy(text).startswith("/")):
        typed, _, rest = call.raw.partition(" ")
        return replies.mistyped(typed, call.guess, rest, context.typed(_register()[call.guess].usage))
    for piece in call.odd:
        name, _, value = piece.partition(":")
        meant = nearest(name, command.keys)
        if meant or command.changes:
            better = tidy(text).lstrip("/").replace(piece, f"{meant}:{value}", 1)
            return replies.odd_key(piece, meant, better, command, context.typed(command.usage))
    return None


def _argument(text: str, bad: BadArgument) -> Card:
    """A value that can't be meant, with the one that probably was."""
    if bad.better is None:
        return replies.fault(str(bad), bad.now)
    typed, piece = tidy(text).lstrip("/"), f"{bad.key}:{bad.value}"
    if piece in typed:
        better = typed.replace(piece, f"{bad.key}:{bad.better}", 1)
    else:
        # the verb itself stands for the key
        better = typed.replace(bad.value, bad.better, 1)
    return replies.fault(str(bad), bad.now, (Action(f"Use {bad.better}", better, "primary"), replies.HELP))
