"""`search`: the sentences that tell most of some words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.arguments import date_of, page_of
from bot.card import Action, Bullets, Card, Heading, Line, Notice, code, text
from bot.command import Call, Command, Context
from bot.views.replies import asked_for, quoted
from bot.views.sources import found
from briefings.model import Hit
from briefings.words import analyse

PAGE = 8
DEEPEST = 200
"""Sentences that are looked through where some of them are left out."""


def run(context: Context, call: Call) -> Card:
    """One page of ranked sentences."""
    query = " ".join((*call.words, *call.must, *call.phrases))
    if not query:
        return _what(context)
    page = page_of(call)
    fits = _filters(context, call)
    hits = _hits(context, query, page, fits)
    if not hits:
        return _none(context, call, query, page)
    more = (Action("More", f"{_again(call)} page:{page + 1}"),) if len(hits) > PAGE else ()
    heading = Heading(f"Sentences on {quoted(call.raw)}" + (f", page {page}" if page > 1 else ""))
    actions = (Action("Briefing", f"brief {query}"), Action("Sources", "source"), *more)
    return Card((heading, Bullets(tuple(map(found, hits[:PAGE])))), actions)


def _hits(context: Context, query: str, page: int, fits: Sequence[Callable[[Hit], bool]]) -> Sequence[Hit]:
    """The hits of a page and one more, if there is one."""
    library, skipped = context.store.library, PAGE * (page - 1)
    if not fits:
        return library.sentences(query, PAGE + 1, skipped)
    kept = [hit for hit in library.sentences(query, DEEPEST) if all(fit(hit) for fit in fits)]
    return kept[skipped : skipped + PAGE + 1]


def _filters(context: Context, call: Call) -> list[Callable[[Hit], bool]]:
    """What a sentence must and must not have: words, phrases, the time its document was written."""
    fits: list[Callable[[Hit], bool]] = [_has(word) for word in (*call.must, *call.phrases)]
    fits += [_lacks(word) for word in call.must_not]
    since, until = date_of(call, "since"), date_of(call, "until", last=True)
    return [*fits, _written(context, since, until)] if since or until else fits


def _has(words: str) -> Callable[[Hit], bool]:
    wanted = analyse(words)
    return lambda hit: _stands(wanted, analyse(hit.passage.text))


def _lacks(words: str) -> Callable[[Hit], bool]:
    unwanted = analyse(words)
    return lambda hit: not (unwanted and _stands(unwanted, analyse(hit.passage.text)))


def _stands(wanted: tuple[str, ...], terms: tuple[str, ...]) -> bool:
    """Whether these terms stand together, in this order."""
    return any(terms[at : at + len(wanted)] == wanted for at in range(len(terms) - len(wanted) + 1))


def _written(context: Context, since: date | None, until: date | None) -> Callable[[Hit], bool]:
    """Whether a sentence's document may have been written in that time; documents are looked up once."""
    spans: dict[str, bool] = {}

    def fits(hit: Hit) -> bool:
        id = hit.passage.document
        if id not in spans:
            document = context.store.library.document(id)
            clock = document.clock if document else None
            start, end = (clock.start, clock.end) if clock else (None, None)
            spans[id] = bool(start and end and (not since or end >= since) and (not until or start <= until))
        return spans[id]

    return fits


def _again(call: Call) -> str:
    """The same search as it can be typed, without its page."""
    keys = (f"{key}:{value}" for key, value in call.keys if key != "page")
    phrases = (f'"{phrase}"' for phrase in call.phrases)
    return " ".join(("search", *_unquoted(call), *phrases, *keys))


def _unquoted(call: Call) -> Iterable[str]:
    yield from call.words
    yield from (f"+{word}" for word in call.must)
    yield from (f"-{word}" for word in call.must_not)


def _none(context: Context, call: Call, query: str, page: int) -> Card:
    """Nothing found: say for what, and offer the search without what narrowed it."""
    narrowed = bool(call.must or call.must_not or call.phrases or call.keys)
    where = f" on page {page}" if page > 1 else ""
    words = f"No sentence here tells of {quoted(call.raw)}{where}."
    wider = (Action("Search without filters", f"search {query}", "primary"),) if narrowed else ()
    hint = Line(
        text("Fewer or other words may help; ", code(context.typed("latest")), " lists what there is.")
    )
    actions = (*wider, Action("Newest documents", "latest"), Action("Briefing", "brief"))
    return Card((Notice("info", Line(text(words))), Bullets((hint,))), actions)


def _what(context: Context) -> Card:
    examples = ("search industrial fund", 'search fund +estimates -tax "sub-funds"', "search 220 since:2023")
    lines = [text(code(context.typed(example))) for example in examples]
    return asked_for("What shall I look for?", lines, (Action("Newest documents", "latest"),))


SEARCH = Command(
    "search",
    "sentences on some words, best first",
    'search words [+must] [-not] ["a phrase"] [since:2023-07] [until:] [page:2]',
    run,
    keys=("since", "until", "page"),
    examples=("search industrial fund", "search driverless cars"),
)
