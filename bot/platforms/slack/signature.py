"""Whether a request to us was signed by Slack, lately."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from slack_sdk.signature import Clock, SignatureVerifier

_TIMESTAMP = re.compile(r"[0-9]{1,11}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


class Seal:
    """Checks signatures with one secret; the time is the given clock's, five minutes either way."""

    def __init__(self, secret: str, clock: Callable[[], datetime]) -> None:
        self._verifier = SignatureVerifier(secret, _Hands(clock))

    def __repr__(self) -> str:
        return "Seal()"

    def holds(self, body: bytes, timestamp: str | None, signature: str | None) -> bool:
        """Whether this body was signed so; junk of any kind is a plain no.

        The shapes are checked first: the library raises on a timestamp that is no number, on a
        signature that is not ASCII and on a body that is not UTF-8.
        """
        if not _TIMESTAMP.fullmatch(timestamp or "") or not _SIGNATURE.fullmatch(signature or ""):
            return False
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError:
            return False


class _Hands(Clock):
    """The injected clock in the verifier's shape: seconds since 1970."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()
