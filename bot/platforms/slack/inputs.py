"""What a form is made of: fields within Slack's limits, and what was filled into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.platforms.slack.words import inert

Payload = dict[str, Any]
Options = Sequence[tuple[str, str]]
"""What can be chosen: (value, words)."""

LABEL, WORDS, VALUE, OPTIONS, ENTRY = 2000, 75, 150, 100, 3000
"""Characters of a field's label, of an option's words and value; options of a field; characters typed."""
HINT = 2000


def words(text: str, most: int = WORDS) -> Payload:
    """Plain words, never markup."""
    said = inert(text)
    return {
        "type": "plain_text",
        "text": said if len(said) <= most else said[: most - 1] + "…",
        "emoji": False,
    }


def field(name: str, label: str, element: Payload, *, hint: str = "", optional: bool = False) -> Payload:
    """A field of a form; `name` is that of its block and of its element."""
    block = {
        "type": "input",
        "block_id": name,
        "label": words(label, LABEL),
        "element": {**element, "action_id": name},
        "optional": optional,
    }
    return {**block, "hint": words(hint, HINT)} if hint else block


def choice(options: Options, chosen: str) -> Payload:
    """One of several."""
    offered = _options(options)
    now = next((option for option in offered if option["value"] == chosen), None)
    return {"type": "static_select", "options": offered, **({"initial_option": now} if now else {})}


def choices(options: Options, chosen: Sequence[str], *, kind: str = "multi_static_select") -> Payload:
    """Any of several; `kind` may be `checkboxes`, which take ten."""
    offered = _options(options)
    now = [option for option in offered if option["value"] in chosen]
    return {"type": kind, "options": offered, **({"initial_options": now} if now else {})}


def people(chosen: Sequence[str]) -> Payload:
    """People of the workspace."""
    return {"type": "multi_users_select", **({"initial_users": list(chosen)} if chosen else {})}


def clock(at: str) -> Payload:
    """A time of day, as 09:00."""
    return {"type": "timepicker", "initial_time": at}


def entry(said: str = "", example: str = "", *, most: int = ENTRY) -> Payload:
    """Words to type."""
    found: Payload = {"type": "plain_text_input", "max_length": min(most, ENTRY)}
    found |= {"initial_value": said[:most]} if said else {}
    return {**found, "placeholder": words(example, 150)} if example else found


def changed(view: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in otherwise than the form had it, by field; junk counts as nothing."""
    return {name: now for name, before, now in _filled(view) if now != before}


def filled(view: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in each field: a word, a list of words, or nothing."""
    return {name: now for name, _before, now in _filled(view)}


def _filled(view: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    blocks = view.get("blocks")
    for block in blocks if isinstance(blocks, list) else []:
        element = block.get("element") if isinstance(block, dict) else None
        name = block.get("block_id") if isinstance(block, dict) else None
        if not isinstance(element, dict) or not isinstance(name, str):
            continue
        fields = values.get(name) if isinstance(values, dict) else None
        now = fields.get(name) if isinstance(fields, dict) else None
        yield name, _said(element, "initial_"), _said(now if isinstance(now, dict) else {}, "selected_")


def _said(element: Mapping[str, Any], prefix: str) -> Any:
    """What an element says, before (`initial_`) or now (`selected_`), in one form for both."""
    match element.get("type"):
        case "static_select":
            return _value(element.get(f"{prefix}option"))
        case "multi_static_select" | "checkboxes":
            every = element.get(f"{prefix}options")
            return sorted(filter(None, map(_value, every))) if isinstance(every, list) else []
        case "multi_users_select":
            every = element.get(f"{prefix}users")
            return sorted(one for one in every if isinstance(one, str)) if isinstance(every, list) else []
        case "timepicker":
            return _word(element.get(f"{prefix}time"))
        case "plain_text_input":
            return _word(element.get("initial_value" if prefix == "initial_" else "value")).strip()
        case _:
            return ""


def _options(options: Options) -> list[Payload]:
    return [{"text": words(said or value), "value": value[:VALUE]} for value, said in list(options)[:OPTIONS]]


def _value(option: Any) -> str:
    return _word(option.get("value")) if isinstance(option, dict) else ""


def _word(said: Any) -> str:
    return said if isinstance(said, str) else ""
