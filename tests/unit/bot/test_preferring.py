"""What a chat chooses as a whole: typed or pressed, said back, and taken back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.card import Pairs
from briefings.model import Address
from briefings.preferences import USUAL, Preferences, Quiet
from tests.unit.bot.chat import Chat
from tests.unit.bot.harbour import AT, filled


@pytest.fixture
def chat() -> Iterator[Chat]:
    store = filled()
    yield Chat(store)
    store.close()


@pytest.fixture
def group(chat: Chat) -> Chat:
    return Chat(chat.store, Address("telegram", "-300"), "group")


NIGHT = Quiet(time(22), time(8))


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("quiet 22:00-08:00", Preferences(quiet=NIGHT)),
        ("quiet 10pm to 8am rule:urgent", Preferences(quiet=Quiet(time(22), time(8), "urgent"))),
        ("quiet 22点至8点 drop", Preferences(quiet=Quiet(time(22), time(8), "drop"))),
        ("quiet 00:30–24:00", Preferences(quiet=Quiet(time(0, 30), time(0)))),
        ("silent on", Preferences(silent=True)),
        ("daysoff before", Preferences(days_off="before")),
        ("daysoff after country:China", Preferences(days_off="after", country="CN")),
        ("daysoff drop country:UK", Preferences(days_off="drop", country="GB")),
        ("language 中文", Preferences(language="zh")),
        ("snooze 3 days", Preferences(snoozed=AT + timedelta(days=3))),
        ("snooze 2h", Preferences(snoozed=AT + timedelta(hours=2))),
        ("snooze until:2026-12-01", Preferences(snoozed=datetime(2026, 11, 30, 23, tzinfo=UTC))),
        ("snooze until 1 December", Preferences(snoozed=datetime(2026, 11, 30, 23, tzinfo=UTC))),
        ("settings quiet:22:00-08:00 silent:on well:on", Preferences(quiet=NIGHT, silent=True, well=True)),
    ],
)
def test_what_is_typed_is_chosen_and_undone(chat: Chat, typed: str, chosen: Preferences) -> None:
    chat.type(typed)
    assert chat.state.preferences == chosen
    assert any(command.startswith("undo ") for command in chat.commands)
    chat.type("undo")
    assert chat.state.preferences == USUAL


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("quiet 22:00-22:00", "begins and ends at one time"),
        ("quiet 22:00", "is no stretch"),
        ("quiet 25:00-26:00", "is no stretch"),
        ("quiet rule:urgent", "has no quiet hours to go with"),
        ("snooze until:2020-01-01", "is not ahead of us"),
        ("snooze 0d", "is not ahead of us"),
        ("snooze 99999w", "is too long"),
        ("snooze soon", "is no length of time and no day"),
        ("daysoff after country:Atlantis", "is no country whose holidays are known"),
        ("language klingon", "is nothing that can be chosen"),
        ("silent perhaps", "is nothing that can be chosen"),
        ("settings at:10:00", "belong to subscriptions, and this chat has none"),
        ("settings colour:red", "There is no choice"),
        ("settings wallpaper", "There is no choice"),
        ("zone Berlin", "belong to subscriptions, and this chat has none"),
        ("who anyone", "only you change what it gets"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_says_what_to_do(chat: Chat, typed: str, why: str) -> None:
    said = chat.type(typed)
    assert why in said
    assert "Nothing was done" in said
    assert chat.state.preferences == USUAL
    assert chat.labels


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("daysoff bfore", "daysoff before"),
        ("daysoff after country:Chnia", "daysoff after country:CN"),
        ("settings rule:urgnt quiet:22-8", "settings rule:urgent quiet:22-8"),
        ("language englsh", "language english"),
    ],
)
def test_a_slip_comes_with_a_button_that_puts_it_right(chat: Chat, typed: str, better: str) -> None:
    chat.type(typed)
    assert chat.commands[0] == better
    chat.press(chat.labels[0])
    assert chat.state.preferences != USUAL


def test_quiet_hours_say_by_whose_clock(chat: Chat) -> None:
    assert "By the clock of Europe/Berlin" in chat.type("quiet 22:00-08:00")
    chat.type("subscribe fund tz:Tokyo confirm:yes")
    assert "By the clock of Asia/Tokyo" in chat.type("quiet 21:00-08:00")


def test_a_choice_that_stands_already_is_no_change(chat: Chat) -> None:
    chat.type("silent on")
    assert "It was like that already" in chat.type("silent on")
    assert "Undo" not in chat.labels
    assert len(chat.store.journal.changes(chat.address, chat.at)) == 1


def test_a_pause_ends_when_it_is_told_to(chat: Chat) -> None:
    assert "not paused" in chat.type("snooze off")
    chat.type("snooze")
    chat.press("3 days")
    assert "Paused until 4 Mar 2026, 09:00" in chat.type("snooze")
    chat.press("Go on now")
    assert chat.state.preferences.snoozed is None


def test_the_panel_shows_everything_and_leads_to_each_choice(chat: Chat) -> None:
    chat.type("subscribe harbour charter confirm:yes")
    chat.type("settings")
    (pairs,) = (block for block in chat.card.blocks if isinstance(block, Pairs))
    assert {"Hour", "Time zone", "Language", "Quiet hours", "Sound", "Paused"} <= {
        name for name, _ in pairs.rows
    }
    assert chat.card.instead
    for label in ("Hour", "Time zone", "Language", "Quiet hours", "Weekends and holidays", "Sound"):
        chat.type("settings")
        assert "Now: " in chat.press(label)
        assert chat.card.instead
        assert sum(each.endswith("(now)") for each in chat.labels) <= 2
        assert chat.labels[-1] == "Back"
        assert "Settings of this chat" in chat.press("Back")


def test_the_choice_that_is_taken_says_so_in_a_word(chat: Chat) -> None:
    chat.type("settings quiet")
    assert "None (now)" in chat.labels
    chat.press("22:00–08:00")
    chat.type("settings quiet")
    assert {"22:00–08:00 (now)", "Hold (now)"} <= set(chat.labels)
    chat.press("Urgent only")
    assert chat.state.preferences.quiet == Quiet(time(22), time(8), "urgent")


def test_the_panel_sets_hour_and_zone_of_every_subscription(chat: Chat) -> None:
    chat.type("subscribe fund confirm:yes")
    chat.type("subscribe ferries confirm:yes")
    before = chat.state
    chat.type("settings hour")
    assert "Hour: 09:00 → 18:00" in chat.press("18:00")
    chat.press("Undo")
    assert chat.state == before


def test_the_zone_is_found_by_the_time_that_it_is_there(chat: Chat) -> None:
    chat.type("subscribe fund confirm:yes")
    chat.type("zone")
    assert "Sun 09:00 (now)" in chat.labels
    chat.press("Other times")
    chat.press("Sun 16:00")
    assert {"Shanghai", "Singapore", "Perth"} <= set(chat.labels)
    chat.press("Shanghai")
    assert chat.state.subscriptions[0].zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zone 上海", "Asia/Shanghai"),
        ("zone New York", "America/New_York"),
        ("zone 德黑兰", "Asia/Tehran"),
        ("zone europe/kiev", "Europe/Kyiv"),
        ("zone tz:Perth", "Australia/Perth"),
    ],
)
def test_a_zone_is_typed_by_city_in_both_languages(chat: Chat, typed: str, name: str) -> None:
    chat.type("subscribe fund confirm:yes")
    assert "where it is" in chat.type(typed)
    assert chat.state.subscriptions[0].zone == name
    chat.press("Undo")
    assert chat.state.subscriptions[0].zone == "Europe/Berlin"


def test_the_clock_of_one_subscription_can_be_another(chat: Chat) -> None:
    for topic in ("fund", "ferries"):
        chat.type(f"subscribe {topic} confirm:yes")
    first, second = chat.state.subscriptions
    chat.type(f"edit {second.id}")
    chat.press("Time zone")
    chat.press("Sun 10:00")
    assert "Athens" in chat.labels
    assert "Europe/Berlin → Europe/Athens" in chat.press("Athens")
    chat.press("Confirm")
    assert [one.zone for one in chat.state.subscriptions] == ["Europe/Berlin", "Europe/Athens"]
    assert "Which place" not in chat.type(f"zone nowhere for:{first.id}")
    assert chat.commands[0] == f"zone for:{first.id}"


def test_one_date_is_muted_by_its_number_and_heard_again(chat: Chat) -> None:
    chat.type("upcoming")
    assert "15 Mar 2020 Harbour Charter" in chat.type("mute 1")
    (id,) = chat.state.preferences.muted
    assert "already" in chat.type(f"mute {id}")
    assert "Muted in this chat: 1" in chat.type("mute")
    assert "No longer muted" in chat.press("unmute 1")
    assert chat.state.preferences.muted == ()
    chat.press("Undo")
    assert chat.state.preferences.muted == (id,)
    assert "There is no date “nothing”" in chat.type("mute nothing")
    assert "is not among them" in chat.type("unmute nothing")


def test_who_asks_why_may_mute_it_there(chat: Chat) -> None:
    chat.type("subscribe harbour charter confirm:yes")
    chat.type("upcoming")
    chat.press("Why 15 Mar 2026?")
    assert "Muted" in chat.press("Mute")
    chat.type("upcoming")
    chat.press("Why 15 Mar 2026?")
    assert "Unmute" in chat.labels


def test_a_date_or_a_document_is_followed_whatever_the_topics(chat: Chat) -> None:
    assert "Harbour Charter at two" in chat.type("follow charter")
    assert "spending of the dredging fund" in chat.type("follow fund#1.2")
    assert len(chat.state.preferences.followed) == 2
    chat.type("unfollow charter")
    chat.type("unfollow all")
    assert chat.state.preferences.followed == ()
    assert "There is no date" in chat.type("mute charter"), "a whole document is not muted"


CHANGING = (
    "quiet 22-8", "silent on", "snooze 3d", "daysoff after", "language zh", "mute 1", "unmute all",
    "follow charter", "unfollow all", "who anyone", "undo", "edit", "zone", "settings silent:on",
    "settings quiet", "import v1 settings silent:on end", "subscribe fund confirm:yes", "unsubscribe all",
)  # fmt: skip


@pytest.mark.parametrize("typed", CHANGING)
def test_in_a_group_only_its_admins_change_anything(group: Chat, typed: str) -> None:
    assert "Only admins of this group can change what it gets" in group.type(typed)
    assert group.state.preferences == USUAL
    assert "Only admins" not in group.type(typed, admin=True)


def test_who_may_change_things_is_for_admins_to_say(group: Chat) -> None:
    assert "anyone in this chat" in group.type("who anyone", admin=True)
    assert "silent" in group.type("silent on")
    assert group.state.preferences.silent
    for typed in ("who listed", "settings who:admins", "settings listed:7", "undo 1"):
        assert "Only admins" in group.type(typed)
    for typed in ("import confirm:yes v1 settings who:listed listed:7 end", "import confirm:yes v1 end"):
        assert "Only admins" in group.type(typed)
    assert group.state.preferences.who == "anyone"
    assert "names can pass to somebody else" in group.type("who listed @ada", admin=True)
    assert "such as yours: /who listed 7" in group.type("who", admin=True)
    group.type("who listed 8, <@U9|ada>", admin=True)
    assert group.state.preferences.listed == ("8", "U9")
    assert "Only admins" in group.type("silent off")
    group.type("who listed 7", admin=True)
    assert "as usual" in group.type("silent off")


def test_everybody_sees_the_settings_and_only_admins_their_buttons(group: Chat) -> None:
    assert "Settings of this chat" in group.type("settings")
    assert "Quiet hours" not in group.labels
    group.type("settings", admin=True)
    assert {"Quiet hours", "Who may change this"} <= set(group.labels)


@pytest.mark.parametrize("typed", ["language zh", "settings language:zh"])
def test_a_chosen_language_is_spoken_at_once(chat: Chat, typed: str) -> None:
    assert "语言：" in chat.type(typed)
    assert chat.card.language == "zh"
    assert "Language: English" in chat.type("language en")
    assert chat.card.language == "en"
