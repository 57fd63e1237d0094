"""The shipped documents keep every fact in words of our own, and the curated calendar is in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from briefings.corpus import calendar, calendar_document, shipped
from briefings.corpus.paper import derivation, paper
from briefings.corpus.rows import origins
from briefings.errors import Refused
from briefings.model import Basis, Grade, Kind, Precision
from tests.shared import shared

ARTICLE = (
    "leading-zone",
    "zhangjiang",
    "fund",
    "global-rules",
    "business-reforms",
    "driverless-cars",
    "rongrong",
)
STORIES = {
    "teaser1": "qingpu-park",
    "teaser2": "xinzhuang",
    "teaser3": "huayang",
    "teaser4": "jinshan",
    "teaser5": "maritime-museum",
}
FRONT_MATTER = ("title", "source", "published", "language", "label")


def front(data: bytes) -> dict[str, str]:
    _, head, _ = data.decode("utf-8").split("---\n", 2)
    fields = yaml.load(head, Loader=yaml.BaseLoader)
    assert isinstance(fields, dict)
    return fields


def body(data: bytes) -> str:
    return data.decode("utf-8").split("---\n", 2)[2]


def sentences(data: bytes) -> Iterator[str]:
    for line in body(data).splitlines():
        if line and not line.startswith("#"):
            yield from re.split(r"(?:(?<=\.)|(?<=\.”)) (?=[A-Z0-9“])", line)


DOCUMENTS = {name.removesuffix(".md"): data for name, data in shipped()}
every_document = pytest.mark.parametrize("data", DOCUMENTS.values(), ids=DOCUMENTS.keys())


def test_the_themes_of_the_article_and_its_five_stories_are_shipped() -> None:
    assert set(DOCUMENTS) == {*ARTICLE, *STORIES.values()}
    assert [name for name, _ in shipped()] == sorted(name for name, _ in shipped())


@every_document
def test_a_document_says_what_it_is_and_where_it_comes_from(data: bytes) -> None:
    fields = front(data)
    assert tuple(fields) == FRONT_MATTER
    assert fields["label"] == "Milepost's summary"
    assert fields["language"] == "en"
    assert re.fullmatch(r"2023-\d\d(-\d\d)?", fields["published"])
    assert "machine-translated from Chinese" in fields["source"]
    assert "14 April 2024" in fields["source"]
    assert "between 11 and 15 July 2023" in fields["source"]


@every_document
def test_front_matter_reads_the_same_with_and_without_a_yaml_parser(data: bytes) -> None:
    lines = data.decode("utf-8").split("---\n", 2)[1].splitlines()
    assert dict(line.split(": ", 1) for line in lines) == front(data)


@every_document
def test_a_sentence_can_be_quoted_alone(data: bytes) -> None:
    leaning = re.compile(
        r"(It|Its|They|Their|He|His|This|That|These|Those|Such|There|However|Also|But|And|So)\b"
    )
    for sentence in sentences(data):
        assert not leaning.match(sentence), sentence
        assert sentence.endswith((".", ".”")), sentence
        assert len(sentence) <= 260, sentence


@every_document
def test_dates_are_written_as_earned(data: bytes) -> None:
    relative = re.compile(
        r"\b(?:(?:last|next|this|past|coming) (?:year|month|summer|September|two|three|decade)|years ago"
        r"|recently|within the year|nowadays|today (?:is|marks))\b",
        re.IGNORECASE,
    )
    assert not relative.search(body(data))
    for day in re.findall(r"\d{1,2} (?:June|July|October)\b(?! \d{4})", body(data)):
        pytest.fail(f"{day} has no year")


# What the article and its stories name. Translators' spellings stay as they are.
NAMES = """
Rongrong New Materials | Beijing | Japan | United States | alumina | aerospace | metallurgy
Central Committee of the Communist Party of China | State Council | Leading Zone | leading area
Pudong New Area
Zhangjiang | Chinese Medicine Valley | Class 1 innovative drugs | Good projects do not lack land
Three Year Action Plan for Expanding and Improving the Quality of Zhangjiang Science City
Shengsi Biotechnology | Zhoupu Town | Yangtze River Pharmaceutical | Heqing Industrial Park | east gate
Zhangjiang Medical Device Industry Base | Rendu Biology | Toujing Life | InnoWay | Ruikeen
Leading Zone Industrial Development Fund | National Yangtze River Delta Phase II Guidance Master Fund
Haitong Securities | Guotai Junan | combination fists | cell and gene therapy
Third Plenary Session of the 18th Central Committee | Shanghai Pilot Free Trade Zone | reform and opening up
Comprehensive and Progressive Trans Pacific Partnership Agreement | Digital Economy Partnership Agreement
CPTPP | DEPA | negative list | White List of Recommended Enterprises for Goods Transfer Trading
Offshore Connect
International Cooperation Center for Technology Exchange | Yangshan Special Comprehensive Bonded Zone
one company, two places | Southeast Asia | East Asia | fifth district committee | Belt and Road
Huangpu River | Shanghai Metropolitan Yacht Company | One Card Pass | homestays | bookstores
rock climbing | galleries
two certificates in one for environmental impact assessment and pollution discharge | swimming
Pudong New Area Promotion of Innovative Application of Intelligent Connected Vehicles without Drivers
Implementation Rules | World Artificial Intelligence Conference | Baidu Zhixing | AutoX Antu | Xiaoma Zhixing
doing one thing | strengthening one industry | comprehensive reform pilot projects
place where dreams start | Xue Yunhao | Shandong | Loughborough University | veteran entrepreneur | Qingpu
Shanghai Qingpu Overseas Chinese Entrepreneurship Park | Shanghai Shike Fun Culture and Technology Co., Ltd
Qingpu Innovation Park | Hongqiao Business District | master's students
Xinzhuang Industrial Zone | Foster | Junjian Junze | Aohua Endoscopy | Minhang | 4+4 | fine chemicals
Yang Quan | Lincang | Yunnan | Warm New Nest | Zhaofeng Square | Zhongshan Park | Changning District
Lancang River | Huayang Road Street | 1990s
Jinshan | Yangui Jinshan · Employment in the Bay Area | You and I on the Road to Job Seeking
Haikuo Dong'an Cultural and Creative Industry Park
China Maritime Museum | Shanghai Municipal Transportation Commission | Shanghai Municipal Oceanic Bureau
Exploration of Deep Blue: China Ocean Science and Deep Diving Exhibition
Shanghai Marine Management Affairs Center
Contemporary China Maritime Equipment Series Exhibition | Blue Ship Theory | Comprehensive Science Examination
Professional Science Examination | Special Science Examination | Guarding the Blue Ocean
"""
TITLES = (
    "Supporting the High level Reform and Opening up of Pudong New Area to Build a Leading Zone for"
    " Socialist Modernization Construction",
    "Third Plenary Session of the 18th Central Committee of the Communist Party of China",
    "Fourth plenary session of the fifth district committee of Pudong New Area",
    "one certificate for cultural, sports, and tourism",
)


def names() -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[|\n]", NAMES) if name.strip())


def flat(text: str) -> str:
    return " ".join(re.findall(r"[\w+]+", text.casefold()))


def seed() -> str:
    text = next(shared("seeds").glob("*.txt")).read_text(encoding="utf-8")
    assert len(text) > 20_000
    return text


WHOLE = flat("\n".join(body(data) for data in DOCUMENTS.values()))


@pytest.mark.parametrize("name", [*names(), *TITLES])
def test_every_name_is_kept(name: str) -> None:
    assert flat(name) in WHOLE


def test_the_list_of_names_is_the_articles_own() -> None:
    told = flat(seed())
    assert [name for name in (*names(), *TITLES) if flat(name) not in told] == []


SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORDS = {2 + place: word for place, word in enumerate(SMALL)} | {15: "fifteen"}
UNITS = {
    "CNY": "yuan",
    "km2": "square kilometres",
    "degree Celsius": "℃",
    "rank (ordinal)": "country",
    "street/town": "streets and towns",
    "enterprise": "companies",
    "company": "companies",
    "person": "people",
    "year (age)": "year",
    "business scope": "business scopes",
    "drug (Class 1 innovative)": "Class 1 innovative drugs",
}


def spellings(value: float, ordinal: bool) -> tuple[str, ...]:
    if ordinal:
        return ("third",) if value == 3 else ()
    for scale, word in ((1e9, "billion"), (1e6, "million")):
        if value >= scale:
            return (f"{value / scale:g} {word}",)
    return tuple(
        filter(None, (f"{value:g}", f"{value:,.0f}" if value >= 1000 else "", WORDS.get(int(value))))
    )


def keeps(figure: dict[str, Any], told: str) -> bool:
    """Whether one sentence gives the figure's values, what they count, and their hedge right before them."""
    values = figure["value"] if isinstance(figure["value"], list) else [figure["value"]]
    unit = UNITS.get(figure["unit"], figure["unit"])
    hedge = figure.get("qualifier", "range")
    before = r"(?<![\w.,])" + ("" if hedge == "range" else f"{hedge} ")
    return unit.casefold() in told.casefold() and all(
        any(
            re.search(before + re.escape(way) + r"(?!\w|[.,]\d)", told, re.IGNORECASE)
            for way in spellings(value, "ordinal" in figure["unit"])
        )
        for value in values
    )


