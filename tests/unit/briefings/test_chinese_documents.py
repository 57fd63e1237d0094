"""Small Chinese documents from text to dated facts: clock, date line, anniversaries, deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.corpus import calendar
from briefings.model import Document, Kind
from briefings.study import study
from tests.unit.briefings.told import fact, page, source, span

NOTICE = """关于印发《青禾新城绿色仓储三年行动方案（2022—2024年）》的通知

青政办发〔2022〕9号

各镇人民政府、各有关单位：

《青禾新城绿色仓储三年行动方案（2022—2024年）》已经2022年3月2日区政府常务会议审议通过，现印发给你们。

一、到2024年，绿色仓储面积达到60万平方米。
二、各镇须于2022年6月底前完成摸底。
三、自2022年5月1日起，停止受理纸质申请。

本方案自印发之日起施行，有效期至2024年12月31日。

青禾新城管理委员会
2022年3月18日
"""

NEWS = """青禾港迎来开港五周年

来源：青禾日报 发布时间：2024年9月3日 09:12

新华社青禾9月2日电 9月1日是青禾港开港五周年的日子。记者2日从港务局了解到，五年来，港区累计引进企业120家。

2019年9月1日，青禾港正式开港。次年3月，首条外贸航线开通；同年11月，保税仓投入使用。去年，港区吞吐量比上年增长两成。

今年以来，新增航线7条。二期工程已于上月动工，预计2026年上半年投产。
"""

SHIFTED = """湖心区新建三座泵站

发布时间：2024年5月9日 08:30

4月28日，湖心区三座泵站同时开工。今年是“十四五”收官之年，去年（2024年）全区完成投资12亿元。

