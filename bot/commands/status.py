"""`status`: how the installation is, in short, for whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Pairs, text
from bot.checkup import faults, span
from bot.command import Call, Command, Context
from briefings.tongue import N_, _, ngettext
from config.log import Redactor
from storage.survey import Survey

MOST = 8
"""Faults that are told; `milepost status` has them all."""
_HIDING = Redactor(())


def run(context: Context, _call: Call) -> Card:
    """What works, what waits, and what is wrong with what to do now."""
    seen = context.store.survey(context.request.at)
    wrong = faults(seen, {lane.platform for lane in seen.lanes})
    blocks: list[Block] = [Heading(_("How this installation is")), Pairs(tuple(_rows(seen)))]
    if wrong:
        blocks += [
            Notice("warning", Line(text(_("Something is wrong. {command} has more.").format(command=SHELL)))),
            Bullets(tuple(Line(text(_HIDING.hide(str(fault)))) for fault in wrong[:MOST])),
        ]
    else:
        blocks.append(Notice("info", Line(text(_("Everything is well.")))))
    return Card(tuple(blocks), (Action(_("Look again"), "status"), Action(_("Help"), "help")))


SHELL = "milepost status"


def _rows(seen: Survey) -> Iterator[tuple[str, Line]]:
    """What is told, line by line; no chat is named."""
    alive = len(seen.living())
    told = ngettext("{number} process is alive", "{number} processes are alive", alive).format(number=alive)
    yield _("Processes"), Line(text(told))
    yield _("Messages"), Line(text(_deliveries(seen)))
    late = _("the oldest is {span} late").format(span=span(seen.lag)) if seen.oldest else _("nothing is late")
    yield _("Waiting"), Line(text(late))
    yield _("Inbox"), Line(text(_("{number} to be answered").format(number=f"{seen.inbox:,}")))
    if seen.chats:
        chats = _("{active} can be reached, {asleep} can't")
        said = chats.format(active=f"{seen.chats.active:,}", asleep=f"{seen.chats.asleep:,}")
        yield _("Chats"), Line(text(said))
    slot = f"{seen.next_at:%Y-%m-%d %H:%M} UTC" if seen.next_at else _("none: nobody is subscribed")
    yield _("Next time that something may be due"), Line(text(slot))


def _deliveries(seen: Survey) -> str:
    parts = (f"{count:,} {state.replace('_', ' ')}" for state, count in seen.deliveries.items() if count)
    return " · ".join(parts) or _("none waits")


STATUS = Command(
    "status",
    N_("how this installation is: processes, messages, faults and what to do"),
    "status",
    run,
    examples=("status",),
    cites=False,
    role="operator",
    group="about",
    menu=(),
    also=("状态",),
)
