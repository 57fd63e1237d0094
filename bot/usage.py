"""What every command of the terminal begins with: settings, the store, the time, the usual options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer

from bot import clock, shell
from config.log import setup
from config.settings import Settings, load
from storage.store import Store

At = Annotated[str | None, typer.Option("--at", help="this time in place of the clock, ISO 8601")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]


@contextmanager
def stocked(settings: Settings, at: str | None) -> Iterator[tuple[Store, datetime]]:
    """The store, with what is shipped where it is empty, and the time that was given or is now."""
    with shell.opened(settings) as store:
        now = moment(settings, at)
        if store.library.count() == 0:
            shell.ship(store, now, quiet=True)
        yield store, now


def settings_here() -> Settings:
    """The environment, with logging set up so that no secret of it can be seen."""
    settings = load()
    setup(settings.milepost_log, settings.milepost_log_format, settings.secrets)
    return settings


def moment(settings: Settings, at: str | None) -> datetime:
    """The given time, else now."""
    return shell.moment(at, settings.milepost_zone) if at else clock.now()
