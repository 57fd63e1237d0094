"""All that a chat chose: what is exported, imported, and brought back by an undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefings.model import Subscription
from briefings.preferences import USUAL, Preferences


@dataclass(frozen=True, slots=True)
class State:
    """A chat's subscriptions and preferences at one time."""

    subscriptions: tuple[Subscription, ...] = ()
    preferences: Preferences = USUAL


@dataclass(frozen=True, slots=True)
class Change:
    """A change that can be undone: its number in its chat, the command that made it, and what was before.

    `actor` is the id of who made it, `at` (aware) when.
    """

    number: int
    what: str
    before: State
    actor: str
    at: datetime
