"""A desk that answers with what it was asked, and keeps a note of everything."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from bot.card import Action, Bullets, Card, Heading, Line, Paragraph, Sources, text
from bot.counting import Counters
from bot.ports import MenuItem, Request, Scope
from briefings.choices import State
from briefings.model import Address, Evidence
from briefings.tongue import Tongue
from tests.fakes.letterbox import Letterbox

EVIDENCE = Evidence("leading-zone#1.1", "0" * 64, 0, 10)


class EchoDesk:
    """Implements `ports.Desk` without a house behind it."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.lost: list[tuple[Address, str]] = []
        self.mail = Letterbox()
        self.counters = Counters()
        self.names: dict[str, str] = {}
        self.chosen: dict[Address, State] = {}
        self.happenings: set[tuple[Address, str]] = set()
        self.private = True
        self.instead = False
        self.long = 0
        self.broken = False
        self.wait: threading.Event | None = None

    def menu(self, scope: Scope = "private", language: str = "") -> Sequence[MenuItem]:
        return (MenuItem("subs", "what you get"), MenuItem("settings", "what you chose"))

    def changes(self, text: str) -> bool:
        return text.startswith("subscribe")

    def answer(self, request: Request) -> Card:
        self.requests.append(request)
        if self.wait is not None:
            self.wait.wait(5)
        if self.broken:
            raise RuntimeError("the store at /secret/place is locked")
        found = replace(card(request.text or "nothing", private=self.private), instead=self.instead)
        more = tuple(Paragraph(Line(text(f"{n} " + "浦" * 2000))) for n in range(self.long))
        return replace(found, blocks=found.blocks + more)

    def tongue(self, request: Request) -> Tongue:
        return Tongue()

    def choices(self, address: Address) -> State:
        return self.chosen.get(address, State())

    def once(self, address: Address, what: str) -> bool:
        new = (address, what) not in self.happenings
        self.happenings.add((address, what))
        return new

    def happened(self, address: Address, what: str) -> bool:
        return (address, what) in self.happenings

    def remember(self, address: Address, command: str, actor: str = "") -> str:
        name = f"~{len(self.names) + 1}"
        self.names[name] = command
        return name

    def meant(self, address: Address, text: str) -> str:
        return self.names.get(text, text)

    def moved(self, old: Address, new: Address) -> None:
        raise AssertionError("Slack's chats do not move")

    def gone(self, address: Address, why: str) -> None:
        self.lost.append((address, why))


def card(title: str, *, private: bool = True) -> Card:
    """A small briefing with a source and a button."""
    return Card(
        (
            Heading(title),
            Bullets((Line(text("Zhangjiang grows to 220 km²"), (EVIDENCE,)),)),
            Sources(((EVIDENCE.ref, "Leading Zone"),)),
        ),
        (Action("Latest", "latest"),),
        private=private,
    )
