"""A card as Telegram messages: plain text with entities of our own, and buttons that type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, assert_never

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
    Sources,
    Table,
    Text,
    bold,
    code,
    text,
)
from bot.picture import Picture
from bot.platforms.telegram.buttons import keyboard
from bot.platforms.telegram.defusing import clean
from bot.platforms.telegram.sealing import sealed
from bot.platforms.telegram.splitting import Mark, Rich, split, units
from bot.platforms.telegram.tables import breadth, drawn
from bot.words import tongue
from briefings.model import Address, Evidence
from briefings.tongue import N_, _, speaking

LONG_QUOTE = 150  # columns, about three and a half lines of a phone, from which a quote is folded
CAPTION = 1024
TIME = "date_time"
LOCAL = "Dt"  # a long date and a short time, in the reader's own zone and language
SIGNS = {"info": N_("ℹ Note: "), "warning": N_("⚠ Warning: "), "error": N_("✖ Error: ")}


def payloads(address: Address, card: Card, name_for: Callable[[str], str]) -> list[dict[str, Any]]:
    """The `sendMessage` parameters of a card, one dict a part, in order.

    `name_for` gives a short name (ASCII, at most 64 characters) for a command that is too long for a
    button, or nothing, and then the button is left out.
    """
    messages = [{**_where(address), **message} for message in texts(card)]
    if rows := keyboard(card.actions, name_for):
        messages[-1]["reply_markup"] = {"inline_keyboard": rows}
    return messages


def pictures(address: Address, card: Card) -> list[dict[str, Any]]:
    """The `sendPhoto` parameters of a card's pictures, which go before its words; the files go with them."""
    where = _where(address)
    found = [block for block in card.blocks if isinstance(block, Picture)]
    with speaking(tongue(card.language)):
        return [{**where, "photo": f"attach://{one.name}.png", "caption": caption(one)} for one in found]


def texts(card: Card) -> list[dict[str, Any]]:
    """The parameters of a card's messages that are the same for every chat, without buttons."""
    with speaking(tongue(card.language)):
        parts = split(written(card))
    return [_message(_numbered(part, at, len(parts))) for at, part in enumerate(parts, 1)]


def caption(picture: Picture) -> str:
    """What a picture shows, in words, where nothing is alive."""
    return split(sealed(clean(picture.alt).strip() or "…", ()), CAPTION)[0].text.rstrip()


def written(card: Card) -> Rich:
    """The whole text of a card with our entities, and nothing else in it alive."""
    draft = _Draft(card.numbers)
    blocks = [block for block in card.blocks if not isinstance(block, Picture)]
    for at, block in enumerate(blocks):
        if at:
            draft.put("\n" if isinstance(blocks[at - 1], Heading) else "\n\n")
        draft.block(block)
    return draft.finished()


