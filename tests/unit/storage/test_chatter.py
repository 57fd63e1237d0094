"""What the queue's engine says: troubles reach our log in one line, the rest reaches nobody."""

from __future__ import annotations

import logging

import pytest

from storage.chatter import hush


@pytest.fixture
def engine(caplog: pytest.LogCaptureFixture) -> logging.Logger:
    logger = logging.getLogger("dbos")
    logger.handlers.clear()
    hush()
    hush()
    caplog.set_level(logging.DEBUG)
    return logger


def told(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What reached our log; the engine's own records go nowhere else."""
    assert not logging.getLogger("dbos").propagate
    return [record for record in caplog.records if record.name == "storage.chatter"]


def test_a_trouble_is_told_in_one_line_without_what_was_asked(
    engine: logging.Logger, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    engine.error("connection lost\n[SQL: SELECT secret]\n[parameters: ('hunter2',)]")
    assert [(one.levelname, one.getMessage()) for one in told(caplog)] == [
        ("WARNING", "queue: connection lost")
    ]
    assert capfd.readouterr() == ("", "")


def test_a_driver_s_words_name_neither_host_nor_user(
    engine: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    said = '(psycopg.OperationalError) connection to server at "db.example" failed: no user "pilot"'
    engine.warning(f"Exception listing queues: {said}")
    engine.warning("Exception in a job: (psycopg.errors.UniqueViolation) pilot")
    engine.warning("Exception while waiting: (sqlite3.OperationalError) database is locked")
    assert [record.getMessage().split(": ", 2)[2] for record in told(caplog)] == [
        "OperationalError",
        "UniqueViolation",
        "OperationalError",
    ]


def test_a_trouble_that_goes_on_is_not_told_again_and_again(
    engine: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    for attempt in range(50):
        engine.warning(f"Database connection failed: nobody there. Retrying, attempt {attempt}")
    assert len(told(caplog)) == 1


def test_what_is_no_trouble_is_not_told(engine: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    engine.info("Initializing DBOS")
    engine.warning("Asyncio task cancelled for workflow or step f")
    engine.warning("Workflow 1 outcome was not recorded: it is no longer owned by this execution")
    assert told(caplog) == []


def test_a_fault_is_named_but_not_shown(engine: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    engine.error("failed to launch:", exc_info=ValueError("hunter2"))
    (record,) = told(caplog)
    assert record.getMessage() == "queue: failed to launch: ValueError"
    assert record.exc_info is None
