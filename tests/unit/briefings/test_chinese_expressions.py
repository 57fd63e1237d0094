"""Every family of Chinese expressions: the value, the days, and what is no time at all."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.anchoring import anchors
from briefings.dates import chinese, mentions
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.resolving import resolve
from briefings.model import Passage
from briefings.telling import telling

ON = date(2023, 7, 13)

DATED = """
absolute | 市人大于2019年11月28日表决通过条例。 | 2019年11月28日 | 2019-11-28 | 2019-11-28 | 2019-11-28
absolute | 协议签于一九八四年十二月十九日。 | 一九八四年十二月十九日 | 1984-12-19 | 1984-12-19 | 1984-12-19
absolute | 方案于二○二一年十月廿一日获批。 | 二○二一年十月廿一日 | 2021-10-21 | 2021-10-21 | 2021-10-21
absolute | 公告２０２２年３月８日刊登于政府公报。 | ２０２２年３月８日 | 2022-03-08 | 2022-03-08 | 2022-03-08
absolute | 办公室 2020 年 6 月 1 日起搬迁。 | 2020 年 6 月 1 日 | 2020-06-01 | 2020-06-01 | 2020-06-01
absolute | 系统于2022-11-30切换，旧版同时停用。 | 2022-11-30 | 2022-11-30 | 2022-11-30 | 2022-11-30
absolute | 标准于2018.9.15发布。 | 2018.9.15 | 2018-09-15 | 2018-09-15 | 2018-09-15
absolute | 听证会于2023年8月9日（星期三）举行。 | 2023年8月9日 | 2023-08-09 | 2023-08-09 | 2023-08-09
partial | 6月20日，码头恢复作业。 | 6月20日 | 2023-06-20 | 2023-06-20 | 2023-06-20
partial | 11月3日，展会闭幕。 | 11月3日 | 2022-11-03 | 2022-11-03 | 2022-11-03
partial | 录取通知书将于8月1日寄出。 | 8月1日 | 2023-08-01 | 2023-08-01 | 2023-08-01
partial | 去年10月15日，馆舍封顶。 | 去年10月15日 | 2022-10-15 | 2022-10-15 | 2022-10-15
partial | 上月27日，双方会谈。 | 上月27日 | 2023-06-27 | 2023-06-27 | 2023-06-27
partial | 本月3日，车站启用。 | 本月3日 | 2023-07-03 | 2023-07-03 | 2023-07-03
partial | 记者12日从海关获悉。 | 12日 | 2023-07-12 | 2023-07-12 | 2023-07-12
partial | 5月中旬，试点启动。 | 5月中旬 | 2023-05 | 2023-05-01 | 2023-05-31
partial | 2020年5月下旬，航线复飞。 | 2020年5月下旬 | 2020-05 | 2020-05-01 | 2020-05-31
partial | 2017年8月，码头开工。 | 2017年8月 | 2017-08 | 2017-08-01 | 2017-08-31
partial | 十二月份将组织验收。 | 十二月份 | 2023-12 | 2023-12-01 | 2023-12-31
partial | 月底前须交齐材料。 | 月底 | 2023-07 | 2023-07-01 | 2023-07-31
partial | 下月初开放预约。 | 下月初 | 2023-08 | 2023-08-01 | 2023-08-31
partial | 上个月，运价回落。 | 上个月 | 2023-06 | 2023-06-01 | 2023-06-30
relative | 前年，厂区完成搬迁。 | 前年 | 2021 | 2021-01-01 | 2021-12-31
relative | 后年，隧道将贯通。 | 后年 | 2025 | 2025-01-01 | 2025-12-31
relative | 大前年，工程停工。 | 大前年 | 2020 | 2020-01-01 | 2020-12-31
relative | 今年的预算已公布。 | 今年 | 2023 | 2023-01-01 | 2023-12-31
relative | 去年底，新馆开门迎客。 | 去年底 | 2022 | 2022-12-01 | 2022-12-31
relative | 明年年初将发布细则。 | 明年年初 | 2024 | 2024-01-01 | 2024-01-31
relative | 2019年末，账户余额归零。 | 2019年末 | 2019 | 2019-12-01 | 2019-12-31
relative | 2018年中，收费下调。 | 2018年中 | 2018 | 2018-06-01 | 2018-07-31
relative | 岁末，各地举办灯会。 | 岁末 | 2023 | 2023-12-01 | 2023-12-31
relative | 昨天，议案获得通过。 | 昨天 | 2023-07-12 | 2023-07-12 | 2023-07-12
relative | 前天，车队出发。 | 前天 | 2023-07-11 | 2023-07-11 | 2023-07-11
relative | 论坛明日开幕。 | 明日 | 2023-07-14 | 2023-07-14 | 2023-07-14
relative | 上周，库存下降。 | 上周 | 2023-W27 | 2023-07-03 | 2023-07-09
weekday | 上周二，评审会召开。 | 上周二 | 2023-07-04 | 2023-07-04 | 2023-07-04
weekday | 本周五将公布结果。 | 本周五 | 2023-07-14 | 2023-07-14 | 2023-07-14
weekday | 下周三，窗口暂停服务。 | 下周三 | 2023-07-19 | 2023-07-19 | 2023-07-19
weekday | 星期二，法院开庭审理。 | 星期二 | 2023-07-11 | 2023-07-11 | 2023-07-11
half | 上半年，税收增长。 | 上半年 | 2023-H1 | 2023-01-01 | 2023-06-30
half | 2021年下半年，机场扩建。 | 2021年下半年 | 2021-H2 | 2021-07-01 | 2021-12-31
quarter | 去年第四季度，出口回升。 | 去年第四季度 | 2022-Q4 | 2022-10-01 | 2022-12-31
quarter | 二季度，工业用电增长。 | 二季度 | 2023-Q2 | 2023-04-01 | 2023-06-30
range | 前三季度，客运量翻番。 | 前三季度 | P9M | 2023-01-01 | 2023-09-30
range | 今年前4个月，投资平稳。 | 今年前4个月 | P4M | 2023-01-01 | 2023-04-30
range | 2022年1—10月，利润下降。 | 2022年1—10月 | 2022-01 | 2022-01-01 | 2022-10-31
range | 3至6月，组织抽查。 | 3至6月 | 2023-03 | 2023-03-01 | 2023-06-30
range | 培训班于7月3日至7日举办。 | 7月3日至7日 | 2023-07-03 | 2023-07-03 | 2023-07-07
range | 公示期为2023年6月28日至7月4日。 | 2023年6月28日至7月4日 | 2023-06-28 | 2023-06-28 | 2023-07-04
range | 规划期为2016年至2030年。 | 2016年至2030年 | 2016 | 2016-01-01 | 2030-12-31
range | 从2015年到2019年，人口减少。 | 从2015年到2019年 | 2015 | 2015-01-01 | 2019-12-31
range | 2014-2018年，亩产提高。 | 2014-2018年 | 2014 | 2014-01-01 | 2018-12-31
range | 2020年11月至2021年4月，开展普查。 | 2020年11月至2021年4月 | 2020-11 | 2020-11-01 | 2021-04-30
range | 近四年，新增学位三万个。 | 近四年 | P4Y | 2019-07-01 | 2023-07-31
range | 三年来，旧厂房变成公园。 | 三年来 | P3Y | 2020-07-01 | 2023-07-31
range | 今后十年将补齐短板。 | 今后十年 | P10Y | 2023-07-01 | 2033-07-31
range | 两年内完成更新。 | 两年内 | P2Y | 2023-07-01 | 2025-07-31
range | 年内还有两场招聘会。 | 年内 | 2023 | 2023-07-13 | 2023-12-31
range | 2016年以来，植树千万株。 | 2016年以来 | 2016 | 2016-01-01 | 2023-07-13
range | 一季度以来，订单转好。 | 一季度以来 | 2023-Q1 | 2023-01-01 | 2023-07-13
range | “十二五”期间，建成百座泵站。 | “十二五”期间 | 2011/2015 | 2011-01-01 | 2015-12-31
range | 第十三个五年规划纲要发布。 | 第十三个五年规划 | 2016/2020 | 2016-01-01 | 2020-12-31
relative | 五天前，船队返航。 | 五天前 | 2023-07-08 | 2023-07-08 | 2023-07-08
relative | 四个月后，试航开始。 | 四个月后 | 2023-11 | 2023-11-01 | 2023-11-30
relative | 半年前，样机下线。 | 半年前 | 2023-01 | 2023-01-01 | 2023-01-31
relative | 二十年前，这里没有公路。 | 二十年前 | 2003 | 2003-01-01 | 2003-12-31
relative | 再过三个月，展厅将开放。 | 再过三个月 | 2023-10 | 2023-10-01 | 2023-10-31
season | 2019年夏天，水位偏高。 | 2019年夏天 | 2019-SU | 2019-06-01 | 2019-08-31
season | 去年冬天供热稳定。 | 去年冬天 | 2022-WI | 2022-12-01 | 2023-02-28
season | 明春，苗木将移栽。 | 明春 | 2024-SP | 2024-03-01 | 2024-05-31
decade | 上世纪70年代，水库建成。 | 上世纪70年代 | 197 | 1970-01-01 | 1979-12-31
decade | 二十世纪九十年代，外贸兴起。 | 二十世纪九十年代 | 199 | 1990-01-01 | 1999-12-31
decade | 八十年代末，工厂停产。 | 八十年代末 | 198 | 1980-01-01 | 1989-12-31
year | 到2035年，建成网络。 | 2035年 | 2035 | 2035-01-01 | 2035-12-31
year | 2021年度报告已披露。 | 2021年度 | 2021 | 2021-01-01 | 2021-12-31
year | 2024全球港口论坛落户本市。 | 2024 | 2024 | 2024-01-01 | 2024-12-31
"""

UNDATED = """
fiscal | 2022财年亏损收窄。 | 2022财年 | 2022
set | 每年九月举行运动会。 | 每年九月 | XXXX-09
set | 每年6月5日是世界环境日。 | 每年6月5日 | XXXX-06-05
set | 例会每周四召开。 | 每周四 | XXXX-WXX-4
set | 每三年评选一次。 | 每三年 | P3Y
set | 书展一年一度。 | 一年一度 | XXXX
set | 水费每月结算。 | 每月 | XXXX-XX
set | 周一至周五开放。 | 周一至周五 | XXXX-WXX
duration | 演习为期四天。 | 为期四天 | P4D
duration | 工期为十五个月。 | 十五个月 | P15M
duration | 合同期两年半。 | 两年半 | P2.5Y
duration | 争议持续数年。 | 数年 | PXY
duration | 筹备了半年。 | 半年 | P6M
duration | 历时一年零两个月。 | 历时一年零两个月 | P14M
vague | 近日，细则出台。 | 近日 | PAST_REF
vague | 日前，公告发布。 | 日前 | PAST_REF
vague | 不久前，他退休了。 | 不久前 | PAST_REF
vague | 近年来，游客增多。 | 近年来 | PAST_REF
vague | 目前一切正常。 | 目前 | PRESENT_REF
vague | 今后要多走访。 | 今后 | FUTURE_REF
vague | 将来这里会有学校。 | 将来 | FUTURE_REF
"""

NONE = """
会议室在2000家商户中间。 | 2000
市长签署第21号令。 | 21
二年级学生参观展馆。 | 二年级
热线提供24小时服务。 | 24小时
日本企业参展。 | 日
报到日为2月30日。 | 2月30日
错误日期13月5日。 | 13月5日
月球样品展出。 | 月
青年代表发言。 | 年
百年老店重新开张。 | 百年
年轻人返乡。 | 年
半年报披露完毕。 | 半年
《每日经济新闻》报道。 | 每日
渝府发〔2022〕7号文件。 | 2022
光绪十二年重修。 | 十二年
农历八月十五吃月饼。 | 八月十五
他二十八岁。 | 二十八岁
空气质量逐年改善。 | 逐年
附近日料店很多。 | 近日
说明年度安排。 | 明年
不同年龄段参赛。 | 同年
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


