"""The document clock: what the text says of its own time beats its header, and nothing beats honesty."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.header import stamp
from briefings.model import Basis, Clock, Origin, Precision, When
from briefings.study import study
from evals.labelled import documents
from tests.shared import shared
from tests.unit.briefings.told import page, source

DOCUMENTS = [(label, data.decode()) for label, _, data in documents("first")]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_year_of_a_labelled_document_is_found(row: dict[str, Any], text: str) -> None:
    assert page(text).clock.year == row["year"]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_header_of_a_labelled_document_gets_its_verdict(row: dict[str, Any], text: str) -> None:
    header = page(text).clock.header
    assert (header.verdict if header else None) == row["verdict"]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_labelled_days_lie_around_the_days_found(row: dict[str, Any], text: str) -> None:
    clock = page(text).clock
    first, last = (date.fromisoformat(d) if d else None for d in row["interval"])
    assert first is None or (clock.start and clock.end and clock.start >= first)
    assert last is None or (clock.end and clock.end <= last)


def test_the_seed_was_written_between_the_plenum_and_the_anniversary() -> None:
    text = shared("seeds", "000_e19702a037a1de48.txt").read_bytes().decode()
    clock = page(text).clock
    assert (clock.year, clock.start, clock.end) == (2023, date(2023, 7, 11), date(2023, 7, 15))
    assert clock.header
    assert (clock.header.verdict, clock.header.value) == ("rejected", date(2024, 4, 14))
    assert "2023-07-11" in clock.header.why


def test_without_evidence_there_is_no_year() -> None:
    clock = page(
        "A walk\n\nThe wall was mended on July 5. Then it rained for days, and everybody went home."
    ).clock
    assert (clock.year, clock.start, clock.end, clock.confidence) == (None, None, None, 0.0)


def test_a_given_reference_is_the_time_of_writing() -> None:
    document = page("A note\n\nThe bridge was opened yesterday.", on="2019-03-01")
    assert (document.clock.start, document.clock.confidence) == (date(2019, 3, 1), 1.0)


def test_a_known_anniversary_dates_a_text_that_names_no_year() -> None:
    when = When(date(1990, 4, 18), date(1990, 4, 18), Precision.DAY, Basis.OUTSIDE, "1990-04-18")
    known = Origin(
        "east", "The East Bank plan began.", ("East Bank plan",), when, "Council", "Plan", "1990", False
    )
    text = "The bank\n\nThis year marks the 30th anniversary of the East Bank plan, and the city is proud."
    assert page(text).clock.year is None
    assert study(source(text), id="a", origins=[known])[0].clock.year == 2020


def test_a_target_year_never_votes() -> None:
    text = "A plan\n\nThe port was rebuilt in May 2017. By 2035, the port will handle ten million boxes."
    assert page(text).clock.year == 2017


def test_a_weekday_beside_a_day_picks_the_year_in_which_they_agree() -> None:
    text = "A vote\n\nThe board met on Monday, 11 March. It was founded in 2017 and has nine members."
    assert page(text).clock.year == 2019


def test_a_year_in_the_name_of_an_event_outweighs_a_header_years_later() -> None:
    text = (
        "Robots on show\n\nRelease time: 2024-06-01\n\n"
        "At the 2021 Robot Congress on May 3rd, nine firms showed their arms. Visitors were many."
    )
    clock = page(text).clock
    assert clock.year == 2021
    assert clock.header
    assert clock.header.verdict == "rejected"


@pytest.mark.parametrize(
    ("raw", "day", "fault"),
    [
        ("Release time:Apr 14, 2024 05:32 AM", date(2024, 4, 14), ""),
        ("2024-04-14 17:05", date(2024, 4, 14), ""),
        ("April 14, 2024 20:46 PM", date(2024, 4, 14), "its time 20:46 PM does not exist"),
        ("2018-13-45", None, "it names no day that exists"),
        ("Time: soon", None, "it names no day that exists"),
        ("2024-04-14 25:10", date(2024, 4, 14), "its time 25:10 does not exist"),
    ],
)
def test_a_header_is_read_or_faulted(raw: str, day: date | None, fault: str) -> None:
    line = stamp(raw)
    assert (line.day, line.fault) == (day, fault)


def test_a_header_that_names_a_month_narrows_the_days() -> None:
    clock = page("Trams\n\nThe tram line was opened on 3 May 2022.", published="2022-05").clock
    assert (clock.start, clock.end) == (date(2022, 5, 3), date(2022, 5, 31))
    assert clock.header
    assert clock.header.verdict == "accepted"


def test_a_story_leans_on_its_page_only_where_it_says_nothing_itself() -> None:
    text = next(text for row, text in DOCUMENTS if row["id"] == "glued-page")
    first, *stories = study(source(text), id="p")
    assert [story.clock.year for story in stories] == [first.clock.year] * len(stories)
    assert all("the page it came on" in {w.kind for w in story.clock.witnesses} for story in stories)


def test_every_witness_stands_where_it_says() -> None:
    for _, text in DOCUMENTS:
        document = page(text)
        for witness in document.clock.witnesses:
            assert 0 <= witness.start <= witness.end <= len(document.text) or witness.kind == "header"


BODY = "The hall was full, and people clapped for a long time, as they do when a thing has gone well."


def told(sentence: str, header: str = "") -> Clock:
    """The clock of a short piece of news with this sentence and this date line."""
    return page("\n\n".join(filter(None, ("Some matter at hand", header, f"{sentence} {BODY}")))).clock


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("The ministry announced today (16 August 2021) that fees will rise.", 2021),
        ("Three years ago, in 2016, the mine was shut. Now trees grow there.", 2019),
        ("The committee met on Thursday, 21 March. It was set up in 2018.", 2019),
        ("The council voted on Tuesday (15 October). It had last met in May 2024.", 2024),
        ("The Accord was signed in 1995. This year marks the 25th anniversary of the Accord.", 2020),
        ("Founded in 1998, the club won nine cups. This year it celebrates its 20th birthday.", 2018),
        ("The library, which opened on 2 May 1925, will mark its 100th anniversary next year.", 2024),
        ("Founded in 1924, the bank will celebrate its centenary in two years.", 2022),
        ("In the first nine months of 2020, exports fell. On October 17th the figures were released.", 2020),
        ("The county turns 150 next year, and a party is planned for June 20, 2020.", 2019),
        ("Exports grew in 2022, as they had done in 2021. This year they should reach 5 billion.", 2023),
        ("From 1 January 2020 all boats need a licence. The rules were adopted on 12 November.", 2019),
        ("Preparations for the 2024 Harbour Games began on May 3rd, 2022.", 2022),
    ],
)  # fmt: skip
def test_the_words_of_a_text_tell_its_year(sentence: str, year: int) -> None:
    assert told(sentence).year == year


@pytest.mark.parametrize(
    "sentence",
    [
        "He was born in 1955 and studied in 1975. In 1990 he came to the city.",
        'The vision document "Harbour 2040" was not audited.',
        "SATURDAY 7 October. This play was first seen here in 1962. Sunday, 15 October. Come early.",
    ],
)
def test_old_years_and_years_of_plans_tell_no_year(sentence: str) -> None:
    clock = told(sentence)
    assert (clock.year, clock.confidence) == (None, 0.0)


@pytest.mark.parametrize(
    ("sentence", "header", "year", "verdict"),
    [
        ("Trees need water and care, and a guard against bicycles.", "Issued: 2017-03-06", 2017, "unchecked"),
        ("On April 7th, a fair was held. Last year, 2,300 firms came.", "2019-04-09", 2019, "accepted"),
        ("On July 3rd, a fair was held. Last year, 2,300 firms came.", "2019-02-05", 2019, "rejected"),
        ("On July 3rd, a fair was held. Last year, 2,300 firms came.", "2019-02-30 09:00", None, "malformed"),
        ("The list was adopted on 7 May 2022. It applies from 1 July 2023.", "14 May 2022", 2022, "accepted"),
        ("The show will last until 8 October 2023. It opened on June 13th.", "2026-04-14", 2023, "rejected"),
        ("On December 29th, the last ship left. In 2022, 900 came.", "January 6, 2023", 2023, "accepted"),
        ("In 2021, paths will come. By the end of 2021, 94 were done.", "2022-02-08", 2022, "accepted"),
        ("The plan to plant 5,000 trees by 2020 was shown on May 3rd.", "2023-01-12", None, "rejected"),
        ("Firms must pay for the flood of 2014. The court ruled on 3 May.", "5 May 2016", 2016, "accepted"),
    ],
)  # fmt: skip
def test_a_date_line_is_weighed_by_what_the_text_tells(
    sentence: str, header: str, year: int | None, verdict: str
) -> None:
    clock = told(sentence, header)
    assert clock.header
    assert (clock.year, clock.header.verdict) == (year, verdict)


def test_the_rows_of_a_chronicle_are_no_names_of_events() -> None:
    rows = (
        "1994 Named a town",
        "2003 Second Fair Hall",
        "2019 Output Prize",
        "2023 Named a park of the year",
    )
    clock = page("\n\n".join(("Some matter at hand", *rows, BODY))).clock
    assert "year in a name" not in {w.kind for w in clock.witnesses}
    assert clock.confidence < 0.5


def test_a_year_that_one_weak_witness_names_is_unsure() -> None:
    for sentence, header in (
        ("Trees need water and care.", "Issued: 2017-03-06"),
        ("The bridge was rebuilt in May 2017.", ""),
        ("It met on Monday, 11 March. It was founded in 2017.", ""),
    ):
        assert 0 < told(sentence, header).confidence < 0.5


def test_the_day_of_writing_is_known_where_today_is_a_dated_feast() -> None:
    clock = told(
        "The Accord was signed on 9 November 2006. Today, we mark the tenth anniversary of that day."
    )
    assert (clock.start, clock.end) == (date(2016, 11, 9), date(2016, 11, 9))


def test_stories_on_a_page_help_an_article_that_says_nothing_of_its_year() -> None:
    article = [
        "A ferry for the northern bank of the old harbour",
        *[f"{BODY} {BODY} On May 9th it rained."] * 3,
    ]
    story = (
        "At the 2019 Tool Fair on May 3rd, the library lent its first drills to people who had queued since "
        "dawn, and the ladders were gone before noon, said the librarian, who is now looking for"
    )
    title = "Why does a library lend drills and ladders? | Town"
    assert page("\n\n".join(article)).clock.year is None
    first, second = study(source("\n\n".join([*article, f"{title}\n{title}", story])), id="p")
    assert (first.clock.year, second.clock.year) == (2019, 2019)
    assert first.clock.confidence < 0.5


HEADERS = st.sampled_from(
    ["", "2009-01-02", "Release time: Apr 14, 2031 05:32 AM", "2020-02-31", "Time: 25:61 PM"]
)
STRONG = (
    "At the 2021 Robot Congress on May 3rd, nine firms showed their arms. The ministry announced today "
    "(5 May 2021) that it will pay for more by the end of next year."
)


@given(HEADERS, HEADERS)
def test_date_lines_move_no_time_of_a_text_that_knows_its_own(one: str, other: str) -> None:
    def times(header: str) -> list[tuple[str, str]]:
        text = "\n\n".join(filter(None, ("Robots on show", header, STRONG)))
        return [(f.expression, f.when.edtf) for f in page(text).facts]

    assert times(one) == times(other)


@given(
    st.sampled_from(["\n", "\r\n", "\r"]), st.integers(0, 9), st.sampled_from([text for _, text in DOCUMENTS])
)
@settings(max_examples=60, deadline=None)
def test_line_ends_and_blank_lines_below_change_no_time(newline: str, blank: int, text: str) -> None:
    plain = text.replace("\r\n", "\n")
    one, other = page(plain), page(plain.replace("\n", newline) + newline * blank)
    assert (one.clock.start, one.clock.end) == (other.clock.start, other.clock.end)
    assert [(f.expression, f.when.edtf, f.kind) for f in one.facts] == [
        (f.expression, f.when.edtf, f.kind) for f in other.facts
    ]


def test_a_header_that_is_accepted_gives_the_day_even_behind_a_day_told_as_present() -> None:
    text = "9月1日是港口开港五周年的日子。2021年9月1日，港口正式开港。"
    text = f"港口开港五周年\n\n发布时间：2026年9月3日 09:12\n\n{text}"
    assert (page(text).clock.start, page(text).clock.end) == (date(2026, 9, 3), date(2026, 9, 3))
