"""Working days: weekends, holidays and make-up days of a country, from tables that need no network."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from briefings.preferences import DaysOff

LONGEST = 60
"""Days in a row that may be off before a rule is not followed any further; no country has half as many."""

_DAY = timedelta(days=1)
_SATURDAY = 5


def works(day: date, country: str = "") -> bool:
    """Whether people work on a day in a country (ISO 3166); without one, or one unknown, weekends are off.

    A weekend day on which a country makes up for a holiday is a working day.
    """
    return _works(country.strip().upper(), day)


def known(country: str) -> bool:
    """Whether there is a table of this country's holidays."""
    return _table(country.strip().upper()) is not None


def moved(day: date, rule: DaysOff, country: str = "") -> date | None:
    """The day to which a rule takes what falls on a day: itself where people work or nothing is said.

    Before and after take a day off to the nearest working day on that side; None where it is dropped.
    """
    if not rule or works(day, country):
        return day
    if rule == "drop":
        return None
    step = _DAY if rule == "after" else -_DAY
    found = day
    for _ in range(LONGEST):
        found += step
        if works(found, country):
            return found
    return day


def around(day: date, rule: DaysOff, country: str = "") -> tuple[date, date]:
    """The first and the last day whose messages a rule may bring to a working day, itself among them."""
    first = last = day
    if rule == "after":
        while (day - first).days < LONGEST and not works(first - _DAY, country):
            first -= _DAY
    if rule == "before":
        while (last - day).days < LONGEST and not works(last + _DAY, country):
            last += _DAY
    return first, last


@lru_cache(maxsize=20_000)
def _works(country: str, day: date) -> bool:
    table = _table(country)
    if table is None:
        return day.weekday() < _SATURDAY
    # a make-up day at the turn of a year stands in the table of the year that it makes up for
    for year in (day.year - 1, day.year + 1):
        table.get(date(year, 1, 1))
    return bool(table.is_working_day(day))


@lru_cache(maxsize=300)
def _table(country: str) -> Any:
    """A country's holidays as the library has them; None for a name that it does not know."""
    if not country:
        return None
    import holidays  # a third of a second, and few chats ask for it

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return None
