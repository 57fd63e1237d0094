"""python-telegram-bot's client with plain values in and out, and no token in any error or log line."""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData

from bot.platforms.telegram.faults import Answered, Unanswered

READ = 20.0  # seconds to wait for an answer beyond what a long poll waits by itself
CONNECT = 10.0
CONNECTIONS = 64
# Failures before anything was written to the server.
_UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    httpx.LocalProtocolError,
)
# They write full addresses, and an address holds the token.
_TALKATIVE = ("httpx", "httpcore", "telegram")


class _Wire(HTTPXRequest):
    """The HTTP side: every failure becomes `Answered` or `Unanswered`, which hold no address.

    Failures are raised outside of the `except`, so that no cause or context keeps the request.
    """

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Status and body of a success; raises for everything else."""
        failure: TelegramError
        try:
            code, payload = await super().do_request(url, method, request_data, *args, **kwargs)
            if 200 <= code < 300:
                return code, payload
            failure = _answer(code, payload)
        except TelegramError as error:
            failure = _silence(error.__cause__ or error)
        except httpx.InvalidURL as error:
            failure = _silence(error)
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The envelope of a success; raises `Answered` where it says that it is none."""
        envelope = _envelope(payload)
        if "result" not in envelope:
            raise _answer(int(envelope.get("error_code") or 0), payload)
        return envelope


def _envelope(payload: bytes) -> dict[str, Any]:
    """The JSON object of a body; empty where it is none."""
    try:
        read = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _answer(code: int, payload: bytes) -> Answered | Unanswered:
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


def _silence(cause: BaseException) -> Unanswered:
    """A missing answer as a value that names what happened and nothing else."""
    return Unanswered(type(cause).__name__, sent=not isinstance(cause, _UNSENT))


class Client(Bot):
    """The Bot API by method name: JSON values in, JSON values out, for any version of the API.

    Going below the typed methods keeps one odd object from making a whole answer unreadable: the
    library fetches updates for ever when it can't read one of them, and calls a sent message failed.
    """

    def __init__(self, token: str, root: str) -> None:
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=_Wire(CONNECTIONS, read_timeout=READ, connect_timeout=CONNECT, pool_timeout=READ),
            get_updates_request=_Wire(1, read_timeout=READ, connect_timeout=CONNECT, pool_timeout=READ),
        )

    def __repr__(self) -> str:
        """Without the token, which the library's own would show."""
        return "Client()"

    async def call(self, method: str, *, patience: float = 0, **parameters: Any) -> Any:
        """The result of a method; raises `Answered` or `Unanswered`.

        `patience` is how many seconds the server may wait by itself before it answers.
        """
        failure: Exception
        try:
            return await self._post(method, parameters, read_timeout=READ + patience)
        except Answered as error:
            # A proxy's error may show the address that it was asked for.
            said = error.description.replace(self.token, "[hidden]")
            failure = Answered(error.status, said, error.parameters)
        except Unanswered as error:
            failure = error
        except Exception as error:  # whatever the library makes of an odd answer must not get further
            failure = Unanswered(type(error).__name__, sent=True)
        raise failure.with_traceback(None)

    async def close_connections(self) -> None:
        """Close both connection pools; safe to call twice."""
        for request in self._request:
            await request.shutdown()
