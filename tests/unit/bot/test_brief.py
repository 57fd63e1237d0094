"""`brief`: on a topic or a document, short or full, English or Chinese, the same whatever came in first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations
from time import perf_counter

import pytest

from bot.card import Bullets, Card, Heading, Notice, Sources, lines, plain
from bot.dispatch import FrontDesk
from briefings.compose import FULL, SHORT, compose
from briefings.deeds import deeds
from briefings.model import Document, Grade
from briefings.reading import read
from briefings.study import study
from briefings.themes import theme
from storage.store import Store
from tests.shared import shared
from tests.unit.bot.harbour import AT, charter, desk, ferries, filled, fund, paper, put, request

TODAY = date(2026, 3, 1)
CHINESE = """海门新区第二码头获批

2022年3月14日　来源：海门日报

海门新区管委会3月12日批准建设第二码头，总投资48亿元。

第二码头的引航员培训办法已于3月1日起施行，海门新区对外籍货轮减免靠泊费30%。

去年，海门新区港口吞吐量达到620万标准箱，同比增长8.4%。

海门新区计划在2025年底前建成铁路专线，力争铁路运量占比提高到35%。

“海风很大。”一位市民说。
"""


@pytest.fixture
def store() -> Iterator[Store]:
    held = filled()
    yield held
    held.close()


@pytest.fixture
def answers(store: Store) -> FrontDesk:
    return desk(store)


def studied(text: str, name: str) -> Document:
    (source,) = read(f"{name}.txt", text.encode())
    assert not isinstance(source, Exception)
    return study(source, id=name)[0]


def heading(card: Card) -> str:
    return next(block.text for block in card.blocks if isinstance(block, Heading))


def told(card: Card) -> list[str]:
    return [
        plain(line.text)
        for block in card.blocks
        if isinstance(block, Bullets | Notice)
        for line in lines(block)
    ]


def cited(card: Card) -> set[str]:
    return {ref.rpartition("#")[0] for ref in card.numbers}


@pytest.mark.parametrize("typed", ["charter", "The Harbour Charter at two", "the harbour CHARTER at two"])
def test_a_document_is_briefed_by_its_id_and_by_its_title(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(f"brief {typed}"))
    assert heading(card) == "The Harbour Charter at two · as of mid-March 2022"
    assert cited(card) == {"charter"}
    assert any("adopted 12 rules" in line for line in told(card))


def test_words_that_are_an_id_are_a_topic_in_quotation_marks(answers: FrontDesk) -> None:
    assert heading(answers.answer(request("brief fund"))).startswith("The dredging fund")
    card = answers.answer(request("brief fund"))
    wider = next(action.command for action in card.actions if '"' in action.command)
    assert heading(answers.answer(request(wider))).startswith("fund")


def test_a_short_title_that_names_a_topic_does_not_hide_the_other_documents() -> None:
    held = Store.open("sqlite://")
    one = paper("n1", "Harbour Zone", ("The Harbour Zone has eleven quays and a fence.",))
    two = paper("n2", "Fees of the Harbour Zone", ("The Harbour Zone raised its fees by a tenth.",))
    put(held, one, two)
    assert cited(desk(held).answer(request("brief harbour zone"))) == {"n1", "n2"}
    held.close()


@pytest.mark.parametrize("typed", ["harbour charter", "charter", "dredging fund", "", "ferries"])
def test_a_short_briefing_has_five_lines_at_most(answers: FrontDesk, typed: str) -> None:
    short = told(answers.answer(request(f"brief {typed} len:short")))
    assert 1 <= len(short) <= 5


def test_a_short_briefing_still_warns_of_everything(answers: FrontDesk) -> None:
    long = [
        line
        for line in told(answers.answer(request("brief charter")))
        if "header" in line or "newest" in line
    ]
    (warning,) = [
        line for line in told(answers.answer(request("brief charter len:short"))) if "header" in line
    ]
    assert len(long) == 2
    assert all(line in warning for line in long)


def test_a_full_briefing_tells_more_themes_and_more_of_each_section() -> None:
    sentences = [
        f"The council approved rule {n} on {what} for {n + 2} million euros."
        for n, what in enumerate(
            ("quays", "fees", "pilots", "ferries", "cranes", "gulls", "tugs", "buoys", "locks")
        )
    ]
    document = studied("Rules of the port\n\n" + "\n\n".join(sentences), "rules")
    short, full = (compose("port", (document,), (), TODAY, extent=extent) for extent in (SHORT, FULL))
    assert len(short.points) + len(short.measures) <= 3
    assert len(full.points) > 4
    assert len(full.points) + len(full.measures) == len(sentences)


@pytest.mark.parametrize("value", ["long", "7", "sh0rt", "FULL?"])
def test_a_length_that_is_none_is_answered_with_those_there_are(answers: FrontDesk, value: str) -> None:
    card = answers.answer(request(f"brief charter len:{value}"))
    said = " ".join(plain(line.text) for block in card.blocks for line in lines(block))
    assert "len:short or len:full" in said


def test_the_order_in_which_files_came_in_changes_nothing() -> None:
    twins = [
        paper(
            f"p{n}", f"Part {n}", (f"The Harbour Zone opened quay {n}.", f"Quay {n} took {n} weeks to build.")
        )
        for n in range(3)
    ]
    cards = set()
    for order in permutations([*twins, charter(), fund()]):
        held = Store.open("sqlite://")
        put(held, *order)
        answers = desk(held)
        cards.add(
            tuple(repr(answers.answer(request(f"brief {t}"))) for t in ("harbour zone", "", "p1 len:full"))
        )
        held.close()
    assert len(cards) == 1


def test_chinese_documents_are_briefed_with_measures_figures_and_grades() -> None:
    value = compose("第二码头", (studied(CHINESE, "haimen"),), (), TODAY)
    said = [line.text for line in (*value.points, *value.measures, *value.figures)]
    assert "第二码头" in value.points[0].text
    assert not any("海风" in line for line in said[:4])
    assert {
        measure.grade
        for measure in compose("", (studied(CHINESE, "haimen"),), (), TODAY, extent=SHORT).measures
    }
    assert all(measure.grade in set(Grade) for measure in value.measures)
    assert any("48亿元" in line for line in said)


def test_chinese_documents_share_a_theme() -> None:
    other = studied(CHINESE.replace("第二码头获批", "修建铁路").replace("第二码头", "北站"), "rail")
    assert theme((studied(CHINESE, "haimen"), other)) == "海门新区"


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("市政府印发新的管理办法，自7月1日起施行。", True),
        ("新区拟在三年内建设两个码头。", True),
        ("《关于批准设立基金的办法》读起来很长。", False),
        ("今年是公司成立十周年。", False),
        ("会场外下着小雨。", False),
        ("The council adopted rules for pilots.", True),
        ("“Rules that matter” is the name of a play.", False),
        ("The anniversary of the launch is near.", False),
    ],
)
def test_a_measure_is_told_by_its_deed_and_not_by_the_name_of_a_paper(text: str, yes: bool) -> None:
    assert bool(deeds(text)) is yes


def test_six_documents_are_briefed_in_a_twentieth_of_a_second() -> None:
    def text(n: int) -> str:
        lines = [
            f"In March the council of town {n} approved plan {k} for {k + 3} million euros, {k + 9} berths."
            for k in range(25)
        ]
        return f"Plans of town {n}\n\n" + "\n\n".join(lines)

    documents = [studied(text(n), f"town{n}") for n in range(6)]
    compose("plan", documents, (), TODAY)
    taken = []
    for _ in range(5):
        started = perf_counter()
        compose("plan", documents, (), TODAY)
        taken.append(perf_counter() - started)
    assert min(taken) < 0.05


HOSTILE = (
    "len:short", "len:", "len:short len:full", '"" len:full', "*bold* _x_ <b>", "brief brief", "' OR 1=1 --",
    "\u202eharbour", "港" * 400, "a" * 9000, "#", "charter#1.1", "../../etc/passwd", "\x00", "🙂",
    "calendar", "{}", "%s%n", "len:short" * 50,
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_asked_for_gets_an_answer(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(f"brief {typed}"))
    said = " ".join(plain(line.text) for block in card.blocks for line in lines(block))
    assert "broke inside" not in said
    assert card.blocks
    assert card.actions


def test_words_of_documents_stay_words(answers: FrontDesk) -> None:
    said = " ".join(told(answers.answer(request("brief ferries"))))
    assert "<!channel>" in said
    assert "[bold]without[/bold] *stars*" in said
    assert ferries().title in heading(answers.answer(request("brief ferries")))


def test_every_line_of_every_length_is_proved(answers: FrontDesk, store: Store) -> None:
    for length in ("", " len:short", " len:full"):
        card = answers.answer(request(f"brief harbour charter{length}"))
        evidence = [
            one
            for block in card.blocks
            if not isinstance(block, Sources)
            for line in lines(block)
            for one in line.evidence
        ]
        assert evidence
        assert all(store.library.holds(one) for one in evidence)


def _mentions(said: Sequence[str], *words: str) -> bool:
    return any(all(word in line for word in words) for line in said)


def test_the_page_that_was_there_first_shows_the_lines_that_matter() -> None:
    (path,) = shared("seeds").glob("*.txt")
    (source,) = read(path.name, path.read_bytes())
    assert not isinstance(source, Exception)
    held = Store.open("sqlite://")
    held.library.put(study(source, id="first"), name=path.name, sha256=source.sha256, at=AT)
    said = told(desk(held).answer(request("brief leading zone")))
    short = told(desk(held).answer(request("brief leading zone len:short")))
    held.close()
    assert _mentions(said, "second anniversary")
    assert _mentions(said, "220 square kilometer", "11 streets")
    assert _mentions(said, "5 billion yuan", "September")
    assert _mentions(said, "100 billion yuan", "estimated")
    assert _mentions(said, "16 management measures")
    assert _mentions(said, "14 Apr 2024", "11–15 Jul 2023")
    assert _mentions(short, "second anniversary")
    assert _mentions(short, "14 Apr 2024")
    assert len(short) <= 5
