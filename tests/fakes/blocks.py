"""What Slack checks of a message: the SDK's own validators, and the rules that they miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

NEW = {"table", "data_table", "data_visualization"}
TYPES = {"header", "section", "context", "actions", "rich_text", "divider", *NEW}
MOST_ROWS, MOST_COLUMNS, MOST_IN_TABLES = 100, 20, 10_000
MOST_BLOCKS = 50
MOST_TEXT = 11_000


def problems(payload: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in a message, in words; an empty list is a good message."""
    blocks = payload.get("blocks", [])
    found = [] if str(payload.get("text", "")).strip() else ["no top-level text"]
    found += [f"{len(blocks)} blocks"] if len(blocks) > MOST_BLOCKS else []
    found += ["text over 4000"] if len(payload.get("text", "")) > 4000 else []
    total = sum(len(text) for text in texts(blocks)) + len(payload.get("text", ""))
    found += [f"{total} characters"] if total > MOST_TEXT else []
    for block in blocks:
        found += _of_block(block)
    tables = sum(block["type"] in {"table", "data_table"} for block in blocks)
    found += ["more than one table"] if tables > 1 else []
    charts = sum(block["type"] == "data_visualization" for block in blocks)
    found += ["more than two charts"] if charts > 2 else []
    ids = [e["action_id"] for b in blocks if b["type"] == "actions" for e in b["elements"]]
    return found + ([] if len(ids) == len(set(ids)) else ["duplicate action_id"])


def texts(node: Any) -> Iterator[str]:
    """Every `text` string anywhere below."""
    if isinstance(node, list):
        for item in node:
            yield from texts(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "fallback", "caption"} and isinstance(value, str):
                yield value
            else:
                yield from texts(value)


def _of_block(block: dict[str, Any]) -> list[str]:
    if block.get("type") not in TYPES:
        return [f"unknown type {block.get('type')}"]
    found = [f"empty text in {block['type']}" for text in texts(block) if not text]
    found += [f"text over 3000 in {block['type']}" for text in texts(block) if len(text) > 3000]
    if sum(len(text) for text in texts(block)) > 3000:
        found.append("a block over 3000")
    if block["type"] == "header" and block["text"]["type"] != "plain_text":
        found.append("header is not plain_text")
    if block["type"] == "table":
        found += _of_table(block)
    if block["type"] == "data_table":
        return found + _of_data_table(block)
    if block["type"] == "data_visualization":
        return found + _of_chart(block)
    if block["type"] == "actions":
        found += [problem for element in block["elements"] for problem in _of_button(element)]
    try:
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.validate_json()
    except SlackObjectFormationError as error:
        found.append(str(error))
    return found


def _of_table(table: dict[str, Any]) -> list[str]:
    """Sizes, even rows, a filled section in each cell, and an object with a side for every column."""
    rows = table["rows"]
    widths = {len(row) for row in rows}
    found = [] if 0 < len(rows) <= MOST_ROWS else [f"{len(rows)} rows"]
    found += [] if len(widths) == 1 and max(widths) <= MOST_COLUMNS else [f"rows of {sorted(widths)}"]
    found += ["a table over 10,000"] if sum(map(len, texts(rows))) > MOST_IN_TABLES else []
    cells = [cell for row in rows for cell in row]
    found += [f"a cell {cell['type']}" for cell in cells if cell["type"] != "rich_text"]
    found += ["an empty cell" for cell in cells if not "".join(texts(cell)).strip()]
    settings = table.get("column_settings", [])
    fits = all(s.get("align") in {"left", "center", "right"} for s in settings)
    return found + ([] if fits and len(settings) <= MOST_COLUMNS else ["column_settings"])


def _of_data_table(table: dict[str, Any]) -> list[str]:
    """A caption, 2 to 101 even rows below bare titles, and a column that names each row."""
    rows = table["rows"]
    widths = {len(row) for row in rows}
    found = [] if 2 <= len(rows) <= 101 else [f"{len(rows)} rows"]
    found += [] if len(widths) == 1 and max(widths) <= MOST_COLUMNS else [f"rows of {sorted(widths)}"]
    found += [] if table.get("caption", "").strip() else ["no caption"]
    found += [] if 0 <= table["row_header_column_index"] < max(widths) else ["row_header_column_index"]
    found += [] if 1 <= table["page_size"] <= 100 else ["page_size"]
    found += ["a title that is not bare"] if any(cell["type"] != "raw_text" for cell in rows[0]) else []
    found += ["an empty cell" for row in rows for cell in row if not "".join(texts(cell)).strip()]
    return found + (["a table over 10,000"] if sum(map(len, texts(rows))) > MOST_IN_TABLES else [])


def _of_chart(block: dict[str, Any]) -> list[str]:
    """A title, at most six series of other names, and in each a number for every category."""
    chart = block["chart"]
    found = [] if 0 < len(block["title"]) <= 50 else ["title length"]
    series, names = chart["series"], chart["axis_config"]["categories"]
    found += [] if 1 <= len(series) <= 6 else [f"{len(series)} series"]
    found += [] if len({one["name"] for one in series}) == len(series) else ["two series of one name"]
    found += [] if 1 <= len(names) == len(set(names)) <= 20 else ["categories"]
    found += [f"label {name}" for name in names if not 0 < len(name) <= 20]
    axes = (chart["axis_config"].get(axis, "x") for axis in ("x_label", "y_label"))
    found += ["axis" for axis in axes if not 0 < len(axis) <= 50]
    told = [[point["label"] for point in one["data"]] for one in series]
    return found + ["labels that are no categories" for labels in told if labels != names]


def _of_button(button: dict[str, Any]) -> list[str]:
    found = [] if 0 < len(button["text"]["text"]) <= 75 else ["label length"]
    found += [] if 0 < len(button["value"]) <= 2000 else ["value length"]
    found += [] if len(button["action_id"]) <= 255 else ["action_id length"]
    return found + ([] if button.get("style", "primary") in {"primary", "danger"} else ["style"])
