"""`import`: all that another chat chose, from the text that `export` gave; shows first what would change."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Action, Block, Card, Heading, Line, Notice, text
from bot.changing import become, may_become, state, undo
from bot.choosers import place
from bot.command import Call, Command, Context
from bot.grammar import tidy
from bot.transfer import VERSION, BadText, Part, part_of, state_of
from bot.views.differences import differences
from bot.views.replies import fault, helping, not_yours
from briefings.choices import State
from briefings.tongue import N_, _, several

CONFIRM = "confirm:"


def run(context: Context, call: Call) -> Card:
    """Keep a part until all are there; show what the whole would change; change it on `confirm:yes`."""
    try:
        return _run(context)
    except BadText as bad:
        return fault(str(bad), bad.now, (Action(_("What this chat gets"), "subs"), helping()))


def _run(context: Context) -> Card:
    words = tidy(context.request.text).partition(" ")[2]
    if not words:
        return _how()
    confirm = ""
    if words.casefold().startswith(CONFIRM):
        confirm, _space, words = words[len(CONFIRM) :].partition(" ")
    part = part_of(words)
    whole = _whole(context, part)
    if whole is None:
        return _waiting(context, part)
    before, wanted = state(context), state_of(context, whole)
    if not may_become(context, before, wanted):
        return not_yours(IMPORT, context.request.chat)
    return _confirmed(context, confirm.casefold(), part, (before, wanted))


def _confirmed(context: Context, confirm: str, part: Part, states: tuple[State, State]) -> Card:
    """A dry run, or the change itself."""
    if _same(*states):
        return _nothing(_("This chat has all of that already; nothing was changed."))
    if confirm == "yes":
        return _done(context, *states)
    if confirm == "no":
        return _nothing(_("Nothing was changed: this chat stays as it is."))
    return _dry(context, states, part)


def _nothing(words: str) -> Card:
    return Card((Notice("info", Line(text(words))),), (Action(_("What this chat gets"), "subs"), helping()))


def _whole(context: Context, part: Part) -> str | None:
    """The whole text where all of its parts are there; this one is kept."""
    if not part.fingerprints:
        return part.words
    notes, request = context.store.notes, context.request
    if part.words:
        notes.remember(request.address, part.words, request.at)
    found = [notes.recall(request.address, f"~{each}", request.at) for each in part.fingerprints]
    there = [note.command for note in found if note]
    return " ".join(there) if len(there) == len(found) else None


def _dry(context: Context, states: tuple[State, State], part: Part) -> Card:
    """What would be added, changed and removed, and nothing stored."""
    before, wanted = states
    again = f"{VERSION} of:{','.join(part.fingerprints)}" if part.fingerprints else f"{VERSION} {part.words}"
    blocks: tuple[Block, ...] = (
        Heading(_("Let this chat have that, and nothing else?")),
        *differences(before, wanted, place(context)),
        Notice("info", Line(text(_("Nothing is changed yet: it takes effect when you confirm.")))),
    )
    actions = (
        Action(_("Confirm"), f"import {CONFIRM}yes {again}", "primary"),
        Action(_("Cancel"), f"import {CONFIRM}no {again}"),
    )
    return Card(blocks, actions)


def _done(context: Context, before: State, wanted: State) -> Card:
    number = become(context, "import", before, wanted)
    blocks = (Heading(_("Imported")), *differences(before, state(context), place(context)))
    actions = (undo(number), Action(_("What this chat gets"), "subs"), Action(_("Settings"), "settings"))
    return Card(blocks, actions)


def _waiting(context: Context, part: Part) -> Card:
    """Some parts are missing yet."""
    notes, request = context.store.notes, context.request
    every = enumerate(part.fingerprints, 1)
    missing = [str(n) for n, each in every if notes.recall(request.address, f"~{each}", request.at) is None]
    words = _(
        "Part {number} of {count} is here. Missing yet: {missing}. Nothing is changed before all are there."
    )
    said = words.format(number=part.number, count=len(part.fingerprints), missing=several(missing))
    return Card((Notice("info", Line(text(said))),), (Action(_("What this chat gets"), "subs"), helping()))


def _same(one: State, other: State) -> bool:
    """Whether two states choose the same."""

    def bare(state: State) -> tuple[object, ...]:
        chosen = (replace(each, id=0, planned=None, begins=None, former=()) for each in state.subscriptions)
        return (sorted(map(repr, chosen)), state.preferences)

    return bare(one) == bare(other)


def _how() -> Card:
    words = _(
        "Import takes the text that export subs gives in another chat; first it shows what would change."
    )
    actions = (Action("export subs", "export subs"), Action(_("What this chat gets"), "subs"))
    return Card((Notice("info", Line(text(words))),), actions)


IMPORT = Command(
    "import",
    N_("have what another chat chose, from the text of its export; shows first what would change"),
    N_("import text"),
    run,
    examples=("import",),
    role="admin",
    cites=False,
    also=("导入",),
)
