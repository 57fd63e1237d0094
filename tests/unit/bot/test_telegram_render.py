"""Cards on Telegram: nothing in them is alive but what is ours, and nothing is too long or lost."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.card import (
    Action,
    Band,
    Bullets,
    Card,
    Column,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    Row,
    Sources,
    Span,
    Table,
    bold,
    code,
    text,
)
from bot.platforms.telegram.buttons import LABEL, PRESS
from bot.platforms.telegram.defusing import JOINER, clean
from bot.platforms.telegram.render import payloads
from bot.platforms.telegram.splitting import LIMIT, boundary, units
from briefings.model import Address, Evidence

CHAT = Address("telegram", "-1001")
NUMBER = re.compile(r"\(\d+/\d+\)\Z")
# A time is an entity of Telegram's apps alone (it seeks in a video that is answered); bots never see it.
NOT_LIVE = {"textEntityTypeMediaTimestamp"}


def evidence(*refs: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(ref, "0" * 64, 0, 1) for ref in refs)


def messages(card: Card, address: Address = CHAT) -> list[dict[str, Any]]:
    return payloads(address, card, lambda command: f"~{len(command)}")


def words(card: Card) -> str:
    """The whole text of a card, joined from its parts."""
    sent = messages(card)
    return "".join(NUMBER.sub("", one["text"]) if len(sent) > 1 else one["text"] for one in sent)


def covered(message: dict[str, Any]) -> list[tuple[str, str]]:
    """Our entities with the words that they cover, read as Telegram does: in UTF-16 code units."""
    coded = message["text"].encode("utf-16-le")
    return [
        (e["type"], coded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in message.get("entities", [])
    ]


def found(words: str) -> list[dict[str, Any]]:
    """What Telegram's own parser finds in a plain text."""
    tdjson = pytest.importorskip("tdjson")
    tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
    answer = json.loads(tdjson.td_execute(json.dumps({"@type": "getTextEntities", "text": words}).encode()))
    return [e for e in answer["entities"] if e["type"]["@type"] not in NOT_LIVE]


def live(message: dict[str, Any]) -> list[dict[str, Any]]:
    """What comes alive in a message: the server leaves out what it finds inside of code."""
    codes = [e for e in message.get("entities", []) if e["type"] in {"code", "pre"}]

    def inside(entity: dict[str, Any]) -> bool:
        end = entity["offset"] + entity["length"]
        return any(c["offset"] <= entity["offset"] and end <= c["offset"] + c["length"] for c in codes)

    return [entity for entity in found(message["text"]) if not inside(entity)]


SEEN_TO_BITE = (
    "@admin @ #tag #\U00018d80 # $USD $1INCH $ /stop / /stop@bot https://evil.example/?d=1 http:// "
    "tg://user?id=1 tonsite://x.ton evil.com .com evil. a@b.com 1.2.3.4 中国.中国 4111111111111111 4111-1111 "
    "+1-212-555-0123 t.me/x x.co.uk:80/a#b <b> </blockquote> <!channel> *_~`|| ftp://a.b http://localhost "
    "user:pass@evil.com "
    "xn--a.com ß.de a..b #·a ＃tag ＠a /１ @İstanbul <a href=javascript:alert(1)> [x](tg://user?id=1) : . "
    "- _ m 9 com 12:30 ( ) 浦东 。 İ"
)
INVISIBLE = ["\u202e", "\u200c", "\u200d", "\u00b7", "\u2060", "\ufeff", "\x00", "\ud800", "\n", " "]
GRAPHEMES = ["e\u0301\u0323", "👨\u200d👩\u200d👧\u200d👦", "🇨🇳", "👍🏽", "\u1100\u1161\u11a8", "क्षि"]
CARDS_AND_PHONES = ["4111 1111 1111 1111", "1111 1111", "5500-0000-0000-0004"]
HOSTILE = st.sampled_from([*SEEN_TO_BITE.split(), *INVISIBLE, *GRAPHEMES, *CARDS_AND_PHONES])
MIXED = st.lists(HOSTILE | st.text(max_size=4), max_size=12).map("".join)
SPANS = st.lists(
    st.builds(
        Span,
        MIXED,
        st.sampled_from(["plain", "plain", "bold", "italic", "code"]),
        st.sampled_from([None, None, None, datetime(2026, 7, 15, 1, tzinfo=UTC)]),
    ),
    max_size=5,
).map(tuple)
LINES = st.builds(Line, SPANS, st.sampled_from([(), evidence("d#1.1"), evidence("d#1.1", "d#2.1")]))
PROVED = st.sampled_from([(), evidence("d#1.1"), evidence("d#1.1", "d#2.1")])


