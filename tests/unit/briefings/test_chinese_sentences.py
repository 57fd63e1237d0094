"""What Chinese sentences make of their dates: tense, firmness, kinds, anniversaries, subjects."""

from __future__ import annotations

import pytest

from briefings.chinese.tense import grade, tense
from briefings.model import Document, Fact, Grade, Kind
from tests.unit.briefings.told import fact, page

ON = "2023-07-13"


def told(sentence: str) -> Document:
    """A document of one sentence below a title, written in July 2023."""
    return page(f"区里的消息\n\n{sentence}\n", on=ON)


def dated(sentence: str, expression: str) -> Fact:
    return fact(told(sentence), expression)


@pytest.mark.parametrize(
    ("sentence", "find", "expected"),
    [
        ("论坛将于9月5日开幕。", "9月5日", "future"),
        ("9月5日，论坛将在会展中心开幕。", "9月5日", "future"),
        ("论坛已于6月5日闭幕。", "6月5日", "past"),
        ("6月5日，论坛在会展中心举行。", "6月5日", "past"),
        ("记者6月5日从港务局获悉，二期将于明年动工。", "6月5日", "past"),
        ("记者6月5日从港务局获悉，二期将于明年动工。", "明年", "future"),
        ("各镇须在8月1日前完成自查。", "8月1日", "future"),
        ("材料请于8月1日前送达。", "8月1日", "future"),
        ("会议定于8月1日召开。", "8月1日", "future"),
        ("今年是建区第五年。", "今年", "present"),
        ("去年动工，今年8月底完工。", "去年", "past"),
        ("省里于2019年将其列入名录，并拨付了资金。", "2019年", "past"),
        ("昨天发布的公告将影响市场。", "昨天", "past"),
        ("2020年以前，这里没有地铁。", "2020年", "unknown"),
        ("3月动工的一期，5月交付，二期将于9月动工。", "9月", "future"),
    ],
)
def test_a_date_has_the_tense_of_its_clause(sentence: str, find: str, expected: str) -> None:
    at = sentence.index(find)
    assert tense(sentence, at, at + len(find)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("产值有望翻番。", Grade.HOPED),
        ("力争年底通车。", Grade.HOPED),
        ("预计年底通车。", Grade.ESTIMATED),
        ("航班可能延误。", Grade.ESTIMATED),
        ("拟于年底通车。", Grade.PLANNED),
        ("计划于年底通车。", Grade.PLANNED),
        ("市政府决定调整标准。", Grade.DECIDED),
        ("各校须停课。", Grade.DECIDED),
        ("新规正式施行。", Grade.IN_FORCE),
        ("《三年行动计划》已经实施。", Grade.IN_FORCE),
    ],
)
def test_a_clause_is_as_firm_as_its_words(sentence: str, expected: Grade) -> None:
    assert grade(sentence, 0) is expected


def test_each_clause_has_a_firmness_of_its_own() -> None:
    sentence = "公司拟投资两亿元，预计明年投产，力争五年内上市。"
    firm = [grade(sentence, sentence.index(word)) for word in ("公司", "明年", "五年内")]
    assert firm == [Grade.PLANNED, Grade.ESTIMATED, Grade.HOPED]


