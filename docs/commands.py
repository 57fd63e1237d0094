"""Write what the register of commands says: the README's table, and Slack's manifest."""

from __future__ import annotations

import re
from pathlib import Path

from bot.command import Command
from bot.commands import COMMANDS
from bot.platforms.slack.manifest import manifest

ROOT = Path(__file__).parents[1]
README, MANIFEST = ROOT / "README.md", ROOT / "config/slack-manifest.yaml"
HEAD = "| command | does |\n|---|---|\n"

_TABLE = re.compile(re.escape(HEAD) + r"(?:\|[^\n]*\n)+")


def table() -> str:
    """Every command, how it is typed and what it does."""
    rows = (f"| `{_cell(one.usage)}` | {_cell(one.summary)}{_whose(one)} |\n" for one in COMMANDS)
    return HEAD + "".join(rows)


def main() -> None:
    """Put both where they belong."""
    text = README.read_text(encoding="utf-8")
    README.write_text(_TABLE.sub(lambda _: table(), text, count=1), encoding="utf-8")
    MANIFEST.write_text(manifest(COMMANDS), encoding="utf-8")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _whose(command: Command) -> str:
    """For whom it is, where it is not for everybody."""
    return {"editor": " (editors)", "operator": " (operators)"}.get(command.needs, "")


if __name__ == "__main__":
    main()
