"""What a family of expressions is: patterns, each with the reading of its match."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from briefings.dates.mention import Spec

Reader = Callable[[re.Match[str]], Spec | None]


class Rule(NamedTuple):
    """A pattern, how its match is read, and its cues: a text without any of them has no match.

    Cues are in lower case, with # for digits and one space for any white space.
    """

    pattern: re.Pattern[str]
    read: Reader
    cues: tuple[str, ...]


def rule(pattern: str, read: Reader, *cues: str) -> Rule:
    """A pattern that stands on its own: no letter or digit touches it."""
    return Rule(re.compile(rf"(?<![\w.,/-])(?:{pattern})(?![\w])"), read, cues)


def loose(pattern: str, read: Reader, *cues: str) -> Rule:
    """A pattern that says itself where it may stand."""
    return Rule(re.compile(pattern), read, cues)
