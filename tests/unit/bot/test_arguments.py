"""Values of keys: what is meant is taken, what can't be meant is refused with what to type."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arguments import BadArgument, date_of, days_of, hour_of, leads_of, page_of, zone_of
from bot.cities import CITIES
from bot.command import Call
from bot.zones import likely, shown, zone

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, tzinfo=UTC)


def call(**keys: str) -> Call:
    return Call("verb", keys=tuple(keys.items()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:00", time(9)),
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("23:59", time(23, 59)),
        ("0:00", time(0)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("9:30PM", time(21, 30)),
        ("9点", time(9)),
        ("9點半", time(9, 30)),
        ("下午3点05分", time(15, 5)),
        ("上午9:00", time(9)),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, meant: time) -> None:
    assert hour_of(call(at=typed), time(8)) == meant


@pytest.mark.parametrize(
    "typed",
    ["24:00", "25", "9:60", "13pm", "0am", "noon", "-1", "9:0", "٩:00", "", "09:00:00", "下午15点", "25点"],
)
def test_times_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(BadArgument, match="is no time of day") as bad:
        hour_of(call(at=typed), time(8))
    assert "at:09:00" in bad.value.now


def test_leads_are_days_the_furthest_first() -> None:
    assert leads_of(call(leads="0d,30d,7"), ()) == (30, 7, 0)
    assert leads_of(call(leads="7,7,7"), ()) == (7,)
    assert leads_of(call(), (5,)) == (5,)


@pytest.mark.parametrize("typed", ["-1", "soon", "367", "1,,2", ",", "1w", "9" * 50, ",".join("1" * 13)])
def test_leads_that_are_no_days_are_refused(typed: str) -> None:
    with pytest.raises(BadArgument, match="not days ahead"):
        leads_of(call(leads=typed), ())


@pytest.mark.parametrize("typed", ["0", "-5", "1.5", "ten", "36501", "9" * 40, "٣"])
def test_numbers_of_days_out_of_range_are_refused(typed: str) -> None:
    with pytest.raises(BadArgument, match="36,500"):
        days_of(call(days=typed), 90)


def test_numbers_are_read_with_their_unit() -> None:
    assert days_of(call(days="30d"), 90) == 30
    assert days_of(call(), 90) == 90
    assert page_of(call(page="2")) == 2


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2023-07-15", date(2023, 7, 15), date(2023, 7, 15)),
    ],
)
def test_a_date_is_as_wide_as_it_is_written(typed: str, first: date, last: date) -> None:
    assert date_of(call(since=typed), "since") == first
    assert date_of(call(until=typed), "until", last=True) == last


@pytest.mark.parametrize("typed", ["2023-02-30", "2023-13", "0000", "yesterday", "31/06", "2023-7-15-1"])
def test_dates_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(BadArgument, match="no date that exists"):
        date_of(call(since=typed), "since")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
        ("US/Pacific-New", "America/Los_Angeles"),
        ("PRC", "Asia/Shanghai"),
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("UTC", "UTC"),
        ("Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Beijing", "Asia/Shanghai"),
        ("上海", "Asia/Shanghai"),
        ("柏林", "Europe/Berlin"),
        ("東京", "Asia/Tokyo"),
    ],
)
def test_zones_are_taken_by_every_name_that_they_have(typed: str, meant: str) -> None:
    assert zone(typed) == meant


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("GMT+8", "Asia/Shanghai"),
        ("utc+05:30", "Asia/Kolkata"),
        ("+0800", "Asia/Shanghai"),
        ("UTC+0", "UTC"),
        ("Europe/Berlni", "Europe/Berlin"),
        ("Bejing", "Asia/Shanghai"),
        ("Pacific", "America/Los_Angeles"),
    ],
)
def test_a_zone_that_is_none_gets_a_suggestion(typed: str, suggested: str) -> None:
    with pytest.raises(BadArgument) as bad:
        zone_of(call(tz=typed), "UTC", WINTER)
    assert bad.value.better == suggested
    assert suggested in bad.value.now


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("GMT+8", "8 hours ahead of UTC"),
        ("UTC-5", "5 hours behind UTC"),
        ("+05:30", "5 hours 30 minutes ahead of UTC"),
    ],
)
def test_an_offset_is_told_which_way_it_is_meant(typed: str, meant: str) -> None:
    with pytest.raises(BadArgument) as bad:
        zone_of(call(tz=typed), "UTC", WINTER)
    assert meant in bad.value.now


def test_a_zone_whose_sign_is_the_reverse_of_usual_says_what_it_means() -> None:
    assert zone("Etc/GMT+8") == "Etc/GMT+8"
    assert shown("Etc/GMT+8") == "Etc/GMT+8 (8 hours behind UTC)"
    assert shown("Etc/GMT-1") == "Etc/GMT-1 (1 hour ahead of UTC)"
    assert shown("Asia/Shanghai") == "Asia/Shanghai"


def test_every_zone_keeps_its_time_under_the_name_of_today() -> None:
    for name in available_timezones() - {"Factory", "localtime", "posixrules"}:
        today = zone(name)
        assert today
        for at in (WINTER, SUMMER):
            assert at.astimezone(ZoneInfo(name)).utcoffset() == at.astimezone(ZoneInfo(today)).utcoffset()


def test_every_city_of_the_table_is_in_a_zone_of_today_and_in_no_other() -> None:
    for place, names in CITIES.items():
        assert zone(place) == place
        for city in names.split():
            assert zone(city) == place, city


def test_an_offset_means_other_places_in_summer() -> None:
    assert "Europe/Berlin" in likely("GMT+1", WINTER)
    assert "Europe/London" in likely("GMT+1", SUMMER)


@pytest.mark.parametrize("typed", ["../../etc/passwd", "", "/", "localtime", "\0", "x" * 10_000])
def test_no_name_of_a_zone_reaches_for_a_file(typed: str) -> None:
    assert zone(typed) is None


@given(st.text(max_size=40))
def test_any_value_is_taken_or_refused(typed: str) -> None:
    keys = call(at=typed, leads=typed, days=typed, since=typed, tz=typed)
    for read in (
        lambda: hour_of(keys, time(9)),
        lambda: leads_of(keys, ()),
        lambda: days_of(keys, 1),
        lambda: date_of(keys, "since", last=True),
        lambda: zone_of(keys, "UTC", SUMMER),
    ):
        with suppress(BadArgument):
            read()