def tables(columns: int) -> st.SearchStrategy[Table]:
    """Tables whose cells are short enough to be drawn, or too long for it."""
    cells = st.tuples(*[st.just(()) | SPANS] * columns)
    titles = st.tuples(*[st.builds(Column, MIXED, st.sampled_from(["left", "right"]))] * columns)
    rows = st.builds(Row, cells, PROVED) | st.builds(Band, MIXED)
    return st.builds(Table, titles, st.lists(rows, max_size=4).map(tuple))


BLOCKS = st.one_of(
    st.integers(1, 3).flatmap(tables),
    st.builds(Heading, MIXED),
    st.builds(Paragraph, LINES),
    st.builds(Bullets, st.lists(LINES, max_size=3).map(tuple)),
    st.builds(Pairs, st.lists(st.tuples(MIXED, LINES), max_size=3).map(tuple)),
    st.builds(Notice, st.sampled_from(["info", "warning", "error"]), LINES),
    st.builds(Quote, MIXED, st.just(evidence("d#1.1")), MIXED, MIXED),
    st.builds(Sources, st.lists(st.tuples(MIXED, MIXED), max_size=3).map(tuple)),
)
CARDS = st.builds(Card, st.lists(BLOCKS, min_size=1, max_size=4).map(tuple))
KINDS = {"bold", "italic", "code", "pre", "blockquote", "expandable_blockquote", "date_time"}
MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(CARDS)
@example(Card((Paragraph(Line((Span("evil"), Span(".com", "code"), Span("/x")))),)))
@example(Card((Paragraph(Line((Span("@"), Span("admin", "bold")))),)))
@example(Card((Heading("@"), Heading("admin"))))
def test_nothing_comes_alive_but_what_is_ours(card: Card) -> None:
    for message in messages(card):
        assert live(message) == [], message["text"]


@MANY
@given(CARDS)
def test_entities_are_ours_well_formed_and_cover_something(card: Card) -> None:
    for message in messages(card):
        length = units(message["text"])
        assert 0 < length <= LIMIT
        for entity in message.get("entities", []):
            assert entity["type"] in KINDS
            assert entity["offset"] >= 0
            assert 0 < entity["length"] <= length - entity["offset"]
        message["text"].encode()  # no half of a character


@pytest.mark.parametrize(
    "harmless",
    [
        "Zhangjiang grows from 95 to 220 km², by 3.3 bn yuan and/or 5.0%",
        "leading-zone#12.3",
        "15 Jul 2023, 2023-07-15, 09:00, 16/2/16",
        "e. g. this. And that",
        "+5% or +1,200 people; $5 bn; 8 @ 3",
        "浦东。引领区",
    ],
)
def test_ordinary_words_stay_as_they_are(harmless: str) -> None:
    assert words(Card((Paragraph(Line(text(harmless))),))) == harmless


def test_what_is_defused_looks_the_same() -> None:
    card = Card((Paragraph(Line(text("Ask @admin at https://evil.com/?a=b or a@b.com, /stop #now"))),))
    sent = messages(card)[0]["text"]
    assert sent.replace(JOINER, "") == "Ask @admin at https://evil.com/?a=b or a@b.com, /stop #now"
    assert found(sent) == []
    assert len(found(sent.replace(JOINER, ""))) == 5


def test_words_to_type_are_code_and_can_be_copied() -> None:
    message = messages(Card((Paragraph(Line(text("Type ", code("/upcoming days:90"), "."))),)))[0]
    assert covered(message) == [("code", "/upcoming days:90")]


