"""Telegram: takes commands, fetched or brought, and sends cards as text with entities."""

from bot.platforms.telegram.adapter import Telegram
from bot.platforms.telegram.pace import Pace

__all__ = ["Pace", "Telegram"]
