"""A chat's preferences, read strictly from words, and as the words that say them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar, cast
from urllib.parse import quote, unquote

from bot.arguments import BadArgument
from bot.command import Call
from bot.countries import country, likely
from bot.filters import ANY
from bot.grammar import nearest
from bot.spans import hours_of
from bot.words import LANGUAGES, known
from briefings.preferences import DaysOff, Preferences, Quiet, Rule, Who
from briefings.tongue import _, run_on, several

KEYS = ("quiet", "rule", "daysoff", "country", "silent", "language", "who", "listed", "well")
"""What `settings` takes; `MORE` is what comes only from an export."""
MORE = ("snoozed", "muted", "followed")
MOST_IDS = 200
OFF = "off"
RULES: dict[str, Rule] = {"hold": "hold", "drop": "drop", "urgent": "urgent"}
DAYS_OFF: dict[str, DaysOff] = {"before": "before", "after": "after", "drop": "drop", OFF: ""}
WHO: dict[str, Who] = {
    "admins": "admins",
    "admin": "admins",
    "anyone": "anyone",
    "all": "anyone",
    "listed": "listed",
}
AUTO = ("auto", "自动")
"""Words for whoever asks being answered in their own language."""

_T = TypeVar("_T")
_ON = {"on": True, "yes": True, "true": True, "1": True, "开": True, "是": True}
_NO = {"off": False, "no": False, "false": False, "0": False, "关": False, "否": False}
_LONGEST_ID = 200
_SLACK = re.compile(r"<@([A-Z0-9]{1,30})(?:\|[^>]{0,80})?>")


def preferred(call: Call, held: Preferences) -> Preferences:
    """Preferences with what the keys of a call choose; what they leave out stays.

    Raises `BadArgument` for a value that can't be meant.
    """
    keys = dict(call.keys)
    quiet = quiet_of(keys.get("quiet"), keys.get("rule"), held.quiet)
    return replace(
        held,
        quiet=quiet,
        days_off=_one("daysoff", keys, DAYS_OFF, held.days_off),
        country=country_of(keys["country"]) if "country" in keys else held.country,
        silent=switch("silent", keys["silent"]) if "silent" in keys else held.silent,
        well=switch("well", keys["well"]) if "well" in keys else held.well,
        language=language_of(keys["language"]) if "language" in keys else held.language,
        who=_one("who", keys, WHO, held.who),
        listed=ids_of("listed", keys["listed"]) if "listed" in keys else held.listed,
        snoozed=_instant(keys["snoozed"]) if "snoozed" in keys else held.snoozed,
        muted=ids_of("muted", keys["muted"]) if "muted" in keys else held.muted,
        followed=ids_of("followed", keys["followed"]) if "followed" in keys else held.followed,
    )


def told(value: Preferences) -> str:
    """The keys that choose these preferences, where they differ from what everybody has."""
    quiet = value.quiet
    keys = (
        ("quiet", f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else ""),
        ("rule", quiet.rule if quiet and quiet.rule != "hold" else ""),
        ("daysoff", value.days_off),
        ("country", value.country),
        ("silent", "on" if value.silent else ""),
        ("language", value.language),
        ("who", value.who),
        ("listed", _ids(value.listed)),
        ("well", "on" if value.well else ""),
        ("snoozed", f"{value.snoozed.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if value.snoozed else ""),
        ("muted", _ids(value.muted)),
        ("followed", _ids(value.followed)),
    )
    return " ".join(f"{key}:{chosen}" for key, chosen in keys if chosen)


def quiet_of(hours: str | None, rule: str | None, held: Quiet | None) -> Quiet | None:
    """Quiet hours with their rule; None where they are off. A rule alone changes that of the hours held."""
    named = _one("rule", {"rule": rule}, RULES, held.rule if held else "hold") if rule else None
    if hours is None:
        if named and held is None:
            now = _("Type the hours too, such as quiet 22:00-08:00 rule:{rule}.").format(rule=named)
            raise BadArgument("rule", rule or "", _("has no quiet hours to go with."), now)
        return replace(held, rule=named) if held and named else held
    if hours.casefold() in {*ANY, *_NO}:
        return None
    start, end = hours_of(hours)
    return Quiet(start, end, named or (held.rule if held else "hold"))


def country_of(value: str) -> str:
    """The code of a country whose holidays are known; empty for none."""
    if value.casefold() in {*ANY, *_NO}:
        return ""
    if code := country(value):
        return code
    meant = likely(value)
    guess = _("Did you mean {word}?").format(word=meant) if meant else ""
    asked = _("Type a country's two letters or its name, such as country:CN, or country:none.")
    now = run_on(guess, asked)
    raise BadArgument("country", value, _("is no country whose holidays are known."), now, meant)


def switch(key: str, value: str) -> bool:
    """On or off."""
    return _one(key, {key: value}, _ON | _NO, False)


def language_of(value: str) -> str:
    """The tag of a language that is spoken here; empty for the asker's own."""
    name = value.casefold().strip()
    if name in {*AUTO, *ANY}:
        return ""
    if tag := known(name):
        return tag
    names = {tag: tag for tag in LANGUAGES} | {each.casefold(): tag for tag, each in LANGUAGES.items()}
    return _one("language", {"language": value}, names | {AUTO[0]: ""}, "")


