"""Single things that a chat is never told of, or always: marked, listed, and let go of again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.changing import prefer, preferences, undo
from bot.citing import listing
from bot.command import Call, Context
from bot.filling import filled
from bot.pointing import document, entries, ids, meant
from bot.views.entries import dated, needed
from bot.views.replies import fault, quoted
from bot.views.sources import listed
from briefings.model import Document, Entry
from briefings.preferences import Preferences
from briefings.tongue import _

BUTTONS = 6
MOST = 100
LABEL = 32


@dataclass(frozen=True, slots=True)
class Marking:
    """One way of marking: its verb and the one that lets go, and what is said.

    `field` is the preference that holds the ids; `documents` says that whole documents can be marked too.
    """

    verb: str
    back: str
    field: Literal["muted", "followed"]
    documents: bool
    done: str
    ended: str
    every: str
    none: str

    def held(self, value: Preferences) -> tuple[str, ...]:
        """The ids that are marked."""
        return value.muted if self.field == "muted" else value.followed

    def having(self, value: Preferences, ids: tuple[str, ...]) -> Preferences:
        """The preferences with these ids marked and no others."""
        return replace(value, muted=ids) if self.field == "muted" else replace(value, followed=ids)


def mark(context: Context, call: Call, way: Marking) -> Card:
    """Mark what a number, an id or a reference points to; without one, list what is marked."""
    if not call.raw:
        return _every(context, way)
    wanted = meant(context, call.raw)
    found = entries(context, wanted)
    paper = document(context, wanted) if way.documents and not found else None
    if paper is not None:
        return _marked(context, way, paper.id, [listed(paper, context.today)])
    if not found:
        return _unknown(context, call, way)
    if len(found) > 1:
        return _which(context, way, found)
    return _marked(context, way, _known(context, way, found[0]) or found[0].fact.id, [dated(found[0])])


def let_go(context: Context, call: Call, way: Marking) -> Card:
    """Let go of one, or of all; without a name, list what is marked."""
    value = preferences(context)
    held = way.held(value)
    if not call.raw or not held:
        return _every(context, way)
    wanted = meant(context, call.raw)
    if wanted.casefold() == "all":
        gone = held
    else:
        names = {wanted, *(id for entry in entries(context, wanted) for id in ids(entry))}
        gone = tuple(id for id in held if id in names)
    if not gone:
        words = _("{name} is not among them. Nothing was changed.").format(name=quoted(call.raw))
        return _every(context, way, [Notice("warning", Line(text(words)))])
    rest = tuple(id for id in held if id not in gone)
    number = prefer(context, f"{way.back} {' '.join(gone)}", way.having(value, rest))
    blocks: list[Block] = [Heading(_(way.ended)), Bullets(tuple(_lines(context, gone)))]
    return listing(context, blocks, (undo(number), *_after(way)))


def _marked(context: Context, way: Marking, id: str, lines: Sequence[Line]) -> Card:
    value = preferences(context)
    held = way.held(value)
    if id in held:
        words = Paragraph(Line(text(_("It was like that already; nothing was changed."))))
        return listing(context, (Heading(_(way.done)), Bullets(tuple(lines)), words), _after(way))
    if len(held) >= MOST:
        what = _("This chat has {number} of them, as many as it may. Nothing was done.").format(
            number=len(held)
        )
        now = filled(_("Let go of some with {command}."), command=code(context.typed(way.back)))
        return fault(what, now, _after(way))
    number = prefer(context, f"{way.verb} {id}", way.having(value, (*held, id)))
    return listing(context, (Heading(_(way.done)), Bullets(tuple(lines))), (undo(number), *_after(way)))


def _known(context: Context, way: Marking, entry: Entry) -> str | None:
    """The id under which an entry is marked already: a better source may have come since."""
    return next((id for id in way.held(preferences(context)) if id in ids(entry)), None)


def _every(context: Context, way: Marking, notices: Sequence[Block] = ()) -> Card:
    """What is marked, with buttons that let go of it."""
    held = way.held(preferences(context))
    if not held:
        typed = filled(
            _("Do it with a mark's number, such as {example}."), example=code(context.typed(f"{way.verb} 1"))
        )
        blocks = (*notices, Notice("info", Line(text(_(way.none)))), Paragraph(Line(typed)))
        return Card(blocks, (Action(_("What is coming"), "upcoming"), Action(_("Settings"), "settings")))
    lines = tuple(_lines(context, held))
    actions = [
        Action(f"{way.back} {number}", f"{way.back} {id}") for number, id in enumerate(held[:BUTTONS], 1)
    ]
    head = Heading(_(way.every).format(number=len(held)))
    return listing(context, (head, *notices, Bullets(lines)), (*actions, Action(_("Settings"), "settings")))


def _lines(context: Context, held: Sequence[str]) -> list[Line]:
    """Each marked thing as a line; what the library has no more is named by its id."""
    every = context.store.library.entries()
    found = []
    for id in held:
        entry = next((each for each in every if id in ids(each)), None)
        paper: Document | None = None if entry else context.store.library.document(id)
        if entry is not None:
            found.append(dated(entry))
        elif paper is not None:
            found.append(listed(paper, context.today))
        else:
            found.append(Line(text(_("{id}: the library has this no more").format(id=id))))
    return found


def _which(context: Context, way: Marking, found: Sequence[Entry]) -> Card:
    """A sentence that tells several dates: one of them is asked for."""
    head = Heading(_("There are several dates in that sentence. Which?"))
    lines = Bullets(tuple(dated(entry) for entry in found))
    actions = tuple(
        Action(_short(entry.fact.what), f"{way.verb} {entry.fact.id}", evidence=needed(entry))
        for entry in found[:BUTTONS]
    )
    return listing(context, (head, lines), actions)


def _short(words: str) -> str:
    return words if len(words) <= LABEL else words[: LABEL - 1].rstrip() + "…"


def _unknown(context: Context, call: Call, way: Marking) -> Card:
    what = _("There is no date {name} here; an edit may have replaced it. Nothing was done.")
    if way.documents:
        what = _(
            "There is no date and no document {name} here; an edit may have replaced it. Nothing was done."
        )
    now = filled(
        _("Ask {upcoming} and type the number of a mark there, such as {example}."),
        upcoming=code(context.typed("upcoming")),
        example=code(context.typed(f"{way.verb} 1")),
    )
    actions = (Action(_("What is coming"), "upcoming", "primary"), *_after(way))
    return fault(what.format(name=quoted(call.raw)), now, actions)


def _after(way: Marking) -> tuple[Action, ...]:
    return (Action(_("The whole list"), way.verb), Action(_("What this chat gets"), "subs"))
