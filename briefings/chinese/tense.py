"""How a Chinese clause is told: past, present or future, and how firmly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.chinese.clauses import Span, around, clauses
from briefings.model import Grade
from briefings.script import plain

if TYPE_CHECKING:
    from briefings.dates.mention import Tense

# 将 before an object is no future (将其纳入, 将项目列入); 要 and 应 are one only where they
# are no part of another word.
_FUTURE = (
    r"(?<!已)(?<!已经)将(?![来军士领其这此该近]|[^，。；]{1,14}(?:纳入|列入|列为|作为|打造[成为]|建设?成"
    r"|转化|改造|调整为|提高到|提升[至到]|扩大到|定为|视为))"
    r"|(?<![模虚草])拟(?![态人定订合])"
    r"|(?<!行动)(?<!五年)(?<!发展)(?<!年度)(?<!工作)(?<!投资)计划(?=[于在将用投新建举开推实到今明年安引完启组打发与通再赴派出分每总从对向把为力利以\d一两三])|预计|预期|即将|定于|有望|力争|争取|打算"
    r"|(?<=[^期])待(?=[0-9一二三])|再过|准备(?![金好期充]|工作)"
    r"|(?<![重主需只首纪摘概简不])要(?![求素点件闻道塞务领案么是紧])|(?<![必])须|必须|应[当于在该]"
    r"|需(?=[在于])|(?<![邀申聘提恳宴])请(?![示求假柬客教])"
    r"|目标是?|不得(?:晚|迟)于|届时|下(?:一)?届|截止|建议"
    r"|(?<![材原资饮涂布燃肥饲史塑染调颜面配])料(?=[于将需在今明后会可\d])|最快(?:可?于|在|将|要|今|明|后|\d)|或(?=[于将]|突破|达|迎|有望|可[达能望]|超|创|升|降|继续)|可望|预定(?=于|在|今|明|\d)"
)
_PAST = (
    r"已经?(?![婚知有之])|曾经?(?![祖孙])|(?<![为除极罢明未完受免])了(?![解结如望然])|"
    r"刚刚?(?=[^性好需])|此前|先后|早在|历时|自从?[^，。]{1,20}以来|同比|环比|比上年|较上年"
    r"|[比较](?:[12][0-9]{3}|去)年|累计|截至|年均"
)
_PRESENT = (
    r"正在|目前|当前|(?<![不总要凡尤可但还只于就先])是(?!否|非)|恰逢|适逢|正值|时值|值此|喜迎|处于|属于"
)
_BARE = (
    r"召开|(?<!改革)(?<!发)开放|举行|举办|印发|出台|发布|公布|成立|设立|启动|揭牌|挂牌|开幕|闭幕|落幕"
    r"|签署|签约|签订|签下|获悉|了解到|看到|见到|走进|来到|表示|介绍|指出|宣布|获批|批准|批复|审议通过|(?<![可需应须想能])通过(?![“‘]?[^，。；“”‘’]{1,12}?(?:方式|渠道|途径|平台|系统|网站|小程序|APP|App|窗口|热线|邮箱|形式|手段|公众号))"
    r"|开工|动工|完工|竣工|投产|开通|通车|投用|启用|投入使用|落地|发生|参加|出席|标志着|上线|亮相"
    r"|抵达|驶离|驶出|驶入|合龙|贯通|会见|考察|调研|视察|走访|发放|颁发"
    r"|荣获|入选|摘得|交付|首发|首航|奠基|封顶|下线|出生|逝世|创办|创建|始建|始办|诞生|下发|修订|颁布"
    r"|闭馆|开馆|开市|开业|开园|开学|收官|收兵|落成|迎来|说|称|透露|报道|讯"
    r"|上[升调涨]|下[调跌]|回落|回升|运行|受到|收到|接到|组建|并入|更名|迁入|入驻|试点|试行"
    r"|熄灭|点燃|首演|首播|播出|热映|登顶|夺冠|夺得|斩获|开讲|开赛|开拍|封顶|吊装|并网|投放|挂网|更新"
    r"|刊发|刊登|发出|发行|推出|公开|提出|强调|要求|决定|离开|返回|启程|撤离"
)
_GOAL = r"实现|达到?(?=[0-9约超到千百十一二两三])|建成|完成|突破|超过|增长|下降|新增|建立|形成|覆盖"
_VERB = re.compile(rf"(?P<f>{_FUTURE})|(?P<p>{_PAST})|(?P<n>{_PRESENT})|(?P<b>{_BARE})|(?P<g>{_GOAL})")
_DUE = re.compile(
    r"完成|实现|建成|达|须|应|报|送|提交|提出|办理|缴|整改|竣工|完工|投产|通车|投用|启用|投入|交付|开工"
    r"|公布|发布|启动|举行|召开|举办|开通|发放|下发|印发|开馆|开园|开业|报到|入驻|上线"
    r"|出台|覆盖|退出|淘汰|形成|反馈|答复|申请|登记|领取|建立|落实|到位|清零|碳|贯通|合龙|投运|运营|搬迁|拨付|兑付|恢复"
)
_NEAR = 24
_UNTIL = re.compile(r"\s?(?:或)?(?:之前|以前|前(?![后期述三五四两]|[0-9])|止|截止)")


_TO = re.compile(r"(?<![达得遇看想等找来收接提感受截])到$|(?<!截)至$")


# What a year alone brings may be a result or a goal: 2025年，产值突破百亿元.
_YEARLY = re.compile(r"^[^月日天周]*年(?:度|底|末)?$")
# What comes into force with a day may lie behind or ahead, whatever the next clause tells.
_STARTS = re.compile(
    r"起?(?:正式|全面|开始)?(?:施行|实施|执行|生效|试行)|起[^，。；]{1,12}(?:施行|实施|执行|生效|试行)"
)
_OWN = re.compile(r"[0-9〇一二三四五六七八九十]\s?[年月日]|[今去明前后]年|[上下本]半?[年月周]")
_FEW = 5


_LATEST = re.compile(r"(?<!截)(?:最(?:晚|迟)(?:于|在|将于)?|不(?:晚|迟)于)\s?$")


# A day that something begins on takes no past from the clause before (已于上月完工，6月1日起恢复).
# What comes by a plan comes, though its own clause has no word for it (按照规划，2024年一期投用).
_BY_PLAN = re.compile(r"(?:按照?|根据|依照)[^，。；]{0,12}?(?:规划|计划|安排|方案|部署|进度)[^，。；]{0,4}，")
_OWN_YEAR = re.compile(r"[年昨前]")
# The day that a dividend is counted on is over.
_BASE = re.compile(r"[^，。；]{0,16}?为(?:基数|基准)")


class _Cue(NamedTuple):
    at: int
    sort: str


@lru_cache(maxsize=128)
def _cues(sentence: str) -> tuple[_Cue, ...]:
    return tuple(_Cue(m.start(), m.lastgroup or "b") for m in _VERB.finditer(plain(sentence)))


def tense(sentence: str, start: int, end: int) -> Tense:
    """The tense of the expression at `start:end`: by its own clause, else the next that tells, else the last.

    In a clause words such as 将 and 已 rule, the one closest before the expression first; a bare verb
    tells the past, and of something to be done before a day the future.
    """
    if own := _turned(plain(sentence)[start:end]):
        return own
    if _LATEST.search(plain(sentence)[max(0, start - 8) : start]):
        return "future"
    if sentence[max(0, start - 1) : start] in {"以", "按"} and _BASE.match(plain(sentence), end):
        return "past"
    here, before = around(sentence, start)
    if sentence.startswith("起", end) and not _OWN_YEAR.search(sentence, start, end):
        before = ()
    aim = _TO.search(plain(sentence)[:start][-2:]) is not None
    for span in (*_lent(sentence, here, end), *before):
        if found := _told(sentence, span, start, end, bare=not aim):
            planned = found == "past" and _BY_PLAN.search(plain(sentence), 0, start)
            return "future" if planned and unmarked(sentence, start, end) else found
    return "unknown"


def _lent(sentence: str, here: Sequence[Span], end: int) -> Iterator[Span]:
    """The clause of an expression, and those behind it that may tell its tense.

    A clause that says something itself takes none from a clause with a time of its own.
    """
    yield here[0]
    says = here[0][1] - end > _FEW
    if _STARTS.match(plain(sentence), end):
        return
    for a, b in here[1 : 2 if says else None]:
        if says and _OWN.search(sentence, a, b):
            return
        yield a, b


# Verbs that only reports use, and no notice of what is to come.
_NEWS = re.compile(
    r"闭幕|落幕|获悉|了解到|表示|介绍|指出|宣布|发生|出席|会见|考察|调研|走访|荣获|入选|摘得|出生|逝世"
    r"|抵达|驶离|驶出|驶入|合龙|贯通|透露|报道|收官|收兵|获批|收到|受到|接到|强调|签下|讯"
)


def unmarked(sentence: str, start: int, end: int) -> bool:
    """Whether no word before or behind an expression in its clauses marks what it tells as past.

    A bare verb is told of what has been and of what a notice sets (5月27日公布结果).
    """
    here, before = around(sentence, start)
    spans = [*_lent(sentence, here, end), *before]
    a, b = spans[0]
    if _NEWS.search(plain(sentence)[a:b] + plain(sentence)[end : end + _NEAR]):
        return False
    marks = [cue for cue in _cues(sentence) if cue.sort == "p"]
    return not any(a <= cue.at < b for cue in marks for a, b in spans)


_COMING = re.compile(
    r"明[年天日早晚春夏秋冬]|后[年天日]|大后|来年|下一?[年月周季半]?|未来|今后|往后|接下来|再过"
)
_GONE = re.compile(
    r"昨|去[年春夏秋冬]|前[年天日]|大前|上一?个?(?:月|周|星期|季度)|过去|近[0-9一二两三四五六七八九十]"
)


def _turned(words: str) -> Tense | None:
    """The tense that an expression has by itself: 明年 comes, 昨天 is gone."""
    if _COMING.match(words) and not words.startswith("下半"):
        return "future"
    return "past" if _GONE.match(words) else None


_TENSES: dict[str, Tense] = {"f": "future", "p": "past", "n": "present"}


def _told(sentence: str, span: tuple[int, int], start: int, end: int, *, bare: bool) -> Tense | None:
    """The tense that one clause tells, where it tells any; `bare` lets verbs without a mark tell it."""
    cues = [cue for cue in _cues(sentence) if span[0] <= cue.at < span[1] and not start <= cue.at < end]
    marks = [cue for cue in cues if cue.sort not in {"b", "g"}]
    own = span[0] <= start < span[1]
    until = own and _UNTIL.match(sentence, end) and all(cue.sort != "p" for cue in marks)
    if until and (sentence[end - 1] in "底末" or _DUE.search(plain(sentence), end, end + _NEAR)):
        return "future"
    if marks:
        return _TENSES[_closest(marks, start if own else span[0]).sort]
    told = bare and any(cue.sort == "b" or not _YEARLY.search(sentence, start, end) for cue in cues)
    return "past" if told else None


def _closest(marks: list[_Cue], at: int) -> _Cue:
    """The mark right before the expression, else the first behind it; what is before 是 weighs more."""
    firm = [cue for cue in marks if cue.sort != "n"] or marks
    before = [cue for cue in firm if cue.at < at]
    return before[-1] if before else firm[0]


_GRADES = (
    (Grade.ESTIMATED, re.compile(r"预计|预期|预测|估计|估算|可能|或将|或达|或于|大概|大约")),
    (Grade.HOPED, re.compile(r"有望|力争|争取|希望|期待|期望|努力|愿景|目标|建议(?!书|稿)|争创|展望|力求")),
    (
        Grade.PLANNED,
        re.compile(
            r"(?<!行动)(?<!五年)(?<!发展)(?<!年度)(?<!工作)(?<!投资)计划(?=[于在将用投新建举开推实到今明年安引完启组打发与通再赴派出分每总从对向把为力利以\d一两三])|(?<![模虚草])拟|打算|准备(?![金好期充])|定于|规划|将(?![军士领其这此该])|(?<![规])划(?=于)|即将|筹备|未来|今后"
        ),
    ),
    (
        Grade.DECIDED,
        re.compile(
            r"决定|批准|批复|印发|发布|公布|宣布|出台|通过|成立|设立|签署|签订|签约|要求|必?须|应当|不得"
            r"|要(?=在|于|确保)|(?<![邀申聘提恳宴])请(?![示求假柬客教])|启动|颁布|同意|部署|明确"
        ),
    ),
)
_NAME = re.compile(r"《[^《》]{0,60}》|“[^“”]{0,30}”")
_FORCE = re.compile(
    r"施行|生效|实施|执行|已|有效|(?<!不)是(?![否非])|为|达|同比|增长|下降|完成|建成|开工|完工|获悉|举行"
    r"|召开|生$|出生|毕业|参加工作|现任|历任"
)


def grade(sentence: str, at: int) -> Grade:
    """How firm the clause around `at` is, else the next ones; the weakest of a clause's words rules."""
    text = plain(sentence)
    here, before = around(sentence, at)
    for a, b in (*here, *before):
        clause = _NAME.sub("", text[a:b])
        for found, words in _GRADES:
            if words.search(clause):
                return found
        if _FORCE.search(clause):
            return Grade.IN_FORCE
    return Grade.IN_FORCE


def graded_by(sentence: str, value: Grade) -> tuple[str, ...]:
    """The words of a sentence that can give it this grade, in order."""
    rules = (words for found, words in _GRADES if found is value)
    text = _NAME.sub("", plain(sentence))
    return tuple(dict.fromkeys(match.group() for words in rules for match in words.finditer(text)))


_AHEAD = re.compile(_FUTURE)


@lru_cache(maxsize=64)
def looks_ahead(sentence: str) -> bool:
    """Whether a sentence tells of anything still to come."""
    return bool(_AHEAD.search(plain(sentence)))


def opening(sentence: str, at: int) -> bool:
    """Whether the clause at an offset is the first of its sentence."""
    return at < clauses(sentence)[0][1]
