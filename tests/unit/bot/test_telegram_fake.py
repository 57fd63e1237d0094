"""The stand-in for Telegram objects where Telegram would, so that passing it means something."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes import bot_api
from tests.shared import shared

GOOD = {"chat_id": "-1001", "text": "Hello", "link_preview_options": '{"is_disabled": true}'}
BAD: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {"chat_id": "1"}),
    ("sendMessage", {**GOOD, "thread_id": "7"}),
    ("sendMessage", {**GOOD, "message_thread_id": "seven"}),
    ("sendMessage", {**GOOD, "link_preview_options": '{"disabled": true}'}),
    ("sendMessage", {**GOOD, "entities": '[{"type": "bold", "offset": 0}]'}),
    ("sendMessage", {**GOOD, "reply_markup": '{"inline_keyboard": [[{"callback_data": "/a"}]]}'}),
    ("sendMassage", GOOD),
    ("setMyCommands", {"commands": '[{"command": "a"}]'}),
]


def test_a_good_request_passes() -> None:
    shared("specs", "telegram_bot_api_10.1.json")
    entities = '[{"type": "bold", "offset": 0, "length": 5}]'
    keyboard = '{"inline_keyboard": [[{"text": "A", "callback_data": "/a", "style": "primary"}]]}'
    assert bot_api.faults("sendMessage", {**GOOD, "entities": entities, "reply_markup": keyboard}) == []


@pytest.mark.parametrize(("method", "parameters"), BAD, ids=str)
def test_a_bad_request_is_named(method: str, parameters: dict[str, Any]) -> None:
    shared("specs", "telegram_bot_api_10.1.json")
    assert len(bot_api.faults(method, parameters)) == 1


def test_what_can_be_pressed_is_found_outside_of_code() -> None:
    pytest.importorskip("tdjson")
    entities = [{"type": "code", "offset": 0, "length": 5}]
    assert bot_api.alive("/stop /go 😀 @admin evil.com", entities) == ["/go", "@admin", "evil.com"]
