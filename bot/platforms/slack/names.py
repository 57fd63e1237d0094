"""The names by which Slack calls us."""

from __future__ import annotations

COMMAND = "/brief"
"""The slash command."""
SHORTCUT = "milepost:brief"
"""The callback id of the shortcut on a message."""
