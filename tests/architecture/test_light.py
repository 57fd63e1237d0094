"""A process that only sends stays small: what is for listening and reading is not imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"telegram.ext", "slack_bolt", "numpy", "starlette", "uvicorn", "opencc", "briefings.reading"}
OPENED = """
import asyncio, sys
from datetime import UTC, datetime
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.card import Card, Heading
from bot.ports import DeliveryError
from briefings.model import Address

async def both():
    chats = (
        (Telegram("1:a", "http://127.0.0.1:9"), Address("telegram", "77")),
        (Slack("x", "y", clock=lambda: datetime(2026, 7, 15, tzinfo=UTC), base_url="http://127.0.0.1:9/api/"),
         Address("slack", "C1")),
    )
    for chat, address in chats:
        try:
            await chat.send(address, Card((Heading("Hello"),)))
        except DeliveryError:
            pass
        await chat.close()

asyncio.run(both())
print(*sys.modules)
"""


IMPORTED = "import bot.platforms.telegram, bot.platforms.slack, sys; print(*sys.modules)"


@pytest.mark.parametrize("source", [IMPORTED, OPENED], ids=["imported", "sent"])
def test_sending_imports_nothing_of_listening(source: str) -> None:
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not sorted(HEAVY & set(done.stdout.split()))
