"""Facts that can be offered while somebody types elsewhere: found sentences, or what comes next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from bot.arguments import BadArgument, query_of
from bot.card import Paragraph, cited
from bot.citing import listing
from bot.command import Context
from bot.commands.search import SEARCH
from bot.grammar import parse
from bot.ports import Snippet
from bot.proof import proved
from bot.views.entries import coming
from bot.views.found import evidenced
from bot.views.sources import clipped
from briefings.milestones import ahead, exact, falls
from briefings.milestones.wording import present
from briefings.model import Milestone
from briefings.saying import distance, written

OFFERED = 8
HORIZON = 3 * 366
"""Days ahead in which the next milestones are looked for."""
TITLE = 120
"""Characters of a snippet's title."""


def snippets(context: Context, words: str) -> tuple[Snippet, ...]:
    """Proved snippets on some words, best first; without words the next milestones."""
    found = _found(context, words) if words.strip() else _coming(context)
    kept = ((each, proved(each.card, context.store)) for each in found)
    return tuple(Snippet(each.id, each.title, each.about, card) for each, card in kept if cited(card))


def _found(context: Context, words: str) -> Iterator[Snippet]:
    try:
        query = query_of(parse(f"/search {words}", {SEARCH.verb: SEARCH.keys}))
    except BadArgument:
        return  # somebody is still typing
    if query.empty:
        return
    hits = context.store.library.told(query, OFFERED).hits
    documents = context.store.library.documents(list(dict.fromkeys(hit.passage.document for hit in hits)))
    by_id = {document.id: document for document in documents}
    for hit in hits:
        document = by_id.get(hit.passage.document)
        about = f"{hit.title} · {written(document.clock)}" if document else hit.title
        card = listing(context, [Paragraph(evidenced(hit, document))])
        yield Snippet(_id(hit.passage.ref), clipped(hit.passage.text, TITLE), about, card)


def _coming(context: Context) -> Iterator[Snippet]:
    today = context.today
    last = date.fromordinal(min((today + timedelta(HORIZON)).toordinal(), date.max.toordinal()))
    found = ahead(context.store.library.entries(), today, last, context.reckoning)
    for one in [each for each in found if each.day >= today][:OFFERED]:
        card = listing(context, [Paragraph(coming(one, today))])
        yield Snippet(_id(f"{one.ref} {one.day}"), clipped(one.label, TITLE), _when(one, today), card)


def _when(milestone: Milestone, today: date) -> str:
    far = distance(milestone.day, today) if exact(milestone) else present(milestone, today)
    return falls(milestone) + (f" · {far}" if far else "")


def _id(name: str) -> str:
    """The same for the same thing, whatever it is called."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]
