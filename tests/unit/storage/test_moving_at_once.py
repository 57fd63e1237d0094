"""Chats that move, and change what they get, at the same time: nothing of theirs is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from itertools import permutations
from threading import Barrier

import pytest

from briefings.model import Address
from storage.store import Store
from tests.made import at

AT = at("2026-03-05T03:00+00:00")


def place(name: str, number: int) -> Address:
    return Address("telegram", f"-{name}{number}")


def subscribe(store: Store, address: Address, topic: str) -> None:
    store.subscriptions.add(address, (topic,), time(9), "Asia/Shanghai", None, "en", "u1", AT)


def topics(store: Store, address: Address) -> list[str]:
    return sorted(topic for one in store.subscriptions.of(address) for topic in one.topics)


def at_once(*deeds: Callable[[], object]) -> None:
    """Do all of it, each in a thread of its own, as nearly at the same time as can be."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> None:
        ready.wait()
        deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(do, deed) for deed in deeds]:
            done.result()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_moves_one_after_another_heard_at_once_lose_no_subscription(
    store: Store, order: tuple[int, ...]
) -> None:
    for number in range(1, 9):
        a, b, c = (place(name, number) for name in "123")
        for address, topic in ((a, "alpha"), (b, "beta"), (c, "gamma")):
            subscribe(store, address, topic)
        if number % 2:
            store.subscriptions.deactivate(b, "gone")

        def move(old: Address, new: Address) -> Callable[[], None]:
            return lambda: store.subscriptions.move(old, new)

        moves = (move(a, b), move(b, c), move(a, b))
        at_once(*(moves[each] for each in order))
        assert topics(store, c) == ["alpha", "beta", "gamma"]


def test_a_subscription_made_while_its_chat_moves_goes_along(store: Store) -> None:
    for number in range(1, 25):
        old, new = place("4", number), place("5", number)
        subscribe(store, old, "alpha")
        subscribe(store, new, "beta")
        at_once(
            lambda: store.subscriptions.move(old, new),  # noqa: B023
            lambda: subscribe(store, old, "gamma"),  # noqa: B023
        )
        assert topics(store, new) == ["alpha", "beta", "gamma"]
