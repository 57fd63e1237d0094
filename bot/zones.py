"""Time zones by name: which exist, and which one was probably meant."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(r"(?:gmt|utc|z)?([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII)
_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
# one or two well-known places for each hour that people live in; which of them fits depends on the day
_PLACES = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago",
    "America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/Azores", "Europe/London",
    "Europe/Berlin", "Europe/Athens", "Africa/Johannesburg", "Africa/Lagos", "Europe/Moscow", "Asia/Dubai",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai",
    "Asia/Singapore", "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney", "Pacific/Noumea",
    "Pacific/Auckland", "Pacific/Tongatapu",
)  # fmt: skip


def zone(name: str) -> str | None:
    """The zone of this name, old names and any case included; None where there is none."""
    return _known().get(name.casefold())


def likely(name: str, at: datetime) -> tuple[str, ...]:
    """Up to two zones that were probably meant: by offset from UTC at that instant, by city, by spelling."""
    wanted = name.casefold()
    if (offset := _offset(wanted)) is not None:
        return tuple(place for place in _PLACES if at.astimezone(ZoneInfo(place)).utcoffset() == offset)[:2]
    known = _known()
    city = wanted.rpartition("/")[2].replace(" ", "_")
    by_city = [each for each in known if each.rpartition("/")[2] == city]
    close = by_city or get_close_matches(wanted[:60], list(known), n=1, cutoff=0.6)
    return tuple(known[each] for each in sorted(close)[:2])


def _offset(name: str) -> timedelta | None:
    """The offset that GMT+8, UTC+05:30 or +0800 names."""
    found = _OFFSET.fullmatch(name)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -offset if found[1] == "-" else offset


@cache
def _known() -> dict[str, str]:
    """Every zone by its name in lower case."""
    return {name.casefold(): name for name in sorted(available_timezones() - _NO_PLACE)}
