"""Slack's own clients, set up so that they never resend, never leak, and reach a loopback directly."""

from __future__ import annotations

import ipaddress
import json
import logging
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.faults import fault

TIMEOUT = 20
"""Seconds for one call."""
CONNECT = 10
"""Seconds of them for a connection: what failed before that was certainly not sent."""
CONNECTIONS = 128


_JSON = {"Content-Type": "application/json;charset=utf-8"}
_COMPACT = json.JSONEncoder(separators=(",", ":"))


class Reply(NamedTuple):
    """An answer over HTTP."""

    status: int
    body: str
    headers: Mapping[str, str]


class Discreet(logging.Filter):
    """Keeps of a library's record only where it came from and what it means: no body, URL or token."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place."""
        error = record.exc_info[1] if record.exc_info else None
        meaning = fault(error).why if isinstance(error, Exception) else "see Slack's app settings."
        record.msg, record.args = f"Slack's library, in {record.funcName}: {meaning}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def vendor_log() -> logging.Logger:
    """The logger that Bolt and the SDK write to: errors only, all of them discreet."""
    logger = logging.getLogger("bot.platforms.slack.vendor")
    if not logger.filters:
        logger.addFilter(Discreet())
    if logger.level != logging.ERROR:  # to set it makes every logger think anew
        logger.setLevel(logging.ERROR)
    return logger


def web_client(base_url: str, token: str | None = None) -> AsyncWebClient:
    """A Web API client that makes each call once: the SDK's default resends a message after a cut."""
    client = AsyncWebClient(
        token=token, base_url=base_url, timeout=TIMEOUT, logger=vendor_log(), retry_handlers=[]
    )
    client.proxy = None if direct(base_url) else client.proxy
    return client


def connected(client: AsyncWebClient) -> AsyncWebClient:
    """The client with connections that are kept alive, of the running loop: by itself it makes one a call."""
    if client.session is None or client.session.closed:
        client.session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            timeout=aiohttp.ClientTimeout(total=TIMEOUT, connect=CONNECT),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
    return client


async def disconnect(client: AsyncWebClient) -> None:
    """Close the connections of a client; safe to call twice."""
    session, client.session = client.session, None
    if session is not None:
        await session.close()


async def post(client: AsyncWebClient, url: str, payload: dict[str, Any]) -> Reply:
    """What a `response_url` says to a message, over the client's connections; sent once.

    The SDK has a client for that, one for each address, which makes a connection for each message.
    """
    session = connected(client).session
    assert session is not None
    proxy = None if direct(url) else load_http_proxy_from_env(vendor_log())
    body = _COMPACT.encode(payload).encode()
    async with session.post(url, data=body, headers=_JSON, proxy=proxy) as answer:
        return Reply(answer.status, await answer.text(errors="replace"), answer.headers)


def direct(url: str) -> bool:
    """Whether this URL is reached without a proxy: the SDK reads `HTTPS_PROXY`, but not `NO_PROXY`."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback or bool(proxy_bypass(host))
    except ValueError:
        return host == "localhost" or bool(proxy_bypass(host))