def lost(figures: list[dict[str, Any]], documents: dict[str, bytes]) -> list[str]:
    missing = []
    for figure in figures:
        homes = ARTICLE if figure["segment"] == "main" else (STORIES[figure["segment"]],)
        if not any(keeps(figure, told) for home in homes for told in sentences(documents[home])):
            missing.append(f"{figure['id']} {figure['text']}")
    return missing


def test_every_labelled_figure_is_kept_with_its_unit_and_hedge() -> None:
    figures = json.loads(shared("truth", "seed_truth.json").read_text(encoding="utf-8"))["figures"]
    assert len(figures) == 44
    assert lost(figures, DOCUMENTS) == []


def test_a_lost_or_changed_figure_would_be_noticed() -> None:
    fund = {"id": "x", "segment": "main", "text": "", "unit": "CNY", "value": 1e11, "qualifier": "about"}
    bare = {**DOCUMENTS, "fund": DOCUMENTS["fund"].replace(b"about 100 billion", b"100 billion")}
    less = {**DOCUMENTS, "fund": DOCUMENTS["fund"].replace(b"100 billion", b"10 billion")}
    assert [len(lost([fund], each)) for each in (DOCUMENTS, bare, less)] == [0, 1, 1]


def runs(text: str, length: int = 8) -> set[str]:
    """Every run of so many words; names of things may be the same in both and break a run."""
    plain = flat(text)
    for name in sorted((flat(each) for each in (*names(), *TITLES)), key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(name)}\b", "|", plain)
    return {
        " ".join(words[at : at + length])
        for words in (part.split() for part in plain.split("|"))
        for at in range(len(words) - length + 1)
    }


