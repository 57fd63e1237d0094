"""Telegram: takes commands by long polling and sends cards as text with entities."""

from bot.platforms.telegram.adapter import Telegram

__all__ = ["Telegram"]
