"""Cards of every block that there is, made of words that mean harm."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, settings
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
)
from bot.picture import Bar, Picture, Stretch
from briefings.model import Evidence, Grade

MANY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
"""Hostile cards tried of each law."""
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
"""Long ones, which take longer."""

BITES = [
    "<b>", "</blockquote>", "<!channel>", "<!here>", "<!everyone>", "<@U123>", "<#C123|x>", "<!subteam^S1>",
    "<!date^1^{date}|x>", "<https://evil.example|Pudong>", "<mailto:a@b.com>", "@admin", "@channel",
    "@everyone", "@here", "#tag", "$USD", "/stop", "/stop@bot", "https://evil.example/?d=1", "http://", "tg://user?id=1",
    "evil.com", "a@b.com", "1.2.3.4", "中国.中国", "4111111111111111", "+1-212-555-0123", "[x](tg://user?id=1)",
    "<a href=javascript:alert(1)>", "*b*", "_i_", "~s~", "`c`", "```", "||", "[red]", "[/]", "&lt;", "&amp;",
]  # fmt: skip
UNSEEN = [
    "\x1b[31m", "\x1b]8;;https://evil.example\x1b\\", "\x00", "\x07", "\x08", "\x9b", "\x7f", "\r",
    "\t", "\n", " ", "\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "\u200d", "\ufeff",
    "\u2060", "\ud800", "\udfff", "\u2028", "\u3000", "\xa0",
]  # fmt: skip
GRAPHEMES = [
    "e\u0301\u0323",
    "👨\u200d👩\u200d👧\u200d👦",
    "🇨🇳",
    "👍🏽",
    "\u1100\u1161\u11a8",
    "क्षि",
    "浦",
    "。",
]
MONSTERS = [
    "e" + "\u0301" * 50_000,
    "w" * 20_000,
    "浦" * 9_000,
    "👨\u200d👩\u200d👧\u200d👦" * 900,
    "@a " * 3_000,
]
"""Words that no text has and somebody may send."""

WORDS = st.lists(st.sampled_from([*BITES, *UNSEEN, *GRAPHEMES]) | st.text(max_size=4), max_size=10).map(
    "".join
)
PROOFS = st.sampled_from(
    [(), *((Evidence(ref, "0" * 64, 0, 1),) for ref in ("a#1.1", "b#2.1")),
     tuple(Evidence(ref, "0" * 64, 0, 1) for ref in ("a#1.1", "c#3.1"))]
)  # fmt: skip
STYLES = st.sampled_from(["plain", "plain", "bold", "italic", "code"])
AT = st.sampled_from([None, None, None, datetime(2026, 7, 8, 1, tzinfo=UTC)])
TEXTS = st.lists(st.builds(Span, WORDS, STYLES, AT), max_size=4).map(tuple)
LINES = st.builds(Line, TEXTS, PROOFS)
DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
NOTES = st.lists(WORDS, max_size=3).map(tuple)
GRADES = st.sampled_from(Grade)


def _tables(columns: int) -> st.SearchStrategy[Table]:
    titles = st.tuples(*[st.builds(Column, WORDS, st.sampled_from(["left", "right"]))] * columns)
    rows = st.builds(Row, st.tuples(*[st.just(()) | TEXTS] * columns), PROOFS) | st.builds(Band, WORDS)
    return st.builds(Table, titles, st.lists(rows, max_size=4).map(tuple))


_SIZES = st.floats(0, 1e15, allow_nan=False)
_STRETCHES = st.builds(Stretch, WORDS, WORDS, DAYS, DAYS, GRADES, WORDS, NOTES, st.booleans(), PROOFS)
_BARS = st.builds(Bar, WORDS, WORDS, _SIZES, WORDS, GRADES, WORDS, NOTES, st.none() | _SIZES, PROOFS)
PICTURES = st.builds(
    Picture,
    WORDS,
    st.lists(_STRETCHES, max_size=6).map(tuple) | st.lists(_BARS, max_size=6).map(tuple),
    WORDS,
    st.none() | st.dates(),
)

BLOCKS: dict[Any, st.SearchStrategy[Any]] = {
    Heading: st.builds(Heading, WORDS, PROOFS),
    Paragraph: st.builds(Paragraph, LINES),
    Bullets: st.builds(Bullets, st.lists(LINES, max_size=3).map(tuple)),
    Pairs: st.builds(Pairs, st.lists(st.tuples(WORDS, LINES), max_size=3).map(tuple)),
    Table: st.integers(1, 3).flatmap(_tables),
    Quote: st.builds(Quote, WORDS, PROOFS, WORDS, WORDS),
    Notice: st.builds(Notice, st.sampled_from(["info", "warning", "error"]), LINES),
    Sources: st.builds(Sources, st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple)),
    Picture: PICTURES,
}
"""A strategy for each block of a card."""
ACTIONS = st.builds(
    Action, WORDS, WORDS | st.just("search harbour"), st.sampled_from(["plain", "primary", "danger"])
)
CARDS = st.builds(
    Card,
    st.lists(st.one_of(*BLOCKS.values()), max_size=5).map(tuple),
    st.lists(ACTIONS, max_size=8).map(tuple),
)
LONG = st.builds(
    lambda card, times: Card(card.blocks * times, card.actions),
    CARDS.filter(lambda c: c.blocks),
    st.integers(8, 60),
)
"""Cards of more than one message."""


def everywhere(words: str) -> Card:
    """The same words in every place of a card where words can stand."""
    proof = (Evidence("a#1.1", "0" * 64, 0, 1),)
    line = Line((Span(words), Span(words, "bold"), Span(words, "code")), proof)
    stretch = Stretch(words, words, date(2021, 7, 15), None, Grade.HOPED, words, (words,), True, proof)
    return Card(
        (
            Heading(words, proof),
            Paragraph(line),
            Bullets((line, line)),
            Pairs(((words, line),)),
            Table((Column(words), Column("x")), (Band(words), Row((line.text, ()), proof))),
            Quote(words, proof, words, words),
            Notice("error", line),
            Sources((("a#1.1", words),)),
            Picture(words, (stretch,), words, date(2026, 7, 8)),
        ),
        (Action(words, words), Action("Go", f"search {words}")),
    )
