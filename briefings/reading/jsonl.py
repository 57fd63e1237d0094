"""JSON lines: one file, one source for each line; a bad line is refused by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from briefings.errors import Refused
from briefings.model import Source
from briefings.reading.decoding import check_size, storable

LIMIT = 500_000_000
LONGEST = 10_000_000
NOW = 'Write it as {"id": "...", "title": "...", "text": "..."} on one line in UTF-8.'


def read(name: str, data: bytes) -> Iterator[Source | Refused]:
    """One source for each line that can be read, and a Refused for each that cannot, in order."""
    check_size(name, data, LIMIT)
    seen: dict[str, int] = {}
    number = 0
    for number, line in enumerate(_lines(data), 1):
        if line.strip(b" \t\r\xef\xbb\xbf"):
            yield _line(name, number, line, seen)
    if number and not seen and not data.strip(b" \t\r\n\xef\xbb\xbf"):
        yield Refused(name=name, why="there is nothing to read in it", now=NOW)


def _lines(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def _line(name: str, number: int, line: bytes, seen: dict[str, int]) -> Source | Refused:
    try:
        fields = _fields(line)
        id = fields["id"]
        if id in seen:
            raise ValueError(f"its id {id[:60]!r} is that of line {seen[id]}")
    except (ValueError, RecursionError) as error:
        return Refused(name=f"{name} line {number}", why=_reason(error), now=NOW)
    seen[id] = number
    return Source(
        name,
        "jsonl",
        sha256(line).hexdigest(),
        fields["text"],
        id=id,
        title=fields.get("title"),
        published=fields.get("published"),
        language=fields.get("language"),
        label=fields.get("label"),
        credit=fields.get("source"),
    )


def _reason(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return f"byte {error.start + 1} of it is not UTF-8"
        case json.JSONDecodeError():
            return f"it is not JSON at character {error.pos + 1}"
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(error)


def _fields(line: bytes) -> dict[str, str]:
    """The texts of a line by key. Raises ValueError that says what is wrong with it."""
    if len(line) > LONGEST:
        raise ValueError(f"it has {len(line) / 1e6:.0f} MB, and {LONGEST / 1e6:.0f} MB are the most")
    said = json.loads(line.decode("utf-8-sig"))
    if not isinstance(said, dict):
        raise ValueError("it is no object with id, title and text")
    if isinstance(said.get("id"), int) and not isinstance(said["id"], bool):
        said["id"] = str(said["id"])
    if not isinstance(said.get("id"), str) or not said["id"].strip() or len(said["id"]) > 200:
        raise ValueError("its id is missing or is no text of at most 200 characters")
    if not isinstance(said.get("text"), str) or not any(map(str.isalnum, said["text"])):
        raise ValueError("its text is missing or says nothing")
    if not isinstance(said.get("title") or "", str):
        raise ValueError("its title is no text")
    kept = ("id", "title", "text", "published", "language", "label", "source")
    return {k: storable(v) for k in kept if isinstance(v := said.get(k), str) and v.strip()}
