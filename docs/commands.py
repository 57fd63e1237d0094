"""Write what the register of commands says into the README's table and Slack's manifest."""

from __future__ import annotations

import re
from pathlib import Path

from bot.command import Command
from bot.commands import COMMANDS

ROOT = Path(__file__).parents[1]
README, MANIFEST = ROOT / "README.md", ROOT / "config/slack-manifest.yaml"
HEAD = "| command | does |\n|---|---|\n"
HINTED = ("subscribe", "settings", "help")
"""What Slack's hint shows beside what is read and asked."""

_TABLE = re.compile(re.escape(HEAD) + r"(?:\|[^\n]*\n)+")
_HINT = re.compile(r'(?<=\n      usage_hint: )"[^"\n]*"')


def table() -> str:
    """Every command, how it is typed and what it does."""
    rows = (f"| `{_cell(one.usage)}` | {_cell(one.summary)}{_whose(one)} |\n" for one in COMMANDS)
    return HEAD + "".join(rows)


def hint() -> str:
    """What Slack shows beside its command while somebody types."""
    shown = [one for one in COMMANDS if one.group in {"read", "ask"} and one.verb != "brief"]
    shown += [one for verb in HINTED for one in COMMANDS if one.verb == verb]
    return f"[topic | {' | '.join(map(_short, shown))}]"


def main() -> None:
    """Put both where they belong."""
    for path, place, words in ((README, _TABLE, table()), (MANIFEST, _HINT, f'"{hint()}"')):
        text = path.read_text(encoding="utf-8")
        path.write_text(place.sub(lambda _, words=words: words, text, count=1), encoding="utf-8")


def _short(command: Command) -> str:
    """How a command begins, without what may be left out."""
    return re.split(r"[\[,]", command.usage)[0].strip()


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _whose(command: Command) -> str:
    """For whom it is, where it is not for everybody."""
    return {"editor": " (editors)", "operator": " (operators)"}.get(command.needs, "")


if __name__ == "__main__":
    main()
