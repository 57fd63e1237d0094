"""The manifest and the adapter tell the same story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.commands import COMMANDS
from bot.platforms.slack.door import PATHS
from bot.platforms.slack.listeners import ASKING, ENDING
from bot.platforms.slack.manifest import hint
from bot.platforms.slack.manifest import manifest as made
from bot.platforms.slack.names import COMMAND, SHORTCUT
from bot.platforms.slack.pages import OPENED

TEXT = (Path(__file__).parents[3] / "config/slack-manifest.yaml").read_text(encoding="utf-8")
NEEDS = {"app_mention": {"app_mentions:read"}, "message.im": {"im:history"}}
CALLS = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.open": "im:write",
    "users.info": "users:read",
}


@pytest.fixture
def manifest() -> dict[str, Any]:
    found = yaml.safe_load(TEXT)
    assert isinstance(found, dict)
    return found


def test_it_is_a_manifest_of_version_2(manifest: dict[str, Any]) -> None:
    assert manifest["_metadata"]["major_version"] == 2
    assert set(manifest) == {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert 175 <= len(manifest["display_information"]["long_description"]) <= 4000


def test_it_offers_the_command_that_is_listened_to(manifest: dict[str, Any]) -> None:
    [command] = manifest["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert command["should_escape"] is True
    assert "help" in command["usage_hint"]
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_it_subscribes_to_the_events_that_are_listened_to(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(event.partition(".")[0] for event in events) == sorted((*ASKING, *ENDING, OPENED))
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True


def test_it_asks_for_the_scopes_that_are_used_and_no_others(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[3] / "bot/platforms/slack").glob("*.py")
    )
    called = {scope for method, scope in CALLS.items() if f'"{method}"' in source}
    needed = {"commands", *called}.union(*(NEEDS.get(event, set()) for event in events))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed
    assert set(manifest["oauth_config"]["scopes"]) == {"bot"}


def test_every_scope_is_justified_on_its_line() -> None:
    lines = TEXT.partition("    bot:\n")[2].partition("settings:")[0].splitlines()
    assert all(" # " in line or line.strip().startswith("#") for line in lines)


def test_it_is_what_the_register_of_commands_gives() -> None:
    assert made(COMMANDS) == TEXT
    [command] = yaml.safe_load(TEXT)["features"]["slash_commands"]
    assert command["usage_hint"] == hint(COMMANDS)
    assert "latest | search words" in hint(COMMANDS)
    assert hint(COMMANDS).endswith("settings | help]")
    assert len(hint(COMMANDS)) <= 1000


def test_it_offers_the_shortcut_that_is_listened_to(manifest: dict[str, Any]) -> None:
    [shortcut] = manifest["features"]["shortcuts"]
    assert (shortcut["callback_id"], shortcut["type"]) == (SHORTCUT, "message")
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150


def test_over_http_it_names_the_app_s_own_address_three_times() -> None:
    over = yaml.safe_load(made(COMMANDS, "https://desk.example.org/"))
    url = "https://desk.example.org/slack/events"
    assert over["settings"]["socket_mode_enabled"] is False
    assert over["features"]["slash_commands"][0]["url"] == url
    assert over["settings"]["event_subscriptions"]["request_url"] == url
    assert over["settings"]["interactivity"]["request_url"] == url


@pytest.mark.parametrize("http", ["desk", "ftp://x.org", "https://x.org\n# y", "https://", "https://x y"])
def test_what_is_no_address_is_refused(http: str) -> None:
    with pytest.raises(ValueError, match="address"):
        made(COMMANDS, http)


def test_the_addresses_that_it_suggests_are_ours() -> None:
    suggested = {
        line.partition("milepost.example")[2] for line in TEXT.splitlines() if "milepost.example" in line
    }
    assert suggested <= set(PATHS)