def test_a_long_bank_card_number_is_broken_between_its_groups() -> None:
    sent = words(Card((Paragraph(Line(text("Pay 4111 1111 1111 1111 now"))),)))
    assert sent == f"Pay 4111 1111 1111 {JOINER}1111 now"


def test_marks_follow_their_lines_and_count_from_one() -> None:
    card = Card(
        (
            Heading("Leading Zone"),
            Bullets((Line(text("One"), evidence("a#1.1")), Line(text("Two"), evidence("b#1.1", "a#1.1")))),
            Sources((("a#1.1", "First"), ("b#1.1", "Second"))),
        )
    )
    assert words(card).splitlines() == [
        "Leading Zone",
        "• One [1]",
        "• Two [2] [1]",
        "",
        "Sources",
        "[1] a#1.1 · First",
        "[2] b#1.1 · Second",
    ]


def test_offsets_count_as_telegram_counts() -> None:
    card = Card((Paragraph(Line(text("👨‍👩‍👧‍👦 浦东 ", bold("𝟏𝟓 July"), " 😀 ", bold("2026")))),))
    assert covered(messages(card)[0]) == [("bold", "𝟏𝟓 July"), ("bold", "2026")]


def test_a_quote_stands_in_its_context() -> None:
    quote = Quote("It was set up.", evidence("a#1.2"), before="Before.", after="After.")
    message = messages(Card((quote,)))[0]
    assert message["text"] == "Before. It was set up. [1] After."
    assert covered(message) == [("blockquote", message["text"]), ("bold", "It was set up.")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("word " * 20, "blockquote"),
        ("引领区" * 15, "blockquote"),
        ("word " * 40, "expandable_blockquote"),
        ("引领区" * 30, "expandable_blockquote"),
    ],
)
def test_a_quote_of_more_than_some_lines_is_folded(words: str, kind: str) -> None:
    message = messages(Card((Quote(words, evidence("a#1.1")),)))[0]
    assert [one for one, _ in covered(message)] == [kind]


def test_an_instant_is_shown_in_the_readers_own_time() -> None:
    at = datetime(2026, 7, 15, 1, tzinfo=UTC)
    card = Card((Paragraph(Line(text("😀 Next: ", Span("15 Jul 2026, 09:00 Shanghai", "bold", at), "."))),))
    message = messages(card)[0]
    assert covered(message) == [("date_time", "15 Jul 2026, 09:00 Shanghai")]
    assert message["entities"][0]["unix_time"] == 1784077200
    assert message["entities"][0]["date_time_format"] == "Dt"


def test_an_instant_behind_a_joiner_keeps_its_time() -> None:
    at = datetime(2026, 7, 15, 1, tzinfo=UTC)
    message = messages(Card((Paragraph(Line(text("@admin ", Span("now", at=at)))),)))[0]
    assert (message["text"], covered(message)) == ("@\u2060admin now", [("date_time", "now")])


@pytest.mark.parametrize("kind", ["info", "warning", "error"])
def test_a_notice_says_what_it_is_with_a_word_and_a_sign(kind: Any) -> None:
    sent = words(Card((Notice(kind, Line(text("Look."))),)))
    assert re.fullmatch(r"\S [A-Z][a-z]+: Look\.", sent)


def test_previews_are_off_and_topics_kept() -> None:
    message = messages(Card((Heading("A"),)), Address("telegram", "-1001", thread="7"))[0]
    assert message["link_preview_options"] == {"is_disabled": True}
    assert (message["chat_id"], message["message_thread_id"]) == (-1001, 7)
    assert "parse_mode" not in message


@pytest.mark.parametrize("card", [Card(()), Card((Paragraph(Line(())),)), Card((Heading("\x00 \u202e"),))])
def test_an_empty_card_is_still_a_message(card: Card) -> None:
    assert messages(card)[0]["text"] == "…"


# Tables


LADDER = Table(
    (Column("Amount"), Column("Share", "right")),
    (
        Band("Euros"),
        Row((text("5 billion"), text("9%")), evidence("a#1.1")),
        Row((text("11 million"), text("40%")), evidence("b#1.1", "a#1.1")),
        Row((text("none"), ()), evidence("b#1.1")),
    ),
)


