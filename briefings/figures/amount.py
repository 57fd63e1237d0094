"""What an amount in a sentence is, before it is told of which document and passage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence; `start:end` span it, `number` is where its digits begin.

    `noun` is the span of the counted noun phrase. `lasting` says that it is an age or a length in days
    or hours, which stays an amount where the same words are a date. `them` marks "three of them". A bare
    number has no unit; `standing` says that it is an amount even where nothing around it gives one; `like` is
    where the digits of the amount begin that it is compared or listed with, and so takes its unit from.
    """

    start: int
    number: int
    end: int
    value: float
    upper: float | None
    unit: str | None
    hedge: str | None
    noun: tuple[int, int] | None = None
    lasting: bool = False
    them: bool = False
    standing: bool = False
    like: int | None = None
