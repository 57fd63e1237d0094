"""Values of keys, read strictly: what can't be meant is refused with what to type instead."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.command import Call
from bot.grammar import nearest
from bot.zones import likely, reading, zone
from briefings.errors import MilepostError
from briefings.query import Holding, Query
from briefings.tongue import _, run_on, several

MOST_PAGES = 1_000
MOST_DAYS = 36_500
MOST_LEAD = 366
USUAL = "usual"
"""The word for leads that are left to the rules."""

TYPES = {holding.value: holding for holding in Holding} | {
    "origin": Holding.ANNIVERSARY,
    "number": Holding.FIGURE,
    "amount": Holding.FIGURE,
    "goal": Holding.TARGET,
}
"""What `type:` takes; the plural will do."""

_YES, _NO = (
    frozenset({"yes", "y", "on", "1", "true", "是", "要"}),
    frozenset({"no", "n", "off", "0", "false", "否", "不"}),
)

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?", re.ASCII)
_CHINESE = re.compile(r"(上午|下午)?(\d{1,2})(?:[点點时時](?:(\d{1,2})分?|(半))?|:(\d{2}))", re.ASCII)
_LATER = frozenset({"pm", "下午"})
_LEAD = re.compile(r"(\d{1,4})d?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


class BadArgument(MilepostError):
    """{key}:{shown} {why} Nothing was done."""

    def __init__(self, key: str, value: str, why: str, now: str, better: str | None = None) -> None:
        """`why` goes on behind the key and its value, `now` says what to type, both in the language that is
        spoken; `better` is a value that was probably meant.
        """
        super().__init__(key=key, shown=value if len(value) <= 40 else value[:40] + "…", why=why)
        self.args = (_("{key}:{shown} {why} Nothing was done.").format(**self.details),)
        self.key, self.value, self.now, self.better = key, value, now, better


def number(call: Call, key: str, default: int, most: int, unit: str = "") -> int:
    """A whole number from 1 to `most`; a unit letter behind it is fine."""
    value = call.key(key)
    if value is None:
        return default
    digits = value.casefold().removesuffix(unit) if unit else value
    if not re.fullmatch(r"[0-9]{1,9}", digits) or not 1 <= int(digits) <= most:
        why = _("is not a number from 1 to {most:,}.").format(most=most)
        raise BadArgument(key, value, why, _("Type {example}, say.").format(example=f"{key}:{default}"))
    return int(digits)


def wanted(call: Call, key: str) -> bool:
    """Whether something is asked for by yes or no; by nothing, it is not."""
    value = call.key(key)
    if value is None or value.casefold() in _NO:
        return False
    if value.casefold() not in _YES:
        raise BadArgument(
            key, value, _("is neither yes nor no."), _("Type {key}:yes or leave it out.").format(key=key)
        )
    return True


def page_of(call: Call) -> int:
    """Which page is asked for, from 1."""
    return number(call, "page", 1, MOST_PAGES)


def days_of(call: Call, default: int) -> int:
    """How many days ahead to look."""
    return number(call, "days", default, MOST_DAYS, "d")


def hour_of(call: Call, default: time) -> time:
    """The time of day behind `at:`."""
    value = call.key("at")
    if value is None:
        return default
    found = time_of(value)
    if found is None:
        why = _("is no time of day.")
        raise BadArgument("at", value, why, _("Type the local time in 24 hours, such as at:09:00."))
    return found


def time_of(value: str) -> time | None:
    """A time of day: 9, 09:00, 9.30, 9pm, 9点半, 下午3点; None for what is none."""
    hour, minute, half = _typed_hour(value.casefold())
    if half:
        hour = hour % 12 + (12 if half in _LATER else 0) if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _typed_hour(value: str) -> tuple[int, int, str | None]:
    """The hour, the minute and the half of the day as typed; hour 24 for what is no time."""
    if found := _TIME.fullmatch(value):
        return int(found[1]), int(found[2] or 0), found[3]
    if found := _CHINESE.fullmatch(value):
        return int(found[2]), 30 if found[4] else int(found[3] or found[5] or 0), found[1]
    return 24, 0, None


def zone_of(call: Call, default: str, at: datetime) -> str:
    """A time zone by its IANA name of today or of old, or by a city."""
    value = call.key("tz")
    if value is None:
        return default
    if known := zone(value):
        return known
    guesses = likely(value, at)
    meant = guesses[0] if guesses else ""
    if len(guesses) > 1:
        meant = _("{one} or {other}").format(one=meant, other=guesses[1])
    now = run_on(
        reading(value),
        _("Did you mean {meant}?").format(meant=meant) if meant else "",
        _("Type the name of a zone, such as tz:{zone}.").format(
            zone=guesses[0] if guesses else "Europe/Berlin"
        ),
    )
    raise BadArgument("tz", value, _("is not the name of a time zone."), now, next(iter(guesses), None))


def leads_of(call: Call, default: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Days ahead, the furthest first: 30d,7d,0d; None for the usual ones."""
    value = call.key("leads")
    if value is None:
        return default
    if value.casefold() == USUAL:
        return None
    found = [_LEAD.fullmatch(part.strip()) for part in value.casefold().strip(",").split(",")]
    leads = {int(one[1]) if one else -1 for one in found}
    if len(found) > 12 or not all(0 <= lead <= MOST_LEAD for lead in leads):
        now = _(
            "Type up to twelve numbers from 0 (the day itself) to {most}, such as leads:30d,7d,0d, "
            "or leads:{usual}."
        )
        raise BadArgument("leads", value, _("are not days ahead."), now.format(most=MOST_LEAD, usual=USUAL))
    return tuple(sorted(leads, reverse=True))


