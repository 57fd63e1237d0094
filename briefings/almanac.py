"""Facts that tell of one thing, merged into one entry with the best date that anybody gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil

from briefings.milestones.wording import refers
from briefings.model import Basis, Entry, Fact, Kind, Precision
from briefings.words import analyse

ALIKE = 0.6
"""The part of the shorter subject's words that two facts of one time must share to be one thing."""
COARSELY = 0.7
"""The same of the longer subject, where only a month or year is known: one word of three tells two apart."""

_FOUNDED = {Basis.STATED: 0, Basis.DERIVED: 0, Basis.OUTSIDE: 1}
_HAPPENED = frozenset({Kind.EVENT, Kind.ORIGIN, Kind.OCCURRENCE})
_COARSE = frozenset(Precision) - {Precision.DAY, Precision.RANGE}
_Time = tuple[str, date | None, date | None]


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact with its document's title, the words of its subject and of each of its names."""

    fact: Fact
    title: str
    words: frozenset[str]
    names: tuple[frozenset[str], ...]


def almanac(told: Iterable[tuple[Fact, str]]) -> tuple[Entry, ...]:
    """Entries by date from facts and their documents' titles; the order of `told` makes no difference.

    Facts are one thing when they name the same time and share their subject, or when a name of the
    curated calendar stands in a subject and its day lies in the year or month that the text gives.
    Vague facts, and facts without any date, are left out.
    """
    every = _prepared(told)
    parent = list(range(len(every)))
    for one, other in (*_same_time(every), *_sharpened(every)):
        low, high = sorted((_root(parent, one), _root(parent, other)))
        parent[high] = low
    groups: defaultdict[int, list[_Told]] = defaultdict(list)
    for index, item in enumerate(every):
        groups[_root(parent, index)].append(item)
    return tuple(sorted((_entry(group) for group in groups.values()), key=_by_date))


def about(entry: Entry, topic: str) -> bool:
    """Whether every word of the topic is among the entry's terms; a topic without words is about nothing."""
    words = _topic(topic)
    return bool(words) and words <= entry.terms


@lru_cache(maxsize=10_000)
def _topic(topic: str) -> frozenset[str]:
    """The analysed words of a topic, which are asked for once for every entry."""
    return frozenset(analyse(topic))


def _prepared(told: Iterable[tuple[Fact, str]]) -> list[_Told]:
    """The facts that have a time, once each, in an order of their own, with their words."""
    facts: dict[str, tuple[Fact, str]] = {}
    for fact, title in sorted(told, key=lambda pair: (pair[0].id, pair[1])):
        if fact.kind is not Kind.VAGUE and (fact.when.start or fact.when.end):
            facts.setdefault(fact.id, (fact, title))
    return [
        _Told(fact, title, frozenset(analyse(fact.what)), tuple(frozenset(analyse(n)) for n in fact.names))
        for fact, title in facts.values()
    ]


def _time(fact: Fact) -> _Time:
    """What two facts must agree in: what is still to come is one thing when it ends on one day."""
    if fact.kind in _HAPPENED:
        return "happened", fact.when.start, fact.when.end
    if fact.kind in {Kind.DEADLINE, Kind.TARGET} and fact.when.end:
        return "ahead", None, fact.when.end
    return fact.kind, fact.when.start, fact.when.end