def test_a_narrow_table_is_monospaced_and_aligned() -> None:
    message = messages(Card((Heading("Shares"), LADDER)))[0]
    assert message["text"].splitlines() == [
        "Shares",
        "Amount      Share",
        "Euros",
        "5 billion      9%  [1]",
        "11 million    40%  [2] [1]",
        "none            –  [2]",
    ]
    assert [kind for kind, _ in covered(message)] == ["bold", "pre"]


def test_chinese_characters_take_two_columns() -> None:
    table = Table(
        (Column("金额"), Column("x")), (Row((text("50亿元"), text("a"))), Row((text("9"), text("b"))))
    )
    assert words(Card((table,))).splitlines() == ["金额    x", "50亿元  a", "9       b"]


@pytest.mark.parametrize("wide", ["word " * 8, "字" * 18, "שלום"])
def test_what_a_phone_cannot_align_is_told_in_lines(wide: str) -> None:
    table = Table(
        (Column("Amount"), Column("Of what")),
        (
            Band("Euros"),
            Row((text("5 billion"), text(wide)), evidence("a#1.1")),
            Band("Other"),
            Row((text("7"), ())),
        ),
    )
    message = messages(Card((table,)))[0]
    assert message["text"].splitlines() == [
        "Euros",
        f"• 5 billion — {wide.strip()} [1]",
        "",
        "Other",
        "• 7",
    ]
    assert covered(message) == [("bold", "Euros"), ("bold", "5 billion"), ("bold", "Other"), ("bold", "7")]


def test_a_long_table_is_cut_between_its_rows() -> None:
    rows = tuple(Row((text(f"row {n}"), text("x" * 9)), evidence(f"d#{n}.1")) for n in range(300))
    sent = messages(Card((Table((Column("A"), Column("B")), rows),)))
    assert len(sent) > 1
    for one in sent:
        assert {kind for kind, _ in covered(one)} == {"pre"}
        assert one["text"].startswith(("A", "row"))


def test_a_ragged_table_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table((Column("A"), Column("B")), (Row((text("x"),)),))


# Buttons


def test_a_button_types_its_command_or_a_short_name_for_it() -> None:
    long = "subscribe " + "浦东" * 20
    card = Card(
        (Heading("A"),), (Action("Go", "brief leading zone"), Action("Long", long), Action("No", "~abc"))
    )
    rows = messages(card)[0]["reply_markup"]["inline_keyboard"]
    assert [b["callback_data"] for row in rows for b in row] == [
        "/brief leading zone",
        f"~{len(long)}",
        "~abc",
    ]


def test_a_command_of_64_bytes_still_fits() -> None:
    fits, too_long = "brief " + "x" * 57, "brief " + "x" * 58
    card = Card((Heading("A"),), (Action("A", fits), Action("B", too_long)))
    first, second = messages(card)[0]["reply_markup"]["inline_keyboard"][0]
    assert len(first["callback_data"].encode()) == PRESS
    assert second["callback_data"].startswith("~")


def test_a_button_that_cannot_be_remembered_is_left_out() -> None:
    card = Card((Heading("A"),), (Action("A", "x" * 80),))
    assert "reply_markup" not in payloads(CHAT, card, lambda _: "")[0]


