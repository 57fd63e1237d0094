"""How fast text becomes dated facts, beside dateparser's search over the same sentences."""

from __future__ import annotations

from dateparser.search import search_dates

from bench.material import page, sentences
from bench.table import Row, seconds
from briefings.reading import read
from briefings.study import study

SAMPLE = 60


def rows() -> list[Row]:
    """Sentences a second, ours on 2,000 of them and the peer's on a sample; and growth with size."""
    few, many = page(2_000), page(20_000)
    ours = 2_000 / seconds(lambda: _read(few))
    large = 20_000 / seconds(lambda: _read(many), times=1)
    lines = sentences(SAMPLE)
    theirs = SAMPLE / seconds(lambda: [search_dates(line, languages=["en"]) for line in lines], times=1)
    return [
        Row("text to facts, 2,000 sentences", ours, "dateparser search_dates", theirs, "sentences/s"),
        Row("text to facts, 20,000 sentences", large, "itself at 2,000", ours, "sentences/s"),
    ]


def _read(text: str) -> int:
    """The whole way from bytes to facts; returns the number of facts."""
    found = 0
    for source in read("page.txt", text.encode()):
        found += sum(len(document.facts) for document in study(source, id="page"))  # type: ignore[arg-type]
    return found
