"""What a long run came to: which promises held, and the figures beside them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SETTLED = ("held", "dead", "skipped")


@dataclass
class Event:
    """A fault: what it was, when (Unix time) it began and ended, and which chats it left in flight."""

    what: str
    at: float
    until: float
    flying: tuple[int, ...] = ()


@dataclass
class Account:
    """Everything that one scenario has to answer for."""

    name: str
    owed: Mapping[int, float]
    single: frozenset[int]
    accepted: Mapping[int, Sequence[dict[str, Any]]]
    states: Mapping[int, tuple[str, str]]
    events: Sequence[Event]
    calm_until: float
    counts: Mapping[str, int]
    fell: Sequence[str]
    left: Sequence[float]
    troubles: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[int]:
        """Chats that got nothing, without anybody being told why."""
        return [
            chat
            for chat in self.owed
            if chat not in self.accepted and self.states.get(chat, ("", ""))[0] not in SETTLED
        ]

    @property
    def doubled(self) -> list[int]:
        """Chats that got more than one message which does not say that it may be a repeat."""
        return [chat for chat, got in self.accepted.items() if sum(not one["repeat"] for one in got) > 1]

    @property
    def repeated(self) -> list[int]:
        """Chats that got more than one message, all but one labelled."""
        return [chat for chat, got in self.accepted.items() if len(got) > 1]

    @property
    def by_us(self) -> list[int]:
        """Of those, the ones whose platform had answered as it should: our processes were the reason."""
        return [chat for chat in self.repeated if not any(one["how"] for one in self.accepted[chat])]

    @property
    def needless(self) -> list[int]:
        """Chats whose only message says that it may be a repeat."""
        return [chat for chat, got in self.accepted.items() if len(got) == 1 and got[0]["repeat"]]

    @property
    def strangers(self) -> list[int]:
        """Chats that got something and were owed nothing."""
        return [chat for chat in self.accepted if chat not in self.owed]

    def kills(self) -> Counter[str]:
        """How many processes were killed, by role."""
        return Counter(
            each.what.removeprefix("kill ") for each in self.events if each.what.startswith("kill ")
        )

    def takeovers(self) -> list[tuple[float, bool]]:
        """Seconds from a kill to the message that another sent instead; whether no other fault was near."""
        found = []
        for kill in self.events:
            for chat in kill.flying if kill.what.startswith("kill ") else ():
                later = [one["at"] for one in self.accepted.get(chat, ()) if one["at"] > kill.at]
                if later:
                    took = min(later) - kill.at
                    found.append((took, not self._disturbed(kill, kill.at + took)))
        return found

    def _disturbed(self, kill: Event, until: float) -> bool:
        """Whether something else went wrong between a kill and when its messages were sent."""
        return any(
            each is not kill and each.at < until and each.until > kill.at
            for each in self.events
            if not (each.what.startswith("kill ") and each.at == kill.at)
        )

    def waits(self, calm: bool) -> list[float]:
        """Seconds from when a single message was due to when it first arrived."""
        return [
            max(0.0, min(one["at"] for one in self.accepted[chat]) - since)
            for chat, since in self.owed.items()
            if chat in self.single and chat in self.accepted and (since < self.calm_until) is calm
        ]

    def broken(self) -> Iterator[str]:
        """Each promise that did not hold, with where to look."""
        for what, chats in (
            ("lost", self.lost),
            ("doubled without a label", self.doubled),
            ("sent to somebody who was owed nothing", self.strangers),
        ):
            for chat in chats[:20]:
                rows = json.dumps(list(self.accepted.get(chat, ())))
                yield f"{self.name}: {what}: chat {chat}, ledger {self.states.get(chat)}, accepted {rows}"
            if len(chats) > 20:
                yield f"{self.name}: {what}: {len(chats)} chats in all"
        yield from (f"{self.name}: {what}" for what in (*self.fell, *self.troubles))


def accepted(book: Path) -> dict[int, list[dict[str, Any]]]:
    """What a platform wrote down, by chat, in the order in which it was accepted."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in book.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["chat"]].append(row)
    return dict(found)


def rows(account: Account) -> Iterator[tuple[str, str]]:
    """The figures of a scenario, each with its name."""
    kills, others = account.kills(), Counter(e.what for e in account.events if not e.what.startswith("kill "))
    yield "kills", f"{sum(kills.values())}: " + ", ".join(f"{role} {n}" for role, n in sorted(kills.items()))
    yield "other faults", ", ".join(f"{what} {n}" for what, n in sorted(others.items()))
    yield "owed", str(len(account.owed))
    yield "accepted", str(sum(map(len, account.accepted.values())))
    yield "lost (0)", str(len(account.lost))
    yield "doubled without a label (0)", str(len(account.doubled))
    by_us = len(account.by_us)
    yield "doubled with a label", f"{len(account.repeated)}, {by_us} of them not by the platform's own faults"
    carriers = sum(n for role, n in kills.items() if role in {"worker", "all"})
    yield "repeats a kill of one that sends (≤ 2)", f"{by_us / max(1, carriers):.2f}"
    yield "labelled needlessly", str(len(account.needless))
    takeovers = account.takeovers()
    alone = [took for took, calm in takeovers if calm]
    yield "takeover, nothing else wrong (≤ 45 s)", _spread(alone)
    yield "takeover, all", _spread([took for took, _ in takeovers])
    yield "due → first send in calm (p95 ≤ 2 s)", _spread(account.waits(calm=True))
    yield "due → first send under fire", _spread(account.waits(calm=False))
    yield "429 outside storms (0)", str(account.counts.get("too fast", 0))
    yield "stop when asked (≤ 10 s)", _spread(account.left)
    yield "ledger", ", ".join(f"{s} {n}" for s, n in Counter(s for s, _ in account.states.values()).items())


def _spread(seconds: Sequence[float]) -> str:
    """Median, 95th percentile and worst of some times."""
    if not seconds:
        return "–"
    ordered = sorted(seconds)
    p50, p95 = (ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95))
    return f"p50 {p50:.1f} s, p95 {p95:.1f} s, worst {ordered[-1]:.1f} s of {len(ordered)}"


def show(accounts: Sequence[Account]) -> int:
    """Print the table and what broke; the exit code."""
    tables = [dict(rows(account)) for account in accounts]
    print("| |", " | ".join(account.name for account in accounts), "|")
    print("|---" * (len(accounts) + 1) + "|")
    for name in tables[0]:
        print(f"| {name} |", " | ".join(table[name] for table in tables), "|")
    broken = [line for account in accounts for line in account.broken()]
    print("\n".join(["", *broken]) if broken else "\nevery promise held")
    return 1 if broken else 0
