"""Chinese notices, reports of the year behind, and stretches that run from a day."""

from __future__ import annotations

import pytest

from briefings.model import Document, Kind
from briefings.study import study
from tests.unit.briefings.told import page, source

NOTICE = """城南图书馆志愿者招募通知

报名时间为3月5日至20日，3月28日公布名单，最迟4月10日完成培训，10月9日上岗。6月底前公布排班表。
自4月1日起免收押金，为期两年。每年5月至9月延长开放。

城南图书馆
2024年3月1日
"""
REPORT = """平川县2022年统计公报

初步核算，全年粮食产量12万吨，比上年增长3%。分季度看，一季度增速最高。7月1日，大桥通车。

2023年是平川县设县之年。今年1—2月，用电量增长，一季度数据定于4月18日公布。
"""


def _days(document: Document) -> dict[str, str]:
    return {
        document.text[fact.start : fact.end]: f"{fact.when.start}/{fact.when.end}" for fact in document.facts
    }


def _read(text: str) -> Document:
    return study(source(text), id="notice")[0]


def test_a_bare_verb_of_a_notice_tells_of_days_to_come() -> None:
    days = _days(_read(NOTICE))
    assert days["3月28日"] == "2024-03-28/2024-03-28"
    assert days["4月10日"] == "2024-03-01/2024-04-10"
    assert days["6月底"] == "2024-03-01/2024-06-30"


def test_a_length_behind_a_beginning_runs_from_it() -> None:
    assert _days(_read(NOTICE))["为期两年"] == "2024-04-01/2026-03-31"


def test_the_same_months_of_every_year_come_again_and_again() -> None:
    kinds = {fact.kind for fact in _read(NOTICE).facts if fact.what and "5月至9月" in fact.what}
    assert kinds <= {Kind.RECURRING}
    assert _days(_read(NOTICE))["每年5月至9月"] == "None/None"


def test_news_told_by_a_bare_verb_stays_behind() -> None:
    days = _days(_read("新华社平川2024年3月1日电 农展会的总结来了。11月3日，农展会闭幕。"))
    assert days["11月3日"] == "2023-11-03/2023-11-03"


def test_a_report_tells_of_its_own_year_until_it_comes_to_this_one() -> None:
    days = _days(_read(REPORT))
    assert days["全年"] == "2022-01-01/2022-12-31"
    assert days["上年"] == "2021-01-01/2021-12-31"
    assert days["7月1日"] == "2022-07-01/2022-07-01"
    assert days["今年1—2月"] == "2023-01-01/2023-02-28"
    assert days["4月18日"] == "2023-04-18/2023-04-18"


@pytest.mark.parametrize(
    ("text", "find", "days"),
    [
        ("新华社平川2024年3月1日电 隧道力争今年国庆节前贯通。", "今年国庆节", "2024-03-01/2024-10-01"),
        ("新华社平川2024年3月1日电 2022年全年，产值增长3%。", "2022年全年", "2022-01-01/2022-12-31"),
        (
            "新华社平川2024年3月1日电 8月中旬至10月底，累计投入2亿元。",
            "8月中旬至10月底",
            "2023-08-01/2023-10-31",
        ),
    ],
)
def test_a_chinese_time_covers_its_days(text: str, find: str, days: str) -> None:
    assert _days(_read(text))[find] == days


def test_a_feast_of_the_moon_is_given_no_day() -> None:
    assert not any("中秋" in words for words in _days(_read("新华社平川2024年3月1日电 中秋节放假。")))


def test_a_time_set_by_a_notice_is_no_date_line() -> None:
    text = "汇算清缴公告\n\n一、申报时间：纳税人应于2021年5月31日前申报。\n\n清河县税务局\n2021年3月1日\n"
    assert page(text).clock.header is None
