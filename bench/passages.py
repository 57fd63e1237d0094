"""Made-up passages by the million: words as rare as in prose, and questions on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

WORDS, SUBJECTS = 100_000, 5_000
PLAIN = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "is",
    "that",
    "for",
    "it",
    "as",
    "was",
    "with",
    "be",
    "by",
    "on",
    "not",
    "he",
    "his",
    "but",
    "at",
    "are",
    "this",
    "have",
    "from",
    "or",
    "had",
    "an",
    "they",
    "which",
    "one",
    "you",
    "were",
    "all",
    "her",
    "she",
    "there",
    "would",
    "their",
    "we",
    "him",
    "been",
    "has",
    "when",
    "who",
    "will",
    "no",
    "more",
    "if",
    "out",
    "so",
    "what",
    "up",
    "said",
    "its",
    "about",
    "than",
    "into",
    "them",
    "can",
    "only",
    "other",
    "time",
    "new",
    "some",
    "could",
    "these",
    "two",
    "may",
    "first",
    "then",
    "do",
    "any",
    "like",
    "my",
    "now",
    "over",
    "such",
    "our",
    "man",
    "me",
    "even",
    "most",
    "made",
    "after",
    "also",
    "did",
    "many",
    "off",
    "before",
    "must",
    "well",
    "back",
    "through",
    "years",
    "where",
    "much",
    "your",
    "way",
    "down",
    "should",
]
_SYLLABLES = [
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "ma",
    "ne",
    "pi",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "zu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
]
BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Question:
    """Words of a passage, in no order, and the number of the passage that they were taken from."""

    text: str
    passage: int


def _word(number: int) -> str:
    """A word that no other number has."""
    said, number = "", number + 20
    while number:
        said, number = said + _SYLLABLES[number % 20], number // 20
    return said


def passages(count: int, seed: int = 1) -> Iterator[list[str]]:
    """That many passages of 40 to 80 words, a batch at a time, the same in every run.

    Two words of five are plain ones; of the others a third belong to the passage's subject, and the rest are
    as frequent as in prose (Zipf's law).
    """
    dice = np.random.default_rng(seed)
    words = np.array([*PLAIN, *map(_word, range(WORDS))], dtype=object)
    often = np.cumsum(1 / np.arange(1, WORDS + 1))
    often /= often[-1]
    for start in range(0, count, BATCH):
        lengths = dice.integers(40, 81, min(BATCH, count - start))
        total = int(lengths.sum())
        told = len(PLAIN) + np.searchsorted(often, dice.random(total))
        subject = np.repeat(dice.integers(0, SUBJECTS, len(lengths)), lengths)
        kind = dice.random(total)
        near = len(PLAIN) + (1000 + subject * 20 + np.minimum(dice.geometric(0.15, total), 40)) % WORDS
        told = np.where(kind < 0.2, near, told)
        told = np.where(kind > 0.6, np.minimum(dice.geometric(0.05, total), len(PLAIN)) - 1, told)
        said = words[told]
        ends = np.cumsum(lengths)
        yield [" ".join(said[end - length : end]) for end, length in zip(ends, lengths, strict=True)]


def questions(batch: list[str], first: int, count: int, seed: int = 2) -> list[Question]:
    """Questions of two to six words on passages of a batch whose first has that number."""
    dice = np.random.default_rng([seed, first])
    found = []
    for place in dice.choice(len(batch), min(count, len(batch)), replace=False):
        words = sorted(set(batch[place].split()) - set(PLAIN))
        picked = dice.choice(words, min(len(words), int(dice.integers(2, 7))), replace=False)
        found.append(Question(" ".join(picked), first + int(place)))
    return found
