"""Searches on the command line: how queries are read there, and how results are printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.arguments import query_of
from bot.commands import COMMANDS
from bot.grammar import parse
from bot.views.found import instead
from briefings.errors import Refused
from briefings.query import Query
from storage.answers import Results


def queries(batch: Path) -> list[tuple[str, str]]:
    """The (id, query) lines of a batch file."""
    try:
        lines = batch.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        return [(str(row["id"]), str(row["query"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(
            name=batch.name,
            why='it is not a file of {"id", "query"} lines',
            now="Write one JSON object a line.",
        ) from None


def typed(words: Sequence[str]) -> Query:
    """What stands on the command line as a query: the same operators and keys as in a chat."""
    keys = {command.verb: command.keys for command in COMMANDS}
    return query_of(parse(f"search {' '.join(words)}", keys))


def show_hits(name: str, found: Results, as_json: bool) -> None:
    """Search results: one JSON line, or a list."""
    if as_json:
        print(json.dumps(_found(name, found), ensure_ascii=False))
        return
    for line in instead(found.meant, shown=bool(found.hits)):
        print(line)
    if not found.hits:
        print("No sentence matches. Try fewer or other words.")
    for hit in found.hits:
        print(f"{hit.passage.text}\n    {hit.passage.ref} · {hit.title}")


def _found(name: str, found: Results) -> dict[str, Any]:
    """One line of the batch format."""
    rows = [
        {
            "document": hit.passage.document,
            "ref": hit.passage.ref,
            "char": [hit.passage.start, hit.passage.end],
            "text": hit.passage.text,
            "score": round(hit.score, 4),
        }
        for hit in found.hits
    ]
    return {
        "id": name,
        "hits": rows,
        "answer": None,
        "missing": list(found.meant.missing),
        "did_you_mean": found.meant.did_you_mean,
    }
