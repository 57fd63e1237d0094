"""The subject of a dated fact in Chinese: the clause around its date, without the date."""

from __future__ import annotations

import re

from briefings.chinese.clauses import around

_FEW = 8
_LONGEST = 80
_LEAD = re.compile(
    r"(?:自从|截至|截止到?|不晚于|不迟于|最迟于?|直到|早在|就在|[于於在自从從由到至]|力争到?)\s?[（(“]?$"
)
_TAIL = re.compile(
    r"^(?:（[^（）]{0,12}）)?[）)”]?\s?(?:或)?(?:之前|以前|之后|以后|[前后後止起]|開始|开始|期间|左右"
    r"|当天|上午|下午|晚上?|凌晨)?(?:[0-9]{1,2}[时時点])?[，,]?"
)
_JOINT = re.compile(
    r"^(?:(?:本报|本网|本台)讯|其中|同时|此外|另外|并且|而且|而|但|并|且|也|还|据悉|据介绍|据了解)[，,\s]*"
)
_MARKS = " ，,；;。：:、！？!?"


def what(sentence: str, at: int, to: int) -> str:
    """What a sentence says of `sentence[at:to]`: its clause without it, with the next where it is short."""
    here, before = around(sentence, at)
    if sentence.count("《", 0, at) > sentence.count("》", 0, at):
        to = at
    start, stop = here[0][0], max(here[0][1], to)
    head = _LEAD.sub("", sentence[start:at])
    if sentence[to : to + 1] in {"）", ")"}:
        head = head.rstrip("（(")
    words = head + _TAIL.sub("", sentence[to:stop])
    for a, b in here[1:]:
        if len(_clean(words)) >= _FEW:
            break
        words = f"{words}，{sentence[a:b]}" if _clean(words) else sentence[a:b]
    if len(_clean(words)) < _FEW and before:
        words = f"{sentence[slice(*before[0])]}，{words}"
    return _cut(_clean(words)) or _cut(_clean(sentence))


def _clean(words: str) -> str:
    line = _JOINT.sub("", " ".join(words.split()).strip(_MARKS)).strip(_MARKS)
    return _balanced(line.removesuffix("为").removesuffix("為").removesuffix("是").rstrip(_MARKS))


def _balanced(line: str) -> str:
    """The line without marks at its ends that lack their other half."""
    for opening, closing in ("“”", "（）", "《》"):
        if line.count(opening) != line.count(closing):
            line = line.removeprefix(closing).removesuffix(opening)
    return line


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip(_MARKS) + "…"
