"""What a family of expressions is: patterns, each with the reading of its match."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefings.dates.mention import Spec

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Spec | None]]


def rule(pattern: str, read: Callable[[re.Match[str]], Spec | None]) -> Rule:
    """A pattern that stands on its own (no letter or digit touches it) and how its match is read."""
    return re.compile(rf"(?<![\w.,/-])(?:{pattern})(?![\w])"), read


def loose(pattern: str, read: Callable[[re.Match[str]], Spec | None]) -> Rule:
    """A pattern that says itself where it may stand."""
    return re.compile(pattern), read
