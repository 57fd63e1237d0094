"""A chat with the front desk: what is typed, what comes back, which buttons are pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.card import Action, Card
from bot.dispatch import FrontDesk
from bot.ports import ChatKind
from briefings.choices import State
from briefings.model import Address
from storage.store import Store
from tests.unit.bot.harbour import AT, CHAT, desk, request
from tests.unit.bot.test_dispatch import words


class Chat:
    """One chat; it keeps the last card, whose buttons can be pressed by their label."""

    def __init__(self, store: Store, address: Address = CHAT, chat: ChatKind = "private") -> None:
        self.store, self.address, self.chat = store, address, chat
        self.desk: FrontDesk = desk(store)
        self.at: datetime = AT
        self.card = Card(())

    def type(self, typed: str, admin: bool = False) -> str:
        """What is said back."""
        self.card = self.desk.answer(request(typed, self.address, self.chat, admin, self.at))
        return words(self.card)

    def press(self, label: str, admin: bool = False) -> str:
        """Press a button of the last card as platforms do, by a short name for its command."""
        action = self.button(label)
        return self.type(self.desk.remember(self.address, action.command), admin)

    def button(self, label: str) -> Action:
        """The button of the last card with this label."""
        return next(action for action in self.card.actions if action.label == label)

    @property
    def labels(self) -> list[str]:
        """The labels of the last card's buttons."""
        return [action.label for action in self.card.actions]

    @property
    def commands(self) -> list[str]:
        """What the last card's buttons type."""
        return [action.command for action in self.card.actions]

    @property
    def state(self) -> State:
        """All that the chat chose."""
        return self.store.journal.state(self.address)


def bare(state: State) -> State:
    """A state without what is another chat's own: ids, addresses."""
    every = (
        replace(one, id=0, address=CHAT, planned=None, begins=None, former=()) for one in state.subscriptions
    )
    return replace(state, subscriptions=tuple(every))
