"""python-telegram-bot's client with plain values in and out, and no token in any error or log line."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, InputFile

from bot.platforms.telegram.faults import Answered, Unanswered
from bot.platforms.telegram.transport import READ, Form, Transport

CONNECTIONS = 128
# They write full addresses, and an address holds the token.
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp")


class Client(Bot):
    """The Bot API by method name: JSON values in, JSON values out, for any version of the API.

    Going below the typed methods keeps one odd object from making a whole answer unreadable: the
    library fetches updates for ever when it can't read one of them, and calls a sent message failed.
    It is used on one loop.
    """

    def __init__(self, token: str, root: str) -> None:
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._wire = Transport(root, CONNECTIONS)
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._wire,
            get_updates_request=Transport(root, 1),
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
        except Exception as error:
            failure = self._discreet(error)
        raise failure.with_traceback(None)

    async def post(self, method: str, form: bytes) -> Any:
        """The result of a method whose parameters are a form already; raises as `call` does."""
        failure: Exception
        try:
            _, payload = await self._wire.exchange("POST", f"{self.base_url}/{method}", Form(form))
            return self._wire.parse_json_payload(payload)["result"]
        except Exception as error:
            failure = self._discreet(error)
        raise failure.with_traceback(None)

    async def upload(self, method: str, field: str, file: tuple[str, bytes], **parameters: Any) -> Any:
        """The result of a method with a file (name, content) in one field; raises as `call` does."""
        name, content = file
        attached: dict[str, Any] = {field: InputFile(content, filename=name)}
        return await self.call(method, **parameters, **attached)

    def _discreet(self, error: Exception) -> Exception:
        """The failure without anything secret, whatever the library makes of an odd answer."""
        if isinstance(error, Answered):
            # A proxy's error may show the address that it was asked for.
            return Answered(error.status, error.description.replace(self.token, "[hidden]"), error.parameters)
        return error if isinstance(error, Unanswered) else Unanswered(type(error).__name__, sent=True)

    async def close_connections(self) -> None:
        """Close every connection; safe to call twice."""
        for request in self._request:
            await request.shutdown()
