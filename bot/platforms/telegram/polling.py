"""Long polling that one bad update can't stop, and that nothing makes hammer the server."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import Answered, Unanswered, meaning
from bot.platforms.telegram.fields import Malformed
from bot.platforms.telegram.sending import Sleep
from bot.platforms.telegram.updates import KINDS, number

_LOG = logging.getLogger(__name__)
SLOWEST = 60.0  # seconds between tries at most
UNKEPT = 10.0  # seconds at most where the updates could not be kept: Telegram is there, and people wait
IDLE = 0.2  # seconds after an empty answer, for servers that do not keep it back
SECOND_POLLER = (
    "telegram: %s. Another program takes this bot's updates: stop it, or give this one a bot of its own"
)
WEBHOOK = "telegram: %s. Another program set a webhook for this bot: stop it, then restart this one"


def backoff(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … 60, with jitter."""
    return _jitter(min(SLOWEST, 2.0 ** min(failures - 1, 10)))


def _jitter(seconds: float) -> float:
    """Somewhere around that time, so that programs which failed together don't come back together."""
    return seconds * random.uniform(0.7, 1.3)  # noqa: S311 (no secret hangs on it)


@dataclass(slots=True)
class Poller:
    """Fetches updates and hands them to `take`, in order, with their ids.

    They are fetched again where `take` raises. `skip` is told why an update could not be handed over.
    """

    client: Client
    take: Callable[[list[tuple[int, Any]]], Awaitable[None]]
    skip: Callable[[str], None]
    sleep: Sleep
    seconds: int
    offset: int | None = None
    conflict: str = field(default="", init=False)
    """Why others get our updates, empty while we do."""
    _failures: int = field(default=0, init=False)

    async def run(self) -> None:
        """Poll until cancelled; raises `DeliveryError` where the token is refused.

        A webhook from before is taken away first, and what waits at it comes here.
        """
        await self._unhook()
        while True:
            pause = await self._round()
            if pause:
                await self.sleep(pause)

    async def _unhook(self) -> None:
        """Where this fails, asking for updates tells why."""
        try:
            await self.client.call("deleteWebhook", drop_pending_updates=False)
        except (Answered, Unanswered) as error:
            _LOG.warning("telegram: a webhook could not be taken away (%s)", meaning(error).why)

    async def _round(self) -> float:
        """One request; the seconds to wait before the next one."""
        try:
            updates = await self.client.call(
                "getUpdates",
                patience=self.seconds,
                timeout=self.seconds,
                offset=self.offset,
                allowed_updates=list(KINDS),
            )
        except (Answered, Unanswered) as error:
            return self._failed(error)
        self.conflict = ""
        try:
            if not await self._all(updates if isinstance(updates, list) else [None]):
                return self._backoff()
        except Exception as error:
            _LOG.warning("telegram: updates wait, for they could not be kept (%s)", type(error).__name__)
            return min(self._backoff(), UNKEPT)
        self._failures = 0
        return 0 if updates else IDLE

    async def _all(self, updates: list[Any]) -> bool:
        """Hand over what has an id; False where nothing moves on, so that it would come again at once."""
        before = self.offset
        batch = [(at, update) for update in updates for at in self._number(update)]
        if batch:
            await self.take(batch)
            # Only now: an offset tells Telegram to forget what came before it.
            # Ids usually grow, but after a quiet week Telegram begins anywhere.
            self.offset = batch[-1][0] + 1
        return not updates or self.offset != before

    def _number(self, update: Any) -> list[int]:
        """An update's id; none where it can't be read."""
        try:
            return [number(update)]
        except Malformed:
            self.skip("no update_id")
            return []

    def _failed(self, error: Answered | Unanswered) -> float:
        """Say what is wrong and how long to wait."""
        fault = meaning(error)
        if fault.off:
            raise fault.with_traceback(None) from None
        if isinstance(error, Answered) and error.status == 409:
            self.conflict = (WEBHOOK if error.says("webhook") else SECOND_POLLER) % fault.why
            _LOG.warning("%s", self.conflict)
        else:
            _LOG.warning("telegram: no updates (%s)", fault.why)
        return max(self._backoff(), fault.retry_after or 0)

    def _backoff(self) -> float:
        """Seconds to wait after one more failure."""
        self._failures += 1
        return backoff(self._failures)
