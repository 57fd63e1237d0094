"""`latest`: the newest documents, by when they were written."""

from __future__ import annotations

from bot.arguments import page_of
from bot.card import Action, Bullets, Card, Heading, Line, Paragraph, text
from bot.command import Call, Command, Context
from bot.views.sources import listed
from briefings.saying import counted
from briefings.tongue import N_, _

PAGE = 10


def run(context: Context, call: Call) -> Card:
    """Ten documents at a time, with content date, header verdict and age."""
    page = page_of(call)
    library = context.store.library
    found = library.listed(PAGE + 1, PAGE * (page - 1))
    if not found:
        return _none(page)
    lines = tuple(listed(document, context.today) for document in found[:PAGE])
    heading = _("Newest documents, {documents} in all").format(documents=counted(library.count(), "document"))
    more = (Action(_("More"), f"latest page:{page + 1}"),) if len(found) > PAGE else ()
    actions = (Action(_("Briefing"), "brief", "primary"), Action(_("Sources"), "source"), *more)
    return Card((Heading(heading), Bullets(lines)), actions)


def _none(page: int) -> Card:
    if page > 1:
        words = _("There is no page {page}: the list is shorter.").format(page=page)
        return Card((Paragraph(Line(text(words))),), (Action(_("Newest documents"), "latest"),))
    words = _("No documents yet: whoever runs this bot can add some with `milepost ingest PATH`.")
    return Card((Paragraph(Line(text(words))),), (Action(_("What is coming"), "upcoming"),))


LATEST = Command(
    "latest",
    N_("the newest documents, with content date and header date"),
    N_("latest [page:2]"),
    run,
    keys=("page",),
    examples=("latest",),
    group="read",
    also=("最新",),
)
