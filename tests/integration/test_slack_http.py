"""Slack over signed HTTP: who gets in, what is answered, and where the answer goes."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.ports import Request
from briefings.model import Address
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, DM, TEAM, USER, Fault
from tests.fakes.slack_front import JSON, NOW, signed
from tests.integration.slack_home import BOT_TOKEN, Home, at_home, json_body

HERE = Address("slack", CHANNEL, tenant=TEAM)


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with at_home() as everything:
        yield everything


def stamp(seconds: float) -> str:
    return str(int((NOW + timedelta(seconds=seconds)).timestamp()))


async def test_a_command_is_acknowledged_empty_and_answered_privately(home: Home) -> None:
    assert await home.slash(front.slash("leading zone", home.slack.response_url())) == (200, "")
    call = await home.slack.message()
    assert call.method == "response_url"
    assert call.body["response_type"] == "ephemeral"
    assert call.body["replace_original"] is False
    assert call.body["text"].startswith("leading zone\n")
    [asked] = home.desk.requests
    assert asked == Request(HERE, asked.actor, "leading zone", NOW, "channel")
    assert (asked.actor.id, asked.actor.admin) == (USER, False)
    assert [call.method for call in home.slack.calls] == ["auth.test", "response_url"]


async def test_a_private_reply_can_be_shared_and_then_everybody_sees_it(home: Home) -> None:
    await home.slash(front.slash("latest", home.slack.response_url()))
    buttons = (await home.slack.message()).body["blocks"][-1]["elements"]
    assert buttons[-1]["text"]["text"] == "Share to channel"
    payload = front.press(buttons[-1]["value"], home.slack.response_url(), action_id=buttons[-1]["action_id"])
    assert await home.press(payload) == (200, "")
    shared = await home.slack.message(2)
    assert shared.body["response_type"] == "in_channel"
    assert shared.body["text"].startswith("latest\n")
    assert "milepost:share" not in json.dumps(shared.body)


async def test_a_change_is_not_offered_for_sharing(home: Home) -> None:
    await home.slash(front.slash("subscribe zone", home.slack.response_url()))
    assert "milepost:share" not in json.dumps((await home.slack.message()).body)


async def test_a_reply_for_all_is_for_all(home: Home) -> None:
    home.desk.private = False
    await home.slash(front.slash("latest", home.slack.response_url()))
    assert (await home.slack.message()).body["response_type"] == "in_channel"


async def test_a_button_types_its_command(home: Home) -> None:
    assert await home.press(front.press("why f1", home.slack.response_url())) == (200, "")
    assert (await home.slack.message()).body["response_type"] == "ephemeral"
    assert home.desk.requests[0].text == "why f1"


async def test_a_button_in_our_direct_messages_answers_with_a_message_that_stays(home: Home) -> None:
    there = {"container": {"type": "message", "channel_id": "D0ANN", "is_ephemeral": False}}
    await home.press(front.press("latest", home.slack.response_url(), channel={"id": "D0ANN"}, **there))
    assert (await home.slack.message()).body["response_type"] == "in_channel"


async def test_a_mention_is_answered_in_its_thread(home: Home) -> None:
    assert (await home.event(front.mention("<@U0BOT> latest")))[0] == 200
    call = await home.slack.message()
    assert call.method == "chat.postMessage"
    assert (call.body["channel"], call.body["thread_ts"]) == (CHANNEL, "1752541200.000100")
    assert call.token == BOT_TOKEN
    assert home.desk.requests[0].text == "latest"


async def test_a_direct_message_is_answered_as_typed(home: Home) -> None:
    await home.event(front.direct("upcoming"))
    call = await home.slack.message()
    assert call.body["channel"] == "D0ANN"
    assert "thread_ts" not in call.body
    assert home.desk.requests[0].chat == "private"


async def test_our_own_messages_are_not_answered(home: Home) -> None:
    await home.event(front.direct("latest", user="U0BOT"), "Ev1")
    await home.event(front.direct("latest", bot_id="B0BOT"), "Ev2")
    await home.event(front.direct("upcoming"), "Ev3")
    await home.slack.message()
    assert [request.text for request in home.desk.requests] == ["upcoming"]


async def test_a_retry_is_acknowledged_and_changes_nothing(home: Home) -> None:
    for number in range(3):
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"} if number else {}
        assert (await home.event(front.mention("<@U0BOT> latest"), "Ev7", **retry))[0] == 200
    await home.event(front.mention("<@U0BOT> upcoming"), "Ev8")
    await home.slack.message(2)
    assert [request.text for request in home.desk.requests] == ["latest", "upcoming"]


async def test_the_same_command_a_hundred_times_at_once_is_one_reply(home: Home) -> None:
    fields = front.slash("latest", home.slack.response_url(), trigger="5.5.same")
    answers = await asyncio.gather(*(home.slash(fields) for _ in range(100)))
    assert set(answers) == {(200, "")}
    await home.slash(front.slash("upcoming", home.slack.response_url(), trigger="6.6.other"))
    await home.slack.message(2)
    assert sorted(request.text for request in home.desk.requests) == ["latest", "upcoming"]


async def test_a_slow_desk_does_not_hold_up_the_acknowledgement(home: Home) -> None:
    home.desk.wait = threading.Event()
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await home.slash(front.slash("latest", home.slack.response_url())) == (200, "")
    assert loop.time() - began < 1
    home.desk.wait.set()
    await home.slack.message()


async def test_a_desk_that_breaks_says_so_without_saying_what(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    home.desk.broken = True
    await home.slash(front.slash("latest", home.slack.response_url()))
    call = await home.slack.message()
    assert "Try again" in call.body["text"]
    assert "/secret/place" not in json.dumps(call.body) + caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize(
    "expired",
    [
        Fault.error("used_url"),
        Fault(404, {"ok": False, "error": "expired_url"}),
        Fault(404, "not found"),
        Fault(cut="before"),
    ],
)
async def test_an_expired_response_url_falls_back_to_direct_messages(home: Home, expired: Fault) -> None:
    home.slack.fail("response_url", expired)
    await home.slash(front.slash("latest", home.slack.response_url()))
    call = await home.slack.message()
    assert (call.method, call.body["channel"]) == ("chat.postMessage", DM)
    opened = next(c for c in home.slack.calls if c.method == "conversations.open")
    assert opened.body == {"users": USER}


async def test_where_direct_messages_fail_too_the_answer_is_whispered(home: Home) -> None:
    home.slack.fail("response_url", Fault.error("expired_url"))
    home.slack.fail("conversations.open", Fault.error("missing_scope", needed="im:write"))
    await home.slash(front.slash("latest", home.slack.response_url()))
    call = await home.slack.message()
    assert (call.method, call.body["channel"], call.body["user"]) == ("chat.postEphemeral", CHANNEL, USER)


async def test_where_nothing_works_the_process_goes_on(home: Home) -> None:
    home.slack.fail("response_url", Fault.error("expired_url"))
    home.slack.fail("conversations.open", Fault.error("user_not_found"))
    home.slack.fail("chat.postEphemeral", Fault.error("not_in_channel"))
    await home.slash(front.slash("latest", home.slack.response_url(), trigger="1"))
    await home.slash(front.slash("upcoming", home.slack.response_url(), trigger="2"))
    assert (await home.slack.message()).method == "response_url"


async def test_a_reply_waits_as_long_as_slack_asks_but_not_for_ever(home: Home) -> None:
    slow = Fault(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "3"})
    home.slack.fail("response_url", slow, slow)
    await home.slash(front.slash("latest", home.slack.response_url(), trigger="1"))
    assert (await home.slack.message()).method == "response_url"
    assert home.naps.taken == [3, 3]
    home.slack.fail("response_url", slow, slow, slow)
    await home.slash(front.slash("upcoming", home.slack.response_url(), trigger="2"))
    assert (await home.slack.message(2)).method == "chat.postMessage"


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_an_old_or_early_request_is_refused_and_not_logged(
    home: Home, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = front.form(front.slash("a very private search"))
    assert (await home.post(body, signed(body, stamp=stamp(seconds))))[0] == 401
    assert "private" not in caplog.text
    assert home.desk.requests == home.desk.mail.names == []


@pytest.mark.parametrize("time", ["abc", "", "1e9", "1" + "0" * 23])
async def test_a_junk_timestamp_is_refused(home: Home, time: str) -> None:
    body = front.form(front.slash("latest"))
    assert (await home.post(body, signed(body, stamp=time)))[0] == 401


async def test_a_wrong_signature_is_refused(home: Home) -> None:
    body = front.form(front.slash("latest"))
    good = signed(body)
    for bad in (
        "",
        "v0=",
        good["X-Slack-Signature"][:-1],
        good["X-Slack-Signature"].upper(),
        "v0=" + "é" * 64,
    ):
        assert (await home.post(body, {**good, "X-Slack-Signature": bad}))[0] == 401
    assert (await home.post(body, {"Content-Type": front.FORM}))[0] == 401
    assert home.desk.mail.names == []


async def test_bodies_that_are_too_large_compressed_or_not_text_are_refused(home: Home) -> None:
    big = b"text=" + b"x" * 5_000_000
    assert (await home.post(big, signed(big)))[0] == 413
    junk = b"\xff\xfe\x00"
    assert (await home.post(junk, signed(junk)))[0] == 401
    body = front.form(front.slash("latest"))
    assert (await home.post(body, {**signed(body), "Content-Encoding": "gzip"}))[0] == 401
    assert home.desk.mail.names == []


async def test_a_body_of_unknown_length_is_cut_at_the_cap(home: Home) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    async with home.client.post(home.url + "/slack/events", data=endless()) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("more", [{}, {"command": "/brief", "text": "latest", "team_id": TEAM}])
async def test_an_ssl_check_is_200_empty_and_does_nothing(home: Home, more: dict[str, str]) -> None:
    body = front.form({"ssl_check": "1", "token": "x", **more})
    assert await home.post(body, {"Content-Type": front.FORM}) == (200, "")
    assert home.desk.mail.names == []


async def test_url_verification_needs_a_signature_and_is_echoed(home: Home) -> None:
    body = json_body({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"})
    assert (await home.post(body, {"Content-Type": JSON}))[0] == 401
    status, text = await home.post(body, signed(body, JSON))
    assert (status, json.loads(text)["challenge"]) == (200, "3eZbrw1aB")


MALFORMED: list[bytes] = [
    b"",
    b"{",
    b"[]",
    b"5",
    b"null",
    b"{}",
    b'{"type": "event_callback"}',
    b'{"type": "event_callback", "event": 5}',
    b'{"type": "event_callback", "event": {"type": "message"}, "team_id": 7, "authorizations": "x"}',
    b'{"type": "event_callback", "event": {"type": ["app_mention"]}, "event_id": {}}',
    b'{"type": "event_callback", "event": {"type": "app_uninstalled", "tokens": 3}}',
    b'{"type": "block_actions", "actions": {"0": 1}}',
    b'{"type": "block_actions", "actions": [7], "team": 5, "user": []}',
    b'{"type": "block_actions", "actions": [{"action_id": "milepost:1", "value": null}]}',
    b'{"type": "view_submission"}',
    b"payload=%5B%5D",
    b"payload=%7B",
    b"payload=null",
    b"command=%2Fbrief",
    b"command=%2Fbrief&text=x&team_id=&channel_id=",
    b"[" * 100_000,
    b'{"a":' * 100_000,
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
@pytest.mark.parametrize("kind", [front.FORM, JSON])
async def test_malformed_signed_payloads_never_give_a_5xx(home: Home, body: bytes, kind: str) -> None:
    status, text = await home.post(body, signed(body, kind))
    assert status in {200, 400}
    assert "Traceback" not in text
    assert home.desk.requests == []


async def test_what_we_do_not_listen_to_is_acknowledged(home: Home) -> None:
    assert (await home.event({"type": "reaction_added", "user": USER}))[0] == 200
    assert (await home.press(front.press("x", action_id="somebody:else")))[0] == 200
    assert home.desk.requests == []


async def test_older_paths_lead_to_the_same_door_and_others_nowhere(home: Home) -> None:
    for n, path in enumerate(("/slack/commands", "/slack/interactive")):
        body = front.form(front.slash("latest", home.slack.response_url(), trigger=str(n)))
        assert await home.post(body, signed(body), path) == (200, "")
    await home.slack.message(2)
    assert (await home.post(b"", {}, "/slack/else"))[0] == 404
    async with home.client.get(home.url + "/slack/events") as answer:
        assert answer.status == 405
    async with home.client.get(home.url + "/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_a_channel_that_closes_is_told_to_the_desk_once(home: Home) -> None:
    for _ in range(2):
        await home.event({"type": "channel_archive", "channel": CHANNEL, "user": USER}, "Ev9")
    await home.event(front.direct("latest"), "Ev10")
    await home.slack.message()
    assert [address for address, _ in home.desk.lost] == [HERE]


async def test_no_secret_is_ever_logged(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    home.slack.fail("chat.postMessage", Fault(500, "oops"))
    await home.event(front.mention("<@U0BOT> latest"), "Ev1")
    await home.slash(front.slash("latest", home.slack.response_url("a-secret-place")))
    await home.slack.message()
    for secret in (BOT_TOKEN, "a-secret-place", "old-verification-token", front.SECRET):
        assert secret not in caplog.text
    assert BOT_TOKEN not in repr(home.platform) + str(vars(home.platform))
