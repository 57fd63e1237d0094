"""What a chat asked for as a whole: its language, quiet hours, days off, and who may change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

Rule = Literal["hold", "drop", "urgent"]
DaysOff = Literal["", "before", "after", "drop"]
Who = Literal["", "admins", "anyone", "listed"]


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the chat's own day in which nothing comes; they may cross midnight, and are never equal.

    `hold` keeps messages until the end, `drop` leaves them out, `urgent` keeps them but for what is due on
    the day itself, which is told at its hour.
    """

    start: time
    end: time
    rule: Rule = "hold"


@dataclass(frozen=True, slots=True)
class Preferences:
    """A chat's choices; every default is what a chat has that made none.

    `language` is a BCP 47 tag, empty for the asker's. Until `snoozed` nothing comes. `muted` are ids of facts
    that are never told, `followed` such that are told whatever the topics. `silent` messages make no sound.
    `days_off` says where a digest of a weekend or of a holiday of `country` (ISO 3166; empty: weekends alone)
    goes: to the working day before or after, or nowhere; empty leaves it. `who` may change all this, `listed`
    being the ids of people; empty is what is usual on the platform: admins, in Slack anyone. `well` asks for
    a line on Mondays that all is well where nothing was due.
    """

    language: str = ""
    quiet: Quiet | None = None
    snoozed: datetime | None = None
    muted: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    silent: bool = False
    days_off: DaysOff = ""
    country: str = ""
    who: Who = ""
    listed: tuple[str, ...] = ()
    well: bool = False


USUAL = Preferences()
