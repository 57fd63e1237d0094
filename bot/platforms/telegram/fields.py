"""Fields of an object that somebody else wrote: there and of the right type, or `Malformed`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Malformed(Exception):
    """An update lacks what it needs, or has it in a wrong type."""


def mapping(value: object) -> Mapping[str, Any]:
    """The value as an object."""
    if not isinstance(value, dict):
        raise Malformed("no object")
    return value


def part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in a field."""
    inner = whole.get(name)
    if not isinstance(inner, dict):
        raise Malformed(name)
    return inner


def integer(whole: Mapping[str, Any], name: str) -> int:
    """The whole number in a field."""
    value = whole.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(name)
    return value
