"""Amounts in sentences: values, units, reservations, subjects, and numbers that are no amounts."""

from __future__ import annotations

import importlib.util
import json
import time
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.figures import figures
from briefings.model import Figure, Passage, Source
from briefings.sentences import fold, sentences
from briefings.splitting import split
from tests.shared import shared


def found(text: str, *taken: tuple[int, int]) -> tuple[Figure, ...]:
    return figures([Passage("d", 1, 1, 0, len(text), fold(text))], taken, text)


def only(text: str) -> Figure:
    (figure,) = found(text)
    assert text[figure.start : figure.end] == figure.text
    assert figure.ref == "d#1.1"
    return figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The fund holds 4.2 billion yuan.", 4.2e9, "CNY"),
        ("The fund holds RMB 4.2 billion.", 4.2e9, "CNY"),
        ("The 4.2-billion-yuan fund grew.", 4.2e9, "CNY"),
        ("It cost US$2.5 million.", 2.5e6, "USD"),
        ("It cost $1.5bn.", 1.5e9, "USD"),
        ("It cost £300m.", 3e8, "GBP"),
        ("It cost HK$12,500.", 12500, "HKD"),
        ("It cost 80 million U.S. dollars.", 8e7, "USD"),
        ("It cost €7.", 7, "EUR"),
        ("It cost three hundred million yuan.", 3e8, "CNY"),
        ("Exports grew 5.2 percent.", 5.2, "percent"),
        ("Exports grew 5.2%.", 5.2, "percent"),
        ("The rate fell by 2 percentage points.", 2, "percentage point"),
        ("The district covers 1,210 square kilometers.", 1210, "km2"),
        ("The district covers 1210 km².", 1210, "km2"),
        ("A 220-square-kilometre zone was drawn.", 220, "km2"),
        ("They planted 35 hectares.", 35, "hectare"),
        ("They planted 500 mu.", 500, "mu"),
        ("It stands 1400 ℃.", 1400, "degree Celsius"),
        ("It stands 38.5 degrees Celsius.", 38.5, "degree Celsius"),
        ("It is 36 kilometers long.", 36, "km"),
        ("It handles 47 million TEUs.", 4.7e7, "TEU"),
        ("There are 31 approval items.", 31, "item"),
        ("There are 11 streets and towns.", 11, "street and town"),
        ("Seven manufacturing projects began.", 7, "project"),
        ("There are 52 companies.", 52, "company"),
        ("One thousand two hundred people came.", 1200, "person"),
        ("Twenty-five new and renovated schools opened.", 25, "school"),
        ("Three existing repair and training yards closed.", 3, "yard"),
        ("They sold 4 locally built Class 2 engines.", 4, "engine"),
        ("A dozen firms came.", 12, "firm"),
        ("Half a million people came.", 5e5, "person"),
        ("The population is 5.68 million.", 5.68e6, None),
        ("She is 28 years old.", 28, "years old"),
        ("A 3-day fair opened.", 3, "day"),
        ("It became the fourth country in the world to do so.", 4, "rank"),
        ("总投资18.68亿元。", 1.868e9, "CNY"),
        ("总投资五十亿元。", 5e9, "CNY"),
        ("规模达1.6万亿元。", 1.6e12, "CNY"),
        ("占地134.48亩。", 134.48, "mu"),
        ("面积为220平方公里。", 220, "km2"),
        ("百分之三十的企业获批。", 30, "percent"),
        ("增长５．２％。", 5.2, "percent"),
        ("涉及11个街镇。", 11, "街镇"),
        ("已有一百二十家企业。", 120, "企业"),
        ("常住人口568万人。", 5.68e6, "person"),
    ],
)
def test_an_amount_is_read_with_its_unit(text: str, value: float, unit: str | None) -> None:
    figure = only(text)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "On May 3, 2024 and on 4 June they met at 10:30.",
        "In 2019 and 2021-2023 nothing was built.",
        "The 18th session and the 2nd reading passed.",
        "Article 12 of Document No. 45, Chapter 3, Phase 2 and Class 1.",
        "The COVID-19 plan, the 5G network, the G20, the A320 and the 4+4 pattern run 24/7.",
        "Version 2.0.1 is at 10.0.0.1.",
        "In three years, two months and five working days it ends.",
        "One of them left, and one thing remained.",
        "About two thirds stayed.",
        'The "two certificates in one" reform goes on.',
        "Hundreds of volunteers and tens of thousands of guests came.",
        "三年来，第十八届三中全会于2023年7月15日上午9时召开，一些人统一思想，以防万一。",
    ],
)
def test_dates_names_and_ordinals_are_no_amounts(text: str) -> None:
    assert [f.text for f in found(text)] == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("It holds about 5 billion yuan.", "about"),
        ("It exceeds 15 billion yuan.", "exceeds"),
        ("Nearly 300 people came.", "nearly"),
        ("More than 40 firms came.", "more than"),
        ("Up to 60 percent left.", "up to"),
        ("At least 12 ferries run.", "at least"),
        ("No less than 800 jobs are new.", "no less than"),
        ("Over a dozen firms came.", "over"),
        ("It has 500+ members.", "+"),
        ("It cost 5 million yuan or so.", "or so"),
        ("近300人参加。", "近"),
        ("规模超过50亿元。", "超过"),
        ("吸引3000多家企业。", "多"),
        ("It holds 5 billion yuan.", None),
    ],
)
def test_the_reservation_of_the_text_is_kept(text: str, hedge: str | None) -> None:
    assert only(text).hedge == hedge


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("Pay ranges from 7000 yuan to 10000 yuan.", 7000, 10000, "CNY"),
        ("It costs 5 to 10 billion yuan.", 5e9, 1e10, "CNY"),
        ("Between 5 and 8 percent left.", 5, 8, "percent"),
        ("It costs 5-8 yuan.", 5, 8, "CNY"),
        ("They build 3 to 5 hospitals.", 3, 5, "hospital"),
        ("It costs $3 to $5 million.", 3e6, 5e6, "USD"),
        ("工资为7000元至10000元。", 7000, 10000, "CNY"),
    ],
)
def test_a_range_has_two_ends(text: str, lower: float, upper: float, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.upper, figure.unit) == (lower, upper, unit)


