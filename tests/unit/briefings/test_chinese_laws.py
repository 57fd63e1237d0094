"""Laws of Chinese dates: round trips, precision, context, junk and time."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings import numerals
from briefings.chinese import anniversaries, clauses, evidence, kinds, tense, wording
from briefings.dates import chinese, mentions
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Point, Vague
from briefings.dates.resolving import resolve
from briefings.model import Passage, When
from briefings.script import plain
from briefings.telling import telling

HAN = "〇一二三四五六七八九"
WORDS = """2023年 二〇二一年 ７月 7月 十二月 15日 三十一日 今年 去年 前年 明年 同年 次日 当天 上半年
一季度 前三季度 第 每 近 过去 未来 三年 两个月 半 前 后 内 以来 至 到 — - 、 从 自 起 底 初 末 中
中旬 周五 上周 星期 世纪 90年代 “十四五” 期间 10周年 目前 近日 将 已 了 举行 ， 。 ； （ ） 《 》
国 级 轻 年 月 日 天 9999 0 99年 个 多 余 兩 週 abc 2023-02-30 公元前 财年 历时"""
PIECES = [*WORDS.split(), "\n", "\u3000", " ", "\u202e"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ANY = st.dates(date(1, 1, 1), date(9999, 12, 31))
TENSES = st.sampled_from(["past", "present", "future", "unknown"])
SURROUNDINGS = st.sampled_from(
    [
        ("", ""),
        ("据介绍，", "，大会召开。"),
        ("（", "）"),
        ("《公报》于", "刊出。"),
        ("记者", "获悉"),
        ("\n", "\n"),
    ]
)


def _in_characters(number: int) -> str:
    """A number up to 99 as Chinese says it."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{HAN[tens]}十"
    return head + (HAN[ones] if ones else "")


def _written(day: date) -> list[str]:
    year = "".join(HAN[int(c)] for c in str(day.year))
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    plain = f"{day.year}年{day.month}月{day.day}日"
    return [
        plain,
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{year}年{_in_characters(day.month)}月{_in_characters(day.day)}日",
        plain.translate(wide),
    ]


@given(DAYS, SURROUNDINGS)
@settings(max_examples=150, deadline=None)
def test_any_day_written_out_comes_back_whatever_stands_around_it(day: date, around: tuple[str, str]) -> None:
    before, after = around
    for words in _written(day):
        text = f"{before}{words}{after}本市新馆"
        (found,) = mentions(text)
        assert found.text == words
        reading = resolve(found.spec, Anchor())
        assert reading is not None
        assert (reading.when.start, reading.when.end, reading.when.edtf) == (day, day, day.isoformat())


