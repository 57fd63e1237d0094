"""`start`: the greeting."""

from __future__ import annotations

from bot.card import Action, Card, Heading, Line, Paragraph, text
from bot.command import Call, Command, Context
from briefings.tongue import N_, _, ngettext


def run(context: Context, _call: Call) -> Card:
    """What this is, in a breath, and three things to press."""
    held = context.store.subscriptions.of(context.request.address)
    sample = Action(_("Show me a sample briefing"), "brief", "primary")
    if held:
        other = Action(_("What this chat gets"), "subs")
    elif context.may_change:
        other = Action(_("Subscribe this chat"), "subscribe")
    else:
        other = Action(_("What is coming"), "upcoming")
    blocks = (
        Heading(_("Milepost, the policy desk in your chat")),
        _paragraph(
            _(
                "I read policy documents and brief you on them: "
                "every line names the sentence that proves it, every date is earned from the text."
            )
        ),
        _paragraph(_standing(len(held))),
    )
    return Card(blocks, (sample, other, Action(_("Help"), "help")))


def _standing(held: int) -> str:
    """What this chat gets by itself."""
    if not held:
        return _("No message comes unasked until you subscribe.")
    told = ngettext("This chat has {number} subscription.", "This chat has {number} subscriptions.", held)
    return told.format(number=held)


def _paragraph(words: str) -> Paragraph:
    return Paragraph(Line(text(words)))


START = Command(
    "start",
    N_("what this is and where to begin"),
    "start",
    run,
    personal=True,
    group="about",
    also=("开始",),
)
