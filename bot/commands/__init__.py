"""REGISTER of commands, in the order of help; one file each."""

from __future__ import annotations

from bot.command import Command
from bot.commands.ask import ASK
from bot.commands.brief import BRIEF
from bot.commands.daysoff import DAYSOFF
from bot.commands.edit import EDIT
from bot.commands.export import EXPORT
from bot.commands.figures import FIGURES
from bot.commands.follow import FOLLOW, UNFOLLOW
from bot.commands.forget import FORGET
from bot.commands.help import HELP
from bot.commands.import_ import IMPORT
from bot.commands.language import LANGUAGE
from bot.commands.latest import LATEST
from bot.commands.milestones import MILESTONES
from bot.commands.mute import MUTE, UNMUTE
from bot.commands.onthisday import ONTHISDAY
from bot.commands.preview import PREVIEW
from bot.commands.privacy import PRIVACY
from bot.commands.quiet import QUIET
from bot.commands.search import SEARCH
from bot.commands.settings import SETTINGS
from bot.commands.silent import SILENT
from bot.commands.snooze import SNOOZE
from bot.commands.source import SOURCE
from bot.commands.start import START
from bot.commands.status import STATUS
from bot.commands.subs import SUBS
from bot.commands.subscribe import SUBSCRIBE
from bot.commands.timeline import TIMELINE
from bot.commands.undo import UNDO
from bot.commands.unsubscribe import UNSUBSCRIBE
from bot.commands.upcoming import UPCOMING
from bot.commands.who import WHO
from bot.commands.why import WHY
from bot.commands.withdraw import RESTORE, WITHDRAW
from bot.commands.zone import ZONE

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
    EDIT,
    PREVIEW,
    SETTINGS,
    ZONE,
    LANGUAGE,
    QUIET,
    SNOOZE,
    DAYSOFF,
    SILENT,
    MUTE,
    UNMUTE,
    FOLLOW,
    UNFOLLOW,
    WHO,
    UNDO,
    EXPORT,
    IMPORT,
    PRIVACY,
    FORGET,
    WITHDRAW,
    RESTORE,
    STATUS,
)
