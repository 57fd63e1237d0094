"""What pictures promise: what is drawn is told and proved beside it, every word is shown or said to lack."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bot import charts
from bot.card import Bullets, Card, Heading, Line, lines, plain, proofs, text
from bot.charts.canvas import BLUE, FAINT, INK, PAPER, RED, SOFT, TRACK
from bot.charts.font import CHINESE, LATIN, MISSING, shown, width, wrapped
from bot.charts.layout import LAYOUTS, Width
from bot.charts.scales import amounts, days
from bot.dispatch import FrontDesk
from bot.picture import Bar, Picture, Stretch
from bot.proof import proved
from briefings.corpus import calendar_document, shipped
from briefings.model import Evidence, Grade, Source
from briefings.study import study
from briefings.tongue import Tongue, speaking
from storage.store import Store
from tests.unit.bot.harbour import desk, filled, put, request
from tests.unit.briefings.test_ladders import FUND

WIDTHS: tuple[Width, ...] = ("narrow", "wide")
TODAY = date(2026, 7, 8)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    "]]><image href='https://evil.example/x.png'/>", '"/><a href="x">', "&lt;&#0;",
    "\x1b[31mred\x00\x0b", "\ud800lone", "\u202eneves\u2066", "e" + "\u0301" * 50_000, "w" * 5_000,
    "👨‍👩‍👧‍👦 family", "العربية", "", " \n\t ", "龘靐齉", "http://evil.example/x @all #tag",
)  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled()
    source = Source("fund.txt", "text", "fund", FUND)
    put(opened, *study(source, id="fund", reference=date(2023, 7, 12)))
    yield opened
    opened.close()


@pytest.fixture
def answers(store: Store) -> FrontDesk:
    return desk(store)


def stretch(
    what: str = "the harbour opened", first: date | None = TODAY, last: date | None = TODAY
) -> Stretch:
    return Stretch("8 Jul 2026", what, first, last, Grade.IN_FORCE)


def bar(value: float, what: str = "of the fund", unit: str = "Yuan (CNY)") -> Bar:
    return Bar(f"about {value:g} yuan", what, value, unit, Grade.IN_FORCE)


def pictured(card: Card) -> Picture:
    return next(block for block in card.blocks if isinstance(block, Picture))


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def said(svg: str) -> list[str]:
    return [one.text or "" for one in read(svg).iter(f"{SVG}text")]


# What is drawn


@pytest.mark.parametrize("asked", ["timeline harbour picture:yes", "figures harbour fund picture:yes"])
def test_what_is_drawn_is_told_in_words_on_the_same_card(answers: FrontDesk, asked: str) -> None:
    card = answers.answer(request(asked))
    picture = pictured(card)
    told = [plain(line.text) for block in card.blocks if block is not picture for line in lines(block)]
    assert picture.rows
    for row in picture.rows:
        assert any(row.said in line and row.what in line for line in told)
        assert all(note in "\n".join(told) for note in row.notes)
        assert row.evidence
        assert set(row.evidence) <= set(
            proofs(replace(card, blocks=tuple(b for b in card.blocks if b is not picture)))
        )


def test_a_picture_is_one_button_away_and_keeps_its_page(answers: FrontDesk) -> None:
    for asked in ("timeline harbour", "figures harbour fund"):
        button = next(a for a in answers.answer(request(asked)).actions if a.label == "As a picture")
        drawn = answers.answer(request(button.command))
        assert pictured(drawn).command == f"{asked} page:1"
        assert not [a for a in drawn.actions if a.label == "As a picture"]


def test_a_picture_has_no_marks_of_its_own(answers: FrontDesk) -> None:
    drawn = answers.answer(request("timeline harbour picture:yes"))
    assert drawn.numbers == answers.answer(request("timeline harbour")).numbers


def test_neither_yes_nor_no_is_refused(answers: FrontDesk) -> None:
    card = answers.answer(request("timeline harbour picture:perhaps"))
    assert "neither yes nor no" in plain(lines(card.blocks[0])[0].text)


def test_a_row_that_lost_its_proof_is_not_drawn(store: Store) -> None:
    gone = Evidence("gone#1.1", "0" * 64, 0, 4)
    lost, kept = replace(stretch("lost"), evidence=(gone,)), stretch("kept")
    told = Bullets((Line(text("lost"), (gone,)), Line(text("kept"))))
    card = proved(Card((Heading("Days"), told, Picture("Days", (lost, kept), "timeline"))), store)
    assert pictured(card).rows == (kept,)
    assert "lost" not in charts.svg(pictured(card))
    assert "1 line was left out" in plain(lines(card.blocks[-1])[0].text)
    empty = proved(Card((Heading("Days"), Picture("Days", (lost,), "timeline"))), store)
    assert not [block for block in empty.blocks if isinstance(block, Picture)]


def test_the_alternative_tells_the_essential_in_a_sentence() -> None:
    few = Picture("Fund", (bar(5, "first"), bar(3, "second")), "figures fund")
    assert few.alt == "Bar chart: about 5 yuan first; about 3 yuan second"
    many = Picture("Days", tuple(stretch(f"event {n} " * 20) for n in range(30)), "timeline")
    assert many.alt.startswith("Timeline: 8 Jul 2026 event 0")
    assert many.alt.endswith("more")
    assert len(many.alt) <= 700


# Every word is shown


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_words_of_documents_are_words_only(hostile: str, width: Width) -> None:
    rows = (replace(stretch(hostile), said=hostile, notes=(hostile,), firm=hostile, grade=Grade.PLANNED),)
    bars = (Bar(hostile, hostile, 5, hostile, Grade.HOPED, hostile, (hostile,)),)
    for picture in (Picture(hostile, rows, "timeline", TODAY), Picture(hostile, bars, hostile)):
        drawn = charts.svg(picture, width)
        tags = {one.tag.removeprefix(SVG) for one in read(drawn).iter()}
        assert tags <= {
            "svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "polygon", "text",
        }  # fmt: skip
        values = [(name, value) for one in read(drawn).iter() for name, value in one.attrib.items()]
        assert not [name for name, _ in values if "href" in name or name.startswith("on")]
        assert not [value for _, value in values if "://" in value]
        assert charts.png(picture, width).startswith(b"\x89PNG")


def test_every_character_of_the_shipped_texts_is_in_the_font() -> None:
    words = calendar_document().text + "".join(data.decode("utf-8") for _, data in shipped())
    lacking = {char for char in words if not char.isspace() and ord(char) not in CHINESE.advances}
    assert not lacking


def test_simplified_chinese_is_covered_whole() -> None:
    every = [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA) or row > 0xD7
    ]
    assert len(every) == 6763
    assert all(ord(char) in CHINESE.advances for char in every)
    assert set(CHINESE.advances) >= set(LATIN.advances)


def test_what_the_font_lacks_is_shown_as_missing_and_said() -> None:
    drawn = charts.svg(Picture("龘", (stretch("龘靐 harbour"),), "timeline", TODAY))
    assert f"{MISSING} harbour" in said(drawn)
    assert any(words.startswith(f"{MISSING} stands for characters") for words in said(drawn))
    assert not [
        words for words in said(charts.svg(Picture("a", (stretch(),), "timeline"))) if MISSING in words
    ]


def test_the_font_says_how_wide_its_words_are() -> None:
    assert width("浦东", 16) == 32
    assert width("iii", 16) < width("WWW", 16) < 48
    assert shown("A “quoted” day…") == "A “quoted” day..."
    assert shown("“浦东”…") == "“浦东”…"


@pytest.mark.parametrize(
    "words", ["浦东新区综合改革试点实施方案，" * 6, "the harbour quay of the leading zone " * 8, "w" * 300]
)
def test_words_are_wrapped_within_their_room(words: str) -> None:
    rows = wrapped(words, 200, 16, 3)
    assert len(rows) == 3
    assert all(width(row, 16) <= 200 for row in rows)
    assert rows[-1].endswith(("…", "..."))
    assert not [row for row in rows if row.startswith(("，", " "))]


# How it is drawn


@pytest.mark.parametrize("width_", WIDTHS)
def test_nothing_is_drawn_over_the_edge(width_: Width) -> None:
    rows = tuple(
        stretch("浦东新区综合改革试点 " * 9, date(2000 + n, 1, 1), date(2001 + n, 1, 1)) for n in range(60)
    )
    bars = tuple(bar(10.0**n, "浦东" * 40) for n in range(12))
    for picture in (Picture("题" * 90, rows, "timeline", TODAY), Picture("T" * 300, bars, "figures")):
        page, layout = read(charts.svg(picture, width_)), LAYOUTS[width_]
        for one in page.iter(f"{SVG}text"):
            room = width(one.text or "", float(one.attrib["font-size"]))
            x = float(one.attrib["x"]) - (room / 2 if one.attrib["text-anchor"] == "middle" else 0)
            assert x >= 0
            assert x + room <= layout.width + 1
            assert float(one.attrib["y"]) < float(page.attrib["height"])
        assert float(page.attrib["height"]) <= 4000


@pytest.mark.parametrize("width_", WIDTHS)
def test_words_do_not_lie_on_each_other(width_: Width) -> None:
    rows = tuple(stretch(f"event {n}", date(2000 + n, 1, 1), date(2000 + n, 1, 1 + n)) for n in range(12))
    bars = tuple(bar(7.0**n) for n in range(9))
    for picture in (Picture("Days", rows, "timeline", TODAY), Picture("Sums", bars, "figures")):
        boxes = []
        for one in read(charts.svg(picture, width_)).iter(f"{SVG}text"):
            size, y = float(one.attrib["font-size"]), float(one.attrib["y"])
            room = width(one.text or "", size)
            x = float(one.attrib["x"]) - (room / 2 if one.attrib["text-anchor"] == "middle" else 0)
            boxes.append((x, x + room, y - 0.75 * size, y))
        for a, b in ((a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]):
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", [PAPER, TRACK])
@pytest.mark.parametrize("colour", [INK, SOFT, BLUE, RED])
def test_words_and_shapes_stand_out(colour: str, ground: str) -> None:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert FAINT not in (INK, SOFT)


def test_a_grade_is_told_by_word_and_pattern() -> None:
    rows = tuple(
        replace(bar(n + 1), grade=grade, firm=grade.value, notes=(grade.value,))
        for n, grade in enumerate(Grade)
    )
    drawn = charts.svg(Picture("Fund", rows, "figures"))
    fills = [one.attrib["fill"] for one in read(drawn).iter(f"{SVG}rect") if one.attrib.get("height") == "16"]
    assert len(set(fills)) == len(Grade)
    assert all(grade.value in " ".join(said(drawn)) for grade in Grade)


def test_a_scale_over_more_than_two_powers_of_ten_is_logarithmic_and_says_so() -> None:
    assert not amounts([1, 100], 0, 1).log
    scale = amounts([3, 301], 0, 100)
    assert scale.log
    assert [name for _, name in scale.marks(5)] == ["1", "10", "100", "1,000"]
    assert scale.x(0) == 0
    told = said(charts.svg(Picture("Fund", (bar(5e9), bar(1e6)), "figures")))
    assert any(words.startswith("Logarithmic scale") for words in told)
    assert not [
        words
        for words in said(charts.svg(Picture("Fund", (bar(5), bar(3)), "figures")))
        if "Logarithmic" in words
    ]


def test_lengths_are_in_proportion_and_never_longer_than_the_scale() -> None:
    scale = amounts([5e9, 15e9], 0, 100)
    assert scale.x(5e9) * 3 == pytest.approx(scale.x(15e9))
    assert [name for _, name in scale.marks(4)] == ["0", "5 billion", "10 billion", "15 billion"]
    assert amounts([25.0], 0, 100, shares=True).top == 100
    assert amounts([], 0, 100).top == 1
    assert amounts([0.0], 0, 100).x(0) == 0
    assert amounts([5e-324, 2.0], 0, 100).x(5e-324) == pytest.approx(0)
    assert amounts([5e-324], 0, 100).top == 1


def test_the_axis_is_named_in_the_language_that_is_spoken() -> None:
    axis = days([(date(2023, 1, 1).toordinal(), date(2023, 12, 31).toordinal())], None, 0, 100)
    assert "Jul 2023" in [name for _, name in axis.marks(4)]
    with speaking(Tongue("zh-Hans")):
        assert "2023年7月" in [name for _, name in axis.marks(4)]
        assert [name for _, name in amounts([15e9], 0, 100).marks(3)][-1] == "150亿"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date.min, date.max),
        (TODAY, TODAY),
        (date(1949, 10, 1), TODAY),
        (date(2023, 7, 1), date(2023, 7, 9)),
        (date(2021, 1, 1), date(2026, 1, 1)),
    ],
)
def test_marks_of_time_go_in_order_and_are_few(first: date, last: date) -> None:
    axis = days([(first.toordinal(), last.toordinal())], TODAY.toordinal(), 0, 100)
    marks = axis.marks(7)
    assert len(marks) <= 8
    assert all(a < b for (a, _), (b, _) in pairwise(marks))


def test_what_lies_far_away_does_not_squeeze_the_rest() -> None:
    near = [(date(2023, 7, n).toordinal(), date(2023, 7, n).toordinal()) for n in range(1, 12)]
    far = date(1949, 10, 1).toordinal()
    axis = days([(far, far), *near], TODAY.toordinal(), 0, 100)
    assert axis.first > far
    assert axis.last < TODAY.toordinal()
    assert days([(far, far), near[0]], None, 0, 100).first < far


@pytest.mark.parametrize("width_", WIDTHS)
def test_a_picture_is_small_enough_for_every_platform(width_: Width) -> None:
    rows = tuple(stretch("浦东新区综合改革试点实施方案" * 9) for _ in range(200))
    data = charts.png(Picture("Days", rows, "timeline", TODAY), width_)
    across, down = struct.unpack(">II", data[16:24])
    assert across == 2 * LAYOUTS[width_].width
    assert across + down <= 10_000
    assert down <= 20 * across
    assert len(data) < 5_000_000


def test_nothing_to_draw_is_said() -> None:
    assert "There is nothing to draw." in said(charts.svg(Picture("Days", (), "timeline", TODAY)))
    assert charts.png(Picture("Days", (), "", None)).startswith(b"\x89PNG")


def test_the_fonts_come_with_their_licence() -> None:
    folder = Path(charts.__file__).with_name("fonts")
    licence = (folder / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(path.name in licence for path in folder.glob("*.otf"))
    assert sum(path.stat().st_size for path in folder.glob("*.otf")) < 2_000_000
