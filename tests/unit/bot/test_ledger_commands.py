"""What `milestones`, `onthisday` and `why` say of targets, days and months, through the real desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.card import Card, Heading, lines
from bot.command import Defaults
from bot.dispatch import FrontDesk
from briefings.corpus import calendar_document
from briefings.milestones import Reckoning
from briefings.model import Source
from briefings.study import study
from storage.store import Store
from tests.unit.bot.harbour import AT, CHAT, DEFAULTS, desk, filled, put, request
from tests.unit.bot.test_commands import commands, headings
from tests.unit.bot.test_dispatch import words

GOAL = "Northport plans to attract sub-funds of 100 billion yuan by the end of 2025."
FOUND = "Northport has attracted sub-funds of 60 billion yuan."
REFORM = "This year marks the 10th anniversary of Northport's port reform."


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


@pytest.fixture
def answers(store: Store) -> FrontDesk:
    return desk(store)


def read(store: Store, id: str, text: str, on: str) -> None:
    source = Source(f"{id}.txt", "text", id, f"Northport in {id}\n\n{text}\n")
    put(store, *study(source, id=id, reference=date.fromisoformat(on)))


def marked(card: Card) -> bool:
    """Whether every line of the card's lists that tells a date has its sentence."""
    told = [
        line for block in card.blocks for line in lines(block) if "20" in "".join(s.text for s in line.text)
    ]
    return all(line.evidence for line in told if not line.text[0].text.startswith(("No ", "There", "Only")))


def test_the_ledger_lists_states_with_exact_distances_and_marks(answers: FrontDesk) -> None:
    card = answers.answer(request("milestones"))
    assert headings(card)[0] == "1 target or deadline"
    said = words(card)
    assert "30 Jun 2026 (in 121 days) spending of the dredging fund (decided) — silent" in said
    assert "nothing found since 31 Dec 2022" in said
    assert list(card.numbers) == ["fund#1.2"]
    assert "why" in commands(card)[0]
    assert "30 Jun 2026" in words(answers.answer(request(commands(card)[0])))


def test_a_target_moved_by_a_later_figure_cites_both_sentences(answers: FrontDesk, store: Store) -> None:
    read(store, "goals", GOAL, "2023-07-12")
    read(store, "figures", FOUND, "2025-02-01")
    card = answers.answer(request("milestones northport state:partly"))
    assert "partly: 60 billion yuan (written 1 Feb 2025)" in words(card)
    assert list(card.numbers) == ["goals#1.1", "figures#1.1"]
    why = words(answers.answer(request(commands(card)[0])))
    assert "Counted the text gives" in why
    assert "In the ledger" in why
    assert f"Moved by: {FOUND}" in why
    assert "Grade: planned, from “plans to”" in why or "planned, from “plans to”" in why


@pytest.mark.parametrize(
    ("typed", "has"),
    [
        ("milestones state:overdue", "None is overdue now: 1 silent."),
        ("milestones fisheries", "No target or deadline is known on “fisheries”; of anything, 1 silent."),
        ("milestones page:7", "There is no page 7"),
        ("milestones state:broken", "is no state of a target"),
    ],
)
def test_an_empty_ledger_says_what_there_is_instead(answers: FrontDesk, typed: str, has: str) -> None:
    card = answers.answer(request(typed))
    assert has in words(card)
    assert card.actions


def test_a_library_without_anything_still_answers() -> None:
    empty = Store.open("sqlite://")
    answers = desk(empty)
    for typed in ("milestones", "onthisday", "onthisday 29 Feb", "milestones state:due"):
        card = answers.answer(request(typed))
        assert "broke inside" not in words(card)
        assert card.actions
    empty.close()


def test_the_ledger_turns_pages(answers: FrontDesk, store: Store) -> None:
    text = " ".join(f"Rule {n} for pilots is to be issued by {n} May 2027." for n in range(1, 13))
    read(store, "rules", text, "2025-02-01")
    first = answers.answer(request("milestones pilots"))
    more = next(command for command in commands(first) if "page:2" in command)
    second = answers.answer(request(more))
    assert "Rule 12" not in words(first)
    assert "Rule 12" in words(second)
    assert "page:3" not in " ".join(commands(second))


@pytest.mark.parametrize(
    "typed",
    ["15 March", "March 15th", "15 mar", "03-15", "2026-03-15", "3月15日", "2026年3月15日", "１５ March"],
)
def test_a_day_may_be_typed_in_many_ways(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(f"onthisday {typed}"))
    assert headings(card)[0] == "On 15 Mar 2026"
    assert "15 Mar 2026 (in 14 days) 6 years since the Harbour Charter (15 Mar 2020)" in words(card)


@pytest.mark.parametrize(
    "typed",
    ["31 June", "2026-02-29", "0-1", "yesterweek", "15 March 1400", "99月1日", "9" * 400, "15 Marchember"],
)
def test_what_is_no_day_is_refused_with_how_to_type_one(answers: FrontDesk, typed: str) -> None:
    assert "is no day that is told here" in words(answers.answer(request(f"onthisday {typed}")))