def test_no_sentence_of_the_article_is_copied() -> None:
    theirs = seed()
    ours = "\n".join(data.decode("utf-8") for data in DOCUMENTS.values())
    assert runs(ours) & runs(theirs) == set()
    assert runs(theirs) & runs(ours + theirs[600:900]) != set()


def test_the_calendar_holds_enough_days_that_nobody_could_check_and_says_so() -> None:
    rows = calendar()
    assert len(rows) >= 60
    assert not any(row.verified for row in rows)
    assert all(row.when.basis is Basis.OUTSIDE for row in rows)
    for row in rows:
        told = " ".join((row.what, row.issuer, row.source, row.note, *row.names))
        assert not re.search(r"https?:|www\.|://", told), row.id


@pytest.mark.parametrize(
    ("id", "start", "end"),
    [
        ("leading-zone", date(2021, 7, 15), date(2021, 7, 15)),
        ("shanghai-ftz", date(2013, 9, 29), date(2013, 9, 29)),
        ("third-plenum-18", date(2013, 11, 9), date(2013, 11, 12)),
        ("reform-and-opening-up", date(1978, 12, 18), date(1978, 12, 18)),
        ("pudong-development", date(1990, 4, 18), date(1990, 4, 18)),
        ("lin-gang", date(2019, 8, 20), date(2019, 8, 20)),
    ],
)
def test_the_founding_days_of_the_field_are_there(id: str, start: date, end: date) -> None:
    when = {row.id: row.when for row in calendar()}[id]
    assert (when.start, when.end) == (start, end)


def test_a_source_is_never_newer_than_the_day_it_proves() -> None:
    for row in calendar():
        assert row.when.end is not None
        assert row.published <= row.when.end.isoformat(), row.id


def test_the_calendar_document_shows_each_row_with_who_says_so() -> None:
    rows, document = calendar(), calendar_document()
    assert (document.id, document.kind, document.clock.year) == ("calendar", "calendar", None)
    told = {passage.ref: passage.text for passage in document.passages}
    for number, row in enumerate(rows, 1):
        assert told[f"calendar#{number}.1"].endswith(row.what)
        assert row.names[0].casefold() in told[f"calendar#{number}.1"].casefold()
        assert row.issuer in told[f"calendar#{number}.2"]
        assert row.source in told[f"calendar#{number}.2"]
        assert "not verified" in told[f"calendar#{number}.2"]
    for passage in document.passages:
        assert document.text[passage.start : passage.end] == passage.text


