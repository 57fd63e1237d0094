"""Whether the process lives, and whether it is ready for work: for whatever starts and watches it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from briefings.errors import MilepostError

PATIENCE = 3.0
"""Seconds that the database is given to answer."""
FRESH = 1.0
"""Seconds for which an answer of the database stands, so that who asks often costs little."""


async def alive(_: Request) -> Response:
    """The event loop answers: the process lives."""
    return PlainTextResponse("ok")


class Readiness:
    """Ready is who can do its work now; else 503, with each reason, on one line.

    `probe` blocks, and raises where the database can't be used; `troubles` are the reasons that this
    process knows of.
    """

    def __init__(self, probe: Callable[[], None], troubles: Callable[[], Iterable[str]]) -> None:
        self._probe = probe
        self._troubles = troubles
        self._asking: asyncio.Task[str] | None = None
        self._answered = (float("-inf"), "")

    def route(self) -> Route:
        """Where it is asked for."""
        return Route("/readyz", self._page)

    async def _page(self, _: Request) -> Response:
        reasons = [*([why] if (why := await self._database()) else []), *self._troubles()]
        if not reasons:
            return PlainTextResponse("ready")
        return PlainTextResponse(" ".join("; ".join(reasons).split()), 503)

    async def _database(self) -> str:
        """Why the database can't be used, empty where it can; one question at a time, however many ask."""
        now = asyncio.get_running_loop().time
        if now() - self._answered[0] < FRESH:
            return self._answered[1]
        if self._asking is None:
            self._asking = asyncio.create_task(asyncio.to_thread(self._asked))
        await asyncio.wait({self._asking}, timeout=PATIENCE)
        if not self._asking.done():
            return f"the database gave no answer in {PATIENCE:g} seconds"
        self._answered = (now(), self._asking.result())
        self._asking = None
        return self._answered[1]

    def _asked(self) -> str:
        try:
            self._probe()
        except MilepostError as fault:
            # who may ask this from outside need not know where the database is
            return str(fault).replace(f" {fault.details.get('where')}", "", 1)
        except Exception as fault:
            return f"the database can't be used ({type(fault).__name__})"
        return ""
