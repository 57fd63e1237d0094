"""Telegram: takes commands by long polling and sends cards as text with entities."""

from bot.platforms.telegram.adapter import Telegram
from bot.platforms.telegram.pace import Pace

__all__ = ["Pace", "Telegram"]
