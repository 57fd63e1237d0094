"""The commands of the terminal that ask the library: search, ask, brief, timeline, figures, index."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot import app, shell
from bot.ports import Actor
from bot.usage import At, Json, settings_here, stocked
from briefings.errors import MilepostError
from briefings.saying import counted

if TYPE_CHECKING:
    from storage.store import Store

cli = typer.Typer()
Topic = Annotated[list[str], typer.Argument(metavar="TOPIC", help="words, as in the chat")]


@cli.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS")] = None,
    batch: Annotated[Path | None, typer.Option(help='a file of {"id", "query"} lines')] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    as_json: Json = False,
) -> None:
    """Find documents, each with its best sentence."""
    from bot import results

    if bool(words) == bool(batch):
        raise typer.BadParameter("give either words or --batch FILE.jsonl")
    with shell.opened(settings_here()) as store:
        queries = results.queries(batch) if batch else [("", results.typed(words or []))]
        for name, query in queries:
            results.show_hits(name, store.library.searched(query, limit), as_json or batch is not None)


@cli.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="make it anew from the sentences")] = False,
    as_json: Json = False,
) -> None:
    """Say what the search index holds, or make it anew."""
    with shell.opened(settings_here()) as store:
        if rebuild:
            shell.reindex(store, quiet=as_json)
        held = store.indexed()
    if as_json:
        print(json.dumps(asdict(held)))
        return
    print(
        f"The search index holds {counted(held.documents, 'document')}, {counted(held.chunks, 'passage')} "
        f"and {counted(held.terms, 'term')}" + (", made anew." if rebuild else ".")
    )


@cli.command()
def ask(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS")] = None,
    batch: Annotated[Path | None, typer.Option(help='a file of {"id", "query"} lines')] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    as_json: Json = False,
) -> None:
    """Answer a question by the sentences that say it, or say that none does."""
    from bot import results, telling

    if bool(words) == bool(batch):
        raise typer.BadParameter("give either words or --batch FILE.jsonl")
    with shell.opened(settings_here()) as store:
        queries = results.queries(batch) if batch else [("", " ".join(words or []))]
        for name, query in queries:
            telling.show_answer(name, store.library.answer(query, limit), as_json or batch is not None)


@cli.command()
def brief(
    what: Annotated[str | None, typer.Argument(metavar="FILE|DOCUMENT")] = None,
    *,
    batch: Annotated[Path | None, typer.Option(help='a file of {"id", "text"} lines')] = None,
    query: Annotated[str, typer.Option(help="what it is to be about")] = "",
    words: Annotated[int | None, typer.Option(min=1, help="about so many words")] = None,
    sentences: Annotated[int | None, typer.Option(min=1, help="so many sentences")] = None,
    as_json: Json = False,
) -> None:
    """Show the sentences of a text that tell the most; store nothing."""
    from bot import condensing

    if bool(what) == bool(batch) or (words and sentences):
        raise typer.BadParameter("give a file, a document or --batch FILE.jsonl, and one length at most")
    settings, asked, refused = settings_here(), condensing.Asked(query, words, sentences), False
    if batch:
        for found in condensing.batch(batch, asked):
            condensing.show(found, as_json=True)
    elif Path(what or "").exists():
        for document in condensing.of_file(Path(what or "")):
            if isinstance(document, MilepostError):
                refused = shell.complain(str(document), 1) > 0
            else:
                condensing.show(condensing.of_document(document, asked), as_json)
    else:
        with shell.opened(settings) as store:
            named = condensing.named(store.library, what or "")
        condensing.show(condensing.of_document(named, asked), as_json)
    raise typer.Exit(1 if refused else 0)


Drawing = Annotated[
    Path | None, typer.Option(metavar="FILE", help="draw it to a file that ends with .png or .svg instead")
]


@cli.command()
def timeline(topic: Topic, at: At = None, as_json: Json = False, picture: Drawing = None) -> None:
    """Show what is dated on a topic in order of time, as the terminal shows it or as data."""
    from bot.gathering import entries_on
    from briefings.timelines import timeline as in_time

    words = " ".join(topic)

    def data(store: Store, today: date) -> object:
        return {"topic": words, **asdict(in_time(entries_on(store.library, words), today))}

    _tell(f"timeline {words}", at, data if as_json else None, picture)


@cli.command()
def figures(topic: Topic, at: At = None, as_json: Json = False, picture: Drawing = None) -> None:
    """Show the amounts that are told on a topic, unit by unit, as the terminal shows them or as data."""
    from bot.gathering import ladders_on

    words = " ".join(topic)

    def data(store: Store, _: date) -> object:
        return {"topic": words, "ladders": [asdict(one) for one in ladders_on(store.library, words)]}

    _tell(f"figures {words}", at, data if as_json else None, picture)


def _tell(
    words: str, at: str | None, data: Callable[[Store, date], object] | None, picture: Path | None
) -> None:
    """What the terminal would answer, a picture of it in a file, or the data behind it as a line of JSON."""
    settings = settings_here()
    if picture and (data or picture.suffix.casefold() not in {".png", ".svg"}):
        raise typer.BadParameter("give --picture FILE.png or FILE.svg, and no --json with it")
    with stocked(settings, at) as (store, now):
        if data:
            value = data(store, now.astimezone(ZoneInfo(settings.milepost_zone)).date())
            print(json.dumps(value, ensure_ascii=False, default=str))
            return
        asked = f"{words} picture:yes" if picture else words
        request = shell.request(shell.Stage.TERMINAL, None, Actor("1"), asked, now)
        desk = app.desk(settings, store)
        card = desk.answer(request)
        if not picture:
            shell.show_card(desk, request, card, as_json=False)
        elif not shell.draw(card, picture):
            shell.show_card(desk, request, card, as_json=False)
            raise typer.Exit(1)
