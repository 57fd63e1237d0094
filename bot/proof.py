"""The last look before a card leaves: what no sentence proves any more stays behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar, assert_never

from bot.card import (
    Band,
    Block,
    Bullets,
    Card,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    Row,
    Sources,
    Table,
    proofs,
    text,
)
from bot.picture import Drawn, Picture
from briefings.model import Evidence
from briefings.tongue import ngettext
from storage.store import Store

_Proved = TypeVar("_Proved", Line, Row)


def proved(card: Card, store: Store) -> Card:
    """The card without what has lost its sentence in the library, and a word on that; buttons count too.

    A line stands or falls with the proofs that it needs; others that are gone are taken off it. Headings
    that have nothing left below them go too.
    """
    every = proofs(card)
    gone = set(every) - store.library.held(every)
    if not gone:
        return card
    lost = _Lost(gone)
    kept = tuple(_headed([block for each in card.blocks for block in lost.block(each)]))
    refs = {evidence.ref for evidence in every if evidence not in gone}
    offered = tuple(action for action in card.actions if not gone.intersection(action.evidence))
    return replace(card, blocks=(*_listed(kept, refs), *lost.told()), actions=offered)


class _Lost:
    """Takes unproved lines out of blocks and counts them."""

    def __init__(self, gone: set[Evidence]) -> None:
        self._gone = gone
        self._count = 0

    def block(self, block: Block) -> Iterator[Block]:  # noqa: C901, PLR0912 one case a block
        """What is left of a block: itself, a smaller one, or nothing."""
        match block:
            case Heading():
                yield from (block for _ in self._lines([Line((), block.evidence)]))
            case Sources():
                yield block
            case Paragraph() | Notice():
                yield from (replace(block, line=line) for line in self._lines([block.line]))
            case Bullets():
                if lines := tuple(self._lines(block.lines)):
                    yield Bullets(lines)
            case Pairs():
                rows = [(name, line) for name, old in block.rows for line in self._lines([old])]
                if rows:
                    yield Pairs(tuple(rows))
            case Table():
                left = [row for old in block.rows for row in self._rows(old)]
                if any(isinstance(row, Row) for row in left):
                    yield replace(block, rows=tuple(_filled(left)))
            case Picture():
                if drawn := tuple(self._drawn(block.rows)):
                    yield replace(block, rows=drawn)
            case Quote():
                yield from (self._around(block) for _ in self._lines([Line((), block.evidence)]))
            case _:
                assert_never(block)

    def _around(self, quote: Quote) -> Quote:
        """A quote without a neighbour that has gone."""
        before, after = (one in self._gone for one in quote.beside)
        return replace(quote, before="" if before else quote.before, after="" if after else quote.after)

    def _rows(self, row: Row | Band) -> Iterator[Row | Band]:
        yield from self._lines([row]) if isinstance(row, Row) else [row]

    def _lines(self, lines: Sequence[_Proved]) -> Iterator[_Proved]:
        for line in lines:
            if self._gone.intersection(line.evidence[: line.needs]):
                self._count += 1
            else:
                yield replace(line, evidence=tuple(e for e in line.evidence if e not in self._gone))

    def _drawn(self, rows: Sequence[Drawn]) -> Iterator[Drawn]:
        """What is still drawn; what is not is counted where the same is told in words."""
        for row in rows:
            if not self._gone.intersection(row.evidence[: row.needs]):
                yield replace(row, evidence=tuple(e for e in row.evidence if e not in self._gone))

    def told(self) -> tuple[Block, ...]:
        """What the reader is told of it."""
        if not self._count:
            return ()
        words = ngettext(
            "{number} line was left out: the library no longer has the sentence behind it. "
            "Ask again for the newest.",
            "{number} lines were left out: the library no longer has the sentence behind it. "
            "Ask again for the newest.",
            self._count,
        )
        return (Notice("info", Line(text(words.format(number=self._count)))),)


def _headed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without headings that stand directly above another heading, the sources or the end."""
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        hollow = following is None or isinstance(following, Heading | Sources)
        if at == 0 or not (isinstance(block, Heading) and hollow):
            yield block


def _filled(rows: Sequence[Row | Band]) -> Iterator[Row | Band]:
    """The rows of a table without bands that have none below them."""
    for row, following in zip(rows, (*rows[1:], None), strict=True):
        if isinstance(row, Row) or isinstance(following, Row):
            yield row


def _listed(blocks: Sequence[Block], refs: set[str]) -> Iterator[Block]:
    """The blocks with lists of sources that name only what is still cited."""
    for block in blocks:
        if not isinstance(block, Sources):
            yield block
        elif entries := tuple(entry for entry in block.entries if entry[0] in refs):
            yield Sources(entries)