@pytest.mark.parametrize(
    ("sentence", "find", "kind", "edtf"),
    [
        ("请各单位于8月15日前报送材料。", "8月15日", Kind.DEADLINE, "../2023-08-15"),
        ("申报截止时间为2023年9月30日。", "2023年9月30日", Kind.DEADLINE, "../2023-09-30"),
        ("企业应当不晚于2023年12月31日完成备案。", "2023年12月31日", Kind.DEADLINE, "../2023-12-31"),
        ("有效期至2028年8月31日。", "2028年8月31日", Kind.DEADLINE, "../2028-08-31"),
        ("一期工程2024年6月底前交付。", "2024年6月底", Kind.DEADLINE, "../2024-06-30"),
        ("到2025年，力争产值突破千亿元。", "2025年", Kind.TARGET, "../2025"),
        ("2025年底前，基本建成智慧港口。", "2025年底", Kind.TARGET, "../2025-12-31"),
        ("到2020年，全市已建成公园120个。", "2020年", Kind.PERIOD, "2020"),
        ("2020年以前，这里没有地铁。", "2020年", Kind.VAGUE, "../2020"),
        ("展会7月20日至22日举行。", "7月20日至22日", Kind.EVENT, "2023-07-20/2023-07-22"),
        ("公告期自2023年7月1日起至7月31日止。", "7月31日", Kind.PERIOD, "2023-07-01/2023-07-31"),
        ("2019年以来，累计投入12亿元。", "2019年以来", Kind.PERIOD, "2019/2023-07-13"),
        ("《条例》自2021年10月1日起施行。", "2021年10月1日", Kind.ORIGIN, "2021-10-01"),
        ("《条例》自2023年9月1日起施行。", "2023年9月1日", Kind.EVENT, "2023-09-01"),
        ("2015年3月26日，开发区获批成立。", "2015年3月26日", Kind.ORIGIN, "2015-03-26"),
        ("2015年3月26日，展销会开幕。", "2015年3月26日", Kind.EVENT, "2015-03-26"),
        ("书市每年三月开市。", "每年三月", Kind.RECURRING, ""),
        ("三年内，企业全部搬迁。", "三年内", Kind.TARGET, "2023-07/2026-07"),
        ("去年，全区财政收入增长8%。", "去年", Kind.EVENT, "2022"),
        ("2014年，公司成立。", "2014年", Kind.EVENT, "2014"),
    ],
)
def test_the_words_around_a_date_make_its_kind(sentence: str, find: str, kind: Kind, edtf: str) -> None:
    found = dated(sentence, find)
    assert (found.kind, found.when.edtf) == (kind, edtf)


@pytest.mark.parametrize(
    ("sentence", "what", "edtf"),
    [
        ("今年是青禾开发区成立20周年。", "青禾开发区成立", "2003"),
        ("7月15日是《意见》公布两周年。", "《意见》公布", "2021-07-15"),
        ("本月，青禾大学迎来建校七十周年。", "青禾大学建校", "1953-07"),
        ("9月1日，图书馆将迎来开馆10周年。", "图书馆开馆", "2013-09-01"),
        ("明年，新港将迎来通航五周年。", "新港通航", "2019"),
        ("值此新区挂牌三十周年之际，本报推出专栏。", "新区挂牌", "1993"),
        ("为纪念条例施行10周年，市人大将于10月举行座谈会。", "条例施行", "2013"),
        ("今年适逢友好条约缔结45周年。", "友好条约缔结", "1978"),
        ("湖区治理走过12年历程。", "湖区治理", "2011"),
    ],
)
def test_an_anniversary_of_now_or_soon_gives_its_origin(sentence: str, what: str, edtf: str) -> None:
    (origin,) = [each for each in told(sentence).facts if each.kind is Kind.ORIGIN]
    assert (origin.what, origin.when.edtf) == (what, edtf)


@pytest.mark.parametrize(
    "sentence",
    [
        "去年，学校举行建校60周年庆典。",
        "去年9月，市里举办了建市40周年展览。",
        "青禾博物馆昨日举行开馆五周年庆祝活动。",
        "为庆祝建馆20周年，博物馆上周举办了特展。",
        "2018年，建区40周年纪念大会召开。",
        "新区成立十周年庆祝大会7月10日隆重举行。",
        "8月8日是第十五个全民健身日。",
    ],
)
def test_a_gala_told_as_past_gives_no_origin(sentence: str) -> None:
    assert not [each for each in told(sentence).facts if each.kind is Kind.ORIGIN]


@pytest.mark.parametrize(
    ("sentence", "find", "what"),
    [
        ("到2025年，进出口总额力争突破80亿元。", "2025年", "进出口总额力争突破80亿元"),
        ("管委会计划于8月26日举办纪念活动，并发布规划。", "8月26日", "管委会计划举办纪念活动"),
        ("7月6日（星期四），码头开工。", "7月6日", "码头开工"),
        ("今年5月18日起，区里试行新课。", "5月18日", "区里试行新课"),
        ("据介绍，去年（2022年），园区产值增长一成。", "去年", "园区产值增长一成"),
        (
            "区里印发《产业规划（2021—2025年）》的通知。",
            "2021—2025年",
            "区里印发《产业规划（2021—2025年）》的通知",
        ),
    ],
)
def test_a_subject_is_the_clause_without_its_date(sentence: str, find: str, what: str) -> None:
    assert dated(sentence, find).what == what


def test_an_english_sentence_with_a_chinese_name_is_told_as_english() -> None:
    found = fact(page("News\n\nThe 浦东 zone will open on September 5, 2023.\n", on=ON), "September 5")
    assert (found.kind, found.grade) == (Kind.EVENT, Grade.PLANNED)
