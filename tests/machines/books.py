"""What each chat is owed, reckoned without the ledger: chats, their subscriptions, days that came up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefings.almanac import about
from briefings.milestones import milestones, rule_of
from briefings.model import Address, Due, Entry
from tests.machines.outside import Taken

DAY = timedelta(days=1)
BACK = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Item:
    """A notice: of which milestone, for which local day, how many days ahead."""

    ref: str
    day: date
    lead: int


@dataclass
class Sub:
    """A subscription; `told` is the last local day that came up, `tried` what later ones held at first."""

    id: int
    topic: str
    hour: time
    zone: str
    leads: tuple[int, ...] | None
    told: date
    tried: dict[date, frozenset[Item]] = field(default_factory=dict)

    def slot(self, day: date) -> datetime:
        """The instant at which a local day comes up."""
        return datetime.combine(day, self.hour, ZoneInfo(self.zone)).astimezone(UTC)

    def today(self, now: datetime) -> date:
        """The local day."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def items(self, day: date, entries: Sequence[Entry]) -> Iterator[Item]:
        """What it is told on a local day."""
        for one in milestones(entries, day, day + 45 * DAY):
            lead = (one.day - day).days
            leads = self.leads if self.leads is not None and rule_of(one).chosen else one.leads
            if lead in leads and (not self.topic or about(one.entry, self.topic)):
                yield Item(one.ref, day, lead)


@dataclass
class Chat:
    """A chat as it sees itself."""

    address: Address
    subs: dict[str, Sub] = field(default_factory=dict)
    awake: bool = True
    owed: set[Item] = field(default_factory=set)
    taken: list[Taken] = field(default_factory=list)
    joined: int = 0
    """How much of what was taken was taken before two chats became one: both may have heard a thing."""
    given: set[int] = field(default_factory=set)
    """Subscriptions that came with chats that became one with it."""

    def begin(self, last: date | None, now: datetime, whose: Iterable[Sub]) -> None:
        """These subscriptions begin with today, or after the day that the chat heard of last."""
        for sub in whose:
            sub.told = max(sub.today(now) - DAY, last or date.min)
            sub.tried = {}

    def sleep(self) -> None:
        """Nobody can reach it."""
        self.awake = False
        self.owed = set()

    def come_up(self, now: datetime, last: date | None, entries: Sequence[Entry]) -> None:
        """Look at the days that have come up: what they hold now is what will be owed."""
        for sub in self.subs.values() if self.awake else ():
            day = sub.told + DAY
            while sub.slot(day) <= now:
                if day not in sub.tried:
                    done = last is not None and last >= day
                    sub.tried[day] = frozenset(() if done else sub.items(day, entries))
                day += DAY

    def turn(self, now: datetime) -> None:
        """A tick has planned what had come up."""
        for sub in self.subs.values() if self.awake else ():
            for day in sorted(sub.tried):
                if sub.slot(day) <= now:
                    items = sub.tried.pop(day)
                    self.owed |= items if sub.slot(day) > now - BACK else set()
                    sub.told = max(sub.told, day)

    def forget(self, alive: set[str]) -> None:
        """Milestones that no document tells any more are owed to nobody."""
        self.owed = {item for item in self.owed if item.ref in alive}
        for sub in self.subs.values():
            sub.tried = {
                day: frozenset(item for item in items if item.ref in alive)
                for day, items in sub.tried.items()
            }

    def unpaid(self) -> set[Item]:
        """What is owed and was not told, neither when it was due nor by a later notice of it."""
        told = [(due.milestone.ref, due.told) for taken in self.taken for due in taken.items]
        return {item for item in self.owed if not any(r == item.ref and d >= item.day for r, d in told)}


def repeated(chat: Chat) -> list[str]:
    """What a chat was told twice where the later message does not say that it may be a repeat."""
    faults, days, items = [], set[str](), set[tuple[str, int]]()
    for taken in chat.taken[chat.joined :]:
        if taken.repeat:
            pass
        elif taken.slot in days:
            faults.append(f"a second digest of {taken.slot}")
        else:
            faults += [f"{due.milestone.ref} once more" for due in taken.items if _key(due) in items]
        days.add(taken.slot)
        items |= {_key(due) for due in taken.items}
    return faults


def _key(due: Due) -> tuple[str, int]:
    return due.milestone.ref, due.lead
