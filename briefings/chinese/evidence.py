"""What in Chinese speaks for a time of writing: aims, names, signatures, datelines."""

from __future__ import annotations

import re

from briefings.chinese.clauses import around
from briefings.chinese.kinds import by, near
from briefings.chinese.tense import opening
from briefings.dates.mention import Months, Plan, Point, Spec
from briefings.script import plain

_AIM = re.compile(r"规划|计划|目标|纲要|蓝图|愿景|远景|方案")
_LEAD = 40
_GOALS = re.compile(
    r"实现|达到?(?=[0-9约超到千百十一二两三])|建成|完成|突破|超过|形成|覆盖|基本|全面|建立|培育|提升至"
    r"|提高到"
)
_NAMED = re.compile(r"^(?:年)?(?:远景|議程|议程|愿景|目标|行动计划|发展规划|行动方案)")
_TODAY = re.compile(r"(?:今[天日]|本日|即日)\s?[（(，,]\s?$")
_WIRE = re.compile(
    r"^[（(]?(?:新华社|中新社|中新网|央视网|人民网|新华网|光明网|中国网|法新社|路透社|本报|本网|本台|记者)?"
    r"[\u4e00-\u9fff]{0,16}$"
)
_FEW = 3
_SIGNER = 40
_ISSUED = re.compile(r"^\s?(?:印发|发布|公布|通过)")
_SIGNED = re.compile(r"^\s*[（(]?$|^[^，。；：、]{2,36}[局委会厅部院办府处司室组心社队站所团校馆]\s*[（(]?$")
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
    words = _rest(sentence, at)
    return bool(_GOALS.search(near(plain(sentence), at))) and not (
        _RESULT.search(words) or _OVER.search(words)
    )


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
        return (spec.year, 4, "signature") if signs(spec, before, after) else None
    if spec.month is None and len(before.strip()) < _FEW and re.match(r"是(?!否)", after):
        return spec.year, 5, "the year that is"
    return _turning(spec.year, plain(before), plain(after)) if spec.month is None else None


def _turning(year: int, before: str, after: str) -> tuple[int, float, str] | None:
    """步入2024年, 刚刚过去的2023年, 即将到来的2025年, 总结2023年工作，部署2024年任务."""
    for shift, words in _TURNS:
        if words.search(before):
            return year + shift, 2.5, "turn of a year"
    if over := _OUT.match(after):
        return year + (over["gone"] is not None), 4, "turn of a year"
    return (year, 3, "tasks of a year") if _TASKS.search(before[-16:]) and _WORK.match(after) else None


_ENDS = (("最后一年", 4), ("末年", 4), ("首年", 0))
_TURNS = (
    (0, re.compile(r"(?:步入|进入|迈入|跨入|走进|踏入)(?:了|到)?$")),
    (1, re.compile(r"(?:刚刚?|已经?)(?:过去|结束|走过)的$|(?:回望|回眸|回首)(?:了)?$|^过去的$")),
    (-1, re.compile(r"(?:即将|就要)(?:到来|来临|开启)的$")),
)
_OUT = re.compile(r"^(?:(?P<gone>已经?|刚刚?)|就要|即将|行将|快要|将要)(?:过去|结束|翻篇|落幕|远去)")
_TASKS = re.compile(r"部署|安排|做好|研究|谋划")
_WORK = re.compile(r"^的?(?:各项|重点)?(?:工作|任务|目标任务)")
_PERIOD = re.compile(
    r"公报|年报|年度报告|年鉴|总结|回顾|决算|白皮书|蓝皮书|绿皮书|统计|盘点|概况|成绩单|答卷|大事记|纪事"
    r"|运行情况|执行情况|(?<!工作)报告(?:摘要)?$"
)
_SET = re.compile(
    r"^(?:度|年)?[^，。]{0,24}?(?:招生|招聘|招录|招收|招募|工作要点|考试|选拔|申报|评选|遴选|复试|征集|预算"
    r"|春运|工作安排|工作方案|放假|行动方案|重点任务)"
)
_OCCURS = re.compile(r"^[^。；]{0,40}?(?:召开|举办|举行|施行|实施|成立)之年")
_ABOUT = 24
_PLANNED = re.compile(r"行动(?:方案|计划)|工作方案|实施方案|规划|每年安排|计划")
_AS_OF = re.compile(r"截[至止]到?$")


def reports(words: str) -> bool:
    """Whether a title or heading promises the results of a year: 统计公报, 工作回顾."""
    return _PERIOD.search(plain(words)) is not None


