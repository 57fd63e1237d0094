"""`help`: what you may do here, and how it is typed."""

from __future__ import annotations

from functools import lru_cache

from bot.card import Action, Block, Bullets, Card, Heading, Line, Paragraph, bold, code, text
from bot.command import Call, Command, Context
from bot.grammar import nearest
from bot.views.keys import GROUPS, brief, meaning
from bot.views.replies import fault, placed, quoted
from briefings.tongue import N_, SOURCE, _, several, spoken

ROOM = 32
"""Lists that are kept: one for each language, platform and kind of person."""


def run(context: Context, call: Call) -> Card:
    """Every command that the asker may use here, or one of them in full."""
    if not call.raw:
        return _every(context)
    wanted = call.raw.split()[0].lstrip("/").casefold()
    known = {command.verb: command for command in context.register}
    names = {name: command.verb for command in context.register for name in command.also}
    found = known.get(names.get(wanted, wanted))
    if found:
        return _one(context, found)
    near = nearest(wanted, [*known, *names])
    if near is None:
        what = _("There is no command {typed}.").format(typed=quoted(wanted))
        return fault(what, _("Help lists every command."), (Action(_("All commands"), "help"),))
    meant = names.get(near, near)
    what = _("There is no command {typed}. Did you mean {meant}?").format(typed=quoted(wanted), meant=meant)
    action = Action(_("Help on {command}").format(command=meant), f"help {meant}", "primary")
    return fault(what, _("Help lists every command."), (action, Action(_("All commands"), "help")))


def _every(context: Context) -> Card:
    usable = tuple(command for command in context.register if context.may(command))
    return _list(usable, context.typed(""), context.may_change, spoken())


@lru_cache(maxsize=ROOM)
def _list(usable: tuple[Command, ...], before: str, may_change: bool, language: str) -> Card:
    """These commands by group, as they are typed behind `before`: the same card for all who may the same.

    It is kept, since to make it takes longer than everything else about the answer.
    """
    blocks: list[Block] = [Heading(_("What you can type"))]
    for group, title in GROUPS.items():
        lines = [_line(before, command) for command in usable if command.group == group]
        if lines:
            blocks += [Paragraph(Line((bold(_(title)),))), Bullets(tuple(lines))]
    example = f"{before}help search"
    blocks.append(Paragraph(Line(placed(_("One command in full: {example}."), example=example))))
    if not may_change:
        blocks.append(_admins())
    actions = (Action(_("Briefing"), "brief", "primary"), Action(_("What is coming"), "upcoming"))
    return Card(tuple(blocks), actions, language="" if language == SOURCE else language, lasting=True)


def _line(before: str, command: Command) -> Line:
    return Line(text(code(before + brief(_(command.usage))), f" — {_(command.summary)}"))


def _admins() -> Paragraph:
    words = _(
        "Only admins of this chat can change what it gets. Write to me privately to subscribe yourself."
    )
    return Paragraph(Line(text(words)))


def _one(context: Context, command: Command) -> Card:
    """Everything about one command; examples are there to be pressed by those who may."""
    blocks: list[Block] = [
        Heading(f"{command.verb}: {_(command.summary)}"),
        Paragraph(Line(placed(_("It is typed {usage}."), usage=context.typed(_(command.usage))))),
    ]
    if keys := command.told_keys:
        blocks.append(Bullets(tuple(Line(text(code(f"{key}:"), *_meaning(key))) for key in keys)))
    if command.also:
        words = _("Also understood: {names}.").format(names=several(command.also))
        blocks.append(Paragraph(Line(text(words))))
    every = Action(_("All commands"), "help")
    if context.may(command):
        return Card(tuple(blocks), (*(Action(each, each) for each in command.examples), every))
    staff = _("It is only for those who run this installation, in a private chat.")
    refused = Paragraph(Line(text(staff))) if command.needs in {"editor", "operator"} else _admins()
    return Card((*blocks, refused), (every,))


def _meaning(key: str) -> tuple[str, ...]:
    told = meaning(key)
    return (f" — {told}",) if told else ()


HELP = Command(
    "help",
    N_("what you can do here, or how one command is typed"),
    N_("help [verb]"),
    run,
    examples=("help search", "help subscribe"),
    personal=True,
    group="about",
    also=("?", "commands", "帮助"),
)
