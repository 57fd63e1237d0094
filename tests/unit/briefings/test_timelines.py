"""Timelines: in order of time whatever the precision, with the day of the reader between past and coming."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.almanac import almanac
from briefings.model import Basis, Entry, Evidence, Fact, Grade, Kind, Precision, When
from briefings.timelines import Side, timeline, told
from tests.unit.briefings.told import page

TODAY = date(2024, 5, 10)
PROOF = Evidence("page#1.1", "0" * 64, 0, 5)


def when(
    edtf: str,
    start: str | None,
    end: str | None,
    precision: Precision = Precision.DAY,
    basis: Basis = Basis.STATED,
) -> When:
    days = [date.fromisoformat(one) if one else None for one in (start, end)]
    return When(days[0], days[1], precision, basis, edtf)


def day(iso: str) -> When:
    return when(iso, iso, iso)


def year(number: int) -> When:
    return when(str(number), f"{number}-01-01", f"{number}-12-31", Precision.YEAR)


def entry(value: When, kind: Kind = Kind.EVENT, what: str = "the quay opened", **more: object) -> Entry:
    fields: dict[str, object] = {"grade": Grade.IN_FORCE, **more}
    fact = Fact(
        f"{kind}-{value.edtf}", "page", kind, what=what, when=value, start=0, end=4,
        expression="then", evidence=(PROOF,), **fields,  # type: ignore[arg-type]
    )  # fmt: skip
    return Entry(fact, "A page", frozenset({"quay"}))


def order(*entries: Entry) -> list[str]:
    return [moment.when.edtf for moment in timeline(entries, TODAY).moments]


def test_a_year_stands_before_its_months_and_days_and_after_the_year_before() -> None:
    month = when("2013-09", "2013-09-01", "2013-09-30", Precision.MONTH)
    every = (day("2013-09-01"), day("2013-01-01"), month, year(2013), day("2012-12-31"), year(2014))
    assert order(*map(entry, every)) == [
        "2012-12-31",
        "2013",
        "2013-01-01",
        "2013-09",
        "2013-09-01",
        "2014",
    ]


def test_what_is_due_by_a_time_stands_at_its_end() -> None:
    three_years = when("2023-07/2026-07", "2023-07-01", "2026-07-31", Precision.RANGE)
    found = timeline([entry(three_years, Kind.TARGET), entry(day("2025-01-01"))], TODAY).moments
    assert [(one.kind, one.at) for one in found] == [
        (Kind.EVENT, date(2025, 1, 1)),
        (Kind.TARGET, date(2026, 7, 31)),
    ]
    assert not found[1].exact


def test_today_parts_what_is_behind_from_what_is_to_come() -> None:
    value = timeline(
        [entry(day("2024-05-09")), entry(day("2024-05-10")), entry(day("2024-05-11")), entry(year(2024))],
        TODAY,
    )
    assert [one.side for one in value.moments] == [Side.PRESENT, Side.PAST, Side.PRESENT, Side.COMING]
    assert value.behind == 2
    assert [one.exact for one in value.moments] == [False, True, True, True]


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (day("2023-10-08"), True),
        (when("../2023-10-08", None, "2023-10-08", Precision.RANGE), True),
        (when("../2023-10", None, "2023-10-31", Precision.RANGE), False),
        (when("1993~", "1993-01-01", "1993-12-31", Precision.YEAR), False),
        (when("2023-10-08/..", "2023-10-08", None, Precision.RANGE), True),
    ],
)
def test_a_day_is_exact_only_where_the_text_gives_it(value: When, exact: bool) -> None:
    assert timeline([entry(value)], TODAY).moments[0].exact is exact


def test_what_goes_on_without_an_end_is_present() -> None:
    open_end = when("2020/..", "2020-01-01", None, Precision.RANGE)
    assert timeline([entry(open_end, Kind.PERIOD)], TODAY).moments[0].side is Side.PRESENT


def test_since_and_until_keep_what_touches_them() -> None:
    period = when("2020/2022", "2020-01-01", "2022-12-31", Precision.RANGE)
    every = [entry(year(2019)), entry(period, Kind.PERIOD), entry(day("2023-06-01"))]
    kept = timeline(every, TODAY, since=date(2021, 1, 1), until=date(2022, 1, 1))
    assert [one.when.edtf for one in kept.moments] == ["2020/2022"]


def test_kinds_keep_what_was_asked_for() -> None:
    every = [entry(day("2023-06-01")), entry(day("2025-06-01"), Kind.DEADLINE)]
    kept = timeline(every, TODAY, kinds=[Kind.DEADLINE])
    assert [one.kind for one in kept.moments] == [Kind.DEADLINE]


def test_a_dispute_is_carried_with_its_own_sentence() -> None:
    against = Evidence("other#2.1", "1" * 64, 3, 9)
    other = entry(day("2013-09-20")).fact
    disputed = Entry(
        entry(day("2013-09-29")).fact,
        "A page",
        frozenset(),
        disputed=(Fact(**{**_fields(other), "evidence": (against,)}),),  # type: ignore[arg-type]
    )
    (moment,) = timeline([disputed], TODAY).moments
    assert [(one.when.edtf, one.evidence) for one in moment.disputed] == [("2013-09-20", (against,))]
    assert moment.when.edtf == "2013-09-29"
    assert against not in moment.evidence


def _fields(fact: Fact) -> dict[str, object]:
    return {name: getattr(fact, name) for name in Fact.__dataclass_fields__}


def test_an_anniversary_is_told_as_one_and_not_as_its_origin() -> None:
    (moment,) = timeline([entry(day("2023-07-15"), Kind.OCCURRENCE, number=2)], TODAY).moments
    assert moment.number == 2


def test_what_only_the_calendar_knows_is_told_by_no_document() -> None:
    known = when("1978-12-18", "1978-12-18", "1978-12-18", basis=Basis.OUTSIDE)
    assert not told(entry(known))
    assert told(entry(day("1978-12-18")))


def test_a_read_text_comes_in_order_with_proofs() -> None:
    document = page(
        "The harbour\n\nThe quay was opened on 3 May 2019. The port was founded in 1990. "
        "The port plans to build a second quay by the end of 2026.\n",
        "2024-05-01",
    )
    value = timeline(almanac((fact, document.title) for fact in document.facts), TODAY)
    assert [one.when.edtf[-10:] for one in value.moments][:2] == ["1990", "2019-05-03"]
    assert value.moments[-1].due
    assert value.moments[-1].side is Side.COMING
    assert all(one.evidence for one in value.moments)


@given(st.lists(st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.booleans()), max_size=30))
def test_any_facts_come_in_order_and_none_is_lost(days: list[tuple[date, bool]]) -> None:
    entries = [entry(year(one.year) if coarse else day(one.isoformat())) for one, coarse in days]
    value = timeline(entries, TODAY)
    ats = [one.at for one in value.moments]
    assert len(value.moments) == len(days)
    assert ats == sorted(ats)
    assert all((one.at < TODAY) is (at < value.behind) for at, one in enumerate(value.moments))
