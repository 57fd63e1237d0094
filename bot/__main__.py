"""The `milepost` command: what can be called from a terminal, and the exit codes."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from typer.exceptions import TyperException

from bot import app, clock, results, shell
from bot.arguments import BadArgument
from bot.gathering import entries_on, ladders_on
from bot.ports import Actor
from briefings.errors import MilepostError
from briefings.saying import counted
from briefings.timelines import timeline as in_time
from config.log import setup
from config.settings import Misconfigured, Settings, load
from storage.store import Store

cli = typer.Typer(
    name="milepost",
    help="The policy desk in your chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
At = Annotated[str | None, typer.Option("--at", help="this time in place of the clock, ISO 8601")]
Topic = Annotated[list[str], typer.Argument(metavar="TOPIC", help="words, as in the chat")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]


@cli.command()
def run() -> None:
    """Start the bots and the clock where a token is set, else the terminal chat."""
    settings = _settings()
    with shell.opened(settings) as store:
        shell.ship(store, clock.now())
        shell.renew(store, clock.now())
        if settings.bots:
            raise typer.Exit(asyncio.run(app.work(settings, store)))
        asyncio.run(app.talk(settings, store))


@cli.command()
def ingest(paths: list[Path], as_json: Json = False) -> None:
    """Read files and folders into the store, and say what became of each."""
    with shell.opened(_settings()) as store:
        summary = shell.ingest(store, paths, clock.now(), quiet=as_json)
        shell.renew(store, clock.now(), quiet=as_json)
    shell.show_summary(summary, as_json)
    raise typer.Exit(1 if summary.refused else 0)


@cli.command()
def migrate() -> None:
    """Bring the store's tables up to date, and study again what older rules read."""
    with shell.opened(_settings()) as store:
        found = shell.renew(store, clock.now())
    if found.pages:
        pages = counted(found.pages, "page")
        print(f"Studied again by better rules: {pages}, of which {found.changed:,} changed.")
    print("The store is up to date.")


@cli.command()
def extract(
    file: Path,
    as_json: Json = False,
    reference: Annotated[str | None, typer.Option(help="the day the text was written, YYYY-MM-DD")] = None,
) -> None:
    """Show what a file's dates, figures and clock are read as; store nothing."""
    _settings()
    found, refused = shell.extract(file, reference)
    shell.show_extraction(found, as_json)
    for refusal in refused:
        shell.complain(str(refusal), 1)
    raise typer.Exit(1 if refused else 0)


@cli.command()
def say(
    words: Annotated[str, typer.Argument(metavar="TEXT", help='what somebody types, "/brief leading zone"')],
    *,
    platform: Annotated[shell.Stage, typer.Option("--as", help="where it is typed")] = shell.Stage.TERMINAL,
    chat: Annotated[str | None, typer.Option(help="the chat's id; a Slack one may be TEAM/CHANNEL")] = None,
    actor: Annotated[str, typer.Option(help="who types")] = "1",
    admin: Annotated[bool, typer.Option("--admin", help="they run this chat")] = False,
    at: At = None,
    as_json: Json = False,
) -> None:
    """Answer one line as a platform would show it, or as the payloads it would get; no token is used."""
    settings = _settings()
    with _stocked(settings, at) as (store, now):
        request = shell.request(platform, chat, Actor(actor, admin=admin), words, now)
        desk = app.desk(settings, store)
        shell.show_card(desk, request, desk.answer(request), as_json)


@cli.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS")] = None,
    batch: Annotated[Path | None, typer.Option(help='a file of {"id", "query"} lines')] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    as_json: Json = False,
) -> None:
    """Find documents, each with its best sentence."""
    if bool(words) == bool(batch):
        raise typer.BadParameter("give either words or --batch FILE.jsonl")
    with shell.opened(_settings()) as store:
        queries = results.queries(batch) if batch else [("", results.typed(words or []))]
        for name, query in queries:
            results.show_hits(name, store.library.searched(query, limit), as_json or batch is not None)


