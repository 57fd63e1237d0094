"""What is said when there is nothing to show: faults, refusals, doubts, and always what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.card import Action, Block, Bullets, Card, Line, Notice, Paragraph, Span, Text, code, text
from bot.command import Command
from briefings.tongue import _, several

SHOWN = 80
"""Characters of what somebody typed that are said back."""


def helping() -> Action:
    """The way to help."""
    return Action(_("Help"), "help")


def quoted(words: str) -> str:
    """What somebody typed, said back."""
    cut = words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…"
    return f"“{cut}”"


def fault(what: str, now: str | Text, actions: Sequence[Action] | None = None) -> Card:
    """What went wrong and why, and what to do now."""
    words = text(now) if isinstance(now, str) else now
    buttons = (helping(),) if actions is None else tuple(actions)
    return Card((Notice("warning", Line(text(what))), Paragraph(Line(words))), buttons)


def broken(reference: str) -> Card:
    """Something of ours failed; the log has the rest under this reference."""
    what = _("This request could not be answered, because something broke inside Milepost.")
    now = _("Try it once more. If it happens again, tell whoever runs this bot the reference {reference}.")
    blocks: tuple[Block, ...] = (
        Notice("error", Line(text(what))),
        Paragraph(Line(placed(now, reference=reference))),
    )
    return Card(blocks, (helping(),))


def expired() -> Card:
    """A button that this chat knows nothing of, or nothing any more."""
    what = _("This button can't be used: it is too old, or it belongs to another chat. Nothing was changed.")
    actions = (Action(_("Briefing"), "brief"), helping())
    return fault(what, _("Type what you want instead, or start from here."), actions)


def not_your_menu() -> Card:
    """Somebody pressed a button that was made for somebody else."""
    what = _("This is not your menu: it answers only the person who asked for it. Nothing was changed.")
    return fault(what, _("Ask for your own."))


def not_yours(command: Command, chat: str, listed: bool = False) -> Card:
    """Somebody who may not change things here tried to; `listed`: this chat names who may."""
    if chat == "channel":
        what = _("Only admins of this channel can change what it gets. Nothing was changed.")
    elif listed:
        what = _(
            "Only admins and the people on this chat's list can change what it gets. Nothing was changed."
        )
    else:
        what = _("Only admins of this group can change what it gets. Nothing was changed.")
    now = _("Ask one of them to send {command}, or write to me privately and do it for yourself.")
    actions = (Action(_("What is coming"), "upcoming"), helping())
    return fault(what, placed(now, command=command.verb), actions)


def passed_on(command: Command) -> Card:
    """A command for which nobody can use the words of another came forwarded."""
    what = _(
        "This message was forwarded, and nobody changes anything with another's words. Nothing was done."
    )
    now = _("Type {command} yourself.")
    return fault(what, placed(now, command=command.verb))


def for_staff(command: Command, person: str, chat: str, reference: str) -> Card:
    """Somebody tried what only those may who run this installation."""
    what = _("{command} is only for those who run this installation. Nothing was done.")
    if command.needs == "editor":
        what = _("{command} is only for editors of this installation. Nothing was done.")
    if chat == "private":
        now = _("If you are one of them, have {person} added to {setting}. Reference: {reference}.")
    else:
        now = _("If you are one of them, write to me privately. Reference: {reference}.")
    setting = "MILEPOST_EDITORS" if command.needs == "editor" else "MILEPOST_OPERATORS"
    words = placed(now, person=person, setting=setting, reference=reference)
    return fault(what.format(command=command.verb), words)


def mistyped(typed: str, meant: str, rest: str, usage: str) -> Card:
    """An unknown verb that comes near a known one: both readings are offered."""
    better = f"{meant} {rest}".strip()
    what = _("There is no command {typed}. Did you mean {meant}?").format(typed=quoted(typed), meant=meant)
    topic = f"{typed} {rest}".strip()
    actions = (
        Action(_label(better), better, "primary"),
        Action(_label(_("Brief me on {topic}").format(topic=topic)), f"brief {topic}"),
    )
    return fault(what, placed(_("It is typed {usage}."), usage=usage), actions)


def odd_key(piece: str, meant: str | None, better: str, command: Command, usage: str) -> Card:
    """A `key:` that this verb does not take."""
    name = quoted(piece.partition(":")[0] + ":")
    takes = several(f"{key}:" for key in command.told_keys)
    if meant:
        what = _("{command} does not know {name}. Did you mean {meant}? Nothing was done.")
    elif takes:
        what = _("{command} does not know {name}. It takes {keys}. Nothing was done.")
    else:
        what = _("{command} does not know {name}: it takes no keys. Nothing was done.")
    said = what.format(command=command.verb, name=name, meant=f"{meant}:", keys=takes)
    actions = (Action(_label(better), better, "primary"), helping()) if meant else (helping(),)
    return fault(said, placed(_("It is typed {usage}."), usage=usage), actions)


def asked_for(what: str, lines: Sequence[Text], actions: Sequence[Action] | None = None) -> Card:
    """A question back, with what can be typed."""
    buttons = (helping(),) if actions is None else tuple(actions)
    return Card((Paragraph(Line(text(what))), Bullets(tuple(map(Line, lines)))), buttons)


def placed(sentence: str, **typed: str) -> Text:
    """A sentence whose places are filled with what can be typed or looked up, as it stands."""
    spans: list[str | Span] = []
    rest = sentence
    while rest:
        before, opening, rest = rest.partition("{")
        name, closing, rest = rest.partition("}") if opening else ("", "", "")
        spans += [before] if before else []
        spans += [code(typed[name])] if closing and name in typed else []
    return text(*spans)


def when(sentence: str, at: datetime) -> Text:
    """A sentence whose `{when}` is an instant, which clients show in local time where they can."""
    before, _place, after = sentence.partition("{when}")
    return text(before, Span(f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", at=at), after)


def _label(words: str) -> str:
    """A button's label on one line."""
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