def test_a_change_is_two_amounts() -> None:
    figures = found("The plan grew from 95 square kilometres to 220 square kilometres.")
    assert [(f.value, f.upper, f.subject) for f in figures] == [(95, None, "plan"), (220, None, "plan")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("They set up a harbour fund with a total investment of 5 billion yuan.", "total investment"),
        (
            "The first size of the three parent funds exceeds 15 billion yuan.",
            "first size of the three parent funds",
        ),
        ("It may draw a group of smaller funds of about 100 billion yuan.", "group of smaller funds"),
        ("It will increase taxes by about 400 million yuan.", "taxes"),
        ("The new output will be about 5 billion yuan.", "new output"),
        ("They drew a 220 square kilometer harbour plan.", "harbour plan"),
        ("It covers a total area of 134 mu.", "total area"),
        ("Salaries generally range from 7000 yuan to 10000 yuan.", "Salaries"),
        ("Exports rose 5 percent to 2 billion yuan.", "Exports"),
        ("The city will invest 3 billion yuan in ports.", "ports"),
        ("It has 31 approval items.", "approval items"),
        ("总投资约18.68亿元。", "总投资"),
        ("设立50亿元的产业基金。", "产业基金"),
    ],
)
def test_every_amount_has_a_subject_in_the_words_of_the_text(text: str, subject: str) -> None:
    assert found(text)[-1].subject == subject


def test_four_amounts_of_one_paragraph_stay_four() -> None:
    text = (
        "The harbour set up a fund with a capital of 2 billion yuan. The size of its parent funds exceeds "
        "6 billion yuan, and the paid part of the fund is 1.3 billion yuan. It may draw a group of about "
        "40 billion yuan."
    )
    passages = [
        Passage("d", 1, n, a, b, text[a:b]) for n, (a, b) in enumerate(sentences(text, 0, len(text)), 1)
    ]
    every = figures(passages, (), text)
    assert [(f.value, f.hedge, f.ref) for f in every] == [
        (2e9, None, "d#1.1"),
        (6e9, "exceeds", "d#1.2"),
        (1.3e9, None, "d#1.2"),
        (4e10, "about", "d#1.3"),
    ]
    assert len({f.subject for f in every}) == 4


def test_some_of_them_are_what_was_counted_before() -> None:
    first, second = found("The town has 4 new ferries, and three of them are electric.")
    assert (second.value, second.unit, second.subject) == (3, first.unit, first.subject)


def test_acres_in_a_chinese_source_are_flagged_and_kept() -> None:
    figure = only("The Shanghai plant covers 134.48 acres.")
    assert (figure.value, figure.unit) == (134.48, "acre")
    assert figure.odd is not None
    assert "mu" in figure.odd
    assert only("The Iowa farm covers 134.48 acres.").odd is None


@pytest.mark.parametrize(
    "text",
    [
        "Services account for 137% of the output.",
        "服务业占比达137%。",
        "The scheme reached 12 billion people.",
        "The park covers 900 million square kilometres.",
    ],
)
def test_an_amount_that_cannot_be_is_flagged_and_kept(text: str) -> None:
    assert only(text).odd


