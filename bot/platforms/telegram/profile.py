"""How the bot presents itself: menus for each sort of chat and each language, its name and what it is for."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from typing import Any

from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import Answered, Unanswered, meaning
from bot.ports import Desk, Scope
from bot.words import LANGUAGES, tongue
from briefings.tongue import SOURCE, _, speaking

_LOG = logging.getLogger(__name__)
SCOPES: dict[str, Scope] = {
    "default": "private",
    "all_private_chats": "private",
    "all_group_chats": "group",
    "all_chat_administrators": "admins",
}
"""Telegram's scopes, and what is shown there; all other scopes fall back to the first."""
_VERB = re.compile(r"[a-z0-9_]{1,32}")
MOST = 100


async def present(client: Client, desk: Desk, *, named: bool = True) -> None:
    """Set the menus, and where `named` the name and the descriptions that are not so already.

    A server that does not take them is no reason to stay silent.
    """
    for language in LANGUAGES:
        code = {} if language == SOURCE else {"language_code": language}
        await _set_menus(client, desk, language, code)
        if named:
            with speaking(tongue(language)):
                texts = _texts()
            for what, words in texts.items():
                await _set_text(client, what, words, code)


async def _set_menus(client: Client, desk: Desk, language: str, code: dict[str, str]) -> None:
    for name, scope in SCOPES.items():
        shown = await asyncio.to_thread(desk.menu, scope, language)
        menu = [
            {"command": item.verb, "description": item.summary[:256]}
            for item in shown
            if _VERB.fullmatch(item.verb) and item.summary
        ]
        if menu:
            await _tried(client, "setMyCommands", commands=menu[:MOST], scope={"type": name}, **code)


def _texts() -> dict[str, str]:
    """Name, the words of an empty chat, and those of the profile, by what Telegram calls them."""
    about = _(
        "I read policy documents and brief you on them: every line names the sentence that proves it, "
        "every date is earned from the text. No message comes unasked until you subscribe."
    )
    short = _(
        "Briefings on policy documents, each line with its proof; anniversaries and deadlines on the day."
    )
    return {"Name": _("Milepost")[:64], "Description": about[:512], "ShortDescription": short[:120]}


async def _set_text(client: Client, what: str, words: str, code: dict[str, str]) -> None:
    """Set one of them where it is another: Telegram takes few such changes a day."""
    field = "".join(_underscored(what))
    now = await _tried(client, f"getMy{what}", **code)
    if isinstance(now, dict) and now.get(field) != words:
        await _tried(client, f"setMy{what}", **{field: words}, **code)


def _underscored(name: str) -> Iterator[str]:
    """A name of Telegram's methods as its parameters are written: `ShortDescription`, `short_description`."""
    for at, char in enumerate(name):
        yield "_" * (at > 0 and char.isupper()) + char.lower()


async def _tried(client: Client, method: str, **parameters: Any) -> Any:
    """What a method gives; None where it is not taken."""
    try:
        return await client.call(method, **parameters)
    except (Answered, Unanswered) as error:
        _LOG.warning("telegram: %s was not taken (%s)", method, meaning(error).why)
        return None