区水务局表示，泵站将于11月底前投用。
"""


def _day(document: Document) -> tuple[date | None, date | None]:
    return document.clock.start, document.clock.end


def test_a_notice_is_of_the_day_that_signs_it() -> None:
    document = page(NOTICE)
    assert _day(document) == (date(2022, 3, 18), date(2022, 3, 18))
    assert "signature" in {witness.kind for witness in document.clock.witnesses}


def test_a_notice_sets_targets_deadlines_and_a_start() -> None:
    document = page(NOTICE)
    target, due, start = (fact(document, words) for words in ("2024年", "2022年6月底", "2022年5月1日"))
    assert (fact(document, "2022年3月2日").kind, due.kind, start.kind) == (
        Kind.EVENT,
        Kind.DEADLINE,
        Kind.EVENT,
    )
    assert span(due) == ("2022-03-18", "2022-06-30")
    assert span(start) == ("2022-05-01", "2022-05-01")
    assert target.when.end == date(2024, 12, 31)
    assert fact(document, "2024年12月31日").kind is Kind.DEADLINE


def test_the_number_of_a_paper_is_no_year() -> None:
    assert "〔2022〕" not in " ".join(each.expression for each in page(NOTICE).facts)


def test_news_is_of_its_wire_day_and_counts_from_it() -> None:
    document = page(NEWS)
    assert _day(document) == (date(2024, 9, 2), date(2024, 9, 2))
    expected = {
        "2日": ("2024-09-02", "2024-09-02"),
        "次年3月": ("2020-03-01", "2020-03-31"),
        "同年11月": ("2020-11-01", "2020-11-30"),
        "去年": ("2023-01-01", "2023-12-31"),
        "上年": ("2022-01-01", "2022-12-31"),
        "今年以来": ("2024-01-01", "2024-09-02"),
        "上月": ("2024-08-01", "2024-08-31"),
        "2026年上半年": ("2026-01-01", "2026-06-30"),
        "五年来": ("2019-09-01", "2024-09-01"),
    }
    found = {each.expression: span(each) for each in document.facts}
    assert {words: found[words] for words in expected} == expected


def test_an_anniversary_and_the_day_it_counts_from_agree() -> None:
    origins = [each for each in page(NEWS).facts if each.kind is Kind.ORIGIN and each.when.precision == "day"]
    assert {each.when.start for each in origins} == {date(2019, 9, 1)}
    assert {each.number for each in origins} == {5, None}


def test_a_date_line_that_the_text_contradicts_is_rejected() -> None:
    document = page(SHIFTED)
    assert document.clock.year == 2025
    assert document.clock.header is not None
    assert document.clock.header.verdict == "rejected"
    assert span(fact(document, "4月28日")) == ("2025-04-28", "2025-04-28")
    assert span(fact(document, "11月底"))[1] == "2025-11-30"


def test_a_known_origin_tells_the_year_of_a_text_without_one() -> None:
    text = "改革开放展厅开放\n\n今年是改革开放45周年。7月3日，展厅正式开放。\n"
    (document,) = study(source(text), id="page", origins=calendar())
    assert document.clock.year == 2023
    assert span(fact(document, "7月3日")) == ("2023-07-03", "2023-07-03")


def test_a_weekday_tells_which_year_a_day_is_of() -> None:
    text = "村口新桥通车\n\n10月18日（星期二），新桥通车。桥于2021年5月开工，去年封顶。\n"
    assert page(text).clock.year == 2022


def test_a_year_that_is_only_aimed_at_never_dates_a_text() -> None:
    text = "规划展开幕\n\n到2035年，全区将建成公园百座。2030年前，实现碳达峰。\n"
    assert page(text).clock.year is None


def test_without_any_year_a_day_has_none() -> None:
    document = page("夜市开市\n\n6月20日，夜市开市。每晚六点营业，近日客流增长。\n")
    assert document.clock.year is None
    assert fact(document, "6月20日").when.edtf == "XXXX-06-20"


def test_a_date_line_with_a_source_behind_it_is_a_date_line() -> None:
    document = page(
        "码头扩建\n\n2022-11-20 16:30　来源：码头发布\n\n11月18日，码头扩建工程开工，工期两年。\n"
    )
    assert document.clock.header is not None
    assert document.clock.header.value == date(2022, 11, 20)
    assert span(fact(document, "11月18日")) == ("2022-11-18", "2022-11-18")


def test_chinese_times_are_no_amounts() -> None:
    document = page(
        "工程进展\n\n工程为期三年，第二年完成主体，24小时施工，共投入12亿元、300人。\n", on="2023-07-13"
    )
    assert {(figure.value, figure.unit) for figure in document.figures} == {(1.2e9, "CNY"), (300.0, "person")}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("项目攻坚\n\n2024年是青禾区“项目攻坚年”，全区项目建设提速。\n", 2024),
        ("规划实施\n\n今年是“十四五”规划实施的第二年，全区项目建设提速。\n", 2022),
        ("港口吞吐量\n\n2021年，港口吞吐量同比增长8%。今年，港口将扩建三个泊位。\n", 2022),
        ("基金落地\n\n基金于2021年12月发起，首期资金已于今年1月到位。\n", 2022),
        ("倡议十年\n\n青禾倡议自2013年提出以来，已走过十一年。近日，论坛举行。\n", 2024),
        ("移民小镇\n\n居民是2003年整体搬迁来的。19年来，这里种下柑橘。近日，果园丰收。\n", 2022),
        ("书市开市\n\n书市始办于2014年，每年一届，今年已是第11届。\n", 2024),
        ("旧车换新\n\n发布时间：2026-01-32 09:00\n\n3月1日（星期六），活动启动。去年换新三万辆。\n", 2025),
        ("名录公布\n\n青政发〔2019〕11号\n\n各县区：\n\n现公布第六批名录，明年6月底前建立基地。\n", 2019),
    ],
)
def test_a_text_tells_its_year_in_words_of_its_own(text: str, year: int) -> None:
    assert page(text).clock.year == year


@pytest.mark.parametrize(
    "text",
    [
        "产业目标\n\n2025年，产值突破百亿元；2027年，企业达到300家。\n",
        "赛事申办\n\n本市将承办2029年全国运动会。近日，筹备会召开。\n",
        "老站停用\n\n新站将于近日启用，2035年远景目标纲要提出新要求。\n",
    ],
)
def test_a_goal_or_a_coming_event_is_no_year_of_writing(text: str) -> None:
    assert page(text).clock.year is None


def test_short_chinese_stories_below_a_short_article_are_cut_off() -> None:
    article = (
        "7月3日，青禾区智能工厂投入使用，首批十四家企业入驻。工厂占地一千五百亩，总投资超过一百亿元，年产值可达三百亿元。"
        * 3
    )
    market = "书市昨日开市，每晚八点收摊，预计接待读者六万人次。书市每年一届，今年又添了旧书摊和儿童专区。"
    cut = "足球联赛决赛在体育中心落幕，四十二支球队参赛。下届联赛定于明年春天开赛，报名须在"
    lines = [
        "青禾区智能工厂投用",
        article,
        "湖滨书市开场 | 文化 | 青禾",
        "湖滨书市开场 | 文化 | 青禾",
        market,
    ]
    lines += ["校园足球收兵 | 体育 | 青禾", "校园足球收兵 | 体育 | 青禾", cut]
    titles = [each.title for each in study(source("\n\n".join(lines)), id="page")]
    assert titles == ["青禾区智能工厂投用", "湖滨书市开场", "校园足球收兵"]


@pytest.mark.parametrize(
    "line",
    [
        "江州日报 2022年3月4日",
        "2022年3月4日 江州晚报 第3版",
        "稿件来源：江州发布　2022-03-04",
        "记者 李明 2022-03-04",
        "二〇二二年三月四日",
    ],
)
def test_a_line_of_a_day_and_who_sent_it_is_a_date_line(line: str) -> None:
    document = page(f"码头扩建开工\n\n{line}\n\n3月2日，码头扩建工程开工，工期两年。\n")
    assert document.clock.header is not None
    assert document.clock.header.value == date(2022, 3, 4)


def test_a_sentence_that_opens_with_a_day_is_no_date_line() -> None:
    assert page("码头扩建开工\n\n2022年3月4日，江州晚报社搬迁。\n").clock.header is None


@pytest.mark.parametrize(
    ("body", "find", "expected"),
    [
        ("今年1至5月，进港船只1200艘，比去年同期多三成。", "去年同期", ("2022-01-01", "2022-05-31")),
        ("2018年进港船只900艘。今年船只大增，比去年同期多三成。", "去年同期", ("2022-01-01", "2022-12-31")),
        ("今年播种2万亩，比上年多80亩，亩产比上年高5公斤。", "上年", ("2022-01-01", "2022-12-31")),
        ("2024年7月联调，12月通航。", "12月", ("2024-12-01", "2024-12-31")),
        ("今年前三季度出口回升，四季度订单已排满。", "四季度", ("2023-10-01", "2023-12-31")),
        ("2021年四季度至2022年，锂价上涨四倍。", "2021年四季度", ("2021-10-01", "2022-12-31")),
        ("下月8日，图书馆迎来新馆长。", "下月8日", ("2023-08-08", "2023-08-08")),
        ("年底前，环湖路全线贯通。", "年底", ("2023-07-13", "2023-12-31")),
    ],
)
def test_an_expression_counts_from_what_its_sentence_means(
    body: str, find: str, expected: tuple[str, str]
) -> None:
    assert span(fact(page(f"港区消息\n\n{body}\n\n2023年7月13日\n"), find)) == expected


def test_this_year_is_that_of_writing_in_any_tale() -> None:
    text = (
        "老馆新生\n\n馆舍1914年落成，1958年迁址，1987年扩建，2009年翻新，2016年闭馆，2019年重开。"
        "去年，读者达238万人次。今年新建书房15间，9月底前全部开放。\n\n2024年5月18日\n"
    )
    document = page(text)
    assert span(fact(document, "去年")) == ("2023-01-01", "2023-12-31")
    assert span(fact(document, "9月底"))[1] == "2024-09-30"


@pytest.mark.parametrize("line", ["2025年3月13日　星期四　港聞", "2020/01/08 11:20　記者沈以樂／高雄報導"])
def test_a_line_with_a_weekday_or_two_names_is_a_date_line(line: str) -> None:
    header = page(f"碼頭動工\n\n{line}\n\n工程昨日展開，下月完成地基。\n").clock.header
    assert header is not None
    assert header.value is not None
