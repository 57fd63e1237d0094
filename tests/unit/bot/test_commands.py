"""What each command says, on a small library made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.card import Card, Heading, Notice, Quote, Sources, lines, plain
from bot.dispatch import FrontDesk
from storage.store import Store
from tests.unit.bot.harbour import CHAT, OTHER, charter, desk, filled, fund, put, request
from tests.unit.bot.test_dispatch import words


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


@pytest.fixture
def answers(store: Store) -> FrontDesk:
    return desk(store)


def headings(card: Card) -> list[str]:
    return [block.text for block in card.blocks if isinstance(block, Heading)]


def commands(card: Card) -> list[str]:
    return [action.command for action in card.actions]


def test_the_welcome_is_short_and_offers_three_things(answers: FrontDesk) -> None:
    card = answers.answer(request("start"))
    assert len(words(card).split()) + sum(len(action.label.split()) for action in card.actions) <= 60
    assert commands(card) == ["brief", "subscribe", "help"]
    assert "until you subscribe" in words(card)


def test_help_shows_what_you_may_do_here(answers: FrontDesk) -> None:
    mine = words(answers.answer(request("help")))
    assert "/subscribe topic" in mine
    theirs = words(answers.answer(request("help", chat="group")))
    assert "/subscribe topic" not in theirs
    assert "Only admins of this chat can change what it gets" in theirs
    assert "/subscribe topic" in words(answers.answer(request("help", chat="group", admin=True)))


def test_help_is_typed_as_the_platform_types(answers: FrontDesk) -> None:
    from dataclasses import replace

    from briefings.model import Address

    asked = request("help search")
    slack = replace(asked, address=Address("slack", "C1", "T1"))
    assert "It is typed /search words" in words(answers.answer(asked))
    assert "It is typed /brief search words" in words(answers.answer(slack))
    assert "Did you mean search" in words(answers.answer(request("help serach")))


def test_a_briefing_has_its_sections_marks_and_warning(answers: FrontDesk) -> None:
    card = answers.answer(request("brief harbour charter"))
    assert headings(card)[0] == "Harbour Charter · as of mid-March 2022"
    assert {"Dates", "What comes next"} <= set(headings(card))
    said = words(card)
    assert "15 Mar 2020 Harbour Charter · derived" in said
    assert "15 Mar 2026 (in 14 days) 6 years since the Harbour Charter (15 Mar 2020)" in said
    assert "The page header says 2 May 2024; the text was written 10–14 Mar 2022." in said
    listed = [block for block in card.blocks if isinstance(block, Sources)]
    assert [ref for ref, _ in listed[0].entries] == list(card.numbers)
    assert all(title for _, title in listed[0].entries)


def test_a_briefing_without_a_topic_takes_the_newest_theme(answers: FrontDesk) -> None:
    assert headings(answers.answer(request("brief")))[0] == "The dredging fund · as of 2022"


def test_words_without_a_verb_are_briefed(answers: FrontDesk) -> None:
    assert headings(answers.answer(request("/brief harbour charter"))) == headings(
        answers.answer(request("harbour charter"))
    )


def test_a_topic_that_nothing_is_about_gets_the_nearest_and_the_newest(answers: FrontDesk) -> None:
    card = answers.answer(request("brief orbital tax haven berths"))
    said = words(card)
    assert "No document here is about “orbital tax haven berths”" in said
    assert "cheaper berths" in said
    assert "The newest documents" in headings(card)
    assert "brief" in commands(card)


def test_an_empty_library_says_what_to_do() -> None:
    store = Store.open("sqlite://")
    answers = desk(store)
    for typed in ("brief", "latest", "upcoming", "search fund", "subs", "source", "why", "subscribe fund"):
        card = answers.answer(request(typed))
        assert "broke inside" not in words(card)
        assert card.actions
    assert "milepost ingest" in words(answers.answer(request("brief")))
    store.close()


def test_latest_shows_content_date_header_verdict_and_age(answers: FrontDesk) -> None:
    said = words(answers.answer(request("latest")))
    assert "3 documents in all" in said
    assert "written 10–14 Mar 2022, 1,448 to 1,452 days ago, header 2 May 2024 rejected · charter" in said
    assert "Ferries to the islands — time unknown" in said
    assert "There is no page 9" in words(answers.answer(request("latest page:9")))


def test_search_ranks_sentences_and_marks_them(answers: FrontDesk) -> None:
    card = answers.answer(request("search dredging euros"))
    first = lines(card.blocks[1])[0]
    assert plain(first.text).startswith("The port set up a dredging fund of 2 billion euros.")
    assert [evidence.ref for evidence in first.evidence] == ["fund#1.1"]


@pytest.mark.parametrize(
    ("typed", "has", "lacks"),
    [
        ("search charter +fees", "its own fees", "12 rules"),
        ("search charter -fees", "12 rules", "its own fees"),
        ('search charter "adopted 12 rules"', "12 rules", "its own fees"),
        ("search port since:2022-12", "dredging", "Charter"),
        ("search port until:2022-03", "Charter", "no such line"),
    ],
)
def test_search_can_be_narrowed(answers: FrontDesk, typed: str, has: str, lacks: str) -> None:
    said = words(answers.answer(request(typed))).partition("\n")[2]
    assert has in said
    assert lacks not in said


def test_a_search_without_hits_offers_a_wider_one(answers: FrontDesk) -> None:
    card = answers.answer(request("search charter since:2030"))
    assert "No sentence here tells of “charter”" in words(card)
    assert commands(card)[0] == "search charter"
    assert "no date that exists" in words(answers.answer(request("search charter since:2023-02-30")))


def test_a_search_for_nothing_asks_what_for(answers: FrontDesk) -> None:
    assert "What shall I look for?" in words(answers.answer(request("search")))


def test_more_results_follow_on_the_next_page(store: Store, answers: FrontDesk) -> None:
    from tests.unit.bot.harbour import paper

    put(store, paper("long", "Long", [f"Buoy number {n} marks the fairway." for n in range(20)]))
    card = answers.answer(request("search buoy fairway"))
    assert commands(card)[-1] == "search buoy fairway page:2"
    second = answers.answer(request(commands(card)[-1]))
    assert not set(card.numbers) & set(second.numbers)


def test_a_source_is_shown_in_context_with_its_particulars(answers: FrontDesk) -> None:
    card = answers.answer(request("source charter#1.2"))
    quote = next(block for block in card.blocks if isinstance(block, Quote))
    assert quote.text == "The Harbour Charter gives the port council the right to set its own fees."
    assert quote.before.startswith("15 March this year")
    assert quote.after.startswith("The port council adopted")
    said = words(card)
    for part in (
        "Summary by the port's readers",
        "Port gazette",
        "10–14 Mar 2022",
        "2 May 2024 — rejected",
        "charter#1.2",
    ):
        assert part in said
    assert "1,448 to 1,452 days ago" in said


def test_a_document_can_be_a_source(answers: FrontDesk) -> None:
    assert "15 March this year" in words(answers.answer(request("source charter")))


@pytest.mark.parametrize("typed", ["source charter#9.9", "source no-such-paper", "source #", "source 0"])
def test_a_source_that_is_none_gets_a_way_on(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(typed))
    assert any(isinstance(block, Notice) for block in card.blocks) or "Which source?" in words(card)
    assert card.actions


def test_a_mark_beyond_the_last_reply_is_told_so(answers: FrontDesk) -> None:
    answers.answer(request("search dredging"))
    assert "marks from 1 to" in words(answers.answer(request("source 42")))


def test_the_sources_of_a_reply_keep_its_numbers(answers: FrontDesk) -> None:
    before = answers.answer(request("brief harbour charter")).numbers
    assert answers.answer(request("source")).numbers == before


def test_upcoming_counts_days_exactly(answers: FrontDesk) -> None:
    card = answers.answer(request("upcoming days:200"))
    said = words(card)
    assert "Next 200 days" in said
    assert "15 Mar 2026 (in 14 days)" in said
    assert "30 Jun 2026 (in 121 days)" in said
    assert commands(card)[0].startswith("why ")


def test_upcoming_is_never_empty(answers: FrontDesk) -> None:
    said = words(answers.answer(request("upcoming days:3")))
    assert "Nothing in the next 3 days. The next one:" in said
    assert "15 Mar 2026 (in 14 days)" in said
    said = words(answers.answer(request("upcoming lighthouse")))
    assert "No date ahead is known on “lighthouse”" in said
    assert "15 Mar 2026" in said


def test_upcoming_keeps_to_its_topic(answers: FrontDesk) -> None:
    said = words(answers.answer(request("upcoming dredging days:365")))
    assert "30 Jun 2026" in said
    assert "Harbour Charter" not in said


def test_why_explains_a_day_that_was_earned(answers: FrontDesk) -> None:
    why = commands(answers.answer(request("upcoming")))[0]
    assert why.endswith("@2026-03-15")
    card = answers.answer(request(why))
    said = words(card)
    for part in (
        "Why 15 Mar 2020: Harbour Charter",
        "6 years since the Harbour Charter",
        "Derivation 15 March 2022 less two years",
        "15 March this year marks the second anniversary of the Harbour Charter.",
        "“second anniversary”",
        "derived from the text",
        "decided",
        "(anniversary of a known origin; strong)",
        "2 May 2024 — rejected: the text is older",
    ):
        assert part in said


def test_why_explains_a_sentence_a_document_and_a_mark(answers: FrontDesk) -> None:
    assert "Why 30 Jun 2026" in words(answers.answer(request("why fund#1.2")))
    assert "What speaks for it" in words(answers.answer(request("why charter#1.2")))
    assert "When “Ferries to the islands” was written" in words(answers.answer(request("why ferries")))
    answers.answer(request("search dredging spent June"))
    assert "Why 30 Jun 2026" in words(answers.answer(request("why 1")))


@pytest.mark.parametrize(
    "typed", ["why nothing", "why x@2026-99-99", "why 0", "why charter#7.7", "why a@b@c"]
)
def test_why_not(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(typed))
    assert "There is no date, sentence or document" in words(card)
    assert "upcoming" in commands(card)


def test_subscribing_shows_first_and_stores_on_confirmation(answers: FrontDesk, store: Store) -> None:
    card = answers.answer(request("subscribe harbour charter at:08:30 tz:europe/berlin leads:7d,0d"))
    said = words(card)
    assert "4 messages in the last 12 months." in said
    assert "8 Mar 2026 (in 7 days) 6 years since the Harbour Charter (15 Mar 2020), 7 days ahead" in said
    assert store.subscriptions.of(CHAT) == ()
    confirm, cancel = commands(card)
    assert "Nothing was changed" in words(answers.answer(request(cancel)))
    assert store.subscriptions.of(CHAT) == ()
    done = answers.answer(request(confirm))
    held = store.subscriptions.of(CHAT)
    assert [(s.topics, f"{s.hour:%H:%M}", s.zone, s.leads) for s in held] == [
        (("harbour charter",), "08:30", "Europe/Berlin", (7, 0))
    ]
    assert "next message 8 Mar 2026, in 7 days" in words(done)
    assert store.subscriptions.of(OTHER) == ()
    answers.answer(request(commands(done)[0]))
    assert store.subscriptions.of(CHAT) == ()


def test_subscribing_again_changes_only_what_is_said_and_can_be_undone(
    answers: FrontDesk, store: Store
) -> None:
    answers.answer(request("subscribe dredging at:07:00 leads:0d confirm:yes"))
    done = answers.answer(request("subscribe Dredging tz:Asia/Tokyo confirm:yes"))
    (held,) = store.subscriptions.of(CHAT)
    assert (f"{held.hour:%H:%M}", held.zone, held.leads) == ("07:00", "Asia/Tokyo", (0,))
    answers.answer(request(commands(done)[0]))
    (held,) = store.subscriptions.of(CHAT)
    assert held.zone == "Europe/Berlin"


def test_topics_are_parted_by_commas_and_phrases(answers: FrontDesk, store: Store) -> None:
    answers.answer(request('subscribe harbour charter, dredging "ferries" confirm:yes'))
    assert [one.topics for one in store.subscriptions.of(CHAT)] == [
        ("harbour charter", "dredging", "ferries")
    ]


def test_no_topic_is_everything_and_says_so(answers: FrontDesk, store: Store) -> None:
    card = answers.answer(request("subscribe"))
    assert "every date that the library knows" in words(card)
    answers.answer(request(commands(card)[0]))
    assert [one.topics for one in store.subscriptions.of(CHAT)] == [()]


@pytest.mark.parametrize(
    "typed",
    [
        "subscribe 🎉",
        "subscribe the",
        "subscribe fund -the",
        "subscribe fund kind:banana",
        "subscribe " + "x" * 101,
        "subscribe fund confirm:maybe",
        "subscribe " + ", ".join(f"topic {n}" for n in range(11)) + " confirm:yes",
    ],
)
def test_a_subscription_that_cannot_be_meant_is_refused(answers: FrontDesk, store: Store, typed: str) -> None:
    assert "Nothing was done" in words(answers.answer(request(typed)))
    assert store.subscriptions.of(CHAT) == ()


def test_a_bad_zone_comes_with_a_button_that_puts_it_right(answers: FrontDesk) -> None:
    card = answers.answer(request("subscribe fund tz:GMT+8 at:10:00"))
    assert commands(card)[0] == "subscribe fund tz:Asia/Shanghai at:10:00"
    assert "10:00 Asia/Shanghai" in words(answers.answer(request(commands(card)[0])))


def test_a_topic_without_dates_is_told_so_before_it_is_confirmed(answers: FrontDesk) -> None:
    said = words(answers.answer(request("subscribe lighthouse")))
    assert "0 messages in the last 12 months" in said
    assert "No date ahead is known for this now" in said


def test_stopping_carries_its_undo(answers: FrontDesk, store: Store) -> None:
    answers.answer(request("subscribe fund at:06:15 confirm:yes"))
    before = store.subscriptions.of(CHAT)[0]
    card = answers.answer(request("unsubscribe"))
    assert store.subscriptions.of(CHAT) == ()
    answers.answer(request(commands(card)[0]))
    after = store.subscriptions.of(CHAT)[0]
    assert (after.topics, after.hour, after.zone, after.leads) == (
        before.topics,
        before.hour,
        before.zone,
        before.leads,
    )


def test_of_several_one_is_named(answers: FrontDesk, store: Store) -> None:
    for topic in ("fund", "ferries", "harbour charter"):
        answers.answer(request(f"subscribe {topic} confirm:yes"))
    card = answers.answer(request("unsubscribe"))
    assert "Which of them?" in words(card)
    assert len(store.subscriptions.of(CHAT)) == 3
    answers.answer(request(commands(card)[0]))
    answers.answer(request("unsubscribe Harbour Charter"))
    assert [one.topics for one in store.subscriptions.of(CHAT)] == [("ferries",)]
    assert "has no subscription “99”" in words(answers.answer(request("unsubscribe 99")))
    answers.answer(request("unsubscribe all"))
    assert "not subscribed to anything" in words(answers.answer(request("unsubscribe all")))


def test_no_chat_stops_another(answers: FrontDesk, store: Store) -> None:
    answers.answer(request("subscribe fund confirm:yes"))
    answers.answer(request("subscribe ferries confirm:yes", OTHER))
    theirs = store.subscriptions.of(CHAT)[0].id
    answers.answer(request(f"unsubscribe {theirs}", OTHER))
    assert store.subscriptions.of(CHAT)


def test_subs_lists_ids_hours_zones_and_what_comes_next(answers: FrontDesk, store: Store) -> None:
    assert "not subscribed to anything" in words(answers.answer(request("subs")))
    answers.answer(request("subscribe harbour charter at:09:00 confirm:yes"))
    held = store.subscriptions.of(CHAT)[0]
    said = words(answers.answer(request("subs")))
    assert f"#{held.id} harbour charter — 09:00 Europe/Berlin, 30, 7 and 0 days" not in said
    assert f"#{held.id} harbour charter — 09:00 Europe/Berlin, 30 and 7 days ahead and on the day" in said
    assert "next message 8 Mar 2026, in 7 days" in said


def test_today_is_the_installations_day_not_greenwich(store: Store) -> None:
    late = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    assert "15 Mar 2026 (today)" in words(desk(store).answer(request("upcoming", at=late)))


def test_a_fact_of_the_calendar_says_that_it_is_outside_knowledge() -> None:
    from briefings.corpus import calendar_document

    store = Store.open("sqlite://")
    put(store, calendar_document(), charter(), fund())
    answers = desk(store)
    card = answers.answer(request("upcoming days:366"))
    outside = [
        plain(line.text)
        for block in card.blocks
        for line in lines(block)
        if any(evidence.ref.startswith("calendar#") for evidence in line.evidence)
    ]
    assert outside
    assert all("outside knowledge" in line for line in outside)
    why = next(command for command in commands(card) if command.startswith("why"))
    assert "outside knowledge" in words(answers.answer(request(why))) or "derived" in words(
        answers.answer(request(why))
    )
    store.close()


def test_ask_gives_the_value_and_the_sentence_that_says_it(answers: FrontDesk) -> None:
    card = answers.answer(request("ask how large is the dredging fund?"))
    assert "2 billion euros" in words(card)
    assert "The port set up a dredging fund of 2 billion euros." in words(card)
    assert "source" in commands(card)
    assert any(isinstance(block, Sources) for block in card.blocks)


def test_ask_refuses_by_the_missing_words_and_calls_what_is_near_related(answers: FrontDesk) -> None:
    card = answers.answer(request("ask when did the Zanzibar lighthouse burn down?"))
    assert "No sentence here answers" in words(card)
    assert "Zanzibar" in words(card)
    assert [block for block in card.blocks if isinstance(block, Notice)]
    assert "Related, but no answer" in headings(card) or not card.numbers


def test_ask_without_a_question_asks_back(answers: FrontDesk) -> None:
    assert "ask how large is the industrial fund?" in words(answers.answer(request("ask")))


def test_ask_says_nothing_that_no_cited_sentence_holds(answers: FrontDesk) -> None:
    import re

    asked = ("how much may the fund draw?", "when is the fund to be spent", "who sets the fees", "费用多少")
    for query in asked:
        card = answers.answer(request(f"ask {query}"))
        told = [line for block in card.blocks for line in lines(block) if line.evidence]
        for line in told:
            passages = [answers._store.library.passage(each.ref) for each in line.evidence]
            held = " ".join(f"{found[0].title} {found[1].text}" for found in passages if found)
            assert set(re.findall(r"\d+|[A-Z]\w+", plain(line.text))) <= set(re.findall(r"\w+", held))
