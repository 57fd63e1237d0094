"""Small Chinese documents from text to dated facts: clock, date line, anniversaries, deadlines."""

from __future__ import annotations

from datetime import date

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
