"""What `timeline` and `figures` say, through the real desk, on every platform."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from rich.console import Console as Screen

from bot.card import Card, Paragraph, Row, Table, lines, plain
from bot.dispatch import FrontDesk
from bot.platforms.console import render
from bot.platforms.slack.render import payloads as slack
from bot.platforms.telegram.render import payloads as telegram
from briefings.corpus import calendar_document
from briefings.model import Source
from briefings.study import study
from storage.store import Store
from tests.fakes.blocks import problems
from tests.unit.bot.harbour import CHAT, desk, filled, put, request
from tests.unit.bot.test_commands import commands, headings
from tests.unit.bot.test_dispatch import words
from tests.unit.briefings.test_ladders import CHINESE, FUND

HOSTILE = (
    "The @admin harbour\n\nThe <!channel> harbour [bold]fund[/bold] of https://evil.example/x was set up on "
    "3 May 2021 with *5 billion* yuan, i.e. 5 billion yuan for @everyone and /stop. "
    "The harbour fund \x1b[31mred\x1b[0m \u202eneves\u202c holds 7 billion yuan.\n"
)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


@pytest.fixture
def answers(store: Store) -> FrontDesk:
    return desk(store)


def read(store: Store, id: str, text: str, on: str = "2023-07-12") -> None:
    source = Source(f"{id}.txt", "text", id, text)
    put(store, *study(source, id=id, reference=date.fromisoformat(on)))


def stated(card: Card) -> list[str]:
    """The lines of the card's lists and tables."""
    return [
        plain(line.text) for block in card.blocks if not isinstance(block, Paragraph) for line in lines(block)
    ]


def shown(card: Card) -> tuple[str, str, str]:
    """The card as the terminal, Telegram and Slack get it."""
    screen = Screen(file=io.StringIO(), width=100, color_system=None)
    for block in render(card, 100):
        screen.print(block)
    assert isinstance(screen.file, io.StringIO)
    sent = telegram(CHAT, card, lambda command: "~1")
    posted = slack(card, name_for=lambda command: "~1")
    assert [problems(payload) for payload in posted] == [[]] * len(posted)
    return (
        screen.file.getvalue(),
        "".join(one["text"] for one in sent),
        json.dumps(posted, ensure_ascii=False),
    )


# The timeline


