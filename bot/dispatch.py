"""The front desk: a request comes in, a card goes out, whatever was typed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from bot import words
from bot.arguments import BadArgument
from bot.card import Action, Card
from bot.command import Call, Command, Context, Defaults
from bot.counting import Counters
from bot.grammar import nearest, parse, tidy, typed
from bot.mailbox import Mailbox
from bot.ports import Mail, MenuItem, Request, Scope, Snippet
from bot.proof import proved
from bot.rights import person
from bot.views import replies
from briefings.choices import State
from briefings.model import Address
from briefings.tongue import SOURCE, Tongue, _, several, speaking, spoken
from storage.store import Store

LANG = "lang"
"""The key by which any command is answered in another language."""

_LOG = logging.getLogger(__name__)


@cache
def _register() -> dict[str, Command]:
    """The commands by verb, in help's order; a process that nobody writes to never imports them."""
    from bot.commands import COMMANDS

    return {command.verb: command for command in COMMANDS}


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    """The keys that each verb takes, among them the language of the reply."""
    return {verb: (*command.keys, LANG) for verb, command in _register().items()}


@cache
def _also() -> dict[str, str]:
    """Verbs by the other names that people type for them."""
    return {name.casefold(): command.verb for command in _register().values() for name in command.also}


def _parsed(text: str) -> Call:
    return parse(text, _keys(), _also())


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

    def menu(self, scope: Scope = "private", language: str = "") -> Sequence[MenuItem]:
        """The commands that a menu shows there, in help's order; `language` is a BCP 47 tag."""
        with speaking(words.tongue(language or self._defaults.language)):
            return tuple(
                MenuItem(one.verb, _(one.summary), _(one.usage), one.group)
                for one in _register().values()
                if one.shown(scope)
            )

    def changes(self, text: str) -> bool:
        """Whether the answer depends on who may change things here; a short name may stand for anything."""
        if text.strip().startswith("~"):
            return True
        command = _register()[_parsed(text).verb]
        return command.personal or command.needs == "admin"

    def answer(self, request: Request) -> Card:
        """The reply, each of its lines proved as it leaves; never raises for anything that can be typed."""
        try:
            context = self._context(request)
            with speaking(words.tongue(_language(context))):
                return self._answer(context)
        except Exception:
            reference = secrets.token_hex(4)
            _LOG.exception("desk: a request could not be answered, reference %s", reference)
            with speaking(words.tongue(request.wanted or self._defaults.language)):
                return _tagged(replies.broken(reference))

    def snippets(self, request: Request) -> Sequence[Snippet]:
        """Facts on the words of a request, each proved as it leaves; without words what comes next."""
        # only who is asked so needs it
        from bot.snippets import snippets

        context = self._context(request)
        with speaking(words.tongue(_language(context))):
            found = snippets(context, request.text)
            return tuple(replace(each, card=_tagged(each.card)) for each in found)

    def tongue(self, request: Request) -> Tongue:
        """What was asked for, else what the chat chose, the asker's own in private, the installation's."""
        return words.tongue(_language(self._context(request)))

    def _context(self, request: Request) -> Context:
        return Context(request, self._store, self._defaults, tuple(_register().values()))

    def choices(self, address: Address) -> State:
        """What a chat has chosen."""
        return self._store.journal.state(address)

    def once(self, address: Address, what: str) -> bool:
        """Write down that something happened in a chat; whether it had not happened before."""
        return self._store.notes.once(address, what, self._clock())

    def happened(self, address: Address, what: str) -> bool:
        """Whether something was written down by `once`."""
        return self._store.notes.happened(address, what)

    def remember(self, address: Address, command: str, actor: str = "") -> str:
        """A short name for this command in this chat, and where there is an `actor` for this person alone."""
        return self._store.notes.remember(address, command, self._clock(), actor)

    def meant(self, address: Address, text: str) -> str:
        """The command that a short name stands for in a chat; any other text as it is."""
        if not text.startswith("~"):
            return text
        note = self._store.notes.recall(address, text, self._clock())
        return note.command if note else text

    def moved(self, old: Address, new: Address) -> None:
        """A chat got a new address: what it has goes with it."""
        self._store.subscriptions.move(old, new)

    def gone(self, address: Address, why: str) -> None:
        """A chat can't be reached any more: its subscriptions sleep, with the reason."""
        self._store.subscriptions.deactivate(address, why)

    def _answer(self, context: Context) -> Card:
        request = context.request
        text = request.text.strip()
        if text.startswith("~") and " " not in text:
            note = self._store.notes.recall(request.address, text, self._clock())
            if note is None:
                return _tagged(replies.expired())
            if note.actor and note.actor != request.actor.id:
                return _tagged(replies.not_your_menu())
            text = note.command
        call = _parsed(text)
        with speaking(words.tongue(words.known(call.key(LANG) or "") or spoken())):
            return _tagged(self._reply(replace(context, request=replace(request, text=text)), call))

    def _reply(self, context: Context, call: Call) -> Card:
        """The reply to a call, in the language that is spoken."""
        text = context.request.text
        command = _register()[call.verb]
        try:
            _speakable(call)
            return _doubt(text, call, command, context) or self._run(command, context, call)
        except BadArgument as bad:
            return _argument(text, bad)

    def _run(self, command: Command, context: Context, call: Call) -> Card:
        """What the command says, if the asker may ask it; its marks are kept for `source 2`."""
        request = context.request
        if not context.may(command):
            return self._refused(command, context)
        card = proved(command.run(context, call), self._store)
        if command.cites and card.numbers:
            self._store.notes.set_marks(request.address, tuple(card.numbers))
        return self._owned(card, request) if card.own else card

    def _refused(self, command: Command, context: Context) -> Card:
        """Who may not is told who may; tries at what is for staff are written down, without a name."""
        request = context.request
        if command.needs in {"editor", "operator"}:
            reference = secrets.token_hex(4)
            passed_on = ", forwarded" if request.forwarded else ""
            who = self._store.secrets.alias(person(request))
            _LOG.warning(
                "desk: %s was refused to %s on %s in a %s chat%s, reference %s",
                *(command.verb, who, request.address.platform, request.chat, passed_on, reference),
            )
            return replies.for_staff(command, person(request), request.chat, reference)
        if request.forwarded:
            return replies.passed_on(command)
        return replies.not_yours(command, request.chat, context.preferences.who == "listed")

    def _owned(self, card: Card, request: Request) -> Card:
        """In company each button of a card that is one person's becomes a name that only they can use.

        Who hides behind the chat would not be known again.
        """
        if request.chat == "private" or request.actor.hidden:
            return card
        typed = tuple(each.command for each in card.actions)
        names = self._store.notes.remember_all(request.address, typed, self._clock(), request.actor.id)
        named = (replace(each, command=name) for each, name in zip(card.actions, names, strict=True))
        return replace(card, actions=tuple(named))


