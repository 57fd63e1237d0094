"""The commands of the terminal for whoever runs it: status, and what became of deliveries."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from bot import clock, reporting, shell
from bot.checkup import faults
from bot.usage import Json, settings_here
from config.log import Redactor
from config.settings import Settings
from storage.store import Store

cli = typer.Typer()
deliveries = typer.Typer(help="List what is owed to chats, send it after all, or say why it was not sent.")
cli.add_typer(deliveries, name="deliveries")

Chat = Annotated[str | None, typer.Option(help="one chat's alone, such as telegram:-1001234")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="how many at most")]
Keys = Annotated[list[str] | None, typer.Argument(metavar="KEY", help="as the list shows them")]


@cli.command()
def status(as_json: Json = False) -> None:
    """Say how the whole installation is, on one screen; exit code 1 where something is wrong."""
    settings = settings_here()
    with shell.opened(settings) as store:
        seen = store.survey(clock.now())
    wrong = faults(seen, settings.platforms)
    told = (seen, settings.platforms, wrong)
    if as_json:
        _print(settings, json.dumps(reporting.data(*told), ensure_ascii=False))
    else:
        _print(settings, "\n".join(reporting.lines(*told)))
    raise typer.Exit(1 if wrong else 0)


@cli.command()
def manifest(
    http: Annotated[
        str, typer.Option(metavar="URL", help="the app's own address; without it, Socket Mode")
    ] = "",
) -> None:
    """Print what Slack is told of the app: paste it at "Create New App" > "From a manifest"."""
    from bot.commands import COMMANDS
    from bot.platforms.slack.manifest import manifest as made

    try:
        print(made(COMMANDS, http), end="")
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--http") from None


@deliveries.callback(invoke_without_command=True)
def newest(context: typer.Context, chat: Chat = None, limit: Limit = 20, as_json: Json = False) -> None:
    """List deliveries, the newest first."""
    if context.invoked_subcommand is None:
        _list(None, chat, limit, as_json)


@deliveries.command()
def dead(chat: Chat = None, limit: Limit = 100, as_json: Json = False) -> None:
    """List those that were given up, the newest first."""
    _list("dead", chat, limit, as_json)


@deliveries.command()
def held(chat: Chat = None, limit: Limit = 100, as_json: Json = False) -> None:
    """List those that are held because they may have arrived, the newest first."""
    _list("held", chat, limit, as_json)


@deliveries.command()
def redeliver(
    keys: Keys = None,
    all_dead: Annotated[bool, typer.Option("--all-dead", help="everything that was given up")] = False,
    all_held: Annotated[bool, typer.Option("--all-held", help="everything that is held")] = False,
) -> None:
    """Send dead or held deliveries after all, as if never tried."""
    if not (keys or all_dead or all_held):
        raise typer.BadParameter("name a delivery's KEY, or give --all-dead or --all-held")
    code, count, now = 0, 0, clock.now()
    with shell.opened(settings_here()) as store:
        for key in dict.fromkeys(keys or ()):
            if store.ledger.redeliver(key, now) or store.tolls.bring_back(now, key):
                count += 1
            else:
                code = shell.complain(_refusal(store, key), 1)
        for state, wanted in (("dead", all_dead), ("held", all_held)):
            count += store.ledger.redeliver_all(state, now) if wanted else 0
        if all_dead:
            store.tolls.bring_back(now)
    print("1 delivery is sent again." if count == 1 else f"{count:,} deliveries are sent again.")
    raise typer.Exit(code)


@deliveries.command()
def why(key: Annotated[str, typer.Argument(metavar="KEY")], as_json: Json = False) -> None:
    """Say why a message was sent or not: state, attempts, last fault, next try, and its lane."""
    settings = settings_here()
    with shell.opened(settings) as store:
        found = store.ledger.delivery(key)
        if found is None:
            raise typer.Exit(shell.complain(_unknown(key), 1))
        lane = store.lanes.of(found.digest.address)
    told = reporting.explained(found, lane, clock.now())
    if as_json:
        _print(settings, json.dumps(told, ensure_ascii=False))
        return
    rows = {name.replace("_", " "): value for name, value in told.items()}
    _print(settings, "\n".join(f"{name:<17}{_word(value)}" for name, value in rows.items()))


def _list(state: str | None, chat: str | None, limit: int, as_json: bool) -> None:
    settings = settings_here()
    with shell.opened(settings) as store:
        found = store.ledger.newest(state, chat, limit)
        rows = [reporting.explained(each, None, clock.now()) for each in found] if as_json else []
    if as_json:
        _print(settings, json.dumps(rows, ensure_ascii=False))
    else:
        nothing = f"No delivery is {state}." if state else "No deliveries yet."
        _print(settings, "\n".join(map(reporting.listed, found)) or nothing)


def _refusal(store: Store, key: str) -> str:
    """Why a delivery can't be sent again."""
    found = store.ledger.delivery(key)
    if found is None:
        return _unknown(key)
    return f"{found.digest.key} is {found.state}: only dead and held deliveries can be sent again."


def _unknown(key: str) -> str:
    return f"There is no delivery {key[:120]}. See: milepost deliveries. A key is CHAT/KIND/YYYY-MM-DD."


def _word(value: Any) -> str:
    if value is None:
        return "–"
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _print(settings: Settings, text: str) -> None:
    """Print without any secret that a platform's words may hold."""
    print(Redactor(settings.secrets).hide(text))