def test_buttons_come_in_short_rows_on_the_last_part() -> None:
    actions = tuple(Action(f"Label {n}", f"brief {n}", "primary" if n == 0 else "plain") for n in range(7))
    sent = messages(Card((Paragraph(Line(text("word " * 2000))),), actions))
    assert [("reply_markup" in one) for one in sent] == [False] * (len(sent) - 1) + [True]
    rows = sent[-1]["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in rows] == [3, 3, 1]
    assert [b.get("style") for b in rows[0]] == ["primary", None, None]


@given(MIXED)
def test_labels_are_plain_and_short(label: str) -> None:
    card = Card((Heading("A"),), (Action(label * 20, "help"),))
    shown = messages(card)[0]["reply_markup"]["inline_keyboard"][0][0]["text"]
    assert 0 < units(shown) <= LABEL
    assert shown.strip() == shown


# Splitting


def paragraphs(*words: str) -> Card:
    return Card(tuple(Paragraph(Line(text(one))) for one in words))


@pytest.mark.parametrize(
    ("length", "parts"), [(LIMIT - 1, 1), (LIMIT, 1), (LIMIT + 1, 2), (2 * LIMIT, 3), (33 * 1024, 9)]
)
def test_a_text_of_any_length_goes_out_whole(length: int, parts: int) -> None:
    card = paragraphs("x" * length)
    assert len(messages(card)) == parts
    assert words(card) == "x" * length


def test_4096_code_points_above_the_basic_plane_are_two_messages() -> None:
    card = paragraphs("😀" * 4000)
    assert len(messages(card)) == 2
    assert words(card) == "😀" * 4000


def test_parts_end_where_a_reader_pauses_and_say_which_they_are() -> None:
    sentence = "This sentence has its end here. "
    sent = messages(paragraphs(*[sentence * 40] * 6))
    assert len(sent) > 1
    for at, one in enumerate(sent, 1):
        body = one["text"].removesuffix(f"({at}/{len(sent)})")
        assert body != one["text"]
        assert body.rstrip().endswith("here.")


def test_a_mark_stays_with_its_line() -> None:
    lines = [Line(text(f"Line {n} " + "word " * 12 + "end."), evidence(f"d#{n}.1")) for n in range(300)]
    for one in messages(Card((Bullets(tuple(lines)),))):
        assert not one["text"].startswith("[")
        assert not re.search(r"end\.\s*\(\d+/\d+\)\Z", one["text"])


def test_a_hundred_and_one_entities_are_two_messages() -> None:
    spans = [part for n in range(101) for part in (bold(f"w{n}"), " ")]
    sent = messages(Card((Paragraph(Line(text(*spans))),)))
    assert [len(one["entities"]) for one in sent] == [100, 1]


def test_an_entity_over_a_cut_goes_on_in_the_next_part() -> None:
    sent = messages(Card((Quote("Some words here. " * 500, evidence("a#1.1")),)))
    assert len(sent) > 2
    assert {kind for one in sent for kind, _ in covered(one)} == {"expandable_blockquote"}
    assert all(len(one["entities"]) == 1 for one in sent)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from([*GRAPHEMES, "word ", "字", "。", ". ", "a/stop"]), min_size=1),
    st.integers(150, 900),
)
def test_long_texts_rejoin_exactly_and_no_character_is_torn(bits: list[str], times: int) -> None:
    body = clean("".join(bits) * times).strip()
    card = paragraphs(body)
    sent = messages(card)
    assert words(card).replace(JOINER, "") == body
    starts = {match.start() for match in regex.finditer(r"\X", "".join(one["text"] for one in sent))}
    at = 0
    for one in sent:
        assert units(one["text"]) <= LIMIT
        assert len(one["text"].encode()) <= 32 * 1024
        assert at in starts
        assert live(one) == []
        at += len(NUMBER.sub("", one["text"])) if len(sent) > 1 else 0
        starts = {match.start() for match in regex.finditer(r"\X", words(card))}


@settings(max_examples=1000, deadline=None)
@given(st.text(min_size=2, max_size=8))
@example("\u0d4e0")
@example("\U00011a840")
def test_a_boundary_is_one_that_unicode_knows(body: str) -> None:
    ends = {match.end() for match in regex.finditer(r"\X", body)}
    for place in range(1, len(body)):
        if boundary(body, place):
            assert place in ends


@pytest.mark.parametrize(
    "body",
    [
        *(bit * 5_000 for bit in ("11", "1 ", "@", "#1", "1.1.", "+1", "/a", "a.", "$A", "://", "[1", ". ")),
        "e" + "\u0301" * 50_000,
        "\u200d" * 10_000,
        " " * 100_000,
        "1" + " " * 100_000 + "x",
    ],
)
def test_monsters_take_no_time(body: str) -> None:
    started = time.perf_counter()
    for one in messages(paragraphs(body)):
        assert units(one["text"]) <= LIMIT
    assert time.perf_counter() - started < 2


def test_piles_of_combining_marks_are_levelled() -> None:
    assert len(clean("e" + "\u0301" * 50_000)) < 20
