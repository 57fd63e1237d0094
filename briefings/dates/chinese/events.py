"""Stretches that run from an event: 改革开放以来, 自新区成立以来."""

from __future__ import annotations

import re

from briefings.dates.hung import Since
from briefings.dates.mention import Spec
from briefings.dates.rule import Rule, loose

_DEED = (
    r"成立|设立|实施|施行|开放|召开|建立|运行|运营|启动|发布|公布|出台|印发|开展|开工|挂牌|揭牌|上市"
    r"|创立|创办|创建|组建|获批|建设|建区|建市|建国"
    r"|建党|建城|开发|开通|开园|投运|投产|投用|开馆|开业|入世|加入|改革|疫情|试点|举办|推行|推进|落地"
    r"|签署|签订|生效|[一二三四五六七八九十]大|全会|会议"
)
_WHAT = rf"(?P<what>[^\s，。；：、！？,;:（）()0-9]{{0,40}}?(?:{_DEED})[”》」]?)"
_START = r"(?:(?<=[，。；：、！？“（\s])|(?<=\A))"


def _read(match: re.Match[str]) -> Spec:
    return Since(match["what"].strip("“”《》「」"))


CUES = ("以来", "至今")

RULES: tuple[Rule, ...] = (
    loose(rf"(?:自从|自|从){_WHAT}(?:以来|至今)", _read, "以来", "至今"),
    loose(rf"{_START}(?!自|从){_WHAT}以来", _read, "以来"),
)
