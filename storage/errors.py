"""What can go wrong with the store: each docstring is the message that the operator reads."""

from __future__ import annotations

from briefings.errors import MilepostError


class StoreError(MilepostError):
    """The store can't be used: {why}."""

    exit_code = 2


class BadAddress(StoreError):
    """DATABASE_URL can't be used: {why}. Write sqlite:///milepost.db or postgresql://user:password@host/name."""


class Unreachable(StoreError):
    """The database {where} can't be opened: {why}. Check DATABASE_URL and that it is there and running."""


class ReadOnly(StoreError):
    """The database {where} can't be written to. Give this user the right to write to it and its folder."""


class Corrupt(StoreError):
    """The database {where} is damaged or no database at all. Put back a copy of it, or move it away."""


class Foreign(StoreError):
    """The database {where} holds another program's tables. Name an empty one in DATABASE_URL."""


class Newer(StoreError):
    """The database {where} was written by a newer Milepost (schema {revision}). Update this program."""


class Behind(StoreError):
    """The database {where} is at schema {revision}, this program at {head}. Run: milepost migrate."""


class Busy(StoreError):
    """The database {where} is busy: another program holds it. Try again in a moment."""


class InUse(StoreError):
    """Another Milepost (process {process}) already works on {where}. Stop that one, or use PostgreSQL."""


class Taken(StoreError):
    """A running Milepost already calls itself {executor}. Stop it, or give this process a name of its own."""


class Failed(StoreError):
    """The database {where} did not take that: {why}. Nothing of it was kept."""

    exit_code = 1


class NoChat(MilepostError):
    """Nobody here is called {chat}. Write a chat as `milepost subs` shows it, such as telegram:-1001234."""
