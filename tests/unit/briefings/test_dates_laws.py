"""Laws that hold for any text and any date: no crash, no overlap, intervals in order and nested."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.dates import FAMILIES, mentions, values
from briefings.dates.anchor import Anchor
from briefings.dates.corpora import as_corpora
from briefings.dates.feasts import day_in
from briefings.dates.mention import Mention
from briefings.dates.resolving import resolve
from briefings.model import Passage, Timex, When
from briefings.telling import telling

TIME_WORDS = (
    "on|in|the|of|by|last|next|this|year|month|week|March|May|July|15th|15|31|2023|2021|first|second|third|half|"
    "quarter|end|anniversary|past|two|three|years|ago|since|until|2023-02-30|1990s|summer|every|day|Monday|,|.|--|"
    "99999|0|２０２１|2021年|7月|15日|today|yesterday|fourth|decade|later|before|BC|the\u202e|\r\n|to|-|"
    "9 a.m.|noon|25:61|10:30|night|morning|tonight|weekend|Easter|Christmas|Thanksgiving|century|19th|'98|"
    "2022/23|ended|ten days|days|weeks|minutes|hour|once|twice|a|each|every|other|aged|old|soon|now|between|"
    "and|Friday|Sundays|11/15/04|FY2020|fiscal|early|mid|late|spring|winter|from|through|ago|earlier|on|at|ten|GMT"
)
WORDS = st.sampled_from(TIME_WORDS.split("|"))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
TENSES = st.sampled_from(["past", "present", "future", "unknown"])


EXPRESSIONS = [
    "3 May 2019",
    "May 2019",
    "the third quarter of 2019",
    "the first half of 2019",
    "the summer of 2019",
    "the 1990s",
    "the 19th century",
    "the end of last year",
    "early March 2018",
    "last September",
    "the past two years",
    "fiscal 2019",
    "Q2 2016",
    "mid-2019",
    "winter 2020",
]
AROUND = (
    " ",
    ".",
    ", the ministry said.",
    " (see below).",
    "; it was dry.",
    " – a record.",
    "\r\n",
    " in the north.",
)
COARSE = (
    ("in {year}", 365),
    ("in May {year}", 31),
    ("in early May {year}", 31),
    ("at the end of May {year}", 31),
    ("in the third quarter of {year}", 92),
    ("in the first half of {year}", 181),
    ("in the summer of {year}", 92),
    ("in the first ten days of May {year}", 31),
    ("last year", 365),
    ("last month", 28),
    ("last week", 7),
    ("over the weekend", 2),
    ("last summer", 90),
    ("three years ago", 365),
    ("three months ago", 28),
    ("a century ago", 365),
    ("in the 1990s", 3652),
    ("in the 19th century", 36_524),
    ("in fiscal {year}", 360),
    ("in the fiscal year ended 30 June {year}", 1),
    ("at the beginning of this year", 31),
    ("by the end of the decade", 3652),
)


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    _in_order(text, mentions(text))


@given(st.lists(WORDS, max_size=40).map(" ".join), DAYS, TENSES)
@settings(max_examples=400, deadline=None)
def test_any_row_of_time_words_resolves_on_any_day(text: str, on: date, tense: str) -> None:
    found = mentions(text)
    _in_order(text, found)
    for told in (None, on):
        anchor = Anchor(on, on, on.year, told, told, told is not None, tense)  # type: ignore[arg-type]
        for mention in found:
            reading = resolve(mention.spec, anchor)
            when = reading.when if reading else None
            assert when is None or (when.start is None) == (when.end is None)
            assert when is None or when.start is None or when.end is None or when.start <= when.end


@given(st.lists(WORDS, max_size=20).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_without_a_time_of_writing_nothing_is_counted_from_it(text: str) -> None:
    for mention in mentions(text):
        reading = resolve(mention.spec, Anchor())
        if reading and reading.when.start and reading.when.basis.value == "derived":
            raise AssertionError(mention)


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_no_rule_finds_anything_in_a_text_without_its_cues(text: str) -> None:
    seen = " ".join(text.lower().split()).translate(str.maketrans("0123456789", "#" * 10))
    for family, (cues, rules) in FAMILIES.items():
        for pattern, read, own in rules:
            if not any(cue in seen for cue in own or cues):
                found = [m[0] for m in pattern.finditer(text) if m[0] and read(m) is not None]
                assert not found, (family, pattern.pattern)


@given(st.lists(WORDS, max_size=30).map(" ".join), DAYS)
@settings(max_examples=200, deadline=None)
def test_as_the_corpora_have_them_expressions_stay_apart_and_in_order(text: str, on: date) -> None:
    end = 0
    for mention in as_corpora(text, mentions(text)):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        resolve(mention.spec, Anchor(on, on, on.year, on, on))
        end = mention.end


@given(st.sampled_from(EXPRESSIONS), st.sampled_from(AROUND), st.sampled_from(AROUND))
def test_what_an_expression_says_does_not_hang_on_the_words_around(
    words: str, before: str, behind: str
) -> None:
    text = f"{before} {words}{behind}"
    alone = {mention.text: mention.spec for mention in mentions(f"It rained in {words}.")}
    assert {mention.text: mention.spec for mention in mentions(text) if mention.text in alone} == alone


@given(st.integers(1800, 2099), st.integers(1, 12), st.integers(1, 28))
@settings(max_examples=60, deadline=None)
def test_a_day_lies_in_its_month_in_its_quarter_in_its_half_in_its_year(
    year: int, month: int, day: int
) -> None:
    name = date(year, month, 1).strftime("%B")
    quarter = ("first", "second", "third", "fourth")[(month - 1) // 3]
    half = "first" if month < 7 else "second"
    texts = (
        f"It rained on {day} {name} {year}.",
        f"It rained in {name} {year}.",
        f"It rained in the {quarter} quarter of {year}.",
        f"It rained in the {half} half of {year}.",
        f"It rained in {year}.",
        f"It rained in the {year - year % 10}s.",
    )
    nested = [_days(_only(text)) for text in texts]
    for inner, outer in pairwise(nested):
        assert inner < outer


# no year comes before the first, so that its decade has nine
@given(st.sampled_from(COARSE), st.integers(1900, 2090), st.dates(min_value=date(10, 1, 1)))
@settings(max_examples=200, deadline=None)
def test_no_expression_is_more_exact_than_its_words(coarse: tuple[str, int], year: int, on: date) -> None:
    words, least = coarse
    for mention in mentions(f"It opened {words.format(year=year)}."):
        for anchor in (Anchor(), Anchor(year=on.year), Anchor(on, on, on.year)):
            reading = resolve(mention.spec, anchor)
            if reading and reading.when.start and reading.when.end:
                assert (reading.when.end - reading.when.start).days + 1 >= least, (mention, reading)


@given(st.integers(0, 99), st.integers(0, 99))
def test_a_time_is_read_where_the_clock_has_it_and_nowhere_else(hour: int, minute: int) -> None:
    found = mentions(f"It rang at {hour:02}:{minute:02} and stopped.")
    assert bool(found) == (hour <= 24 and minute <= 59)
    for mention in found:
        reading = resolve(mention.spec, Anchor(date(2013, 3, 22), date(2013, 3, 22), 2013))
        assert reading is not None
        assert reading.when.start is None
        assert reading.timex == Timex("TIME", f"2013-03-22T{hour:02}:{minute:02}")


@given(st.integers(1, 9998))
def test_feasts_fall_on_the_weekdays_that_define_them(year: int) -> None:
    assert day_in("thanksgiving", year).weekday() == 3
    assert 22 <= day_in("thanksgiving", year).day <= 28
    assert (day_in("memorial day", year).weekday(), day_in("memorial day", year).month) == (0, 5)
    assert day_in("memorial day", year).day > 24
    assert date(year, 3, 22) <= day_in("easter", year) <= date(year, 4, 25)
    assert day_in("easter", year).weekday() == 6
    assert day_in("good friday", year).weekday() == 4


@pytest.mark.parametrize(
    ("year", "easter"),
    [(1818, (3, 22)), (1943, (4, 25)), (1998, (4, 12)), (2000, (4, 23)), (2013, (3, 31)), (2038, (4, 25))],
)
def test_easter_is_when_the_almanacs_have_it(year: int, easter: tuple[int, int]) -> None:
    assert day_in("easter", year) == date(year, *easter)


@given(st.integers(2, 9000), st.integers(1, 12))
def test_months_lie_in_quarters_in_halves_in_years_in_decades(year: int, month: int) -> None:
    nested = [
        values.day(date(year, month, 15)),
        values.month(year, month),
        values.nth(year, (month + 2) // 3),
        values.nth(year, 5 + (month > 6)),
        values.year(year),
        values.decade(year) if year >= 10 else values.year(year),
    ]
    for inner, outer in pairwise(nested):
        assert _days(outer) >= _days(inner) > set()


@given(DAYS, st.integers(-30_000, 30_000))
def test_counting_days_forth_and_back_comes_home(day: date, amount: int) -> None:
    there = values.add(day, amount, "day")
    assert there is None or values.add(there, -amount, "day") == day or day > date(9998, 12, 31)


@given(DAYS, st.integers(-400, 400))
def test_months_never_overflow_a_short_month(day: date, months: int) -> None:
    there = values.add_months(day, months)
    assert there is None or there.day <= day.day
    assert there is None or there.day == day.day or (there + timedelta(days=1)).day == 1


@given(st.lists(WORDS, max_size=30), st.sampled_from(["\n", "\r\n", "\n    ", "\t", "\u3000", " \u00a0"]))
@settings(max_examples=150, deadline=None)
def test_line_ends_wraps_and_indents_do_not_change_what_is_found(words: list[str], gap: str) -> None:
    plain, wrapped = " ".join(" ".join(words).split()), gap.join(" ".join(words).split())
    told, again = (telling(text, [Passage("d", 1, 1, 0, len(text), "")]) for text in (plain, wrapped))
    assert [each.mention.spec for each in told] == [each.mention.spec for each in again]
    for each in again:
        words_there = wrapped[each.mention.start : each.mention.end]
        assert " ".join(words_there.split()) == each.sentence[each.at : each.to]


def test_reading_is_linear_in_the_length_of_the_text() -> None:
    units = (
        "July |9 |the end of |2023 |12-12-12-|in the next |a few |last night of |quarter ended |weeks of |"
        "9:59 p.m. on |the first ten days of |every year on |twice a |the first Monday of |Easter |'98 "
    )
    for unit in units.split("|"):
        short, long = _seconds(unit * 4_000), _seconds(unit * 16_000)
        assert long < 12 * short + 0.5, unit


def _days(when: When) -> set[date]:
    assert when.start is not None
    assert when.end is not None
    return {when.start + timedelta(days=n) for n in range((when.end - when.start).days + 1)}


def _only(text: str) -> When:
    (mention,) = mentions(text)
    reading = resolve(mention.spec, Anchor())
    assert reading is not None
    return reading.when


def _seconds(text: str) -> float:
    start = time.perf_counter()
    mentions(text)
    return time.perf_counter() - start


def _in_order(text: str, found: tuple[Mention, ...]) -> None:
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