def test_a_topic_is_told_in_order_of_time_around_today(answers: FrontDesk, store: Store) -> None:
    read(store, "quay", "The quay\n\nThe harbour quay was opened in 2013. The quay burned on 3 May 2019.\n")
    read(store, "plan", "The quay\n\nThe harbour plans to build a second quay by 30 June 2026.\n")
    said = words(answers.answer(request("timeline quay")))
    marks = ["2013 ", "3 May 2019 ", "— today, 1 Mar 2026 —", "30 Jun 2026 (in 121 days)"]
    places = [said.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "· deadline · planned" in said


def test_every_dated_line_has_its_mark_and_is_explained(answers: FrontDesk) -> None:
    card = answers.answer(request("timeline"))
    assert headings(card)[0] == "2 dated facts of all documents"
    told = [line for block in card.blocks if not isinstance(block, Paragraph) for line in lines(block)]
    assert told
    assert all(line.evidence for line in told)
    assert "15 Mar 2020 Harbour Charter · decided · derived" in words(card)
    why = next(command for command in commands(card) if command.startswith("why "))
    assert "broke" not in words(answers.answer(request(why)))
    assert "30 Jun 2026" in words(answers.answer(request(why)))


def test_a_day_that_is_disputed_says_so_with_both_sentences(answers: FrontDesk, store: Store) -> None:
    put(store, calendar_document())
    read(store, "trade", "The Shanghai Pilot Free Trade Zone was established on 20 September 2013.\n")
    card = answers.answer(request("timeline shanghai pilot free trade zone"))
    line = next(line for line in stated(card) if line.startswith("29 Sep 2013"))
    assert "outside knowledge" in line
    assert "disputed: a document gives 20 Sep 2013" in line
    assert any(ref.startswith("trade#") for ref in card.numbers)


def test_an_anniversary_is_not_told_as_its_origin(answers: FrontDesk, store: Store) -> None:
    read(store, "reform", "This year marks the 10th anniversary of Northport's port reform.\n")
    said = words(answers.answer(request("timeline port reform")))
    assert "2023 tenth anniversary: Northport's port reform" in said


def test_long_timelines_open_where_today_is_and_turn_both_ways(answers: FrontDesk, store: Store) -> None:
    text = " ".join(f"Buoy {n} was laid on {n} May 2{n:03}." for n in range(10, 28))
    later = " ".join(f"Buoy {n} is to be laid by {n} May 2027." for n in range(1, 9))
    read(store, "buoys", f"Buoys of the fairway\n\n{text} {later}\n", "2025-12-01")
    card = answers.answer(request("timeline buoys fairway"))
    assert "— today, 1 Mar 2026 —" in words(card)
    assert "page 2 of 3" in words(card)
    earlier, after = commands(card)[:2]
    assert (earlier, after) == ("timeline buoys fairway page:1", "timeline buoys fairway page:3")
    every = [line for page in (1, 2, 3) for line in stated(answers.answer(request(f"{earlier[:-1]}{page}")))]
    dated = [line for line in every if "Buoy" in line]
    assert len(dated) == 26
    assert "— today" not in words(answers.answer(request(earlier)))
    assert "There is no page 9" in words(answers.answer(request("timeline buoys fairway page:9")))


@pytest.mark.parametrize(
    ("typed", "has", "lacks"),
    [
        ("timeline since:2026", "30 Jun 2026", "15 Mar 2020"),
        ("timeline until:2025", "15 Mar 2020", "30 Jun 2026"),
        ("timeline kind:deadlines", "30 Jun 2026", "15 Mar 2020"),
        ("timeline kind:origin,deadline", "15 Mar 2020", "no such line"),
    ],
)
def test_a_timeline_can_be_narrowed(answers: FrontDesk, typed: str, has: str, lacks: str) -> None:
    said = words(answers.answer(request(typed)))
    assert has in said
    assert lacks not in said


@pytest.mark.parametrize(
    ("typed", "has"),
    [
        ("timeline kind:deadlin", "is no kind of dated fact"),
        ("timeline kind:,", "is no kind of dated fact"),
        ("timeline since:2027 until:2026", "comes after until:2026"),
        ("timeline since:2027", "None of the 2 dated facts is left with: since 1 Jan 2027."),
        ("timeline islands", "No dated fact is known on “islands”."),
        ("timeline page:0", "is not a number from 1"),
    ],
)
def test_an_empty_timeline_says_why_and_what_to_do(answers: FrontDesk, typed: str, has: str) -> None:
    card = answers.answer(request(typed))
    assert has in words(card)
    assert card.actions


def test_a_narrowed_timeline_stays_narrow_when_it_turns(answers: FrontDesk, store: Store) -> None:
    text = " ".join(f"Buoy {n} was laid on {n} May 2019." for n in range(1, 20))
    read(store, "buoys", f"Buoys of the fairway\n\n{text}\n")
    card = answers.answer(request("timeline buoys since:2019 kind:event"))
    assert commands(card)[0] == "timeline buoys since:2019 kind:event page:1"
    assert "since 1 Jan 2019 · only event · page 2 of 2" in words(card)


# The figures


def test_one_paragraph_of_four_amounts_is_a_table_of_four_subjects(answers: FrontDesk, store: Store) -> None:
    read(store, "zone", FUND)
    card = answers.answer(request("figures harbour fund unit:CNY"))
    (table,) = [block for block in card.blocks if isinstance(block, Table)]
    rows = [row for row in table.rows if isinstance(row, Row)]
    assert [plain(row.cells[0]) for row in rows] == [
        "about 100 billion yuan",
        "exceeds 15 billion yuan",
        "5 billion yuan",
        "3.3 billion yuan",
    ]
    assert len({plain(row.cells[1]) for row in rows}) == 4
    assert [plain(row.cells[2]) for row in rows] == ["estimated", "", "decided", ""]
    assert {plain(row.cells[3]) for row in rows} == {"written 12 Jul 2023"}
    assert all(row.evidence for row in rows)
    assert "123" not in words(card)  # 100 + 15 + 5 + 3.3


def test_amounts_are_shown_alike_on_all_three_platforms(answers: FrontDesk, store: Store) -> None:
    read(store, "zone", FUND)
    for said in shown(answers.answer(request("figures harbour fund"))):
        folded = " ".join(said.split())
        assert "about 100 billion yuan" in folded
        assert "exceeds 15 billion yuan" in folded
        assert "sub-fund group" in folded
        assert "[1]" in folded


def test_chinese_amounts_are_found_by_chinese_topics(answers: FrontDesk, store: Store) -> None:
    read(store, "zh", CHINESE)
    for said in shown(answers.answer(request("figures 引领区"))):
        for amount in ("约1000亿元", "超过150亿元", "50亿元", "33亿元", "220平方公里", "11个街镇"):
            assert amount in said
    assert "95平方公里" in words(answers.answer(request("figures 引领区 unit:平方公里")))
    assert "50亿元" in words(answers.answer(request("figures 引领区 unit:元")))


def test_units_have_buttons_and_lead_back(answers: FrontDesk, store: Store) -> None:
    read(store, "zh", CHINESE)
    card = answers.answer(request("figures 引领区"))
    assert "figures 引领区 unit:CNY" in commands(card)
    narrow = answers.answer(request("figures 引领区 unit:CNY"))
    assert "平方公里" not in words(narrow).partition("Sources")[0]
    assert commands(narrow)[0] == "figures 引领区"


def test_a_doubtful_unit_says_so_on_its_line(answers: FrontDesk, store: Store) -> None:
    read(
        store,
        "park",
        "The harbour park\n\nIn Shanghai the harbour park covers a total area of 134.48 acres.\n",
    )
    assert "⚠ doubtful: acres in a Chinese source" in words(answers.answer(request("figures harbour park")))


def test_many_amounts_turn_pages_under_their_bands(answers: FrontDesk, store: Store) -> None:
    text = " ".join(f"Buoy station {n} of the fairway costs {n} million euros." for n in range(10, 40))
    read(store, "buoys", f"Buoys of the fairway\n\n{text}\n")
    first = answers.answer(request("figures buoys fairway unit:EUR"))
    assert commands(first)[0] == "figures buoys fairway unit:EUR page:2"
    assert "page 1 of 3" in words(first)
    second = words(answers.answer(request(commands(first)[0])))
    assert "27 million euros" in second
    assert "39 million euros" not in second
    assert "There is no page 4" in words(answers.answer(request("figures buoys fairway unit:EUR page:4")))


@pytest.mark.parametrize(
    ("typed", "has"),
    [
        ("figures", "Figures on what?"),
        ("figures quantum berths", "No document here is about “quantum berths”"),
        ("figures islands", "tell no amount"),
        ("figures dredging fund unit:fathom", "is no unit of a figure on “dredging fund”"),
        ("figures dredging page:2", "There is no page 2"),
    ],
)
def test_no_figures_is_never_the_end(answers: FrontDesk, typed: str, has: str) -> None:
    card = answers.answer(request(typed))
    assert has in words(card)
    assert card.actions
    for command in commands(card):
        assert "broke inside" not in words(answers.answer(request(command)))


def test_an_empty_library_has_an_answer_for_both() -> None:
    empty = Store.open("sqlite://")
    answers = desk(empty)
    for typed in ("timeline", "timeline fund", "figures", "figures fund"):
        card = answers.answer(request(typed))
        assert "broke inside" not in words(card)
        assert card.actions
    empty.close()


def test_what_left_the_library_leaves_the_table_with_it(answers: FrontDesk, store: Store) -> None:
    from bot.proof import proved

    read(store, "zone", FUND)
    card = answers.answer(request("figures harbour fund unit:CNY"))
    shorter = FUND.partition(" According")[0] + "\n"
    read(store, "zone", shorter)
    left = proved(card, store)
    assert "100 billion" not in words(left)
    assert "exceeds 15 billion yuan" in words(left)
    assert "1 line was left out" in words(left)


def test_words_of_documents_stay_words_on_every_platform(answers: FrontDesk, store: Store) -> None:
    read(store, "evil", HOSTILE)
    for typed in ("figures harbour fund", "timeline harbour fund"):
        screen, chat, posted = shown(answers.answer(request(typed)))
        assert "\x1b" not in screen + chat + posted
        assert "\u202e" not in screen + chat + posted
        assert "@everyone" not in chat + posted
        assert "<!channel" not in posted
        assert "https://" not in posted
