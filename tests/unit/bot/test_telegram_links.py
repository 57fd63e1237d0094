"""Links that open the bot: topics in any script, and nothing but a topic."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.links import meant


def link(letter: str, words: str) -> str:
    """What Telegram sends for a link on these words."""
    return f"/start {letter}_{urlsafe_b64encode(words.encode()).decode().rstrip('=')}"


def test_a_link_may_name_a_topic_in_chinese() -> None:
    assert link("B", "浦东") == "/start B_5rWm5Lic"
    assert meant("/start B_5rWm5Lic") == "/brief 浦东"
    assert meant(link("S", "浦东 引领区")) == "/subscribe 浦东 引领区"
    assert meant(link("B", "浦" * 15)) == f"/brief {'浦' * 15}"


@pytest.mark.parametrize("typed", ["/start B_", "/start B_!", "/start B_A", "/start B__w", "/start B_gICA"])
def test_what_is_no_text_is_a_plain_start(typed: str) -> None:
    assert meant(typed) in {"/start", typed}


@given(st.text(min_size=1, max_size=11), st.sampled_from("BS"))
def test_no_link_brings_more_than_words(words: str, letter: str) -> None:
    try:
        typed = link(letter, words)
    except UnicodeEncodeError:
        return
    found = meant(typed)
    assert found.startswith(("/brief ", "/subscribe ", "/start"))
    assert not set(found[1:]) & set(':+-"\n/')


def test_a_link_confirms_nothing() -> None:
    assert meant(link("S", "浦东 confirm:yes")) == "/subscribe 浦东 confirm yes"
