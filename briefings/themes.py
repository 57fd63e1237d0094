"""What some documents have in common: the name that most of them speak of, and how they spell a topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefings.model import Document
from briefings.script import chinese, plain

_NAME = re.compile(r"[A-Z][\w-]{2,30}(?: [A-Z][\w-]{2,30}){1,3}")
_POSSESSIVE = re.compile(r"['’]s\b")
_PLACE = (
    "新区|特区|开发区|高新区|自贸区|试验区|示范区|保税区|合作区|引领区|片区|园区|大湾区|走廊|港区|产业园"
    "|省|市|县|镇|街道"
)
_HAN_NAME = re.compile(rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,8}}?(?:{_PLACE})|《[^《》]{{2,30}}》")


def theme(documents: Sequence[Document]) -> str:
    """The name that most of these documents speak of; the first one's title where they share none."""
    counts: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for document in documents:
        names = list(_names(f"{document.title}. {document.text}"))
        spoken.update(names)
        counts.update(set(names))
    if not counts:
        return documents[0].title if documents else ""
    best = max(counts, key=lambda name: (counts[name], spoken[name], name))
    return best if counts[best] > 1 or len(documents) == 1 else documents[0].title


def spelled(topic: str, documents: Sequence[Document]) -> str:
    """The topic as the documents write it: `leading zone` is Leading Zone."""
    wanted = topic.casefold()
    found: Counter[str] = Counter()
    for document in documents if wanted else ():
        text = f"{document.title}\n{document.text}"
        lowered = text.lower()
        if len(lowered) == len(text):
            at = lowered.find(wanted)
            while at >= 0:
                found[text[at : at + len(wanted)]] += 1
                at = lowered.find(wanted, at + len(wanted))
    return max(found, key=lambda form: (found[form], form)) if found else topic


def _names(text: str) -> Iterator[str]:
    """The proper names of a text: two capitalised words, a place with its kind, the title of a paper."""
    if chinese(text):
        yield from (name.strip("《》") for name in _HAN_NAME.findall(plain(text)))
    for name in _NAME.findall(_POSSESSIVE.sub(",", text)):
        yield from (" ".join(pair) for pair in pairwise(name.split()))
