"""Every failure that Telegram sends, and what it means for a chat."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.telegram.faults import PAUSE, Answered, Unanswered, meaning
from bot.ports import DeliveryError
from briefings.model import Address

CHAT = Address("telegram", "-55", thread="7")
GONE = {"permanent": True}
TRY_AGAIN: dict[str, Any] = {}
REFUSED = {"refused": True}
OFF = {"off": True}

ANSWERS = [
    (403, "Forbidden: bot was blocked by the user", GONE),
    (403, "Forbidden: user is deactivated", GONE),
    (403, "Forbidden: bot can't initiate conversation with a user", GONE),
    (403, "Forbidden: the bot can't send messages to the bot", GONE),
    (403, "Forbidden: bot was kicked from the group chat", GONE),
    (403, "Forbidden: bot was kicked from the supergroup chat", GONE),
    (403, "Forbidden: bot was kicked from the channel chat", GONE),
    (403, "Forbidden: bot is not a member of the supergroup chat", GONE),
    (403, "Forbidden: bot is not a member of the channel chat", GONE),
    (403, "Forbidden: the group chat was deleted", GONE),
    (400, "Bad Request: chat not found", GONE),
    (400, "Bad Request: chat_id is empty", GONE),
    (403, "Forbidden: something new", REFUSED),
    (400, "Bad Request: something new", REFUSED),
    (400, "Bad Request: not enough rights to send text messages to the chat", GONE),
    (403, "Forbidden: CHAT_WRITE_FORBIDDEN", GONE),
    (400, "Bad Request: TOPIC_CLOSED", GONE),
    (400, "Bad Request: message thread not found", GONE),
    (400, "Bad Request: message is too long", REFUSED),
    (400, "Bad Request: message text is empty", REFUSED),
    (400, "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 0", REFUSED),
    (400, "Bad Request: BUTTON_DATA_INVALID", REFUSED),
    (413, "Request Entity Too Large", REFUSED),
    (401, "Unauthorized", OFF),
    (401, "Unauthorized: invalid token specified", OFF),
    (404, "Not Found", OFF),
    (404, "Not Found: method not found", REFUSED),
    (409, "Conflict: terminated by other getUpdates request; make sure …", TRY_AGAIN),
    (500, "Internal Server Error: restart", TRY_AGAIN),
    (502, "no description", TRY_AGAIN),
    (504, "no description", {"ambiguous": True}),
    (429, "Too Many Requests: retry after 37", {"retry_after": 37.0}),
    (429, "no description", {"retry_after": PAUSE}),
]


def flags(error: DeliveryError) -> dict[str, Any]:
    names = ("permanent", "ambiguous", "refused", "off", "retry_after", "everywhere", "moved")
    return {name: getattr(error, name) for name in names if getattr(error, name)}


@pytest.mark.parametrize(("status", "description", "expected"), ANSWERS, ids=lambda value: str(value)[:40])
def test_every_answer_has_its_meaning(status: int, description: str, expected: dict[str, Any]) -> None:
    error = meaning(Answered(status, description), CHAT)
    assert flags(error) == expected
    assert error.why == f"Telegram: {status} {description}"


@pytest.mark.parametrize(
    ("asked", "pause"), [(5, 5.0), (2.5, 2.5), ("x", PAUSE), (-1, PAUSE), (True, PAUSE), (None, PAUSE)]
)
def test_the_wait_is_what_telegram_asks_for(asked: Any, pause: float) -> None:
    assert meaning(Answered(429, "Too Many Requests", {"retry_after": asked})).retry_after == pause


def test_a_group_that_became_a_supergroup_has_moved() -> None:
    why = "Bad Request: group chat was upgraded to a supergroup chat"
    error = meaning(Answered(400, why, {"migrate_to_chat_id": -1001234}), CHAT)
    assert flags(error) == {"moved": Address("telegram", "-1001234")}


@pytest.mark.parametrize("sent", [True, False])
def test_silence_is_ambiguous_only_after_sending(sent: bool) -> None:
    assert flags(meaning(Unanswered("ReadTimeout", sent=sent))) == ({"ambiguous": True} if sent else {})


def test_reasons_are_one_short_line() -> None:
    error = meaning(Answered(400, "Bad\x00 Request:\n\u202e" + "x" * 10_000))
    assert "\n" not in error.why
    assert "\u202e" not in error.why
    assert len(error.why) < 350
