"""Forms for what can be typed too: what stands in them, what is wrong with it, which command says it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import time
from typing import Any

from bot.arguments import BadArgument, leads_of, zone_of
from bot.command import Call
from bot.grammar import LONGEST, parse
from bot.platforms.slack import options
from bot.platforms.slack.inputs import changed, choice, choices, clock, entry, field, filled, people, words
from bot.platforms.slack.render import FORM
from bot.ports import ChatKind, Request
from bot.wishes import topics_of
from briefings.choices import State
from briefings.tongue import N_, _, spoken

Payload = dict[str, Any]
Errors = dict[str, str]

TITLE, ERROR, METADATA = 24, 300, 3000
"""Characters of a form's title, of what is said below a field, and of what a form keeps for us."""
NIGHT = (time(22), time(8))
TITLES = {"settings": N_("Settings"), "subscribe": N_("Subscribe")}
SUBMIT = {"settings": N_("Save"), "subscribe": N_("Show what comes")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form was opened: its answer goes there. Kept in the form itself, which only Slack can show us.

    `home` says that it was opened in the App Home; `url` is the `response_url` of what was pressed,
    `language` that of the form.
    """

    channel: str
    chat: ChatKind = "channel"
    thread: str = ""
    url: str = ""
    home: bool = False
    language: str = ""


def kept(place: Place) -> str:
    """A place as a form keeps it."""
    said = json.dumps({key: value for key, value in asdict(place).items() if value})
    return said if len(said) <= METADATA else json.dumps({"channel": place.channel, "chat": place.chat})


def place_of(view: Mapping[str, Any]) -> Place | None:
    """The place that a form kept; None for what is none of ours."""
    try:
        said = json.loads(view.get("private_metadata") or "")
        found = Place(**said)
    except (TypeError, ValueError):
        return None
    strings = (found.channel, found.thread, found.url, found.language)
    fits = all(isinstance(one, str) for one in strings) and found.chat in {"private", "group", "channel"}
    return found if fits and found.channel else None


def name_of(action: str) -> str:
    """The form that an action id or callback id stands for; empty for none."""
    name = action.removeprefix(FORM)
    return name if action.startswith(FORM) and name in TITLES else ""


def loading(name: str) -> Payload:
    """What is seen while a form is filled."""
    return _told(name, _("Loading…"))


def trouble(name: str) -> Payload:
    """What is seen where a form can't be filled."""
    said = _("This form could not be filled, because of a fault on our side. Type /brief {verb} instead.")
    return _told(name, said.format(verb=name))


def _told(name: str, said: str) -> Payload:
    return _modal(name, "", [{"type": "section", "text": words(said, 300)}], sent=False)


def form(name: str, state: State, request: Request, place: Place) -> Payload:
    """A form with what a chat has chosen."""
    fields = _settings(state, place) if name == "settings" else _subscribing(state, request)
    return _modal(name, kept(replace(place, language=spoken())), list(fields))


def read(name: str, view: Mapping[str, Any], request: Request) -> tuple[str, Errors]:
    """The command that a form says, and what is wrong by field; no command where nothing was changed."""
    if name == "settings":
        return _read_settings(changed(view), filled(view), request)
    return _read_subscribing(filled(view), request)


def _modal(name: str, metadata: str, blocks: list[Payload], *, sent: bool = True) -> Payload:
    view = {
        "type": "modal",
        "callback_id": f"{FORM}{name}",
        "title": words(_(TITLES[name]), TITLE),
        "close": words(_("Cancel"), TITLE),
        "private_metadata": metadata,
        "blocks": blocks,
    }
    return {**view, "submit": words(_(SUBMIT[name]), TITLE)} if sent else view


def _settings(state: State, place: Place) -> Iterator[Payload]:
    value, held = state.preferences, state.subscriptions
    yield field("language", _("Language"), choice(options.languages(), value.language or "auto"))
    if held:
        yield field("at", _("Hour of digests"), clock(f"{held[0].hour:%H:%M}"))
        yield field("tz", _("Time zone"), entry(held[0].zone, most=100), hint=_zone_hint())
    else:
        said = _("Hour and time zone are chosen with the first subscription.")
        yield {"type": "context", "elements": [words(said, 300)]}
    quiet = value.quiet
    yield field("quiet", _("Quiet hours"), choice(options.quiet_rules(), quiet.rule if quiet else "off"))
    start, end = (quiet.start, quiet.end) if quiet else NIGHT
    yield field("from", _("Quiet from"), clock(f"{start:%H:%M}"))
    yield field("until", _("Quiet until"), clock(f"{end:%H:%M}"))
    yield field("daysoff", _("Weekends and holidays"), choice(options.days_off(), value.days_off or "off"))
    yield field(
        "country",
        _("Whose holidays"),
        choice(options.countries(value.country), value.country or options.NONE),
    )
    on = [name for name, chosen in (("silent", value.silent), ("well", value.well)) if chosen]
    yield field("flags", _("More"), choices(options.flags(), on, kind="checkboxes"), optional=True)
    if place.chat != "private":
        yield field("who", _("Who may change this"), choice(options.who(), value.who or "anyone"))
        listed = people(value.listed)
        hint = _("They count where those listed may change this.")
        yield field("listed", _("Those listed"), listed, hint=hint, optional=True)


def _read_settings(new: Mapping[str, Any], all_: Mapping[str, Any], request: Request) -> tuple[str, Errors]:
    """Only what was changed is said: what others changed meanwhile stays."""
    errors: Errors = {}
    keys = {key: str(new[key]) for key in ("language", "at", "daysoff", "country", "who") if key in new}
    if "tz" in new and (zone := _checked(errors, "tz", str(new["tz"]), request)):
        keys["tz"] = zone
    if {"quiet", "from", "until"} & set(new) and (all_.get("quiet") != "off" or "quiet" in new):
        keys |= _quiet(errors, all_)
    if "flags" in new:
        keys |= {name: "on" if name in new["flags"] else "off" for name in ("silent", "well")}
    if "listed" in new:
        keys["listed"] = ",".join(new["listed"]) or options.NONE
    if keys.get("who") == "listed" and not all_.get("listed"):
        errors["listed"] = _("Nobody is listed yet. Name those who may change this.")
    said = " ".join(f"{key}:{value}" for key, value in keys.items() if value)
    return (f"settings {said}" if said and not errors else ""), errors


def _quiet(errors: Errors, all_: Mapping[str, Any]) -> dict[str, str]:
    if all_.get("quiet") == "off":
        return {"quiet": "off"}
    if all_.get("from") == all_.get("until"):
        errors["until"] = _("Quiet hours can't begin and end at one time.")
    return {"quiet": f"{all_.get('from')}-{all_.get('until')}", "rule": str(all_.get("quiet"))}


def _subscribing(state: State, request: Request) -> Iterator[Payload]:
    held = state.subscriptions
    zone = held[0].zone if held else request.zone
    hint = _("One on each line, or with commas between. Nothing means everything.")
    topics = entry("", _("leading zone, industrial fund"))
    yield field("topics", _("Topics"), {**topics, "multiline": True}, hint=hint, optional=True)
    some = entry("", "", most=300)
    yield field("must", _("Only with one of these words"), some, optional=True)
    yield field("without", _("Never with these words"), some, optional=True)
    yield field("kind", _("Only these kinds"), choices(options.kinds(), ()), optional=True)
    yield field("grade", _("Only as firm as this"), choices(options.grades(), ()), optional=True)
    yield field("every", _("How often"), choice(options.cadences(), "daily"))
    yield field("at", _("Hour of digests"), clock(f"{held[0].hour:%H:%M}" if held else "09:00"))
    yield field("tz", _("Time zone"), entry(zone, most=100), hint=_zone_hint(), optional=True)
    hint = _("Numbers of days, such as 30, 7, 0. Nothing leaves it to what is usual.")
    yield field("leads", _("Days ahead"), entry("", "30, 7, 0", most=60), hint=hint, optional=True)


def _read_subscribing(all_: Mapping[str, Any], request: Request) -> tuple[str, Errors]:
    errors: Errors = {}
    said = ["subscribe", *(f'"{topic}"' for topic in _listed(all_.get("topics")))]
    said += [f'+"{word}"' for word in _listed(all_.get("must"))]
    said += [f'-"{word}"' for word in _listed(all_.get("without"))]
    said += [f"{key}:{','.join(all_[key])}" for key in ("kind", "grade") if all_.get(key)]
    said += [f"{key}:{all_[key]}" for key in ("every", "at") if all_.get(key)]
    for key in ("tz", "leads"):
        if (typed := str(all_.get(key) or "")) and (known := _checked(errors, key, typed, request)):
            said.append(f"{key}:{known}")
    text = " ".join(said)
    try:
        topics_of(parse(" ".join(said[: 1 + len(_listed(all_.get("topics")))]), {"subscribe": ()}))
    except BadArgument as bad:
        errors["topics"] = _wrong(bad)
    if len(text) > LONGEST:
        errors["topics"] = _("These are too many words.")
    return ("" if errors else text), errors


def _checked(errors: Errors, key: str, typed: str, request: Request) -> str:
    """What was typed as it may stand in a command, or nothing, with what is wrong with it."""
    value = "".join(typed.replace(";", ",").split()) if key == "leads" else "_".join(typed.split())
    call = Call("settings", keys=((key, value.replace('"', "")),))
    try:
        if key == "leads":
            leads_of(call, None)
            return value
        return zone_of(call, "", request.at)
    except BadArgument as bad:
        errors[key] = _wrong(bad)
        return ""


def _wrong(bad: BadArgument) -> str:
    said = f"{bad} {bad.now}"
    return said if len(said) <= ERROR else said[: ERROR - 1] + "…"


def _listed(typed: Any) -> list[str]:
    """Words or phrases parted by lines and commas."""
    said = str(typed or "")
    for mark in ("\n", ";", "，", "、", "；"):
        said = said.replace(mark, ",")
    parts = (" ".join(part.replace('"', " ").split()) for part in said.split(","))
    return list(dict.fromkeys(filter(None, parts)))


def _zone_hint() -> str:
    return _("A city or a zone, such as Berlin, 上海 or Asia/Shanghai.")
