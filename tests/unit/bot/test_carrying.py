"""A slice that was carried is told in one line, and its troubles in a few, however many chats it has."""

from __future__ import annotations

import structlog

from bot.card import Card
from bot.carrying import TROUBLES, Carrying
from bot.ports import DeliveryError, Desk
from briefings.model import Address
from storage.store import Store
from tests.unit.storage.made import digest, quick

NOW = digest().due
MANY = [Address("telegram", str(n)) for n in range(1, 13)]


class Stage:
    """A platform that takes what it is given, but for some chats."""

    name = "telegram"

    async def open(self) -> None: ...

    async def listen(self, desk: Desk) -> None: ...

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        if int(address.channel) > 2:
            raise DeliveryError(f"no room in {address.channel}", refused=True)
        return "17"

    async def parts(self, card: Card) -> int:
        return 1

    async def close(self) -> None: ...


async def test_a_slice_is_one_line_and_its_troubles_a_few(store: Store) -> None:
    store.ledger.claim([digest(address) for address in MANY])
    quick(store)
    carrying = Carrying(store, lambda: {"telegram": Stage()}, "worker-1", lambda: NOW)
    await carrying.setup()
    with structlog.testing.capture_logs() as told:
        for address in MANY:
            part = store.ledger.part(digest(address).key)
            assert part is not None
            await carrying.send({"occurrence": part.occurrence, "first": part.first, "last": part.last})
    slices = [line for line in told if line["event"] == "slice"]
    assert len(slices) == len(MANY)
    assert all(line["log_level"] == "info" for line in slices)
    assert sum(line["sent"] + line["skipped"] + line["dead"] for line in slices) == len(MANY)
    assert all({"occurrence", "sent", "failed", "dead", "seconds"} <= set(line) for line in slices)
    assert sum(line["event"] == "delivery" for line in told) <= TROUBLES * len(slices)
