"""What the library holds on a topic, gathered for commands that list, draw or print it."""

from __future__ import annotations

from briefings.compose import related
from briefings.ladders import Ladder, ladders
from briefings.model import Entry
from briefings.timelines import told
from storage.library import Library

DOCUMENTS = 12
"""Documents on a topic that are read whole."""
SENTENCES = 60
"""Sentences on a topic whose documents are looked at besides."""


def entries_on(library: Library, topic: str) -> tuple[Entry, ...]:
    """What is dated on a topic; without one, all that a document tells, and not the calendar alone."""
    entries = library.entries()
    if topic:
        return related(topic, library.topic(topic, DOCUMENTS), entries)
    return tuple(entry for entry in entries if told(entry))


def ladders_on(library: Library, topic: str) -> tuple[Ladder, ...]:
    """The amounts on a topic, from the documents about it and from sentences elsewhere that name it."""
    documents = library.topic(topic, DOCUMENTS)
    known = {document.id for document in documents}
    hits = library.sentences(topic, SENTENCES)
    others = dict.fromkeys(hit.passage.document for hit in hits if hit.passage.document not in known)
    return ladders(topic, (*documents, *library.documents(list(others)[:DOCUMENTS])))
