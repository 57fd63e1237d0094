"""Text that is never a mention, a link or markup, whatever it says."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""WORD JOINER: invisible, and no parser of mentions or links reads across it."""

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
_HARMFUL = re.compile(f"[{_CONTROL}]")
"""All control characters but line breaks and tabs, lone surrogates, and what turns the direction of text."""
_ANGLE = re.compile(r"<(?=[^\s\u2060])")
_AT = re.compile(r"@(?=\w)")
_SCHEME = re.compile(r":(?=//)")
_SUSPECT = re.compile(f"[<@{_CONTROL}]|:(?=//)")
"""What words have of which anything must be changed."""
_DOMAIN = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2})")


def clean(text: str) -> str:
    """The text without control, direction and surrogate characters, which spoof or break a payload."""
    return _HARMFUL.sub("", text)


def inert(text: str) -> str:
    """The text with a joiner inside everything that could become a mention or a link."""
    if not _SUSPECT.search(text):
        return text
    text = _ANGLE.sub(f"<{JOINER}", clean(text))
    return _SCHEME.sub(f":{JOINER}", _AT.sub(f"@{JOINER}", text))


def fallback(text: str, limit: int) -> str:
    """The text for the top-level `text` field: inert, without bare domains, its `& < >` escaped.

    At most `limit` characters, never cut inside an escape.
    """
    words = _DOMAIN.sub(f"{JOINER}.", inert(text))
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if len(escaped) <= limit:
        return escaped
    cut = escaped[: limit - 1]
    start = cut.rfind("&", max(0, len(cut) - 4))
    return (cut if start < 0 or ";" in cut[start:] else cut[:start]) + "…"


def pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, cut at white space where there is some."""
    found: list[str] = []
    while len(text) > limit:
        cut = max(text.rfind(" ", limit // 2, limit), text.rfind("\n", limit // 2, limit)) + 1 or limit
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]
