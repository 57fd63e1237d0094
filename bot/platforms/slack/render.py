"""A card as Slack messages: Block Kit within its limits, and top-level text that says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, assert_never

from bot.card import Action, Card, Span, plain
from bot.platforms.slack.charts import Chart
from bot.platforms.slack.tables import Grid
from bot.platforms.slack.units import Row, Unit, parts, units
from bot.platforms.slack.words import fallback, inert
from bot.words import tongue
from briefings.model import Address
from briefings.tongue import _, speaking

Payload = dict[str, Any]
Namer = Callable[[str], str]

PREFIX = "milepost:"
"""What the action ids of our buttons start with."""
SHARE = f"{PREFIX}share"
"""The button that posts a private reply to the channel."""
FORM = f"{PREFIX}form:"
"""What the action ids of buttons that open a form start with; the form's name follows."""
FORMS = ("settings", "subscribe")
"""Verbs that can be filled in as a form too."""
VALUE = 2000
"""Characters that a button's value takes."""
LABEL = 75
"""Characters that a button's label takes."""
TEXT = 4000
"""Characters of the top-level text."""
PAGE = 20
"""Rows of a sortable table that are seen at once."""
LOCAL = "{date_short} {time}"
"""How a client tells an instant in its reader's time."""
A_ROW, MOST = 5, 25
"""Buttons side by side, and buttons of a message; an actions block would take 25."""


def payloads(
    card: Card,
    *,
    name_for: Namer | None = None,
    share: str | None = None,
    form: str = "",
    more: Sequence[tuple[str, Action]] = (),
) -> list[Payload]:
    """The card's messages in order, each a dict of `text`, `blocks` and flags that every method takes.

    `name_for` gives a short name for a command that a button can't carry (such a button is left out
    without it). `share` is the command that a *Share to channel* button repeats for everybody, `form`
    the verb that can be filled in as a form too, `more` are buttons by action ids of their own.
    """
    with speaking(tongue(card.language)):
        return _payloads(card, name_for, [*more, *_more(share, form)])


def _payloads(card: Card, name_for: Namer | None, more: Sequence[tuple[str, Action]]) -> list[Payload]:
    messages = parts(units(card))
    count = len(messages)
    found = [_message(part, card, (n, count)) for n, part in enumerate(messages, 1)]
    found[-1]["blocks"] += rows_of(_buttons(card.actions, name_for, more))
    return [{key: value for key, value in payload.items() if value != []} for payload in found]


def blocks(card: Card) -> list[Payload]:
    """The card's blocks without its buttons, however many."""
    with speaking(tongue(card.language)):
        return [_block(unit) for unit in units(card)]


def personal(card: Card) -> bool:
    """Whether a button of the card carries a short name, which is another one in each chat."""
    return any(_named(action.command) for action in card.actions)


def posted(address: Address, payload: Payload) -> Payload:
    """The arguments of `chat.postMessage` that put a message there."""
    thread = {"thread_ts": address.thread} if address.thread else {}
    return {"channel": address.channel, **thread, **payload}


def answered(payload: Payload, *, private: bool, thread: str = "", instead: bool = False) -> Payload:
    """The body for a `response_url`: for the asker alone or for the channel, or over what was pressed."""
    kind = "ephemeral" if private else "in_channel"
    threaded = {"thread_ts": thread} if thread else {}
    return {"response_type": kind, "replace_original": instead, **threaded, **payload}


