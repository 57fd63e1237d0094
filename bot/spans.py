"""Stretches of time as people type them: 22:00-08:00, 3d, 2 hours, until a day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.arguments import BadArgument, time_of
from bot.days import asked
from briefings.tongue import _

LONGEST = timedelta(days=366)
"""How long a chat may be still; who wants more ends its subscriptions."""

_APART = re.compile(r"\s{0,3}(?:-|–|—|−|~|～|to\b|until\b|至|到)\s{0,3}")
_LENGTH = re.compile(r"(\d{1,5})\s{0,3}([a-z]{1,7}|分钟|小时|天|日|周|星期|个月)", re.ASCII)
_UNITS = {
    "m": timedelta(minutes=1), "min": timedelta(minutes=1), "minute": timedelta(minutes=1),
    "h": timedelta(hours=1), "hr": timedelta(hours=1), "hour": timedelta(hours=1),
    "d": timedelta(days=1), "day": timedelta(days=1), "w": timedelta(weeks=1), "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "天": timedelta(days=1),
    "日": timedelta(days=1), "周": timedelta(weeks=1), "星期": timedelta(weeks=1), "个月": timedelta(days=30),
}  # fmt: skip


def hours_of(words: str) -> tuple[time, time]:
    """Two times of day, from one to the other: 22:00-08:00, 10pm to 8am, 22点至8点.

    Raises `BadArgument` for what is no such stretch, and for equal bounds, which would be all day or never.
    """
    parts = _APART.split(words.casefold().removeprefix("from ").removeprefix("从").strip())
    ends = [_end(part) for part in parts]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        now = _("Type two local times, such as quiet 22:00-08:00, or quiet off.")
        raise BadArgument("quiet", words, _("is no stretch from one time of day to another."), now)
    if ends[0] == ends[1]:
        why = _("begins and ends at one time, which could mean the whole day or no time at all.")
        now = _("Type two different times, such as quiet 22:00-08:00. To hear nothing for days: snooze 3d.")
        raise BadArgument("quiet", words, why, now)
    return ends[0], ends[1]


def _end(part: str) -> time | None:
    """One end; 24:00 is midnight."""
    part = "".join(part.split())
    return time(0) if part in {"24", "24:00", "24点"} else time_of(part)


def until(words: str, key: str | None, at: datetime, zone: str) -> datetime:
    """When a stretch ends that begins at `at`: after 3d or 2h, or where that local day begins.

    `key` is what stood behind `until:`. Raises `BadArgument` for what is behind us or too far ahead.
    """
    shown = key or words
    end = _day(key or words.casefold().removeprefix("until").strip(), at, zone)
    if end is None and key is None:
        end = _length(words.casefold().removeprefix("for").strip(), at)
    if end is None:
        now = _("Type how long, such as snooze 3d or snooze 2h, or a day: snooze until:2026-12-01.")
        raise BadArgument("snooze", shown, _("is no length of time and no day."), now)
    if end <= at:
        now = _("Type a day that is still to come.")
        raise BadArgument("snooze", shown, _("is not ahead of us."), now)
    if end - at > LONGEST:
        now = _("Type at most {number} days; to hear nothing any more: unsubscribe all.")
        why = _("is too long.")
        raise BadArgument("snooze", shown, why, now.format(number=LONGEST.days))
    return end.astimezone(UTC).replace(second=0, microsecond=0)


def _length(words: str, at: datetime) -> datetime | None:
    found = _LENGTH.fullmatch(words)
    if found is None:
        return None
    unit = _UNITS.get(found[2]) or _UNITS.get(found[2].removesuffix("s"))
    return at + int(found[1]) * unit if unit else None


def _day(words: str, at: datetime, zone: str) -> datetime | None:
    """Where a local day begins; a day without a year is the next of its name."""
    here = ZoneInfo(zone)
    today = at.astimezone(here).date()
    if words in {"tomorrow", "明天"}:
        return _begins(today + timedelta(days=1), here)
    named = asked(words)
    if named is None or (named.year is not None and not 1 < named.year < date.max.year):
        return None
    day = named.within(named.year or today.year, march=True)
    if named.year is None and day <= today:
        day = named.within(today.year + 1, march=True)
    return _begins(day, here)


def _begins(day: date, here: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), here)
