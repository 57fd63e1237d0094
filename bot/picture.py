"""A picture as a value: rows to be drawn, each with the sentences that prove it; `charts` draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.model import Evidence, Grade
from briefings.tongue import _, ngettext

ALT = 600
"""Characters of the text that stands for a picture."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time to draw, from `first` to `last`, both included; None where the text leaves that side open.

    `said` is the time and `what` that of which it is the time, in the words of the list beside the picture;
    `notes` are the words that stand behind it there, `firm` is the word for its grade. `due`: to be done by
    then. Evidence is as that of a `Line`.
    """

    said: str
    what: str
    first: date | None
    last: date | None
    grade: Grade
    firm: str = ""
    notes: tuple[str, ...] = ()
    due: bool = False
    evidence: tuple[Evidence, ...] = ()
    needs: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount to draw: `value`, up to `upper` where it is a range, in a unit whose title is `unit`.

    `said` is the amount in its text's words with its reservation (about, over); the rest as in a `Stretch`.
    """

    said: str
    what: str
    value: float
    unit: str
    grade: Grade
    firm: str = ""
    notes: tuple[str, ...] = ()
    upper: float | None = None
    evidence: tuple[Evidence, ...] = ()
    needs: int | None = None

    @property
    def size(self) -> float:
        """How far its bar reaches."""
        return self.value if self.upper is None else max(self.value, self.upper)


Drawn = Stretch | Bar


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of rows that the same card tells in words, all of one sort; `today` is where its line stands.

    `command` is what is typed to get it, and by its first word the picture is named. It is drawn when it
    leaves, so that a row which lost its proof is not in it.
    """

    title: str
    rows: tuple[Drawn, ...]
    command: str
    today: date | None = None

    @property
    def name(self) -> str:
        """A file's name without its ending: `timeline`."""
        verb = "".join(char for char in self.command.partition(" ")[0] if char.isascii() and char.isalpha())
        return verb or "picture"

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The times to draw."""
        return tuple(row for row in self.rows if isinstance(row, Stretch))

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The amounts to draw."""
        return tuple(row for row in self.rows if isinstance(row, Bar))

    @property
    def alt(self) -> str:
        """What the picture shows, in a sentence, for those who can't see it."""
        told: list[str] = []
        for row in self.rows:
            words = " ".join(f"{row.said} {row.what}".split())[:160]
            if told and sum(map(len, told)) + len(words) > ALT - 160:
                break
            told.append(words)
        said = _("; ").join(told)
        if left := len(self.rows) - len(told):
            more = ngettext("{said}; and {number} more", "{said}; and {number} more", left)
            said = more.format(said=said, number=left)
        kind = _("Bar chart: {said}") if self.bars else _("Timeline: {said}")
        return kind.format(said=said)
