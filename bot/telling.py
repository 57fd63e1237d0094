"""What the command line shows of an answer, and a sentence as a row of JSON."""

from __future__ import annotations

import json
from typing import Any

from briefings.answering import Answer
from briefings.model import Hit


def sentence(hit: Hit) -> dict[str, Any]:
    """A sentence of the batch format."""
    return {
        "document": hit.passage.document,
        "ref": hit.passage.ref,
        "char": [hit.passage.start, hit.passage.end],
        "text": hit.passage.text,
        "score": round(hit.score, 4),
    }


def show_answer(name: str, given: Answer, as_json: bool) -> None:
    """An answer or a refusal: one JSON line, or its sentences."""
    if as_json:
        print(json.dumps(_answered(name, given), ensure_ascii=False))
        return
    if given.read_as or given.did_you_mean:
        print(f"Read as: {given.read_as or given.did_you_mean}")
    if not given.sentences:
        lacks = f" Not found with the rest: {', '.join(given.missing)}." if given.missing else ""
        print(f"No sentence answers this.{lacks}" + (" Related:" if given.hits else ""))
    elif given.value:
        print(given.value)
    for hit in given.sentences or given.hits[:3]:
        print(f"{hit.passage.text}\n    {hit.passage.ref} · {hit.title}")


def _answered(name: str, given: Answer) -> dict[str, Any]:
    """One line of the batch format; `answer` is null where the question is refused."""
    told = None
    if given.sentences:
        first = sentence(given.sentences[0])
        told = {"text": first["text"], "value": given.value} | {
            key: first[key] for key in ("document", "ref", "char")
        }
    rows = list(map(sentence, given.hits))
    missing = list(given.missing)
    return {"id": name, "hits": rows, "answer": told, "missing": missing, "did_you_mean": given.did_you_mean}
