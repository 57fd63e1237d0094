"""Buttons that type: pressing one sends its command, or a short name for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.card import Action
from bot.platforms.telegram.defusing import clean
from bot.platforms.telegram.splitting import Rich, split, units

PRESS = 64  # bytes of a button's data
LABEL = 64
ROW = 3
ROW_WIDTH = 42  # characters of labels that a phone shows side by side
OURS = re.compile(r"https://t\.me/[A-Za-z0-9_]{1,64}(?:\?[A-Za-z0-9_&=+-]{0,128})?")
BUTTONS = 50  # a keyboard of a hundred long ones is refused


def keyboard(actions: Sequence[Action], name_for: Callable[[str], str]) -> list[list[dict[str, str]]]:
    """Buttons in rows that a phone can show; `name_for` names commands that are too long."""
    rows: list[list[dict[str, str]]] = []
    width = 0
    for action in actions[:BUTTONS]:
        button = _button(action, name_for)
        if not (button.get("callback_data") or button.get("url")):
            continue
        width += len(button["text"])
        if not rows or len(rows[-1]) == ROW or width > ROW_WIDTH:
            rows.append([])
            width = len(button["text"])
        rows[-1].append(button)
    return rows


def named(action: Action) -> bool:
    """Whether a button can carry only a short name of its command."""
    if action.link:
        return False
    return len(_typed(clean(action.command).strip()).encode()) > PRESS


def _button(action: Action, name_for: Callable[[str], str]) -> dict[str, str]:
    """A button that types its command, or a short name for it; or one that opens a link of ours."""
    if action.link:
        return {"text": _label(action.label), "url": action.link if OURS.fullmatch(action.link) else ""}
    command = clean(action.command).strip()
    pressed = name_for(command) if named(action) else _typed(command)
    button = {"text": _label(action.label), "callback_data": pressed}
    if action.style != "plain":
        button["style"] = action.style
    return button


def _typed(command: str) -> str:
    return command if command.startswith(("/", "~")) else f"/{command}"


def _label(label: str) -> str:
    """A button's words, clipped to what it can show."""
    words = clean(label).strip() or "…"
    return words if units(words) <= LABEL else split(Rich(words), LABEL)[0].text.rstrip() + "…"
