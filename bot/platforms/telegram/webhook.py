"""Updates that Telegram brings: with our secret alone, and written down before they are acknowledged."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from bot import counting
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import Answered, Unanswered, meaning
from bot.platforms.telegram.intake import Intake
from bot.platforms.telegram.polling import backoff
from bot.platforms.telegram.sending import Sleep
from bot.platforms.telegram.updates import KINDS

if TYPE_CHECKING:
    from starlette.routing import Route

_LOG = logging.getLogger(__name__)
PATH = "/telegram/webhook"
HEADER = "x-telegram-bot-api-secret-token"
CONNECTIONS = 40
"""How many updates Telegram may bring side by side."""
LATER = {"Retry-After": "5"}


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, and the `secrets` that prove it: it is told the first, all are taken.

    A `url` without a path gets one; ours is served too, for proxies that send everything there.
    """

    url: str
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def address(self) -> str:
        """The whole address that Telegram is told."""
        parts = urlsplit(self.url)
        return self.url if parts.path.strip("/") else urlunsplit(parts._replace(path=PATH))

    @property
    def paths(self) -> tuple[str, ...]:
        """Where we are served."""
        return tuple(dict.fromkeys((urlsplit(self.address).path, PATH)))

    def knows(self, shown: str | None) -> bool:
        """Whether this is one of our secrets; all are compared, whatever was shown."""
        given = (shown or "").encode("utf-8", "surrogateescape")
        return sum(hmac.compare_digest(given, secret.encode()) for secret in self.secrets) > 0


def routes(hook: Hook, intake: Callable[[], Intake | None]) -> list[Route]:
    """The routes for Telegram's updates; `intake` gives None until somebody listens.

    Whoever mounts them caps the bodies. What is malformed is dropped with a 200, for it would come again
    and again; 503 is ours: the update could not be kept, and Telegram brings it once more.
    """
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def enter(request: Request) -> Response:
        taking = intake()
        if not hook.knows(request.headers.get(HEADER)):
            if taking:
                taking.counters.add(counting.FORGED)
            return Response("not from Telegram", 403)
        if taking is None or taking.full:
            return Response("not ready", 503, LATER)
        body = await request.body()
        try:
            await taking.bring(body)
        except Exception as error:
            _LOG.warning("telegram: an update waits, for it could not be kept (%s)", type(error).__name__)
            return Response("busy", 503, LATER)
        return Response()

    return [Route(path, enter, methods=["POST"]) for path in hook.paths]


@dataclass(slots=True)
class Hanging:
    """Keeps the webhook set while we listen; it stays set when we stop, so that updates wait for us there."""

    client: Client
    hook: Hook
    sleep: Sleep
    conflict: str = field(default="", init=False)
    """Why Telegram brings us nothing, empty while it does."""

    async def run(self) -> None:
        """Set the webhook, then wait until cancelled; raises `DeliveryError` where the token is refused."""
        failures = 0
        while error := await self._set():
            fault = meaning(error)
            if fault.off:
                raise fault.with_traceback(None) from None
            self.conflict = f"telegram: the webhook could not be set ({fault.why})"
            _LOG.warning("%s", self.conflict)
            failures += 1
            await self.sleep(max(backoff(failures), fault.retry_after or 0))
        self.conflict = ""
        await asyncio.Event().wait()

    async def _set(self) -> Answered | Unanswered | None:
        try:
            await self.client.call(
                "setWebhook",
                url=self.hook.address,
                secret_token=self.hook.secrets[0],
                allowed_updates=list(KINDS),
                max_connections=CONNECTIONS,
                drop_pending_updates=False,
            )
        except (Answered, Unanswered) as error:
            return error
        return None
