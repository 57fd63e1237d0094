"""What makes a Chinese date an end, a beginning or an aim: 前, 截至, 自…起, 力争."""

from __future__ import annotations

import re

from briefings.chinese.clauses import around
from briefings.script import plain

_LITTLE = 14
_BEFORE = re.compile(r"^\s?(?:（[^）]{0,12}）)?(?:或)?(?:之前|以前|前(?![后期述往五三四两]|[0-9]))")
_UNTIL = re.compile(r"^\s?(?:[0-9]{1,2}(?:时|:[0-9]{2}))?(?:止|截止|到期|届满|期满|内完成)")
_BY = re.compile(
    r"(?:(?<![达得遇看想等找来收接提感受])到|(?<!截)(?<!以)至|不(?:晚|迟)于|最(?:晚|迟)(?:于|在)?"
    r"|截止(?:时间|日期)?(?:为|至|到|是|：|:)|有效期(?:至|到|为)|延长至|执行至|试行至|截至日期(?:为"
    r"|：))\s?[“]?$"
)
_ASOF = re.compile(r"截至|截止(?!时间|日期|到期)到?$")
_SINCE = re.compile(r"(?:自|从|始于|起于)\s?$")
_START = re.compile(r"^\s?(?:起|开始)")
_AIM = re.compile(
    r"力争|争取|目标|达到|达[0-9约超]|建成|形成|突破|超过|实现|提升|增长|提高|翻番|培育|打造|引进|集聚"
    r"|增至|增加|扩大|基本|新增|覆盖|率|占比|成为|投产|通车|建设|规模|有望|预计"
)
_BOUND = re.compile(
    r"须|应当?|必须|不得|请|报送|提交|申报|递交|送达|缴纳|整改|办结|自查|报名|截止|逾期|答复|反馈|备案"
    r"|交付|完工|完成(?!.{0,12}(?:亿|万|%))"
)
_FOUNDED = re.compile(
    r"成立|设立|建立|创立|创办|创建|印发|发布|公布|出台|颁布|施行|实施|生效|揭牌|挂牌|启动(?!仪式|会)"
    r"|获批|批复|批准|通车|开业|投产|开通|投用|启用|投入使用|落成|开园|开馆|开港|开埠|通航|首航|奠基"
    r"|诞生|上市"
)
_PASSING = re.compile(
    r"会议|大会|论坛|峰会|展会|展览|博览会|交易会|活动|仪式|比赛|大赛|联赛|讲座|培训|听证会|招聘会"
    r"|发布会|通气会|庆典|晚会|演出|招标|竞拍|拍卖|庭审|调查|会谈|座谈|书市|花市"
)
_HAPPENED = re.compile(
    r"始[建办于]|开工|动工|竣工|完工|通过|召开|举行|举办|签署|签订|签约|开幕|闭幕|获|入选|出生|逝世|迁"
    r"|更名|合并|加入|建成|完成"
)
_AMOUNT = re.compile(r"增长|下降|同比|总额|总量|产值|收入|吞吐量|[亿%％]")


def before(after: str) -> bool:
    """Whether the words behind a date make it a time that something comes before: 前, 以前."""
    return bool(_BEFORE.match(plain(after)))


def by(lead: str, after: str) -> bool:
    """Whether a date is the last day, or the aim, of something: 到, 截止, 前, 止."""
    lead, after = plain(lead), plain(after)
    return bool(_BEFORE.match(after) or _UNTIL.match(after) or (_BY.search(lead) and not _ASOF.search(lead)))


def since(lead: str, after: str) -> bool:
    """Whether something begins with a date: 自…起, 从…开始."""
    return bool(_SINCE.search(plain(lead)) and not _START.match(plain(after)))


def aims(sentence: str, at: int) -> bool:
    """Whether the clauses from an offset on tell of an aim, and of nothing that somebody is bound to do."""
    text = plain(sentence)
    _, earlier = around(text, at)
    words = near(text, at)
    if _BOUND.search(words) and not re.search(r"力争|争取|目标|有望|预计", words):
        return False
    return bool(
        _AIM.search(words) or (earlier and re.search(r"力争|争取|目标", text[earlier[0][0] : earlier[0][1]]))
    )


def near(text: str, at: int) -> str:
    """The clause at an offset, with the next one where it holds little more than a date."""
    here, _ = around(text, at)
    start, stop = here[0]
    return text[start:stop] if stop - start > _LITTLE or len(here) < 2 else text[start : here[1][1]]


def founds(sentence: str, at: int) -> bool:
    """Whether the clause of a date, or the next, tells of a founding or a release that lasts."""
    words = near(plain(sentence), at)
    return bool(_FOUNDED.search(words)) and not _PASSING.search(words)


def happens(sentence: str, at: int) -> bool:
    """Whether the clause of a date tells of a single thing that happened, and not of how much there was."""
    clause = near(plain(sentence), at)
    return bool(_FOUNDED.search(clause) or _HAPPENED.search(clause)) and not _AMOUNT.search(clause)
