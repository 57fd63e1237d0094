"""Whether a request asks for a change, as an event loop finds out."""

from __future__ import annotations

import asyncio

from bot.ports import Desk

SHORT = 200
"""Characters that are read sooner than a thread is woken for them."""


async def changing(desk: Desk, text: str) -> bool:
    """Whether this text asks for a change; what takes long to read is read in a thread."""
    return desk.changes(text) if len(text) <= SHORT else await asyncio.to_thread(desk.changes, text)
