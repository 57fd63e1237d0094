"""A cadence that is changed in the middle of a week: every notice is told, and none is told twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.model import Subscription
from briefings.preferences import Preferences, Quiet
from briefings.rhythms import WEEKDAYS, comes_up, taken_up, told_on
from tests.made import subscription
from tests.unit.briefings.test_rhythms import COUNTRIES, HOURS, QUIETS

DAY = timedelta(days=1)
START = date(2026, 1, 5)
LEADS = (0, 1, 3, 7, 30)
CADENCES = st.sampled_from(["daily", "instant", *(f"weekly:{day}" for day in WEEKDAYS)])
CHANGES = st.lists(st.tuples(st.integers(10, 60), st.booleans(), CADENCES), max_size=4)
"""On which day somebody changes the cadence, whether after that day's hour, and to what."""


def lived(one: Subscription, changes: list[tuple[int, bool, str]], days: int) -> list[tuple[date, date, int]]:
    """All that was told (on, day, lead) to somebody who changed the cadence so, day after day."""
    found = []
    for n in range(days):
        today = START + n * DAY
        early, late = (
            [name for on, after, name in changes if (on, after) == (n, when)] for when in (False, True)
        )
        for cadence in early:
            one = changed(one, cadence, today - DAY)
        found += [(today, day, lead) for day, lead in comes_up(one, today, LEADS)]
        for cadence in late:
            one = changed(one, cadence, today)
    return found


def changed(one: Subscription, cadence: str, told: date) -> Subscription:
    former, begins = taken_up(one, cadence, told) if cadence != one.cadence else (one.former, one.begins)
    return replace(one, cadence=cadence, former=former, begins=begins)


@settings(max_examples=250, deadline=None)
@given(CADENCES, CHANGES, st.none() | QUIETS, st.sampled_from(["", "before", "after"]), COUNTRIES, HOURS)
def test_whatever_is_changed_when_no_notice_is_lost_and_none_comes_twice(  # noqa: PLR0917
    first: str,
    changes: list[tuple[int, bool, str]],
    quiet: Quiet | None,
    off: str,
    country: str,
    hour: object,
) -> None:
    chosen = Preferences(quiet=quiet, days_off=off, country=country)  # type: ignore[arg-type]
    one = replace(subscription(hour=hour), cadence=first, preferences=chosen)  # type: ignore[arg-type]
    event(f"{len({(on, late) for on, late, _ in changes})} changes")
    told = Counter((day, lead) for _on, day, lead in lived(one, sorted(changes), 120))
    inner = [(START + n * DAY, lead) for n in range(25, 90) for lead in LEADS]
    # those of the first weeks were told before we looked
    every = [(START + n * DAY, lead) for n in range(10, 90) for lead in LEADS]
    assert {each: told[each] for each in every if told[each] > 1} == {}
    assert [each for each in (every if not off else inner) if told[each] != 1] == []


def test_who_turns_to_daily_in_a_week_hears_at_once_of_what_waited_and_not_again_of_what_was_told() -> None:
    weekly = replace(subscription(leads=(30, 0)), cadence="weekly:mon")
    wednesday = date(2026, 7, 15)
    former, begins = taken_up(weekly, "daily", wednesday)
    daily = replace(weekly, cadence="daily", former=former, begins=begins)
    assert begins == date(2026, 7, 16)
    waited = [date(2026, 7, 14), wednesday]
    assert [told_on(daily, day, 30) for day in waited] == [begins, begins]
    assert told_on(daily, date(2026, 7, 17), 0) == date(2026, 7, 13), "told on Monday"
    assert told_on(daily, date(2026, 7, 17), 30) == date(2026, 7, 17)
    assert told_on(daily, date(2026, 7, 20), 0) == date(2026, 7, 20)


def test_who_turns_to_weekly_on_its_weekday_behind_its_hour_goes_on_daily_for_a_week() -> None:
    monday = date(2026, 7, 13)
    former, begins = taken_up(subscription(), "weekly:mon", monday)
    weekly = replace(subscription(), cadence="weekly:mon", former=former, begins=begins)
    assert (former, begins) == ((), date(2026, 7, 20))
    assert told_on(weekly, date(2026, 7, 17), 0) == date(2026, 7, 17)


def test_a_change_that_is_taken_back_leaves_no_trace() -> None:
    daily = subscription()
    weekly = changed(daily, "weekly:mon", date(2026, 7, 15))
    assert changed(weekly, "daily", date(2026, 7, 15)) == daily


def test_old_changes_are_let_go() -> None:
    one = replace(subscription(), cadence="weekly:mon")
    for n in range(20):
        one = changed(one, "daily" if n % 2 == 0 else "weekly:fri", date(2026, 1, 1) + 100 * n * DAY)
    assert len(one.former) <= 1
