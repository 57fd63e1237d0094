"""REGISTER of commands, in the order of help; one file each."""

from __future__ import annotations

from bot.command import Command
from bot.commands.help import HELP
from bot.commands.start import START

COMMANDS: tuple[Command, ...] = (START, HELP)
