"""Who speaks in a transcript: the label in front of a turn, and the sentences that belong to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LABEL = re.compile(r"([^\W\d_][^:：.!?。！？]{0,38})[:：]\s?")
OFTEN = 3
"""Times that a label stands before it is somebody who speaks."""


def turns(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The speaker of each line and the line without the label; no speaker where a text is no transcript."""
    found = [_LABEL.match(line) for line in lines]
    times = Counter(match[1] for match in found if match)
    speakers = {name for name, count in times.items() if count >= OFTEN}
    told: list[tuple[str, str]] = []
    speaker = ""
    for line, match in zip(lines, found, strict=True):
        own = match is not None and match[1] in speakers
        if match is not None and own:
            speaker = match[1]
        told.append((speaker, line[match.end() :] if match is not None and own else line))
    return told
