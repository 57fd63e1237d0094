"""The amounts of table rows: each cell with the unit of its cell, its row or its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefings.figures.amount import Amount
from briefings.figures.amounts import amounts
from briefings.figures.heads import NOT_COUNTED
from briefings.figures.money import CODES
from briefings.figures.nouns import plural, singular
from briefings.figures.standing import year_like_value
from briefings.figures.units import MEASURED, unit_after
from briefings.sentences import fold

LONGEST = 2_000

_CELL = re.compile(r"[^|\n]+")
_COLUMN = re.compile(r"(?:[^ \t\n]|[ ](?![ \t]))+")
_LINE = re.compile(r"[^\n]+")
_ONLY = re.compile(r"[\s()*†‡+~–-]*")
_NEGATIVE = re.compile(r"\s*(?:\(.*\)|[-−–]\s?[^\s].*)\s*\Z")
_SCALE = re.compile(r"(?i)(?<![a-z])(million|mn|billion|bn|thousand|m)(?:s of)?(?![a-z])|['’]?000s?\b")
_SCALES = {"million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3}
_WORD_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z%€£$°]")
_LABELLED = re.compile(r"[A-Za-z\u3400-\u9fff]|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """What the words over or beside a cell say of it: a unit, and what its number is to be multiplied by."""

    unit: str | None
    factor: float


NOTHING = Measure(None, 1.0)


def rows(text: str) -> Iterator[list[tuple[int, int]]]:
    """The spans of the cells of each line that may be a row; a row has two cells at least."""
    if len(text) > LONGEST or ("|" not in text and "  " not in text and "\t" not in text):
        return
    for line in _LINE.finditer(text):
        pattern = _CELL if "|" in line.group() else _COLUMN
        every = pattern.finditer(text, *line.span())
        found = [each.span() for each in every if each.group().strip(" \t-:")]
        if len(found) > 1:
            yield found


def cells(text: str, row: Sequence[tuple[int, int]], heads: Sequence[str]) -> list[tuple[Amount, str]]:
    """The amounts of the cells that hold nothing else, with the row's label as their subject.

    `heads` are the headings over the row. Empty where it is no row of numbers: without a label, or, where
    only blanks part its cells, with a cell of other words.
    """
    label = text[slice(*row[0])]
    if not _LABELLED.search(label) or (text[row[0][1] : row[1][0]].isspace() and any(amounts(label))):
        return []
    found: list[tuple[Amount, str]] = []
    beside, table = _measure(label), _measure(heads[0]) if heads else NOTHING
    for at, (start, end) in enumerate(row[1:], 1):
        head = heads[at] if at < len(heads) else ""
        amount = _cell(text, start, end)
        if amount is None and text[row[0][1] : row[1][0]].isspace():
            return []
        if amount and (amount.unit or not year_like_value(amount.value)):
            noun = _noun(label) or _noun(head)
            about = fold(label if _noun(label) or not noun else head).strip(" *:")
            found.append((_with(amount, noun, [beside, _measure(head), table]), about))
    return found


def _cell(text: str, start: int, end: int) -> Amount | None:
    """The one amount that a cell holds and nothing else."""
    cell = text[start:end]
    every = list(amounts(cell))
    if len(every) != 1:
        return None
    (amount,) = every
    if not _ONLY.fullmatch(cell[: amount.start]) or not _ONLY.fullmatch(cell[amount.end :]):
        return None
    value = -amount.value if amount.value > 0 and _NEGATIVE.match(cell) else amount.value
    return replace(
        amount,
        start=start + amount.start,
        number=start + amount.number,
        end=start + amount.end,
        value=value,
        noun=None,
    )


def _with(amount: Amount, noun: str | None, measures: Sequence[Measure]) -> Amount:
    """The amount with the unit of its cell, else of its row, else of its column, else of its table."""
    if amount.unit:
        return amount
    if noun and measures[0].unit is None and measures[1].unit is None:
        return replace(amount, unit=noun, standing=True)
    told = next((measure for measure in measures if measure.unit), NOTHING)
    return replace(amount, unit=told.unit, value=float(f"{amount.value * told.factor:.12g}"), standing=True)


def _noun(label: str) -> str | None:
    """What a row counts: "Employees at sea"."""
    words = re.findall(r"[A-Za-z'’-]+", label)
    noun = next((word.lower() for word in words if plural(word)), None)
    return singular(noun) if noun and noun not in NOT_COUNTED else None


def _measure(words: str) -> Measure:
    """The unit and the scale that a heading or a label gives: "EUR million", "Share, %", "Grid (km)"."""
    unit = next((code for code in CODES if code in words), None)
    starts = [match.start() for match in _WORD_START.finditer(words)] if unit is None else []
    for at in starts:
        found = unit_after(words, at)
        if found and (at == 0 or words[at - 1] in "( " or found[0] == "percent") and found[0] in MEASURED:
            unit = found[0]
            break
    scale = _SCALE.search(words)
    factor = _SCALES.get((scale.group(1) or "thousand").lower(), 1.0) if scale else 1.0
    return Measure(unit, factor) if unit else NOTHING
