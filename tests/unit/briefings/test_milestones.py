"""Which days an entry earns, how they are said, and that no day is invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.milestones import (
    RULES,
    USUAL,
    Reckoning,
    ahead,
    exact,
    falls,
    following,
    milestones,
    rule_of,
)
from briefings.milestones.anniversary import is_round
from briefings.milestones.joining import NEAR, akin, joined
from briefings.milestones.wording import ordinal, present, titled
from briefings.model import Basis, Entry, Grade, Kind, Milestone, Precision, When
from tests.made import BASE, amount, between, curated, during, entries, fact, on, opinions


def named(rule: str, found: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    return tuple(one for one in found if one.rule == rule)


def year(found: tuple[Entry, ...], number: int) -> tuple[Milestone, ...]:
    return milestones(found, date(number, 1, 1), date(number, 12, 31))


def test_an_origin_comes_back_every_year_with_its_number() -> None:
    found = named("anniversary", milestones(opinions(), date(2021, 1, 1), date(2026, 12, 31)))
    assert [(one.day, one.number) for one in found] == [(date(2021 + n, 7, 15), n) for n in range(1, 6)]
    assert found[-1].label == "5 years since the Leading Zone Opinions (15 Jul 2021)"
    assert [one.leads for one in found] == [(30, 7, 0)] * 4 + [(90, 30, 7, 0)]


def test_the_day_itself_is_no_anniversary() -> None:
    assert named("anniversary", year(opinions(), 2021)) == ()
    assert milestones(opinions(), BASE, BASE) == ()


def test_an_event_has_no_anniversary_and_a_bare_year_no_day() -> None:
    found = entries(fact("fair", on(BASE), kind=Kind.EVENT), fact("reform", during(1983)))
    (one,) = year(found, 2026)
    assert (one.rule, one.label, falls(one)) == ("announcement", "43 years since reform (1983)", "2026")
    assert not exact(one)


def test_a_month_is_announced_on_its_first_day_and_names_no_day() -> None:
    when = When(date(2013, 7, 1), date(2013, 7, 31), Precision.MONTH, Basis.DERIVED, "2013-07")
    (one,) = year(entries(fact("port reform", when)), 2023)
    assert (one.day, one.leads, one.number) == (date(2023, 7, 1), (0,), 10)
    assert (one.label, falls(one)) == ("10 years since port reform (July 2013)", "Jul 2023")
    assert [present(one, date(2023, month, 9)) for month in (6, 7, 8)] == ["", "this month", ""]


@pytest.mark.parametrize("edtf", ["2013-33", "2013-40", "2013-21", "201X"])
def test_a_quarter_half_season_or_decade_is_never_announced(edtf: str) -> None:
    precisions = {"2013-33": Precision.QUARTER, "2013-40": Precision.HALF, "2013-21": Precision.SEASON}
    when = When(
        date(2013, 1, 1), date(2013, 3, 31), precisions.get(edtf, Precision.DECADE), Basis.DERIVED, edtf
    )
    assert milestones(entries(fact("port reform", when)), date(2014, 1, 1), date(2100, 1, 1)) == ()


def test_what_is_announced_for_the_running_year_or_month_still_lies_ahead() -> None:
    when = When(date(2013, 7, 1), date(2013, 7, 31), Precision.MONTH, Basis.DERIVED, "2013-07")
    found = entries(fact("port reform", when), fact("tax code", during(2016)))
    seen = [(falls(one), one.number) for one in ahead(found, date(2026, 7, 15), date(2026, 12, 1))]
    assert seen == [("2026", 10), ("Jul 2026", 13)]
    dated = (*found, *opinions())
    last = [falls(one) for one in ahead(dated, date(2026, 7, 15), date(2026, 12, 1))]
    assert last == ["15 Jul 2026", "2026", "Jul 2026"]
    assert [falls(one) for one in ahead(found, date(2026, 8, 1), date(2026, 12, 1))] == ["2026"]


def test_round_numbers_are_told_earlier() -> None:
    rounds = [n for n in range(1, 131) if is_round(n)]
    assert rounds == [*range(5, 51, 5), 60, 70, 75, 80, 90, 100, 110, 120, 125, 130]
    found = named("anniversary", milestones(opinions(), date(2022, 1, 1), date(2100, 1, 1)))
    assert all((90 in one.leads) == is_round(one.number or 0) for one in found)


def test_a_young_origin_has_day_marks_and_an_old_one_none() -> None:
    found = named("daymark", milestones(opinions(), date(2021, 1, 1), date(2100, 1, 1)))
    assert [(one.number, one.day - BASE) for one in found] == [
        (n, timedelta(days=n)) for n in (100, 500, 1000, 2000)
    ]
    assert found[2].label == "1,000 days since the Leading Zone Opinions (15 Jul 2021)"
    assert named("daymark", milestones(opinions(), date(2028, 1, 1), date(2100, 1, 1))) == ()


def test_an_installation_may_count_the_origin_as_day_one_and_says_so() -> None:
    found = milestones(opinions(), date(2021, 7, 15), date(2021, 12, 31), Reckoning(first=1))
    assert [(one.day, one.label) for one in found] == [
        (date(2021, 10, 22), "Day 100 of the Leading Zone Opinions (15 Jul 2021 counted as day 1)")
    ]


def test_a_leap_day_may_be_remembered_on_the_first_of_march() -> None:
    found = entries(fact("Harbour Act", on(date(2020, 2, 29))))
    years = milestones(found, date(2026, 1, 1), date(2028, 12, 31), Reckoning(march=True))
    assert [one.day for one in years] == [date(2026, 3, 1), date(2027, 3, 1), date(2028, 2, 29)]
    assert years[0].label.endswith("2026 has no 29 Feb, so it is told on 1 Mar")
    assert "no 29 Feb" not in years[-1].label


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
    for one in whole:
        assert one.number is not None
        counted = one.day - base if one.rule == "daymark" else one.day.year - base.year
        assert counted == (timedelta(days=one.number) if one.rule == "daymark" else one.number)
        assert one.day > base
    assert len({one.ref for one in whole}) == len(whole)


COARSE = st.sampled_from(
    [
        during(2013),
        When(date(2013, 7, 1), date(2013, 7, 31), Precision.MONTH, Basis.DERIVED, "2013-07"),
        When(date(2026, 1, 1), date(2026, 3, 31), Precision.QUARTER, Basis.STATED, "2026-33"),
        When(date(2023, 7, 11), date(2026, 12, 31), Precision.RANGE, Basis.STATED, "../2026"),
        between(date(2023, 7, 1), date(2026, 7, 31), "2023-07/2026-07"),
        When(None, None, Precision.RANGE, Basis.STATED, ""),
    ]
)


@given(when=COARSE, kind=st.sampled_from(list(Kind)), first=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_is_coarse_never_has_a_day(when: When, kind: Kind, first: date) -> None:
    found = milestones(entries(fact("port reform", when, kind=kind)), first, first + timedelta(days=4000))
    for one in found:
        assert not exact(one)
        assert len(falls(one).split()) < 3
        assert kind is not Kind.VAGUE
        assert f"{one.day.day} {falls(one)}" not in one.label


@given(
    base=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    end=st.integers(1, 3000),
    march=st.booleans(),
    first=st.integers(0, 1),
)
def test_every_day_can_be_recomputed_from_its_reason(base: date, end: int, march: bool, first: int) -> None:
    counting = Reckoning(march, first)
    last = base + timedelta(days=end)
    span = between(base, last, f"{base}/{last}")
    found = entries(
        fact("charter", on(base)),
        fact("quay", span, kind=Kind.TARGET),
        fact("pier", on(last), kind=Kind.DEADLINE),
    )
    for one in milestones(found, base, base + timedelta(days=9000), counting):
        assert f"{one.day.day} " in rule_of(one).reason(one, counting)
        match one.rule:
            case "daymark":
                assert (one.day - base).days + first == one.number
            case "anniversary":
                day = (3, 1) if march else (2, 28)
                exactly = (one.day.month, one.day.day) == (base.month, base.day)
                assert exactly or ((base.month, base.day) == (2, 29) and (one.day.month, one.day.day) == day)
            case "halfway":
                assert abs((one.day - base) - (last - one.day)) <= timedelta(days=1)
            case _:
                assert one.day == last


@given(days=st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True), origin=st.integers(0, 40))
def test_a_check_in_near_its_anniversary_stands_in_that_line_and_nothing_is_lost(
    days: list[int], origin: int
) -> None:
    start = date(2026, 6, 1)
    held = date(2021, 6, 1) + timedelta(days=origin)
    targets = [
        fact(f"leading zone fund {n} grows", on(start + timedelta(days=n)), kind=Kind.TARGET, id=f"t{n}")
        for n in days
    ]
    other = fact("port museum opens", on(start + timedelta(days=origin)), kind=Kind.TARGET, id="museum")
    known = entries(fact("leading zone", on(held), id="o"), other, *targets)
    every = [one for one in milestones(known, start, start + timedelta(days=60)) if one.rule != "daymark"]
    lines = joined(every)
    told = [one.ref for line in lines for one in (line, *line.joined)]
    assert sorted(told) == sorted(one.ref for one in every)
    for line in lines:
        assert all(abs(one.day - line.day) <= NEAR and akin(line.entry, one.entry) for one in line.joined)
        if line.rule == "checkin" and line.entry.fact.id != "museum":
            assert abs((line.day - held.replace(year=2026)).days) > NEAR.days
    assert any(line.entry.fact.id == "museum" for line in lines)


def test_every_rule_of_the_register_has_its_own_name_and_says_which_rule_it_is() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    range_ = between(date(2026, 1, 1), date(2028, 1, 1), "2026-01-01/2028-01-01")
    found = [fact("x", range_ if k is Kind.TARGET else on(BASE), kind=k, id=k) for k in Kind]
    for rule in RULES:
        for entry in entries(*found):
            for one in rule.days(entry, date(2000, 1, 1), date(2040, 1, 1)):
                assert one.rule == rule.name
                assert rule_of(one) is rule
                assert set(one.leads) <= set(rule.leads)
                assert rule.reason(one, USUAL)


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
