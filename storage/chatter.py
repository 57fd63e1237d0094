"""What the queue's engine says, brought into our log: troubles only, in one line, once a minute at most."""

from __future__ import annotations

import logging
import re

log = logging.getLogger(__name__)

NAME = "dbos"
PAUSE_SECONDS = 60
# of what a driver says only its kind is told: the rest names hosts and users
DRIVER = re.compile(r"\((?:psycopg|sqlite3)\.[\w.]{0,40}?(\w{1,60})\) .*")
# said on every stop, or of a process that the others gave up and that came back
BENIGN = ("cancelled for workflow", "no longer owned", "did not exit within", "is locked by another worker")


def hush() -> None:
    """Take the engine's log over, before it finds that nobody listens and prints; safe to call twice."""
    logger = logging.getLogger(NAME)
    if not any(isinstance(handler, _Relay) for handler in logger.handlers):
        logger.handlers[:] = [_Relay()]
        logger.propagate = False
        logger.setLevel(logging.WARNING)


class _Relay(logging.Handler):
    """Hands a record on as a warning of ours, without the statements and values that later lines hold."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        line = DRIVER.sub(r"\1", record.getMessage().split("\n")[0])[:200]
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            line = f"{line} {type(fault).__name__}"
        if any(sign in line for sign in BENIGN):
            return
        if record.created - self._told.get(line[:40], 0) >= PAUSE_SECONDS:
            self._told[line[:40]] = record.created
            log.warning("queue: %s", line)
