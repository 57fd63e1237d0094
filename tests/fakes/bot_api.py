"""Telegram's own words for a request: the public Bot API description, and its parser for what comes alive."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

# A time is an entity of Telegram's apps alone; bots and their readers never see it.
NOT_LIVE = {"textEntityTypeMediaTimestamp"}


@cache
def description() -> dict[str, Any]:
    """Methods and types of the Bot API; empty where the description is not on this machine."""
    root = Path(os.environ.get("MILEPOST_SHARED") or Path(__file__).parents[3] / "shared")
    path = root / "specs" / "telegram_bot_api_10.1.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def faults(method: str, parameters: Mapping[str, str]) -> list[str]:
    """What is wrong with a request: unknown method, unknown, missing or ill-typed parameters."""
    if not description():
        return []
    known = description()["methods"].get(method)
    return list(_fields(method, known, parameters, form=True)) if known else [f"{method}: unknown method"]


def _fields(where: str, known: Mapping[str, Any], given: Mapping[str, Any], *, form: bool) -> Iterator[str]:
    fields = {field["name"]: field for field in known.get("fields", [])}
    yield from (f"{where}.{name}: unknown" for name in given if name not in fields)
    for name, field in fields.items():
        if name in given:
            value = _from_form(given[name], field["types"]) if form else given[name]
            yield from _value(f"{where}.{name}", field["types"], value)
        elif field["required"]:
            yield f"{where}.{name}: missing"


def _from_form(value: str, types: list[str]) -> Any:
    """A form's string as the value that it stands for."""
    if "String" in types and not value.lstrip("-").isdigit():
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _value(where: str, types: list[str], value: Any) -> Iterator[str]:
    wrongs = [list(_one(where, name, value)) for name in types]
    if all(wrongs):
        yield from min(wrongs, key=len)


def _one(where: str, name: str, value: Any) -> Iterator[str]:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where}: no array"
            return
        for at, item in enumerate(value):
            yield from _one(f"{where}[{at}]", name.removeprefix("Array of "), item)
        return
    if name == "InputFile":
        if value != "file":
            yield f"{where}: no file"
        return
    plain = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool}.get(name)
    if plain:
        if not isinstance(value, plain) or (isinstance(value, bool) and name != "Boolean"):
            yield f"{where}: no {name}"
        return
    yield from _object(where, description()["types"][name], value)


def _object(where: str, known: Mapping[str, Any], value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: no object"
    elif subtypes := known.get("subtypes"):
        yield from _value(where, subtypes, value)
    else:
        yield from _fields(where, known, value, form=False)


def alive(text: str, entities: list[dict[str, Any]]) -> list[str]:
    """What a reader could press in a message: all that the server finds outside of code."""
    codes = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre")]
    raw = text.encode("utf-16-le", "surrogatepass")
    spans = [(e["offset"], e["offset"] + e["length"]) for e in found(text)]
    return [
        raw[2 * start : 2 * end].decode("utf-16-le", "replace")
        for start, end in spans
        if not any(first <= start and end <= last for first, last in codes)
    ]


def found(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram's own parser finds in a plain text; none where it is not installed."""
    try:
        import tdjson
    except ImportError:
        return []
    tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
    asked = json.dumps({"@type": "getTextEntities", "text": text}).encode()
    answer = json.loads(tdjson.td_execute(asked) or b"{}")
    return [e for e in answer.get("entities", []) if e["type"]["@type"] not in NOT_LIVE]
