"""`help`: what you may do here, and how it is typed."""

from __future__ import annotations

from bot.card import Action, Block, Bullets, Card, Heading, Line, Paragraph, bold, code, text
from bot.command import Call, Command, Context
from bot.grammar import nearest
from bot.views.replies import fault, quoted


def run(context: Context, call: Call) -> Card:
    """Every command that the asker may use here, or one of them in full."""
    if not call.raw:
        return _every(context)
    wanted = call.raw.split()[0].lstrip("/").casefold()
    known = {command.verb: command for command in context.register}
    if wanted in known:
        return _one(context, known[wanted])
    meant = nearest(wanted, known)
    guess = f" Did you mean {meant}?" if meant else ""
    action = Action(f"help {meant}", f"help {meant}") if meant else Action("All commands", "help")
    return fault(f"There is no command {quoted(wanted)}.{guess}", "Help lists every command.", (action,))


def _every(context: Context) -> Card:
    usable = [c for c in context.register if context.may_change or not c.changes]
    lines = tuple(Line(text(code(context.typed(c.usage)), f" — {c.summary}")) for c in usable)
    more = Paragraph(Line(text("One command in full: ", code(context.typed("help search")), ".")))
    rest = () if len(usable) == len(context.register) else (_admins(),)
    actions = (Action("Briefing", "brief", "primary"), Action("What is coming", "upcoming"))
    return Card((Heading("What you can type"), Bullets(lines), more, *rest), actions)


def _admins() -> Paragraph:
    return Paragraph(
        Line(text("Only admins of this chat can subscribe it. Write to me privately to subscribe yourself."))
    )


def _one(context: Context, command: Command) -> Card:
    blocks: list[Block] = [
        Heading(f"{command.verb}: {command.summary}"),
        Paragraph(Line(text("Typed ", code(context.typed(command.usage))))),
    ]
    if command.keys:
        keys = ", ".join(f"{key}:" for key in command.keys)
        blocks.append(Paragraph(Line(text(bold("Keys "), keys))))
    if command.changes and not context.may_change:
        blocks.append(_admins())
        return Card(tuple(blocks), (Action("Help", "help"),))
    return Card(tuple(blocks), tuple(Action(example, example) for example in command.examples))


HELP = Command(
    "help",
    "what you can do here, or how one command is typed",
    "help [verb]",
    run,
    examples=("help search",),
    personal=True,
    group="about",
)
