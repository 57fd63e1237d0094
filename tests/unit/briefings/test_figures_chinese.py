"""Amounts in Chinese: scales, measure words, nouns before and behind, tenths, ranges, money."""

from __future__ import annotations

import pytest

from tests.unit.briefings.figured import figured, told


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("投资3000万元。", 3e7, "CNY"),
        ("投资1.6万亿元。", 1.6e12, "CNY"),
        ("投资2.5亿美元。", 2.5e8, "USD"),
        ("投资800萬港元。", 8e6, "HKD"),
        ("面积30公顷。", 30, "hectare"),
        ("面积1.2万平方米。", 12_000, "m2"),
        ("功率5千瓦。", 5, "kW"),
        ("接待游客近60万人次。", 600_000, "visit"),
        ("惠及3200余户。", 3_200, "household"),
        ("六成以上企业复工。", 60, "percent"),
        ("八成五的居民支持。", 85, "percent"),
        ("产值增长2.3倍。", 2.3, "times"),
        ("产值增长一倍。", 1, "times"),
        ("提高3个百分点。", 3, "percentage point"),
        ("上升25个基点。", 25, "basis point"),
        ("占百分之三点五。", 3.5, "percent"),
        ("占千分之二。", 2, "per mille"),
        ("共有３５０家企业。", 350, "企业"),
        ("近百家企业参加。", 100, "企业"),
        ("千余名职工参加。", 1_000, "person"),
        ("上百名志愿者参加。", 100, "person"),
        ("气温零下40摄氏度。", -40, "degree Celsius"),
        ("降幅为-3.5%。", -3.5, "percent"),
        ("签约5个项目。", 5, "项目"),
        ("藏书约92万册。", 920_000, "藏书"),
        ("开发区引进项目100个。", 100, "项目"),
        ("登记在册的航运企业超过240家。", 240, "航运企业"),
        ("7家企业签下租约。", 7, "企业"),
        ("42支球队参赛。", 42, "球队"),
        ("3个开放平台建成。", 3, "开放平台"),
        ("首階段提供園圃320個。", 320, "園圃"),
    ],
)
def test_an_amount_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    assert told(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("工资为7000元至1万元。", [7_000, 10_000]),
        ("增幅5%—10%。", [5, 10]),
        ("预计30万-50万人。", [300_000, 500_000]),
        ("建设3～5个项目。", [3, 5]),
    ],
)
def test_a_range_is_one_amount(text: str, ends: list[float]) -> None:
    (figure,) = figured(text)
    assert [figure.value, figure.upper] == ends


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("不少于200人参加。", "不少于"),
        ("最多500人参加。", "最多"),
        ("不超过30%。", "不超过"),
        ("不足300亩。", "不足"),
        ("超過八成受訪者支持。", "超過"),
        ("再投入約800萬元。", "約"),
        ("18周岁以上。", "以上"),
        ("签约5个项目。", None),
        ("附近5家店。", None),
    ],
)
def test_the_reservation_is_kept(text: str, hedge: str | None) -> None:
    assert figured(text)[0].hedge == hedge


def test_a_count_without_a_noun_counts_what_was_counted_before() -> None:
    assert told("走访的31家企业中，有22家预计增长，其中5家已上市。") == [
        (31, "企业"),
        (22, "企业"),
        (5, "企业"),
    ]
    assert told("手续由9项减至4项。") == [(9, "手续"), (4, "手续")]


def test_every_sum_of_a_ladder_has_its_own_subject() -> None:
    text = "基金总规模50亿元，首期规模20亿元，财政出资6亿元，社会资本14亿元。"
    assert [f.subject for f in figured(text)] == ["基金总规模", "首期规模", "财政出资", "社会资本"]
    text = "该区常住人口为120.5万人，城镇化率达72.3%，人均GDP为8.9万元。"
    assert [f.subject for f in figured(text)] == ["该区常住人口", "城镇化率", "人均GDP"]


def test_a_share_compared_with_last_year_belongs_to_what_was_told() -> None:
    text = "全区进出口总额为33亿元，比上年下降3.8%，同比提高0.5个百分点。"
    assert {f.subject for f in figured(text)} == {"全区进出口总额"}


def test_a_bare_yuan_is_the_money_of_the_place() -> None:
    assert told("香港特區政府這項計劃對區內學校開放，撥款1,200萬元。") == [(1.2e7, "HKD")]
    assert told("臺灣這項計劃對區內學校開放，撥款1,200萬元。") == [(1.2e7, "TWD")]
    assert told("深圳与香港合作，拨款1200万元。") == [(1.2e7, "CNY")]
