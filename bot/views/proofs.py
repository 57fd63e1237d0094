"""Why a date is what it is: derivation, sentences, grade, and the witnesses for a document's time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.card import (
    Action,
    Block,
    Bullets,
    Card,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    bold,
    italic,
    text,
)
from bot.views.entries import coming
from bot.views.sources import clipped, dates
from briefings.choosing import proof
from briefings.compose import doubt, witnessed
from briefings.milestones import falls
from briefings.milestones.wording import name
from briefings.model import Basis, Delivery, Document, Entry, Evidence, Fact, Milestone, Passage, Witness
from briefings.saying import basis, day, when

WITNESSES = 5
UNDATED = "without a date"


def label(value: Fact) -> str:
    """A fact's date in a few words."""
    return when(value.when) if value.when.edtf else UNDATED


def fact(
    entry: Entry,
    milestone: Milestone | None,
    document: Document | None,
    sentences: Sequence[tuple[Document, Passage]],
    today: date,
) -> list[Block]:
    """The whole proof of an entry's date, and of the day that was earned from it."""
    best = entry.fact
    blocks: list[Block] = [Heading(f"Why {label(best)}: {clipped(name(entry), 120)}")]
    if milestone:
        blocks.append(Paragraph(coming(milestone, today)))
    if best.derivation:
        blocks.append(Paragraph(Line(text(bold("Derivation "), best.derivation), best.evidence[:1])))
    blocks += [Quote(passage.text, (proof(told, passage),)) for told, passage in sentences]
    blocks.append(_particulars(best))
    if others := [one for one in entry.also if one.derivation or one.when != best.when]:
        blocks += [Heading("Also told"), Bullets(tuple(map(_telling, others[:WITNESSES])))]
    if document and best.when.basis is not Basis.OUTSIDE:
        blocks += written_when(document, today)
    return blocks


def facts(several: Sequence[Fact]) -> list[Block]:
    """The dates that one sentence gives."""
    return [Heading("The dates in this sentence"), Bullets(tuple(map(_telling, several)))]


def _telling(one: Fact) -> Line:
    words = text(
        bold(label(one)), f" {clipped(one.what, 160)} — {basis(one.when)}, ", italic(one.grade.value)
    )
    return Line(words, one.evidence[:1])


def _particulars(best: Fact) -> Pairs:
    """What was read, and how firm it is."""
    rows = [
        ("Date", f"{label(best)}, to the {best.when.precision.value}; {basis(best.when)}"),
        ("In the text", f"“{clipped(best.expression, 160)}”"),
        ("Kind", best.kind.value),
        ("Grade", best.grade.value),
    ]
    return Pairs(tuple((key, Line(text(value), best.evidence[:1])) for key, value in rows if value))


def written_when(document: Document, today: date) -> list[Block]:
    """When a document was written: the result, the witnesses, the verdict on its header."""
    seen = witnessed(document)
    rows = tuple((key, Line(text(value), seen)) for key, value in dates(document, today))
    blocks: list[Block] = [Heading(f"When “{clipped(document.title, 100)}” was written"), Pairs(rows)]
    if lines := tuple(_witnesses(document)):
        blocks += [Heading("What speaks for it"), Bullets(lines)]
    if words := doubt(document):
        blocks.append(Notice("warning", Line(text(words), seen)))
    return blocks


def _witnesses(document: Document) -> Iterator[Line]:
    heaviest = sorted(document.clock.witnesses, key=lambda one: (-one.weight, one.start))[:WITNESSES]
    for one in heaviest:
        words = " ".join(document.text[one.start : one.end].split())
        said = f"“{clipped(words, 80)}” says " if words else ""
        yield Line(text(said, bold(one.says), f" ({one.kind}, weight {one.weight:g})"), _where(document, one))


def _where(document: Document, witness: Witness) -> tuple[Evidence, ...]:
    stands = (p for p in document.passages if p.start <= witness.start < p.end)
    return tuple(proof(document, passage) for passage in stands)[:1]


def message(delivery: Delivery) -> Card:
    """Why a message came, or did not."""
    digest = delivery.digest
    rows = [("State", delivery.state.replace("_", " ")), ("For", day(digest.slot))]
    rows += [("Late by", f"{digest.late} days")] if digest.late else []
    rows += [("Fault", delivery.error)] if delivery.error else []
    blocks: tuple[Block, ...] = (
        Heading(f"The message of {day(digest.slot)}"),
        Paragraph(Line(text(digest.why))),
        Pairs(tuple((key, Line(text(value))) for key, value in rows)),
    )
    whys = tuple(Action(f"Why {falls(d.milestone)}?", f"why {d.milestone.ref}") for d in digest.items[:3])
    return Card(blocks, (*whys, Action("What this chat gets", "subs")))
