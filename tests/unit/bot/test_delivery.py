"""A tick on the real store: what goes out, what is written down, and that nothing goes out twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.card import Card, lines, plain
from bot.delivery import LEASE, tick
from bot.outcomes import ATTEMPTS
from bot.ports import DeliveryError, Desk
from bot.sending import WIDTH
from bot.tally import Counts
from briefings.model import Address, Clock, Delivery, Document, Evidence, Fact, Passage
from storage.store import Store
from tests.made import BASE, at, fact, on

NINE = at("2026-07-15T09:00+08:00")
EVE = at("2026-07-14T12:00+08:00")
CHAT = Address("telegram", "-1001")
SECOND = Address("telegram", "-2002")
SLACK = Address("slack", "C1", "T1")
SAID = "The Leading Zone Opinions were released on 15 July 2021."


class Outside:
    """A platform outside: takes messages, or fails as its script says, one entry a call."""

    def __init__(self, name: str = "telegram") -> None:
        self.name = name
        self.script: list[BaseException | None] = []
        self.taken: list[tuple[Address, Card]] = []
        self.calls = 0
        self.open_calls = self.most_open = 0
        self.each: Callable[[Address], None] = lambda _: None

    async def open(self) -> None:
        """Nothing to open."""

    async def listen(self, desk: Desk) -> None:
        """Nobody types here."""

    async def close(self) -> None:
        """Nothing to close."""

    async def parts(self, card: Card) -> int:
        return 1

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        self.calls += 1
        self.open_calls += 1
        self.most_open = max(self.most_open, self.open_calls)
        try:
            await asyncio.sleep(0)
            self.each(address)
            fault = self.script.pop(0) if self.script else None
            if fault is not None:
                raise fault
        finally:
            self.open_calls -= 1
        self.taken.append((address, card))
        return str(len(self.taken))

    @property
    def texts(self) -> list[str]:
        """All that was taken, as plain text."""
        return [
            "\n".join(plain(line.text) for block in card.blocks for line in lines(block))
            for _, card in self.taken
        ]


@pytest.fixture
def kept(file_url: str) -> Iterator[Store]:
    store = Store.open(file_url)
    put(store)
    yield store
    store.close()


def paper(sentence: str, sha256: str, *facts: Fact) -> Document:
    passage = Passage("paper", 1, 1, 0, len(sentence), sentence)
    clock = Clock(2023, None, None, 0.9)
    proof = (Evidence(passage.ref, sha256, 0, len(sentence)),)
    return Document(
        "paper", "Paper", "article", sentence, 0, sha256, "en", "paper.md", (passage,), clock,
        tuple(replace(each, evidence=proof) for each in facts),
    )  # fmt: skip


def put(store: Store, sentence: str = SAID, sha256: str = "a" * 64, *extra: Fact) -> None:
    origin = fact("Leading Zone Opinions", on(BASE))
    document = paper(sentence, sha256, origin, *extra)
    store.library.put([document], name="paper.md", sha256=sha256, path="paper.md", at=EVE)


def subscribe(store: Store, *addresses: Address, zone: str = "Asia/Shanghai", when: datetime = EVE) -> None:
    for address in addresses:
        store.subscriptions.add(address, ["leading zone"], time(9), zone, (30, 7, 0), "en", "u1", when)
    for platform in ("telegram", "slack"):
        store.lanes.set_rate(platform, 10_000)


def run(store: Store, now: datetime, *platforms: Outside) -> Counts:
    named = {platform.name: platform for platform in platforms}
    return asyncio.run(tick(now, store, named, chance=lambda: 0.5))


def row(store: Store, address: Address = CHAT) -> Delivery:
    (delivery,) = store.ledger.of(address)
    return delivery


def waiting(store: Store, address: Address = CHAT) -> float:
    until = row(store, address).next_at
    assert until is not None
    return (until - NINE).total_seconds()


def test_the_fifteenth_of_july_sends_one_message_and_ten_more_ticks_send_nothing(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    assert run(kept, EVE, outside).sent == 0
    first = run(kept, NINE, outside)
    assert (first.planned, first.claimed, first.sent, first.pending) == (1, 1, 1, 0)
    assert "sent 1" in str(first)
    assert first.clean
    (text,) = outside.texts
    assert text.startswith("Today: 5 years since the Leading Zone Opinions (15 Jul 2021)")
    assert "Fifth anniversary, base 15 Jul 2021" in text
    assert "late" not in text
    for n in range(10):
        assert run(kept, NINE + timedelta(seconds=30 * n), outside).sent == 0
    assert outside.calls == 1
    assert kept.notes.marks(CHAT) == ("paper#1.1",)
    assert row(kept).provider_id == "1"


def test_a_clock_that_was_down_sends_once_and_says_late(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    run(kept, EVE, outside)
    back = at("2026-07-16T12:00+08:00")
    assert run(kept, back, outside).sent == 1
    assert run(kept, back + timedelta(minutes=1), outside).sent == 0
    (text,) = outside.texts
    assert "1 day late: Milepost was not running." in text
    assert "1 day ago (15 Jul 2026): 5 years since" in text


def test_an_edit_afterwards_does_not_send_again(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    run(kept, NINE, outside)
    put(kept, SAID + " All of them.", "b" * 64)
    assert run(kept, NINE + timedelta(minutes=5), outside).sent == 0
    assert run(kept, NINE + timedelta(days=1), outside).sent == 0


def test_the_leads_go_out_thirty_and_seven_days_ahead(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    days = [date(2026, 6, 14) + timedelta(days=n) for n in range(33)]
    sent = [d for d in days if run(kept, datetime.combine(d, time(1), UTC), outside).sent]
    assert sent == [date(2026, 6, 15), date(2026, 7, 8), date(2026, 7, 15)]
    assert outside.texts[1].startswith("In 7 days (15 Jul 2026): 5 years since")


def test_chats_on_both_platforms_and_in_two_zones_each_get_one(kept: Store) -> None:
    subscribe(kept, CHAT)
    subscribe(kept, SLACK, zone="America/New_York")
    telegram, slack = Outside(), Outside("slack")
    run(kept, EVE, telegram, slack)
    for hour in range(24):
        run(kept, NINE + timedelta(hours=hour), telegram, slack)
    assert [address for address, _ in telegram.taken] == [CHAT]
    assert [address for address, _ in slack.taken] == [SLACK]


def test_a_blocked_chat_is_skipped_and_falls_asleep(kept: Store) -> None:
    subscribe(kept, CHAT, SECOND)
    outside = Outside()

    def blocked(address: Address) -> None:
        if address == CHAT:
            raise DeliveryError("bot was blocked by the user", permanent=True)

    outside.each = blocked
    counts = run(kept, NINE, outside)
    assert (counts.sent, counts.skipped, counts.failed) == (1, 1, 0)
    assert (row(kept).state, row(kept).error) == ("skipped", "bot was blocked by the user")
    assert [one.address for one in kept.subscriptions.active()] == [SECOND]


def test_a_chat_that_moved_is_followed_and_keeps_its_subscription(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    outside.script = [DeliveryError("migrated", moved=SECOND)]
    assert run(kept, NINE, outside).sent == 1
    assert [address for address, _ in outside.taken] == [SECOND]
    assert [one.address for one in kept.subscriptions.active()] == [SECOND]
    assert run(kept, NINE + timedelta(minutes=1), outside).sent == 0
    assert row(kept, SECOND).state == "sent"


def test_a_chat_that_moves_round_in_circles_is_followed_once_a_tick(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    outside.script = [DeliveryError("migrated", moved=SECOND), DeliveryError("migrated", moved=CHAT)]
    assert run(kept, NINE, outside).failed == 1
    assert outside.calls == 2
    assert row(kept, SECOND).state == "pending"


def test_too_many_requests_wait_as_long_as_told_and_cost_no_attempt(kept: Store) -> None:
    subscribe(kept, CHAT, SECOND)
    outside = Outside()

    def flood(address: Address) -> None:
        if address == CHAT:
            raise DeliveryError("Too Many Requests", retry_after=37)

    outside.each = flood
    counts = run(kept, NINE, outside)
    assert (counts.sent, counts.failed, counts.pending) == (1, 0, 1)
    assert row(kept).attempt == 0
    assert waiting(kept) == pytest.approx(37, abs=5)
    outside.each = lambda _: None
    assert run(kept, NINE + timedelta(seconds=30), outside).sent == 0
    assert run(kept, NINE + timedelta(seconds=45), outside).sent == 1


def test_a_whole_platform_that_asks_for_patience_gets_it(kept: Store) -> None:
    chats = [Address("telegram", str(n)) for n in range(WIDTH * 3)]
    subscribe(kept, *chats, SLACK)
    outside, slack = Outside(), Outside("slack")

    def flood(_: Address) -> None:
        raise DeliveryError("Too Many Requests", retry_after=60, everywhere=True)

    outside.each = flood
    counts = run(kept, NINE, outside, slack)
    assert outside.calls <= WIDTH
    assert (counts.sent, counts.pending) == (1, len(chats))
    (lane,) = [lane for lane in kept.lanes.all() if lane.platform == "telegram"]
    assert lane.blocked_until is not None
    assert (lane.blocked_until - NINE).total_seconds() == pytest.approx(60, abs=5)
    outside.each = lambda _: None
    assert run(kept, NINE + timedelta(seconds=50), outside).sent == 0
    assert run(kept, NINE + timedelta(seconds=70), outside).sent == len(chats)


def test_what_fails_is_tried_again_ever_later_and_given_up_in_the_end(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    outside.script = [DeliveryError("502 Bad Gateway") for _ in range(ATTEMPTS)]
    now, gaps = NINE, []
    for _ in range(ATTEMPTS - 1):
        assert run(kept, now, outside).failed == 1
        until = row(kept).next_at
        assert until is not None
        gaps.append(until - now)
        now = until
    assert gaps == sorted(gaps)
    assert timedelta(seconds=15) <= gaps[0] <= timedelta(seconds=40)
    counts = run(kept, now, outside)
    assert (counts.dead, row(kept).state, row(kept).attempt) == (1, "dead", ATTEMPTS)
    assert not row(kept).repeat
    assert run(kept, now + timedelta(hours=2), outside).sent == 0


@pytest.mark.parametrize("fault", [DeliveryError("cut", ambiguous=True), RuntimeError("token 123:abc")])
def test_what_may_have_arrived_is_sent_again_as_a_repeat(kept: Store, fault: Exception) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    outside.script = [fault]
    counts = run(kept, NINE, outside)
    assert counts.failed == 1
    assert "123:abc" not in f"{counts.troubles}{row(kept).error}"
    assert run(kept, NINE + timedelta(minutes=2), outside).sent == 1
    assert "May be a repeat" in outside.texts[0]


def test_a_message_that_the_platform_refuses_is_dead_and_the_chat_stays(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    outside.script = [DeliveryError("invalid_blocks", refused=True)]
    counts = run(kept, NINE, outside)
    assert (counts.dead, counts.clean) == (1, False)
    assert row(kept).state == "dead"
    assert len(kept.subscriptions.active()) == 1


def test_a_platform_that_is_not_set_up_keeps_its_messages(kept: Store) -> None:
    subscribe(kept, CHAT, SLACK)
    slack = Outside("slack")
    counts = run(kept, NINE, slack)
    assert (counts.sent, counts.failed, counts.pending) == (1, 1, 1)
    assert counts.troubles == ("telegram is not set up here, so its messages wait.",)
    assert (row(kept).state, row(kept).attempt) == ("pending", 0)
    assert run(kept, NINE, slack, outside := Outside()).sent == 1
    assert "May be a repeat" not in outside.texts[0]


def test_dead_credentials_stop_that_platform_for_this_tick_only(kept: Store) -> None:
    chats = [Address("telegram", str(n)) for n in range(WIDTH * 3)]
    subscribe(kept, *chats)
    outside = Outside()
    outside.script = [DeliveryError("Unauthorized", off=True) for _ in range(WIDTH)]
    counts = run(kept, NINE, outside)
    assert (counts.sent, counts.failed, counts.pending) == (0, outside.calls, len(chats))
    assert outside.calls <= WIDTH
    assert counts.troubles == ("telegram refuses us: Unauthorized",)
    outside.script = []
    assert run(kept, NINE + timedelta(seconds=30), outside).sent == len(chats)


async def cut_off(store: Store, outside: Outside) -> None:
    """A tick that ends while its message is under way."""
    under_way = asyncio.Event()

    class Slow(Outside):
        async def send(self, address: Address, card: Card, *, name: str = "") -> str:
            under_way.set()
            return await asyncio.Future()

    ticking = asyncio.create_task(tick(NINE, store, {"telegram": Slow()}))
    await under_way.wait()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking


def test_a_crash_between_send_and_settle_is_made_up_for_as_a_repeat(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    asyncio.run(cut_off(kept, outside))
    assert row(kept).state == "in_flight"
    assert run(kept, NINE + LEASE / 2, outside).sent == 0
    counts = run(kept, NINE + LEASE + timedelta(seconds=1), outside)
    assert (counts.reclaimed, counts.sent) == (1, 1)
    assert "May be a repeat" in outside.texts[0]


def test_a_crash_between_claim_and_send_loses_nothing_and_is_no_repeat(kept: Store) -> None:
    subscribe(kept, CHAT)
    run(kept, NINE)
    outside = Outside()
    assert run(kept, NINE + timedelta(minutes=1), outside).sent == 1
    assert "May be a repeat" not in outside.texts[0]


def test_a_chat_that_unsubscribed_meanwhile_hears_nothing(kept: Store) -> None:
    subscribe(kept, CHAT)
    run(kept, NINE)
    (one,) = kept.subscriptions.of(CHAT)
    kept.subscriptions.remove(CHAT, one.id)
    outside = Outside()
    counts = run(kept, NINE + timedelta(minutes=1), outside)
    assert (counts.skipped, outside.calls) == (1, 0)


def test_a_line_whose_sentence_has_gone_is_not_sent(kept: Store) -> None:
    subscribe(kept, CHAT)
    run(kept, NINE)
    put(kept, "Something else altogether stands here now.", "b" * 64)
    outside = Outside()
    counts = run(kept, NINE + timedelta(minutes=1), outside)
    assert (counts.skipped, outside.calls) == (1, 0)


def test_one_chat_with_two_hours_hears_each_thing_once_even_after_downtime(kept: Store) -> None:
    subscribe(kept, CHAT)
    kept.subscriptions.add(CHAT, ["opinions"], time(18), "Asia/Shanghai", (1, 0), "en", "u1", EVE)
    outside = Outside()
    run(kept, EVE - timedelta(hours=4), outside)
    assert run(kept, EVE + timedelta(hours=6), outside).sent == 1
    assert run(kept, NINE, outside).sent == 1
    assert run(kept, NINE + timedelta(days=2), outside).sent == 0
    assert [text.split(":")[0] for text in outside.texts] == ["In 1 day (15 Jul 2026)", "Today"]


def test_messages_to_one_chat_keep_their_order(kept: Store) -> None:
    subscribe(kept, CHAT)
    run(kept, at("2026-07-08T09:00+08:00"))
    outside = Outside()
    outside.script = [DeliveryError("502")]
    run(kept, NINE, outside)
    assert outside.calls == 1
    run(kept, NINE + timedelta(minutes=2), outside)
    assert [text.split(":")[0] for text in outside.texts] == ["Today", "Today"]
    assert "7 days late: it could not be sent before." in outside.texts[0]
    assert "late" not in outside.texts[1]


class Patient(Outside):
    """A platform that answers nobody before as many as may be are waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.full = asyncio.Event()

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        self.calls += 1
        self.open_calls += 1
        self.most_open = max(self.most_open, self.open_calls)
        if self.open_calls == WIDTH:
            self.full.set()
        try:
            await asyncio.wait_for(self.full.wait(), 20)
        finally:
            self.open_calls -= 1
        return str(self.calls)


def test_chats_are_sent_to_side_by_side_but_not_all_at_once(kept: Store) -> None:
    subscribe(kept, *(Address("telegram", str(n)) for n in range(5 * WIDTH)))
    outside = Patient()
    assert run(kept, NINE, outside).sent == 5 * WIDTH
    assert outside.most_open == WIDTH


def test_two_clocks_at_once_send_once(kept: Store) -> None:
    subscribe(kept, *(Address("telegram", str(n)) for n in range(10)))
    outside = Outside()

    async def both() -> Sequence[Counts]:
        return await asyncio.gather(*(tick(NINE, kept, {"telegram": outside}) for _ in range(2)))

    assert sum(counts.sent for counts in asyncio.run(both())) == 10
    assert outside.calls == 10


def test_a_store_that_fails_is_a_line_and_no_exception(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    subscribe(store, CHAT)
    for file in tmp_path.glob("milepost.db*"):
        file.unlink()
    store.close()
    counts = run(store, NINE, Outside())
    assert counts.failed
    assert not counts.clean
    assert all("\n" not in line for line in counts.troubles)
    store.close()
