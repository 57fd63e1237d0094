"""What people do in views: the App Home that they open and press, the forms that they fill in and send."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.card import Action, Card, Heading, Line, Notice, Paragraph, text
from bot.platforms.slack import forms
from bot.platforms.slack.conversation import Conversation, Deed
from bot.platforms.slack.faults import Expired, Outrun
from bot.platforms.slack.forms import Place
from bot.platforms.slack.home import HIDE, home
from bot.platforms.slack.incoming import Asked
from bot.platforms.slack.render import payloads
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.views import Views
from bot.ports import DeliveryError, Desk, Request
from bot.words import tongue
from briefings.tongue import _, speaking, spoken

log = logging.getLogger(__name__)

WELCOMED, HIDDEN = "slack: welcomed", "slack: welcome hidden"
"""What is written down of a person's direct messages."""


class Host:
    """Shows views; what is typed in them goes to the desk like anything that is typed."""

    def __init__(
        self,
        desk: Desk,
        conversation: Conversation,
        sender: Sender,
        views: Views,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._conversation = conversation
        self._sender = sender
        self._views = views
        self._clock = clock

    def opening_home(self, asked: Asked, hash: str, *, seen: bool) -> Deed:
        """The deed of showing somebody's App Home, if that is what they opened (`seen`), and of welcoming."""

        async def work() -> None:
            if seen:
                await self._publish(asked, None, hash)
            if await asyncio.to_thread(self._desk.once, asked.address, WELCOMED):
                await self._welcome(asked)

        return Deed(work, again=True)

    def pressing(self, asked: Asked) -> Deed:
        """The deed of answering what was pressed, or sent by a form, in the App Home."""
        return Deed(lambda: self._serve(asked))

    def hiding(self, asked: Asked, *, at_home: bool) -> Deed:
        """The deed of not showing the welcome again."""

        async def work() -> None:
            await asyncio.to_thread(self._desk.once, asked.address, HIDDEN)
            if at_home:
                await self._publish(asked, None)
                return
            request = await self._conversation.request(asked)
            with speaking(self._desk.tongue(request)):
                card = _hidden()
            await self._conversation.bring(asked, card, payloads(card))

        return Deed(work, again=True)

    async def open_form(self, name: str, trigger: str, asked: Asked, place: Place) -> None:
        """Open a form at once, and fill it when the store has told what was chosen."""
        try:
            shown = await self._views.open(trigger, forms.loading(name))
            await self._views.update(shown, await self._filled(name, asked, place))
        except Outrun:
            return
        except DeliveryError as error:
            log.info("A form was not shown: %s", error.why)
            await self._apologise(name, asked, place, late=isinstance(error, Expired))

    def check(
        self, name: str, view: Mapping[str, Any], asked: Asked, place: Place
    ) -> tuple[str, forms.Errors]:
        """The command that a form says, and what is wrong by field, in the form's language; asks nobody."""
        request = Request(asked.address, asked.actor, "", self._clock(), asked.chat)
        with speaking(tongue(place.language)):
            return forms.read(name, view, request)

    async def _filled(self, name: str, asked: Asked, place: Place) -> dict[str, Any]:
        """The form with what was chosen, or why it can't be filled."""
        try:
            request = await self._conversation.request(asked)
            return await asyncio.to_thread(self._form, name, request, place)
        except Exception as error:
            log.error("A form could not be filled (%s).", type(error).__name__)
            return forms.trouble(name)

    def _form(self, name: str, request: Request, place: Place) -> dict[str, Any]:
        with speaking(self._desk.tongue(request)):
            return forms.form(name, self._desk.choices(request.address), request, place)

    async def _serve(self, asked: Asked) -> None:
        """Show what became of a change in the App Home itself, and anything else as a message."""
        request = await self._conversation.request(asked)
        card = await asyncio.to_thread(self._desk.answer, request)
        if card.instead or await asyncio.to_thread(self._desk.changes, asked.text):
            await self._publish(asked, card)
            return
        messages = await asyncio.to_thread(payloads, card, name_for=self._namer(asked))
        await self._conversation.bring(asked, card, messages)

    async def _publish(self, asked: Asked, notice: Card | None, hash: str = "") -> None:
        """Show the App Home, above it what is to be said first; else that is said as a message."""
        try:
            await self._show(asked, notice, hash)
        except DeliveryError as error:
            log.warning("An App Home was not shown: %s", error.why)
            if notice is not None:
                messages = await asyncio.to_thread(payloads, notice, name_for=self._namer(asked))
                await self._conversation.bring(asked, notice, messages)

    async def _show(self, asked: Asked, notice: Card | None, hash: str) -> None:
        """Publish; who was shown another one meanwhile sees this one, made anew."""
        request = await self._conversation.request(asked)
        view = await asyncio.to_thread(self._home, request, asked, notice)
        try:
            await self._views.publish(asked.actor.id, view, hash)
        except Outrun:
            view = await asyncio.to_thread(self._home, request, asked, notice)
            await self._views.publish(asked.actor.id, view)

    def _home(self, request: Request, asked: Asked, notice: Card | None) -> dict[str, Any]:
        welcome = not self._desk.happened(asked.address, HIDDEN)
        first = self._desk.answer(replace(request, text="start"))
        cards = [first if welcome else replace(first, actions=())]
        known = {item.verb for item in self._desk.menu("private", request.language)}
        told = (verb for verb in ("subs", "settings") if verb in known)
        cards += [self._desk.answer(replace(request, text=verb)) for verb in told]
        if notice is not None:
            cards.insert(0, notice)
        with speaking(self._desk.tongue(request)):
            return home(cards, asked.address.channel, self._namer(asked), welcome=welcome and notice is None)

    async def _welcome(self, asked: Asked) -> None:
        """Greet somebody in their direct messages, once."""
        request = await self._conversation.request(replace(asked, text="start"))
        card = await asyncio.to_thread(self._desk.answer, request)
        with speaking(self._desk.tongue(request)):
            more = ((HIDE, Action(_("Don't show again"), "start")),)
            messages = payloads(card, name_for=self._namer(asked), more=more)
        try:
            await self._sender.post(asked.address, messages)
        except DeliveryError as error:
            log.warning("A greeting did not arrive: %s", error.why)

    async def _apologise(self, name: str, asked: Asked, place: Place, *, late: bool) -> None:
        request = await self._conversation.request(asked)
        with speaking(self._desk.tongue(request)):
            card = _not_shown(name, late)
            messages = payloads(card, form=name)
        if place.home:
            await self._publish(asked, card)
        else:
            await self._conversation.bring(asked, card, messages)

    def _namer(self, asked: Asked) -> Callable[[str], str]:
        return lambda command: self._desk.remember(asked.address, command)


def _hidden() -> Card:
    words = _("The welcome is not shown again. Help says what you can type; subs says what you get.")
    actions = (Action(_("Help"), "help"), Action(_("What this chat gets"), "subs"))
    blocks = (Heading(_("All right")), Paragraph(Line(text(words))))
    return Card(blocks, actions, instead=True, language=spoken())


def _not_shown(name: str, late: bool) -> Card:
    """Why a form was not shown, and the way that needs none."""
    why = _("Slack gives a form three seconds to open, and they had passed.")
    if not late:
        why = _("Slack would not show this form.")
    now = _("Press once more, or type it instead.")
    label = _("Settings") if name == "settings" else _("Subscribe")
    blocks = (Notice("warning", Line(text(why))), Paragraph(Line(text(now))))
    return Card(blocks, (Action(label, name),), language=spoken())
