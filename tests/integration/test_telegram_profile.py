"""How the bot presents itself on Telegram: menus by chat and language, name and descriptions set once."""

from __future__ import annotations

import asyncio

import pytest

from bot import clock
from bot.platforms.telegram import Telegram
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.profile import present
from storage.store import Store
from tests.fakes.telegram import FakeTelegram
from tests.integration.inbox_home import Counter
from tests.integration.telegram_home import stage

SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


async def test_menus_are_there_in_every_scope_and_language() -> None:
    async with stage() as on:
        await on.server.until(lambda: len(on.server.menus) == 8)
        assert set(on.server.menus) == {name + code for name in SCOPES for code in ("", " zh")}
        assert on.server.menus["default"][0] == {"command": "brief", "description": "The briefing on a topic"}


async def test_what_a_member_may_not_do_is_not_in_the_menu_of_a_group(store: Store) -> None:
    async with FakeTelegram() as server:
        client = Client(server.token, server.root)
        await present(client, Counter(store))
        await client.close_connections()
    verbs = {scope: {item["command"] for item in menu} for scope, menu in server.menus.items()}
    assert {"brief", "subscribe", "unsubscribe"} <= verbs["all_private_chats"] & verbs[
        "all_chat_administrators"
    ]
    assert "brief" in verbs["all_group_chats"]
    assert not {"subscribe", "unsubscribe"} & verbs["all_group_chats"]
    assert verbs["all_group_chats zh"] == verbs["all_group_chats"]
    assert all(1 <= len(item["description"]) <= 256 for menu in server.menus.values() for item in menu)
    assert server.complaints == []


async def test_name_and_descriptions_are_set_only_where_they_differ(store: Store) -> None:
    async with FakeTelegram() as server:
        client = Client(server.token, server.root)
        await present(client, Counter(store))
        assert server.profile["name"] == "Milepost"
        assert "every line names the sentence" in server.profile["description"]
        changed = sum(server.calls[f"setMy{what}"] for what in ("Name", "Description", "ShortDescription"))
        await present(client, Counter(store))
        await client.close_connections()
        again = sum(server.calls[f"setMy{what}"] for what in ("Name", "Description", "ShortDescription"))
    assert changed == again
    assert server.complaints == []


async def test_a_profile_may_be_left_as_it_is(store: Store) -> None:
    async with FakeTelegram() as server:
        platform = Telegram(server.token, server.root, clock=clock.now, named=False, poll=5)
        task = asyncio.create_task(platform.listen(Counter(store)))
        await server.until(lambda: len(server.menus) == 8)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await platform.close()
    assert server.profile == {}


async def test_a_server_that_takes_nothing_of_it_is_listened_to_all_the_same() -> None:
    async with stage(listening=False) as on:
        for method in ("setMyCommands", "getMyName", "getMyDescription", "setMyShortDescription"):
            on.server.fail(method, 404, "Not Found: method not found", times=99)
        task = asyncio.create_task(on.platform.listen(on.desk))
        on.server.say(77, "/help")
        assert "help" in await on.last()
        task.cancel()


@pytest.mark.parametrize("status", [429, 500])
async def test_trouble_with_one_of_them_does_not_hold_up_the_others(status: int, store: Store) -> None:
    async with FakeTelegram() as server:
        server.fail("setMyCommands", status, "Too Many Requests", retry_after=40_000)
        server.fail("setMyName", status, "Too Many Requests", retry_after=40_000)
        client = Client(server.token, server.root)
        await asyncio.wait_for(present(client, Counter(store)), 10)
        await client.close_connections()
    assert len(server.menus) == 7
    assert server.profile["description"]
