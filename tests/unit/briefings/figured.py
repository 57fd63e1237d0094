"""The amounts of a text, as the whole reading of its sentences gives them."""

from __future__ import annotations

from briefings.figures import figures
from briefings.model import Figure, Passage
from briefings.sentences import fold, sentences


def figured(text: str) -> tuple[Figure, ...]:
    """The figures of a text without dates; each one's offsets hold its own words."""
    spans = list(sentences(text, 0, len(text)))
    passages = [Passage("d", 1, n, a, b, fold(text[a:b])) for n, (a, b) in enumerate(spans, 1)]
    every = figures(passages, (), text)
    assert all(text[figure.start : figure.end] == figure.text != "" for figure in every)
    return every


def told(text: str) -> list[tuple[float, str | None]]:
    """Value and unit of each amount of a text; a range gives both its ends."""
    return [(end, f.unit) for f in figured(text) for end in (f.value, f.upper) if end is not None]
