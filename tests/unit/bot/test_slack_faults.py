"""Slack's errors: what each means for the message that met it."""

from __future__ import annotations

from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.platforms.slack.faults import by_status, fault, partly, pause
from bot.ports import DeliveryError


def meaning(error: DeliveryError) -> str:
    names = [name for name in ("permanent", "ambiguous", "refused", "off") if getattr(error, name)]
    assert len(names) <= 1
    return names[0] if names else "wait" if error.retry_after is not None else "again"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("channel_not_found", "permanent"),
        ("not_in_channel", "permanent"),
        ("is_archived", "permanent"),
        ("restricted_action", "refused"),
        ("something_new", "refused"),
        ("no_text", "refused"),
        ("msg_too_long", "refused"),
        ("invalid_blocks", "refused"),
        ("account_inactive", "off"),
        ("token_revoked", "off"),
        ("token_expired", "off"),
        ("invalid_auth", "off"),
        ("not_authed", "off"),
        ("missing_scope", "off"),
        ("ratelimited", "wait"),
        ("service_unavailable", "again"),
        ("internal_error", "ambiguous"),
        ("fatal_error", "ambiguous"),
    ],
)
def test_every_code_has_one_meaning(code: str, expected: str) -> None:
    assert meaning(by_status(200, code, {})) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [(429, "wait"), (500, "again"), (503, "again"), (504, "ambiguous"), (404, "refused")],
)
def test_every_status_has_one_meaning(status: int, expected: str) -> None:
    assert meaning(by_status(status, "<html>Bad Gateway</html>", {})) == expected


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("37", 37), ("0", 0), (None, 30), ("", 30), ("soon", 30), ("1.5", 30), ("-1", 30), ("9" * 30, 30)],
)
def test_retry_after_is_obeyed_or_30(given: str | None, seconds: float) -> None:
    assert pause({} if given is None else {"retry-After": given}) == seconds


def test_a_refused_connection_is_tried_again_and_a_cut_one_is_ambiguous() -> None:
    key = SimpleNamespace(ssl=False, host="slack", port=443, is_ssl=True)
    refused = aiohttp.ClientConnectorError(key, ConnectionRefusedError(111, "refused"))  # type: ignore[arg-type]
    assert meaning(fault(refused)) == "again"
    for cut in (
        TimeoutError(),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientOSError(104, "reset"),
        KeyError("x"),
    ):
        assert meaning(fault(cut)) == "ambiguous"


def test_an_answer_that_is_no_json_may_have_arrived() -> None:
    response = SimpleNamespace(status=200, headers={})
    assert meaning(fault(SlackApiError("no json", response))) == "ambiguous"


def test_nothing_of_slack_s_answer_but_a_plain_code_is_repeated() -> None:
    error = fault(
        SlackApiError(
            "xoxb-secret", SimpleNamespace(status_code=200, data={"error": "xoxb-SECRET"}, headers={})
        )
    )
    assert "SECRET" not in error.why
    assert "SECRET" not in repr(error)
    scope = by_status(200, "missing_scope", {}, "chat:write")
    assert "chat:write" in scope.why


def test_a_failure_after_a_part_arrived_is_ambiguous_unless_it_is_final() -> None:
    assert meaning(partly(by_status(500, "", {}))) == "ambiguous"
    assert meaning(partly(by_status(200, "is_archived", {}))) == "permanent"
    assert meaning(partly(by_status(200, "token_revoked", {}))) == "off"
