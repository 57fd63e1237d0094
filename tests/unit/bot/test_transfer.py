"""What a chat chose goes to another as text, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.choosing import MOST_IDS
from bot.grammar import tidy
from bot.platforms.slack.render import payloads as slack
from bot.platforms.telegram.render import payloads as telegram
from bot.transfer import PART, exported
from bot.wishes import MOST_SUBSCRIPTIONS, edited, typed
from briefings.choices import State
from briefings.model import Address, Subscription
from briefings.preferences import USUAL, Preferences, Quiet
from storage.store import Store
from tests.unit.bot.chat import Chat, bare
from tests.unit.bot.harbour import AT, CHAT, OTHER, filled

THERE = Address("slack", "C9", "T9")
LETTERS = st.sampled_from("abcXYZ0189 ,.:+-–'浦东亿元é/#@()")
TOPICS = st.text(LETTERS, min_size=1, max_size=20).map(lambda words: f"port {tidy(words)}".strip())
WORDS = st.lists(
    st.sampled_from(["fund", "dry dock", "tax-haven", "亿元", "a,b", "+x", "C:D"]), max_size=4, unique=True
)
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))
IDS = st.lists(
    st.sampled_from(["a1b2", "leading-zone", "文件 7", "50%", 'x"y', "U0,1"]), max_size=4, unique=True
)


def subscription(topics: tuple[str, ...] = ("fund",), **more: object) -> Subscription:
    values: dict[str, object] = {"hour": time(9), "zone": "Asia/Shanghai", **more}
    return Subscription(0, CHAT, topics, **values)  # type: ignore[arg-type]


def some(**more: object) -> State:
    return State((subscription(), subscription(("ferries", "dry dock"))), Preferences(**more))  # type: ignore[arg-type]


SUBSCRIPTIONS = st.builds(
    Subscription,
    id=st.just(0),
    address=st.just(CHAT),
    topics=st.lists(TOPICS, max_size=4, unique_by=str.casefold).map(tuple),
    hour=TIMES,
    zone=st.sampled_from(
        ["Asia/Shanghai", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "UTC"]
    ),
    leads=st.none()
    | st.sets(st.integers(0, 366), min_size=1, max_size=12).map(lambda s: tuple(sorted(s)[::-1])),
    language=st.sampled_from(["en", "zh", "zh-Hans", "pt-BR"]),
    must=WORDS.map(tuple),
    without=WORDS.map(tuple),
    kinds=st.sampled_from([(), ("deadline",), ("origin", "deadline", "target")]),
    grades=st.sampled_from([(), ("in force",), ("in force", "decided")]),
    cadence=st.sampled_from(["daily", "instant", "weekly:mon", "weekly:sun"]),
)
QUIETS = (
    st.tuples(TIMES, TIMES)
    .filter(lambda two: two[0] != two[1])
    .flatmap(
        lambda two: st.builds(
            Quiet, st.just(two[0]), st.just(two[1]), st.sampled_from(["hold", "drop", "urgent"])
        )
    )
)
PREFERENCES = st.builds(
    Preferences,
    language=st.sampled_from(["", "en", "zh"]),
    quiet=st.none() | QUIETS,
    snoozed=st.none() | st.just(datetime(2026, 12, 1, 7, 30, tzinfo=UTC)),
    muted=IDS.map(tuple),
    followed=IDS.map(tuple),
    silent=st.booleans(),
    days_off=st.sampled_from(["", "before", "after", "drop"]),
    country=st.sampled_from(["", "CN", "GB"]),
    who=st.sampled_from(["", "admins", "anyone", "listed"]),
    listed=IDS.map(tuple),
    well=st.booleans(),
)
STATES = st.builds(
    State,
    st.lists(SUBSCRIPTIONS, max_size=4, unique_by=lambda one: frozenset(map(str.casefold, one.topics))).map(
        tuple
    ),
    PREFERENCES,
)


@pytest.fixture(scope="module")
def library() -> Iterator[Store]:
    store = filled()
    yield store
    store.close()


def give(chat: Chat, state: State) -> None:
    chat.store.journal.restore(chat.address, state, "7", AT)


def texts(chat: Chat) -> list[str]:
    """Every part of the export, page by page."""
    found: list[str] = []
    page = 1
    while True:
        chat.type(f"export subs page:{page}")
        spans = [
            s for block in chat.card.blocks if hasattr(block, "line") for s in getattr(block.line, "text", ())
        ]
        found += [span.text for span in spans if span.style == "code" and "import v1" in span.text]
        if "More" not in chat.labels:
            return found
        page += 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STATES)
@example(State((), Preferences(muted=tuple(f"{n:012x}" for n in range(MOST_IDS)))))
def test_an_export_gives_another_chat_the_same_state(library: Store, state: State) -> None:
    here, there = Chat(library, CHAT), Chat(library, THERE)
    give(here, state)
    give(there, State())
    given_ = bare(here.state)
    parts = texts(here)
    for part in parts:
        there.type(part)
    if given_ != State():
        there.press("Confirm")
    assert sorted(map(repr, bare(there.state).subscriptions)) == sorted(map(repr, given_.subscriptions))
    assert there.state.preferences == given_.preferences
    give(here, State())


def test_both_databases_take_an_import_and_its_undo(store: Store) -> None:
    here, there = Chat(store, CHAT), Chat(store, THERE)
    give(here, some(silent=True, quiet=Quiet(time(22), time(8), "urgent")))
    there.type("subscribe fund at:07:00 weekly confirm:yes")
    there.type("subscribe berths confirm:yes")
    before = there.state
    there.type(texts(here)[0])
    there.press("Confirm")
    assert bare(there.state).preferences == here.state.preferences
    assert there.state.subscriptions[0].id == before.subscriptions[0].id, "the same topics keep their id"
    there.press("Undo")
    assert there.state == before


def test_a_dry_run_says_what_is_added_changed_and_removed(library: Store) -> None:
    here, there = Chat(library, CHAT), Chat(library, OTHER)
    give(here, some(silent=True))
    give(there, State((subscription(hour=time(7)), subscription(("berths",)))))
    said = there.type(texts(here)[0])
    for words in (
        "Subscribed: 1",
        "Stopped: 1",
        "berths",
        "07:00 → 09:00",
        "as usual → silent",
        "Nothing is changed",
    ):
        assert words in said
    assert len(there.state.subscriptions) == 2
    assert "Nothing was changed" in there.press("Cancel")
    there.type(texts(here)[0])
    there.press("Confirm")
    assert bare(there.state) == bare(here.state)
    assert "has all of that already" in there.type(texts(here)[0])


def test_a_text_survives_what_chat_clients_do_to_it(library: Store) -> None:
    here, there = Chat(library, CHAT), Chat(library, OTHER)
    give(here, some(quiet=Quiet(time(22), time(8))))
    (whole,) = texts(here)
    smart = (
        whole.replace(' "', " “")
        .replace('"', "”")
        .replace(" ", "\u00a0\n", 3)
        .replace("import", "IMPORT@Milepost_bot")
    )
    give(there, State())
    there.type(smart)
    there.press("Confirm")
    assert bare(there.state) == bare(here.state)


@pytest.fixture(scope="module")
def long() -> State:
    topics = [
        tuple(f"topic {n} number {m} of the harbour" for m in range(8)) for n in range(MOST_SUBSCRIPTIONS)
    ]
    return State(tuple(subscription(each, must=("fund", "dry dock")) for each in topics))


def test_a_long_export_comes_in_parts_that_fit_and_may_come_in_any_order(library: Store, long: State) -> None:
    here, there = Chat(library, CHAT), Chat(library, OTHER)
    give(here, long)
    give(there, State())
    parts = texts(here)
    assert len(parts) > 3
    for part in parts:
        assert len(part.encode("utf-16-le")) // 2 <= PART + 20
    for page in (1, 2):
        here.type(f"export subs page:{page}")
        for payload in telegram(CHAT, here.card, lambda command: "~x"):
            assert len(payload["text"].encode("utf-16-le")) // 2 <= 4096
        assert slack(here.card, name_for=lambda command: "~x")
    for n, part in enumerate(reversed(parts), 1):
        said = there.type(part)
        if n < len(parts):
            assert "Missing yet" in said
            assert there.state == State()
    assert len(there.button("Confirm").command) < PART
    there.press("Confirm")
    assert bare(there.state) == bare(here.state)


def test_a_part_that_was_changed_or_belongs_to_another_chat_is_not_taken(library: Store, long: State) -> None:
    here, there = Chat(library, CHAT), Chat(library, Address("telegram", "-77"))
    give(here, long)
    first, *rest = texts(here)
    assert "changed or cut off" in there.type(first.replace("09:00", "10:00", 1))
    assert "changed or cut off" in there.type(first[:-9])
    said = [there.type(part) for part in rest]
    assert "Missing yet: 1." in said[-1]
    assert there.state == State()


def test_a_text_that_is_cut_off_anywhere_changes_nothing(library: Store) -> None:
    here, there = Chat(library, CHAT), Chat(library, OTHER)
    give(here, some(silent=True, followed=("leading-zone",)))
    give(there, State())
    (whole,) = texts(here)
    for end in range(len("/import v1"), len(whole)):
        there.type(whole[:end].replace("import v1", "import confirm:yes v1"))
        assert there.state == State(), whole[:end]


HOSTILE = (
    "v1", "v2 subscribe fund end", "v1 end end", "v1 subscribe fund", 'v1 subscribe "fund end', "v1 fund end",
    "v1 subscribe fund subscribe FUND end", "v1 settings silent:on settings silent:off end",
    "v1 settings silent:on loud end", "v1 settings silent:maybe end",
    "v1 subscribe fund tz:Nowhere end", "v1 subscribe fund colour:red end", "v1 subscribe fund tag:<b> end",
    "v1 subscribe fund confirm:yes end", "v1 settings listed:@ada end",
    "v1 settings quiet:9-9 end", "v1 settings snoozed:9999-99-99T00:00Z end",
    "v1 subscribe fund end and more",
    "v1 part:1/2 of:0123456789abcdef,0123456789abcdef subscribe fund end", "v1 part:9/2 of:x y",
    "v1 part:1/99 subscribe fund end", "v1 of:0123456789abcdef,0123456789abcdef",
    "v1 " + "subscribe a subscribe b " * 300 + "end", "v1 " + '"' * 5000, "v1 " + "settings " * 900,
    "v1 " + " ".join(f"subscribe topic{n}" for n in range(MOST_SUBSCRIPTIONS + 1)) + " end",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "confirm"), list(product(HOSTILE, ("", "confirm:yes "))), ids=lambda v: v[:30]
)
def test_hostile_text_is_refused_with_a_reason_and_nothing_is_changed(
    library: Store, text: str, confirm: str
) -> None:
    chat = Chat(library, OTHER)
    held = some(silent=True)
    give(chat, held)
    said = chat.type(f"import {confirm}{text}")
    assert "broke inside" not in said
    assert "Nothing was" in said or "Nothing is changed before" in said
    assert bare(chat.state) == bare(held)
    assert chat.labels


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from('subscribe settings end v1:"+-, \n“0a'), max_size=80))
def test_any_text_at_all_is_answered(library: Store, text: str) -> None:
    chat = Chat(library, OTHER)
    give(chat, State())
    assert "broke inside" not in chat.type(f"import v1 {text}")
    assert chat.state == State()


def test_nothing_chosen_is_exported_too() -> None:
    assert exported(State((), USUAL)) == ("v1 end",)


@settings(max_examples=30, deadline=None)
@given(SUBSCRIPTIONS, SUBSCRIPTIONS)
def test_a_confirmation_says_all_of_a_subscription(
    library: Store, one: Subscription, other: Subscription
) -> None:
    """Whatever the chat had on these topics before, pressing Confirm gives what was shown."""
    chat = Chat(library, OTHER)
    before, after = replace(other, topics=one.topics, language="en"), replace(one, language="en")
    give(chat, State((before,)))
    chat.type(typed(after, "yes"))
    (held,) = bare(chat.state).subscriptions
    assert held == after
    (stored,) = chat.state.subscriptions
    chat.type(edited(replace(before, id=stored.id), "yes"))
    (held,) = bare(chat.state).subscriptions
    assert held == before
