"""Expressions whose value hangs on something that is said elsewhere in the text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.dates import mentions, values
from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from briefings.facts import facts
from briefings.model import Basis, Clock, Fact, Kind, Passage
from briefings.sentences import sentences
from briefings.telling import telling
from tests.unit.briefings.told import page, span

ON = "2022-11-16"
APRIL = "The council's financial year runs from 1 April to 31 March."


def told(text: str, on: str = ON) -> tuple[Fact, ...]:
    """The facts of a text that was written on a day."""
    day = date.fromisoformat(on)
    spans = [
        (number, *each)
        for number, block in enumerate(text.split("\n\n"), 1)
        for each in sentences(text, text.index(block), text.index(block) + len(block))
    ]
    passages = [Passage("page", p, n, a, b, text[a:b]) for n, (p, a, b) in enumerate(spans, 1)]
    return facts("page", "0" * 64, telling(text, passages), Clock(day.year, day, day, 1.0))


def fact(found: tuple[Fact, ...], expression: str) -> Fact:
    """The fact that an expression dates."""
    return next(each for each in found if expression in each.expression)


def read(text: str, on: str = ON) -> list[tuple[str, str, str | None]]:
    """The words, TIMEX3 value and first day of every expression that stands alone."""
    day = date.fromisoformat(on)
    found = []
    for mention in mentions(text):
        reading = resolve(mention.spec, Anchor(day, day, day.year))
        if reading is not None:
            start = reading.when.start
            value = reading.timex.value if reading.timex else ""
            found.append((mention.text, value, start.isoformat() if start else None))
    return found


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("FY2021", "2021"),
        ("FY 2021-22", "2021"),
        ("FY21/22", "2021"),
        ("fiscal 2017", "2017"),
        ("the fiscal year 2022/23", "2022"),
        ("the 2018-19 academic year", "2018"),
        ("school year 2019/2020", "2019"),
        ("the third quarter of fiscal year 2021/22", "2021-Q3"),
        ("Q2 FY2021", "2021-Q2"),
        ("the first half of financial year 2020/21", "2020-H1"),
        ("fiscal years 2016/17 to 2018/19", "2016"),
        ("the 2021/22 marketing year", "2021"),
    ],
)
def test_a_fiscal_year_has_a_value_and_no_days_where_nothing_says_when_it_begins(
    words: str, value: str
) -> None:
    assert read(f"The grant rose in {words}.") == [(words, value, None)]


@pytest.mark.parametrize(
    ("declared", "words", "interval"),
    [
        (APRIL, "2021/22", ("2021-04-01", "2022-03-31")),
        (APRIL, "the fiscal years 2019/20 to 2021/22", ("2019-04-01", "2022-03-31")),
        (APRIL, "the third quarter of financial year 2021/22", ("2021-10-01", "2021-12-31")),
        (APRIL, "the second half of financial year 2021/22", ("2021-10-01", "2022-03-31")),
        ("The fiscal year begins on 1 October each year.", "FY2022", ("2021-10-01", "2022-09-30")),
        ("Their fiscal year ends on 30 June.", "fiscal 2022", ("2021-07-01", "2022-06-30")),
        ("The academic year starts in September.", "the academic year 2021/22", ("2021-09-01", "2022-08-31")),
        ("Budget year: 1 January to 31 December.", "budget year 2021", ("2021-01-01", "2021-12-31")),
        ("The fiscal year began on 1 July 2021.", "2021-22", ("2021-07-01", "2022-06-30")),
        (
            "Fiscal year 2020, which ran from 1 April 2020 to 31 March 2021, was hard.",
            "fiscal 2021",
            ("2021-04-01", "2022-03-31"),
        ),
        (
            "The accounts of the financial year ended 31 March 2021 are closed.",
            "2021/22",
            ("2021-04-01", "2022-03-31"),
        ),
    ],
)
def test_once_the_text_says_when_its_years_begin_all_of_them_have_days(
    declared: str, words: str, interval: tuple[str, str]
) -> None:
    for text in (f"{declared} Spending doubled in {words}.", f"Spending doubled in {words}. {declared}"):
        found = fact(told(text), words)
        assert span(found) == interval
        assert found.kind is Kind.PERIOD
        assert found.when.basis is Basis.DERIVED
        assert found.derivation


def test_a_year_named_once_that_may_begin_in_it_or_before_it_has_no_days() -> None:
    assert span(fact(told(f"{APRIL} Spending doubled in FY2021."), "FY2021")) == (None, None)


def test_the_year_is_the_one_that_the_text_reports_on() -> None:
    text = "The financial year ended on 30 June 2021. During the year, 41 schools were repaired."
    assert span(fact(told(text), "the year")) == ("2020-07-01", "2021-06-30")


def test_a_year_is_declared_by_the_days_beside_its_name() -> None:
    text = "The budget for 2020/21 was spent. Financial year 2021-22, which starts on 1 May 2021, has more."
    assert span(fact(told(text), "2020/21")) == ("2020-05-01", "2021-04-30")


def test_two_years_with_a_dash_are_of_the_calendar_where_no_others_are_spoken_of() -> None:
    assert span(fact(told("The road was built in 2012-13."), "2012-13")) == ("2012-01-01", "2013-12-31")


def test_years_of_another_sort_keep_out_of_a_declaration() -> None:
    text = f"{APRIL} Enrolment fell in the academic year 2020/21."
    assert span(fact(told(text), "2020/21")) == (None, None)


def test_a_text_that_says_two_ways_when_its_years_begin_dates_none() -> None:
    text = f"{APRIL} In Norland the financial year begins on 1 July. Spending doubled in 2020/21."
    assert span(fact(told(text), "2020/21")) == (None, None)


def test_the_years_beside_the_present_one_are_counted_from_it() -> None:
    text = f"{APRIL} The depot was built in the last financial year. It will move in the next financial year."
    document = told(text)
    assert span(fact(document, "last financial year")) == ("2021-04-01", "2022-03-31")
    assert span(fact(document, "next financial year")) == ("2023-04-01", "2024-03-31")


def test_the_following_year_is_counted_from_the_one_told_before() -> None:
    text = f"{APRIL} In 2018/19 the fund lent little. In the following financial year it lent twice as much."
    assert span(fact(told(text), "following financial year")) == ("2019-04-01", "2020-03-31")


@pytest.mark.parametrize(
    "text", ["See Regulation 2021/22 on ports.", "The tax of 2019 was high.", "Room 2020/21."]
)
def test_numbers_of_laws_and_plain_years_are_no_fiscal_years(text: str) -> None:
    assert all(mention.family != "fiscal" for mention in mentions(text))


@pytest.mark.parametrize(
    ("words", "value", "interval"),
    [
        ("the year ended 30 June 1997", "1997", ("1996-07-01", "1997-06-30")),
        ("the financial year ending 31 March 2019", "2019", ("2018-04-01", "2019-03-31")),
        ("the quarter ended 30 September 2021", "2021-Q3", ("2021-07-01", "2021-09-30")),
        ("the six months ended 28 February 2021", "P6M", ("2020-09-01", "2021-02-28")),
        ("the 12 months to March 2020", "P12M", ("2019-04-01", "2020-03-31")),
        ("the 52 weeks ended 27 March 2021", "P52W", ("2020-03-29", "2021-03-27")),
    ],
)
def test_a_stretch_is_counted_back_from_the_day_that_ends_it(
    words: str, value: str, interval: tuple[str, str]
) -> None:
    found = fact(told(f"Turnover fell in {words}."), words)
    assert span(found) == interval
    assert found.timex is not None
    assert found.timex.value == value


LAW = (
    "This Act was published on 12 May 2020. This Act enters into force on 1 September 2020.\n\n"
    "The consultation closes at noon on Friday 25 February 2022.\n\n"
)


@pytest.mark.parametrize(
    ("lead", "words", "interval", "kind"),
    [
        ("", "18 months after the date of publication", ("2021-11-12", "2021-11-12"), Kind.EVENT),
        ("within ", "30 days of the publication of this Act", ("2020-05-12", "2020-06-11"), Kind.DEADLINE),
        ("", "three years after its entry into force", ("2023-09-01", "2023-09-01"), Kind.EVENT),
        ("within ", "12 weeks of the closing date", ("2022-02-25", "2022-05-20"), Kind.DEADLINE),
        ("", "30 days before the closing date", ("2022-01-26", "2022-01-26"), Kind.EVENT),
        ("for ", "two years from its entry into force", ("2020-09-01", "2022-08-31"), Kind.PERIOD),
        ("for ", "five years from 1 January 2024", ("2024-01-01", "2028-12-31"), Kind.PERIOD),
        ("within ", "14 days after 3 May 2021", ("2021-05-03", "2021-05-17"), Kind.DEADLINE),
        ("within ", "28 days of this judgment", ("2022-11-16", "2022-12-14"), Kind.DEADLINE),
        ("", "six months after March 2021", ("2021-09-01", "2021-09-30"), Kind.EVENT),
    ],
)
def test_units_are_counted_from_what_the_text_dates(
    lead: str, words: str, interval: tuple[str, str], kind: Kind
) -> None:
    found = fact(told(f"{LAW}The board meets {lead}{words}."), words)
    assert span(found) == interval
    assert found.kind is kind
    assert found.when.basis is Basis.DERIVED
    assert found.derivation


@pytest.mark.parametrize(
    "text",
    [
        "The plan is due 18 months after the date of publication.",
        "A survey published on 3 March 2021 found little. The plan is due six months after publication.",
        "It was published on 3 May 2021 and again published on 9 June. It is due a day after publication.",
        f"{LAW}The plan is due within 30 days of the publication of the Regulations.",
        f"{LAW}The plan is due within 30 days of receipt of the application.",
        "The fair closes on 2 May 2022, the hall closes on 9 May. It is due a week after the closing date.",
        f"{LAW}The plan is due within 10 working days of the closing date.",
        f"{LAW}The plan is due 20 days after 31 June 2021.",
    ],
)
def test_what_the_text_does_not_date_has_no_days(text: str) -> None:
    last = max(told(text), key=lambda found: found.start)
    assert span(last) == (None, None)


def test_applications_that_are_taken_up_to_a_day_close_on_it() -> None:
    text = "Bids are taken from 15 January to 15 March 2024. Answers come within 45 days of the closing date."
    assert span(fact(told(text), "45 days")) == ("2024-03-15", "2024-04-29")


def test_a_day_that_is_counted_to_is_not_the_day_that_it_is_counted_from() -> None:
    text = (
        "The Board rejected the claim on 3 May 2021. The owner had six weeks from the date of the rejection,"
        " that is until 14 June 2021, to ask for a hearing."
    )
    assert span(fact(told(text), "six weeks")) == ("2021-06-14", "2021-06-14")


def test_the_winter_of_a_february_began_in_the_year_before() -> None:
    text = "Sixty firms have come since the start of this winter."
    assert span(fact(told(text, "2023-02-14"), "winter"))[0] == "2022-12-01"


def test_units_run_from_a_date_that_is_pointed_at() -> None:
    text = "It starts on 1 July 2020, in all ports by 1 May 2023. It may last eighteen months from {} date."
    former, latter = (fact(told(text.format(f"the {n}")), "eighteen months") for n in ("former", "latter"))
    assert span(former) == ("2022-01-01", "2022-01-01")
    assert span(latter) == ("2024-11-01", "2024-11-01")


@pytest.mark.parametrize(
    ("sentence", "interval"),
    [
        ("Vessels built before 1 January 2010 are exempt.", ("2010-01-01", "2010-01-01")),
        ("Shortly before July 2022, it was sold.", (None, None)),
    ],
)
def test_a_day_that_divides_what_is_old_from_what_is_new_is_told_by_itself(
    sentence: str, interval: tuple[str | None, str | None]
) -> None:
    assert [span(found) for found in told(sentence)] == [interval]


def test_since_its_opening_runs_from_the_only_origin_that_an_anniversary_gives() -> None:
    text = "The park marks its fifth anniversary on November 10 this year. Since its opening, many came."
    assert span(fact(told(text), "Since its opening")) == ("2017-11-10", "2022-11-16")


def test_the_publication_of_the_text_is_its_date_line() -> None:
    text = (
        "Order on river ports\n\nPublished: 3 May 2021\n\nThe Minister signed this Order on 30 April 2021."
        "\n\n"
        "Operators shall answer within 30 days of the publication of this Order."
    )
    assert span(fact(page(text).facts, "30 days of")) == ("2021-05-03", "2021-06-02")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_days_counted_on_and_back_meet(day: date, count: int) -> None:
    said = f"{day.day} {day:%B} {day.year}"
    later = resolve(mentions(f"It ends {count} days after {said}.")[0].spec, Anchor())
    earlier = resolve(mentions(f"It ends {count} days before {said}.")[0].spec, Anchor())
    assert later is not None
    assert later.when.start == day + timedelta(days=count)
    assert earlier is not None
    assert earlier.when.start == day - timedelta(days=count)


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(1, 48))
def test_a_stretch_that_ends_with_a_month_begins_with_one(year: int, month: int, count: int) -> None:
    last = values.month_end(year, month)
    text = f"In the {count} months ended {last.day} {last:%B} {year} it grew."
    reading = resolve(mentions(text)[0].spec, Anchor())
    assert reading is not None
    assert reading.when.start is not None
    assert reading.when.end == last
    assert reading.when.start.day == 1
    assert values.add_months(reading.when.start, count) == last + timedelta(days=1)


def test_since_an_event_runs_to_the_time_of_writing() -> None:
    text = "Since the opening of the shared kitchen in April, 30 cooks have come."
    found = fact(told(text), "Since the opening")
    assert span(found) == ("2022-04-01", "2022-11-16")
    assert found.kind is Kind.PERIOD


def test_since_an_event_that_another_sentence_dates() -> None:
    text = "The kitchen opened on 4 April 2021. Since the opening of the kitchen, 30 cooks have come."
    assert span(fact(told(text), "Since the opening")) == ("2021-04-04", "2022-11-16")


def test_since_an_event_that_nothing_dates_has_no_days() -> None:
    undated = page("Since the merger, fares have doubled. The board met ten years ago.").facts
    assert [(f.expression, span(f)) for f in undated] == [
        ("Since the merger", (None, None)),
        ("ten years ago", (None, None)),
    ]


def test_since_then_runs_from_the_date_told_before() -> None:
    text = "The tariff dates from 1997. Since then, the price has doubled."
    found = fact(told(text), "then")
    assert span(found) == ("1997-01-01", "2022-11-16")
    assert found.kind is Kind.PERIOD


def test_since_then_behind_a_vague_time_has_no_days() -> None:
    text = "The tariff dates from 1997. The board met recently. Since then, the price has doubled."
    assert all("then" not in found.expression for found in told(text))


def test_by_then_is_a_deadline_on_the_date_told_before() -> None:
    text = "The ban starts on 1 June 2023. Shops must clear their shelves by then."
    found = fact(told(text), "then")
    assert found.kind is Kind.DEADLINE
    assert span(found)[1] == "2023-06-01"


@pytest.mark.parametrize(
    ("before", "words", "interval"),
    [
        ("In the first five months of 2021", "the same period of 2020", ("2020-01-01", "2020-05-31")),
        ("From July to September 2021", "the same months of 2019", ("2019-07-01", "2019-09-30")),
        ("In the second quarter of 2021", "the same period last year", ("2021-04-01", "2021-06-30")),
        (
            "In the first ten months of the year",
            "the same period of the previous year",
            ("2021-01-01", "2021-10-31"),
        ),
        ("In February 2021", "the same period of 2020", ("2020-02-01", "2020-02-29")),
    ],
)
def test_the_same_stretch_of_another_year(before: str, words: str, interval: tuple[str, str]) -> None:
    text = f"{before}, 31 ships called, against 28 in {words}."
    assert span(fact(told(text), words)) == interval


def test_the_months_of_a_trial_are_counted_back_from_its_end() -> None:
    text = "The trial with night buses ended on 30 September. In the three months of the trial, fares rose."
    assert span(fact(told(text), "the three months of the trial")) == ("2022-07-01", "2022-09-30")


def test_the_months_of_a_trial_that_nobody_dates_have_no_days() -> None:
    text = "In the three months of the trial, fares rose."
    assert span(fact(told(text), "the three months of the trial")) == (None, None)


@pytest.mark.parametrize(
    ("words", "interval"),
    [
        ("January and February 2021", ("2021-01-01", "2021-02-28")),
        ("December and January 2021", ("2020-12-01", "2021-01-31")),
        ("December 2020 and August 2021", ("2020-12-01", "2021-08-31")),
        ("3 May and 4 June 2021", ("2021-05-03", "2021-06-04")),
        ("November and February of last year", ("2020-11-01", "2021-02-28")),
    ],
)
def test_two_dates_that_make_a_stretch(words: str, interval: tuple[str, str]) -> None:
    found = fact(told(f"The road was shut between {words}."), words)
    assert span(found) == interval
    assert found.kind is Kind.PERIOD


def test_two_years_that_follow_each_other_are_a_stretch() -> None:
    assert span(fact(told("It was put off time and again in 2020 and 2021."), "2020 and")) == (
        "2020-01-01",
        "2021-12-31",
    )


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("The hall is closed from 24 December to 2 January.", ("2022-12-24", "2023-01-02")),
        ("The hall was closed from 24 December to 2 January.", ("2021-12-24", "2022-01-02")),
        ("Snow fell between November and February.", ("2021-11-01", "2022-02-28")),
        ("Snow will fall from November to February.", ("2022-11-01", "2023-02-28")),
    ],
)
def test_a_range_over_new_year_is_the_one_that_the_tense_means(text: str, interval: tuple[str, str]) -> None:
    assert [span(f) for f in told(text, "2022-06-10")] == [interval]


def test_two_months_that_do_not_follow_each_other_are_no_stretch() -> None:
    assert [m.text for m in mentions("Visits in March and September 2021 went well.")] == [
        "March",
        "September 2021",
    ]


@pytest.mark.parametrize(
    ("words", "value", "interval"),
    [
        ("the second half of May 2021", "2021-05", ("2021-05-16", "2021-05-31")),
        ("the first five days of July 2021", "P5D", ("2021-07-01", "2021-07-05")),
        ("the last week of February 2020", "P1W", ("2020-02-23", "2020-02-29")),
    ],
)
def test_days_of_a_month_that_the_words_count_out(words: str, value: str, interval: tuple[str, str]) -> None:
    found = fact(told(f"It rained in {words}."), words)
    assert span(found) == interval
    assert found.timex is not None
    assert found.timex.value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on the second Thursday of each month", "XXXX-XX"),
        ("1 March each year", "XXXX-03-01"),
        ("every year on 1 March", "XXXX-03-01"),
        ("each year from 1 April to 31 October", "XXXX"),
        ("on the last Sunday of March every year", "XXXX-03"),
        ("financial year begins on 1 April", "XXXX-04-01"),
        ("each 31 March", "XXXX-03-31"),
        ("every second Thursday", "XXXX-WXX-4"),
    ],
)
def test_what_comes_again_and_again_is_one_item_without_days(words: str, value: str) -> None:
    found = told(f"The {words}, the board meets.")
    assert [(f.expression, f.kind, span(f)) for f in found] == [(words, Kind.RECURRING, (None, None))]
    assert found[0].timex is not None
    assert found[0].timex.value == value


@pytest.mark.parametrize(
    "text",
    [
        "The year ended 31 June 2021 was fine.",
        "It is due within 9999 years of 1 January 2021.",
        "It is due 9999 years before 1 January 2021.",
        "FY2099/00 and FY9999 and fiscal year 1999/00.",
        "The financial year runs from 31 February to 30 February. Fiscal year 2021/22.",
        "between 31 June and 31 September 2021",
        "for five years from 30 February 2021",
        "since the opening of the hall on 31 June 2021, " + "the date of the date of " * 500,
        "within " * 3000 + "3 days of the publication of " + "the order of " * 3000,
        "fiscal year " * 3000 + "2021/22",
    ],
)
def test_hostile_years_and_counts_give_no_exception(text: str) -> None:
    for found in told(text):
        assert found.when.start is None or found.when.end is None or found.when.start <= found.when.end
