"""REGISTER of formats: bytes to sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from briefings.errors import Refused
from briefings.model import Source
from briefings.reading import jsonl, markdown, text
from briefings.sentences import fold


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, the endings of its files' names, the most bytes, and what reads it."""

    name: str
    suffixes: tuple[str, ...]
    limit: int
    read: Callable[[str, bytes], Iterator[Source | Refused]]


FORMATS: tuple[Format, ...] = (
    Format("text", (".txt", ".text", ""), text.LIMIT, text.read),
    Format("markdown", (".md", ".markdown"), markdown.LIMIT, markdown.read),
    Format("jsonl", (".jsonl", ".ndjson"), jsonl.LIMIT, jsonl.read),
)


def read(name: str, data: bytes) -> Iterator[Source | Refused]:
    """The sources in a file's bytes; `name` is the file's name without folders.

    What is wrong with the whole file is raised as Refused at once; what is wrong with one part of a
    collection comes as a Refused among the others, so that it does not stop them.
    """
    shown = fold(name)[:200] or "a file without a name"
    first_to_last = form(name).read(shown, data)
    first = next(first_to_last, None)
    return iter(()) if first is None else chain((first,), first_to_last)


def form(name: str) -> Format:
    """The format that a file's name asks for. Raises Refused for a name that no format reads."""
    suffix = suffix_of(name)
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    every = ", ".join(s for known in FORMATS for s in known.suffixes if s)
    raise Refused(
        name=fold(name)[:200], why=f"no reader knows {suffix[:20]} files", now=f"Give one of {every}."
    )


def suffix_of(name: str) -> str:
    """The ending of a file's name in lower case, with its dot; empty where it has none."""
    head, dot, tail = name.rpartition(".")
    return f".{fold(tail).lower()}" if dot and head.strip(".") else ""
