"""Times that no calendar holds: 近日, 日前, 目前, 今后, 不久前, 长期以来."""

from __future__ import annotations

import re

from briefings.dates.mention import Spec, Vague
from briefings.dates.rule import Rule, loose

_PAST = (
    r"(?<![附最接靠])近日(?![本元])|(?<![0-9目昨今生假周节作明当次翌末期同一二三四五六七八九十])日前"
    r"|(?<![0-9])近期(?!内?[将拟]|目标|规划|内)|近来|最近(?!的?[距地路一两几0-9三五]|[邻])"
    r"|不久前|不久之前|前不久|此前|先前|早前|早些时候|前段时间|前一段时间|一段时间以来|前些(?:年|天"
    r"|日子)|(?<!跨)往年|历年来?|早年间?"
    r"|长期以来|长久以来|一直以来|一直以来|自古以来|有史以来|多年以前|从前|曾几何时|新近"
    r"|过去(?!的?[0-9一二三四五六七八九十两几数半]|了|的)|以往|昔日|当初|早期"
)
_NOW = (
    r"(?:截至)?目前|当前|(?<![出呈展体实发表])现在|现如今|如今|眼下|"
    r"现阶段|当下|时下|现今|迄今(?:为止)?|至今(?![年天日晚晨早春夏秋冬])|到目前为止|此刻|眼前|今天的"
    r"|当今|现时"
)
_NEXT = (
    r"今后(?![0-9一二三四五六七八九十两几半])|(?<!从)将来|(?:不久的)?将来"
    r"|(?<![从前还并尚])未来(?![0-9一二三四五六七八九十两几数半感城科型得及到])"
    r"|(?<![0-9今明昨前每半当周假节次休整])日后(?!本)|往后"
    r"|下一步|下一阶段|近期(?=内?[将拟])|不久后|不日|择期|即将到来的|适时|届时|后续|下阶段"
)


def _read_past(match: re.Match[str]) -> Spec:
    return Vague("PAST_REF")


def _read_now(match: re.Match[str]) -> Spec:
    return Vague("PRESENT_REF")


def _read_next(match: re.Match[str]) -> Spec:
    return Vague("FUTURE_REF")


_PAST_CUES = (
    "近日",
    "日前",
    "近期",
    "近来",
    "最近",
    "久前",
    "前不久",
    "此前",
    "先前",
    "早",
    "前段",
    "一段",
    "前些",
    "往",
    "历年",
    "以来",
    "以前",
    "从前",
    "几何",
    "新近",
    "过去",
    "昔",
    "当初",
)
_NOW_CUES = (
    "目前",
    "当前",
    "现在",
    "如今",
    "眼",
    "现阶段",
    "当下",
    "时下",
    "现今",
    "迄今",
    "至今",
    "此刻",
    "当今",
    "现时",
    "今天的",
)
_NEXT_CUES = (
    "今后",
    "将来",
    "未来",
    "日后",
    "往后",
    "一步",
    "阶段",
    "近期",
    "不久",
    "不日",
    "择期",
    "即将",
    "适时",
    "届时",
    "后续",
)
CUES = (*_PAST_CUES, *_NOW_CUES, *_NEXT_CUES)

RULES: tuple[Rule, ...] = (
    loose(_PAST, _read_past, *_PAST_CUES),
    loose(_NOW, _read_now, *_NOW_CUES),
    loose(_NEXT, _read_next, *_NEXT_CUES),
)
