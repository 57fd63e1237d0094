"""Inline mode: facts, each with its sentence, offered while somebody types our name in any chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot import counting
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.defusing import clean
from bot.platforms.telegram.faults import HARMLESS, Answered, Unanswered
from bot.platforms.telegram.render import texts
from bot.platforms.telegram.updates import Searched
from bot.ports import Actor, Desk, Request, Snippet
from bot.words import tongue
from briefings.tongue import _, speaking

_LOG = logging.getLogger(__name__)
KEPT = 60
"""Seconds for which Telegram answers the same words by itself."""
SIDE_BY_SIDE = 3
WAITING = 200
"""People whose words wait; those of others are left unanswered, and they type on."""
TITLE = 200
MOST = 256
"""Characters of a query."""


class Inline:
    """Answers inline queries, of each person one at a time and only the newest: they come with every letter.

    Nothing is owed to who types on, so that nothing of this is written down.
    """

    def __init__(self, client: Client, desk: Desk, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._desk = desk
        self._clock = clock
        self._newest: dict[str, Searched] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)

    def take(self, query: Searched) -> None:
        """Answer a query soon, unless a newer one of the same person comes first."""
        who = query.actor
        if who not in self._tasks and len(self._tasks) >= WAITING:
            self._desk.counters.add(counting.DROPPED)
            return
        self._newest[who] = query
        if who not in self._tasks:
            self._tasks[who] = asyncio.create_task(self._serve(who))

    async def close(self) -> None:
        """Answer nothing more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, who: str) -> None:
        """Answer one person until they pause."""
        try:
            while who in self._newest:
                async with self._places:
                    await self._answer(self._newest.pop(who))
        finally:
            self._newest.pop(who, None)
            del self._tasks[who]

    async def _answer(self, query: Searched) -> None:
        try:
            found = await asyncio.to_thread(self._articles, query)
        except Exception:
            _LOG.exception("telegram: an inline query could not be answered")
            found = []
        with speaking(tongue(query.language)):
            ask = {"text": _("Nothing found: ask me here"), "start_parameter": "inline"}
        more: dict[str, Any] = {} if found else {"button": ask}
        try:
            await self._client.call(
                "answerInlineQuery",
                inline_query_id=query.id,
                results=found,
                cache_time=KEPT,
                is_personal=True,  # each in their own language
                **more,
            )
        except (Answered, Unanswered) as error:
            if not (isinstance(error, Answered) and error.says(*HARMLESS)):
                _LOG.warning("telegram: an inline query could not be answered (%s)", error)

    def _articles(self, query: Searched) -> list[dict[str, Any]]:
        """What is offered; blocks."""
        words = query.words[:MOST]
        request = Request(query.address, Actor(query.actor), words, self._clock(), language=query.language)
        return [] if query.offset else list(map(article, self._desk.snippets(request)))


def article(snippet: Snippet) -> dict[str, Any]:
    """A snippet as a result that can be sent: its first message, which is all of it."""
    message = texts(snippet.card)[0]
    content = {"message_text": message.pop("text")} | message
    title, about = clean(snippet.title).strip() or "…", clean(snippet.about).strip()
    shown = {"title": title[:TITLE], **({"description": about[:TITLE]} if about else {})}
    return {"type": "article", "id": snippet.id, **shown, "input_message_content": content}
