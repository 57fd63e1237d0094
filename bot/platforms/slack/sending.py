"""Messages on their way to Slack: in order, patiently for a person, plainer where blocks are refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.clients import post
from bot.platforms.slack.degrading import Form, Taste, halves
from bot.platforms.slack.faults import BadBlocks, TooLong, by_status, fault, partly
from bot.platforms.slack.render import Payload, posted
from bot.ports import DeliveryError
from briefings.model import Address

Sleep = Callable[[float], Awaitable[None]]
Put = Callable[[Payload], Awaitable[str]]

TRIES = 3
"""How often a message is tried where Slack asks to slow down and somebody waits for it."""
LONGEST = 60.0
"""Seconds that such a wait may take."""


DELIVERIES = UUID("6f1d1d3e-52f4-5d0a-9a0e-0c1b7f6f2c11")
"""What the ids of our deliveries are made in."""


class Sender:
    """Calls Slack with one token; every failure is a `DeliveryError`."""

    def __init__(self, client: AsyncWebClient, sleep: Sleep, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._sleep = sleep
        self._taste = Taste(clock)

    async def send(self, address: Address, messages: Sequence[Payload], name: str = "") -> str:
        """Post them in order and return the last one's `ts`.

        The first is tried once: who owns the delivery decides when to try again. Once a part has
        arrived the others are tried patiently, and a failure is ambiguous. `name` is the delivery's.
        """
        last = ""
        for number, message in enumerate(messages, 1):
            try:
                known = {**message, **_marked(name, number)}
                tries = TRIES if last else 1
                last = await self._through(known, self._poster(address), tries, address.tenant)
            except DeliveryError as error:
                raise partly(error) if last else error from None
        return last

    async def post(self, address: Address, messages: Sequence[Payload]) -> None:
        """Post an answer: patiently, because nothing else tries again."""
        for message in messages:
            await self._through(message, self._poster(address), TRIES, address.tenant)

    async def whisper(self, address: Address, user: str, messages: Sequence[Payload]) -> None:
        """Post an answer that only this user sees."""

        async def put(payload: Payload) -> str:
            shown = {key: value for key, value in payload.items() if key not in UNFURL}
            return await self._call("chat.postEphemeral", user=user, **posted(address, shown))

        for message in messages:
            await self._through(message, put, TRIES, address.tenant)

    async def direct(self, address: Address, user: str, messages: Sequence[Payload]) -> None:
        """Post an answer to this user's direct messages."""
        channel = await self.door(user)
        await self.post(Address("slack", channel, tenant=address.tenant), messages)

    async def door(self, user: str) -> str:
        """The channel of this user's direct messages with us."""
        try:
            opened = await self._client.api_call("conversations.open", json={"users": user})
            return str((opened.get("channel") or {}).get("id") or "")
        except Exception as error:
            raise fault(error) from None

    async def replace(self, address: Address, ts: str, message: Payload) -> None:
        """Put a message in the place of one of ours that everybody sees."""

        async def put(payload: Payload) -> str:
            shown = {key: value for key, value in payload.items() if key not in UNFURL}
            return await self._call("chat.update", channel=address.channel, ts=ts, **shown)

        await self._through(message, put, TRIES, address.tenant)

    async def respond(self, url: str, message: Payload, tenant: str = "") -> None:
        """Post to a `response_url`."""

        async def put(payload: Payload) -> str:
            try:
                answer = await post(self._client, url, payload)
            except Exception as error:
                raise fault(error) from None
            if answer.status != 200 or not _welcome(answer.body):
                raise by_status(answer.status, _code(answer.body), answer.headers)
            return ""

        await self._through(message, put, TRIES, tenant)

    def _poster(self, address: Address) -> Put:
        async def put(payload: Payload) -> str:
            return await self._call("chat.postMessage", **posted(address, payload))

        return put

    async def _call(self, method: str, **arguments: Any) -> str:
        try:
            answer = await self._client.api_call(method, json=arguments)
            return str(answer.get("ts") or answer.get("message_ts") or "")
        except Exception as error:
            raise fault(error) from None

    async def _through(self, message: Payload, put: Put, tries: int, tenant: str) -> str:
        """Put the message, plainer each time that Slack refuses its blocks, in two where it is too long."""
        refused: BadBlocks | None = None
        for form in self._taste.menu(tenant, message):
            try:
                last = await self._patiently(form.payload, put, tries)
            except BadBlocks as error:
                refused = error
                continue
            except TooLong:
                return await self._in_two(form, put, tries, tenant)
            if refused:
                self._taste.took(tenant, form)
            return last
        assert refused
        raise refused

    async def _in_two(self, form: Form, put: Put, tries: int, tenant: str) -> str:
        parts = halves(form.payload)
        if not parts:
            raise TooLong("The message is too long for Slack, and can't be cut.", refused=True)
        first, second = parts
        last = await self._through(first, put, tries, tenant)
        try:
            return await self._through(second, put, TRIES, tenant) or last
        except DeliveryError as error:
            raise partly(error) from None

    async def _patiently(self, form: Payload, put: Put, tries: int) -> str:
        for _ in range(tries - 1):
            try:
                return await put(form)
            except DeliveryError as error:
                if error.retry_after is None or error.retry_after > LONGEST:
                    raise
                await self._sleep(error.retry_after)
        return await put(form)


def _marked(name: str, part: int) -> Payload:
    """The id that a part of a delivery has in every attempt: Slack may tell a repetition by it."""
    return {"client_msg_id": str(uuid5(DELIVERIES, f"{name}/{part}"))} if name else {}


UNFURL = frozenset({"unfurl_links", "unfurl_media", "mrkdwn"})
"""What `chat.postEphemeral` does not take."""


def _welcome(body: str) -> bool:
    return '"ok":false' not in body.replace(" ", "")


def _code(body: str) -> str:
    """The error that a `response_url` names, as JSON or as a bare word."""
    marker = '"error":"'
    flat = body[:2000].replace(" ", "")
    return flat.partition(marker)[2].partition('"')[0] if marker in flat else flat.strip()
