"""`undo`: take back the last change of what this chat chose, or the one of a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.card import Action, Card, Heading, Line, Paragraph, code, text
from bot.changing import become, may_become, state
from bot.choosers import place
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views.differences import differences
from bot.views.replies import fault, not_yours, quoted
from bot.views.settings import done, instant
from bot.views.sources import clipped
from briefings.choices import Change
from briefings.tongue import N_, _
from briefings.undoing import undone

SHOWN = 80
"""Characters of a command that are said back."""
_UNDO = re.compile(r"undo (\d{1,9})", re.ASCII)


def run(context: Context, call: Call) -> Card:
    """Take back a change, and say what is now."""
    changes = context.store.journal.changes(context.request.address, context.request.at)
    wanted = call.raw.strip("# ")
    if not wanted:
        newest = _newest(changes)
        return _take_back(context, changes, newest) if newest else _nothing()
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        return _no_number(context, call.raw)
    found = next((one for one in changes if one.number == int(wanted)), None)
    if found is None:
        return _too_old(context, int(wanted), changes)
    if again := _undoing(changes, found.number):
        return _taken_back(again)
    return _take_back(context, changes, found)


def _take_back(context: Context, changes: Sequence[Change], chosen: Change) -> Card:
    now = state(context)
    later = min(
        (one for one in changes if one.number > chosen.number), key=lambda one: one.number, default=None
    )
    after = undone(now, chosen.before, later.before if later else now)
    if after == now:
        return _nothing_left(chosen)
    if not may_become(context, now, after):
        return not_yours(UNDO, context.request.chat)
    number = become(context, f"undo {chosen.number}", now, after)
    here = place(context)
    what, when = code(clipped(chosen.what, SHOWN)), instant(chosen.at, here.zone)
    made = Line(filled(_("Taken back: {what}, {when}"), what=what, when=when))
    blocks = (Heading(_("Undone")), Paragraph(made), *differences(now, state(context), here))
    again = Action(_("Do it again"), f"undo {number}")
    return Card(blocks, (again, Action(_("What this chat gets"), "subs"), Action(_("Settings"), "settings")))


def _newest(changes: Sequence[Change]) -> Change | None:
    """The last change that was not taken back; taking back is none."""
    gone: set[int] = set()
    for one in changes:
        back = _UNDO.fullmatch(one.what)
        if back and one.number not in gone:
            gone.add(int(back[1]))
        elif not back and one.number not in gone:
            return one
    return None


def _undoing(changes: Sequence[Change], number: int) -> Change | None:
    """The taking back of a change that stands."""
    gone: set[int] = set()
    for one in changes:
        back = _UNDO.fullmatch(one.what)
        if back and one.number not in gone:
            if int(back[1]) == number:
                return one
            gone.add(int(back[1]))
    return None


def _nothing() -> Card:
    words = _("There is nothing to undo: nothing was changed in this chat of late.")
    actions = (Action(_("Settings"), "settings"), Action(_("What this chat gets"), "subs"))
    return done(_("Nothing to undo"), [text(words)], actions)


def _nothing_left(chosen: Change) -> Card:
    words = _("Nothing is left of {what}: all of it was changed again since. Nothing was done.")
    actions = (Action(_("What this chat gets"), "subs"), Action(_("Settings"), "settings"))
    return done(_("Nothing to undo"), [text(words.format(what=quoted(chosen.what)))], actions)


def _taken_back(again: Change) -> Card:
    words = _("That was taken back already; nothing was changed.")
    actions = (Action(_("Do it again"), f"undo {again.number}"), Action(_("Settings"), "settings"))
    return done(_("Undone already"), [text(words)], actions)


def _too_old(context: Context, number: int, changes: Sequence[Change]) -> Card:
    newest = max((one.number for one in changes), default=number)
    what = _("Change {number} can't be undone: it is too old, or this chat never had it. Nothing was done.")
    if number > newest:
        what = _("This chat has no change {number} yet. Nothing was done.")
    last = code(context.typed("undo"))
    now = filled(_("The newest 50 changes can be undone for 30 days. The last one: {command}"), command=last)
    return fault(what.format(number=number), now, (Action(_("Settings"), "settings"),))


def _no_number(context: Context, typed: str) -> Card:
    what = _("{typed} is not the number of a change. Nothing was done.").format(typed=quoted(typed))
    now = filled(
        _("The last change is undone by {command}, another by its number."),
        command=code(context.typed("undo")),
    )
    return fault(what, now, (Action(_("Settings"), "settings"),))


UNDO = Command(
    "undo",
    N_("take back the last change of what this chat chose, or the one of a number"),
    N_("undo [number]"),
    run,
    examples=("undo",),
    changes=True,
    also=("撤销",),
)
