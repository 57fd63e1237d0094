"""The `milepost` command: what can be called from a terminal, and the exit codes."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from bot import app, asking, clock, operating, shell
from bot.arguments import BadArgument
from bot.ports import Actor
from bot.roles import Role
from bot.usage import At, Json, moment, settings_here, stocked
from briefings.errors import MilepostError
from briefings.saying import counted
from config.settings import Misconfigured

cli = typer.Typer(
    name="milepost",
    help="The policy desk in your chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


cli.add_typer(asking.cli)
cli.add_typer(operating.cli)


@cli.command()
def run(
    role: Annotated[
        Role, typer.Option(help="what this process does; with PostgreSQL, each by its own")
    ] = Role.ALL,
) -> None:
    """Start the bots and the clock where a token is set, else the terminal chat."""
    settings = settings_here()
    if role in {Role.WEB, Role.WORKER} and not settings.bots:
        raise Misconfigured(
            f"a {role.value} has nothing to do without a platform: set TELEGRAM_BOT_TOKEN or SLACK_BOT_TOKEN"
        )
    with shell.opened(settings) as store:
        if role.answers:
            shell.ship(store, clock.now())
            shell.renew(store, clock.now())
        if settings.bots or role is Role.CLOCK:
            from bot.service import Service

            raise typer.Exit(asyncio.run(Service(settings, store, role).run()))
        asyncio.run(app.talk(settings, store))


@cli.command()
def ingest(paths: list[Path], as_json: Json = False) -> None:
    """Read files and folders into the store, and say what became of each."""
    with shell.opened(settings_here()) as store:
        summary = shell.ingest(store, paths, clock.now(), quiet=as_json)
        shell.renew(store, clock.now(), quiet=as_json)
    shell.show_summary(summary, as_json)
    raise typer.Exit(1 if summary.refused else 0)


@cli.command()
def migrate() -> None:
    """Bring the store's tables up to date, and study again what older rules read."""
    with shell.opened(settings_here()) as store:
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
    settings_here()
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
    lang: Annotated[str, typer.Option(help="the language of the answer: en or zh")] = "",
    at: At = None,
    as_json: Json = False,
) -> None:
    """Answer one line as a platform would show it, or as the payloads it would get; no token is used."""
    settings = settings_here()
    with stocked(settings, at) as (store, now):
        request = shell.request(platform, chat, Actor(actor, admin=admin), words, now)
        desk = app.desk(settings, store)
        asked = replace(request, wanted=lang)
        shell.show_card(desk, asked, desk.answer(asked), as_json)


@cli.command()
def subs(as_json: Json = False) -> None:
    """List every subscription."""
    with shell.opened(settings_here()) as store:
        shell.show_subscriptions(store.subscriptions.active(), as_json)


@cli.command()
def tick(at: At = None, as_json: Json = False) -> None:
    """Let the clock tick once: plan what is due, send it, and print the counts."""
    settings = settings_here()
    with shell.opened(settings) as store:
        counts = asyncio.run(app.once(settings, store, moment(settings, at)))
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
    settings = settings_here()
    with shell.opened(settings) as store:
        shell.show_digests(shell.due(store, moment(settings, at), app.reckoning(settings)), as_json)


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
