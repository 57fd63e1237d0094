"""Names that mean the same in the policy papers of two languages, looked up by their terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from briefings.errors import Refused
from briefings.query import Run, lone
from briefings.words import analyse, paired, wide

TABLE = "aliases.yaml"


@dataclass(frozen=True, slots=True)
class Name:
    """One of several names for a thing, and its terms."""

    said: str
    run: Run


@dataclass(frozen=True, slots=True)
class Alias:
    """Where a name stands in a text's terms, which one it is, and the others for the same, in order."""

    start: int
    end: int
    name: Name
    others: tuple[Name, ...]


def named(terms: Sequence[str]) -> Iterator[Alias]:
    """The names that stand in these terms, the longest at each place, from left to right."""
    known = _by_first()
    at = 0
    while at < len(terms):
        found = next((row for row in known.get(terms[at], ()) if _stands(row[0].run, terms, at)), None)
        if found is None:
            at += 1
            continue
        name, others = found
        yield Alias(at, at + len(name.run), name, others)
        at += len(name.run)


def _stands(run: Run, terms: Sequence[str], at: int) -> bool:
    return tuple(terms[at : at + len(run)]) == run


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """The names of each row of the table; raises `Refused` for a file that is not in order."""
    return checked((files(__package__) / TABLE).read_bytes(), TABLE)


def checked(data: bytes, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows that such a file holds. Raises `Refused`, naming the fault, where a row can't be used."""
    found: list[tuple[str, ...]] = []
    try:
        sections = yaml.load(data, Loader=_LOADER)  # noqa: S506 - it makes strings, lists and dicts only
        for section in sections:
            if not section["seen"]:
                _refuse(name, "a section does not say where its names are seen")
            found += (tuple(row) for row in section["rows"])
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError):
        _refuse(name, "it is no list of sections with “seen” and “rows”")
    for row in found:
        if len(row) < 2 or not all(isinstance(each, str) and _run(each) for each in row):
            _refuse(name, f"the row of {row[0]!r} has less than two names")
    runs = [run for row in found for run in {_run(each) for each in row}]
    if twice := next((run for run in runs if runs.count(run) > 1), None):
        _refuse(name, f"a name of the terms {' '.join(twice)} stands in two rows")
    return tuple(found)


def _run(name: str) -> Run:
    """A name's terms; the table's Chinese is simplified."""
    return paired(name) if all(map(wide, name)) else analyse(name)


def _refuse(name: str, why: str) -> None:
    raise Refused(name=name, why=why, now="Mend that row.") from None


_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def _by_first() -> Mapping[str, tuple[tuple[Name, tuple[Name, ...]], ...]]:
    """Every name with the others of its row, by its first term, the longest first."""
    found: dict[str, list[tuple[Name, tuple[Name, ...]]]] = {}
    for row in rows():
        # names that only spelling or number part are one
        names = {run: Name(said, run) for said, run in reversed([(each, _run(each)) for each in row])}
        ordered = tuple(reversed(names.values()))
        for name in ordered:
            if not lone(name.run):
                others = tuple(other for other in ordered if other is not name)
                found.setdefault(name.run[0], []).append((name, others))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0].run))) for first, rows in found.items()}
