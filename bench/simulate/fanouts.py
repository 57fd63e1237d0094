"""Who is to be reached: lanes of one rate, and the fan-outs that are asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace

WORKSPACES = 50_000
WORKSPACE_CAP = 3.0
"""Messages a second into one Slack workspace: nine tenths of a cap, unpublished, taken as 200 a minute."""
FREE, PAID = 27.0, 900.0
"""Telegram messages a second of one bot, nine tenths of its limits."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """So many lanes with so many messages each, that leave at `rate` a second and lane."""

    name: str
    lanes: int
    each: int
    rate: float

    @property
    def messages(self) -> int:
        """Messages of all of them."""
        return self.lanes * self.each


@dataclass(frozen=True, slots=True)
class Fanout:
    """One digest to everybody."""

    name: str
    lanes: tuple[Lanes, ...]

    @property
    def messages(self) -> int:
        """Messages of the whole digest."""
        return sum(group.messages for group in self.lanes)

    def times(self, factor: int) -> Fanout:
        """The same with so many times the subscribers: a bot stays one lane, Slack has more workspaces."""
        grown = (
            replace(one, each=one.each * factor) if one.lanes == 1 else replace(one, lanes=one.lanes * factor)
            for one in self.lanes
        )
        return Fanout(self.name, tuple(grown))


def telegram(subscribers: int, rate: float = FREE) -> Lanes:
    """One bot."""
    return Lanes("Telegram", 1, subscribers, rate)


def slack(subscribers: int) -> Lanes:
    """As many workspaces as there are, with one message into each of their channels.

    A channel takes 0.9 a second and gets one message, so that only the workspace's cap counts.
    """
    lanes = max(1, min(WORKSPACES, subscribers))
    return Lanes("Slack", lanes, max(1, subscribers // lanes), WORKSPACE_CAP)


def asked(subscribers: int) -> tuple[Fanout, ...]:
    """The fan-outs of the table."""
    half = subscribers // 2
    return (
        Fanout(f"Telegram, {FREE:g}/s", (telegram(subscribers),)),
        Fanout(f"Telegram, paid broadcast, {PAID:g}/s", (telegram(subscribers, PAID),)),
        Fanout(f"Slack, {WORKSPACES:,} workspaces", (slack(subscribers),)),
        Fanout("half Telegram paid, half Slack", (telegram(half, PAID), slack(half))),
    )
