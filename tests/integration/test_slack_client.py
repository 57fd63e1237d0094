"""Messages sent with Slack's own client: where they arrive, and what every failure means."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.card import Action, Bullets, Card, Column, Heading, Line, Paragraph, Row, Table, text
from bot.platforms.slack import Slack
from bot.ports import DeliveryError
from briefings.model import Address
from tests.fakes.slack import BOT, CHANNEL, TEAM, Call, FakeSlack, Fault
from tests.fakes.slack_desk import card
from tests.fakes.slack_front import SECRET, clock
from tests.fakes.wire import CUT, Wire, answer
from tests.integration.slack_home import BOT_TOKEN, Naps, at_home
from tests.unit.bot.test_slack_render import BAITS, HOSTILE, hostile_card

HERE = Address("slack", CHANNEL, tenant=TEAM)
LONG = Card(tuple(Paragraph(Line(text(f"{n} " + "word " * 300))) for n in range(7)))


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def platform(slack: FakeSlack, naps: Naps) -> AsyncIterator[Slack]:
    found = Slack(BOT_TOKEN, SECRET, clock=clock, base_url=slack.api, sleep=naps)
    yield found
    await found.close()
    await found.close()


async def failing(platform: Slack, what: Card | None = None) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await platform.send(HERE, what or card("Today"))
    assert BOT_TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


def flags(error: DeliveryError) -> set[str]:
    return {name for name in ("permanent", "off", "refused", "ambiguous") if getattr(error, name)}


async def test_a_card_arrives_once_with_previews_off(slack: FakeSlack, platform: Slack) -> None:
    ts = await platform.send(HERE, card("Today"))
    [call] = slack.messages()
    assert (call.method, call.token, call.body["channel"]) == ("chat.postMessage", BOT_TOKEN, CHANNEL)
    assert call.body["unfurl_links"] is call.body["unfurl_media"] is False
    assert "thread_ts" not in call.body
    assert "reply_broadcast" not in call.body
    assert ts.startswith("1752541200.")


async def test_a_thread_is_answered_in_the_thread(slack: FakeSlack, platform: Slack) -> None:
    await platform.send(Address("slack", CHANNEL, TEAM, "17.5"), card("Today"))
    assert slack.messages()[0].body["thread_ts"] == "17.5"


async def test_a_long_card_arrives_in_order_and_the_last_ts_is_returned(
    slack: FakeSlack, platform: Slack
) -> None:
    ts = await platform.send(HERE, LONG)
    bodies = [call.body for call in slack.messages()]
    assert len(bodies) > 1
    assert [body["text"].splitlines()[-1] for body in bodies] == [
        f"({n}/{len(bodies)})" for n in range(1, len(bodies) + 1)
    ]
    assert ts == f"1752541200.{len(bodies):06}"


async def test_a_part_of_a_delivery_has_one_id_in_every_attempt(slack: FakeSlack, platform: Slack) -> None:
    slack.fail("chat.postMessage", Fault(500, "<html/>"))
    with pytest.raises(DeliveryError):
        await platform.send(HERE, LONG, name="digest 2026-07-15")
    for name in ("digest 2026-07-15", "digest 2026-07-16", ""):
        await platform.send(HERE, LONG, name=name)
    ids = [call.body.get("client_msg_id") for call in slack.calls]
    parts = (len(ids) - 1) // 3
    same, other, none = (ids[1 + parts * at : 1 + parts * (at + 1)] for at in range(3))
    assert ids[0] == same[0]
    assert len({*same, *other}) == 2 * parts
    assert none == [None] * parts


async def test_one_card_to_many_channels_is_the_same_in_each(slack: FakeSlack, platform: Slack) -> None:
    digest = card("Today")
    await asyncio.gather(*(platform.send(HERE, digest) for _ in range(20)))
    bodies = [call.body for call in slack.messages()]
    assert len(bodies) == 20
    assert all(body == bodies[0] for body in bodies)


@pytest.mark.parametrize(
    ("fault", "flag"),
    [
        (Fault.error("channel_not_found"), "permanent"),
        (Fault.error("not_in_channel"), "permanent"),
        (Fault.error("is_archived"), "permanent"),
        (Fault.error("account_inactive"), "off"),
        (Fault.error("token_revoked"), "off"),
        (Fault.error("invalid_auth"), "off"),
        (Fault.error("restricted_action"), "refused"),
        (Fault.error("never_heard_of"), "refused"),
        (Fault(cut="after"), "ambiguous"),
        (Fault(cut="before"), "ambiguous"),
        (Fault(200, "<html>ok?</html>"), "ambiguous"),
    ],
)
async def test_a_failure_says_what_it_means(
    slack: FakeSlack, platform: Slack, fault: Fault, flag: str
) -> None:
    slack.fail("chat.postMessage", fault)
    error = await failing(platform)
    assert flags(error) == {flag}
    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    "fault", [Fault(500, "<html/>"), Fault(503, "x"), Fault.error("service_unavailable")]
)
async def test_a_fault_of_slack_s_own_is_tried_again_by_who_owns_the_delivery(
    slack: FakeSlack, platform: Slack, fault: Fault
) -> None:
    slack.fail("chat.postMessage", fault)
    error = await failing(platform)
    assert flags(error) == set()
    assert len(slack.calls) == 1


@pytest.mark.parametrize(("header", "seconds"), [("37", 37), ("soon", 30), (None, 30)])
async def test_too_fast_says_how_long_to_wait_and_does_not_wait_itself(
    slack: FakeSlack, platform: Slack, naps: Naps, header: str | None, seconds: float
) -> None:
    headers = {"Retry-After": header} if header else {}
    slack.fail("chat.postMessage", Fault(429, {"ok": False, "error": "ratelimited"}, headers))
    assert (await failing(platform)).retry_after == seconds
    assert naps.taken == []


async def test_nobody_at_the_other_end_is_worth_another_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    platform = Slack(BOT_TOKEN, SECRET, clock=clock, base_url=f"http://127.0.0.1:{port}/api/")
    error = await failing(platform)
    await platform.close()
    assert flags(error) == set()


async def test_connections_are_kept_alive_until_they_are_closed(slack: FakeSlack, platform: Slack) -> None:
    session = platform._client.session
    assert session is None  # nothing is opened before it is needed, in the loop that needs it
    for _ in range(3):
        await platform.send(HERE, card("Today"))
        session = session or platform._client.session
        assert platform._client.session is session
    await platform.close()
    assert session is not None
    assert session.closed


async def test_a_cut_of_a_connection_that_was_kept_alive_is_not_sent_again() -> None:
    taken = answer(b'{"ok": true, "ts": "1.1"}', "200 OK", "Content-Type: application/json")
    async with Wire([taken, CUT]) as wire:
        platform = Slack(BOT_TOKEN, SECRET, clock=clock, base_url=f"{wire.root}/api/")
        assert await platform.send(HERE, card("Today")) == "1.1"
        assert flags(await failing(platform)) == {"ambiguous"}
        await platform.close()
        assert (len(wire.requests), wire.connections) == (2, 1)


REFUSED = Fault.error("invalid_blocks", errors=["unsupported type"])
TABLE = Card(
    (
        Heading("Figures"),
        Table((Column("Amount"), Column("Of what")), (Row((text("5 bn"), text("fund"))),)),
    ),
    (Action("Sources", "source"),),
)


def kinds(call: Call) -> list[str]:
    return [block["type"] for block in call.body.get("blocks", [])]


async def test_refused_blocks_are_sent_plainer_and_then_as_text(slack: FakeSlack, platform: Slack) -> None:
    slack.fail("chat.postMessage", REFUSED, REFUSED, REFUSED)
    await platform.send(HERE, TABLE)
    assert [kinds(call) for call in slack.calls] == [
        ["header", "data_table", "actions"],
        ["header", "rich_text", "actions"],
        ["header", "section", "actions"],
        [],
    ]
    assert slack.messages()[0].body["text"] == "Figures\nAmount · Of what\n5 bn · fund"


async def test_a_document_s_words_are_never_live_however_plain_the_message_must_be(
    slack: FakeSlack, platform: Slack
) -> None:
    slack.fail("chat.postMessage", *[REFUSED] * 3)
    for _ in range(2):
        await platform.send(HERE, hostile_card(HOSTILE))
    assert len(slack.messages()) == 4
    for call in slack.calls:
        said = json.dumps(call.body, ensure_ascii=False)
        assert not [bait for bait in BAITS if bait in said]
        assert call.body["unfurl_links"] is call.body["unfurl_media"] is False


async def test_more_than_a_message_holds_arrives_whole_in_several(slack: FakeSlack, platform: Slack) -> None:
    blocks = tuple(Paragraph(Line(text(f"paragraph {n}."))) for n in range(130))
    long = Paragraph(Line(text("word " * 2500)))
    await platform.send(HERE, Card((Heading("h" * 151), *blocks, long)))
    said = "".join(call.body["text"] for call in slack.messages())
    assert all(f"paragraph {n}." in said for n in range(130))
    assert said.count("word") == 2500
    assert len(slack.calls) == len(slack.messages()) > 3


async def test_what_a_workspace_does_not_know_is_not_tried_again_for_an_hour(
    slack: FakeSlack, naps: Naps
) -> None:
    times = [clock()]
    platform = Slack(BOT_TOKEN, SECRET, clock=lambda: times[-1], base_url=slack.api, sleep=naps)
    slack.fail("chat.postMessage", REFUSED)
    for _ in range(2):
        await platform.send(HERE, TABLE)
    await platform.send(Address("slack", "C9", "T9"), TABLE)
    times.append(times[-1] + timedelta(hours=1))
    await platform.send(HERE, TABLE)
    await platform.close()
    tables = ["data_table" in kinds(call) for call in slack.calls]
    assert tables == [True, False, False, True, True]


async def test_one_bad_message_does_not_make_others_bare(slack: FakeSlack, platform: Slack) -> None:
    slack.fail("chat.postMessage", REFUSED, REFUSED, REFUSED)
    await platform.send(HERE, TABLE)
    await platform.send(HERE, TABLE)
    assert kinds(slack.messages()[1]) == ["header", "data_table", "actions"]


@pytest.mark.parametrize("code", ["msg_blocks_too_long", "msg_too_long"])
async def test_a_message_that_is_too_long_is_sent_in_two(
    slack: FakeSlack, platform: Slack, code: str
) -> None:
    slack.fail("chat.postMessage", Fault.error(code))
    await platform.send(HERE, card("Today"), name="digest 2026-07-15")
    first, second = slack.messages()
    assert kinds(first) + kinds(second) == ["header", "rich_text", "context", "actions"]
    assert first.body["text"] == "Today"
    assert second.body["text"].startswith("• Zhangjiang grows")
    assert first.body["client_msg_id"] != second.body["client_msg_id"]
    slack.fail("chat.postMessage", *[Fault.error(code)] * 20)
    assert (await failing(platform)).refused
    assert len(slack.calls) < 12


async def test_where_one_half_arrived_the_failure_of_the_other_is_ambiguous(
    slack: FakeSlack, platform: Slack
) -> None:
    good = Fault(body={"ok": True, "channel": CHANNEL, "ts": "1.1"})
    slack.fail("chat.postMessage", Fault.error("msg_blocks_too_long"), good, Fault(503, "x"))
    assert (await failing(platform)).ambiguous


async def test_refused_three_times_is_refused(slack: FakeSlack, platform: Slack) -> None:
    slack.fail("chat.postMessage", *[Fault.error("invalid_blocks")] * 3)
    assert (await failing(platform)).refused
    assert len(slack.calls) == 3


async def test_later_parts_are_sent_patiently(slack: FakeSlack, platform: Slack, naps: Naps) -> None:
    slow = Fault(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "2"})
    slack.fail("chat.postMessage", *_after_the_first(slow))
    await platform.send(HERE, LONG)
    assert naps.taken == [2]


async def test_a_failure_after_a_part_arrived_is_ambiguous(slack: FakeSlack, platform: Slack) -> None:
    slack.fail("chat.postMessage", *_after_the_first(Fault(500, "x")))
    assert (await failing(platform, LONG)).ambiguous
    assert len(slack.calls) == 2


def _after_the_first(fault: Fault) -> tuple[Fault, Fault]:
    return Fault(body={"ok": True, "channel": CHANNEL, "ts": "1.1"}), fault


async def test_a_revoked_installation_sends_nothing_more() -> None:
    async with at_home() as home:
        await home.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}, "Ev1")
        await home.platform.send(HERE, card("Still here"))
        await home.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}, "Ev2")
        assert (await failing(home.platform)).off
        assert len(home.slack.messages()) == 1


async def test_an_app_that_was_uninstalled_sends_nothing_more() -> None:
    async with at_home() as home:
        await home.event({"type": "app_uninstalled"}, "Ev1")
        assert (await failing(home.platform)).off
        assert home.slack.messages() == []


async def test_a_long_command_is_remembered_for_the_chat_it_was_sent_to() -> None:
    async with at_home() as home:
        long = Card((Heading("x"), Bullets((Line(text("y")),))), (Action("More", "search " + "zone " * 600),))
        await home.platform.send(HERE, long)
        button = home.slack.messages()[0].body["blocks"][-1]["elements"][0]
        assert home.desk.names == {button["value"]: "search " + "zone " * 600}


async def test_opening_checks_the_credentials(slack: FakeSlack, platform: Slack) -> None:
    await platform.open()
    slack.fail("auth.test", Fault.error("invalid_auth"))
    with pytest.raises(DeliveryError) as caught:
        await platform.open()
    assert caught.value.off
    slack.fail("auth.test", Fault(503, "x"))
    with pytest.raises(DeliveryError) as caught:
        await platform.open()
    assert not caught.value.off


def test_without_a_way_in_it_is_refused_in_one_line() -> None:
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET") as caught:
        Slack(BOT_TOKEN, "", clock=clock)
    assert BOT_TOKEN not in str(caught.value)
    assert "\n" not in str(caught.value)
