"""Time zones by name: which exist, and which one was probably meant."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from bot.cities import CITIES
from briefings.saying import counted
from briefings.slots import WITHDRAWN
from briefings.tongue import _

_OFFSET = re.compile(r"(?:gmt|utc|z)?([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_REVERSED = re.compile(r"Etc/GMT([+-])(\d{1,2})", re.ASCII)
_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
_PLAIN = frozenset({"UTC", "GMT"})
_FURTHEST = timedelta(hours=14)
# one or two well-known places for each hour that people live in; which of them fits depends on the day
_PLACES = (
    "Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver",
    "America/Chicago", "America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/Azores",
    "Europe/London", "Europe/Berlin", "Europe/Athens", "Africa/Johannesburg", "Africa/Lagos", "Europe/Moscow",
    "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok",
    "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney",
    "Pacific/Noumea", "Pacific/Auckland", "Pacific/Tongatapu",
)  # fmt: skip


def zone(name: str) -> str | None:
    """The zone of this name, by its name of today: old names, cities, any case; None where there is none.

    Cities are known in English and Chinese, where only one zone has a city of that name.
    """
    wanted = _key(name)
    if found := _known().get(wanted):
        return found
    of_city = _cities().get(wanted, ())
    return of_city[0] if len(of_city) == 1 else None


def likely(name: str, at: datetime) -> tuple[str, ...]:
    """Up to two zones that were probably meant: by offset from UTC at that instant, by city, by spelling."""
    wanted = _key(name)
    if (offset := _offset(wanted)) is not None:
        places = ("UTC", *_PLACES) if not offset else _PLACES
        return tuple(place for place in places if at.astimezone(ZoneInfo(place)).utcoffset() == offset)[:2]
    known, cities = _known(), _cities()
    if by_city := cities.get(wanted.rpartition("/")[2]):
        return by_city[:2]
    close = get_close_matches(wanted[:60], [*known, *cities], n=1, cutoff=0.6)
    return tuple(known.get(each) or cities[each][0] for each in close)


def reading(name: str) -> str:
    """Which way an offset is meant, as a sentence: GMT+8 is 8 hours ahead of UTC; empty for what is none."""
    offset = _offset(_key(name))
    return _("Read as an offset, it is {offset}.").format(offset=_away(offset)) if offset else ""


def clocks(at: datetime) -> tuple[timedelta, ...]:
    """The offsets from UTC at which people live at that instant, from the earliest day on."""
    return tuple(sorted({_at(place, at) for place in (*_PLACES, *CITIES)}))


def places(offset: timedelta, at: datetime) -> tuple[str, ...]:
    """Zones whose clocks stand that far from UTC at that instant: well-known places, then all others."""
    known = dict.fromkeys((*_PLACES, *CITIES, *sorted(_current() - _PLAIN)))
    lived_in = (place for place in known if not place.startswith(("Antarctica/", "Etc/")))
    return tuple(place for place in lived_in if _at(place, at) == offset)


def offset_of(name: str, at: datetime) -> timedelta | None:
    """The offset that was typed, as UTC+8 or as the time that somebody's clock shows at that instant."""
    wanted = _key(name)
    if (offset := _offset(wanted)) is not None:
        return offset
    found = _CLOCK.fullmatch(wanted)
    if not found or int(found[1]) > 23:
        return None
    shows = timedelta(hours=int(found[1]), minutes=int(found[2]))
    here = timedelta(hours=at.astimezone(UTC).hour, minutes=at.minute)
    day = timedelta(days=1)
    # clocks are set in quarters of an hour; a time that two days share is the one nearer to UTC
    return min(clocks(at), key=lambda each: (_apart(each, shows - here, day), abs(each)))


def _apart(one: timedelta, other: timedelta, day: timedelta) -> timedelta:
    """How far two clocks are apart, whatever their day."""
    return min((one - other) % day, (other - one) % day)


def written(offset: timedelta) -> str:
    """An offset as it is typed: UTC+08:00."""
    sign = "-" if offset < timedelta(0) else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{sign}{hours:02}:{minutes:02}"


def city(name: str, tongue: str = "en") -> str:
    """What a zone's place is called: its city, in Chinese where that is spoken and the name is known."""
    if tongue.lower().startswith("zh"):
        for known in CITIES.get(name, "").split():
            if not known.isascii() and all("\u4e00" <= char <= "\u9fff" for char in known):
                return known
    return name.rpartition("/")[2].replace("_", " ")


def country_of(name: str) -> str:
    """The ISO 3166 code of the country that a zone belongs to; empty where it is no single country's."""
    return next((code for code, zones in _countries().items() if name in zones), "")


def _at(place: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(place)).utcoffset() or timedelta(0)


def shown(name: str) -> str:
    """A zone's name as nobody can mistake it: Etc/GMT+8 and its like have the reverse of the usual sign."""
    found = _REVERSED.fullmatch(name)
    if not found or not int(found[2]):
        return name
    hours = timedelta(hours=int(found[2]))
    away = _away(-hours if found[1] == "+" else hours)
    return _("{words} ({aside})").format(words=name, aside=away)


def _away(offset: timedelta) -> str:
    """How far from UTC, in words."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    parts = [counted(number, noun) for number, noun in ((hours, "hour"), (minutes, "minute")) if number]
    sentence = _("{time} ahead of UTC") if offset > timedelta(0) else _("{time} behind UTC")
    return sentence.format(time=" ".join(parts))


def _offset(name: str) -> timedelta | None:
    """The offset that GMT+8, UTC+05:30 or +0800 names."""
    found = _OFFSET.fullmatch(name)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if offset > _FURTHEST:
        return None
    return -offset if found[1] == "-" else offset


def _key(name: str) -> str:
    """A name as it is looked up."""
    return "_".join(name[:100].casefold().replace("\u2212", "-").split())


@cache
def _known() -> dict[str, str]:
    """Every zone's name of today, by each of its names in lower case."""
    names = available_timezones() - _NO_PLACE
    renamed, current = _links(), _current()
    known = {}
    for name in sorted(names):
        today = name
        if name not in current and not name.startswith("Etc/"):
            today = renamed.get(name, name)
        known[name.casefold()] = today if today in names else name
    return known | {old.casefold(): new for old, new in WITHDRAWN.items() if new in names}


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """The zones of each city, by its name in lower case."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, today in _known().items():
        area, _slash, city = name.rpartition("/")
        if area and area != "etc":
            found[city].add(today)
    for place, names in CITIES.items():
        for city in names.split():
            found[city].add(place)
    return {city: tuple(sorted(zones)) for city, zones in found.items()}


@cache
def _links() -> dict[str, str]:
    """The zone that each other name of one stands for, by the list that ships with the program."""
    lines = (line.split() for line in _listed("tzdata.zi"))
    return {parts[2]: parts[1] for parts in lines if len(parts) == 3 and parts[0] == "L"}


@cache
def _current() -> frozenset[str]:
    """Names that are some country's of today, and those that everybody writes."""
    return _PLAIN.union(*_countries().values())


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """The zones of each country, by its code."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in _listed("zone.tab"):
        if not line.startswith("#"):
            code, _, name = line.split("\t")[:3]
            found[code].append(name)
    return {code: tuple(names) for code, names in found.items()}


def _listed(name: str) -> list[str]:
    """The lines of a table of the zone list."""
    return (files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
