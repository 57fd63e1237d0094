"""Numbers that are no amounts: dates, names, clauses, codes, times, notes, shares told in words."""

from __future__ import annotations

import pytest

from tests.unit.briefings.figured import told


@pytest.mark.parametrize(
    "text",
    [
        "Regulation (EU) 2021/1119, Article 12(3), No. 7 and paras 4 and 5.",
        "The A4 sheet, the 5G mast, the 4K film, the COVID-19 ward, the F-16 and the MP3.",
        "See page 3, pp. 4-7, footnote 12, table 2 and annex 4.",
        "Doors open at 09:30, at 17.00 and at 5 p.m.",
        "12.00  Boat parade and prizes",
        "Call 020 7946 0958, +44 20 7946 0958 or ext. 12.",
        "They won 3-1 with version 2.3.",
        "The company Seven Slopes bought the Four Seasons hotel.",
        "The 2030 Agenda, Goal 13, Pillar 2 and Option 3.",
        "Two-thirds of them and a quarter of the rest stayed, 3/4 in all.",
        "One in five households and two out of three farms.",
        "1 Public Finance Act, section 4.",
        "2 Department figures, April.",
        "(2) Operators shall report.",
        "In 2019 and in the 1990s, on May 3 and on 4 June.",
        "ISO 9001, ISSN 1234-5678 and IEC 62443.",
        "Bus 12, berth 4, terminal 3 and flight 815.",
        "It is the 5th, the twelfth and the 21st of its kind.",
        "For 3 weeks, 40 minutes and 5 working days.",
        "12 Marina Gardens, Northport.",
        "They try 5 and php 7.",
        "Footnote.3 A new line.",
    ],
)
def test_these_are_no_amounts(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "第3届，第十八届，第12号文件，第4期。",
        "“四个全面”“三项制度”引领发展。",
        "千家万户，百家争鸣，万众一心。",
        "一是改革，二是开放，三要创新。",
        "三亚市、四川省、五一广场、九龙坡区、十堰市。",
        "三分之一已经完成，四分之三正在推进。",
        "每万人、每3公里、每100户。",
        "用时3小时、5天、10个工作日、8个月、3个季度。",
        "10万吨级泊位，5级大风。",
        "三农工作，二元结构，两会期间。",
    ],
)
def test_these_are_no_amounts_in_chinese(text: str) -> None:
    assert told(text) == []