def test_a_rows_fact_is_proved_by_its_sentence_and_owns_up_to_outside_knowledge() -> None:
    rows, document = calendar(), calendar_document()
    sentence = {passage.ref: passage for passage in document.passages}
    assert len({fact.id for fact in document.facts}) == len(rows)
    for row, fact in zip(rows, document.facts, strict=True):
        assert (fact.kind, fact.grade, fact.when) == (Kind.ORIGIN, Grade.IN_FORCE, row.when)
        assert fact.names == row.names
        assert fact.derivation == derivation(row)
        assert fact.derivation.startswith("outside knowledge: ")
        assert fact.derivation.endswith("; not verified")
        proof = fact.evidence[0]
        assert proof.sha256 == document.sha256
        assert (proof.start, proof.end) == (sentence[proof.ref].start, sentence[proof.ref].end)
        assert document.text[fact.start : fact.end] == fact.expression
        assert proof.start <= fact.start < fact.end <= proof.end


ROW = """
- id: some-day
  what: Something was opened on 29 February 2024.
  names: [Something, some thing]
  start: 2024-02-29
  end: 2024-02-29
  precision: day
  issuer: Somebody
  source: Some paper
  published: 2024-02
  verified: no
"""


def test_the_same_rows_give_the_same_document_and_a_new_row_leaves_old_refs_alone() -> None:
    second = ROW.replace("some-day", "other-day").replace("[Something, some thing]", "[Another thing]")
    one, two = (paper(origins(text.encode())) for text in (ROW, ROW + second))
    assert one == paper(origins(ROW.encode()))
    assert two.passages[: len(one.passages)] == one.passages
    assert two.facts[0].id == one.facts[0].id
    assert two.sha256 != one.sha256


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf", "words"),
    [
        ("2024-02-29", "2024-02-29", "day", "2024-02-29", "29 February 2024"),
        ("2024-02-01", "2024-02-29", "month", "2024-02", "February 2024"),
        ("2024-01-01", "2024-12-31", "year", "2024", "2024"),
        ("2024-02-27", "2024-03-02", "range", "2024-02-27/2024-03-02", "2 March 2024"),
    ],
)
def test_a_row_is_as_exact_as_it_says(start: str, end: str, precision: str, edtf: str, words: str) -> None:
    row = ROW.replace("start: 2024-02-29", f"start: {start}").replace("end: 2024-02-29", f"end: {end}")
    row = row.replace("precision: day", f"precision: {precision}").replace(
        "on 29 February 2024", f"by {words}"
    )
    (origin,) = origins(row.encode())
    assert (origin.when.precision, origin.when.edtf) == (Precision(precision), edtf)
    assert paper((origin,)).facts[0].expression == words


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("issuer: Somebody", "isuer: Somebody", "unknown field “isuer”"),
        ("issuer: Somebody", "issuer:", "has no issuer"),
        ("issuer: Somebody", "issuer: [Somebody]", "issuer that is not one piece of text"),
        ("id: some-day", "id: Some day", "lower-case words"),
        ("start: 2024-02-29", "start: 2023-02-29", "“2023-02-29”, which is not a date that exists"),
        ("start: 2024-02-29", "start: 20240229", "not a date that exists"),
        ("start: 2024-02-29", "start: 2024-02-28", "does not span one day"),
        ("precision: day", "precision: range", "does not span one range"),
        ("precision: day", "precision: month", "does not span one month"),
        ("precision: day", "precision: hour", "instead of day, month, year, range"),
        ("published: 2024-02", "published: 2024-13", "no year, month or day"),
        ("published: 2024-02", "published: 2024-02-30", "not a date that exists"),
        ("verified: no", "verified: maybe", "instead of yes or no"),
        ("names: [Something, some thing]", "names: Something", "not a list of words"),
        ("names: [Something, some thing]", "names: [Something, something]", "the name “something” stands"),
        ("29 February 2024", "1 March 2024", "does not say “29 February 2024”"),
    ],
)
def test_a_faulty_row_is_refused_by_name(old: str, new: str, why: str) -> None:
    assert old in ROW
    with pytest.raises(Refused) as caught:
        origins(ROW.replace(old, new).encode())
    said = str(caught.value)
    assert why in said
    assert "\n" not in said
    assert said.startswith("calendar.yaml: refused")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ROW + ROW, "the id “some-day” stands there twice"),
        ("some-day: 2024", "not a list of rows"),
        ("- just words", "row 1 is not a set of fields"),
        ("- id: [", "not YAML at line"),
    ],
)
def test_a_faulty_calendar_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        origins(text.encode())
