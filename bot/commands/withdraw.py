"""`withdraw` and `restore`: editors take a document out of every answer and digest, and put it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.arguments import BadArgument
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.choosers import place
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.pointing import document, meant
from bot.views.replies import fault, quoted
from bot.views.settings import instant
from bot.views.sources import listed
from briefings.model import Document
from briefings.saying import counted
from briefings.tongue import N_, _, ngettext
from storage.assembling import CALENDAR
from storage.withdrawals import Editor, Withdrawal

LISTED = 10
BUTTONS = 6
LONGEST = 300
"""Characters of a reason that are kept."""


def withdraw(context: Context, call: Call) -> Card:
    """Show what would go out of sight; take it out on `confirm:yes`; alone, list what is withdrawn."""
    if not call.raw:
        return _every(context)
    paper, why = _which(context, call)
    if paper is None:
        return _unknown(context, call)
    if paper.kind == CALENDAR:
        what = _("The curated calendar belongs to the program and can't be withdrawn. Nothing was done.")
        return fault(what, _("A row of it is changed in the program itself."), (_list(),))
    match (call.key("confirm") or "").casefold():
        case "":
            return _asked(context, paper, why)
        case "yes":
            return _done(context, paper, why)
        case "no":
            words = _("Nothing was changed: {document} stays as it is.").format(document=paper.id)
            return Card((Notice("info", Line(text(words))),), (_newest(), _list()))
        case other:
            what, now = _("is neither yes nor no."), _("Type confirm:yes to withdraw it.")
            raise BadArgument("confirm", other, what, now, "yes")


def restore(context: Context, call: Call) -> Card:
    """Put a document back, at once; alone, list what is withdrawn."""
    if not call.raw:
        return _every(context)
    shelf = context.store.withdrawals
    gone = shelf.of(call.raw.strip("[]()# "))
    if gone is None:
        words = _("{name} is not withdrawn. Nothing was changed.").format(name=quoted(call.raw))
        return _every(context, [Notice("warning", Line(text(words)))])
    if not shelf.restore(gone.document, context.request.at):
        what = _(
            "{document} is not withdrawn any more, but its source has it no longer, so nothing shows it."
        )
        now = _("Have its file read in again with {command}.")
        told = filled(now, command=code("milepost ingest PATH"))
        return fault(what.format(document=gone.document), told, (_list(),))
    paper = context.store.library.document(gone.document)
    lines = (listed(paper, context.today),) if paper else ()
    words = _("Answers and digests from now on show it again; what was left out meanwhile is not told later.")
    blocks = (Heading(_("Restored")), Bullets(lines), Paragraph(Line(text(words))))
    return Card(blocks, (Action(_("Withdraw it again"), _typed(gone.document)), _list(), _newest()))


def _which(context: Context, call: Call) -> tuple[Document | None, str]:
    """The document that is meant, and the reason, which may stand behind it without its key."""
    why = call.key("because") or ""
    paper = document(context, meant(context, call.raw))
    if paper is not None:
        return paper, why[:LONGEST]
    first, _space, rest = call.raw.partition(" ")
    return document(context, meant(context, first)), (why or rest)[:LONGEST]


def _asked(context: Context, paper: Document, why: str) -> Card:
    """What would go, and that it can come back; nothing is done."""
    told = _("Its {sentences} and {facts} leave every answer, in every chat.").format(
        sentences=_sentences(len(paper.passages)), facts=counted(len(paper.facts), "dated fact")
    )
    waits = _("Digests that are planned or wait leave out what only it proves. What was sent stays as it is.")
    blocks: list[Block] = [
        Heading(_("Withdraw this document?")),
        Bullets((listed(paper, context.today),)),
        Bullets(tuple(Line(text(each)) for each in (told, waits))),
        Paragraph(_reason(context, paper, why)),
        Notice("info", Line(text(_("Nothing is done yet: it takes effect when you confirm.")))),
    ]
    because = f' because:"{why}"' if why else ""
    confirm = Action(_("Withdraw"), f"{_typed(paper.id)} confirm:yes{because}", "danger")
    return Card(tuple(blocks), (confirm, Action(_("Keep it"), f"{_typed(paper.id)} confirm:no")))


def _reason(context: Context, paper: Document, why: str) -> Line:
    """The reason as it will stand, or how one is given."""
    if why:
        return Line(text(_("Reason: {why}").format(why=why)))
    wrong = _("its date is wrong")
    example = code(context.typed(f"{_typed(paper.id)} {wrong}"))
    return Line(filled(_("No reason is given; one stands behind the name: {example}"), example=example))


def _done(context: Context, paper: Document, why: str) -> Card:
    """Take it out of sight, with the way back."""
    request = context.request
    by = Editor(request.address.platform, request.address.tenant, request.actor.id)
    if not context.store.withdrawals.withdraw(paper.id, by, why, request.at):
        return _unknown(context, Call("withdraw", raw=paper.id))
    words = _("No answer shows {document} any more, and no digest tells of it, until somebody restores it.")
    blocks: list[Block] = [Heading(_("Withdrawn")), Paragraph(Line(text(words.format(document=paper.id))))]
    blocks += [Paragraph(Line(text(_("Reason: {why}").format(why=why))))] if why else []
    return Card(tuple(blocks), (Action(_("Restore"), _typed(paper.id, "restore")), _list()))


def _every(context: Context, notices: Sequence[Block] = ()) -> Card:
    """What is withdrawn, the newest first, with buttons that put it back."""
    found = context.store.withdrawals.every()
    if not found:
        example = code(context.typed("withdraw 1"))
        how = _("Withdraw one by its id or by the number of a mark, such as {example}.")
        none = Notice("info", Line(text(_("No document is withdrawn."))))
        return Card((*notices, none, Paragraph(Line(filled(how, example=example)))), (_newest(),))
    head = ngettext("{number} document is withdrawn", "{number} documents are withdrawn", len(found))
    lines = tuple(_lines(context, found[:LISTED]))
    blocks: list[Block] = [Heading(head.format(number=len(found))), *notices, Bullets(lines)]
    if len(found) > LISTED:
        blocks.append(Paragraph(Line(text(_("The newest {number} are shown.").format(number=LISTED)))))
    actions = (
        Action(_("Restore {document}").format(document=one.document), _typed(one.document, "restore"))
        for one in found[:BUTTONS]
    )
    return Card(tuple(blocks), (*actions, _newest()))


def _lines(context: Context, found: Sequence[Withdrawal]) -> Iterator[Line]:
    """Each with its id, when, by whom and why."""
    zone = place(context).zone
    for one in found:
        who = str(one.by) or _("somebody who was forgotten since")
        words = _("{document}: {when}, by {who}: {why}") if one.why else _("{document}: {when}, by {who}")
        when = instant(one.at, zone)
        yield Line(filled(words, document=one.document, when=when, who=who, why=one.why))


def _unknown(context: Context, call: Call) -> Card:
    what = _("There is no document {name} in the library, or it is withdrawn already. Nothing was done.")
    now = _("Ask {latest}: the id stands at the end of each line.")
    told = filled(now, latest=code(context.typed("latest")))
    return fault(what.format(name=quoted(call.raw)), told, (_newest(), _list()))


def _typed(id: str, verb: str = "withdraw") -> str:
    """A verb with a document's id, which may have spaces where a collection gave it."""
    return f'{verb} "{id}"' if " " in id else f"{verb} {id}"


def _sentences(number: int) -> str:
    return ngettext("{number:,} sentence", "{number:,} sentences", number).format(number=number)


def _newest() -> Action:
    return Action(_("Newest documents"), "latest")


def _list() -> Action:
    return Action(_("What is withdrawn"), "withdraw")


WITHDRAW = Command(
    "withdraw",
    N_("take a document out of every answer and digest; shows first what would go; alone, what is withdrawn"),
    N_("withdraw [number, id or reference] [reason]"),
    withdraw,
    keys=("because", "confirm"),
    examples=("withdraw",),
    cites=False,
    role="editor",
    group="about",
    menu=(),
    also=("撤下",),
)
RESTORE = Command(
    "restore",
    N_("put a withdrawn document back into answers and digests"),
    N_("restore [id]"),
    restore,
    examples=("restore",),
    cites=False,
    role="editor",
    group="about",
    menu=(),
    also=("恢复",),
)
