"""What this process counts of its own sending: outcomes and seconds, by platform."""

from __future__ import annotations

import logging
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from bot.card import Card
from bot.ports import DeliveryError, Desk, Platform
from briefings.model import Address

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds in seconds of the classes that the lengths of sends are counted in."""

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Meter:
    """Counts that only grow, from any thread."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By platform and outcome."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Of all sends together, by platform."""
    classes: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By platform and class of length; the class after the last bound is that of the longest."""
    refused: dict[str, str] = field(default_factory=dict)
    """Platforms that refuse our credentials, and what they said."""
    _lock: Lock = field(default_factory=Lock)

    def sent(self, platform: str, outcome: str, seconds: float) -> None:
        """One try to send, and how long it took."""
        with self._lock:
            self.outcomes[platform, outcome] += 1
            self.seconds[platform] = self.seconds.get(platform, 0.0) + seconds
            self.classes[platform, bisect_left(BOUNDS, seconds)] += 1

    def snapshot(self) -> Meter:
        """The counts of this moment."""
        with self._lock:
            counts = (Counter(self.outcomes), dict(self.seconds), Counter(self.classes))
            return Meter(*counts, dict(self.refused))


class Metered:
    """A platform whose sends are counted, and logged for whoever debugs."""

    def __init__(self, platform: Platform, meter: Meter) -> None:
        self.name = platform.name
        self._platform = platform
        self._meter = meter

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        """Send a card, as the platform does."""
        began, outcome = time.monotonic(), "broken"
        try:
            id = await self._platform.send(address, card, name=name)
            outcome = "sent"
            self._meter.refused.pop(self.name, None)
            return id
        except DeliveryError as fault:
            outcome = meaning(fault)
            if outcome == "off":
                self._meter.refused[self.name] = fault.why
            raise
        finally:
            seconds = time.monotonic() - began
            self._meter.sent(self.name, outcome, seconds)
            _LOG.debug("delivery: %s %s in %.3f s", name or address, outcome, seconds)

    async def open(self) -> None:
        """Connect, as the platform does."""
        await self._platform.open()

    async def listen(self, desk: Desk) -> None:
        """Listen, as the platform does."""
        await self._platform.listen(desk)

    async def parts(self, card: Card) -> int:
        """How many messages a card takes."""
        return await self._platform.parts(card)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._platform.close()


def metered(platforms: Mapping[str, Platform], meter: Meter) -> dict[str, Platform]:
    """These platforms, their sends counted."""
    return {name: Metered(platform, meter) for name, platform in platforms.items()}


def meaning(fault: DeliveryError) -> str:
    """What a message that did not go out is counted as."""
    kinds = (
        ("moved", fault.moved is not None),
        ("unreachable", fault.permanent),
        ("off", fault.off),
        ("slowed", fault.retry_after is not None),
        ("ambiguous", fault.ambiguous),
        ("refused", fault.refused),
    )
    return next((word for word, so in kinds if so), "failed")
