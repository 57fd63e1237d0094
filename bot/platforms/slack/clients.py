"""Slack's own clients, set up so that they never resend, never leak, and reach a loopback directly."""

from __future__ import annotations

import ipaddress
import logging
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack.faults import fault

TIMEOUT = 20
"""Seconds for one call."""
CONNECT = 10
"""Seconds of them for a connection: what failed before that was certainly not sent."""
CONNECTIONS = 128


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


def webhook(url: str, session: aiohttp.ClientSession | None = None) -> AsyncWebhookClient:
    """A client for one `response_url`, on the connections of a session where there is one."""
    client = AsyncWebhookClient(
        url, timeout=TIMEOUT, logger=vendor_log(), retry_handlers=[], session=session
    )
    client.proxy = None if direct(url) else client.proxy
    return client


def direct(url: str) -> bool:
    """Whether this URL is reached without a proxy: the SDK reads `HTTPS_PROXY`, but not `NO_PROXY`."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback or bool(proxy_bypass(host))
    except ValueError:
        return host == "localhost" or bool(proxy_bypass(host))
