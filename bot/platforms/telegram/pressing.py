"""A pressed button: acknowledged in any case, and with the answer itself where that is short and quick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from bot.card import Card, Notice, Paragraph, plain
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.defusing import clean
from bot.platforms.telegram.faults import HARMLESS, Answered, Unanswered
from bot.platforms.telegram.splitting import units

_LOG = logging.getLogger(__name__)
PROMPT = 2.0
"""Seconds that a button may look pressed before it is let go without an answer."""
TOAST = 200
"""Characters that are shown over a chat to who pressed."""


async def answered(client: Client, press: str, answer: Coroutine[Any, Any, Card]) -> Card | None:
    """Acknowledge a press, and give the card that it comes to; None where the acknowledgement says it all."""
    answering = asyncio.create_task(answer)
    try:
        await asyncio.wait({answering}, timeout=PROMPT)
        words = toast(answering.result()) if answering.done() and not answering.exception() else ""
        shown = await acknowledge(client, press, words)
        card = await answering
    finally:
        answering.cancel()
    return None if words and shown else card


async def acknowledge(client: Client, press: str, words: str = "") -> bool:
    """Stop the clock on a button, maybe with words; that it is too late for that matters to nobody."""
    more: dict[str, Any] = {"text": words, "show_alert": True} if words else {}
    try:
        await client.call("answerCallbackQuery", callback_query_id=press, **more)
    except (Answered, Unanswered) as error:
        if not (isinstance(error, Answered) and error.says(*HARMLESS)):
            _LOG.warning("telegram: a press could not be acknowledged (%s)", error)
        return False
    return True


def toast(card: Card) -> str:
    """The words of a card that only says why nothing was done, where they fit over a chat; else nothing."""
    notice, *others = card.blocks or (None,)
    if not isinstance(notice, Notice) or notice.kind != "warning":
        return ""
    if not all(isinstance(block, Paragraph) for block in others):
        return ""
    lines = [block.line for block in card.blocks if isinstance(block, Notice | Paragraph)]
    words = " ".join(clean(plain(line.text)).strip() for line in lines)
    return words if units(words) <= TOAST and not any(line.evidence for line in lines) else ""
