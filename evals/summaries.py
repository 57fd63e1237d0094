"""How much of a summary written by hand our chosen sentences hold, beside lead and sumy's summarizers."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.table import Row
from briefings.model import Document
from briefings.reading import read
from briefings.script import chinese
from briefings.study import study
from briefings.summary import length, lines_of, summary, told_by
from briefings.words import analyse
from evals.labelled import FOLDER, Label

PARTS = (
    "en-tune", "en-measured", "zh-tune", "zh-measured", "halves-tune", "highlights-tune", "meetings-tune",
)  # fmt: skip
ELSEWHERE = ("BBC news", "CNN", "QMSum")
INSTALLED = all(importlib.util.find_spec(name) for name in ("rouge_score", "sumy"))


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of a labelled text, its title, and what is asked of it."""

    lines: tuple[str, ...]
    title: str
    topic: str


Chooser = Callable[[Text, int], Iterable[int]]
"""A text and a budget of words to the sentences that are chosen."""


def rows(shared: Path) -> list[Row]:
    """ROUGE-1 F for each part and peer, all at the length of the summary written by hand."""
    del shared
    found = []
    for part in PARTS if INSTALLED else ():
        labels = list(_labels(part))
        tokens = ", characters" if part.startswith("zh") else ""
        what = f"summaries {part}, ROUGE-1 F{tokens}, {len(labels)} texts"
        ours = score(labels, _ours)
        found += [Row(what, ours, name, score(labels, peer), "") for name, peer in _peers().items()]
    return [*found, *(Row(f"summaries {name}: judged elsewhere", None, "–", None, "") for name in ELSEWHERE)]


def score(labels: Sequence[Label], chooser: Chooser) -> float:
    """The mean ROUGE-1 F of what is chosen."""
    return sum(_rouge(label, chooser) for label in labels) / max(1, len(labels))


def _labels(part: str) -> Iterator[Label]:
    for line in (FOLDER / "summaries" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@cache
def _document(name: str) -> Document:
    """The article of a labelled page."""
    path = next(path for path in (FOLDER / "documents").glob(f"*/{name}.*") if path.suffix in {".txt", ".md"})
    source = next(iter(read(path.name, path.read_bytes())))
    assert not isinstance(source, Exception)
    return study(source, id=name)[0]


def _text(label: Label) -> Text:
    if "text" in label:
        lines, title = lines_of(label["text"])
        return Text(tuple(line.text for line in lines), title, label["topic"])
    document = _document(label["document"])
    return Text(tuple(passage.text for passage in told_by(document)), document.title, label["topic"])


def _rouge(label: Label, chooser: Chooser) -> float:
    from rouge_score.rouge_scorer import RougeScorer

    text = _text(label)
    chosen = " ".join(text.lines[at] for at in chooser(text, length(label["summary"])))
    tokens = _Characters() if chinese(label["summary"]) else None
    scorer = RougeScorer(["rouge1"], use_stemmer=True, tokenizer=tokens)
    return float(scorer.score(label["summary"], chosen)["rouge1"].fmeasure)


class _Characters:
    """Chinese as single characters, other scripts as words."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall("[a-z0-9.]+|[\u3400-\u9fff]", text.lower())


def _ours(text: Text, words: int) -> Iterable[int]:
    return summary(text.lines, words=words, topic=text.topic, title=text.title)


def _lead(text: Text, words: int) -> Iterable[int]:
    return _filled(range(len(text.lines)), text.lines, words)


def _filled(ranked: Iterable[int], lines: Sequence[str], words: int) -> list[int]:
    """The best sentences within a budget, as ours are: the last one over it by less than half of itself."""
    taken = []
    for at in ranked:
        if (size := length(lines[at])) / 2 <= words:
            taken.append(at)
            words -= size
    return sorted(taken)


def _peers() -> dict[str, Chooser]:
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    return {"lead": _lead, "TextRank": _sumy(TextRankSummarizer), "LexRank": _sumy(LexRankSummarizer)}


def _sumy(summarizer: Any) -> Chooser:
    """One of sumy's, with its own stems and stop words; Chinese in pairs of characters."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    class Words:
        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(re.findall("[a-z0-9]+", text.lower())) if text.isascii() else analyse(text)

    def choose(text: Text, words: int) -> list[int]:
        own = summarizer(Stemmer("english"))
        own.stop_words = get_stop_words("english")
        ranked: list[int] = []

        def every(rated: Any) -> Any:
            ranked.extend(each.order for each in rated)
            return rated

        own(ObjectDocumentModel([Paragraph([Sentence(line, Words()) for line in text.lines])]), every)
        return _filled(ranked, text.lines, words)

    return choose
