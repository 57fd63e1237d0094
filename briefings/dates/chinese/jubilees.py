"""The counts of anniversaries: 10周年, 二十周年, 百年华诞, 100天 marks."""

from __future__ import annotations

import re

from briefings.dates.mention import Jubilee, Spec
from briefings.dates.rule import Rule, loose
from briefings.numerals import COUNT, HAN, number


def _read(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    return Jubilee(count) if count else None


def _read_hundred(match: re.Match[str]) -> Spec:
    return Jubilee(100)


CUES = ("周年", "华诞", "百年", "生日")

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![0-9.])(?<!{HAN})第?(?P<n>{COUNT})\s?个?周年(?:纪念日?)?", _read, "周年"),
    loose(rf"(?<![0-9.])(?<!{HAN})(?P<n>{COUNT})\s?年(?:华诞|诞辰)", _read, "华诞"),
    loose(rf"(?<![0-9.])(?<!{HAN})(?P<n>{COUNT})\s?岁(?:生日|华诞)", _read, "生日", "华诞"),
    loose(r"(?<![0-9一二三四五六七八九])百年华诞|百周年", _read_hundred, "百"),
    loose(
        r"(?:(?<=建[党国校厂院馆市])|(?<=诞辰)|(?<=成立)|(?<=创立)|(?<=将满)|(?<=迎来))百年(?![老名企校医大])",
        _read_hundred,
        "百年",
    ),
)
