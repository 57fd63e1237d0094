"""Old stores read again by better rules: whole, once, crash-safe, and nobody is told anything twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table, func, select

from briefings.model import Document
from briefings.rules import READING
from storage.engine import Database
from storage.ingest import ingest, ship
from storage.renewing import Renewed
from storage.store import Store
from storage.tables import FACT, SOURCE, VERSION
from tests.integration.test_killed import ROOT, assert_whole
from tests.made import at
from tests.unit.bot.test_delivery import CHAT, Outside, run, subscribe
from tests.unit.storage.made import AT

PAGE = (
    "The harbour charter\n\n"
    "On 15 July 2021 the port council released its Leading Zone Opinions. {n} pilots came.\n"
)
FILES, LINES = 12, 40
LATER = AT + timedelta(days=1)
CHILD = """
import sys
from datetime import UTC, datetime
from storage.store import Store
store = Store.open(sys.argv[1])
print("ready", flush=True)
store.renew(at=datetime(2026, 7, 2, tzinfo=UTC))
print("done", flush=True)
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"paper-{n:02}.txt").write_text(PAGE.format(n=n), encoding="utf-8")
    rows = ({"id": f"n{n}", "title": f"Notice {n}", "text": PAGE.format(n=n)} for n in range(LINES))
    (folder / "notices.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def age(url: str) -> None:
    """Make the store one that older rules filled: they saw no dates, and had no number."""
    database = Database(url)
    with database.writing() as connection:
        connection.execute(VERSION.update().values(reading=0, fingerprint="older"))
        connection.execute(FACT.delete())
        connection.execute(
            VERSION.update().where(VERSION.c.kind == "calendar").values(fingerprint="calendar")
        )
    database.close()


def stale(url: str) -> int:
    database = Database(url)
    with database.reading() as connection:
        asked = select(func.count()).select_from(VERSION).where(VERSION.c.reading != READING)
        found = int(connection.execute(asked).scalar_one())
    database.close()
    return found


def every(store: Store) -> tuple[Document, ...]:
    return tuple(sorted(store.library.latest(1000), key=lambda one: one.id))


def test_what_older_rules_read_is_read_again_once_and_is_the_same_as_fresh(
    store_url: str, papers: Path
) -> None:
    store = Store.open(store_url)
    ingest(store, [papers], at=AT)
    fresh = every(store)
    assert any(one.facts for one in fresh)
    age(store_url)
    store.close()
    store = Store.open(store_url)
    told: list[tuple[int, int]] = []
    found = store.renew(at=LATER, progress=lambda done, total, _: told.append((done, total)))
    assert found == Renewed(FILES + LINES, FILES + LINES)
    assert told[0] == (0, FILES + LINES)
    assert told[-1] == (FILES + LINES, FILES + LINES)
    assert every(store) == fresh
    revision = store.library.revision
    assert store.renew(at=LATER) == Renewed()
    assert store.library.revision == revision
    store.close()
    assert_whole(store_url)


def test_where_the_rules_say_the_same_nothing_changes_but_the_mark(store_url: str, papers: Path) -> None:
    store = Store.open(store_url)
    ingest(store, [papers], at=AT)
    before, revision = every(store), store.library.revision
    database = Database(store_url)
    with database.writing() as connection:
        connection.execute(VERSION.update().values(reading=0))
    database.close()
    assert store.renew(at=LATER) == Renewed(FILES + LINES, 0)
    assert (every(store), store.library.revision, stale(store_url)) == (before, revision, 0)
    store.close()


def test_naming_the_files_again_reads_them_again_though_their_bytes_are_known(
    store_url: str, papers: Path
) -> None:
    store = Store.open(store_url)
    ingest(store, [papers], at=AT)
    fresh = every(store)
    age(store_url)
    store.close()
    store = Store.open(store_url)
    assert ingest(store, [papers], at=LATER).counts["updated"] == FILES + 1
    assert every(store) == fresh
    assert ingest(store, [papers], at=LATER).counts["same"] == FILES + 1
    assert stale(store_url) == 0
    store.close()


def test_the_shipped_corpus_and_its_calendar_are_read_again_when_shipped(store_url: str) -> None:
    store = Store.open(store_url)
    ship(store, at=AT)
    fresh, entries = every(store), store.library.entries()
    age(store_url)
    store.close()
    store = Store.open(store_url)
    ship(store, at=LATER)
    assert store.renew(at=LATER) == Renewed()
    assert (every(store), store.library.entries()) == (fresh, entries)
    assert stale(store_url) == 0
    store.close()


def test_what_was_sent_is_not_sent_again(store_url: str, papers: Path) -> None:
    store = Store.open(store_url)
    ingest(store, [papers], at=AT)
    subscribe(store, CHAT)
    platform = Outside()
    nine = at("2026-07-15T09:00+08:00")
    assert run(store, nine, platform).sent == 1
    (before,) = store.ledger.of(platform.taken[0][0])
    database = Database(store_url)
    with database.writing() as connection:
        connection.execute(VERSION.update().values(reading=0, fingerprint="older"))
    database.close()
    assert store.renew(at=nine).changed == FILES + LINES
    for hours in range(48):
        run(store, nine + timedelta(hours=hours), platform)
    assert len(platform.taken) == 1
    assert store.ledger.of(platform.taken[0][0]) == (before,)
    store.close()


def test_an_edit_that_came_meanwhile_wins(store_url: str, papers: Path) -> None:
    store = Store.open(store_url)
    ingest(store, [papers / "paper-00.txt"], at=AT)
    age(store_url)

    def edit(done: int, total: int, name: str) -> None:
        if done == 0:
            (papers / "paper-00.txt").write_text(PAGE.format(n=77), encoding="utf-8")
            ingest(store, [papers / "paper-00.txt"], at=LATER)

    store.renew(at=LATER, progress=edit)
    document = store.library.document("paper-00")
    assert document is not None
    assert "77 pilots" in document.text
    store.close()


def test_a_page_that_can_no_longer_be_read_stays_and_stops_no_other(
    store_url: str, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import renewing

    store = Store.open(store_url)
    ingest(store, [papers], at=AT)
    age(store_url)
    real = renewing.reread

    def clumsy(documents, origins):  # type: ignore[no-untyped-def]
        if documents[0].id == "n3":
            raise KeyError("oops")
        return real(documents, origins)

    monkeypatch.setattr(renewing, "reread", clumsy)
    found = store.renew(at=LATER)
    assert (found.failed, found.changed) == (("n3",), FILES + LINES - 1)
    assert store.library.document("n3") is not None
    monkeypatch.undo()
    assert store.renew(at=LATER) == Renewed(1, 1)
    store.close()


def test_killed_at_any_moment_the_next_time_completes_it(store_url: str, papers: Path) -> None:
    store = Store.open(store_url)
    ingest(store, [papers], at=AT)
    fresh = every(store)
    store.close()
    age(store_url)
    dice = random.Random(11)
    for _ in range(3):
        command = [sys.executable, "-c", CHILD, store_url]
        child = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == b"ready\n"
            with suppress(subprocess.TimeoutExpired):
                child.wait(dice.uniform(0.0, 0.25))
            child.send_signal(signal.SIGKILL)
        finally:
            child.kill()
            child.stdout.close()
            child.wait()
        assert_whole(store_url)
    left = stale(store_url)
    store = Store.open(store_url)
    assert store.renew(at=LATER).pages == left
    assert every(store) == fresh
    store.close()
    assert_whole(store_url)


def test_a_store_of_the_first_schema_is_brought_up_and_keeps_chosen_leads(empty_url: str) -> None:
    from alembic import command

    from storage.schema import configuration

    database = Database(empty_url)
    with database.writing() as connection:
        command.upgrade(configuration(connection), "0001")
        connection.execute(
            SOURCE.insert().values(path="p", name="p.txt", sha256="1", at=datetime(2026, 1, 1, tzinfo=UTC))
        )
        for wanted, leads in (("a", "[30,7,0]"), ("b", "[7,0]")):
            connection.execute(
                Table("subscription", MetaData(), autoload_with=connection)
                .insert()
                .values(
                    platform="telegram", tenant="", channel="1", thread="", wanted=wanted, topics="[]",
                    hour="09:00", zone="UTC", leads=leads, language="en", active=True, actor="1", at=AT,
                )
            )  # fmt: skip
    database.close()
    store = Store.open(empty_url)
    assert [one.leads for one in store.subscriptions.active()] == [None, (7, 0)]
    assert store.renew(at=AT) == Renewed()
    store.close()


def test_leads_that_nobody_chose_stay_unchosen(store: Store) -> None:

    kept = store.subscriptions.add(CHAT, ("zone",), AT.time(), "UTC", None, "en", "1", AT)
    assert kept.leads is None
    chosen = store.subscriptions.add(CHAT, ("zone",), AT.time(), "UTC", (30, 7, 0), "en", "1", AT)
    assert replace(kept, leads=(30, 7, 0)) == chosen
