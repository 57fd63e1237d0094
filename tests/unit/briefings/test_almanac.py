"""Many facts, one thing: what merges, what stays apart, and whose date wins."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from briefings.almanac import about, almanac
from briefings.model import Basis, Kind, Precision, When
from tests.made import BASE, amount, between, curated, during, entries, fact, on

FTZ = date(2013, 9, 29)


def test_facts_of_one_day_and_one_subject_are_one_entry() -> None:
    (entry,) = entries(
        fact("Leading Zone Opinions were released", on(BASE)),
        fact("release of the Leading Zone Opinions", on(BASE), document="other"),
    )
    assert len(entry.also) == 1
    assert {each.ref for each in entry.evidence} == {"paper#1.1", "other#1.1"}


def test_two_things_of_one_day_stay_apart() -> None:
    assert len(entries(fact("stock exchange opens", on(BASE)), fact("river tunnel closes", on(BASE)))) == 2


def test_one_shared_word_does_not_make_one_thing() -> None:
    found = entries(
        fact("Pudong", during(2022), kind=Kind.EVENT),
        fact("Pudong fund grows", during(2022), kind=Kind.EVENT),
        fact("Pudong museum reopens", during(2022), kind=Kind.EVENT),
    )
    assert len(found) == 3
    assert len(entries(fact("Pudong", on(BASE)), fact("Pudong fund grows", on(BASE)))) == 2


def test_one_word_of_the_same_document_and_day_is_enough() -> None:
    short, long = fact("Opinions", on(BASE)), fact("Leading Zone Opinions", on(BASE))
    assert len(entries(short, long)) == 1
    assert len(entries(short, fact("Leading Zone Opinions", on(BASE), document="other"))) == 2


def test_amounts_that_differ_are_rungs_of_a_ladder() -> None:
    small, large = amount("5 billion", 5e9, None, "fund"), amount("15 billion", 15e9, "over", "fund")
    found = entries(
        fact("industrial fund of Pudong", during(2022), kind=Kind.EVENT, figures=[small], id="a"),
        fact("industrial fund of Pudong", during(2022), kind=Kind.EVENT, figures=[large], id="b"),
    )
    assert len(found) == 2


def test_numbers_that_differ_are_other_things() -> None:
    names = ["second phase 2 of the port", "second phase 3 of the port"]
    assert len(entries(*(fact(name, during(2022), kind=Kind.EVENT) for name in names))) == 2


def test_a_target_and_a_deadline_of_one_end_are_one_thing() -> None:
    until = When(None, date(2026, 7, 31), Precision.RANGE, Basis.STATED, "../2026-07-31")
    (entry,) = entries(
        fact("sub-funds for Pudong", until, kind=Kind.DEADLINE),
        fact(
            "sub-funds for Pudong",
            between(date(2023, 7, 1), date(2026, 7, 31), "2023-07/2026-07"),
            kind=Kind.TARGET,
        ),
    )
    assert entry.fact.kind is Kind.TARGET


def test_a_text_s_day_goes_before_the_calendar_s() -> None:
    (entry,) = entries(
        curated("Opinions on Pudong", on(BASE, Basis.OUTSIDE), "Leading Zone Opinions", "leading zone"),
        fact("the Opinions that made Pudong a Leading Zone", on(BASE, Basis.DERIVED)),
    )
    assert entry.fact.document == "paper"
    assert [each.document for each in entry.also] == ["calendar"]


def test_a_text_s_year_takes_the_day_of_the_calendar_and_says_so() -> None:
    (entry,) = entries(
        curated("opening", on(FTZ, Basis.OUTSIDE), "Shanghai Pilot Free Trade Zone"),
        fact("establishment of the Shanghai Pilot Free Trade Zone", during(2013)),
    )
    assert entry.fact.when.start == FTZ
    assert entry.fact.when.basis is Basis.OUTSIDE
    assert entry.also[0].when.precision is Precision.YEAR


def test_the_longest_curated_name_wins_within_a_year() -> None:
    found = entries(
        curated("a", on(date(2013, 3, 1), Basis.OUTSIDE), "Free Trade Zone"),
        curated("b", on(FTZ, Basis.OUTSIDE), "Shanghai Pilot Free Trade Zone"),
        fact("Shanghai Pilot Free Trade Zone", during(2013)),
    )
    assert {entry.fact.when.start: len(entry.also) for entry in found} == {date(2013, 3, 1): 0, FTZ: 1}


def test_another_year_is_another_thing() -> None:
    found = entries(
        curated("opening", on(FTZ, Basis.OUTSIDE), "Shanghai Pilot Free Trade Zone"),
        fact("Shanghai Pilot Free Trade Zone", during(2014)),
    )
    assert len(found) == 2


def test_vague_and_undated_facts_never_enter() -> None:
    nowhen = When(None, None, Precision.RANGE, Basis.STATED, "")
    assert entries(fact("soon", on(BASE), kind=Kind.VAGUE), fact("once", nowhen)) == ()


def test_a_topic_finds_an_entry_by_subject_names_and_title() -> None:
    (entry,) = entries(fact("release", on(BASE), names=["Leading Zones"]), title="Pudong's new role")
    assert about(entry, "leading zone")
    assert about(entry, "PUDONG release")
    assert not about(entry, "leading zone fund")
    assert not about(entry, "the of")


def test_a_document_that_mentions_a_thing_in_passing_does_not_lend_it_its_title() -> None:
    (entry,) = almanac(
        [
            (curated("opening", on(FTZ, Basis.OUTSIDE), "Shanghai Pilot Free Trade Zone"), "Calendar"),
            (fact("Shanghai Pilot Free Trade Zone", during(2013)), "The Leading Zone at two"),
        ]
    )
    assert about(entry, "free trade zone")
    assert not about(entry, "leading")


WORDS = st.lists(st.sampled_from(["zone", "fund", "plan", "law", "port", "park"]), min_size=1, max_size=5)
DAYS = st.sampled_from([on(BASE), on(FTZ), during(2013), during(2021), on(FTZ, Basis.OUTSIDE)])


@given(st.lists(st.tuples(WORDS, DAYS, st.booleans()), max_size=12), st.randoms())
def test_order_and_repeats_make_no_difference(
    rows: list[tuple[list[str], When, bool]], r: random.Random
) -> None:
    told = [
        (fact(" ".join(words), when, id=str(n), names=[" ".join(words)] if named else ()), "Title")
        for n, (words, when, named) in enumerate(rows)
    ]
    shuffled = told + told[:3]
    r.shuffle(shuffled)
    found = almanac(told)
    assert almanac(shuffled) == found
    assert sorted(f.id for e in found for f in (e.fact, *e.also)) == sorted(f.id for f, _ in told)
