"""How fast one chat may be written to: Telegram's limits, kept for everything that this process sends."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

GAP = 1.0  # seconds between two messages to one chat
MINUTE = 60.0
MOST = 20  # messages a minute to a group or channel
SWEEP = 1024  # chats that are remembered before those that may be written to again are forgotten

Chat = int | str


@dataclass(slots=True)
class Pace:
    """Gives each message to a chat its moment; any thread may ask. `time` tells seconds that only grow."""

    time: Callable[[], float] = monotonic
    _next: dict[Chat, float] = field(default_factory=dict, init=False)
    _minutes: dict[Chat, deque[float]] = field(default_factory=dict, init=False)
    _roomy: int = field(default=SWEEP, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def wait(self, chat: Chat) -> float:
        """Seconds until the next message to this chat may leave."""
        free = self._next.get(chat, 0.0)
        minute = self._minutes.get(chat)
        if minute and len(minute) == MOST:
            free = max(free, minute[0] + MINUTE)
        return max(0.0, free - self.time())

    def take(self, chat: Chat) -> float:
        """Take the next moment for a message; the seconds until then."""
        with self._lock:
            wait = self.wait(chat)
            at = self.time() + wait
            if len(self._next) >= self._roomy:
                self._forget()
            self._next[chat] = at + GAP
            if _many(chat):
                self._minutes.setdefault(chat, deque(maxlen=MOST)).append(at)
            return wait

    def arrived(self, chat: Chat) -> None:
        """A message was answered just now: the gap counts from here, for the network is no clock."""
        with self._lock:
            self._next[chat] = max(self._next.get(chat, 0.0), self.time() + GAP)

    def _forget(self) -> None:
        """Drop the chats for which no limit counts any more."""
        now = self.time()
        self._next = {chat: free for chat, free in self._next.items() if free > now}
        self._minutes = {chat: sent for chat, sent in self._minutes.items() if sent[-1] + MINUTE > now}
        self._roomy = max(SWEEP, 2 * len(self._next))


def _many(chat: Chat) -> bool:
    """Whether a chat is a group or channel: a negative number, or a public name."""
    return isinstance(chat, str) or chat < 0
