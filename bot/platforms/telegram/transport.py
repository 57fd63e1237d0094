"""The HTTP side of Telegram's client: every failure is `Answered` or `Unanswered`, which hold no address."""

from __future__ import annotations

import ipaddress
import json
import ssl
import string
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.platforms.telegram.faults import Answered, Unanswered

READ = 20.0  # seconds to wait for an answer beyond what a long poll waits by itself
CONNECT = 10.0
WAIT = 30.0  # for a connection to be free, and made
_PLAIN = frozenset(string.ascii_letters + string.digits + "_.-~")
_ESCAPING = " +%"
"""Characters that the escapes of others hold; the last of these is escaped first."""
_COMPACT = json.JSONEncoder(separators=(",", ":"))
DISTINCT = 64
"""Different characters of a text from which on it is quicker to look at each byte."""
FORM = "application/x-www-form-urlencoded"
# Failures before anything was written to the server.
_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class Form(aiohttp.BytesPayload):
    """A request's parameters on their way; `written` says whether any byte of it may have left."""

    def __init__(self, form: bytes) -> None:
        super().__init__(form, content_type=FORM)
        self.written = False

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        """Write all of it; the headers wait to go with it, so that nothing leaves before."""
        transport = getattr(writer, "transport", None)
        self.written = transport is not None and not transport.is_closing()
        await super().write_with_length(writer, content_length)


class Transport(BaseRequest):
    """Requests over connections that are kept alive, at most `connections` of them.

    Nothing is ever sent twice: no redirect is followed and no POST is repeated. The connections belong
    to the loop on which the first request is made; `wait` is how many seconds one of them may take to be
    free and made. Raises `ValueError` for a proxy that speaks no HTTP.
    """

    __slots__ = ("_closed", "_connections", "_pass", "_proxy", "_secure", "_session", "_wait")

    def __init__(self, root: str, connections: int, wait: float = WAIT) -> None:
        self._connections = connections
        self._wait = wait
        named = proxy(root)
        self._proxy = named and named.with_user(None)
        self._pass = _pass(named)
        self._secure = root.lower().startswith("https:")
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take where nothing else is said."""
        return READ

    async def initialize(self) -> None:
        """Allow requests, again after a shutdown; connections are made when they are needed."""
        self._closed = False

    async def shutdown(self) -> None:
        """Close every connection; safe to call twice."""
        self._closed = True
        session, self._session = self._session, None
        if session:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *args: Any,
        **kwargs: Any,
    ) -> tuple[int, bytes]:
        """Status and body of a success; raises for everything else. Other times than for reading are ours."""
        read = read_timeout if isinstance(read_timeout, (int, float)) else READ
        return await self.exchange(method, url, _body(request_data), read)

    async def exchange(
        self, method: str, url: str, body: Form | aiohttp.FormData | None, read: float = READ
    ) -> tuple[int, bytes]:
        """Status and body of a success; raises for everything else.

        Failures are raised outside of the `except`, so that no cause or context keeps the request.
        """
        failure: Answered | Unanswered
        try:
            session = self._opened()
            async with session.request(
                method,
                url,
                data=body,
                timeout=_times(read, self._wait),
                allow_redirects=False,
                proxy_headers=self._pass if self._secure else None,
            ) as answer:
                payload = await answer.read()
            if 200 <= answer.status < 300:
                return answer.status, payload
            failure = said(answer.status, payload)
        except Exception as error:
            sent = body.written if isinstance(body, Form) else not isinstance(error, _UNSENT)
            failure = Unanswered(type(error).__name__, sent=sent)
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The envelope of a success; raises `Answered` where it says that it is none."""
        envelope = _envelope(payload)
        if "result" not in envelope:
            raise said(int(envelope.get("error_code") or 0), payload)
        return envelope

    def _opened(self) -> aiohttp.ClientSession:
        """The session of the running loop."""
        if self._closed:
            raise aiohttp.ClientConnectionError("closed")
        if self._session is None:
            tls = self._secure or (self._proxy and self._proxy.scheme == "https")
            open_pass = {} if self._secure else self._pass or {}  # else it would go on to Telegram
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=_trust() if tls else True),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, **open_pass},
                proxy=self._proxy,
            )
        return self._session


def form(parameters: dict[str, Any]) -> bytes:
    """Parameters as a form: words as they are, everything else as JSON."""
    fields = (
        f"{quote_plus(name)}={_quoted(value if isinstance(value, str) else _COMPACT.encode(value))}"
        for name, value in parameters.items()
    )
    return "&".join(fields).encode()


def _quoted(words: str) -> str:
    """The same as `quote_plus`, which looks at every byte: here each character that must be escaped once."""
    told = set(words) - _PLAIN
    if len(told) > DISTINCT:
        return quote_plus(words)
    # what escapes are made of goes first, and so does what a gap is written as
    for char in sorted(told, key=_ESCAPING.find, reverse=True):
        words = words.replace(char, _escape(char))
    return words


@lru_cache(maxsize=1024)
def _escape(char: str) -> str:
    return quote_plus(char)


def said(code: int, payload: bytes) -> Answered | Unanswered:
    """An error answer as a value."""
    envelope = _envelope(payload)
    if code < 300 and envelope.get("ok") is not False:
        return Unanswered("its answer could not be read", sent=True)
    parameters = envelope.get("parameters")
    return Answered(
        code,
        str(envelope.get("description") or "no description"),
        parameters if isinstance(parameters, dict) else None,
    )


def proxy(root: str) -> URL | None:
    """The proxy that the environment names for this server; a loopback is always reached directly."""
    host = urlsplit(root).hostname or ""
    try:
        near = ipaddress.ip_address(host).is_loopback
    except ValueError:
        near = host == "localhost"
    if near or proxy_bypass(host):
        return None
    known = getproxies()
    named = known.get(root.partition(":")[0].lower()) or known.get("all") or ""
    if not named:
        return None
    found = URL(named if "://" in named else f"http://{named}")
    if found.scheme not in ("http", "https"):
        raise ValueError(f"Telegram can't be reached through a {found.scheme} proxy: name an http one")
    return found


def _pass(proxy: URL | None) -> dict[str, str] | None:
    """The header that lets us through a proxy with a name and a password in its address."""
    if proxy is None or proxy.user is None:
        return None
    return {"Proxy-Authorization": aiohttp.encode_basic_auth(proxy.user, proxy.password or "")}


def _body(data: RequestData | None) -> Form | aiohttp.FormData | None:
    """What a request carries: a form, with files in parts."""
    if data is None:
        return None
    if not data.contains_files:
        return Form(urlencode(data.json_parameters).encode())
    parts = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        parts.add_field(name, content, filename=filename, content_type=kind)
    return parts


def _envelope(payload: bytes) -> dict[str, Any]:
    """The JSON object of a body; empty where it is none."""
    try:
        read = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


@lru_cache(maxsize=16)
def _times(read: float, wait: float) -> aiohttp.ClientTimeout:
    """How long a request may take; the whole is bounded too, for a server that drips."""
    return aiohttp.ClientTimeout(total=wait + 2 * read, connect=wait, sock_connect=CONNECT, sock_read=read)


def _trust() -> ssl.SSLContext:
    """The authorities that the client's own library trusts, also where the system has no list of them."""
    import httpx

    return httpx.create_ssl_context()
