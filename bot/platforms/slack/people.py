"""Who somebody is in a workspace: whether they run it, which language and which time are theirs."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.faults import fault

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=5)
"""How long what Slack said of somebody stands, be it that it said nothing."""
MOST = 5_000
"""People and channels that are remembered."""
PATIENCE = 1.5
"""Seconds that an answer waits for who asked."""
RUNNING = ("is_admin", "is_owner", "is_primary_owner")


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says of somebody: whether they run the workspace, their BCP 47 tag, their IANA zone."""

    admin: bool = False
    locale: str = ""
    zone: str = ""


class People:
    """Asks Slack who people are, and remembers it for five minutes. Never raises."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[datetime, dict[str, Any] | None]] = OrderedDict()

    async def of(self, user: str) -> Person | None:
        """Who somebody is; None where Slack does not say."""
        said = await self._asked("users.info", "user", user, include_locale="true")
        if said is None:
            return None
        runs = any(said.get(mark) is True for mark in RUNNING)
        return Person(runs, _text(said, "locale"), _text(said, "tz"))

    async def runs(self, user: str, channel: str) -> bool:
        """Whether somebody runs the workspace, or made the channel; what is not known is a no.

        Who made a channel is told only to apps with the scopes for it, which ours does not need.
        """
        person = await self.of(user)
        if person is not None and person.admin:
            return True
        said = await self._asked("conversations.info", "channel", channel)
        return said is not None and _text(said, "creator") == user

    async def _asked(self, method: str, kind: str, name: str, **more: str) -> dict[str, Any] | None:
        now, key = self._clock(), (kind, name)
        if (known := self._known.get(key)) and now - known[0] < FRESH:
            return known[1]
        found = await self._ask(method, kind, {kind: name, **more})
        self._known[key] = (now, found)
        self._known.move_to_end(key)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return found

    async def _ask(self, method: str, kind: str, arguments: dict[str, str]) -> dict[str, Any] | None:
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._client.api_call(method, data=arguments)
            said = answer.get(kind)
        except Exception as error:
            log.info("Slack did not say who somebody is: %s", fault(error).why)
            return None
        return said if isinstance(said, dict) else None


def _text(said: dict[str, Any], name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""
