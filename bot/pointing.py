"""What a number, a reference or an id points to: things that the library knows, or one of its documents."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import Context
from briefings.model import Document, Entry


def meant(context: Context, typed: str) -> str:
    """The reference or id that was typed; a number stands for that mark of the last reply."""
    wanted = typed.strip("[]()# ")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 4:
        marks = context.store.notes.marks(context.request.address)
        return marks[int(wanted) - 1] if 0 < int(wanted) <= len(marks) else wanted
    return wanted


def entries(context: Context, wanted: str) -> tuple[Entry, ...]:
    """What is told by the fact with this id, by the day of one (`id@day`), or in the sentence of this ref."""
    id = wanted.partition("@")[0]
    every = context.store.library.entries()
    if by_id := tuple(one for one in every if id in ids(one)):
        return by_id
    return tuple(one for one in every if any(each.ref == wanted for each in one.evidence))


def document(context: Context, wanted: str) -> Document | None:
    """The document with this id, or the one that a reference stands in."""
    library = context.store.library
    return library.document(wanted) or library.document(wanted.rpartition("#")[0])


def ids(entry: Entry) -> frozenset[str]:
    """The ids of all facts that tell of one thing."""
    return frozenset(fact.id for fact in (entry.fact, *entry.also))


def titles(context: Context, wanted: Sequence[str]) -> dict[str, str]:
    """What each of these ids of facts or documents is called; those that are gone are missing."""
    found: dict[str, str] = {}
    for entry in context.store.library.entries():
        for id in ids(entry).intersection(wanted):
            found[id] = entry.fact.what
    rest = [id for id in wanted if id not in found]
    return found | context.store.library.titles(rest)
