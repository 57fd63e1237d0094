"""Logging, and the one place that redacts: no token leaves through a log line or a traceback."""

from __future__ import annotations

import base64
import json
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


_process: dict[str, str] = {"role": "command", "executor": "-"}


def identify(*, role: str, executor: str) -> None:
    """Say what this process does and what it is called: each line of JSON tells so."""
    _process.update(role=role, executor=executor)


def _identified(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: whose line it is."""
    for key, value in _process.items():
        event.setdefault(key, value)
    return event


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
            if key[0] != "_" and key != "exc_info" and not isinstance(value, (int, float, bool, type(None))):
                event[key] = self.hide(value if isinstance(value, str) else str(value))
        return event


def _forms(secret: str) -> set[str]:
    """The ways in which a secret can stand in a line: as it is, in addresses, in base64 at any offset."""
    raw = secret.encode("utf-8", "surrogatepass")
    forms = {secret, quote(secret, safe=""), quote(quote(secret, safe=""), safe=""), repr(secret)[1:-1]}
    forms |= {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    for before in range(3):  # the letters at either end hang on what stands beside the secret
        code = base64.b64encode(b"\0" * before + raw).decode()
        inner = code[(0, 2, 3)[before] : (len(raw) + before) * 4 // 3]
        forms |= {form for form in (inner, inner.translate(_IN_ADDRESSES)) if len(form) >= 6}
    return forms


_IN_ADDRESSES = str.maketrans("+/", "-_")


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
    as_json = form == "json"
    told: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time" if as_json else "timestamp"),
        *([_identified] if as_json else []),
        redactor,
    ]
    last: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    tail: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    tail += [structlog.processors.format_exc_info, last] if as_json else [last]
    shared = [structlog.stdlib.ExtraAdder(), *told]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *told,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
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