def _language(context: Context) -> str:
    """The language of whoever asks, by its tag."""
    request = context.request
    if wanted := words.known(request.wanted):
        return wanted
    if chosen := words.known(context.preferences.language):
        return chosen
    own = words.known(request.language) if request.chat == "private" else None
    return own or context.defaults.language


def _tagged(card: Card) -> Card:
    """A card with the language that it was made in."""
    return card if card.language or spoken() == SOURCE else replace(card, language=spoken())


def _speakable(call: Call) -> None:
    """Refuse a language that is not spoken here."""
    asked = call.key(LANG)
    if asked is not None and words.known(asked) is None:
        now = _("Type one of these: {keys}.").format(keys=several(f"{LANG}:{tag}" for tag in words.LANGUAGES))
        raise BadArgument(LANG, asked, _("is no language that is spoken here."), now)


def _doubt(text: str, call: Call, command: Command, context: Context) -> Card | None:
    """A question back where what was typed is nearly, but not quite, something we know."""
    if call.guess and (len(call.raw.split()) == 1 or tidy(text).startswith("/")):
        first, _space, rest = call.raw.partition(" ")
        return replies.mistyped(first, call.guess, rest, context.typed(_(_register()[call.guess].usage)))
    for piece in call.odd:
        name, _colon, value = piece.partition(":")
        meant = nearest(name, command.keys)
        if meant or command.changes:
            better = tidy(text).lstrip("/").replace(piece, f"{meant}:{value}", 1)
            return replies.odd_key(piece, meant, better, command, context.typed(_(command.usage)))
    return None


def _argument(text: str, bad: BadArgument) -> Card:
    """A value that can't be meant, with the one that probably was."""
    if bad.better is None:
        return replies.fault(str(bad), bad.now)
    call = _parsed(text)
    if call.key(bad.key) is None:
        # the verb itself stands for the key
        better = tidy(text).lstrip("/").replace(bad.value, bad.better, 1)
    else:
        better = typed(call, **{bad.key: bad.better})
    use = Action(_("Use {value}").format(value=bad.better), better, "primary")
    return replies.fault(str(bad), bad.now, (use, replies.helping()))
