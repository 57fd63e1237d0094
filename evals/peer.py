"""The peer: what `dateparser.search_dates` finds, given the true time of writing."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from typing import Any

from briefings.dates import values
from evals.documents import Predicted


def search(text: str, on: date) -> list[Predicted]:
    """Every date that the peer finds, with the interval of the period that it says it read."""
    import dateparser.search
    from dateparser.date import DateDataParser

    settings: Any = {"RELATIVE_BASE": datetime.combine(on, time()), "PREFER_DATES_FROM": "past"}
    parser = DateDataParser(languages=["en"], settings=settings)
    found: list[Predicted] = []
    at = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for words, moment in dateparser.search.search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            period = parser.get_date_data(words).period or "day"
            found.append((start, at, _interval(moment.date(), period)))
    return found


def _interval(day: date, period: str) -> tuple[str, str]:
    when = {"year": values.year(day.year), "month": values.month(day.year, day.month)}.get(
        period, values.day(day)
    )
    return str(when.start), str(when.end)


def value(interval: tuple[str, str]) -> str:
    """A peer's interval as a TIMEX3 value."""
    start, end = interval
    if start == end:
        return start
    return start[:7] if start[:7] == end[:7] else start[:4]
