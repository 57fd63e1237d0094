"""Logging, and the one place that redacts: no token leaves through a log line or a traceback."""

from __future__ import annotations

import base64
import logging
import re
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any
from urllib.parse import quote

import structlog

HIDDEN = "[hidden]"
# What tokens of both platforms look like, for those that no setting names.
SHAPES = re.compile(r"\b\d{6,12}:[A-Za-z0-9_-]{30,50}|\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{8,200}")
NOISY = (
    "httpx",
    "httpcore",
    "telegram",
    "slack_bolt",
    "slack_sdk",
    "aiohttp",
    "apscheduler",
    "uvicorn",
    "alembic",
)


class Redactor:
    """Hides known secrets, their URL-encoded and base64 forms, and anything shaped like a token."""

    def __init__(self, secrets: Sequence[str]) -> None:
        forms = {form for secret in secrets if len(secret) >= 4 for form in _forms(secret)}
        ordered = sorted(forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def hide(self, text: str) -> str:
        """The text with every secret replaced."""
        if self._known:
            text = self._known.sub(HIDDEN, text)
        return SHAPES.sub(HIDDEN, text)

    def __call__(self, _: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """A structlog processor: hide in every value, whatever its type."""
        for key, value in event.items():
            if not key.startswith("_") and not isinstance(value, (int, float, bool, type(None))):
                event[key] = self.hide(value if isinstance(value, str) else str(value))
        return event


def _forms(secret: str) -> set[str]:
    """The ways in which a secret can stand in a line."""
    return {secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode().rstrip("=")}


class _Lines(logging.Formatter):
    """Standard records rendered by structlog and redacted as a whole, traceback included."""

    def __init__(self, redactor: Redactor, inner: logging.Formatter) -> None:
        super().__init__()
        self._redactor, self._inner = redactor, inner

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.hide(self._inner.format(record))


def setup(level: str, form: str, secrets: Sequence[str]) -> Redactor:
    """Send all logging to standard error, redacted; `form` is text or json. Returns the redactor."""
    redactor = Redactor(secrets)
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redactor,
    ]
    last: Any = (
        structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    tail: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    tail += [structlog.processors.format_exc_info, last] if form == "json" else [last]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Lines(redactor, structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=tail))
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in NOISY:  # httpx prints request addresses, and Telegram's hold the token
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    return redactor
