"""Plain text: one file, one source."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from briefings.model import Source
from briefings.reading.decoding import LIMIT, decode

__all__ = ["LIMIT", "read"]


def read(name: str, data: bytes) -> Iterator[Source]:
    """The file as one source. Raises Refused for what is no text."""
    decoded = decode(name, data)
    yield Source(name, "text", sha256(data).hexdigest(), decoded.text, encoding=decoded.encoding)
