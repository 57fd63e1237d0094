"""What in Chinese speaks for a time of writing: aims, names, signatures, datelines."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.chinese.kinds import by, near
from briefings.chinese.tense import opening
from briefings.chinese.titles import OVER, RESULT, rest
from briefings.chinese.turns import plan_year, turning
from briefings.dates.mention import Months, Plan, Point, Spec
from briefings.script import plain

_AIM = re.compile(r"规划|计划|目标|纲要|蓝图|愿景|远景|方案")
_LEAD = 40
_GOALS = re.compile(
    r"实现|达到?(?=[0-9约超到千百十一二两三])|建成|完成|突破|超过|形成|覆盖|基本|全面|建立|培育|提升至"
    r"|提高到"
)
_SO_FAR = re.compile(r"(?:，|；|。)(?:而|到)?(?:去年|今年|前年|目前|如今)(?!.{0,12}(?:将|力争|计划|目标))")
_NAMED = re.compile(r"^(?:年)?(?:远景|議程|议程|愿景|目标|行动计划|发展规划|行动方案)")
_TODAY = re.compile(r"(?:今[天日]|本日|即日)\s?[（(，,]\s?$")
_WIRE = re.compile(
    r"^[（(]?(?:新华社|中新社|中新网|央视网|人民网|新华网|光明网|中国网|法新社|路透社|本报|本网|本台|记者)?"
    r"[\u4e00-\u9fff／/]{0,16}$"
)
_FEW = 3
_SIGNER = 40
_ISSUED = re.compile(r"^\s?(?:印发|发布|公布|通过)")
_SIGNED = re.compile(r"^\s*[（(]?$|^[^，。；：、]{2,36}[局委会厅部院办府处司室组心社队站所团校馆]\s*[（(]?$")
# The paper that a text is taken from, in its last line: （2022年6月5日《山城日报》）.
_CLAUSE = ("，", "：", "“", "、")
_KEY = re.compile(
    r"^是(?!否|非)[^，。；]{0,40}(?:开局|收官|关键|攻坚|深化|决胜|承上启下|落实|贯彻|全面|起步|冲刺|突破|提升)[^，。；]{0,12}(?:之年|一年|攻坚年|提升年|突破年)"
)
_CITING = re.compile(r"^\s*[（(]?(?:(?:来源|原载|摘自|转自|据)[:：]?)?(?:《[^《》]{2,12}》)?[，,\s]*$")
_CITED = re.compile(
    r"^[，,\s]*(?:《[^《》]{2,12}》)?(?:第?[0-9]{1,2}版)?\s?[）)]\s*$|^[，,\s]*《[^《》]{2,12}报》\s*$"
)
_SENT = re.compile(r"^\s?(?:电|讯)(?![影视力话子器商])")
_WORD = re.compile(r"[a-z0-9]{2,}|[\u3400-\u9fff]+")
_PLAIN = re.compile(r"[a-z0-9\u3400-\u9fff]+")
_COMMON = frozenset(
    ["中国", "成立", "建立", "设立", "实施", "发布", "出台", "施行", "公布", "意见", "工作", "通知"]
)


def target(spec: Spec, sentence: str, at: int, to: int) -> bool:
    """Whether a year or day is told as an aim or an end: 到2025年, 2025年底前, 2025年，产值突破百亿元."""
    lead, after = sentence[max(0, at - _LEAD) : at], sentence[to:]
    return by(lead, after) or bool(_NAMED.match(after)) or _goal(spec, sentence, at)


def _goal(spec: Spec, sentence: str, at: int) -> bool:
    """Whether a year brings what only a plan can say, without any word that it has come."""
    if not isinstance(spec, Point) or spec.year is None or spec.month is not None:
        return False
    if _SO_FAR.search(plain(sentence), at):
        return False
    words = rest(sentence, at)
    return bool(_GOALS.search(near(plain(sentence), at))) and not (RESULT.search(words) or OVER.search(words))


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
        return plan_year(spec, before, plain(after))
    if not isinstance(spec, Point) or spec.year is None or spec.year < 1 or spec.decade:
        return None
    if spec.day is not None:
        return (spec.year, 4, "signature") if signs(spec, before, after) else None
    if spec.month is None and len(before.strip()) < _FEW and re.match(r"是(?!否)", after):
        return spec.year, 5, "the year that is"
    if spec.month is None and before.endswith(_CLAUSE) and _KEY.match(plain(after)):
        return spec.year, 3, "the year that is"
    return turning(spec.year, plain(before), plain(after)) if spec.month is None else None


def today(before: str, after: str) -> bool:
    """Whether a day is said to be that of writing: 今日（6月8日）; 新华社北京7月15日电."""
    if _TODAY.search(plain(before)[-6:]):
        return True
    return bool(_SENT.match(plain(after)) and _WIRE.match(before[-40:].strip()))


def signs(spec: Spec, before: str, after: str) -> bool:
    """Whether a full date stands alone in its line, or behind nobody but who signs it, as below a notice."""
    if not isinstance(spec, Point) or spec.year is None or spec.day is None:
        return False
    if _CITED.match(plain(after)) and _CITING.search(plain(before)):
        return True
    return (
        not _ISSUED.sub("", after).strip("。（） ()")
        and len(before) <= _SIGNER
        and bool(_SIGNED.search(before))
    )


def terms(text: str) -> frozenset[str]:
    """The pairs of characters, words and numbers of a name that tell it from others."""
    found: set[str] = set()
    for word in _WORD.findall(plain(text).lower()):
        if word.isascii():
            found.add(word)
        else:
            found.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return frozenset(found) - _COMMON


@lru_cache(maxsize=1024)
def bare(name: str) -> str:
    """A name without marks and spaces, in simplified characters."""
    return "".join(_PLAIN.findall(plain(name).lower()))


_DEEDS = (
    (r"成立|提出|首倡|建立|设立|创立|创办|创建|组建|诞生|建[区市县校院馆厂党国]|创[会刊]|始[建办]", "found"),
    (r"开[放园馆港业通市张店埠诊播]|启[用动]|揭牌|挂牌|运[行营]|营运|投[产用]|通[车航]", "open"),
    (r"发布|公布|印发|出台|颁布", "issue"),
    (r"通过|批准|批复|获批|施行|实施|生效", "adopt"),
    (r"签[署订约]|缔结", "sign"),
    (
        r"(?:建成|竣工|完工|落成)(?!并?(?:正式)?(?:通[车航]|投|启用|开[放园馆]|运[行营]))|开工|动工|奠基",
        "build",
    ),
)
_HONOUR = re.compile(
    r"获评|获得|入选|列入|认定|授予|命名|评为|更名|合并|迁|开行|开业|开始|始于|起源|缔结|发现"
)
_DEED = re.compile("|".join(f"({pattern})" for pattern, _ in _DEEDS))


def deed(words: str) -> str:
    """The kind of founding, opening or release that words name, as English texts name it; else empty."""
    found = _DEED.search(plain(words))
    return _DEEDS[(found.lastindex or 1) - 1][1] if found else ""


def verb(sentence: str, at: int) -> str | None:
    """The verb by which something begins in the clause at an offset, or in the next where that is short."""
    words = near(plain(sentence), at)
    found = _DEED.search(words) or _HONOUR.search(words)
    return found[0] if found else None


def this_year(spec: Spec) -> bool:
    """Whether an expression counts from the year of writing by calling it 今年."""
    return isinstance(spec, Point | Months) and (spec.year if isinstance(spec, Months) else spec).turn == 0
