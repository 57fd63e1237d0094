"""What the document clock hears: one slip of tense moves nothing, a known beginning speaks in many words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.corpus import calendar
from briefings.curated import known_origin
from briefings.model import Clock
from briefings.study import study
from tests.unit.briefings.told import source

BODY = "The hall was full, and people clapped for a long time, as they do when a thing has gone well."


def told(text: str) -> Clock:
    """The clock of a text, with the calendar of known origins at hand."""
    return study(source(text), id="a", origins=calendar())[0].clock


def news(*paragraphs: str) -> Clock:
    """The clock of an English report of these paragraphs."""
    return told("\n\n".join(("Some matter at hand", *paragraphs, BODY)))


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("24 January 2024", "The port said on January 23 that it handled 4 million containers in 2023."),
        ("30 Nov 2021", "The wall, begun in 2017, was done on November 26. It was meant to open in 2019."),
        ("12 May 2022", "On May 9 the fund was opened. The bonds matured in 2034 under the terms of 2021."),
    ],
)  # fmt: skip
def test_a_sound_date_line_outlives_one_slip_of_tense(header: str, sentence: str) -> None:
    clock = news(header, sentence)
    assert clock.header
    assert clock.header.verdict in {"accepted", "unchecked"}
    assert clock.start == clock.end == clock.header.value


def test_a_date_line_years_off_is_rejected_by_what_the_text_tells_outright() -> None:
    clock = news(
        "3 May 2019", "The ferry was launched on 4 April 2022. The ministry said today (6 May 2022) it sails."
    )
    assert clock.header
    assert (clock.year, clock.header.verdict) == (2022, "rejected")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("It will be 20 years since China joined the World Trade Organization on Saturday.", 2021),
        ("The 25th anniversary of Hong Kong's return to the motherland falls on July 1.", 2022),
        ("In a fortnight, on July 1st, Hong Kong will welcome the 25th anniversary of its return.", 2022),
        ("The tenth birthday of the Shanghai pilot free trade zone falls on September 29.", 2023),
        ("The pool, opened in 1983, will be forty years old in August.", 2023),
        ("A show for the 40th anniversary of reform and opening up was held on December 3.", 2018),
    ],
)
def test_a_known_beginning_dates_a_text_in_whatever_words_it_is_told(text: str, year: int) -> None:
    assert news(text).year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年是中国加入世界贸易组织20周年。", 2021),
        ("今年是共建“一带一路”倡议提出十周年。", 2023),
        ("澳门将于12月20日迎来回归祖国20周年。", 2019),
        ("12月16日，改革开放45周年主题展在市档案馆开幕。", 2023),
        ("昌河大桥于2008年6月18日建成通车，至今已整整十年。", 2018),
        ("今年是“十四五”开局之年。3月2日，镇里召开动员会。", 2021),
        ("1月2日，元旦假期结束。2023年12月31日，单日发送旅客18.2万人次。", 2024),
    ],
)
def test_a_chinese_text_tells_its_year_by_what_it_counts(text: str, year: int) -> None:
    assert told(f"老街新事\n\n{text}\n\n街坊们说，日子越过越好。").year == year


def test_an_anniversary_of_another_year_tells_nothing() -> None:
    clock = news("Last year a gala for the 40th anniversary of reform and opening up was held.")
    assert clock.year is None


@pytest.mark.parametrize(
    "what",
    [
        "the club's return to Hong Kong harbour",
        "the Lin-gang area of the Shanghai FTZ",
        "公司成立",
        "河南自贸试验区挂牌",
    ],
)
def test_a_few_words_of_a_known_name_do_not_make_it(what: str) -> None:
    assert known_origin(what, calendar()) is None


@given(st.permutations(
    [
        "The ministry announced today (16 August 2021) that fees will rise.",
        "The mine was shut in 2016, and trees grow there.",
        "The fair will be held on 3 October 2021.",
        "The lease matured in 2034 in one reading of it.",
    ]
))  # fmt: skip
def test_the_order_of_paragraphs_moves_no_clock_that_knows_its_day(paragraphs: list[str]) -> None:
    assert news(*paragraphs).start == date(2021, 8, 16)


@pytest.mark.parametrize(
    ("paragraph", "year"),
    [
        ("Leases of 1987 lapse at the end of the year. Given at Amberlo this 11th day of July 2022.", 2022),
        (
            "Held on Tuesday 5 November. Income was £412,000, against £388,000 in the same period of 2018.",
            2019,
        ),
        ("The line turns 40 on Friday. Founded by three friends in June 1979, it now has nine boats.", 2019),
    ],
)
def test_a_signing_a_comparison_or_a_founding_beside_an_anniversary_tell_the_year(
    paragraph: str, year: int
) -> None:
    assert news(paragraph).year == year


def test_no_year_is_heard_as_coming_from_what_was_agreed_or_has_been_so_since_then() -> None:
    clock = news(
        "12 June 2019",
        "Under a plan agreed in 2017, emissions are to fall. Fares will rise for the first time since 2015.",
    )
    assert clock.header
    assert (clock.year, clock.header.verdict) == (2019, "unchecked")


def test_a_date_line_that_no_year_of_the_text_speaks_for_stays_unchecked() -> None:
    clock = news(
        "14 September 2022", "An objection that they sent in on 2 September will be heard next week."
    )
    assert clock.header
    assert clock.header.verdict == "unchecked"
