"""The rows of the curated calendar: checked YAML to origins."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn, cast

import yaml

from briefings.errors import Refused
from briefings.model import Basis, Origin, Precision, When

NEEDED = ("id", "what", "names", "start", "end", "precision", "issuer", "source", "published", "verified")
KEYS = frozenset((*NEEDED, "note"))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PUBLISHED = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")
_VERIFIED = {"yes": True, "no": False}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def origins(data: bytes, name: str = "calendar.yaml") -> tuple[Origin, ...]:
    """The origins that a calendar file holds, in its order.

    Raises `Refused`, naming the row and the fault, for anything but a list of complete rows with
    real dates, ids of their own and names that belong to one row only.
    """
    found = tuple(_origin(row, name, place) for place, row in enumerate(_rows(data, name), 1))
    _once([row.id for row in found], "the id", name)
    _once([each.casefold() for row in found for each in row.names], "the name", name)
    return found


def _rows(data: bytes, name: str) -> Sequence[object]:
    # every scalar stays a string: YAML's own dates would raise before a row could be named
    try:
        rows = yaml.load(data, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings, lists, dicts only
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        place = getattr(getattr(fault, "problem_mark", None), "line", None)
        at = "" if place is None else f" at line {place + 1}"
        _refuse(name, f"it is not YAML{at}")
    if not isinstance(rows, list):
        _refuse(name, "it is not a list of rows")
    return cast(Sequence[object], rows)


def _origin(row: object, name: str, place: int) -> Origin:
    if not isinstance(row, Mapping):
        _refuse(name, f"row {place} is not a set of fields")
    here = f"row {place} ({row.get('id') or 'no id'})"
    _complete(row, name, here)
    _well_written(row, name, here)
    origin = Origin(
        id=row["id"],
        what=row["what"],
        names=tuple(row["names"]),
        when=_when(row, name, here),
        issuer=row["issuer"],
        source=row["source"],
        published=row["published"],
        verified=_VERIFIED[row["verified"]],
        note=row.get("note", ""),
    )
    if expression(origin) not in origin.what:
        _refuse(name, f"{here} has a sentence that does not say “{expression(origin)}”")
    return origin


def expression(row: Origin) -> str:
    """The words by which a row's sentence must state its date: “15 July 2021”; of a range, its last day."""
    day = row.when.end
    assert day is not None
    match row.when.precision:
        case Precision.MONTH:
            return f"{_MONTHS[day.month - 1]} {day.year}"
        case Precision.YEAR:
            return f"{day.year}"
        case _:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _complete(row: Mapping[str, object], name: str, here: str) -> None:
    if unknown := sorted(set(row) - KEYS):
        _refuse(name, f"{here} has the unknown field “{unknown[0]}”")
    if missing := [key for key in NEEDED if not row.get(key)]:
        _refuse(name, f"{here} has no {missing[0]}")
    names = row["names"]
    if not isinstance(names, list) or not all(isinstance(each, str) and each for each in names):
        _refuse(name, f"{here} has names that are not a list of words")
    if odd := [key for key, value in row.items() if key != "names" and not isinstance(value, str)]:
        _refuse(name, f"{here} has a {odd[0]} that is not one piece of text")


def _well_written(row: Mapping[str, str], name: str, here: str) -> None:
    if not _ID.fullmatch(row["id"]):
        _refuse(name, f"{here} has an id that is not lower-case words joined by hyphens")
    if not _PUBLISHED.fullmatch(row["published"]):
        _refuse(name, f"{here} was published “{row['published']}”, which is no year, month or day")
    if len(row["published"]) == len("2021-07-15"):
        _day(row["published"], name, here)
    if row["verified"] not in _VERIFIED:
        _refuse(name, f"{here} says verified: “{row['verified']}” instead of yes or no")


def _when(row: Mapping[str, str], name: str, here: str) -> When:
    start, end = (_day(row[key], name, here) for key in ("start", "end"))
    if row["precision"] not in _EDTF:
        _refuse(name, f"{here} has the precision “{row['precision']}” instead of {', '.join(_EDTF)}")
    precision = Precision(row["precision"])
    if (start, end) != _whole(precision, start, end):
        _refuse(name, f"{here} does not span one {precision} from {start} to {end}")
    edtf = _EDTF[precision].format(start=start, end=end)
    return When(start=start, end=end, precision=precision, basis=Basis.OUTSIDE, edtf=edtf)


_EDTF = {
    "day": "{start}",
    "month": "{start:%Y-%m}",
    "year": "{start:%Y}",
    "range": "{start}/{end}",
}


def _whole(precision: Precision, start: date, end: date) -> tuple[date, date] | None:
    """The only ends that fit a precision, or None where a range runs backwards or spans one day."""
    match precision:
        case Precision.DAY:
            return start, start
        case Precision.MONTH:
            return start.replace(day=1), start.replace(day=monthrange(start.year, start.month)[1])
        case Precision.YEAR:
            return date(start.year, 1, 1), date(start.year, 12, 31)
        case _:
            return (start, end) if start < end else None


def _day(text: str, name: str, here: str) -> date:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        _refuse(name, f"{here} has “{text}”, which is not a date that exists")


def _once(values: Sequence[str], what: str, name: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            _refuse(name, f"{what} “{value}” stands there twice")
        seen.add(value)


def _refuse(name: str, why: str) -> NoReturn:
    now = "Mend that row; docs/corpus.md lists the fields."
    raise Refused(name=name, why=why, now=now) from None
