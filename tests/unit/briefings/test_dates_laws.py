"""Laws that hold for any text and any date: no crash, no overlap, intervals in order and nested."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.dates import mentions, values
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Mention
from briefings.dates.resolving import resolve
from briefings.model import Passage, When
from briefings.telling import telling

TIME_WORDS = (
    "on|in|the|of|by|last|next|this|year|month|week|March|May|July|15th|15|31|2023|2021|first|second|third|half|"
    "quarter|end|anniversary|past|two|three|years|ago|since|until|2023-02-30|1990s|summer|every|day|Monday|,|.|--|"
    "99999|0|２０２１|2021年|7月|15日|today|yesterday|fourth|decade|later|before|BC|the\u202e|\r\n|to|-"
)
WORDS = st.sampled_from(TIME_WORDS.split("|"))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
TENSES = st.sampled_from(["past", "present", "future", "unknown"])


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
    for unit in ("July ", "9 ", "the end of ", "2023 ", "12-12-12-", "in the next ", "a few "):
        short, long = _seconds(unit * 4_000), _seconds(unit * 16_000)
        assert long < 12 * short + 0.5, unit


def _days(when: When) -> set[date]:
    assert when.start is not None
    assert when.end is not None
    return {when.start + timedelta(days=n) for n in range((when.end - when.start).days + 1)}


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