class _Draft:
    """A text that grows, and the entities over it."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers
        self._pieces: list[str] = []
        self._marks: list[Mark] = []
        self._length = 0

    def put(self, words: str, kind: str | None = None, at: int = 0) -> None:
        """Add words, maybe as an entity (`at` is that of a time); white space never piles up between them."""
        if self._pieces and self._pieces[-1].endswith((" ", "\n")):
            words = words.lstrip(" ")
        if not words:
            return
        if kind and words.strip():
            self._marks.append(Mark(self._length, self._length + len(words.rstrip()), kind, at))
        self._pieces.append(words)
        self._length += len(words)

    def block(self, block: Block) -> None:
        """Add a block of a card."""
        match block:
            case Heading():
                self._line(block.line)
            case Paragraph():
                self._line(block.line)
            case Bullets():
                self._lines(("• ", line) for line in block.lines)
            case Pairs():
                self._lines((_("{name}: ").format(name=clean(name)), line) for name, line in block.rows)
            case Table():
                self._table(block)
            case Quote():
                self._quote(block)
            case Notice():
                sign = _(SIGNS[block.kind])
                self._text(text(bold(sign.rstrip()), sign[len(sign.rstrip()) :]))
                self._line(block.line)
            case Sources():
                self._sources(block)
            case Picture():
                pass
            case _:
                assert_never(block)

    def _text(self, words: Text) -> None:
        for span in words:
            if span.at:
                self.put(clean(span.text), TIME, int(span.at.timestamp()))
            else:
                self.put(clean(span.text), None if span.style == "plain" else span.style)

    def _line(self, line: Line) -> None:
        self._text(line.text)
        self._cite(line.marked)

    def _lines(self, lines: Iterable[tuple[str, Line]]) -> None:
        for at, (before, line) in enumerate(lines):
            self.put("\n" * bool(at))
            self.put(clean(before), None if before == "• " else "bold")
            self._line(line)

    def _table(self, table: Table) -> None:
        """Monospaced where it is narrow enough for a phone, else as lines under their bands."""
        if picture := drawn(table, self._marked):
            self.put(picture, "pre")
            return
        for at, row in enumerate(table.rows):
            band = isinstance(row, Band)
            self.put("\n" * (bool(at) + (bool(at) and band)))
            self.put("" if band else "• ")
            self._line(row.line)

    def _cite(self, evidence: Sequence[Evidence]) -> None:
        marks = self._marked(evidence)
        self.put(f" {marks}" if marks else "")

    def _marked(self, evidence: Sequence[Evidence]) -> str:
        """The marks of these sentences: [1] [4]."""
        refs = dict.fromkeys(one.ref for one in evidence)
        return " ".join(f"[{self._numbers[ref]}]" for ref in refs)

    def _quote(self, quote: Quote) -> None:
        start = self._length
        around = bool(quote.before.strip() or quote.after.strip())
        if quote.before.strip():
            self.put(clean(quote.before).strip() + " ")
        self.put(clean(quote.text).strip(), "bold" if around else None)
        self._cite(quote.evidence)
        if quote.after.strip():
            self.put(" " + clean(quote.after).strip())
        kind = (
            "expandable_blockquote" if breadth("".join(self._pieces)[start:]) > LONG_QUOTE else "blockquote"
        )
        if self._length > start:
            self._marks.append(Mark(start, self._length, kind))

    def _sources(self, sources: Sources) -> None:
        self._text(text(bold(_("Sources"))))
        for at, (ref, title) in enumerate(sources.entries, 1):
            self.put(f"\n[{self._numbers.get(ref, at)}] ")
            self._text(text(code(ref), f" · {title}"))

    def finished(self) -> Rich:
        """The text, defused: a joiner wherever the server would see something live outside of our code."""
        words = "".join(self._pieces)
        if not words.strip():
            return Rich("…")
        return sealed(words, self._marks)


def _numbered(part: Rich, at: int, count: int) -> Rich:
    """A part that says which of how many it is."""
    return part if count == 1 else Rich(f"{part.text}({at}/{count})", part.marks)


def _message(part: Rich) -> dict[str, Any]:
    """One message without its buttons; empty parameters are left out."""
    message: dict[str, Any] = {"text": part.text, "link_preview_options": {"is_disabled": True}}
    if part.marks:
        # where each character is one unit nothing need be counted
        flat = units(part.text) == len(part.text)
        message["entities"] = [_entity(None if flat else part.text, mark) for mark in part.marks]
    return message


def _where(address: Address) -> dict[str, Any]:
    """The parameters that name a chat, and its topic where there is one."""
    thread = {"message_thread_id": int(address.thread)} if address.thread else {}
    return {"chat_id": chat_id(address), **thread}


def chat_id(address: Address) -> int | str:
    """A chat as Telegram names it: a number, or `@name` for a public channel."""
    channel = address.channel
    return int(channel) if channel.lstrip("-").isdecimal() else channel


def _entity(words: str | None, mark: Mark) -> dict[str, Any]:
    """An entity in UTF-16 code units; without `words` each of its characters is one."""
    offset, length = mark.start, mark.end - mark.start
    if words is not None:
        offset, length = units(words[: mark.start]), units(words[mark.start : mark.end])
    time = {"unix_time": mark.at, "date_time_format": LOCAL} if mark.kind == TIME else {}
    return {"type": mark.kind, "offset": offset, "length": length, **time}