def _message(part: Sequence[Unit], card: Card, place: tuple[int, int]) -> Payload:
    blocks = [_block(unit) for unit in part]
    lines = [_line(unit, row) for unit in part for row in unit.rows]
    if place[1] > 1:
        counter = f"({place[0]}/{place[1]})"
        blocks.append(_context(counter))
        lines.append(counter)
    words = "\n".join(lines).strip() or card.summary
    return {
        "text": fallback(words, TEXT) or "Milepost",
        "blocks": blocks,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _line(unit: Unit, row: Row) -> str:
    return ("• " if unit.kind == "list" else "") + plain(row)


def _block(unit: Unit) -> Payload:  # noqa: PLR0911 one a kind
    match unit.kind:
        case "header":
            return {"type": "header", "text": _plain(plain(unit.rows[0]))}
        case "note":
            return _context("\n".join(plain(row) for row in unit.rows))
        case "text":
            return _rich({"type": "rich_text_section", "elements": _elements(unit.rows)})
        case "quote":
            return _rich({"type": "rich_text_quote", "elements": _elements(unit.rows)})
        case "table":
            assert unit.grid is not None
            return _table(unit.grid)
        case "chart":
            assert unit.chart is not None
            return _chart(unit.chart)
        case "list":
            items = [{"type": "rich_text_section", "elements": _elements((row,))} for row in unit.rows]
            return _rich({"type": "rich_text_list", "style": "bullet", "elements": items})
        case _:
            assert_never(unit.kind)


def _elements(rows: Sequence[Row]) -> list[Payload]:
    """Rich text of rows under each other: literal words, which Slack never reads as markup."""
    found: list[Payload] = []
    for row in rows:
        found += [{"type": "text", "text": "\n"}] if found else []
        found += [_element(span) for span in row]
    return found


def _element(span: Span) -> Payload:
    """Words, or an instant that each reader sees in their own time."""
    style = {} if span.style == "plain" else {"style": {span.style: True}}
    if span.at is not None:
        told = {"timestamp": int(span.at.timestamp()), "format": LOCAL, "fallback": span.text}
        return {"type": "date", **told, **style}
    return {"type": "text", "text": span.text, **style}


def _table(grid: Grid) -> Payload:
    """A table block: rich text in every cell, which is never empty, and settings for every column.

    Where no band parts its rows it is one that can be sorted, and that screen readers know by a caption.
    """
    rows = [[_cell(cell) for cell in cells] for cells in grid.rows]
    if grid.even:
        titles = [{"type": "raw_text", "text": inert(plain(cell))} for cell in grid.rows[0]]
        named = {"caption": grid.caption, "row_header_column_index": 0, "page_size": min(PAGE, len(rows) - 1)}
        return {"type": "data_table", **named, "rows": [titles, *rows[1:]]}
    settings = [{"align": align, "is_wrapped": True} for align in grid.aligns]
    return {"type": "table", "rows": rows, "column_settings": settings}


def _chart(chart: Chart) -> Payload:
    data = [{"label": label, "value": value} for label, value in chart.bars]
    axis = {"categories": [label for label, _value in chart.bars], "y_label": chart.unit}
    drawn = {"type": "bar", "series": [{"name": chart.unit, "data": data}], "axis_config": axis}
    return {"type": "data_visualization", "title": chart.title, "chart": drawn}


def _cell(cell: Row) -> Payload:
    return _rich({"type": "rich_text_section", "elements": _elements((cell,))})


def _rich(element: Payload) -> Payload:
    return {"type": "rich_text", "elements": [element]}


def _plain(words: str) -> Payload:
    """Words never parsed; joined ones are made inert once more, where two pieces meet."""
    return {"type": "plain_text", "text": inert(words), "emoji": False}


def _context(words: str) -> Payload:
    return {"type": "context", "elements": [_plain(words)]}


def form_for(command: str) -> str:
    """The verb that a form can be filled in for instead; empty where words were typed behind it."""
    verb = command.strip().lstrip("/").casefold()
    return verb if verb in FORMS else ""


def _more(share: str | None, form: str) -> list[tuple[str, Action]]:
    """Buttons of this platform alone, by their action ids."""
    found = [(f"{FORM}{form}", Action(_("Open as a form"), form))] if form else []
    return [*found, (SHARE, Action(_("Share to channel"), share))] if share is not None else found


def buttons(actions: Sequence[Action], name_for: Namer | None, prefix: str = PREFIX) -> list[Payload]:
    """Buttons that type commands; those that nobody can remember a long command for are left out."""
    found = (_button(f"{prefix}{n}", action, name_for) for n, action in enumerate(actions, 1))
    return [button for button in found if button]


def button(action_id: str, action: Action) -> Payload:
    """A button with an action id of its own."""
    return _button(action_id, action, None)


def _buttons(
    actions: Sequence[Action], name_for: Namer | None, more: Sequence[tuple[str, Action]]
) -> list[Payload]:
    own = (_button(action_id, action, name_for) for action_id, action in more)
    return [*buttons(actions, name_for), *(each for each in own if each)][-MOST:]


def rows_of(kept: Sequence[Payload]) -> list[Payload]:
    """Buttons in blocks, a few side by side."""
    rows = [kept[start : start + A_ROW] for start in range(0, len(kept), A_ROW)]
    return [{"type": "actions", "elements": row} for row in rows]


def _button(action_id: str, action: Action, name_for: Namer | None) -> Payload:
    """The button, or nothing where its command fits no value."""
    value = action.command
    if _named(value):
        if name_for is None or not value:
            return {}
        value = name_for(value)
    style = {} if action.style == "plain" else {"style": action.style}
    label = _plain(inert(action.label)[:LABEL].strip() or _("Open"))
    return {"type": "button", "action_id": action_id, "text": label, "value": value, **style}


def _named(command: str) -> bool:
    """Whether a button can't carry this command itself."""
    return len(command) > VALUE or inert(command) != command or not command
