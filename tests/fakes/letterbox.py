"""An inbox without a store behind it, for desks that only answer."""

from __future__ import annotations

from collections.abc import Sequence

from storage.inbox import Name, Settled, Update


class Letterbox:
    """Implements `bot.ports.Mail`; `fault` may be set to what it should fail with."""

    def __init__(self) -> None:
        self.waiting: dict[Name, Update] = {}
        self.names: list[Name] = []
        self.fault: Exception | None = None

    def record(self, arrived: Sequence[Update], settled: Sequence[Settled] = ()) -> Sequence[bool]:
        if self.fault:
            raise self.fault
        for done in settled:
            self.waiting.pop(done.name, None)
        return [self._new(update) for update in arrived]

    def left(self, platform: str, *, starting: bool = False) -> Sequence[Update]:
        return ()

    def begin(self, name: Name) -> int:
        return int(name in self.waiting)

    def keep(self, names: Sequence[Name]) -> None: ...

    def release(self, names: Sequence[Name]) -> None: ...

    def _new(self, update: Update) -> bool:
        if update.name in self.names:
            return False
        self.names.append(update.name)
        self.waiting[update.name] = update
        return True
