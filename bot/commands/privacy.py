"""`privacy`: what is kept about who asks, why, how long, and how it is deleted."""

from __future__ import annotations

from bot.card import Action, Bullets, Card, Heading, Line, Paragraph, text
from bot.command import Call, Command, Context
from bot.views.kept import KEPT, told
from bot.views.replies import placed
from briefings.tongue import N_, _
from storage.erasing import Leaver


def run(context: Context, _call: Call) -> Card:
    """What there is of this chat now, and what there may be."""
    request = context.request
    who = Leaver(request.address, request.actor.id, request.chat == "private")
    held = {"chat": 1, "inbox": 1, **context.store.forgetting.known(who)}
    kept = tuple(told(each) for name, each in KEPT.items() if name in held)
    never = _(
        "No names, no phone numbers, nothing that is said to others here. "
        "Nothing is passed on, and nothing is counted that names anybody."
    )
    delete = placed(_("{command} erases all of it, in two steps."), command=context.typed("forget"))
    blocks = (
        Heading(_("What Milepost keeps of this chat")),
        Bullets(kept),
        Paragraph(Line(text(never))),
        Paragraph(Line(delete)),
    )
    erase = Action(_("Erase everything"), "forget")
    return Card(
        blocks, (erase, Action(_("Help"), "help")) if context.may_change else (Action(_("Help"), "help"),)
    )


PRIVACY = Command(
    "privacy",
    N_("what is kept about you, why, for how long, and how to erase it"),
    "privacy",
    run,
    examples=("privacy",),
    cites=False,
    personal=True,
    group="about",
    also=("隐私",),
)
