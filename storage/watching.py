"""Those that carry jobs watch each other: who falls silent is given up, and others do what it left."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.executors import Executors
from storage.queue import Backlog
from storage.tolls import Tolls


class Watch:
    """What one process saw of the others.

    It goes by its own stopwatch and by whether a row changes, never by what time it is elsewhere: clocks
    of two machines differ, and one that jumps must not bury the living.
    """

    def __init__(
        self, executors: Executors, backlog: Backlog, tolls: Tolls, executor: str, silence: float
    ) -> None:
        self._executors, self._backlog, self._tolls = executors, backlog, tolls
        self._me, self._silence = executor, silence
        self._seen: dict[str, tuple[datetime | None, float]] = {}
        self._last: float | None = None

    def look(self, now: datetime, seconds: float) -> int:
        """Hand on the jobs of those that have been silent for too long; how many jobs.

        `seconds` is a stopwatch that runs on. After a gap in its own looking a process trusts nothing
        that it saw before: it may have been the one that was cut off.
        """
        if self._last is not None and seconds - self._last > self._silence / 2:
            self._seen.clear()
        self._last = seconds
        beats = self._beats()
        self._seen = {
            id: (beat, self._seen[id][1] if id in self._seen and self._seen[id][0] == beat else seconds)
            for id, beat in beats.items()
        }
        quiet = [id for id in beats if seconds - self._seen[id][1] >= self._needed(beats[id], now)]
        return sum(self._give_up(id, beats[id], now) for id in quiet)

    def bury_all(self, now: datetime) -> int:
        """Hand on the jobs of everybody else: only for one that knows itself alone."""
        return sum(self._give_up(id, beat, now) for id, beat in self._beats().items())

    def _needed(self, beat_at: datetime | None, now: datetime) -> float:
        """Seconds for which we must have seen one silent: fewer where its row is old by our time too.

        Else none that is itself replaced every few seconds could ever take over from another. The living
        are heard of in that time as well, so that clocks that differ still bury nobody.
        """
        old = beat_at is not None and beat_at <= now - timedelta(seconds=self._silence)
        return self._silence / 3 if old else self._silence

    def _beats(self) -> dict[str, datetime | None]:
        """When each of the others was last heard of; one that has jobs but no row was never heard of."""
        beats: dict[str, datetime | None] = dict.fromkeys(self._backlog.carriers())
        beats.update({one.id: one.beat_at for one in self._executors.all()})
        beats.pop(self._me, None)
        return beats

    def _give_up(self, id: str, beat_at: datetime | None, now: datetime) -> int:
        if not self._executors.give_up(id, beat_at, now):
            return 0
        if left := self._backlog.keys(id):
            self._tolls.suspect(left, now)
        count = self._backlog.hand_on(id)
        self._executors.leave(id)
        self._seen.pop(id, None)
        return count
