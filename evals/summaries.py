"""How much of a summary written by hand our chosen sentences hold, beside lead and sumy's summarizers."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench.table import Row
from briefings.model import Document
from briefings.reading import read
from briefings.study import study
from briefings.summary import length, summary, told_by
from briefings.words import analyse
from evals.labelled import FOLDER, Label

PARTS = ("en-tune", "en-measured", "zh-tune", "zh-measured")
ELSEWHERE = ("BBC news", "CNN", "QMSum")
INSTALLED = all(importlib.util.find_spec(name) for name in ("rouge_score", "sumy"))

Chooser = Callable[[Sequence[str], int, Label], Iterable[int]]
"""Sentences, a budget of words and the label to the sentences that are chosen."""


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


def _rouge(label: Label, chooser: Chooser) -> float:
    from rouge_score.rouge_scorer import RougeScorer

    document = _document(label["document"])
    lines = [passage.text for passage in told_by(document)]
    chosen = " ".join(lines[at] for at in chooser(lines, length(label["summary"]), label))
    chinese = document.language.startswith("zh")
    scorer = RougeScorer(["rouge1"], use_stemmer=True, tokenizer=_Characters() if chinese else None)
    return float(scorer.score(label["summary"], chosen)["rouge1"].fmeasure)


class _Characters:
    """Chinese as single characters, other scripts as words."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall("[a-z0-9.]+|[\u3400-\u9fff]", text.lower())


def _ours(lines: Sequence[str], words: int, label: Label) -> Iterable[int]:
    title = _document(label["document"]).title
    return summary(lines, words=words, topic=label["topic"], title=title)


def _lead(lines: Sequence[str], words: int, _: Label) -> Iterable[int]:
    return _filled(range(len(lines)), lines, words)


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

    def choose(lines: Sequence[str], words: int, _: Label) -> list[int]:
        own = summarizer(Stemmer("english"))
        own.stop_words = get_stop_words("english")
        ranked: list[int] = []

        def every(rated: Any) -> Any:
            ranked.extend(each.order for each in rated)
            return rated

        own(ObjectDocumentModel([Paragraph([Sentence(line, Words()) for line in lines])]), every)
        return _filled(ranked, lines, words)

    return choose
