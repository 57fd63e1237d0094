"""Slack: slash command, mentions, direct messages, buttons, digests."""

from bot.platforms.slack.adapter import Slack
from bot.platforms.slack.render import answered, payloads, posted

__all__ = ["Slack", "answered", "payloads", "posted"]
