"""The sentence contract: no reply says a name or a number that its sentences do not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.card import Action, Band, Block, Card, Heading, Pairs, Quote, Row, Sources, Table, lines, plain
from bot.command import Command
from bot.platforms import console
from bot.platforms.slack import render as slack
from bot.platforms.telegram import render as telegram
from bot.ports import Request
from evals.support import Said, counted, names, said, stands, told, tokens
from storage.store import Store

INTERFACE = ("Milepost", "Yuan CNY", "CNY", "Grade", "Document", "Of what")
"""Names of our own that a reply may say."""
_OWN = (
    "document|figure|dated fact|target|deadline|message|subscription|page|line|day|more|earlier notice"
    "|due|on record|partly|silent|overdue"
)
_COUNT = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}})*(?= (?:{_OWN})s?\b)|(?:(?<=page )|(?<= of ))\d+\b")


@dataclass(frozen=True, slots=True)
class Lapse:
    """A name or number that nothing supports: what was asked, the line, and what stands in it."""

    asked: str
    line: str
    what: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a reply says, with its proofs."""

    text: str
    evidence: tuple[object, ...]


class Contract:
    """Checks cards against the store they were made from, as of `today`."""

    def __init__(self, store: Store, register: Iterable[Command], today: date) -> None:
        self._store, self._today = store, today
        self._typed = said(" ".join(f"{c.usage} {c.summary} {' '.join(c.examples)}" for c in register))
        self._ours = said(" ".join(INTERFACE))
        self.lines = 0

    def lapses(self, card: Card, request: Request) -> Iterator[Lapse]:
        """Every unsupported name or number of a card, line by line; then of what each platform shows of it."""
        asked = said(request.text) | self._chat(request)
        whole = said("")
        for text, evidence in _statements(card):
            self.lines += 1
            whole |= said(text)
            sentences = stands(self._store.library, evidence)
            known = told(sentences, text) | asked | self._ours
            if not evidence:
                known |= said(_COUNT.sub(" ", "")) | self._day()
            rest = _COUNT.sub("", text) if not evidence else text
            allowed = counted(text, known, self._today)
            for what in (
                *(t for t in tokens(rest) if t not in allowed),
                *self._unnamed(rest, known, bool(evidence)),
            ):
                yield Lapse(request.text, text, what)

    def _unnamed(self, text: str, known: Said, proved: bool) -> Iterator[str]:
        known = known if proved else known | self._typed
        return (name for name in names(text) if not known.names(name))

    def _day(self) -> Said:
        return said(f"{self._today.isoformat()} {self._today.day} {self._today:%b} {self._today.year}")

    def _chat(self, request: Request) -> Said:
        """What this chat set up itself."""
        held = self._store.subscriptions.of(request.address)
        rows = (f"{one.id} {' '.join(one.topics)} {one.hour} {one.zone} {one.leads}" for one in held)
        return said(" ".join(rows))


def _statements(card: Card) -> Iterator[tuple[str, tuple]]:
    for block in card.blocks:
        yield from _of(block)
    for action in card.actions:
        yield action.label, action.evidence


def _of(block: Block) -> Iterator[tuple[str, tuple]]:
    match block:
        case Heading(text, evidence):
            yield text, evidence
        case Pairs(rows):
            for name, line in rows:
                yield f"{name}: {plain(line.text)}", line.evidence
        case Quote():
            yield block.text, block.evidence
            for words, proof in zip((block.before, block.after), block.beside, strict=True):
                if words:
                    yield words, (proof,) if proof else ()
        case Sources():
            return
        case Table(columns):
            for column in columns:
                yield column.title, ()
            for line in lines(block):
                yield plain(line.text), line.evidence
        case _:
            for line in lines(block):
                yield plain(line.text), line.evidence
