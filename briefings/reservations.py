"""What a reader must know of the sources: rejected date lines, their age, contradictions of the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from briefings.choosing import proof
from briefings.milestones.wording import name
from briefings.model import Document, Entry, Evidence, Statement
from briefings.saying import age, day, when, written
from briefings.tongue import _, several

OLD = 90
"""Days after which a source's age is told."""


def dating(documents: Sequence[Document], today: date) -> Iterator[Statement]:
    """What a reader must know of the sources' dates, each once: false headers, then age."""
    seen: set[str] = set()
    for document in documents:
        header = document.clock.header
        if header and header.raw not in seen and (words := doubt(document)):
            seen.add(header.raw)
            yield Statement(words, witnessed(document))
    newest = max(documents, key=lambda one: one.clock.end or date.min, default=None)
    if newest is None:
        return
    if newest.clock.end is None:
        yield Statement(_("None of the sources tells when it was written."), ())
    elif (today - newest.clock.end).days > OLD:
        sentence = _("The newest source was written {time}, {age}; what came later is not in it.")
        words = sentence.format(time=written(newest.clock), age=age(newest.clock, today))
        yield Statement(words, witnessed(newest))


def disputes(documents: Sequence[Document], near: Sequence[Entry]) -> Iterator[Statement]:
    """Where one of these documents contradicts the curated calendar."""
    ids = {document.id for document in documents}
    for entry in near:
        against = [fact for fact in entry.disputed if fact.document in ids]
        if against:
            given = (one for fact in entry.disputed for one in fact.evidence[:1])
            evidence = (*given, *entry.fact.evidence[:1])
            yield Statement(dispute(entry), tuple(dict.fromkeys(evidence)))


def dispute(entry: Entry) -> str:
    """Which two dates an entry has, and which of them is told, in one sentence."""
    given = several(dict.fromkeys(when(fact.when) for fact in entry.disputed))
    sentence = _(
        "A document gives {given} for {thing}; the calendar of known origins gives {known}, "
        "which is the date that is told."
    )
    return sentence.format(given=given, thing=name(entry), known=when(entry.fact.when))


def doubt(document: Document) -> str:
    """What is wrong with the date above a text, in one sentence; nothing where nothing is."""
    header = document.clock.header
    if header is None or header.verdict not in {"rejected", "malformed"}:
        return ""
    says = day(header.value) if header.value else f"“{header.raw}”"
    sentence = _("The page header says {header}; the text was written {time}.")
    return sentence.format(header=says, time=written(document.clock))


def witnessed(document: Document) -> tuple[Evidence, ...]:
    """The sentence that tells best when a text was written; its first one where none tells."""
    for witness in sorted(document.clock.witnesses, key=lambda one: (-one.weight, one.start)):
        for passage in document.passages:
            if passage.start <= witness.start < passage.end:
                return (proof(document, passage),)
    return tuple(proof(document, passage) for passage in document.passages[:1])
