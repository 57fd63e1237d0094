"""The schema brought up to date, once, by whichever process comes first.

Alembic is imported where there is something to do: a store that is up to date needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.engine import Database, log_ahead
from storage.errors import Foreign, Newer

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"
"""The newest step; known here, so that opening a store that is up to date need not read them all."""

_LOCK = 0x4D696C65
"""PostgreSQL's advisory lock for migrating."""


def migrate(database: Database) -> None:
    """Run the steps that this database lacks, in one transaction; a second time does nothing.

    Raises `Foreign` for a database with somebody else's tables and `Newer` for one that a later
    version of this program has already changed.
    """
    with database.reading() as connection:
        up_to_date = _revision(connection, database.where) == HEAD
    # only now: a database that is not ours is not to be changed, not even its way of logging
    log_ahead(database)
    if up_to_date:
        return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _revision(connection, database.where) != HEAD:
            from alembic import command

            command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings for the steps that travel with this package."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", "storage:migrations")
    settings.attributes["connection"] = connection
    return settings


def at_revision(connection: Connection) -> str | None:
    """The step that a database of ours is at."""
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _revision(connection: Connection, where: str) -> str | None:
    """The step that this database is at; None for an empty one."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" not in names:
        if names:
            raise Foreign(where=where)
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is None or revision == HEAD:
        return revision
    if "subscription" not in names:
        raise Foreign(where=where)
    from alembic.script import ScriptDirectory

    steps = {step.revision for step in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if revision not in steps:
        raise Newer(where=where, revision=revision)
    return str(revision)
