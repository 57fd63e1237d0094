"""A newcomer at a terminal: greeted, told what to type, answered, and let go politely."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.command import Milepost


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[pexpect.spawn[str]]:
    environment = Milepost(tmp_path).environment | {"TERM": "xterm", "LINES": "50"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "run"],
        cwd=str(tmp_path),
        env=environment,
        encoding="utf-8",
        timeout=60,
        dimensions=(50, 100),
    )
    yield child
    child.close(force=True)


def test_a_newcomer_finds_the_way(terminal: pexpect.spawn[str]) -> None:
    terminal.expect("policy desk")
    terminal.expect("Three things to type")
    terminal.expect("brief leading zone")
    terminal.expect("> ")
    terminal.sendline("brief leading zone")
    terminal.expect("15 Jul 2021")
    terminal.expect("Sources")
    terminal.expect("> ")
    terminal.sendline("1")
    terminal.expect("Milepost's summary|leading-zone#")
    terminal.expect("> ")
    terminal.sendline("figures leading zone")
    terminal.expect("more than 15")
    terminal.expect("3.3 billion yuan")
    terminal.expect("> ")
    terminal.sendline("timeline leading zone")
    terminal.expect("15 Jul 2023")
    terminal.expect("— today, ")
    terminal.expect("> ")
    terminal.sendline("/brif leading zone")
    terminal.expect("[Dd]id you mean")
    terminal.expect("> ")
    terminal.sendeof()
    terminal.expect("Goodbye")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_ctrl_c_ends_without_a_trace(terminal: pexpect.spawn[str]) -> None:
    terminal.expect("Three things to type")
    terminal.expect("> ")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    assert "Traceback" not in (terminal.before or "")
