"""What people type, taken apart."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grammar import nearest, parse, tidy, typed

VERBS = {
    "brief": (),
    "search": ("since", "until", "page"),
    "subscribe": ("at", "tz", "leads", "confirm"),
    "upcoming": ("days",),
    "help": (),
}


@pytest.mark.parametrize(
    "typed",
    [
        "search fund",
        "/search fund",
        "/SEARCH fund",
        "/search@MilepostBot fund",
        "  search \u00a0  fund ",
        "ｓｅａｒｃｈ　ｆｕｎｄ",
        "／search fund",
        "search\nfund",
        "sea\u200brch fund",
    ],
)
def test_a_command_is_understood_however_it_is_typed(typed: str) -> None:
    call = parse(typed, VERBS)
    assert (call.verb, call.words, call.raw) == ("search", ("fund",), "fund")


def test_the_parts_of_a_call_are_told_apart() -> None:
    call = parse('search sub-funds +estimates -tax "about 100 billion" since:2023-07', VERBS)
    assert call.words == ("sub-funds",)
    assert (call.must, call.must_not) == (("estimates",), ("tax",))
    assert call.phrases == ("about 100 billion",)
    assert call.keys == (("since", "2023-07"),)
    assert call.raw == "sub-funds +estimates -tax about 100 billion"


@pytest.mark.parametrize("quotes", ["“”", "„“", "«»", "「」", '""', "＂＂"])
def test_any_quotation_marks_make_a_phrase(quotes: str) -> None:
    call = parse(f"search {quotes[0]}leading zone{quotes[1]}", VERBS)
    assert call.phrases == ("leading zone",)


def test_a_quotation_mark_without_a_partner_is_no_fault() -> None:
    assert parse('search "leading zone', VERBS).words == ("leading", "zone")


def test_a_value_may_hold_colons_and_slashes() -> None:
    call = parse("subscribe zone at:09:00 TZ:Europe/Berlin leads: 30d,0d", VERBS)
    assert call.keys == (("at", "09:00"), ("tz", "Europe/Berlin"), ("leads", "30d,0d"))
    assert call.raw == "zone"


@pytest.mark.parametrize(
    "word", ["2023-07-15", "https://example.org/a?b=c", "10:30", ":", "a:", "::", "-", "+", "--"]
)
def test_what_only_looks_like_a_key_is_a_word(word: str) -> None:
    call = parse(f"search {word}", VERBS)
    assert (call.words, call.keys, call.odd, call.must, call.must_not) == ((word,), (), (), (), ())


def test_a_key_of_another_name_is_a_word_that_is_pointed_out() -> None:
    call = parse("search fund sinc:2023", VERBS)
    assert call.odd == ("sinc:2023",)
    assert call.words == ("fund", "sinc:2023")
    assert nearest("sinc", VERBS["search"]) == "since"
    assert nearest("hour", VERBS["subscribe"]) == "at"
    assert nearest("colour", VERBS["subscribe"]) is None


def test_words_without_a_verb_are_a_topic() -> None:
    call = parse("leading zone", VERBS)
    assert (call.verb, call.topic, call.guess) == ("brief", "leading zone", None)
    assert parse("", VERBS).verb == "brief"


def test_a_mistyped_verb_is_guessed() -> None:
    call = parse("/serach fund", VERBS)
    assert (call.verb, call.raw, call.guess) == ("brief", "serach fund", "search")


def test_emoji_stay_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    assert parse(f"search {family} ok", VERBS).words == (family, "ok")


ALSO = {"find": "search", "搜索": "search", "订阅": "subscribe", "?": "help"}


@pytest.mark.parametrize(
    "words",
    ["find fund", "/搜索 fund", "搜索　fund", "/搜索fund", "/FIND fund", "／搜索 fund", "/find@Bot fund"],
)
def test_a_verb_may_have_other_names_in_either_language(words: str) -> None:
    call = parse(words, VERBS, ALSO)
    assert (call.verb, call.raw, call.guess) == ("search", "fund", None)


def test_a_topic_that_only_begins_like_another_name_is_a_topic() -> None:
    assert parse("搜索引擎", VERBS, ALSO).verb == "brief"
    assert parse("/?", VERBS, ALSO).verb == "help"


def test_a_slip_in_another_name_means_its_verb() -> None:
    assert parse("/fnid fund", VERBS, ALSO).guess == "search"


def test_keys_may_be_named_in_chinese_and_in_full_width() -> None:
    call = parse("/订阅 引领区　时间：09：00　时区：Asia/Shanghai 提前=30d", VERBS, ALSO)
    assert (call.verb, call.words) == ("subscribe", ("引领区",))
    assert call.keys == (("at", "09:00"), ("tz", "Asia/Shanghai"), ("leads", "30d"))
    assert parse("search 浦东：引领区", VERBS).odd == ()


@pytest.mark.parametrize("minus", ["-", "－", "−", "–", "﹣"])
def test_any_minus_leaves_words_out(minus: str) -> None:
    assert parse(f"search fund {minus}tax {minus}“land use”", VERBS).must_not == ("tax", "land use")


def test_a_key_without_a_value_is_not_passed_over() -> None:
    assert parse("search fund since:", VERBS).keys == (("since", ""),)
    assert parse("subscribe at: tz:UTC", VERBS).keys == (("at", ""), ("tz", "UTC"))


def test_the_next_page_asks_the_same() -> None:
    call = parse('search “sub fund” +zone -tax -"land use" money since:2023 page:2', VERBS)
    assert typed(call, page=3) == 'search money +zone -tax -"land use" "sub fund" since:2023 page:3'
    assert typed(call, page=None).endswith("since:2023")


TYPED = st.lists(
    st.sampled_from(
        [
            "search",
            "/find",
            "subscribe",
            "搜索",
            "fund",
            "+a",
            "-b",
            '-"c d"',
            '"e f"',
            "at:9",
            "tz:",
            "页：2",
            "–",
            '"',
        ]
    )
    | st.text(max_size=12),
    max_size=12,
).map(" ".join)


@given(TYPED)
def test_what_was_understood_can_be_typed_again_and_means_the_same(words: str) -> None:
    call = parse(words, VERBS, ALSO)
    again = parse(typed(call), VERBS, ALSO)
    assert typed(again) == typed(call)
    assert (again.verb, again.words, again.must, again.must_not, again.phrases) == (
        call.verb,
        call.words,
        call.must,
        call.must_not,
        call.phrases,
    )
    assert dict(again.keys) == dict(call.keys)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_anything_can_be_taken_apart(text: str) -> None:
    call = parse(text, VERBS)
    assert call.verb in VERBS
    parts = (*call.words, *call.phrases, *call.must, *call.must_not, call.raw)
    assert all(part.isprintable() or any(c in "\u200c\u200d" for c in part) for part in parts)
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "unit", ["a", '"', "+", "-", ":", "a:", "/", " ", '" ', "é\u0301\u0323", "ﷺ", "\ud800", "at:", '"a']
)
def test_a_long_request_takes_no_longer_than_its_length_asks(unit: str) -> None:
    started = perf_counter()
    parse(unit * 10_000, VERBS)
    parse("search " + unit * 10_000, VERBS)
    assert perf_counter() - started < 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hlep", "help"), ("brif", "brief"), ("subss", "subs"), ("serach", "search"), ("fund", None)],
)
def test_a_short_word_is_a_slip_only_where_one_letter_is_wrong(typed: str, meant: str | None) -> None:
    assert nearest(typed, ("undo", "help", "brief", "subs", "search", "figures")) == meant