def query_of(call: Call) -> Query:
    """What a search asks for: words, operators, phrases, and the keys that narrow it.

    Raises `BadArgument` for a value that can't be meant.
    """
    since, until = date_of(call, "since"), date_of(call, "until", last=True)
    if since and until and until < since:
        now = _("Swap the two, or leave one out.")
        raise BadArgument("until", call.key("until") or "", _("lies before since:."), now)
    return Query(
        words=" ".join(call.words),
        must=call.must,
        must_not=call.must_not,
        phrases=call.phrases,
        since=since,
        until=until,
        types=types_of(call),
        topic=(call.key("topic") or "").strip(),
        document=(call.key("document") or "").strip(),
    )


def types_of(call: Call) -> frozenset[Holding]:
    """What a sentence must hold, any of them: figure, deadline,target."""
    value = call.key("type")
    if value is None:
        return frozenset()
    found: set[Holding] = set()
    for part in value.casefold().strip(",").split(","):
        word = part.strip()
        known = TYPES.get(word) or TYPES.get(word.removesuffix("s")) or TYPES.get(word[:-3] + "y")
        if known is None:
            meant = nearest(word, TYPES)
            now = run_on(
                _("Did you mean {meant}?").format(meant=meant) if meant else "",
                _("Type one of {words}, or several with commas.").format(
                    words=several(holding.value for holding in Holding)
                ),
            )
            better = value.replace(part, meant) if meant else None
            raise BadArgument("type", value, _("is nothing that a sentence holds."), now, better)
        found.add(known)
    return frozenset(found)


def date_of(call: Call, key: str, last: bool = False) -> date | None:
    """A day, month or year: its first day, or its last where `last`; None where the key is missing."""
    value = call.key(key)
    if value is None:
        return None
    found = _DATE.fullmatch(value)
    try:
        if found is None:
            raise ValueError(value)
        return _edge(int(found[1]), found[2], found[3], last)
    except ValueError:
        raise BadArgument(
            key,
            value,
            _("is no date that exists."),
            _("Type {key}:2023, {key}:2023-07 or {key}:2023-07-15.").format(key=key),
        ) from None


def _edge(year: int, month: str | None, day: str | None, last: bool) -> date:
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if day is not None:
        return date(year, int(month), int(day))
    first = date(year, int(month), 1)
    if not last:
        return first
    following = date(year + first.month // 12, first.month % 12 + 1, 1) if year < 9999 else date.max
    return date.fromordinal(following.toordinal() - 1) if following != date.max else date.max
