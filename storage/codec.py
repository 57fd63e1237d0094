"""Values as JSON and back, through pydantic over the model's own dataclasses."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

T = TypeVar("T")

_UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""What a database's text cannot hold; one character for one, so that offsets stay."""


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def packed(kind: Hashable, value: object) -> str:
    """A value of type `kind` as JSON text."""
    return _adapter(kind).dump_json(value).decode()


def packed_brief(kind: Hashable, value: object) -> str:
    """A value as JSON text without what has its default value, so that later fields change no older text."""
    return _adapter(kind).dump_json(value, exclude_defaults=True).decode()


def unpacked(kind: type[T], text: str) -> T:
    """The value that `packed` made, checked anew."""
    value: T = _adapter(cast(Hashable, kind)).validate_json(text)
    return value


def storable(text: str) -> str:
    """The text with NULs and lone surrogates replaced, its length unchanged."""
    return text.translate(_UNSTORABLE) if _odd(text) else text


def _odd(text: str) -> bool:
    """Whether a database could choke on the text."""
    if "\0" in text:
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
