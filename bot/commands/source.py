"""`source`: a sentence in its context, with its document's dates."""

from __future__ import annotations

from bot.card import Action, Bullets, Card, Heading, Line, Notice, code, text
from bot.command import Call, Command, Context
from bot.views.replies import asked_for, fault, helping, quoted
from bot.views.sources import clipped, first_sentence, listed, particulars, quote
from briefings.choosing import proof
from briefings.model import Document, Passage


def run(context: Context, call: Call) -> Card:
    """The sentence behind a mark of the last reply, behind a reference, or a whole document."""
    marks = context.store.notes.marks(context.request.address)
    wanted = call.raw.strip("[]#() ")
    if not wanted:
        return _every(context, marks)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 4:
        number = int(wanted)
        if not 0 < number <= len(marks):
            return _no_mark(context, number, len(marks))
        wanted = marks[number - 1]
    library = context.store.library
    if stands := library.passage(wanted):
        return _sentence(context, *stands)
    document = library.document(wanted)
    return _document(context, document) if document else _unknown(context, wanted)


def _sentence(context: Context, document: Document, passage: Passage) -> Card:
    blocks = (
        Heading(document.title, first_sentence(document), marks=0),
        quote(document, passage),
        particulars(document, context.today, passage.ref),
    )
    actions = (
        Action("Why this date?", f"why {passage.ref}"),
        Action("The document", f"source {document.id}"),
    )
    return Card(blocks, actions)


def _document(context: Context, document: Document) -> Card:
    opening = [passage for passage in document.passages if passage.paragraph][:3]
    lines = tuple(Line(text(clipped(p.text)), (proof(document, p),)) for p in opening)
    title = Heading(document.title, first_sentence(document), marks=0)
    blocks = (title, Bullets(lines), particulars(document, context.today, document.id))
    actions = (Action("Why this date?", f"why {document.id}"), Action("Newest documents", "latest"))
    return Card(blocks if lines else (blocks[0], blocks[2]), actions)


def _every(context: Context, marks: tuple[str, ...]) -> Card:
    """The sentences behind every mark of the last reply, numbered as they were there."""
    found = [stands for ref in marks if (stands := context.store.library.passage(ref))]
    if not found:
        lines = [text(code(context.typed(example))) for example in ("source 2", "source leading-zone#1.2")]
        what = "Which source? No reply here has had marks yet; a mark's number or a reference names one."
        return asked_for(what, lines, (Action("Briefing", "brief", "primary"), helping()))
    lines_ = tuple(
        Line(text(clipped(p.text), " — ", d.title, " · ", code(p.ref)), (proof(d, p),)) for d, p in found
    )
    blocks = (Heading("Sources of the last reply"), Bullets(lines_))
    return Card(blocks, (Action("The first in context", f"source {found[0][1].ref}"),))


def _no_mark(context: Context, number: int, count: int) -> Card:
    if not count:
        return _every(context, ())
    what = f"The last reply with sources has marks from 1 to {count}, none is {number}."
    return fault(
        what,
        text("Type ", code(context.typed("source 1")), " for the first."),
        (Action("All of them", "source"),),
    )


def _unknown(context: Context, wanted: str) -> Card:
    newest = tuple(listed(document, context.today) for document in context.store.library.latest(3))
    what = f"There is no sentence or document {quoted(wanted)} here; it may have been edited away."
    blocks = (Notice("warning", Line(text(what))), *((Bullets(newest),) if newest else ()))
    return Card(blocks, (Action("Newest documents", "latest"), Action("Search it", f"search {wanted}")))


SOURCE = Command(
    "source",
    "a sentence in its context, with its document's dates",
    "source [number or reference]",
    run,
    examples=("source 1", "source"),
    cites=False,
    group="read",
)
