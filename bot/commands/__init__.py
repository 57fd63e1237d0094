"""REGISTER of commands, in the order of help; one file each."""

from __future__ import annotations

from bot.command import Command
from bot.commands.ask import ASK
from bot.commands.brief import BRIEF
from bot.commands.figures import FIGURES
from bot.commands.forget import FORGET
from bot.commands.help import HELP
from bot.commands.latest import LATEST
from bot.commands.milestones import MILESTONES
from bot.commands.onthisday import ONTHISDAY
from bot.commands.privacy import PRIVACY
from bot.commands.search import SEARCH
from bot.commands.source import SOURCE
from bot.commands.start import START
from bot.commands.status import STATUS
from bot.commands.subs import SUBS
from bot.commands.subscribe import SUBSCRIBE
from bot.commands.timeline import TIMELINE
from bot.commands.unsubscribe import UNSUBSCRIBE
from bot.commands.upcoming import UPCOMING
from bot.commands.why import WHY

COMMANDS: tuple[Command, ...] = (
    START,
    HELP,
    BRIEF,
    LATEST,
    SEARCH,
    ASK,
    SOURCE,
    TIMELINE,
    FIGURES,
    UPCOMING,
    ONTHISDAY,
    MILESTONES,
    WHY,
    SUBSCRIBE,
    UNSUBSCRIBE,
    SUBS,
    PRIVACY,
    FORGET,
    STATUS,
)