@cli.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="make it anew from the sentences")] = False,
    as_json: Json = False,
) -> None:
    """Say what the search index holds, or make it anew."""
    with shell.opened(_settings()) as store:
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
def timeline(topic: Topic, at: At = None, as_json: Json = False) -> None:
    """Show what is dated on a topic in order of time, as the terminal shows it or as data."""
    words = " ".join(topic)

    def data(store: Store, today: date) -> object:
        return {"topic": words, **asdict(in_time(entries_on(store.library, words), today))}

    _tell(f"timeline {words}", at, data if as_json else None)


@cli.command()
def figures(topic: Topic, at: At = None, as_json: Json = False) -> None:
    """Show the amounts that are told on a topic, unit by unit, as the terminal shows them or as data."""
    words = " ".join(topic)

    def data(store: Store, _: date) -> object:
        return {"topic": words, "ladders": [asdict(one) for one in ladders_on(store.library, words)]}

    _tell(f"figures {words}", at, data if as_json else None)


@cli.command()
def subs(as_json: Json = False) -> None:
    """List every subscription."""
    with shell.opened(_settings()) as store:
        shell.show_subscriptions(store.subscriptions.active(), as_json)


@cli.command()
def tick(at: At = None, as_json: Json = False) -> None:
    """Let the clock tick once: plan what is due, send it, and print the counts."""
    settings = _settings()
    with shell.opened(settings) as store:
        counts = asyncio.run(app.once(settings, store, _time(settings, at)))
    for trouble in counts.troubles:
        shell.complain(trouble, 1)
    print(json.dumps(asdict(counts)) if as_json else counts)
    raise typer.Exit(0 if counts.clean else 1)


@cli.command()
def digest(
    at: At = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="the default: nothing is ever sent")] = True,
    as_json: Json = False,
) -> None:
    """Show which digests are due, and why; `tick` is what sends them."""
    del dry_run
    settings = _settings()
    with shell.opened(settings) as store:
        shell.show_digests(shell.due(store, _time(settings, at), app.reckoning(settings)), as_json)


def _tell(words: str, at: str | None, data: Callable[[Store, date], object] | None) -> None:
    """What the terminal would answer, or the data behind it as one line of JSON."""
    settings = _settings()
    with _stocked(settings, at) as (store, now):
        if data:
            value = data(store, now.astimezone(ZoneInfo(settings.milepost_zone)).date())
            print(json.dumps(value, ensure_ascii=False, default=str))
            return
        request = shell.request(shell.Stage.TERMINAL, None, Actor("1"), words, now)
        desk = app.desk(settings, store)
        shell.show_card(desk, request, desk.answer(request), as_json=False)


@contextmanager
def _stocked(settings: Settings, at: str | None) -> Iterator[tuple[Store, datetime]]:
    """The store, with what is shipped where it is empty, and the time that was given or is now."""
    with shell.opened(settings) as store:
        now = _time(settings, at)
        if store.library.count() == 0:
            shell.ship(store, now, quiet=True)
        yield store, now


def _settings() -> Settings:
    """The environment, with logging set up so that no secret of it can be seen."""
    settings = load()
    setup(settings.milepost_log, settings.milepost_log_format, settings.secrets)
    return settings


def _time(settings: Settings, at: str | None) -> datetime:
    """The given time, else now."""
    return shell.moment(at, settings.milepost_zone) if at else clock.now()


def main() -> None:
    """Run the command line: 0 done, 1 some input refused or some send failed, 2 wrong usage or set-up."""
    command = typer.main.get_command(cli)
    try:
        code = command.main(prog_name="milepost", standalone_mode=False)
    except Misconfigured as fault:
        code = shell.complain(str(fault), 2)
    except BadArgument as fault:
        code = shell.complain(f"{fault} {fault.now}", 2)
    except MilepostError as fault:
        code = shell.complain(str(fault), fault.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except TyperException as fault:
        code = shell.complain(f"{fault.format_message()} Try: milepost --help", 2)
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
