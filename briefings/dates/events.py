"""Times told by an event: since the establishment of the free port."""

from __future__ import annotations

import re

from briefings.dates.lexicon import WS
from briefings.dates.mention import Since, Spec
from briefings.dates.rule import Rule, loose

_DEED = (
    r"construction|establishment|founding|launch|release|start|implementation|opening|creation|inception|introduction|"
    r"publication|adoption|inauguration|promulgation|formation"
)


def _read(match: re.Match[str]) -> Spec:
    return Since(" ".join(match["what"].split()))


CUES = ("since",)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])[sS]ince{WS}(?:the|its|their){WS}(?:official{WS}|formal{WS})?(?:{_DEED}){WS}of{WS}(?:the{WS})?"
        rf"[\"“‘']?(?P<what>[^,.;:\"“”]{{3,100}}?)[\"”’']?(?=[,.;:]|$|{WS}(?:in|on|has|have)\b)",
        _read,
    ),
)
