"""What is said when there is nothing to show: faults, refusals, doubts, and always what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.card import Action, Block, Bullets, Card, Line, Notice, Paragraph, Text, code, text
from bot.command import Command

SHOWN = 80
"""Characters of what somebody typed that are said back."""
HELP = Action("Help", "help")


def quoted(words: str) -> str:
    """What somebody typed, said back."""
    cut = words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…"
    return f"“{cut}”"


def fault(what: str, now: str | Text, actions: Sequence[Action] = (HELP,)) -> Card:
    """What went wrong and why, and what to do now."""
    words = text(now) if isinstance(now, str) else now
    return Card((Notice("warning", Line(text(what))), Paragraph(Line(words))), tuple(actions))


def broken(reference: str) -> Card:
    """Something of ours failed; the log has the rest under this reference."""
    what = "This request could not be answered, because something broke inside Milepost."
    now = "Try it once more. If it happens again, tell whoever runs this bot the reference "
    blocks: tuple[Block, ...] = (
        Notice("error", Line(text(what))),
        Paragraph(Line(text(now, code(reference), "."))),
    )
    return Card(blocks, (HELP,))


def expired() -> Card:
    """A button that this chat knows nothing of."""
    what = "This button can't be used: it is too old, or it belongs to another chat. Nothing was changed."
    return fault(what, "Type what you want instead, or start from here.", (Action("Briefing", "brief"), HELP))


def not_yours(command: Command, chat: str) -> Card:
    """Somebody who may not change things here tried to."""
    place = "channel" if chat == "channel" else "group"
    what = f"Only admins of this {place} can change what it gets. Nothing was changed."
    now = text(
        "Ask one of them to send ", code(command.verb), ", or write to me privately and do it for yourself."
    )
    return fault(what, now, (Action("What is coming", "upcoming"), HELP))


def mistyped(typed: str, meant: str, rest: str, usage: str) -> Card:
    """An unknown verb that comes near a known one: both readings are offered."""
    better = f"{meant} {rest}".strip()
    what = f"There is no command {quoted(typed)}. Did you mean {meant}?"
    topic = f"{typed} {rest}".strip()
    actions = (
        Action(_label(better), better, "primary"),
        Action(_label(f"Brief me on {topic}"), f"brief {topic}"),
    )
    return fault(what, text("It is typed ", code(usage), "."), actions)


def odd_key(piece: str, meant: str | None, better: str, command: Command, usage: str) -> Card:
    """A `key:` that this verb does not take."""
    name = piece.partition(":")[0]
    takes = ", ".join(f"{key}:" for key in command.keys) or "no keys"
    guess = f" Did you mean {meant}:?" if meant else ""
    what = f"{command.verb} does not know {quoted(name + ':')}.{guess} It takes {takes}. Nothing was done."
    actions = (Action(_label(better), better, "primary"), HELP) if meant else (HELP,)
    return fault(what, text("It is typed ", code(usage), "."), actions)


def asked_for(what: str, lines: Sequence[Text], actions: Sequence[Action] = (HELP,)) -> Card:
    """A question back, with what can be typed."""
    return Card((Paragraph(Line(text(what))), Bullets(tuple(map(Line, lines)))), tuple(actions))


def _label(words: str) -> str:
    """A button's label on one line."""
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