def _same_time(every: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """Pairs of one time with one subject."""
    times: defaultdict[_Time, list[int]] = defaultdict(list)
    for index, item in enumerate(every):
        times[_time(item.fact)].append(index)
    for group in times.values():
        yield from _alike(every, group)
        curated = [index for index in group if every[index].names]
        for index in group:
            yield from ((index, other) for other in curated if _called(every[index], every[other]))


def _alike(every: Sequence[_Told], group: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough words; only those that share one of the shorter's rarest words are compared."""
    known = Counter(word for index in group for word in every[index].words)
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for index in group:
        for word in every[index].words:
            holding[word].append(index)
    for index in group:
        words = every[index].words
        rare = sorted(words, key=lambda word: (known[word], word))[
            : len(words) - ceil(ALIKE * len(words)) + 1
        ]
        near = sorted({other for word in rare for other in holding[word] if other != index})
        yield from ((index, other) for other in near if _one_thing(every[index], every[other]))


def _one_thing(short: _Told, long: _Told) -> bool:
    """Whether two facts of one time share their subject; coarse dates ask for more.

    In one document and of one day "the Opinions" are its Leading Zone Opinions.
    """
    if len(short.words) > len(long.words):
        return False
    exact = short.fact.when.precision is Precision.DAY
    shared = len(short.words & long.words)
    near = shared >= (max(2, ALIKE * len(short.words)) if exact else max(2, COARSELY * len(long.words)))
    own = exact and short.fact.document == long.fact.document and refers(short.fact.what)
    same = short.words <= long.words if own else short.words == long.words
    return (near or same) and not _contradict(short, long)


def _contradict(one: _Told, other: _Told) -> bool:
    """Whether their amounts or the numbers in their subjects differ: rungs of a ladder, not one thing."""
    amounts = [{(figure.value, figure.unit) for figure in told.fact.figures} for told in (one, other)]
    mine, theirs = ({word for word in told.words if word[0].isdigit()} for told in (one, other))
    return (all(amounts) and not amounts[0] & amounts[1]) or not (mine <= theirs or theirs <= mine)


def _sharpened(every: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """Facts of a coarse date with the curated day of the same thing: the longest name in them wins."""
    days: defaultdict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(every):
        when = item.fact.when
        if item.names and when.basis is Basis.OUTSIDE and when.start and item.fact.kind in _HAPPENED:
            days[when.start.year].append(index)
    for index, item in enumerate(every):
        when = item.fact.when
        if item.fact.kind is Kind.ORIGIN and when.precision in _COARSE and when.start and when.end:
            best = [
                (_called(item, every[day]), day) for day in days[when.start.year] if _within(item, every[day])
            ]
            length, other = max(best, key=lambda pair: (pair[0], -pair[1]), default=(0, index))
            if length:
                yield index, other


def _within(coarse: _Told, exact: _Told) -> bool:
    """Whether the exact fact's time lies in the coarse one's, and is the more exact."""
    outer, inner = coarse.fact.when, exact.fact.when
    if not (outer.start and outer.end and inner.start and inner.end):
        return False
    return outer.start <= inner.start and inner.end <= outer.end and _days(exact.fact) < _days(coarse.fact)


def _called(item: _Told, curated: _Told) -> int:
    """The words in the longest curated name that stands in the item's subject as a whole; else 0."""
    own = item.words.union(*item.names)
    whole = [len(name) for name in curated.names if name and (name <= own or (len(own) > 1 and own <= name))]
    return max(whole, default=0)


def _root(parent: list[int], index: int) -> int:
    """The first member of the group that `index` is in."""
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _entry(group: Sequence[_Told]) -> Entry:
    """One entry: the best dated fact, the others, and every word by which they can be asked for.

    Only the title of the document that gives the date counts: others may tell of it in passing.
    """
    best, *also = sorted(group, key=_best)
    terms = frozenset().union(
        *(item.words for item in group), *(name for item in group for name in item.names)
    )
    title = () if best.fact.when.basis is Basis.OUTSIDE else analyse(best.title)
    return Entry(best.fact, best.title, terms | frozenset(title), tuple(item.fact for item in also))


def _best(item: _Told) -> tuple[int, int, bool, str]:
    """The order within a group: the most exact date, then the texts before the calendar, then origins."""
    fact = item.fact
    return _days(fact), _FOUNDED[fact.when.basis], fact.kind is not Kind.ORIGIN, fact.id


def _days(fact: Fact) -> int:
    """How many days a fact's time leaves open, counted between its ends; an open end leaves them all."""
    start, end = fact.when.start, fact.when.end
    return (end - start).days if start and end else date.max.toordinal()


def _by_date(entry: Entry) -> tuple[date, date, str]:
    """The order of the almanac."""
    start, end = entry.fact.when.start, entry.fact.when.end
    return start or end or date.min, end or date.max, entry.fact.id
