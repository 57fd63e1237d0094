"""What a process does of all that a running program does."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a process does: everything, answer people, send what is owed, or watch the time."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"
    CLOCK = "clock"

    @property
    def answers(self) -> bool:
        """Whether people are answered here."""
        return self in {Role.ALL, Role.WEB}
