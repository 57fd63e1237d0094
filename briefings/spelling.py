"""Slips of the keyboard: the words that one slip away, and how many slips lie between two words."""

from __future__ import annotations

import re

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORT, LONG = 4, 7
"""Letters from which on a word is looked at, and from which on two slips are."""

_PLAIN = re.compile(r"[a-z]{4,40}")


def corrigible(word: str) -> bool:
    """Whether a folded word may be a slip: plain letters, and enough of them to tell."""
    return _PLAIN.fullmatch(word) is not None


def slips(word: str) -> list[str]:
    """Every word one slip away: a letter missing, changed places, doubled or left out, or another one.

    Of short words only letters that changed places or that are missing, since any others make another word.
    """
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1]
    missing = [a + letter + b for a, b in halves for letter in LETTERS]
    if len(word) <= SHORT:
        return [*swapped, *missing]
    extra = [a + b[1:] for a, b in halves if b]
    other = [a + letter + b[1:] for a, b in halves if b for letter in LETTERS]
    return [each for each in (*swapped, *missing, *extra, *other) if each != word]


def distance(one: str, other: str, most: int = 2) -> int:
    """How many slips part two words; `most` + 1 where they are more than `most`.

    Letters that changed places are one slip (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
