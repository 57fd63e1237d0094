"""Documents and sentences as blocks: where they come from, when they were written, how old they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.card import Action, Block, Card, Line, Pairs, Quote, Sources, Text, text
from briefings.choosing import proof
from briefings.model import Document, Evidence, Header, Hit, Passage
from briefings.reservations import witnessed
from briefings.retelling import retold
from briefings.saying import UNKNOWN, age, day, written
from briefings.tongue import _, clauses
from storage.listing import Listing

CLIP = 320
"""Characters of a sentence that a list shows; `source` shows all of it."""
TITLE = 80
"""Characters of a title beside a mark."""


def clipped(words: str, most: int = CLIP) -> str:
    """Words cut at a space where they are too long."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def with_sources(blocks: Sequence[Block], titles: Mapping[str, str], actions: Sequence[Action] = ()) -> Card:
    """A card that ends with the list behind its marks; `titles` are the documents' titles by id."""
    refs = Card(tuple(blocks)).numbers
    documents = {ref: ref.rpartition("#")[0] for ref in refs}
    named = tuple((ref, clipped(titles.get(id) or id, TITLE)) for ref, id in documents.items())
    return Card((*blocks, Sources(named)) if named else tuple(blocks), tuple(actions))


def first_sentence(document: Document) -> tuple[Evidence, ...]:
    """A document's opening sentence as the proof that it is there: its title, or what comes first."""
    return tuple(proof(document, passage) for passage in document.passages[:1])


def quote(document: Document, passage: Passage) -> Quote:
    """A sentence word for word between its neighbours."""
    at = document.passages.index(passage)
    before = document.passages[at - 1] if at and document.passages[at - 1].paragraph else None
    after = document.passages[at + 1] if at + 1 < len(document.passages) else None
    return Quote(
        passage.text,
        (proof(document, passage),),
        before.text if before else "",
        after.text if after else "",
        (proof(document, before) if before else None, proof(document, after) if after else None),
    )


def dates(document: Document, today: date) -> tuple[tuple[str, str], ...]:
    """When a document was written, what its header says, and how old it is."""
    clock = document.clock
    told = clock.start or clock.year
    rows = [(_("Written"), written(clock) if told else _("time unknown: nothing in it tells"))]
    if clock.header:
        rows.append((_("Header"), header(clock.header)))
    if old := age(clock, today):
        rows.append((_("Age"), old))
    return tuple(rows)


def header(value: Header) -> str:
    """The date above a text with the verdict on it, and why."""
    says = day(value.value) if value.value else _("“{words}”").format(words=clipped(value.raw, 60))
    verdict = f"{says} — {retold(value.verdict)}"
    return _("{what}: {why}").format(what=verdict, why=retold(value.why)) if value.why else verdict


def particulars(document: Document, today: date, ref: str = "") -> Pairs:
    """What a reader must know of a document to judge its sentences."""
    first, seen = first_sentence(document), witnessed(document)
    named = (
        (_("Document"), document.title),
        (_("Kind"), document.label),
        (_("Credit"), document.credit),
    )
    rows = [(name, _quiet(value, first)) for name, value in named if value]
    rows += [(name, _quiet(value, seen)) for name, value in dates(document, today)]
    if ref:
        own = tuple(proof(document, passage) for passage in document.passages if passage.ref == ref)
        rows.append((_("Reference"), _quiet(ref, own or first)))
    return Pairs(tuple(rows))


def _quiet(words: str, evidence: tuple[Evidence, ...]) -> Line:
    """A line whose proof needs no mark: it stands beside the sentence itself."""
    return Line(text(words), evidence, marks=0)


def _entered(document: Document) -> Listing:
    """A document that was read, as a list tells of it."""
    opening, dating = (next(iter(one), None) for one in (first_sentence(document), witnessed(document)))
    return Listing(document.id, document.title, document.clock, opening, dating)


def listed(document: Document | Listing, today: date) -> Line:
    """A document in a list: its title, its content date and age, what its header says, its id."""
    if isinstance(document, Document):
        document = _entered(document)
    clock = document.clock
    known = clock.start or clock.year
    parts = [_("written {time}").format(time=written(clock)) if known else _(UNKNOWN)]
    if old := age(clock, today):
        parts.append(old)
    if clock.header:
        raw = clipped(clock.header.raw, 40)
        says = day(clock.header.value) if clock.header.value else _("“{words}”").format(words=raw)
        verdict = retold(clock.header.verdict)
        parts.append(_("header {header} {verdict}").format(header=says, verdict=verdict))
    words = f"{document.title} — {clauses(parts)} · {document.id}"
    return _dated(text(words), (document.opening,) if document.opening else (), document.dating)


def dated(words: Text, proofs: tuple[Evidence, ...], document: Document) -> Line:
    """A line that also says when its document was written, which is proved without a mark."""
    return _dated(words, proofs, next(iter(witnessed(document)), None))


def _dated(words: Text, proofs: tuple[Evidence, ...], dating: Evidence | None) -> Line:
    every = tuple(dict.fromkeys((*proofs, *((dating,) if dating else ()))))
    return Line(words, every, marks=len(proofs))


def found(hit: Hit) -> Line:
    """A sentence in a list, with its document."""
    return Line(text(f"{clipped(hit.passage.text)} — {hit.title}"), (hit.evidence,))
