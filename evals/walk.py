"""Everything that can be asked: each command with every topic, document, sentence and day of a store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.command import Command
from briefings.milestones import milestones
from briefings.model import Document
from briefings.themes import theme
from storage.library import Library

MOST = 1000
YEAR = timedelta(days=366)
_KEY = re.compile(r"\[?\b(\w+):([^\]\s]*)\]?")
_VALUES = {
    "page": ("1", "2", "3", "999"),
    "days": ("7", "365", "3650"),
    "since": ("2013", "2023-07"),
    "until": ("2013", "2023-07"),
    "kind": ("deadline", "target", "origin,event"),
    "state": ("due", "record", "partly", "silent", "overdue"),
    "unit": ("CNY", "percent", "km2"),
}
ASKED = ("when was", "how much is", "how many are in", "who announced")
TYPED_AGAIN = ("export", "import")
"""Commands whose text is what a chat chose, to be typed elsewhere: it tells nothing of documents."""
SOME = 20
_POINTS = ("reference", "number", "id")


def requests(register: Sequence[Command], library: Library, today: date) -> Iterator[str]:
    """What to type, command by command; of what takes effect at once, some."""
    documents = library.latest(MOST)
    topics, points, days = _topics(documents), _points(library, documents, today), _days(library, today)
    for command in register:
        if command.verb in TYPED_AGAIN:
            continue
        yield command.verb
        yield from command.examples
        if at_once(command):
            yield from (f"{command.verb} {point}" for point in points[:: max(1, len(points) // SOME)])
            continue
        takes = _KEY.sub("", command.usage.removeprefix(command.verb)).strip(" []")
        bare = command.verb if command.verb != "search" else "search zone"
        yield from (f"{bare} {key}" for key in keys(command))
        for words in topics if takes else ():
            yield f"{command.verb} {words}"
        if "question" in takes:
            yield from (f"{command.verb} {asked} {words}?" for words in topics for asked in ASKED)
        for words in topics[:: max(1, len(topics) // 3)] if takes else ():
            yield from (f"{command.verb} {words} {key}" for key in keys(command))
        if any(word in takes for word in _POINTS):
            yield from (f"{command.verb} {point}" for point in points)
        if "date" in takes:
            yield from (f"{command.verb} {day}" for day in days)


def at_once(command: Command) -> bool:
    """Whether a command changes what a chat chose without asking first."""
    return command.changes and "confirm" not in command.keys


def keys(command: Command) -> Iterator[str]:
    """A command's keys with values: those that its usage names, and those that are worth trying."""
    named = dict(_KEY.findall(command.usage))
    for key in command.keys:
        usual = tuple(part for part in re.split(r"[|,]", named.get(key, "")) if part)
        yield from (
            f"{key}:{value}" for value in dict.fromkeys((*usual, *_VALUES.get(key, ()))) if key != "confirm"
        )


def _topics(documents: Sequence[Document]) -> tuple[str, ...]:
    """Titles, ids and the names that documents speak of; and something that nothing is about."""
    found = [words for one in documents for words in (one.title, one.id, theme([one]))]
    return tuple(dict.fromkeys((*found, "zzyzx quokka 1987")))


def _points(library: Library, documents: Sequence[Document], today: date) -> tuple[str, ...]:
    """References of sentences, of facts, and of the days earned from them; documents; and none at all."""
    refs = (passage.ref for one in documents for passage in one.passages)
    facts = (fact.id for entry in library.entries() for fact in (entry.fact, *entry.also, *entry.disputed))
    earned = (one.ref for one in milestones(library.entries(), today - YEAR, today + YEAR))
    return tuple(dict.fromkeys((*refs, *facts, *earned, "1", "2", "77", "nothing#1.1")))


def _days(library: Library, today: date) -> tuple[str, ...]:
    """Days on which something is told, and some on which nothing may be."""
    earned = (one.day.isoformat() for one in milestones(library.entries(), today - YEAR, today + YEAR))
    return tuple(dict.fromkeys((*earned, today.isoformat(), "2024-02-29", "1 May", "2199-12-31")))
