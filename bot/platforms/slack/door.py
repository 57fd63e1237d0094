"""The HTTP entrance: what is not from Slack, or no request at all, gets no further than here."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platforms.slack.signature import Seal

PATHS = ("/slack/events", "/slack/commands", "/slack/interactive")
"""The first is the one to configure; the others are what older app settings point to."""
PASSED_ON = ("content-type", "x-slack-retry-num", "x-slack-retry-reason")
"""Headers that Bolt is shown: it takes orders from some others."""


def routes(seal: Seal, app: Callable[[], AsyncApp | None]) -> list[Route]:
    """The routes for Slack's requests; `app` gives None until somebody listens.

    Whoever mounts them caps the bodies.
    """

    async def enter(request: Request) -> Response:
        body = await request.body()
        if _is_ssl_check(body):
            return Response()
        if not _genuine(request, body, seal):
            return Response("not signed by Slack", 401)
        bolt = app()
        if bolt is None:
            return Response("not ready", 503, {"Retry-After": "5"})
        return await _through(bolt, request, body)

    return [Route(path, enter, methods=["POST"]) for path in PATHS]


def _genuine(request: Request, body: bytes, seal: Seal) -> bool:
    """Slack signs every request and compresses none."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        return False
    stamp, signature = (request.headers.get(f"x-slack-{it}") for it in ("request-timestamp", "signature"))
    return seal.holds(body, stamp, signature)


def _is_ssl_check(body: bytes) -> bool:
    """Slack's unsigned look at the certificate, which asks for nothing, whatever else it holds."""
    if b"ssl_check" not in body or body.lstrip().startswith((b"{", b"[")):
        return False
    return ("ssl_check", "1") in parse_qsl(body.decode("latin-1"), keep_blank_values=True)


async def _through(bolt: AsyncApp, request: Request, body: bytes) -> Response:
    """Bolt's answer; a payload that it can't take apart is the sender's mistake, never a 5xx.

    503 is ours: the request could not be kept, and Slack sends it again.
    """
    headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
    try:
        answer = await bolt.async_dispatch(AsyncBoltRequest(body=body.decode("utf-8"), headers={**headers}))
    except Exception:
        return Response("malformed", 400)
    if answer.status == 503:
        return Response("busy", 503, {"Retry-After": "5"})
    if answer.status >= 500:
        return Response("malformed", 400)
    if answer.status == 404:
        return Response()
    return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())