@given(st.integers(1900, 2200), st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_a_month_or_year_never_becomes_more_exact_than_its_words(year: int, month: int) -> None:
    for words in (f"{year}年{month}月", f"{year}年{_in_characters(month)}月份", f"{year}年{month}月下旬"):
        assert _days(words) >= 28
    for words in (f"{year}年", f"{year}年度"):
        assert _days(words) >= 365
    assert _days(f"{year}年上半年") >= 181
    assert _days(f"{year}年第三季度") == 92


def _days(words: str) -> int:
    when = _when(f"{words}，产量增长。")
    assert when.start is not None
    assert when.end is not None
    return (when.end - when.start).days + 1


def _when(text: str) -> When:
    (found,) = mentions(text)
    reading = resolve(found.spec, Anchor())
    assert reading is not None
    return reading.when


@given(st.integers(1, 999))
def test_a_numeral_up_to_999_has_its_value(number: int) -> None:
    hundreds, rest = divmod(number, 100)
    words = f"{HAN[hundreds]}百" if hundreds else ""
    if hundreds and 0 < rest < 10:
        words += "零"
    if hundreds and 10 <= rest < 20:
        words += "一"
    words += _in_characters(rest)
    assert numerals.number(words) == number
    assert numerals.number(str(number)) == number


@given(st.text(alphabet="〇一二三四五六七八九十百千两廿卅初0aＯ", max_size=12))
def test_any_row_of_numerals_counts_something_or_nothing(text: str) -> None:
    assert numerals.number(text) is None or numerals.number(text) != 0


@given(TEXTS, ANY, TENSES)
@settings(max_examples=400, deadline=None)
def test_any_row_of_time_words_is_read_without_a_fault_or_an_overlap(text: str, on: date, told: str) -> None:
    found = mentions(text)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        for last in (None, on):
            anchor = Anchor(on, on, on.year, last, last, last is not None, told)  # type: ignore[arg-type]
            reading = resolve(mention.spec, anchor)
            when = reading.when if reading else None
            assert when is None or (when.start is None) == (when.end is None)
            assert when is None or when.start is None or when.end is None or when.start <= when.end


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_without_a_time_of_writing_no_chinese_words_are_counted_from_one(text: str) -> None:
    for mention in mentions(text):
        reading = resolve(mention.spec, Anchor())
        assert reading is None or reading.when.start is None or reading.when.basis.value != "derived", mention


@given(TEXTS | st.text(max_size=60), st.integers(0, 60), st.integers(0, 10))
@settings(max_examples=300, deadline=None)
def test_what_tells_of_clauses_takes_any_text_and_any_place(text: str, at: int, width: int) -> None:
    at = min(at, len(text))
    to = min(at + width, len(text))
    assert tense.tense(text, at, to) in {"past", "present", "future", "unknown"}
    tense.grade(text, at)
    kinds.aims(text, at)
    kinds.happens(text, at)
    kinds.by(text[:at], text[to:])
    anniversaries.licensed(text[:at], text[to:])
    anniversaries.subject(text[:at])
    evidence.today(text[:at], text[to:])
    assert len(wording.what(text, at, to)) <= 80
    spans = clauses.clauses(text)
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(last + 1 == first for (_, last), (first, _) in pairwise(spans))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_mention_is_told_in_its_own_sentence(text: str) -> None:
    for each in telling(text, [Passage("d", 1, 1, 0, len(text), text)]):
        assert " ".join(each.mention.text.split()) == " ".join(each.sentence[each.at : each.to].split())


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_rule_reads_anything_in_a_text_without_its_cues(text: str) -> None:
    known = plain(text)
    for cues, rules in chinese.FAMILIES.values():
        for rule in rules:
            if not any(cue in known for cue in rule.cues or cues):
                assert not any(m[0] and rule.read(m) for m in rule.pattern.finditer(known)), (
                    rule.pattern.pattern
                )


@given(ANY)
def test_what_is_vague_stays_vague_on_any_day(on: date) -> None:
    for words in ("近日", "日前", "目前", "今后", "近年来"):
        (found,) = mentions(f"{words}，工作展开。")
        assert isinstance(found.spec, Vague)
        reading = resolve(found.spec, Anchor(on, on, on.year))
        assert reading is not None
        assert reading.when.start is None


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_days_ago_and_days_on_are_counted_in_days(on: date, count: int) -> None:
    for words, sign in ((f"{count}天前", -1), (f"{_in_characters(count)}天后", 1)):
        (found,) = mentions(f"{words}，船队启程。")
        reading = resolve(found.spec, Anchor(on, on, on.year))
        assert reading is not None
        assert reading.when.start == on + timedelta(days=sign * count)


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "2023年2月29日",
        "13月5日",
        "7月32日",
        "0月0日",
        "9999年13月",
        "2023-02-30号",
        "二〇二三年二月三十日",
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_none(text: str) -> None:
    for found in mentions(f"登记为{text}。"):
        assert not isinstance(found.spec, Point) or found.spec.day is None
        reading = resolve(found.spec, Anchor())
        assert reading is None or reading.when.start is None


@pytest.mark.parametrize(
    "unit",
    [
        "2023年",
        "7月",
        "三",
        "每",
        "至",
        "从2021年",
        "近三年来",
        "第",
        "一二三四五六七八九十",
        "年底",
        "“十四五",
        "以来",
        "，",
        "将",
        "1、",
    ],
)
def test_reading_chinese_is_linear_in_the_length_of_the_text(unit: str) -> None:
    short, long = _seconds(unit * 1_000), _seconds(unit * 4_000)
    assert long < 12 * short + 0.5


def test_telling_the_tense_of_many_short_clauses_takes_no_time() -> None:
    text = "1日，" * 750
    start = time.process_time()
    telling(text, [Passage("d", 1, 1, 0, len(text), text)])
    assert time.process_time() - start < 0.5


def _seconds(text: str) -> float:
    start = time.process_time()
    for found in mentions(text)[:50]:
        tense.tense(text, found.start, found.end)
    return time.process_time() - start
