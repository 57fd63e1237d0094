"""What Slack checks of a view, and the views that it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from tests.fakes.blocks import problems

WORDS = {"title": 24, "submit": 24, "close": 24}
IN_VIEWS = {"header", "section", "context", "actions", "rich_text", "divider", "input"}
ELEMENTS = {
    "static_select",
    "multi_static_select",
    "multi_users_select",
    "checkboxes",
    "timepicker",
    "plain_text_input",
}


def wrong_with(view: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in a view, in words."""
    blocks = view.get("blocks", [])
    found = [] if view.get("type") in {"home", "modal"} else [f"type {view.get('type')}"]
    found += [] if 0 < len(blocks) <= 100 else [f"{len(blocks)} blocks"]
    found += ["view_too_large"] if len(json.dumps(view)) > 250_000 else []
    found += ["private_metadata"] if len(view.get("private_metadata", "")) > 3000 else []
    found += ["callback_id"] if len(view.get("callback_id", "")) > 255 else []
    for name, most in WORDS.items():
        said = view.get(name, {}).get("text", "")
        found += [f"{name}: {said}"] if len(said) > most or (name in view and not said) else []
    if view.get("type") == "modal":
        found += [] if "title" in view else ["no title"]
        found += ["submit"] if any(b["type"] == "input" for b in blocks) != ("submit" in view) else []
    else:
        found += ["a title"] if set(view) & set(WORDS) else []
    for block in blocks:
        found += [f"a {block['type']} in a view"] if block["type"] not in IN_VIEWS else []
        found += _of_input(block) if block["type"] == "input" else []
    others = [block for block in blocks if block["type"] != "input"]
    found += [each for each in problems({"text": "x", "blocks": others[:40]}) if "characters" not in each]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found += ["duplicate block_id"] if len(ids) != len(set(ids)) else []
    actions = [element["action_id"] for element in _elements(blocks)]
    return found + (["duplicate action_id"] if len(actions) != len(set(actions)) else [])


def _elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from block["elements"] if block["type"] == "actions" else ()
        yield from (block["element"],) if block["type"] == "input" else ()


def _of_input(block: dict[str, Any]) -> list[str]:
    element = block["element"]
    found = [] if element["type"] in ELEMENTS else [f"a field of type {element['type']}"]
    found += [] if 0 < len(block["label"]["text"]) <= 2000 else ["label"]
    found += [] if len(block.get("hint", {}).get("text", "")) <= 2000 else ["hint"]
    found += [] if len(element.get("placeholder", {}).get("text", "")) <= 150 else ["placeholder"]
    options = element.get("options", [])
    most = 10 if element["type"] == "checkboxes" else 100
    found += [] if len(options) <= most else [f"{len(options)} options"]
    for option in options:
        fits = 0 < len(option["text"]["text"]) <= 75 and 0 < len(option["value"]) <= 150
        found += [] if fits else [f"option {option}"]
    first = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    found += ["an initial option that is none"] if any(one not in options for one in first) else []
    found += (
        ["no options"] if "select" in element["type"] and not options and "static" in element["type"] else []
    )
    parsed = Block.parse(block)
    assert parsed is not None
    parsed.validate_json()
    return found


class Shelf:
    """The views that a fake keeps, by id and by whose home they are."""

    def __init__(self) -> None:
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, str] = {}
        self.spent: set[str] = set()

    def answer(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        """What Slack answers."""
        view = body["view"]
        if wrong := wrong_with(view):
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": wrong}}
        if method == "views.open":
            if body["trigger_id"] in self.spent:
                return {"ok": False, "error": "exchanged_trigger_id"}
            self.spent.add(body["trigger_id"])
            return self._kept(f"V{len(self.views) + 1}", view)
        if method == "views.publish":
            name = self.homes.setdefault(body["user_id"], f"V{len(self.views) + 1}")
        else:
            name = body["view_id"]
        kept = self.views.get(name)
        if kept is None and method == "views.update":
            return {"ok": False, "error": "not_found"}
        if kept is not None and body.get("hash") not in {None, kept["hash"]}:
            return {"ok": False, "error": "hash_conflict"}
        return self._kept(name, view)

    def _kept(self, name: str, view: dict[str, Any]) -> dict[str, Any]:
        number = self.views.get(name, {}).get("number", 0) + 1
        self.views[name] = {**view, "id": name, "hash": f"{name}.{number}", "number": number}
        return {"ok": True, "view": self.views[name]}
