"""Buttons that type: pressing one sends its command, or a short name for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.card import Action
from bot.platforms.telegram.defusing import clean
from bot.platforms.telegram.splitting import Rich, split, units

PRESS = 64  # bytes of a button's data
LABEL = 64
ROW = 3
ROW_WIDTH = 42  # characters of labels that a phone shows side by side
BUTTONS = 50  # a keyboard of a hundred long ones is refused


def keyboard(actions: Sequence[Action], name_for: Callable[[str], str]) -> list[list[dict[str, str]]]:
    """Buttons in rows that a phone can show; `name_for` names commands that are too long."""
    rows: list[list[dict[str, str]]] = []
    width = 0
    for action in actions[:BUTTONS]:
        button = _button(action, name_for)
        if not button["callback_data"]:
            continue
        width += len(button["text"])
        if not rows or len(rows[-1]) == ROW or width > ROW_WIDTH:
            rows.append([])
            width = len(button["text"])
        rows[-1].append(button)
    return rows


def named(action: Action) -> bool:
    """Whether a button can carry only a short name of its command."""
    return len(_typed(clean(action.command).strip()).encode()) > PRESS


def _button(action: Action, name_for: Callable[[str], str]) -> dict[str, str]:
    """A button that types its command, or a short name for it."""
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
