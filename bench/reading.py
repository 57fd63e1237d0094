"""How fast text becomes dated facts, beside dateparser's search over the same sentences."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from dateparser.search import search_dates

from bench.material import page, sentences
from bench.table import Row, seconds
from briefings.model import Source
from briefings.reading import read
from briefings.study import study
from evals.labelled import documents

SAMPLE = 60
PEER = "dateparser search_dates"
UNIT = "sentences/s of one core"


def rows() -> list[Row]:
    """Sentences a second on one core: made-up news, labelled documents, and one document of 10 MB."""
    lines = sentences(SAMPLE)
    theirs = SAMPLE / _busy(lambda: [search_dates(line, languages=["en"]) for line in lines], 1)
    small, large = page(2_000), page(100_000)
    size = f"{len(large) / 1e6:.0f} MB"
    ours = _rate([small.encode()])
    whole = _rate([large.encode()], times=1)
    return [
        Row("text to facts, 2,000 sentences", ours, PEER, theirs, UNIT),
        Row(f"text to facts, {size} in one document", whole, "itself at 2,000", ours, UNIT),
        Row("text to facts, labelled English documents", _rate(_labelled("en")), PEER, theirs, UNIT),
        Row("text to facts, labelled Chinese documents", _rate(_labelled("zh")), "–", None, UNIT),
    ]


def _busy(work: Callable[[], object], times: int) -> float:
    """Seconds of processor time: neither side uses a second core, and other programs do not count."""
    return seconds(work, times, time.process_time)


def _labelled(language: str) -> list[bytes]:
    return [data for part in ("first", "tune") for _, _, data in documents(part, language)]


def _rate(files: Sequence[bytes], times: int = 3) -> float:
    """Sentences a second over all files, the whole way from bytes to facts."""
    count = sum(_read(data) for data in files)
    return count / _busy(lambda: [_read(data) for data in files], times)


def _read(data: bytes) -> int:
    """The whole way from bytes to facts; returns the number of sentences."""
    sources = (source for source in read("page.txt", data) if isinstance(source, Source))
    return sum(len(document.passages) for source in sources for document in study(source, id="page"))
