"""Slack's front door: what it sends to an app, signed as it signs."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from tests.fakes.slack import BOT, CHANNEL, TEAM, USER

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def clock() -> datetime:
    """The time in these tests."""
    return NOW


def signed(
    body: bytes, kind: str = FORM, *, stamp: str | None = None, secret: str = SECRET
) -> dict[str, str]:
    """The headers of a request with this body."""
    stamp = stamp if stamp is not None else str(int(NOW.timestamp()))
    base = f"v0:{stamp}:".encode() + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def slash(text: str, response_url: str = "", *, trigger: str = "1.2.a", **more: str) -> dict[str, str]:
    """A slash command as Slack describes it."""
    return {
        "command": "/brief",
        "text": text,
        "team_id": TEAM,
        "team_domain": "desk",
        "channel_id": CHANNEL,
        "channel_name": "news",
        "user_id": USER,
        "user_name": "ann",
        "response_url": response_url,
        "trigger_id": trigger,
        "api_app_id": "A0",
        "is_enterprise_install": "false",
        **more,
    }


def press(
    value: str, response_url: str = "", *, action_id: str = "milepost:1", **more: Any
) -> dict[str, Any]:
    """A pressed button."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "desk"},
        "user": {"id": USER, "username": "ann", "name": "ann", "team_id": TEAM},
        "api_app_id": "A0",
        "container": {
            "type": "message",
            "message_ts": "1752541200.000001",
            "channel_id": CHANNEL,
            "is_ephemeral": False,
        },
        "trigger_id": "9.9.b",
        "channel": {"id": CHANNEL, "name": "news"},
        "response_url": response_url,
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "b1",
                "value": value,
                "text": {"type": "plain_text", "text": "Go"},
                "action_ts": "1752541201.000001",
            }
        ],
        **more,
    }


def shortcut(words: str, response_url: str = "https://hooks.example/3", **more: Any) -> dict[str, Any]:
    """The shortcut on somebody's message; `more` belongs to that message."""
    return {
        "type": "message_action",
        "callback_id": "milepost:brief",
        "trigger_id": "7.7.c",
        "team": {"id": TEAM, "domain": "desk"},
        "user": {"id": USER, "name": "ann"},
        "channel": {"id": CHANNEL, "name": "news"},
        "response_url": response_url,
        "message_ts": "1752541200.000003",
        "message": {
            "type": "message",
            "user": "U0BOB",
            "ts": "1752541200.000003",
            "text": words,
            **more,
        },
    }


def opened(tab: str = "home", **more: Any) -> dict[str, Any]:
    """Somebody opens our pages."""
    return {
        "type": "app_home_opened",
        "user": USER,
        "channel": "D0ANN",
        "tab": tab,
        "event_ts": "1752541200.000300",
        **more,
    }


def at_home(view: dict[str, Any], action: dict[str, Any], trigger: str = "8.8.d") -> dict[str, Any]:
    """A button pressed in the App Home that shows this view."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "desk"},
        "user": {"id": USER, "username": "ann", "name": "ann", "team_id": TEAM},
        "api_app_id": "A0",
        "container": {"type": "view", "view_id": view.get("id", "V1")},
        "trigger_id": trigger,
        "view": {"id": "V1", "state": {"values": {}}, **view},
        "actions": [{"block_id": "b1", "action_ts": "1752541201.000001", **action}],
    }


def submitted(
    view: dict[str, Any], filled: dict[str, dict[str, Any]], trigger: str = "6.6.e"
) -> dict[str, Any]:
    """A form that was filled in and sent: `filled` holds the fields that were touched."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name, element = block["block_id"], block["element"]
            held = {key.replace("initial_", "selected_"): v for key, v in element.items() if "initial" in key}
            held = {"value": held.get("selected_value")} if "input" in element["type"] else held
            values[name] = {name: {"type": element["type"], **held, **filled.get(name, {})}}
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "desk"},
        "user": {"id": USER, "username": "ann", "name": "ann", "team_id": TEAM},
        "api_app_id": "A0",
        "trigger_id": trigger,
        "view": {"id": "V1", "hash": "1.1", **view, "state": {"values": values}},
        "response_urls": [],
    }


def event(inner: dict[str, Any], id: str = "Ev01") -> dict[str, Any]:
    """An event in its envelope."""
    return {
        "type": "event_callback",
        "token": "old-verification-token",
        "team_id": TEAM,
        "api_app_id": "A0",
        "event": inner,
        "event_id": id,
        "event_time": 1752541200,
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }


def mention(words: str, **more: Any) -> dict[str, Any]:
    """Somebody names us in a channel."""
    return {
        "type": "app_mention",
        "user": USER,
        "text": words,
        "ts": "1752541200.000100",
        "channel": CHANNEL,
        "event_ts": "1752541200.000100",
        **more,
    }


def direct(words: str, **more: Any) -> dict[str, Any]:
    """Somebody writes to us."""
    return {
        "type": "message",
        "channel_type": "im",
        "user": USER,
        "text": words,
        "ts": "1752541200.000200",
        "channel": "D0ANN",
        "event_ts": "1752541200.000200",
        **more,
    }


def form(fields: dict[str, str]) -> bytes:
    """A slash command's body."""
    return urlencode(fields).encode()


def interaction(payload: dict[str, Any]) -> bytes:
    """An interaction's body."""
    return urlencode({"payload": json.dumps(payload)}).encode()
