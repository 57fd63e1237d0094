"""How the matches of patterns begin, so that each pattern is tried only where it may match."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_ANY = "*"
_MANY = 40
_WORD = re.compile(r"\w+|[^\w\s]")
_TWINS = {"ſ": "s", "ı": "i"}

_Items = Sequence[tuple[Any, Any]]


class Openings:
    """Some patterns, each looked for only where the first `long` characters of a match may stand.

    Of what begins with a digit `figures` characters are told apart, where that is more.
    Where text has no spaces between its words (`spaced` is False), every character may begin a word.
    The answers are those of `finditer`, whatever the text.
    """

    def __init__(
        self, patterns: Sequence[re.Pattern[str]], *, long: int, figures: int = 0, spaced: bool = True
    ) -> None:
        self._patterns = patterns
        self._long = long
        self._figures = max(long, figures)
        self._spaced = spaced
        self._begun = lru_cache(maxsize=50_000)(self._beginning)

    def matches(
        self, wanted: AbstractSet[int], text: str, start: int, end: int
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of the patterns of these numbers, in the order of the numbers, each with its number."""
        free, long, figures, begun = self._known[1], self._long, self._figures, self._begun
        places: defaultdict[int, list[int]] = defaultdict(list)
        for at in self._places(text, start, end):
            if numbers := begun(text[at : at + (figures if text[at].isdecimal() else long)]):
                for number in numbers & wanted:
                    places[number].append(at)
        for number in sorted(places.keys() | (wanted & free)):
            pattern = self._patterns[number]
            if number in free:
                yield from ((number, match) for match in pattern.finditer(text, start, end))
                continue
            last = start
            for at in places[number]:
                if at >= last and (match := pattern.match(text, at, end)):
                    last = match.end()
                    yield number, match

    def found(self, text: str) -> frozenset[int]:
        """The numbers of the patterns that a text holds a match of."""
        every = range(len(self._patterns))
        return frozenset(number for number, _ in self.matches(frozenset(every), text, 0, len(text)))

    def _places(self, text: str, start: int, end: int) -> Iterable[int]:
        if not self._spaced:
            return range(start, end)
        return [match.start() for match in _WORD.finditer(text, start, end)]

    @cached_property
    def _known(self) -> tuple[dict[str, frozenset[int]], frozenset[int]]:
        """The patterns that go on from each beginning, and those that may begin anywhere."""
        known: defaultdict[str, set[int]] = defaultdict(set)
        free: set[int] = set()
        for number, pattern in enumerate(self._patterns):
            heads = openings(pattern, self._long, self._figures, spaced=self._spaced)
            if heads is None:
                free.add(number)
            for head in heads or ():
                known[head].add(number)
        return {head: frozenset(numbers) for head, numbers in known.items()}, frozenset(free)

    def _beginning(self, head: str) -> frozenset[int]:
        known, key = self._known[0], opening(head)
        return frozenset().union(*(known.get(key[:length], ()) for length in range(len(key) + 1)))


def openings(
    pattern: re.Pattern[str], long: int, figures: int = 0, *, spaced: bool = True
) -> frozenset[str] | None:
    """The beginnings of all matches, as `opening` writes them; None where that helps nothing.

    That is so where a match may be empty, or, in text with spaces, begin inside a word. A beginning of
    fewer than `long` characters, or `figures` behind a digit, stands for all that go on from it.
    """
    items = parser.parse(pattern.pattern, pattern.flags)
    if items.getwidth()[0] == 0 or (spaced and not _apart(items)):
        return None
    return frozenset(head.removesuffix(_ANY) for head in _grown(items, {""}, (long, max(long, figures))))


def opening(characters: str) -> str:
    """Characters in one spelling: letters in lower case, digits as #, white space as one space each."""
    return "".join(map(_key, characters))


def _key(character: str) -> str:
    if character.isdecimal():
        return "#"
    if character.isspace():
        return " "
    low = character.lower()[0]
    return _TWINS.get(low, low)


def _apart(items: _Items) -> bool:
    """Whether no match begins inside a word: a look behind, or the edge of a word, forbids it."""
    for number, (kind, value) in enumerate(items):
        if kind is op.AT and value is op.AT_BOUNDARY:
            return all(_letter(head) for head in _grown(items[number + 1 :], {""}, (1, 1)))
        if kind is op.BRANCH:
            return all(_apart(branch) for branch in value[1])
        if kind is op.SUBPATTERN:
            return _apart(value[3])
        if kind in (op.ASSERT, op.ASSERT_NOT) and value[0] < 0 and _behind(kind, list(value[1])):
            return True
        if kind not in (op.ASSERT, op.ASSERT_NOT, op.AT):
            return False
    return False


def _letter(head: str) -> bool:
    return head == "#" or head.isalnum()


def _behind(kind: Any, items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a look behind says that no letter or digit touches what follows."""
    if kind is op.ASSERT:
        return bool(items) and _keys(*items[-1]) == {" "}
    if len(items) != 1 or items[0][0] is not op.IN:
        return False
    return (op.CATEGORY, op.CATEGORY_WORD) in items[0][1] and (op.NEGATE, None) not in items[0][1]


def _grown(items: _Items, heads: set[str], lengths: tuple[int, int]) -> set[str]:
    """The beginnings that follow from those before, item by item, until each is long enough."""
    done: set[str] = set()
    for kind, value in items:
        done |= {head for head in heads if len(head) == lengths[head[:1] == "#"] or head.endswith(_ANY)}
        heads = heads - done
        if not heads:
            break
        heads = _by_one(kind, value, heads, lengths)
    return done | heads


def _by_one(kind: Any, value: Any, heads: set[str], lengths: tuple[int, int]) -> set[str]:
    if kind in (op.ASSERT, op.ASSERT_NOT, op.AT):
        return heads
    if kind is op.BRANCH:
        return set().union(*(_grown(branch, heads, lengths) for branch in value[1]))
    if kind is op.SUBPATTERN:
        return _grown(value[3], heads, lengths)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        return _repeated(least, most, inner, heads, lengths)
    keys = _keys(kind, value)
    return {head + key for head in heads for key in keys or (_ANY,)}


def _repeated(least: int, most: int, items: _Items, heads: set[str], lengths: tuple[int, int]) -> set[str]:
    found = set() if least else set(heads)
    last = min(most, max(lengths))
    for times in range(1, last + 1):
        heads = _grown(items, heads, lengths)
        if times >= least or times == last:
            found |= heads
    return found


def _keys(kind: Any, value: Any) -> set[str]:
    """What one character may be; empty where it may be nearly anything."""
    if kind is op.LITERAL:
        return {_key(chr(value))}
    if kind is not op.IN:
        return set()
    keys: set[str] = set()
    for each, what in value:
        if each is op.LITERAL:
            keys.add(_key(chr(what)))
        elif each is op.RANGE and what[1] - what[0] < _MANY:
            keys |= {_key(chr(code)) for code in range(what[0], what[1] + 1)}
        elif each is op.CATEGORY and what in (op.CATEGORY_DIGIT, op.CATEGORY_SPACE):
            keys.add("#" if what is op.CATEGORY_DIGIT else " ")
        else:
            return set()
    return keys
