"""Which days an entry earns, how they are said, and that no day is invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.milestones import RULES, exact, falls, following, milestones
from briefings.milestones.wording import ordinal, titled
from briefings.model import Basis, Entry, Grade, Kind, Milestone, Precision, When
from tests.made import BASE, amount, between, curated, during, entries, fact, on, opinions


def year(found: tuple[Entry, ...], number: int) -> tuple[Milestone, ...]:
    return milestones(found, date(number, 1, 1), date(number, 12, 31))


def test_an_origin_comes_back_every_year_with_its_number() -> None:
    found = milestones(opinions(), date(2021, 1, 1), date(2026, 12, 31))
    assert [(one.day, one.number) for one in found] == [(date(2021 + n, 7, 15), n) for n in range(1, 6)]
    assert found[-1].label == "5 years since the Leading Zone Opinions (15 Jul 2021)"
    assert found[-1].leads == (30, 7, 0)


def test_the_day_itself_is_no_anniversary() -> None:
    assert year(opinions(), 2021) == ()


def test_an_event_or_a_bare_year_has_no_anniversary() -> None:
    found = entries(fact("fair", on(BASE), kind=Kind.EVENT), fact("reform", during(1983)))
    assert year(found, 2026) == ()


def test_a_year_that_the_calendar_sharpens_has_one() -> None:
    found = entries(
        curated("opening", on(date(2013, 9, 29), Basis.OUTSIDE), "Shanghai Pilot Free Trade Zone"),
        fact("Shanghai Pilot Free Trade Zone", during(2013)),
    )
    (one,) = year(found, 2026)
    assert one.label == "13 years since the Shanghai Pilot Free Trade Zone (29 Sep 2013)"
    assert one.entry.fact.when.basis is Basis.OUTSIDE


def test_several_days_are_remembered_on_the_first() -> None:
    when = When(
        date(2013, 11, 9), date(2013, 11, 12), Precision.RANGE, Basis.OUTSIDE, "2013-11-09/2013-11-12"
    )
    (one,) = year(entries(curated("session", when, "Third Plenum")), 2023)
    assert one.day == date(2023, 11, 9)
    assert one.label.endswith("(9–12 Nov 2013)")


def test_a_leap_day_is_told_on_the_28th_and_says_so() -> None:
    found = entries(fact("Harbour Act", on(date(2020, 2, 29))))
    (common,), (leap,) = year(found, 2026), year(found, 2028)
    assert (common.day, leap.day) == (date(2026, 2, 28), date(2028, 2, 29))
    assert "no 29 Feb" in common.label
    assert "no 29 Feb" not in leap.label


def test_a_deadline_has_a_day_before_too() -> None:
    when = When(date(2026, 7, 1), date(2026, 12, 31), Precision.RANGE, Basis.STATED, "2026-07-01/2026-12-31")
    (one,) = year(entries(fact("comments are due", when, kind=Kind.DEADLINE)), 2026)
    assert (one.day, one.leads, one.rule) == (date(2026, 12, 31), (30, 7, 1, 0), "deadline")
    assert one.label == "Deadline 31 Dec 2026: comments are due"


def target(when: When) -> tuple[Entry, ...]:
    figure = amount("100 billion yuan", 1e11, "about", "sub-funds")
    return entries(fact("", when, kind=Kind.TARGET, grade=Grade.ESTIMATED, figures=[figure], id="t"))


def test_a_target_is_looked_at_half_way_and_at_its_end() -> None:
    found = target(between(date(2023, 7, 1), date(2026, 7, 31), "2023-07/2026-07"))
    half, end = milestones(found, date(2023, 1, 1), date(2027, 1, 1))
    assert (half.rule, half.day, falls(half)) == ("halfway", date(2025, 1, 31), "Jan 2025")
    assert (end.rule, end.day, falls(end)) == ("checkin", date(2026, 7, 31), "Jul 2026")
    assert end.label == "Due Jul 2026: about 100 billion yuan of sub-funds (estimated)"
    assert half.label == "Half-way to Jul 2026: about 100 billion yuan of sub-funds (estimated)"
    assert not exact(half)
    assert not exact(end)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (during(2025), "2025"),
        (between(date(2023, 1, 1), date(2025, 12, 31), "2023/2025"), "2025"),
        (When(date(2026, 1, 1), date(2026, 3, 31), Precision.QUARTER, Basis.STATED, "2026-33"), "Q1 2026"),
        (
            When(date(2026, 1, 1), date(2026, 6, 30), Precision.HALF, Basis.STATED, "2026-40"),
            "first half of 2026",
        ),
        (When(None, date(2025, 12, 31), Precision.RANGE, Basis.STATED, "../2025-12-31"), "31 Dec 2025"),
        (When(date(2025, 12, 1), date(2025, 12, 31), Precision.MONTH, Basis.STATED, "2025-12~"), "Dec 2025"),
    ],
)
def test_a_target_is_said_no_more_exactly_than_it_is_known(when: When, said: str) -> None:
    found = milestones(target(when), date(2025, 1, 1), date(2026, 12, 31))
    assert falls(found[-1]) == said
    assert found[-1].label.startswith(f"Due {said}: ")


def test_a_range_without_a_beginning_has_no_middle() -> None:
    open_ = When(date(2025, 1, 9), date(2025, 12, 31), Precision.RANGE, Basis.STATED, "../2025-12-31")
    assert [one.rule for one in year(target(open_), 2025)] == ["checkin"]


def test_a_single_year_has_no_middle() -> None:
    assert [one.rule for one in year(target(during(2025)), 2025)] == ["checkin"]


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2201, 1, 1)])
def test_days_before_1900_or_after_2200_give_nothing(day: date) -> None:
    for kind in (Kind.ORIGIN, Kind.DEADLINE, Kind.TARGET):
        found = entries(fact("treaty", on(day), kind=kind))
        assert milestones(found, date.min, date.max) == ()
        assert following(found, date.min) is None


def test_the_next_one_is_found_however_far() -> None:
    far = entries(fact("comments", on(date(2150, 1, 1)), kind=Kind.DEADLINE))
    one = following(far, date(2026, 1, 1))
    assert one is not None
    assert one.day == date(2150, 1, 1)
    assert following(far, one.day) is None
    assert following((), date(2026, 1, 1)) is None


@given(
    base=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    first=st.dates(date(1890, 1, 1), date(2190, 1, 1)),
    length=st.integers(0, 3000),
)
def test_a_span_holds_exactly_what_its_parts_hold(base: date, first: date, length: int) -> None:
    found = entries(fact("charter", on(base)))
    last = first + timedelta(days=length)
    middle = first + timedelta(days=length // 2)
    whole = milestones(found, first, last)
    parts = milestones(found, first, middle) + milestones(found, middle + timedelta(days=1), last)
    assert whole == parts
    assert all(one.number == one.day.year - base.year > 0 for one in whole)
    assert len({one.ref for one in whole}) == len(whole)


def test_every_rule_of_the_register_has_its_own_name_and_says_which_rule_it_is() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    range_ = between(date(2026, 1, 1), date(2028, 1, 1), "2026-01-01/2028-01-01")
    found = [fact("x", range_ if k is Kind.TARGET else on(BASE), kind=k, id=k) for k in Kind]
    for rule in RULES:
        for entry in entries(*found):
            assert all(one.rule == rule.name for one in rule.days(entry, date(2000, 1, 1), date(2040, 1, 1)))


def test_numbers_and_names_read_well() -> None:
    assert [ordinal(n) for n in (1, 5, 11, 22, 45, 113)] == [
        "first",
        "fifth",
        "11th",
        "22nd",
        "45th",
        "113th",
    ]
    assert titled("Leading Zone Opinions") == "the Leading Zone Opinions"
    assert titled("Third Plenum of the 18th Central Committee").startswith("the ")
    assert titled("signing of the accord").startswith("the ")
    assert titled("reform and opening up") == "reform and opening up"
    assert titled("China's accession to the World Trade Organization").startswith("China")
