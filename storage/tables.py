"""The rows that are kept; they never leave this floor."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.moments import Instant


def within(column: str, *, key: bool = False) -> Any:
    """A reference to a row that takes this one with it."""
    return Column(ForeignKey(column, ondelete="CASCADE"), nullable=False, primary_key=key)


class CounterRow(SQLModel, table=True):
    """A running total: `revision` of the library; `rows`, `length`, `documents` and `whole` of the index,
    `chunk`, its newest number, and `analyser`, the rules that made it."""

    __tablename__ = "counter"
    name: str = Field(primary_key=True)
    value: int = 0


class SourceRow(SQLModel, table=True):
    """A place that documents came from, and the hash of the bytes it held when it was last read whole."""

    __tablename__ = "source"
    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(unique=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    sha256: str = Field(index=True)
    at: datetime = Field(sa_type=Instant)


class DocumentRow(SQLModel, table=True):
    """A document by its public id; `version_id` is the current one, `retired`: its source dropped it."""

    __tablename__ = "document"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, sa_type=Text)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    version_id: int | None = Field(default=None, index=True)
    retired: bool = False


class VersionRow(SQLModel, table=True):
    """What a document said at one time; older ones stay, so that old citations can be checked.

    `reading` is the number of the rules that read it.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(sa_column=within("document.id"))
    number: int
    sha256: str
    fingerprint: str
    at: datetime = Field(sa_type=Instant)
    title: str = Field(sa_type=Text)
    kind: str
    text: str = Field(sa_type=Text)
    position: int
    language: str
    name: str = Field(sa_type=Text)
    written: date | None = Field(default=None, sa_type=Date)
    clock: str = Field(sa_type=Text)
    figures: str = Field(sa_type=Text)
    headings: str = Field(sa_type=Text)
    dropped: str = Field(sa_type=Text)
    label: str | None = Field(default=None, sa_type=Text)
    credit: str | None = Field(default=None, sa_type=Text)
    page: str | None = Field(default=None, sa_type=Text)
    reading: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class PassageRow(SQLModel, table=True):
    """A sentence of a version, in reading order."""

    __tablename__ = "passage"
    version_id: int = Field(sa_column=within("version.id", key=True))
    number: int = Field(primary_key=True)
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str = Field(sa_type=Text)


class FactRow(SQLModel, table=True):
    """A dated fact of a version; `value` is the fact as JSON."""

    __tablename__ = "fact"
    version_id: int = Field(sa_column=within("version.id", key=True))
    number: int = Field(primary_key=True)
    id: str = Field(index=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class ChunkRow(SQLModel, table=True):
    """A few sentences of a current version, what a search finds.

    `owner` is the version; `terms` are the numbers of its terms, little-endian and 32 bits each, the `titled`
    ones of its title first; `whole` is how many terms the document has. PostgreSQL has a column more.
    """

    __tablename__ = "chunk"
    id: int | None = Field(default=None, primary_key=True)
    owner: int = Field(index=True)
    first: int
    last: int
    titled: int
    whole: int
    terms: bytes


class TermRow(SQLModel, table=True):
    """A term's number, which it keeps, and in how many chunks it stands."""

    __tablename__ = "term"
    id: int | None = Field(default=None, primary_key=True)
    term: str = Field(unique=True, sa_type=Text)
    frequency: int


class Addressed(SQLModel):
    """The chat that a row belongs to."""

    platform: str
    tenant: str = ""
    channel: str
    thread: str = ""


ADDRESS = ("platform", "tenant", "channel", "thread")


class InboxRow(SQLModel, table=True):
    """An update that a platform delivered, so that a second delivery of it does nothing.

    It waits until `done_at`; then its `body` goes, and `why` says what it was dropped for, if it was.
    `owner` is the process that has it in hand since `taken_at`, `attempts` how often one began it anew.
    """

    __tablename__ = "inbox"
    __table_args__: ClassVar[Any] = (
        Index(
            "inbox_waiting",
            "platform",
            "taken_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    delivery: str = Field(primary_key=True, sa_type=Text)
    at: datetime = Field(sa_type=Instant, index=True)
    body: str | None = Field(default=None, sa_type=Text)
    owner: str | None = Field(default=None, sa_type=Text)
    taken_at: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    why: str | None = Field(default=None, sa_type=Text)


class ExecutorRow(SQLModel, table=True):
    """A process that carries jobs, and when it was last heard of."""

    __tablename__ = "executor"
    id: str = Field(primary_key=True, sa_type=Text)
    role: str = Field(sa_type=Text)
    started_at: datetime = Field(sa_type=Instant)
    beat_at: datetime = Field(sa_type=Instant)


class TollRow(SQLModel, table=True):
    """A job with which `deaths` processes in a row died and that got nothing done meanwhile.

    One that is `aside` is begun no more until somebody says so.
    """

    __tablename__ = "toll"
    key: str = Field(primary_key=True, sa_type=Text)
    deaths: int
    aside: bool
    at: datetime = Field(sa_type=Instant)


class NoteRow(Addressed, table=True):
    """A command that a button of this chat stands for, shown last at `at`; of an `actor`, theirs alone."""

    __tablename__ = "note"
    __table_args__: ClassVar[Any] = (UniqueConstraint(*ADDRESS, "name"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str
    command: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Instant, index=True)
    actor: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class MarkRow(Addressed, table=True):
    """The refs behind the numbers of the last reply in this chat."""

    __tablename__ = "mark"
    __table_args__: ClassVar[Any] = (UniqueConstraint(*ADDRESS),)
    id: int | None = Field(default=None, primary_key=True)
    refs: str = Field(sa_type=Text)


class SecretRow(SQLModel, table=True):
    """Something that only this installation knows, such as the salt of its tombstones."""

    __tablename__ = "secret"
    name: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class TombstoneRow(SQLModel, table=True):
    """All that is left of a chat that was forgotten: a salted hash, and the last local day it was told."""

    __tablename__ = "tombstone"
    mark: str = Field(primary_key=True, sa_type=Text)
    slot: date = Field(sa_type=Date)
    at: datetime = Field(sa_type=Instant)


class FarewellRow(Addressed, table=True):
    """A chat that is forgotten at `due`, unless somebody there changes their mind."""

    __tablename__ = "farewell"
    __table_args__: ClassVar[Any] = (UniqueConstraint(*ADDRESS),)
    id: int | None = Field(default=None, primary_key=True)
    actor: str = Field(sa_type=Text)
    private: bool
    due: datetime = Field(sa_type=Instant, index=True)


class WithdrawalRow(SQLModel, table=True):
    """A document that an editor took out of every answer; `actor` is the editor's number there."""

    __tablename__ = "withdrawal"
    document: str = Field(primary_key=True, sa_type=Text)
    why: str = Field(sa_type=Text)
    platform: str
    tenant: str
    actor: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Instant)


def table(name: str) -> Table:
    """A table as queries name it."""
    return SQLModel.metadata.tables[name]


COUNTER, SOURCE, DOCUMENT, VERSION = map(table, ("counter", "source", "document", "version"))
PASSAGE, FACT, CHUNK, TERM = map(table, ("passage", "fact", "chunk", "term"))
INBOX, NOTE, MARK = map(table, ("inbox", "note", "mark"))
EXECUTOR, TOLL, WITHDRAWAL = map(table, ("executor", "toll", "withdrawal"))
SECRET, TOMBSTONE, FAREWELL = map(table, ("secret", "tombstone", "farewell"))
