"""Whatever people type, through the real client: an answer or an empty state, never an error."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import clock
from storage.store import Store
from tests.fakes.telegram import FakeTelegram
from tests.integration.inbox_home import Counter, listening, platform
from tests.unit.bot.harbour import charter, fund, paper, put

HARD = (
    *(
        '"',
        "AND",
        "OR NOT",
        "C++",
        "2023-07-15",
        "foo:bar",
        "NEAR(",
        "*",
        "a* b*",
        "^a",
        "{a}",
        "a AND",
        "()",
    ),
    *("\0", "fund\0fund", "'; DROP TABLE note; --", "%", "_", "\\", "-", "+", '-"', '"a', "a" * 4_000, "🙂"),
)


class Talk:
    """A private chat with the real client in between."""

    def __init__(self, server: FakeTelegram, desk: Counter) -> None:
        self.server, self.desk = server, desk

    async def say(self, words: str, chat: int = 77, **more: object) -> str:
        """Type; what is answered."""
        before = len(self.server.sent)
        self.server.say(chat, words, **more)  # type: ignore[arg-type]
        await self.server.until(lambda: len(self.server.sent) > before)
        return self.server.sent[-1].text


@pytest.fixture
async def talk(file_url: str) -> AsyncIterator[Talk]:
    store = Store.open(file_url)
    chinese = paper("pudong", "浦东引领区", ("浦东引领区设立产业基金五十亿元。",))
    put(store, charter(), fund(), chinese)
    async with FakeTelegram(now=int(clock.now().timestamp())) as server:
        server.member(-1001, 77, "administrator")
        desk = Counter(store)
        async with listening(platform("telegram", server.root), desk):
            yield Talk(server, desk)
        assert server.complaints == []
    store.close()


async def test_hard_queries_give_results_or_an_empty_state(talk: Talk) -> None:
    for verb in ("search", "ask", "brief"):
        for words in HARD:
            told = await talk.say(f"/{verb} {words}")
            assert "broke" not in told, (verb, words)
            assert told.strip(), (verb, words)


@pytest.mark.parametrize(
    "words",
    [
        "浦东",
        "引领区",
        "浦东 fund",
        "浦東",
        "浦東引領區",
        "　浦东　",
        "ｆｕｎｄ　浦东",
        "“浦东引领区”",
        "「引领区」",
    ],
)
async def test_chinese_is_found_in_any_script_and_width(talk: Talk, words: str) -> None:
    assert "产业基金" in await talk.say(f"/search {words}")


async def test_commands_of_other_bots_are_none_of_ours(talk: Talk) -> None:
    talk.server.say(-1001, "/subscribe@OtherBot fund")
    talk.server.say(-1001, "/search@other_bot fund")
    told = await talk.say("/search@Milepost_Bot dredging", chat=-1001)
    assert "dredging" in told
    assert talk.desk.asked == ["/search dredging"]


@pytest.mark.parametrize(
    "words",
    [
        "/SUBSCRIBE fund at:07:30",
        "/subscribe   fund   at:07:30",
        "/subscribe\u00a0fund\u00a0at:07:30",
        "/subscribe “fund” at：07：30",
        "/Subscribe «fund»　at：７：30",
        "subscribe fund at: 7:30",
        "/subscribe fund at=07:30",
        "／subscribe fund\nat:07:30",
    ],
)
async def test_a_command_is_understood_however_it_is_typed(talk: Talk, words: str) -> None:
    told = await talk.say(words)
    assert "Subscribe this chat to fund?" in told
    assert "07:30" in told


async def test_emoji_are_words_like_others(talk: Talk) -> None:
    assert "🎉" in await talk.say("/search 🎉🎊 👨\u200d👩\u200d👧")
    assert "broke" not in await talk.say("/subscribe 🎉")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("/serach fund", "search"),
        ("/subcribe fund", "subscribe"),
        ("/upcomming", "upcoming"),
        ("/search fund sicne:2023", "since"),
        ("/search fund type:figurs", "figure"),
    ],
)
async def test_a_slip_gets_the_nearest_match(talk: Talk, slip: str, meant: str) -> None:
    assert f"Did you mean {meant}" in await talk.say(slip)
