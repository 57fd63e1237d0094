"""From Telegram's updates to work in lanes: written down first, then done once."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import counting
from bot.counting import Counters
from bot.platforms.telegram.addressing import Me
from bot.platforms.telegram.conversation import Conversation
from bot.platforms.telegram.fields import Malformed
from bot.platforms.telegram.inline import Inline
from bot.platforms.telegram.lanes import Lanes
from bot.platforms.telegram.updates import (
    KINDS,
    Asked,
    Hosted,
    Incoming,
    Joined,
    Left,
    Moved,
    Pressed,
    Searched,
    kind,
    number,
    read,
)
from bot.receiving import Reception
from storage.inbox import Name, Update

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes updates for one bot (`me`); only what it will act on is kept."""

    reception: Reception
    lanes: Lanes
    talk: Conversation
    inline: Inline
    counters: Counters
    me: Me

    async def take(self, batch: Sequence[tuple[int, Any]]) -> None:
        """Write down a batch of updates with their ids, then put the new ones to work.

        Raises where they can't be written: then nothing was done, and they must be fetched again.
        """
        meant = [(id, incoming, body) for id, update in batch for incoming, body in self._read(id, update)]
        if not meant:
            return
        names = [Name("telegram", str(self.me.id), str(id)) for id, _, _ in meant]
        new = await self.reception.receive(
            [Update(name, body) for name, (_, _, body) in zip(names, meant, strict=True)]
        )
        for name, fresh, (id, incoming, _) in zip(names, new, meant, strict=True):
            if fresh:
                await self._put(name, id, incoming)

    @property
    def full(self) -> bool:
        """Whether so much waits that an update is better brought later."""
        return self.lanes.full

    async def bring(self, body: bytes) -> None:
        """Take one update as it came over the wire; one that can't be read is counted and dropped.

        Raises where it can't be written down: then it must come again.
        """
        try:
            update = json.loads(body)
            id = number(update)
        except (Malformed, ValueError, RecursionError) as error:
            self.skip(type(error).__name__)
            return
        await self.take([(id, update)])

    async def again(self, update: Update) -> None:
        """Put an update to work that was written down and left."""
        try:
            content = json.loads(update.body)
            id, incoming = number(content), read(content, self.me)
        except (Malformed, ValueError, RecursionError):
            incoming = None
        if incoming is None:
            self.reception.settle(update.name, "it can't be read any more")
        else:
            await self._put(update.name, id, incoming)

    def skip(self, why: str) -> None:
        """Count an update that can't be read."""
        self.counters.add(counting.MALFORMED)
        count = self.counters[counting.MALFORMED]
        _LOG.warning("telegram: skipped a malformed update (%s), %d so far", why, count)

    def _read(self, id: int, update: Any) -> list[tuple[Incoming, str]]:
        """What an update means, with its text for the inbox; nothing where nothing of it must be kept."""
        try:
            incoming = read(update, self.me)
            body = json.dumps(update)
        except (Malformed, ValueError, RecursionError) as error:
            self.skip(f"{id}: {error}")
            return []
        if incoming is None:
            self.counters.add(counting.IGNORED if kind(update) in KINDS else counting.UNKNOWN)
            return []
        if isinstance(incoming, Searched):
            self.inline.take(incoming)
            return []
        return [(incoming, body)]

    async def _put(self, name: Name, id: int, incoming: Incoming) -> None:
        # what only writes down where a chat is can be done again, what answers can't
        again = isinstance(incoming, Moved | Left)

        async def work() -> None:
            await self.reception.deal(name, lambda: self.talk.take(id, incoming), again=again)

        if not await self.lanes.put(_lane(incoming), work):
            self.counters.add(counting.DROPPED)
            self.reception.settle(name, "its chat asked too fast")


def _lane(incoming: Incoming) -> str:
    """What must stay in order: everything of one chat."""
    match incoming:
        case Asked() | Left():
            return incoming.address.channel
        case Joined():
            return incoming.asked.address.channel
        case Hosted():
            return incoming.host.address.channel
        case Moved():
            return incoming.old.channel
        case Pressed():
            return incoming.press
        case Searched():
            return incoming.id
