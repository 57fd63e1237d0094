"""The counts of anniversaries: the second anniversary, its 10th birthday, the 100th day."""

from __future__ import annotations

import re

from briefings.dates.lexicon import RANK, WS, rank
from briefings.dates.mention import Jubilee, Spec
from briefings.dates.rule import Rule, loose


def _read(match: re.Match[str]) -> Spec | None:
    count = rank(match["n"])
    return Jubilee(count) if count else None


def _read_word(match: re.Match[str]) -> Spec:
    return Jubilee({"centenary": 100, "bicentenary": 200}[match["w"].lower()])


CUES = (
    "anniversary",
    "birthday",
    "centenary",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w.,-])(?P<n>{RANK})(?:{WS}|-)(?:(?:year|founding|wedding){WS})?(?i:anniversary|birthday)(?![\w])",
        _read,
    ),
    loose(r"(?<![\w-])(?P<w>(?i:bicentenary|centenary))(?![\w])", _read_word),
)
