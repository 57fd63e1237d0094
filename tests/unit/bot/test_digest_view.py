"""What a digest says: exact days, where they come from, and what the message itself is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.card import Card, cited, lines, plain
from bot.views.digest import digest
from briefings.digests import plan
from briefings.judging import cases
from briefings.model import Basis, Delivery, Entry, Grade, Kind
from briefings.standing import standings
from tests.made import BASE, amount, at, between, curated, during, entries, fact, on, opinions, subscription

DAY = date(2026, 7, 15)


def delivery(known: tuple[Entry, ...], day: str = "2026-07-15") -> Delivery:
    (owed,) = plan(at(f"{day}T12:00+08:00"), [subscription(topics=())], known)
    return Delivery(owed, "pending")


def texts(card: Card) -> list[str]:
    return [plain(line.text) for block in card.blocks for line in lines(block)]


def test_the_day_itself_says_today_with_number_and_base() -> None:
    card = digest(delivery(opinions()), DAY)
    assert texts(card) == [
        "Today: 5 years since the Leading Zone Opinions (15 Jul 2021)",
        "Fifth anniversary, base 15 Jul 2021 · derived from the text",
    ]
    assert card.summary == texts(card)[0]
    assert not card.private


def test_every_line_about_a_thing_is_proved() -> None:
    card = digest(delivery(opinions()), DAY)
    assert all(line.evidence for block in card.blocks for line in lines(block))
    assert {each.ref for each in cited(card)} == {"paper#1.1"}


@pytest.mark.parametrize(
    ("on_", "said"),
    [
        (date(2026, 7, 8), "In 7 days (15 Jul 2026): "),
        (date(2026, 7, 14), "In 1 day (15 Jul 2026): "),
        (date(2026, 7, 15), "Today: "),
        (date(2026, 7, 16), "1 day ago (15 Jul 2026): "),
    ],
)
def test_days_are_counted_exactly_from_the_chat_s_own_day(on_: date, said: str) -> None:
    assert texts(digest(delivery(opinions()), on_))[0].startswith(said)


def test_a_day_from_the_calendar_is_called_outside_knowledge_and_the_text_s_year_is_told() -> None:
    known = entries(
        curated("opening", on(date(2013, 9, 29), Basis.OUTSIDE), "Shanghai Pilot Free Trade Zone"),
        fact("Shanghai Pilot Free Trade Zone", during(2013)),
    )
    said = texts(digest(delivery(known, "2026-09-29"), date(2026, 9, 29)))
    assert said[1] == "13th anniversary, base 29 Sep 2013 · outside knowledge"
    assert said[2] == "The documents give 2013 and no day"


def test_a_target_known_to_the_month_has_no_day() -> None:
    figure = amount("100 billion yuan", 1e11, "about", "sub-funds")
    when = between(date(2023, 7, 1), date(2026, 7, 31), "2023-07/2026-07")
    target = fact("", when, kind=Kind.TARGET, grade=Grade.ESTIMATED, figures=[figure], id="t")
    known = (*opinions(), *entries(target))
    card = digest(delivery(known), DAY)
    said = texts(card)
    due = "Due this month: about 100 billion yuan of sub-funds (estimated) · derived from the text"
    assert due in said
    assert not any("31 Jul" in line for line in said)
    late = texts(digest(delivery(known, "2026-07-31"), date(2026, 8, 2)))
    assert late[0] == due.replace("this month", "Jul 2026")


def test_a_deadline_counts_its_days() -> None:
    known = entries(fact("comments on the draft", on(date(2026, 8, 14)), kind=Kind.DEADLINE))
    (line,) = texts(digest(delivery(known), DAY))
    assert line == "Deadline in 30 days (14 Aug 2026): comments on the draft (decided)"


def test_a_year_is_announced_without_a_day() -> None:
    known = entries(fact("port reform", during(2013)))
    said = texts(digest(delivery(known, "2026-01-01"), date(2026, 1, 1)))
    assert said == [
        "This year: 13 years since port reform (2013)",
        "13th anniversary, base 2013, no day known · derived from the text",
    ]
    late = texts(digest(delivery(known, "2026-01-01"), date(2027, 1, 2)))
    assert late[0] == "2026: 13 years since port reform (2013)"


def test_a_day_mark_is_no_anniversary() -> None:
    said = texts(digest(delivery(opinions(), "2024-04-10"), date(2024, 4, 10)))
    assert said == [
        "Today: 1,000 days since the Leading Zone Opinions (15 Jul 2021)",
        "Base 15 Jul 2021 · derived from the text",
    ]


def target(day: date, what: str = "leading zone fund grows") -> Entry:
    (found,) = entries(fact(what, on(day), kind=Kind.TARGET, grade=Grade.PLANNED, id=what))
    return found


def test_a_check_in_of_the_topic_stands_below_its_anniversary_with_where_it_stands() -> None:
    near = target(date(2026, 7, 18), "leading zone opinions in force")
    known = (*opinions(), near)
    ledger = standings(cases(known, {}, ()), DAY)
    card = digest(delivery(known), DAY, ledger=ledger)
    assert texts(card) == [
        "Today: 5 years since the Leading Zone Opinions (15 Jul 2021)",
        "Fifth anniversary, base 15 Jul 2021 · derived from the text",
        "Due in 3 days (18 Jul 2026): leading zone opinions in force (planned) · nothing found since",
    ]


def test_what_was_set_out_on_the_topic_is_told_on_the_day_only() -> None:
    far = target(date(2030, 7, 18), "leading zone opinions in force")
    known = (*opinions(), far)
    ledger = standings(cases(known, {}, ()), DAY)
    last = texts(digest(delivery(known), DAY, ledger=ledger))[-1]
    assert last == "Set out: leading zone opinions in force, due 18 Jul 2030 (planned) · due"
    ahead = texts(digest(delivery(known, "2026-07-08"), date(2026, 7, 8), ledger=ledger))
    assert not any("Set out" in line for line in ahead)


def test_late_repeat_and_stale_are_said() -> None:
    sent = delivery(opinions())
    sent = replace(sent, repeat=True, digest=replace(sent.digest, late=2, stale=2))
    said = texts(digest(sent, date(2026, 7, 17)))
    assert "2 days late: Milepost was not running." in said
    assert "2 earlier notices dropped: overtaken by what is said here." in said
    assert any(line.startswith("May be a repeat") for line in said)


def test_it_ends_with_why_change_and_stop() -> None:
    card = digest(delivery(opinions()), DAY)
    ref = f"paper-Leading-Zone-Opinions-{BASE}@2026-07-15"
    assert [(a.label, a.command) for a in card.actions] == [
        ("Why", f"why {ref}"),
        ("Change", "subs"),
        ("Stop", "unsubscribe"),
    ]
    (owed,) = plan(at("2026-07-15T12:00+08:00"), [subscription()], opinions())
    assert digest(Delivery(owed, "pending"), DAY).actions[2].command == "unsubscribe leading zone"
