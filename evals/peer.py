"""The peers, told the true time of writing: dateparser, and jionlp where it is installed."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import logging
import re
import warnings
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from briefings.dates import values
from evals.documents import Predicted
from evals.labelled import Interval, Label, spot

CHINESE = "jionlp" if importlib.util.find_spec("jionlp") else "–"


def search(text: str, on: date) -> list[Predicted]:
    """Every date that dateparser finds, with the interval of the period that it says it read."""
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


def search_chinese(text: str, on: date) -> list[Predicted]:
    """Every time that jionlp finds, with its days, a sentence at a time; nothing where it is missing."""
    if CHINESE == "–":
        return []
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp

        # what it can't read it prints a traceback of
        logging.disable(logging.ERROR)
    found: list[Predicted] = []
    base = datetime.combine(on, time(12)).timestamp()
    for sentence in re.finditer(r"[^\n。！？]+", text):
        with contextlib.suppress(Exception):
            for each in jionlp.ner.extract_time(sentence[0], time_base=base):
                a, b = each["offset"]
                found.append((sentence.start() + a, sentence.start() + b, _days(each["detail"])))
    return found


def _days(detail: dict[str, Any]) -> Interval | None:
    """The first and last day of what jionlp read, where it read two moments."""
    moments = detail.get("time")
    if not isinstance(moments, list) or not all(re.match(r"\d{4}-\d\d-\d\d", str(m)) for m in moments):
        return None
    return str(moments[0])[:10], str(moments[-1])[:10]


def at(row: Label, found: Sequence[Predicted]) -> Interval | None:
    """What a peer reads where a label points."""
    a, b = spot(row["text"], row)
    return next((days for start, end, days in found if min(end, b) > max(start, a)), None)


def _interval(day: date, period: str) -> Interval:
    when = {"year": values.year(day.year), "month": values.month(day.year, day.month)}.get(
        period, values.day(day)
    )
    return str(when.start), str(when.end)


def value(interval: Interval) -> str:
    """A peer's interval as a TIMEX3 value."""
    start, end = interval
    if start == end:
        return start
    return start[:7] if start[:7] == end[:7] else start[:4]
