"""What splitting gives: blocks of text inside cuts, all in offsets into the source's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefings.model import Dropped


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item, without its marker; `start:end` are offsets into `source.text`."""

    start: int
    end: int
    kind: Literal["text", "heading", "item"]


@dataclass(frozen=True, slots=True)
class Cut:
    """One article, or one story glued to its page: `source.text[start:end]` is its text.

    `title` is for showing; `title_span` is where it stands, or None where the text does not have it.
    `header` is the date line as written, or None (front matter gives `source.published` instead).
    `dropped` are stretches that are no evidence. Title, header and dropped are in no block.
    """

    kind: Literal["article", "story"]
    start: int
    end: int
    title: str
    title_span: tuple[int, int] | None
    header: tuple[int, int] | None
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
