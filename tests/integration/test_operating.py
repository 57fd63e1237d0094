"""The operator's commands keep their word: one screen, one line for each fault, exit codes 0, 1 and 2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import clock
from bot.command import Defaults
from bot.commands import COMMANDS
from bot.dispatch import FrontDesk
from bot.ports import Actor, Request
from storage.store import Store
from tests.command import Milepost
from tests.unit.storage.made import CHAT, DAY, TOPIC, digest, quick, settle, take

KEY = digest().key
assert COMMANDS


@pytest.fixture
def milepost(tmp_path: Path) -> Milepost:
    return Milepost(tmp_path, (("TELEGRAM_BOT_TOKEN", "123456:" + "A" * 35),))


def fill(milepost: Milepost, deed: Callable[[Store], None]) -> None:
    store = Store.open(f"sqlite:///{milepost.folder / 'milepost.db'}")
    deed(store)
    store.close()


def stuck(state: str) -> Callable[[Store], None]:
    def deed(store: Store) -> None:
        store.ledger.claim([digest(), digest(TOPIC)])
        quick(store)
        for address in (CHAT, TOPIC):
            taken = take(store, digest(address).key, digest().due)
            assert taken is not None
            settle(store, taken, state, digest().due, error="no room here")

    return deed


def test_a_healthy_installation_is_0_and_fits_a_screen(milepost: Milepost) -> None:
    ran = milepost("status")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.rstrip().endswith("Healthy.")
    assert len(ran.out.splitlines()) <= 24
    data = milepost("status", "--json").data
    assert (data["healthy"], data["faults"], data["platforms"]) == (True, [], ["telegram"])


def test_what_is_dead_is_1_with_what_to_do_and_doing_it_helps(milepost: Milepost) -> None:
    fill(milepost, stuck("dead"))
    ran = milepost("status")
    assert ran.code == 1
    assert "! 2 deliveries are dead: given up, mostly because no room here." in ran.out
    assert milepost("status", "--json").data["faults"][0]["what"] == "2 deliveries are dead"
    done = milepost("deliveries", "redeliver", KEY)
    assert (done.code, done.out) == (0, "1 delivery is sent again.\n")
    rest = milepost("deliveries", "redeliver", "--all-dead")
    assert (rest.code, rest.out) == (0, "1 delivery is sent again.\n")
    assert milepost("deliveries", "dead").out == "No delivery is dead.\n"


def test_deliveries_are_listed_and_explained(milepost: Milepost) -> None:
    fill(milepost, stuck("held"))
    assert milepost("deliveries", "held", "--limit", "1").out.count("\n") == 1
    rows = milepost("deliveries", "--chat", str(CHAT), "--json").data
    assert [(row["key"], row["state"], row["error"]) for row in rows] == [(KEY, "held", "no room here")]
    why = milepost("deliveries", "why", KEY, "--json").data
    assert (why["attempts"], why["lane"]) == (1, "telegram  1e+06 a second, open")
    assert "no room here" in milepost("deliveries", "why", KEY).out


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("redeliver",), 2, "--all-dead"),
        (("redeliver", "telegram:404/daily/2026-07-15"), 1, "There is no delivery telegram:404"),
        (("why", "nonsense"), 1, "There is no delivery nonsense"),
        (("--chat", "telegram:404"), 1, "Nobody here is called telegram:404"),
        (("--limit", "0"), 2, "--limit"),
    ],
)
def test_errors_are_one_line(milepost: Milepost, words: tuple[str, ...], code: int, line: str) -> None:
    ran = milepost("deliveries", *words)
    assert ran.code == code
    assert ran.err.count("\n") == 1
    assert line in ran.err


def test_what_was_sent_is_not_sent_again(milepost: Milepost) -> None:
    fill(milepost, stuck("sent"))
    ran = milepost("deliveries", "redeliver", KEY)
    assert ran.code == 1
    assert f"{KEY} is sent: only dead and held deliveries can be sent again." in ran.err


@pytest.mark.parametrize("role", ["worker", "web"])
def test_a_role_without_a_platform_is_refused_in_one_line(tmp_path: Path, role: str) -> None:
    ran = Milepost(tmp_path)("run", "--role", role)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "TELEGRAM_BOT_TOKEN" in ran.err


def test_a_chat_is_told_what_became_of_its_message_and_no_other_chats(store: Store) -> None:
    store.ledger.claim([digest(), digest(TOPIC)])
    quick(store)
    taken = take(store, KEY, digest().due)
    assert taken is not None
    now = digest().due
    wait = {"next_at": now + timedelta(minutes=5), "lane_until": now + timedelta(seconds=37)}
    settle(store, taken, "pending", now, error="Too Many Requests", **wait)
    desk = FrontDesk(store, Defaults("UTC", time(9)), clock.now)

    def asked(key: str) -> str:
        return repr(desk.answer(Request(CHAT, Actor("1"), f"why {key}", now)))

    told = asked(KEY)
    for words in ("Too Many Requests", "Next try", "01:05:00 UTC", "37 seconds", "Attempts"):
        assert words in told
    assert "There is no date" in asked(digest(TOPIC).key)
    assert DAY.isoformat() in KEY


def test_a_token_in_a_platforms_words_is_never_shown(milepost: Milepost) -> None:
    token = dict(milepost.extra)["TELEGRAM_BOT_TOKEN"]

    def deed(store: Store) -> None:
        store.ledger.claim([digest()])
        quick(store)
        taken = take(store, KEY, digest().due)
        assert taken is not None
        settle(store, taken, "dead", digest().due, error=f"POST /bot{token}/sendMessage")

    fill(milepost, deed)
    for words in (("status",), ("status", "--json"), ("deliveries", "dead"), ("deliveries", "why", KEY)):
        ran = milepost(*words)
        assert "[hidden]" in ran.out
        assert token.split(":")[1] not in ran.out + ran.err
