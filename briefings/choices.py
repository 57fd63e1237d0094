"""All that a chat chose: what is exported, imported, and brought back by an undo."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.model import Subscription
from briefings.preferences import USUAL, Preferences


@dataclass(frozen=True, slots=True)
class State:
    """A chat's subscriptions and preferences at one time."""

    subscriptions: tuple[Subscription, ...] = ()
    preferences: Preferences = USUAL
