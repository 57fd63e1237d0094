"""Who may do what: readers ask, admins change what their chat gets, editors and operators are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.ports import Request
from briefings.preferences import USUAL, Preferences, Who

Role = Literal["reader", "admin", "editor", "operator"]
"""What a command asks of who types it, from anybody to whoever runs this installation."""
USUALLY: dict[str, Who] = {"slack": "anyone"}
"""Who may change what a chat gets where it chose nobody; elsewhere those who run it."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Whom this installation names, as `telegram:123` or `slack:T1/U1`; operators are editors too."""

    operators: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()

    def has(self, request: Request, role: Role) -> bool:
        """Whether who asks holds a role here: never in company, and never by words that were passed on."""
        if request.chat != "private" or request.forwarded:
            return False
        if request.address.platform == "terminal":
            return True
        named = self.operators | self.editors if role == "editor" else self.operators
        return person(request) in named


NOBODY = Staff()


def person(request: Request) -> str:
    """Who asks, as settings name people."""
    address = request.address
    return f"{address.platform}:{address.tenant}{'/' if address.tenant else ''}{request.actor.id}"


def may_change(request: Request, preferences: Preferences = USUAL) -> bool:
    """Whether who asks may change what this chat gets: anyone in private, else whom the chat lets."""
    if request.forwarded:
        return False
    who = preferences.who or USUALLY.get(request.address.platform, "admins")
    if request.chat == "private" or request.actor.admin or who == "anyone":
        return True
    return who == "listed" and request.actor.id in preferences.listed
