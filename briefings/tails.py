"""Patterns that must match up to the end of a text, searched no further back than their longest match."""

from __future__ import annotations

import re
from re import _parser as parser  # type: ignore[attr-defined]


class Tail:
    """A pattern that ends with `$`; its search gives what the pattern's own would."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._reach = parser.parse(pattern).getwidth()[1] + 1

    def search(self, text: str) -> re.Match[str] | None:
        """The match that ends with the text, or with the line end that closes it."""
        return self._pattern.search(text, max(0, len(text) - self._reach))
