"""The documents tell the truth: every command, subcommand and target that exists stands in them."""

from __future__ import annotations

import re
from pathlib import Path

from bot.__main__ import cli
from bot.commands import COMMANDS
from bot.platforms.slack.manifest import manifest
from docs.commands import table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_tells_of_commands_what_the_register_says() -> None:
    assert table() in README, "run: make commands"


def test_slack_is_told_of_commands_what_the_register_says() -> None:
    told = (ROOT / "config/slack-manifest.yaml").read_text(encoding="utf-8")
    assert told == manifest(COMMANDS), "run: make commands"


def test_every_subcommand_stands_in_the_readme() -> None:
    for command in cli.registered_commands:
        assert command.callback is not None
        assert f"`milepost {command.callback.__name__}" in README


def test_links_and_pictures_of_the_documents_exist() -> None:
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_commands_listed_by_make_help_exist() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z-]+)", README):
        assert f"\n{target}:" in text, target