def _read(sentence: str, find: str) -> Reading | None:
    at = sentence.index(find)
    told = telling(sentence, [Passage("d", 1, 1, 0, len(sentence), sentence)])
    for each, anchor in zip(told, anchors(told, Anchor(ON, ON, ON.year)), strict=True):
        if each.at < at + len(find) and each.to > at:
            return resolve(each.mention.spec, anchor)
    return None


@pytest.mark.parametrize("row", _rows(DATED), ids=lambda row: row[2])
def test_a_chinese_date_has_its_value_and_its_days(row: list[str]) -> None:
    family, sentence, find, value, start, end = row
    reading = _read(sentence, find)
    assert reading is not None, family
    assert reading.timex is not None
    assert reading.timex.value == value
    assert (str(reading.when.start), str(reading.when.end)) == (start, end)


@pytest.mark.parametrize(("family", "sentence", "find", "value"), _rows(UNDATED))
def test_what_stands_nowhere_in_the_calendar_has_a_value_and_no_days(
    family: str, sentence: str, find: str, value: str
) -> None:
    reading = _read(sentence, find)
    assert reading is not None, family
    assert reading.timex is not None
    assert (reading.timex.value, reading.when.start) == (value, None)


@pytest.mark.parametrize(("sentence", "find"), _rows(NONE))
def test_parts_of_words_and_days_that_do_not_exist_are_no_times(sentence: str, find: str) -> None:
    assert _read(sentence, find) is None


