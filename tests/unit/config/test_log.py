"""The log: one JSON object a line that says whose it is, and no secret in any form, from any logger."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
import structlog

from config import log
from config.log import identify, setup

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz012345678"
PASSWORD = "correct/horse+b@ttery"


@pytest.fixture
def written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[[], str]]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(log, "_process", {"role": "command", "executor": "-"})
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_line_says_what_when_how_grave_and_whose_it_is(written: Callable[[], str]) -> None:
    setup("info", "json", [])
    identify(role="worker", executor="worker-1")
    structlog.get_logger("bot.service").info("slice", sent=3)
    logging.getLogger("bot.sending").warning("delivery: %s", "slow")
    logging.getLogger("bot.sending").debug("nobody sees this")
    found = rows(written())
    assert [row["event"] for row in found] == ["slice", "delivery: slow"]
    for row in found:
        assert {"event", "time", "level", "role", "executor"} <= set(row)
        assert (row["role"], row["executor"]) == ("worker", "worker-1")
        assert str(row["time"]).endswith("Z")
    assert found[0]["sent"] == 3


def test_a_traceback_is_one_line_too(written: Callable[[], str]) -> None:
    setup("info", "json", [TOKEN])
    for logger in (structlog.get_logger("a"), logging.getLogger("b")):
        try:
            raise ValueError(f"bad {TOKEN}")
        except ValueError:
            logger.exception("it broke")
    found = rows(written())
    assert len(found) == 2
    assert all("ValueError: bad [hidden]" in str(row["exception"]) for row in found)


def test_a_traceback_never_shows_what_variables_held(written: Callable[[], str]) -> None:
    setup("info", "text", [])
    for logger in (structlog.get_logger("a"), logging.getLogger("b")):
        kept = "a person's words"
        try:
            raise ValueError(len(kept))
        except ValueError:
            logger.exception("it broke")
    text = written()
    assert text.count("ValueError: 16") == 2
    assert "person" not in text.replace('kept = "a person', "")


FORMS = {
    "plain": lambda s: s,
    "in an address": lambda s: quote(s, safe=""),
    "twice in an address": lambda s: quote(quote(s, safe=""), safe=""),
    "base64": lambda s: base64.b64encode(s.encode()).decode(),
    "base64 behind one letter": lambda s: base64.b64encode(f"u{s}".encode()).decode(),
    "base64 behind two": lambda s: base64.b64encode(f"u:{s}@host".encode()).decode(),
    "base64 for addresses": lambda s: base64.urlsafe_b64encode(f"me:{s}".encode()).decode(),
    "as JSON": lambda s: json.dumps({"token": s}),
}


@pytest.mark.parametrize("secret", [TOKEN, PASSWORD], ids=["token", "password"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["json", "text"])
def test_no_form_of_a_secret_is_ever_written(
    written: Callable[[], str], form: str, secret: str, kind: str
) -> None:
    setup("debug", kind, [secret])
    line = FORMS[form](secret)
    structlog.get_logger("x").debug("call", url=f"https://host/bot{line}/getMe", seen=[line])
    logging.getLogger("y").debug("call %s", line)
    logging.getLogger("y").debug("call", extra={"url": line})
    text = written()
    assert text.count("[hidden]") >= 3
    core = FORMS[form](secret)[8:-8] if form.startswith("base64") else FORMS["plain"](secret)
    assert core not in text
    assert secret not in text
