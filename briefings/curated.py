"""Which curated origin the words of a text name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefings.chinese import evidence as han
from briefings.model import Origin
from briefings.script import han as written

_WORD = re.compile(r"[a-z0-9]{2,}")
_ABOUT = re.compile(
    r"(?i)^(?:the\s)?(?:official\s)?(?:establishment|founding|release|launch|opening|start|implementation|creation|"
    r"inauguration|publication|convening|adoption|beginning|inception)\sof\s(?:the\s)?"
)
_LONGEST = 120
_SAME = (
    (re.compile(r"world trade organi[sz]ation"), "wto"),
    (re.compile(r"\b(?:china )?(?:pilot )?free[ -]trade (?:pilot )?zone\b"), "ftz"),
    (re.compile(r"\b(?:accession|accede[ds]?|entry|entered|entering|enters|join(?:ed|ing|s))\b"), "join"),
    (re.compile(r"\b(?:handover|returned|returning|returns)\b"), "return"),
    (re.compile(r"\b(?:founded|establishment|established|foundation)\b"), "founding"),
    (re.compile(r"\bmacau\b"), "macao"),
)
_EMPTY = frozenset(["the", "of", "to", "into", "in", "and", "its", "on", "motherland", "for", "official"])
_HAN_SAME = (
    ("世界贸易组织", "世贸组织"),
    ("加入wto", "加入世贸组织"),
    ("自由贸易试验区", "自贸区"),
    ("自贸试验区", "自贸区"),
    ("中华人民共和国", "新中国"),
)
_HAN_EMPTY = re.compile(
    r"将?[于在]?(?:[0-9]{1,4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?|将?[于在](?:今年|明年)|祖国|倡议|共建|提出|挂牌|成立|设立|建立|正式|伟大"
)

_OWN_COUNTRY = re.compile(r"^(?:中国|我国)(?=加入|恢复|入世)")


def known_origin(what: str, origins: Sequence[Origin]) -> Origin | None:
    """The curated origin that a subject names: its name opens the subject or fills most of it.

    Where no name stands there as it is written, one whose every telling word does is meant
    ("China joined the World Trade Organization", 共建“一带一路”倡议提出).
    """
    words = _plain(_ABOUT.sub("", what))
    best: tuple[int, Origin] | None = None
    for origin in origins:
        for name in filter(None, map(_plain, origin.names)):
            fits = words.startswith(name) or (name in words and len(name) > 0.6 * len(words))
            if fits and (best is None or len(name) > best[0]):
                best = len(name), origin
    return best[1] if best else _loosely(what, origins)


def _loosely(what: str, origins: Sequence[Origin]) -> Origin | None:
    if not what or len(what) > _LONGEST:
        return None
    fits = _holds_han if written(what) else _holds
    best: tuple[int, Origin] | None = None
    for origin in origins:
        for name in origin.names:
            size = fits(what, name)
            if size and (best is None or size > best[0]):
                best = size, origin
    return best[1] if best else None


def _holds(what: str, name: str) -> int:
    """How many telling words of a name stand in a subject that says little else; 0 where one does not."""
    said, named = _telling(what), _telling(name)
    return len(named) if len(named) > 1 and named <= said and 3 * len(named) > 2 * len(said) else 0


def _holds_han(what: str, name: str) -> int:
    said, named = _core(what), _core(name) if written(name) else ""
    return len(named) if len(named) > 2 and named in said and 10 * len(named) > 6 * len(said) else 0


@lru_cache(maxsize=4096)
def _telling(name: str) -> frozenset[str]:
    words = name.lower()
    for pattern, same in _SAME:
        words = pattern.sub(same, words)
    return frozenset(_WORD.findall(words)) - _EMPTY


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    words = han.bare(name)
    for form, same in _HAN_SAME:
        words = words.replace(form, same)
    return _HAN_EMPTY.sub("", _OWN_COUNTRY.sub("", words))


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    if written(name):
        return han.bare(name)
    return " ".join(_WORD.findall(name.lower().replace("-", " ")))