def test_a_day_without_anniversaries_gives_the_nearest(answers: FrontDesk) -> None:
    card = answers.answer(request("onthisday 1 July"))
    said = words(card)
    assert "No anniversary falls on 1 Jul 2026. The nearest ones:" in said
    assert "15 Mar 2026 (in 14 days) 6 years" in said
    assert "15 Mar 2027 (in 379 days) 7 years" in said


def test_today_is_today_in_the_chat_s_zone(store: Store, answers: FrontDesk) -> None:
    late = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
    assert headings(answers.answer(request("onthisday", at=late)))[0] == "On 14 Mar 2026"
    store.subscriptions.add(CHAT, ("charter",), time(9), "Asia/Tokyo", None, "en", "7", AT)
    assert headings(answers.answer(request("onthisday", at=late)))[0] == "On 15 Mar 2026"


def test_a_year_stands_apart_and_has_no_day(store: Store, answers: FrontDesk) -> None:
    read(store, "reform", REFORM, "2023-07-12")
    card = answers.answer(request("onthisday 15 March"))
    assert Heading("Remembered in 2026, no day known") in card.blocks
    said = words(card)
    assert "2026 (this year) 13 years since" in said
    assert "(2013)" in said
    coming = words(answers.answer(request("upcoming port reform")))
    assert "2026 (this year) 13 years since" in coming
    assert "in 0 days" not in coming
    why = next(c for c in commands(answers.answer(request("upcoming port reform"))) if c.startswith("why"))
    assert "2013 + 13 years = 2026; no day is known, so the year is told" in words(
        answers.answer(request(why))
    )


def test_many_years_without_a_day_do_not_hide_the_days(store: Store, answers: FrontDesk) -> None:
    names = ("Fish Market", "Salt Museum", "Dyke Board", "Pilot School", "Rope Works", "Tide Tables")
    for number, name in enumerate(names):
        read(store, f"n{number}", f"This year marks the 10th anniversary of the {name}.", "2023-07-12")
    card = answers.answer(request("upcoming days:30"))
    said = words(card)
    assert Heading("This month or year, no day known") in card.blocks
    assert said.index("15 Mar 2026 (in 14 days)") < said.index("2026 (this year)")
    assert said.count("2026 (this year)") == 4
    assert "… and 2 more: /onthisday" in said


def test_a_leap_day_in_a_common_year_is_looked_up_where_it_is_told(store: Store) -> None:
    for march, day in ((False, "28 Feb 2026"), (True, "1 Mar 2026")):
        answers = FrontDesk(store, replace(DEFAULTS, reckoning=Reckoning(march)), lambda: AT)
        assert headings(answers.answer(request("onthisday 29 Feb")))[0] == f"On {day}"


def test_why_shows_rule_and_arithmetic(answers: FrontDesk) -> None:
    listed = answers.answer(request("onthisday 15 March"))
    why = words(answers.answer(request(commands(listed)[0])))
    assert "Counted 15 Mar 2020 + 6 years = 15 Mar 2026 (rule: anniversary)" in why
    assert "15 March 2022 less two years" in why


def test_every_line_of_the_ledger_is_proved(answers: FrontDesk, store: Store) -> None:
    read(store, "goals", GOAL, "2023-07-12")
    for typed in ("milestones", "onthisday 15 March", "upcoming", "milestones state:silent"):
        assert marked(answers.answer(request(typed)))


def test_what_contradicts_the_calendar_is_shown_wherever_the_day_is(store: Store, answers: FrontDesk) -> None:
    put(store, calendar_document())
    sentence = "The Shanghai Pilot Free Trade Zone was established on 20 September 2013."
    read(store, "trade", sentence, "2024-03-01")
    card = answers.answer(request("onthisday 29 Sep"))
    assert "13 years since the Shanghai Pilot Free Trade Zone (29 Sep 2013)" in words(card)
    assert "disputed: a document gives 20 Sep 2013" in words(card)
    assert "trade#1.1" in card.numbers
    assert "No anniversary falls on 20 Sep 2026" in words(answers.answer(request("onthisday 20 Sep")))
    assert "disputed" in words(answers.answer(request("upcoming free trade zone days:365")))
    why = words(answers.answer(request("why calendar-shanghai-ftz@2026-09-29")))
    assert "What contradicts it" in why
    assert "the calendar of known origins gives 29 Sep 2013, which is the date that is told." in why
    own = words(answers.answer(request("why trade#1.1")))
    assert "What contradicts it" in own
    briefing = words(answers.answer(request("brief northport in trade")))
    assert "A document gives 20 Sep 2013" in briefing


def test_the_defaults_say_how_days_are_counted() -> None:
    assert Defaults().reckoning == Reckoning(march=False, first=0)
