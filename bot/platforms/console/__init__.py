"""The terminal as a chat platform."""

from __future__ import annotations

from bot.platforms.console.chat import Console, picture
from bot.platforms.console.render import render

__all__ = ["Console", "picture", "render"]
