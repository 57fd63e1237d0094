"""A message in plainer and shorter forms, for a Slack that refuses its blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from bot.platforms.slack.render import TEXT
from bot.platforms.slack.words import fallback, inert

Payload = dict[str, Any]

NEW = frozenset({"table", "data_table", "data_visualization"})
"""Blocks that not every workspace has yet."""
FULL, OLD, SECTIONS, BARE = range(4)
"""As it was made; without new blocks; plain sections; text alone."""
REMEMBERED = timedelta(hours=1)
"""How long a workspace gets what it took where it refused something richer."""
SECTION = 3000


@dataclass(frozen=True, slots=True)
class Form:
    """A message in one of its forms."""

    level: int
    payload: Payload


def forms(payload: Payload) -> list[Form]:
    """The message, and what is left to try where its blocks are refused, the richest first."""
    blocks = payload.get("blocks", [])
    bare = Form(BARE, {key: value for key, value in payload.items() if key != "blocks"})
    if not blocks:
        return [bare]
    known = [each for block in blocks for each in older(block)]
    plain = [section for block in blocks if (section := _section(block))]
    found = [Form(FULL, payload)] if known != blocks else []
    found.append(Form(OLD, {**payload, "blocks": known} if known else bare.payload))
    return [*found, Form(SECTIONS, {**payload, "blocks": plain}), bare] if plain else [*found, bare]


def degraded(payload: Payload) -> list[Payload]:
    """The plainer forms alone."""
    return [form.payload for form in forms(payload)][1:]


def halves(payload: Payload) -> list[Payload]:
    """The same in two messages, each with its own text; empty where it can't be cut."""
    blocks = payload.get("blocks", [])
    told = [at for at, block in enumerate(blocks) if words(block)]
    if len(told) > 1:
        cut = told[len(told) // 2]
        parts = [{**payload, "blocks": part, "text": _text(part)} for part in (blocks[:cut], blocks[cut:])]
    elif not blocks and len(text := payload.get("text", "")) > 1:
        cut = max(text.rfind("\n", 0, len(text) // 2), text.rfind(" ", 0, len(text) // 2)) + 1
        parts = [{**payload, "text": part} for part in (text[:cut], text[cut:]) if part.strip()]
    else:
        return []
    return [parts[0], _apart(parts[1])] if len(parts) > 1 else []


def words(block: Payload) -> str:
    """What a block says, without its buttons."""
    match block["type"]:
        case "actions" | "divider" | "image":
            return ""
        case "context":
            return "\n".join(element.get("text", "") for element in block["elements"])
        case "header" | "section":
            return str(block["text"]["text"])
        case "table" | "data_table":
            return "\n".join(_rows(block))
        case "rich_text":
            return "\n".join(map(_said, block["elements"]))
        case _:
            return ""


class Taste:
    """What each workspace took last where it refused something richer."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: dict[str, tuple[int, datetime]] = {}

    def menu(self, tenant: str, payload: Payload) -> Iterator[Form]:
        """The forms that are worth a try there; plainer ones are made only where they are asked for."""
        least, until = self._known.get(tenant, (FULL, self._clock()))
        if until > self._clock():
            yield from (form for form in forms(payload) if form.level >= least)
        else:
            yield Form(FULL, payload)
            yield from forms(payload)[1:]

    def took(self, tenant: str, form: Form) -> None:
        """A workspace took this after it had refused something richer; text alone is one message's fault."""
        if form.level < BARE:
            self._known[tenant] = (form.level, self._clock() + REMEMBERED)


def older(block: Payload) -> Iterator[Payload]:
    """The same in blocks that every workspace knows; a chart's words stand beside it."""
    if block["type"] == "data_visualization":
        return
    if block["type"] in {"table", "data_table"}:
        rows = [_rich_section([{"type": "text", "text": row}]) for row in _rows(block)]
        yield {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": rows}],
        }
    elif block["type"] == "rich_text":
        yield _undated(block)
    else:
        yield block


def _rich_section(elements: list[Payload]) -> Payload:
    return {"type": "rich_text_section", "elements": elements}


def _undated(node: Any) -> Any:
    """The same with every local time as the words that stand for it."""
    if isinstance(node, list):
        return [_undated(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "date":
        style = {"style": node["style"]} if "style" in node else {}
        return {"type": "text", "text": node["fallback"], **style}
    return {key: _undated(value) for key, value in node.items()}


def _section(block: Payload) -> Payload | None:
    if block["type"] in {"header", "context", "actions"}:
        return block
    said = inert(words(block))
    if not said.strip():
        return None
    return {"type": "section", "text": {"type": "plain_text", "text": said[:SECTION], "emoji": False}}


def _rows(block: Payload) -> Iterator[str]:
    for row in block["rows"]:
        said = (cell["text"] if cell["type"] == "raw_text" else _said(cell["elements"][0]) for cell in row)
        yield inert(" · ".join(said))


def _said(element: Payload) -> str:
    match element["type"]:
        case "rich_text_list":
            return "\n".join(f"• {_said(item)}" for item in element["elements"])
        case "text":
            return str(element["text"])
        case "date":
            return str(element["fallback"])
        case _:
            return "".join(map(_said, element["elements"]))


def _text(blocks: list[Payload]) -> str:
    return fallback("\n".join(filter(None, map(words, blocks))), TEXT) or "Milepost"


def _apart(payload: Payload) -> Payload:
    """The second of two messages: it replaces nothing, and its id is another."""
    told = dict(payload)
    if "replace_original" in told:
        told["replace_original"] = False
    if "client_msg_id" in told:
        told["client_msg_id"] = str(uuid5(UUID(told["client_msg_id"]), "second half"))
    return told