def days_off_of(value: str) -> DaysOff:
    """What becomes of a day off."""
    return _one("daysoff", {"daysoff": value}, DAYS_OFF, "")


def who_of(value: str) -> Who:
    """Who may change what a chat gets."""
    return _one("who", {"who": value}, WHO, "admins")


def ids_of(key: str, value: str) -> tuple[str, ...]:
    """Ids parted by commas or spaces, each once; a mention that Slack wrote out is the id in it."""
    if value.casefold() in ANY:
        return ()
    words = _SLACK.sub(r"\1", value).replace(",", " ").split()
    ids = tuple(dict.fromkeys(map(unquote, words)))
    wrong = next((one for one in ids if len(one) > _LONGEST_ID), None)
    if wrong is not None:
        raise BadArgument(key, wrong, _("is no id."), _("Type ids parted by commas."))
    if key == "listed" and (name := next((one for one in ids if one.startswith("@")), None)):
        why = _("is a name, and names can pass to somebody else.")
        raise BadArgument(key, name, why, _("Type ids; who tells everybody their own."))
    if len(ids) > MOST_IDS:
        now = _("Type at most {number} of them.").format(number=MOST_IDS)
        raise BadArgument(key, value, _("are too many."), now)
    return ids


def _ids(ids: Sequence[str]) -> str:
    """Ids as `ids_of` reads them, whatever characters are in them."""
    told = " ".join(quote(one, safe="@#:/._-") for one in ids)
    return f'"{told}"' if " " in told else told


def _instant(value: str) -> datetime | None:
    """An instant as an export writes it."""
    if value.casefold() in ANY:
        return None
    try:
        return datetime.strptime(value.upper(), "%Y-%m-%dT%H:%M%z").astimezone(UTC)
    except (ValueError, OverflowError):
        now = _("Type it as 2026-12-01T08:00Z.")
        raise BadArgument("snoozed", value, _("is no instant."), now) from None


def _one(key: str, keys: Mapping[str, str | None], register: Mapping[str, _T], default: _T) -> _T:
    """The value behind a key, out of a register; the nearest is offered on a slip."""
    value = keys.get(key)
    if value is None:
        return default
    if (said := value.casefold().strip()) in register:
        return register[said]
    meant = nearest(said, cast("Mapping[str, object]", register))
    guess = _("Did you mean {word}?").format(word=meant) if meant else ""
    names: dict[_T, str] = {}
    for word, what in register.items():
        names.setdefault(what, word)
    every = several(names.values())
    now = run_on(guess, _("Type {key}: and one of {words}.").format(key=key, words=every))
    raise BadArgument(key, value, _("is nothing that can be chosen."), now, meant)
