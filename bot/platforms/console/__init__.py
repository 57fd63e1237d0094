"""The terminal as a chat platform."""

from __future__ import annotations

from bot.platforms.console.chat import HERE, Console, picture
from bot.platforms.console.render import render

__all__ = ["HERE", "Console", "picture", "render"]
