"""Sends are counted by what came of them, and pass through as they are."""

from __future__ import annotations

import logging

import pytest

from bot.card import Card, Heading
from bot.metering import Meter, metered
from bot.ports import DeliveryError
from briefings.model import Address

CHAT = Address("telegram", "77")
CARD = Card((Heading("Hello"),))


class Stage:
    """A platform that does what it is told."""

    name = "telegram"

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.names: list[str] = []

    async def open(self) -> None: ...

    async def listen(self, desk) -> None: ...  # type: ignore[no-untyped-def]

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        self.names.append(name)
        if self.faults:
            raise self.faults.pop()
        return "17"

    async def parts(self, card: Card) -> int:
        return 2

    async def close(self) -> None: ...


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (DeliveryError("blocked", permanent=True), "unreachable"),
        (DeliveryError("slow", retry_after=3.0), "slowed"),
        (DeliveryError("slow and cut", retry_after=3.0, ambiguous=True), "slowed"),
        (DeliveryError("cut", ambiguous=True), "ambiguous"),
        (DeliveryError("bad", refused=True), "refused"),
        (DeliveryError("moved", moved=Address("telegram", "78")), "moved"),
        (DeliveryError("gateway"), "failed"),
        (ZeroDivisionError(), "broken"),
    ],
)
async def test_each_fault_is_counted_and_passed_on(fault: Exception, outcome: str) -> None:
    stage, meter = Stage(), Meter()
    stage.faults.append(fault)
    with pytest.raises(type(fault)):
        await metered({"telegram": stage}, meter)["telegram"].send(CHAT, CARD)
    assert meter.snapshot().outcomes == {("telegram", outcome): 1}


async def test_what_is_sent_is_counted_with_its_seconds(caplog: pytest.LogCaptureFixture) -> None:
    stage, meter = Stage(), Meter()
    caplog.set_level(logging.DEBUG)
    platform = metered({"telegram": stage}, meter)["telegram"]
    assert await platform.send(CHAT, CARD, name="a/daily/2026-07-15") == "17"
    assert await platform.parts(CARD) == 2
    assert stage.names == ["a/daily/2026-07-15"]
    assert meter.outcomes == {("telegram", "sent"): 1}
    assert meter.classes == {("telegram", 0): 1}
    assert [record.levelname for record in caplog.records if "sent" in record.message] == ["DEBUG"]


async def test_a_refusal_stands_until_something_is_sent() -> None:
    stage, meter = Stage(), Meter()
    platform = metered({"telegram": stage}, meter)["telegram"]
    stage.faults.append(DeliveryError("Unauthorized", off=True))
    with pytest.raises(DeliveryError):
        await platform.send(CHAT, CARD)
    assert meter.refused == {"telegram": "Unauthorized"}
    await platform.send(CHAT, CARD)
    assert meter.refused == {}
