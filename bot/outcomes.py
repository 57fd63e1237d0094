"""What becomes of a delivery by what its platform said: settled, or waiting, or its chat's or lane's end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.ports import DeliveryError
from bot.tally import Tally
from storage.settling import Outcome, Taken

ATTEMPTS = 8
"""Attempts that failed before a delivery is given up."""
AGAIN = timedelta(seconds=25)
"""After which time credentials that were refused are tried once more."""
FLOODED = 3
"""Chats that are told to slow down, one after the other, before the whole lane does."""

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=1)
_DAY = 86_400.0


class Judge:
    """Decides for one slice; it remembers which chats it followed, and how many were told to slow down."""

    def __init__(self, tally: Tally, chance: Callable[[], float], hold: bool) -> None:
        self._tally = tally
        self._chance = chance
        self._hold = hold
        self._followed: set[int] = set()
        self._floods: deque[str] = deque(maxlen=FLOODED)

    def sent(self, taken: Taken, id: str, marks: tuple[str, ...]) -> Outcome:
        """It arrived."""
        self._floods.clear()
        self._tally.count("sent")
        return Outcome(taken, "sent", provider_id=id, marks=marks)

    def skipped(self, taken: Taken, why: str) -> Outcome:
        """There is nothing to send any more."""
        self._tally.count("skipped")
        return Outcome(taken, "skipped", why, charge=False)

    def hushed(self, taken: Taken, until: datetime) -> Outcome:
        """The chat's quiet hours hold it."""
        return Outcome(taken, "pending", "it waits for the end of quiet hours", until, charge=False)

    def late(self, taken: Taken, now: datetime) -> Outcome:
        """This process was frozen before it could send: it is somebody else's by now."""
        return Outcome(taken, "pending", "its process was asleep", next_at=now, charge=False)

    def failed(  # noqa: PLR0911 one way out for each thing that can be wrong
        self, taken: Taken, fault: DeliveryError, now: datetime
    ) -> Outcome:
        """It did not go out, or maybe did, as the platform judged it."""
        if fault.moved is not None and taken.id not in self._followed:
            self._followed.add(taken.id)
            return Outcome(taken, "pending", fault.why, next_at=now, charge=False, moved=fault.moved)
        if fault.permanent:
            self._tally.count("skipped")
            return Outcome(taken, "skipped", fault.why, asleep=fault.why)
        if fault.off:
            return self._off(taken, fault, now)
        if fault.retry_after is not None:
            return self._slowed(taken, fault, now)
        if fault.ambiguous and self._hold:
            self._tally.fail(f"{taken.address}: {fault.why}; it is held, because it may have arrived.")
            return Outcome(taken, "held", fault.why, repeat=True)
        if fault.refused or taken.attempt + 1 >= ATTEMPTS:
            self._tally.count("dead")
            self._tally.trouble(f"{taken.address}: given up: {fault.why}")
            return Outcome(taken, "dead", fault.why, repeat=fault.ambiguous)
        self._tally.fail(f"{taken.address}: {fault.why}; it is tried again.")
        until = now + self._backoff(taken.attempt)
        return Outcome(taken, "pending", fault.why, until, repeat=fault.ambiguous, moved=fault.moved)

    def _off(self, taken: Taken, fault: DeliveryError, now: datetime) -> Outcome:
        """The credentials are refused: nobody is sent anything until they are tried once more."""
        why = f"{taken.address.platform} refuses us: {fault.why}"
        self._tally.fail(why)
        return Outcome(taken, "pending", why, now, charge=False, lane_until=now + AGAIN, lane_off=why)

    def _slowed(self, taken: Taken, fault: DeliveryError, now: datetime) -> Outcome:
        """Told to wait: this chat does, and its lane where that is meant or chat after chat is told so."""
        until = now + timedelta(seconds=min(max(fault.retry_after or 0.0, 0.0), _DAY))
        self._floods.append(str(taken.address))
        everybody = fault.everywhere or len(set(self._floods)) == FLOODED
        return Outcome(
            taken,
            "pending",
            fault.why,
            until,
            repeat=fault.ambiguous,
            charge=False,
            lane_until=until if everybody else None,
        )

    def _backoff(self, attempt: int) -> timedelta:
        """Twice as long after each attempt, an hour at most, and spread so that chats do not come at once."""
        wait: timedelta = min(_FIRST * 2**attempt, _LONGEST)
        return wait * (0.5 + self._chance() / 2)
