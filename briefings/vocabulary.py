"""Word lists written as text, so that they stay readable."""

from __future__ import annotations


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text that is a list of words."""
    return frozenset(words.split())