@pytest.mark.parametrize(
    ("sentence", "find", "start", "end"),
    [
        ("2016年9月1日，校舍启用，当天迎来新生。", "当天", "2016-09-01", "2016-09-01"),
        ("2016年9月1日，校舍启用；次日，图书馆开放。", "次日", "2016-09-02", "2016-09-02"),
        ("大桥2004年动工，次年合龙。", "次年", "2005-01-01", "2005-12-31"),
        ("大桥2004年3月动工，同年11月合龙。", "同年11月", "2004-11-01", "2004-11-30"),
        ("协会2011年成立，次年3月创办刊物。", "次年3月", "2012-03-01", "2012-03-31"),
        ("7月6日至8日举行比赛，9日颁奖。", "9日", "2023-07-09", "2023-07-09"),
        ("2021年，产量为9万吨，比上年增长一成。", "上年", "2020-01-01", "2020-12-31"),
        ("2019年开工后，工程进展顺利，去年9月完工。", "去年9月", "2022-09-01", "2022-09-30"),
    ],
)
def test_what_points_back_is_counted_from_the_date_told_before(
    sentence: str, find: str, start: str, end: str
) -> None:
    reading = _read(sentence, find)
    assert reading is not None
    assert (str(reading.when.start), str(reading.when.end)) == (start, end)


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("2023年中国国际服务贸易交易会", "2023年"),
        ("2022年中央一号文件", "2022年"),
        ("2021年中小企业名单", "2021年"),
        ("2020年初中招生方案", "2020年"),
        ("2019年底层住宅改造", "2019年"),
    ],
)
def test_what_begins_the_next_word_is_no_part_of_the_year(sentence: str, whole: str) -> None:
    assert [m.text for m in mentions(sentence)] == [whole]


def test_traditional_characters_are_read_like_simplified_ones() -> None:
    pairs = [
        ("兩年內", "两年内"),
        ("上週五", "上周五"),
        ("三個月後", "三个月后"),
        ("自2021年以來", "自2021年以来"),
    ]
    for old, new in pairs:
        (there,), (here,) = mentions(f"{old}，工程完成。"), mentions(f"{new}，工程完成。")
        assert (there.spec, there.text) == (here.spec, old)


def test_full_width_digits_are_dates_in_chinese_and_text_in_english() -> None:
    assert [m.text for m in mentions("展览于２０２３年７月１５日开幕。")] == ["２０２３年７月１５日"]
    assert mentions("It opened on ２０２３年７月１５日 and closed again.") == ()


def test_text_without_chinese_never_meets_a_chinese_family() -> None:
    assert {
        m.family for m in mentions("On 15 July 2021, two years ago, in the 1990s, every year.")
    }.isdisjoint(chinese.FAMILIES)


def test_the_chinese_register_names_every_family_once_with_cues_and_rules() -> None:
    assert len(chinese.FAMILIES) == len(set(map(id, chinese.FAMILIES.values())))
    assert all(cues and rules for cues, rules in chinese.FAMILIES.values())
