"""What went wrong with a message is told in the chat's language, whatever it is written down in."""

from __future__ import annotations

import pytest

from bot.composing import HUSHED, UNPROVED
from bot.platforms.slack.faults import by_status
from bot.platforms.telegram.faults import Answered, meaning
from bot.views.wrongs import wrong
from bot.words import tongue
from briefings.tongue import speaking
from storage.roster import NOBODY
from storage.windows import CUT

OURS = (
    NOBODY,
    UNPROVED,
    HUSHED,
    CUT,
    by_status(200, "channel_not_found", {}).why,
    by_status(200, "invalid_auth", {}).why,
    by_status(429, "", {}).why,
    by_status(503, "", {}).why,
    by_status(504, "", {}).why,
    meaning(Answered(403, "Forbidden: bot was blocked by the user", {})).why,
    f"slack refuses us: {by_status(200, 'invalid_auth', {}).why}",
)


@pytest.mark.parametrize("error", OURS)
def test_every_fault_is_told_in_chinese_and_stays_in_english(error: str) -> None:
    assert wrong(error) == error
    with speaking(tongue("zh")):
        told = wrong(error)
    assert told != error
    assert any("\u4e00" <= char <= "\u9fff" for char in told) or told.startswith("Telegram：")


@pytest.mark.parametrize("error", ["", "something else", "{", "Telegram: ", "x" * 5_000])
def test_what_is_not_ours_stays_as_it_is(error: str) -> None:
    with speaking(tongue("zh")):
        assert wrong(error) == error
