"""What in Chinese speaks for a time of writing: aims, names, signatures, datelines."""

from __future__ import annotations

import re

from briefings.chinese.kinds import by, near
from briefings.chinese.tense import opening
from briefings.dates.mention import Plan, Point, Spec
from briefings.script import plain

_AIM = re.compile(r"规划|计划|目标|纲要|蓝图|愿景|远景|方案")
_TODAY = re.compile(r"(?:今[天日]|本日|即日)\s?[（(，,]\s?$")
_WIRE = re.compile(
    r"^[（(]?(?:新华社|中新社|中新网|央视网|人民网|新华网|光明网|中国网|法新社|路透社|本报|本网|本台|记者)?"
    r"[\u4e00-\u9fff]{0,16}$"
)
_SENT = re.compile(r"^\s?(?:电|讯)(?![影视力话子器商])")
_WORD = re.compile(r"[a-z0-9]{2,}|[\u3400-\u9fff]+")
_PLAIN = re.compile(r"[a-z0-9\u3400-\u9fff]+")
_COMMON = frozenset(
    ["中国", "成立", "建立", "设立", "实施", "发布", "出台", "施行", "公布", "意见", "工作", "通知"]
)


def target(lead: str, after: str) -> bool:
    """Whether a year or day is told as an aim or an end: 到2025年, 2025年底前."""
    return by(lead, after)


def aim(after: str) -> bool:
    """Whether a year stands in the name of a plan: 2035远景目标."""
    return bool(_AIM.search(after[:20]))


def year_first(sentence: str, at: int, to: int) -> bool:
    """Whether a year opens a sentence that tells of that year: 2019年，…"""
    return opening(sentence, at) and sentence[to : to + 1] in {"，", ","} and len(sentence[:at].strip()) < 2


def said(spec: Spec, before: str, after: str) -> tuple[int, float, str] | None:
    """The year that a text says it is of, with the weight and the name of that witness.

    2024年是项目攻坚年 names its year, 今年是“十四五”开局之年 counts it, and so does who signs with a day.
    """
    if isinstance(spec, Plan):
        return _plan_year(spec, before, plain(after))
    if not isinstance(spec, Point) or spec.year is None or spec.year < 1 or spec.decade:
        return None
    if spec.day is not None:
        return (
            (spec.year, 4, "signature") if signed(before, after) and len(before) + len(after) < 40 else None
        )
    if spec.month is None and not before.strip() and re.match(r"是(?!否)", after):
        return spec.year, 3, "the year that is"
    return None


def _plan_year(spec: Plan, before: str, after: str) -> tuple[int, float, str] | None:
    first = 1966 + 5 * (spec.number - 3)
    if not re.search(r"今年是?|(?<!去)年是$", plain(before)[-12:]):
        return None
    for words, shift in (("开局", 0), ("起步", 0), ("收官", 4), ("承上启下", 2), ("中期", 2)):
        if words in after[:12]:
            return first + shift, 4, "year of a plan"
    return None


def today(before: str, after: str) -> bool:
    """Whether a day is said to be that of writing: 今日（6月8日）; 新华社北京7月15日电."""
    if _TODAY.search(plain(before)[-6:]):
        return True
    return bool(_SENT.match(plain(after)) and _WIRE.match(before[-40:].strip()))


def signed(before: str, after: str) -> bool:
    """Whether a day stands alone in its line, or behind nobody but who signs it, as below a notice."""
    return not after.strip("。（） ()") and not re.search(r"[，。；：]", before) and len(before) <= 40


def terms(text: str) -> frozenset[str]:
    """The pairs of characters, words and numbers of a name that tell it from others."""
    found: set[str] = set()
    for word in _WORD.findall(plain(text).lower()):
        if word.isascii():
            found.add(word)
        else:
            found.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return frozenset(found) - _COMMON


def bare(name: str) -> str:
    """A name without marks and spaces, in simplified characters."""
    return "".join(_PLAIN.findall(plain(name).lower()))


_DEEDS = (
    (r"成立|建立|设立|创立|创办|创建|组建|诞生|建[区市县校院馆厂党国]|创[会刊]|始[建办]", "found"),
    (r"开[放园馆港业通]|启[用动]|揭牌|挂牌|运[行营]|投[产用]|通[车航]", "open"),
    (r"发布|公布|印发|出台|颁布", "issue"),
    (r"通过|批准|批复|获批|施行|实施|生效", "adopt"),
    (r"签[署订约]|缔结", "sign"),
    (r"建成|竣工|完工|落成|开工|动工|奠基", "build"),
)
_DEED = re.compile("|".join(f"({pattern})" for pattern, _ in _DEEDS))


def deed(words: str) -> str:
    """The kind of founding, opening or release that words name, as English texts name it; else empty."""
    found = _DEED.search(plain(words))
    return _DEEDS[(found.lastindex or 1) - 1][1] if found else ""


def verb(sentence: str, at: int) -> str | None:
    """The verb by which something begins in the clause at an offset, or in the next where that is short."""
    found = _DEED.search(near(plain(sentence), at))
    return found[0] if found else None
