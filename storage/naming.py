"""The ids of documents: slugs of file names, each given once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

LONGEST = 80
LONGEST_OWN = 200
"""Characters of an id that a collection gives itself."""


def slug(name: str) -> str:
    """A file's name as an id: lower case, its words parted by hyphens, its ending left out."""
    stem = name.rpartition(".")[0] or name
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", stem).lower())
    plain = unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", folded))
    return re.sub(r"[\W_]+", "-", plain)[:LONGEST].strip("-") or "document"


def ids(name: str) -> Iterator[str]:
    """The ids that a file may have, the plainest first: `report`, `report-2`, `report-3` …"""
    first = slug(name)
    yield first
    yield from (f"{first}-{number}" for number in count(2))


def usable(id: str) -> bool:
    """Whether a collection's own id can name a document: not empty, not endless, nothing invisible."""
    return 0 < len(id) <= LONGEST_OWN and id == id.strip() and id.isprintable()
