"""The words of one language that stand for those of the other, names and everyday words alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefings.aliases import rows
from briefings.answering.kin import groups
from briefings.query import Run
from briefings.words import analyse, paired, wide

TABLE = "lexicon.txt"


@dataclass(frozen=True, slots=True)
class Form:
    """A way to say a thing in one language, and its terms; `name` where it is written as a proper name."""

    said: str
    run: Run
    name: bool = False


Forms = tuple[Form, ...]


@cache
def chinese() -> Mapping[str, Forms]:
    """Chinese words with the English forms for each, the usual ones first."""
    found: dict[str, Forms] = {}
    for here, there in _pairs():
        forms = _forms(there)
        for word in here:
            # a name of the field goes before an everyday word
            found.setdefault(word, forms)
    return found


@cache
def english() -> Mapping[str, tuple[tuple[Run, Forms], ...]]:
    """English runs with the Chinese forms for each, by their first term, the longest run first."""
    merged: dict[Run, list[str]] = {}
    for here, there in _pairs():
        for run in {form.run for form in _forms(there)}:
            merged.setdefault(run, []).extend(here)
    found: dict[str, list[tuple[Run, Forms]]] = {}
    for run, words in merged.items():
        forms = tuple(Form(word, paired(word)) for word in dict.fromkeys(words) if len(word) > 1)
        if forms:
            found.setdefault(run[0], []).append((run, forms))
    return {first: tuple(sorted(each, key=lambda pair: -len(pair[0]))) for first, each in found.items()}


@cache
def words() -> frozenset[str]:
    """The terms of all English words that the tables have: what is one of them is no slip of another word."""
    told = {term for _, there in _pairs() for form in _forms(there) for term in form.run}
    return frozenset(told | set(groups()))


@cache
def _pairs() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The rows of both tables, parted by language."""
    found = []
    for row in rows():
        here = tuple(name for name in row if wide(name[0]))
        there = tuple(name for name in row if not wide(name[0]))
        if here and there:
            found.append((here, there))
    return (*found, *_everyday())


def _everyday() -> Sequence[tuple[tuple[str, ...], tuple[str, ...]]]:
    found = []
    for line in (files(__package__) / TABLE).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            here, _, there = line.partition(" | ")
            found.append((tuple(here.split()), tuple(there.split(", "))))
    return found


def _forms(said: Sequence[str]) -> Forms:
    """English forms that have terms, each run once."""
    forms = {run: Form(each, run, each[0].isupper()) for each in reversed(said) if (run := analyse(each))}
    return tuple(reversed(forms.values()))
