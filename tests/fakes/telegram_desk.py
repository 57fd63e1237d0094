"""A desk that answers everything with an echo and keeps what it was told: the other side of the port."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

from bot.card import Action, Card, Heading, Line, Paragraph, text
from bot.counting import Counters
from bot.ports import MenuItem, Request, Scope, Snippet
from briefings.choices import State
from briefings.model import Address
from tests.fakes.letterbox import Letterbox


def echo(request: Request) -> Card:
    """What was asked, with a short button and one that has to be remembered."""
    long = "subscribe leading zone " + "and more " * 8
    actions = (Action("Sources", "source 1"), Action("Subscribe", long.strip()))
    return Card((Heading("Echo"), Paragraph(Line(text(request.text)))), actions)


class EchoDesk:
    """Implements `bot.ports.Desk`; `reply` may be replaced to answer otherwise, or to fail."""

    items: Sequence[MenuItem] = (
        MenuItem("brief", "The briefing on a topic"),
        MenuItem("subs", "What you get"),
    )

    def __init__(self, reply: Callable[[Request], Card] = echo) -> None:
        self.reply = reply
        self.requests: list[Request] = []
        self.moves: list[tuple[Address, Address]] = []
        self.offered: Callable[[Request], Sequence[Snippet]] = lambda _: ()
        self.lost: list[tuple[Address, str]] = []
        self.names: dict[str, str] = {}
        self.noted: set[tuple[Address, str]] = set()
        self.mail = Letterbox()
        self.counters = Counters()
        self._lock = Lock()

    def menu(self, scope: Scope = "private", language: str = "") -> Sequence[MenuItem]:
        return self.items

    def changes(self, text: str) -> bool:
        return text.lstrip("/").startswith(("subscribe", "unsubscribe"))

    def answer(self, request: Request) -> Card:
        with self._lock:
            self.requests.append(request)
        return self.reply(request)

    def snippets(self, request: Request) -> Sequence[Snippet]:
        with self._lock:
            self.requests.append(request)
        return self.offered(request)

    def choices(self, address: Address) -> State:
        return State()

    def once(self, address: Address, what: str) -> bool:
        with self._lock:
            new = (address, what) not in self.noted
            self.noted.add((address, what))
        return new

    def happened(self, address: Address, what: str) -> bool:
        return (address, what) in self.noted

    def remember(self, address: Address, command: str, actor: str = "") -> str:
        name = f"~{len(self.names)}"
        self.names[name] = command
        return name

    def moved(self, old: Address, new: Address) -> None:
        self.moves.append((old, new))

    def gone(self, address: Address, why: str) -> None:
        self.lost.append((address, why))