@pytest.mark.parametrize(
    "text", ["Exports grew to 137% of their old level.", "Services account for 57% of it."]
)
def test_an_amount_that_may_well_be_is_not_flagged(text: str) -> None:
    assert only(text).odd is None


def test_a_count_that_points_back_is_no_new_amount() -> None:
    text = "Seven depots were built. All 7 depots are open. The cost of the seven depots tops 4 million yuan."
    assert [(f.value, f.unit) for f in found(text)] == [(7, "depot"), (4e6, "CNY")]
    assert [f.value for f in found("All 7 depots are open.")] == [7]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("全市六成企业已经复工。", 60, "percent"),
        ("52家企业提供岗位。", 52, "企业"),
        ("已建成5G基站3万多个。", 30_000, "5G基站"),
        ("专利授权量1.5万件。", 15_000, "专利授权量"),
        ("发电量达到450万千瓦时。", 4.5e6, "kWh"),
    ],
)
def test_chinese_counts_find_their_noun_before_or_behind(text: str, value: float, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize("text", ["三成立法获得通过。", "平均每万人用水不多。"])
def test_chinese_numbers_that_count_nothing_are_none(text: str) -> None:
    assert found(text) == ()


def test_what_is_a_date_is_no_amount() -> None:
    text = "The plan runs for 500 stages and ends."
    at = text.index("500")
    assert found(text)
    assert found(text, (at, at + 3)) == ()
    assert found(text, (0, at)) == found(text)


def test_ages_and_lengths_in_days_stay_amounts_where_they_are_also_dates() -> None:
    text = "A 3-day fair for a man of 28: he is 28 years old."
    assert [f.value for f in found(text, (0, len(text)))] == [3, 28]


def test_offsets_count_from_the_document() -> None:
    text = "A first sentence. It holds\r\n5 billion\r\nyuan now."
    (figure,) = figures([Passage("d", 1, 2, 18, len(text), "")], (), text)
    assert (figure.text, figure.value) == ("5 billion\r\nyuan", 5e9)
    assert text[figure.start : figure.end] == figure.text


NUMBERS = [
    "5",
    "1,234",
    "3.5",
    "two hundred and",
    "million",
    "billion",
    "a",
    "half",
    "0",
    "１２",
    "9" * 23,
    "三",
    "万",
]
UNITS = ["yuan", "$", "%", "projects", "years old", "-day", "year", "°C", "亿元", "个", "家企业", "of them"]
MARKS = [
    "to",
    "-",
    "between",
    "and",
    "about",
    "new",
    "(",
    ")",
    '"',
    ".",
    "\n",
    "\x00",
    "第",
    "多",
    "Class",
    "third in China",
]
WORDS = st.sampled_from([*NUMBERS, *UNITS, *MARKS])


@given(st.lists(WORDS, max_size=30), st.sampled_from(["", " "]))
@settings(max_examples=500, deadline=None)
def test_no_words_break_it(words: list[str], joint: str) -> None:
    text = joint.join(words)
    every = found(text)
    assert all(text[f.start : f.end] == f.text != "" for f in every)
    assert all(f.upper is None or f.upper > f.value for f in every)
    assert [f.start for f in every] == sorted(f.start for f in every)


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1 ", "1 to ", "5 billion yuan ", "one hundred and ", '"5 ', "万", "三个", "$", "5 a "],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def once(size: int) -> float:
        begin = time.process_time()
        found(unit * (size // len(unit)))
        return time.process_time() - begin

    def seconds(size: int) -> float:
        return min(once(size) for _ in range(3))  # the least disturbed of three

    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared("truth", "score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_seed_has_all_its_labelled_amounts_and_few_others() -> None:
    truth = json.loads(shared("truth", "seed_truth.json").read_text(encoding="utf-8"))
    text = next(shared("seeds").glob("*.txt")).read_bytes().decode("utf-8")
    passages: list[Passage] = []
    for cut in split(Source("seed.txt", "text", "", text)):
        spans = [(b.start, b.end) for b in cut.blocks] + ([cut.title_span] if cut.title_span else [])
        for a, b in (s for span in sorted(spans) for s in sentences(text, *span)):
            passages.append(Passage("d", 1, len(passages), a, b, fold(text[a:b])))
    every = figures(passages, [tuple(item["char"]) for item in truth["items"]], text)
    told = [{"char": [f.start, f.end], "value": [f.value, f.upper], "unit": f.unit} for f in every]
    score = scorer().figures(truth["figures"], told)
    assert score["value"] == "44/44"
    assert score["unit"] == "13/13"
    assert score["extra"] <= 5