def results(sentence: str, at: int) -> bool:
    """Whether the clause at an offset, or those behind it, tell how much there was, not what is planned."""
    words = _rest(sentence, at)
    return _RESULT.search(words) is not None and _PLANNED.search(words) is None


def planned(sentence: str, at: int) -> bool:
    """Whether the words around an offset name a plan: 行动方案（2023—2025年）, 2023—2025年每年安排资金."""
    return _PLANNED.search(plain(sentence)[max(0, at - _LEAD) : at + _LEAD]) is not None


def as_of(before: str) -> bool:
    """Whether figures are told up to the time behind these words: 截至."""
    return _AS_OF.search(plain(before[-4:])) is not None


def scheduled(spec: Spec, after: str) -> int | None:
    """The year for which a title sets something: 2022年招生简章."""
    plainly = isinstance(spec, Point) and spec.month is None and not spec.decade and not spec.named
    return spec.year if isinstance(spec, Point) and plainly and _SET.match(plain(after)) else None


def occurring(spec: Point, after: str) -> str:
    """The words that may name what happens, or happened, in a year or month counted from that of writing."""
    words = plain(after)
    if spec.month is not None:
        return words[:_ABOUT]
    found = _OCCURS.match(words) if spec.turn == 0 else None
    return found[0] if found else ""


def _plan_year(spec: Plan, before: str, after: str) -> tuple[int, float, str] | None:
    first = 1966 + 5 * (spec.number - 3)
    if not re.search(r"今年是?|今年[^。；！？]{0,40}[是为]$|(?<!去)年是$", plain(before)[-44:]):
        return None
    if found := re.search(r"第([一二三四五])年", after[:16]):
        return first + "一二三四五".index(found[1]), 4, "year of a plan"
    for words, shift in (("开局", 0), ("起步", 0), ("收官", 4), ("承上启下", 2), ("中期", 2), *_ENDS):
        if words in after[:18]:
            return first + shift, 4, "year of a plan"
    return None


def today(before: str, after: str) -> bool:
    """Whether a day is said to be that of writing: 今日（6月8日）; 新华社北京7月15日电."""
    if _TODAY.search(plain(before)[-6:]):
        return True
    return bool(_SENT.match(plain(after)) and _WIRE.match(before[-40:].strip()))


def signs(spec: Spec, before: str, after: str) -> bool:
    """Whether a full date stands alone in its line, or behind nobody but who signs it, as below a notice."""
    if not isinstance(spec, Point) or spec.year is None or spec.day is None:
        return False
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


def bare(name: str) -> str:
    """A name without marks and spaces, in simplified characters."""
    return "".join(_PLAIN.findall(plain(name).lower()))


_DEEDS = (
    (r"成立|提出|首倡|建立|设立|创立|创办|创建|组建|诞生|建[区市县校院馆厂党国]|创[会刊]|始[建办]", "found"),
    (r"开[放园馆港业通]|启[用动]|揭牌|挂牌|运[行营]|投[产用]|通[车航]", "open"),
    (r"发布|公布|印发|出台|颁布", "issue"),
    (r"通过|批准|批复|获批|施行|实施|生效", "adopt"),
    (r"签[署订约]|缔结", "sign"),
    (r"建成|竣工|完工|落成|开工|动工|奠基", "build"),
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


_RESULT = re.compile(r"全年|同比|比上年|较上年|[比较][12][0-9]{3}年|增长|下降|累计|占[0-9总全]|首次突破|首度")
_OVER = re.compile(r"已|了(?![解结])|共[0-9]|其中|首次|首度|跻身|位居|位列|名列")


def bygone(spec: Spec, sentence: str, at: int) -> int | None:
    """The year whose results a clause tells, which a text of that year would call 今年."""
    if not isinstance(spec, Point) or spec.year is None or spec.year < 1 or spec.named or spec.decade:
        return None
    ends = spec.part == "end" and re.search(r"截[至止]到?$", plain(sentence[:at])) is not None
    if spec.month is not None or spec.nth is not None or (spec.part is not None and not ends):
        return None
    return spec.year if ends or _RESULT.search(_rest(sentence, at)) else None


def _rest(sentence: str, at: int) -> str:
    """The clause at an offset with those behind it, up to a semicolon or full stop."""
    text = plain(sentence)
    here, _ = around(text, at)
    return text[here[0][0] : here[-1][1]]


def this_year(spec: Spec) -> bool:
    """Whether an expression counts from the year of writing by calling it 今年."""
    return isinstance(spec, Point | Months) and (spec.year if isinstance(spec, Months) else spec).turn == 0
