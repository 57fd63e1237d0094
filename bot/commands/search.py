"""`search`: the sentences that tell most of some words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.arguments import page_of, query_of
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, code, text
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views.found import evidenced, instead
from bot.views.replies import asked_for, quoted
from briefings.query import Meant, Query, without
from briefings.tongue import N_, _, ngettext

PAGE = 8
COUNTED = 50
"""Sentences that are counted where one thing less is asked."""
OFFERED = 3
"""Ways out of an empty result."""


def run(context: Context, call: Call) -> Card:
    """One page of ranked sentences."""
    query = query_of(call)
    if query.empty:
        return _what(context)
    page = page_of(call)
    found = context.store.library.told(query, PAGE + 1, PAGE * (page - 1))
    if not found.hits:
        return _none(context, query, found.meant, page)
    more = (Action(_("More"), f"{_typed(query)} page:{page + 1}"),) if len(found.hits) > PAGE else ()
    shown = found.hits[:PAGE]
    documents = context.store.library.documents([hit.passage.document for hit in shown])
    by_id = {document.id: document for document in documents}
    lines = tuple(evidenced(hit, by_id.get(hit.passage.document)) for hit in shown)
    title = _("Sentences on {what}, page {page}") if page > 1 else _("Sentences on {what}")
    heading = Heading(title.format(what=_said(query), page=page))
    briefing = Action(_("Briefing"), f"brief {query.ranked_by}".strip())
    blocks: list[Block] = [heading, *map(_notice, instead(found.meant)), Bullets(lines)]
    return Card(tuple(blocks), (briefing, Action(_("Sources"), "source"), *more))


def _notice(words: str) -> Notice:
    return Notice("info", Line(text(words)))


def _said(query: Query) -> str:
    """A query in words: what is looked for, and what narrows it."""
    with_it = " ".join(typed for typed, _ in without(query))
    named = quoted(query.words) if query.words else _("anything")
    return _("{words} with {narrowing}").format(words=named, narrowing=with_it) if with_it else named


def _typed(query: Query) -> str:
    """The same search as it can be typed, without its page."""
    return " ".join(filter(None, ("search", query.words, *(typed for typed, _ in without(query)))))


def _none(context: Context, query: Query, meant: Meant, page: int) -> Card:
    """Nothing found: say for what and why, and offer the search with one thing less."""
    sentence = (
        _("No sentence here tells of {what} on page {page}.")
        if page > 1
        else _("No sentence here tells of {what}.")
    )
    told = Notice("info", Line(text(sentence.format(what=_said(query), page=page))))
    why = (*_unknown(context, query), *instead(meant, shown=False))
    blocks: list[Block] = [told, *map(_notice, why)]
    actions: list[Action] = []
    if page > 1:
        actions.append(Action(_("First page"), _typed(query), "primary"))
    else:
        ways = [(typed, less, count) for typed, less, count in _less(context, query) if count]
        if ways:
            lines = [_counted(count).format(typed=typed, count=count) for typed, _query, count in ways]
            blocks.append(Bullets(tuple(Line(text(line)) for line in lines)))
        for at, (typed, less, _count) in enumerate(ways[:OFFERED]):
            label = _label(_("Without {typed}").format(typed=typed))
            actions.append(Action(label, _typed(less), "plain" if at else "primary"))
        if query.narrowed and not ways and query.ranked_by:
            actions.append(Action(_("Search without filters"), f"search {query.ranked_by}", "primary"))
    hint = _("Fewer or other words may help; {command} lists what there is.")
    blocks.append(Bullets((Line(filled(hint, command=code(context.typed("latest")))),)))
    actions += [Action(_("Newest documents"), "latest"), Action(_("Briefing"), "brief")]
    return Card(tuple(blocks), tuple(actions))


def _unknown(context: Context, query: Query) -> Iterator[str]:
    """What is said of a document or a topic that is not here."""
    library = context.store.library
    if query.document and not library.sentences(Query(document=query.document), 1):
        yield _("No document here is called {name}.").format(name=quoted(query.document))
        for near in library.search(query.document, 1):
            nearest = _("The nearest is {title}: document:{id}.")
            yield nearest.format(title=quoted(near.title), id=near.passage.document)
    if query.topic and not library.topic(query.topic, 1):
        yield _("No document here is about {topic}.").format(topic=quoted(query.topic))


def _less(context: Context, query: Query) -> Iterator[tuple[str, Query, int]]:
    """Each thing that narrows the query, the query without it, and how many sentences there are then."""
    for typed, less in without(query):
        if not less.empty:
            yield typed, less, len(context.store.library.sentences(less, COUNTED))


def _counted(count: int) -> str:
    """What there is without one of the things that narrow a query."""
    if count >= COUNTED:
        return _("Without {typed} there are {count} sentences or more.")
    return ngettext(
        "Without {typed} there is {count} sentence.", "Without {typed} there are {count} sentences.", count
    )


def _label(words: str) -> str:
    """A button's label on one line."""
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


def _what(context: Context) -> Card:
    examples = (
        "search industrial fund",
        'search fund +estimates -tax "sub-funds"',
        "search zone type:deadline,target",
        "search 220 since:2023",
    )
    lines = [text(code(context.typed(example))) for example in examples]
    return asked_for(_("What shall I look for?"), lines, (Action(_("Newest documents"), "latest"),))


SEARCH = Command(
    "search",
    N_("sentences on some words, best first"),
    N_(
        'search words [+must] [-not] ["a phrase"] [since:2023-07] [until:] [type:figure] [topic:] '
        "[document:] [page:2]"
    ),
    run,
    keys=("since", "until", "type", "topic", "document", "page"),
    examples=("search industrial fund", "search driverless cars", "search fund type:figure"),
    group="ask",
    also=("find", "搜索", "查找", "搜"),
)
