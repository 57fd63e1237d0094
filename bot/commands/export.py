"""`export`: all that this chat chose, as text that `import` takes here or elsewhere."""

from __future__ import annotations

from bot.arguments import page_of
from bot.card import Action, Block, Card, Heading, Line, Paragraph, code, text
from bot.changing import state
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.transfer import exported
from bot.views.replies import fault, quoted
from briefings.tongue import N_, _, ngettext

PAGE = 3
WHAT = "subs"


def run(context: Context, call: Call) -> Card:
    """The text, in as many parts as it takes."""
    wanted = call.raw.casefold()
    if wanted not in {"", WHAT}:
        what = _("{name} can't be exported here. Nothing was done.").format(name=quoted(call.raw))
        now = filled(
            _("Type {command} for what this chat chose."), command=code(context.typed("export subs"))
        )
        return fault(what, now, (Action("export subs", "export subs", "primary"),))
    chosen = state(context)
    parts = exported(chosen)
    if not parts:
        what = _("This chat chose more than a text of some messages can carry. Nothing was done.")
        return fault(what, _("Stop some subscriptions first."), (Action(_("What this chat gets"), "subs"),))
    page = page_of(call)
    shown = parts[PAGE * (page - 1) : PAGE * page] or parts[:PAGE]
    count = len(chosen.subscriptions)
    heading = ngettext(
        "{number} subscription and the settings", "{number} subscriptions and the settings", count
    )
    how = text(_("Send this in another chat, and it has the same; first it shows what would change."))
    if len(parts) > 1:
        words = _("In {number} parts: send each of them, in any order; then it shows what would change.")
        how = text(words.format(number=len(parts)))
    blocks: tuple[Block, ...] = (
        Heading(heading.format(number=count)),
        Paragraph(Line(how)),
        *(Paragraph(Line(text(code(context.typed(f"import {part}"))))) for part in shown),
    )
    more = (Action(_("More"), f"export subs page:{page + 1}"),) if PAGE * page < len(parts) else ()
    return Card(blocks, (*more, Action(_("What this chat gets"), "subs")))


EXPORT = Command(
    "export",
    N_("all that this chat chose, as text that import takes here or elsewhere"),
    N_("export subs"),
    run,
    keys=("page",),
    examples=("export subs",),
    cites=False,
    also=("导出",),
)
