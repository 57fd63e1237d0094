"""What a chat hears of: its topics, narrowed by words, kinds and grades, less what it muted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.digests import plan
from briefings.hearing import Heard, hears
from briefings.model import Entry, Grade, Kind, Subscription
from briefings.preferences import Preferences
from tests.made import at, entries, fact, on, subscription

DAY = date(2026, 7, 15)


def entry(what: str = "leading zone fund of 5 bn yuan", **more: object) -> Entry:
    made = fact(what, on(DAY), id="fund", document="paper", **{"kind": Kind.DEADLINE, **more})  # type: ignore[arg-type]
    return entries(made)[0]


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        (subscription(), Heard("leading zone")),
        (subscription(topics=()), Heard("")),
        (subscription(topics=("steel",)), None),
        (replace(subscription(), must=("yuan",)), Heard("leading zone")),
        (replace(subscription(), must=("steel", "Funds")), Heard("leading zone")),
        (replace(subscription(), must=("steel", "zone steel")), None),
        (replace(subscription(), must=("the",)), None),
        (replace(subscription(), without=("steel",)), Heard("leading zone")),
        (replace(subscription(), without=("steel", "YUAN")), None),
        (replace(subscription(), without=("zone steel", "of")), Heard("leading zone")),
        (replace(subscription(), kinds=("deadline",)), Heard("leading zone")),
        (replace(subscription(), kinds=("target", "origin")), None),
        (replace(subscription(), grades=("decided", "planned")), Heard("leading zone")),
        (replace(subscription(), grades=("hoped",)), None),
        (replace(subscription(topics=()), must=("yuan",), without=("fund",)), None),
    ],
)
def test_topics_words_kinds_and_grades_narrow_what_is_heard(asked: Subscription, heard: Heard | None) -> None:
    assert hears(asked, entry(grade=Grade.DECIDED)) == heard


def test_chinese_words_narrow_too() -> None:
    told = entry("浦东引领区产业基金")
    asked = subscription(topics=("引领区",))
    assert hears(replace(asked, must=("产业基金",)), told) == Heard("引领区")
    assert hears(replace(asked, must=("钢铁",)), told) is None
    assert hears(replace(asked, without=("基金",)), told) is None


@pytest.mark.parametrize("named", ["fund", "paper"])
def test_what_is_followed_is_heard_whatever_was_asked_for(named: str) -> None:
    chosen = Preferences(followed=(named,))
    narrow = replace(subscription(topics=("steel",)), kinds=("origin",), preferences=chosen)
    assert hears(narrow, entry()) == Heard("", followed=True)
    assert hears(replace(subscription(), preferences=chosen), entry()) == Heard("leading zone", followed=True)


def test_what_is_muted_is_never_heard_be_it_followed() -> None:
    chosen = Preferences(muted=("fund",), followed=("fund", "paper"))
    assert hears(replace(subscription(), preferences=chosen), entry()) is None
    assert hears(replace(subscription(), preferences=Preferences(muted=("paper",))), entry()) is not None


def test_a_digest_tells_only_what_is_heard_and_says_that_it_is_followed() -> None:
    zone = fact("leading zone comments", on(DAY), kind=Kind.DEADLINE, id="a")
    steel = fact("steel quota comments", on(DAY), kind=Kind.DEADLINE, id="b")
    now = at("2026-07-15T09:00+08:00")
    follows = replace(subscription(), preferences=Preferences(muted=("a",), followed=("b",)))
    (digest,) = plan(now, [follows], entries(zone, steel))
    assert [item.milestone.entry.fact.id for item in digest.items] == ["b"]
    assert (
        digest.why
        == "This chat follows it: “Deadline 15 Jul 2026: steel quota comments” falls on 15 Jul 2026."
    )
    assert plan(now, [replace(subscription(), without=("comments",))], entries(zone, steel)) == ()
