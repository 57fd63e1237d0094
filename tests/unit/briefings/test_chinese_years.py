"""How Chinese texts without a date line reveal their year: by what is over, what is to come, and counts."""

from __future__ import annotations

import pytest

from briefings.header import stamp
from tests.unit.briefings.told import fact, page, span


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("去年，渠道清淤四十里。2021年，合作社新添农机12台，同比增长两成。", 2022),
        ("6月3日，渔港新码头启用。码头2019年10月开工，去年封顶。", 2020),
        ("1月9日，抽水站开工。项目2021年9月列入规划，2022年10月获得核准。", 2023),
        ("主桥今天合龙，为明年年底通车打下基础。大桥2019年开工，计划2023年底通车。", 2022),
        ("工地已复工，预计年底具备试运行条件，2021年6月底前开通。", 2020),
        ("2003年，戏楼关闭。时隔14年，戏楼昨晚再次开锣。", 2017),
        ("石匠张老四1948年出生，今年74岁，凿了半辈子石磨。", 2022),
        ("书市创办于2014年，每年一届。第十届书市今天开幕。", 2023),
        ("截至2021年10月底，问卷已收回千份。今年前三季度，出口恢复增长。", 2021),
        ("再过几天，2020年就要过去了。这一年，港区添了两条航线。", 2020),
        ("步入2024年，工地一片繁忙，首批设备进场。", 2024),
        ("今年是“十三五”的最后一年，水渠全线完工。", 2020),
        ("为迎接党的二十大召开，古籍展9月16日开幕。", 2022),
        ("今年前八个月，进出口同比增长3%；与2021年同期相比，两年平均增长2%。", 2023),
        ("電車文物館於一九九八年六月開館，下月九日踏入二十周年。", 2018),
        ("渔火晚会3月2日落幕，观众1.2万人，为2011年有统计以来最多。去年只有8000人。2022年夏天曾停办。", 2023),
        ("夜市自民國83年開市，今年邁入30週年。", 2024),
        ("海堤工程料於2026年首季動工。去年獲批，2023年展開諮詢。", 2025),
        ("会议强调，2024年是水网建设的攻坚之年，要保质保量。2023年完成投资3亿元。", 2024),
        ("2012年，渠首开工。十年来，灌区扩大一倍。2012年至2021年，单产由310公斤提高到420公斤。", 2022),
        ("党的二十大召开在即，2021年落成的展厅换上新展板。", 2022),
        ("2月3日，代表谈起去年的龙舟赛。2024年将安排800万元修缮码头。", 2024),
    ],
)
def test_a_text_reveals_its_year(body: str, year: int) -> None:
    assert page(f"镇上的一件事\n\n{body}\n").clock.year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("9月份茶价上涨\n\n茶业协会今天公布了2022年9月份价格指数，比上月高2点。\n", 2022),
        ("关于缴纳2024年度水费的通告\n\n即日起缴费，标准比今年高一角。截至2023年8月底，入户率98%。\n", 2023),
        ("守堤人\n\n父子俩又上了大堤。\n\n（2021年7月9日《河口日报》）\n", 2021),
        ("乡路札记\n\n（2023年5月）\n\n去年走访的村子，路已修通。\n", 2023),
    ],
)
def test_a_title_or_a_line_about_the_text_reveals_its_year(text: str, year: int) -> None:
    assert page(text).clock.year == year


@pytest.mark.parametrize("title", ["河口县2022年统计公报", "河口县2022年水利工作总结"])
def test_a_review_of_a_year_is_written_in_the_next(title: str) -> None:
    text = f"{title}\n\n全年完成投资3.2亿元，比上年增长8%。年末蓄水量保持稳定。\n"
    assert page(text).clock.year == 2023


def test_what_comes_by_a_plan_is_not_over() -> None:
    document = page("渔港建设\n\n项目去年动工。按照规划，2024年6月一期投入使用。2021年7月，渔港列入试点。\n")
    assert document.clock.year == 2023


def test_a_later_year_behind_a_coming_one_comes_too() -> None:
    document = page("电站\n\n2022年10月，电站获准。计划2029年首台机组投产，2030年全部投产。\n")
    assert document.clock.year == 2022


def test_days_below_a_month_of_a_chronicle_are_of_that_month() -> None:
    document = page("湿地公园2023年大事记\n\n4月\n\n22日　首批护鸟员上岗。\n\n2024年1月5日整理。\n")
    assert span(fact(document, "22日")) == ("2023-04-22", "2023-04-22")


def test_a_stem_and_branch_with_its_animal_is_a_year() -> None:
    document = page("新茶\n\n癸卯兔年的头一锅茶，炒了四十分钟。\n")
    assert span(fact(document, "癸卯兔年")) == ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize("line", ["发布时间：--", "昨天 10:20　河口融媒", "更新时间：　-　-"])
def test_a_date_line_that_names_no_day_is_malformed(line: str) -> None:
    header = page(f"停水通告\n\n{line}\n\n因管网施工，城北片区将临时停水，请提前储水。\n").clock.header
    assert header is not None
    assert header.verdict == "malformed"
    assert stamp(line).day is None


def test_an_opening_told_long_before_all_else_does_not_date_an_anniversary() -> None:
    body = "渡口1990年5月开通，2016年7月南岸泊位开通。2019年全年运量下跌。今年是渡口开通三十周年。"
    assert page(f"渡口三十年\n\n{body}\n").clock.year == 2020


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("2022年5月7日完成验收。今（9）日，新棧橋啟用。", ("2022-05-09", "2022-05-09")),
        ("今天（5日）起，票价下调。2022年2月5日恢复征收，11月再次上涨。", ("2022-11-05", "2022-11-05")),
    ],
)
def test_a_day_told_by_its_number_narrows_the_time_of_writing(body: str, days: tuple[str, str]) -> None:
    time = page(f"镇上的一件事\n\n{body}\n").clock
    assert tuple(str(day) for day in (time.start, time.end)) == days
