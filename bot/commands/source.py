"""`source`: a sentence in its context, with its document's dates."""

from __future__ import annotations

from bot.card import Action, Bullets, Card, Heading, Line, Notice, code, text
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views.replies import asked_for, fault, helping, quoted
from bot.views.sources import clipped, first_sentence, listed, particulars, quote
from briefings.choosing import proof
from briefings.model import Document, Passage
from briefings.tongue import N_, _


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
        Action(_("Why this date?"), f"why {passage.ref}"),
        Action(_("The document"), f"source {document.id}"),
    )
    return Card(blocks, actions)


def _document(context: Context, document: Document) -> Card:
    opening = [passage for passage in document.passages if passage.paragraph][:3]
    lines = tuple(Line(text(clipped(p.text)), (proof(document, p),)) for p in opening)
    title = Heading(document.title, first_sentence(document), marks=0)
    blocks = (title, Bullets(lines), particulars(document, context.today, document.id))
    actions = (Action(_("Why this date?"), f"why {document.id}"), Action(_("Newest documents"), "latest"))
    return Card(blocks if lines else (blocks[0], blocks[2]), actions)


def _every(context: Context, marks: tuple[str, ...]) -> Card:
    """The sentences behind every mark of the last reply, numbered as they were there."""
    found = [stands for ref in marks if (stands := context.store.library.passage(ref))]
    if not found:
        lines = [text(code(context.typed(example))) for example in ("source 2", "source leading-zone#1.2")]
        what = _("Which source? No reply here has had marks yet; a mark's number or a reference names one.")
        return asked_for(what, lines, (Action(_("Briefing"), "brief", "primary"), helping()))
    lines_ = tuple(
        Line(text(clipped(p.text), " — ", d.title, " · ", code(p.ref)), (proof(d, p),)) for d, p in found
    )
    blocks = (Heading(_("Sources of the last reply")), Bullets(lines_))
    return Card(blocks, (Action(_("The first in context"), f"source {found[0][1].ref}"),))


def _no_mark(context: Context, number: int, count: int) -> Card:
    if not count:
        return _every(context, ())
    what = _("The last reply with sources has marks from 1 to {count}, none is {number}.")
    now = filled(_("Type {command} for the first."), command=code(context.typed("source 1")))
    return fault(what.format(count=count, number=number), now, (Action(_("All of them"), "source"),))


def _unknown(context: Context, wanted: str) -> Card:
    newest = tuple(listed(document, context.today) for document in context.store.library.listed(3))
    what = _("There is no sentence or document {name} here; it may have been edited away.")
    told = Notice("warning", Line(text(what.format(name=quoted(wanted)))))
    actions = (Action(_("Newest documents"), "latest"), Action(_("Search it"), f"search {wanted}"))
    return Card((told, *((Bullets(newest),) if newest else ())), actions)


SOURCE = Command(
    "source",
    N_("a sentence in its context, with its document's dates"),
    N_("source [number or reference]"),
    run,
    examples=("source 1", "source"),
    cites=False,
    group="read",
    also=("出处", "来源"),
)
