"""Which curated origin the words of a text name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefings.chinese import evidence as han
from briefings.model import Origin
from briefings.script import han as written

_WORD = re.compile(r"[a-z0-9]{2,}")
_ABOUT = re.compile(
    r"(?i)^(?:the\s)?(?:official\s)?(?:establishment|founding|release|launch|opening|start|implementation|creation|"
    r"inauguration|publication|convening|adoption|beginning|inception)\sof\s(?:the\s)?"
)


def known_origin(what: str, origins: Sequence[Origin]) -> Origin | None:
    """The curated origin that a subject names: its name opens the subject or fills most of it."""
    words = _plain(_ABOUT.sub("", what))
    best: tuple[int, Origin] | None = None
    for origin in origins:
        for name in filter(None, map(_plain, origin.names)):
            fits = words.startswith(name) or (name in words and len(name) > 0.6 * len(words))
            if fits and (best is None or len(name) > best[0]):
                best = len(name), origin
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    if written(name):
        return han.bare(name)
    return " ".join(_WORD.findall(name.lower().replace("-", " ")))
