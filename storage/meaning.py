"""What a query means to this store: words that it does not have are looked for in other forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import Connection, select

from briefings.aliases import Alias, named
from briefings.answering.lexicon import words
from briefings.query import Instead, Meant, Query, Run, lone, runs
from briefings.spelling import LONG, corrigible, distance, slips
from briefings.words import stems, wide, worded
from storage.index.matching import matcher
from storage.index.phrases import initialled, times
from storage.index.spelling import Known, beginning, holding, those
from storage.index.terms import frequencies
from storage.tables import CHUNK, PASSAGE

ALIAS, INITIALS, SPELLING = "another name", "its initials", "spelling"
ASIDE = 0.3
"""What other names for the same count beside the one that stands in for it."""
OTHERS = 3
"""Other names that are looked for besides."""
PAIRS = 40
"""Pairs of characters that a lone one is looked for in."""
LIKE = 3
"""First letters that a word has in common with what is two slips away from it."""
SURE = 2
"""Chunks in which a word must stand that is two slips away."""
LIKELY = 5
"""Terms that a word is tried as a slip of."""
SEEN = 6
"""Chunks in which the usual form of a term is looked for."""
_INITIALS = re.compile(r"[a-z]{3,6}")
_SAID = (
    select(PASSAGE.c.text)
    .join(
        CHUNK, (CHUNK.c.owner == PASSAGE.c.version_id) & PASSAGE.c.number.between(CHUNK.c.first, CHUNK.c.last)
    )
    .order_by(CHUNK.c.id, PASSAGE.c.number)
)


@dataclass(frozen=True, slots=True)
class _Swap:
    """What stands in for the terms from `start` to `end`: a run, and others of less weight."""

    start: int
    end: int
    run: Run
    aside: tuple[Run, ...] = ()
    told: Instead | None = None


def meant(connection: Connection, query: Query) -> Meant:
    """The query as this store understands it."""
    return _Reader(connection, query).meant()


def respelled(connection: Connection, text: str) -> tuple[str | None, int]:
    """A question as this store writes its words, None where it has them all, and how many slips it had.

    Names of the other script stay: the whole question is translated then, not one word of it.
    """
    reader = _Reader(connection, Query(text))
    told = tuple(one for one in reader.meant().instead if wide(one.typed[0]) == wide(one.used[0]))
    return reader.rewritten(told), sum(one.why == SPELLING for one in told)


class _Reader:
    """One query, and what the store has of its words."""

    def __init__(self, connection: Connection, query: Query) -> None:
        self._connection = connection
        self._query = query
        self._words: list[tuple[str, int, int]] = []
        terms: list[str] = []
        for word, own in worded(query.ranked_by):
            self._words.append((word, len(terms), len(terms) + len(own)))
            terms += own
        self._terms: Run = tuple(terms)
        self._held = frequencies(connection, self._terms)

    def meant(self) -> Meant:
        """Names first, then initials and slips of single words."""
        swaps = [*self._renamed(), *self._lone()]
        replaced = {at for swap in swaps for at in range(swap.start, swap.end)}
        missing = [word for word in self._unknown() if not replaced.intersection(range(word[1], word[2]))]
        found = [swap for word in missing if (swap := self._respelled(*word))]
        swaps += found
        told = tuple(swap.told for swap in sorted(swaps, key=lambda swap: swap.start) if swap.told)
        equal = {swap.start for swap in found if swap.told and swap.told.why == INITIALS}
        return Meant(
            terms=tuple(self._ranked(swaps)),
            aside=self._aside(swaps),
            required=tuple(self._forms(run, swaps) for run in self._required()),
            barred=runs(self._query.must_not),
            missing=tuple(dict.fromkeys(word for word, start, _ in missing if start not in equal)),
            did_you_mean=self.rewritten(told),
            instead=told,
        )

    def rewritten(self, told: Sequence[Instead]) -> str | None:
        """The query with what was looked for instead; None where that is what was typed."""
        return _rewritten(self._query.ranked_by, [word for word, _, _ in self._words], told)

    def _unknown(self) -> Iterator[tuple[str, int, int]]:
        """The words none of whose terms stand anywhere, with the places of their terms."""
        for word, start, end in self._words:
            own = self._terms[start:end]
            if own and self._held.keys().isdisjoint(own):
                yield word, start, end

    def _renamed(self) -> Iterator[_Swap]:
        """What stands in for names: others of their rows, those of another script also beside the name."""
        found = tuple(named(self._terms))
        every = {term for alias in found for name in (alias.name, *alias.others) for term in name.run}
        self._known = frequencies(self._connection, tuple(every)) if found else {}
        for alias in found:
            if self._times(alias.name.run):
                script = wide(alias.name.run[0])
                foreign = [n.run for n in alias.others if wide(n.run[0]) != script and self._times(n.run)]
                if foreign:
                    yield _Swap(alias.start, alias.end, alias.name.run, tuple(foreign[:OTHERS]))
            elif swap := self._instead(alias):
                yield swap

    def _instead(self, alias: Alias) -> _Swap | None:
        """What stands in for a name that stands nowhere: the name that is used most, and others beside it."""
        others = [(self._times(name.run), name) for name in alias.others]
        known = [name for count, name in sorted(others, key=lambda pair: -pair[0]) if count]
        # a name that holds another one of them finds nothing more
        least = [n for n in known if not any(set(o.run) < set(n.run) for o in known)]
        if not least:
            return None
        first, *rest = least
        told = Instead(self._typed(alias), first.said, ALIAS)
        return _Swap(alias.start, alias.end, first.run, tuple(name.run for name in rest[:OTHERS]), told)

    def _times(self, run: Run) -> int:
        """How often a name stands in the store, more or less."""
        if not all(term in self._known for term in run):
            return 0
        return times(self._connection, [self._known[term][0] for term in run])

    def _typed(self, alias: Alias) -> str:
        """The words of a name as they were typed, folded."""
        said: list[str] = []
        for word, start, end in self._words:
            first, last = max(start, alias.start), min(end, alias.end)
            if first < last:
                # pairs of characters overlap by one
                said.append(word[first - start : last - start + 1] if wide(word[0]) else word)
        return " ".join(said)

    def _lone(self) -> Iterator[_Swap]:
        """Single characters of a script whose terms are pairs: the pairs with them."""
        for at, term in enumerate(self._terms):
            if lone((term,)):
                pairs = [(found,) for found, _, _ in holding(self._connection, term)[:PAIRS]]
                if pairs:
                    yield _Swap(at, at + 1, pairs[0], tuple(pairs[1:]))

    def _respelled(self, word: str, start: int, end: int) -> _Swap | None:
        """What stands in for an unknown word: what its initials stand for, or what it is a slip of."""
        if corrigible(word) and stems([word])[0] in words():
            return None
        if corrigible(word) and (swap := self._mended(word, start, end)):
            return swap
        if _INITIALS.fullmatch(word) and (run := initialled(self._connection, word)):
            said = " ".join(self._surface(term, term) for term in run)
            return _Swap(start, end, run, (), Instead(word, said, INITIALS))
        return None

    def _mended(self, word: str, start: int, end: int) -> _Swap | None:
        """What a word is most likely a slip of: what the store writes most like it, and then most often."""
        near = those(self._connection, stems(slips(word))) or self._further(word)
        most = 1 if len(word) < LONG else 2
        forms = [(self._surface(term, word), -often, term) for term, _, often in near[:LIKELY]]
        likely = [(slip, *form) for form in forms if (slip := distance(form[0], word)) <= most]
        if not likely:
            return None
        _, said, _, term = min(likely, key=lambda each: (each[0], each[2], each[3]))
        return _Swap(start, end, (term,), (), Instead(word, said, SPELLING))

    def _further(self, word: str) -> list[Known]:
        """The terms that are two slips away from a long word, the most frequent first."""
        if len(word) < LONG:
            return []
        stem = stems([word])[0]
        return [
            known
            for known in beginning(self._connection, stem[:LIKE])
            if known[2] >= SURE and abs(len(known[0]) - len(stem)) <= 2 and distance(stem, known[0]) <= 2
        ]

    def _surface(self, term: str, typed: str) -> str:
        """A term as people write it: the form in the store's sentences that is most like what was typed."""
        held = frequencies(self._connection, [term])
        chunks = matcher(self._connection).match(self._connection, [held[term][0]], True, SEEN)
        likely = re.compile(rf"(?i)(?<![^\W_]){re.escape(term[:LIKE])}[^\W_]{{0,40}}")
        forms: Counter[str] = Counter()
        for sentence in self._connection.execute(_SAID.where(CHUNK.c.id.in_(chunks))).scalars():
            for word in likely.findall(sentence):
                forms.update(form for form, own in worded(word) if own == (term,))
        alike = SequenceMatcher(b=typed)

        def likeness(form: str) -> tuple[float, int, str]:
            alike.set_seq1(form)
            return -alike.ratio(), -forms[form], form

        return min(forms, key=likeness, default=term)

    def _ranked(self, swaps: Sequence[_Swap]) -> Iterator[str]:
        """The terms to rank by, stand-ins where they belong."""
        by_start = {swap.start: swap for swap in swaps}
        covered = {at for swap in swaps for at in range(swap.start, swap.end)}
        # pairs across the border of a name that was replaced are no words
        edges = {at for swap in swaps if swap.told for at in (swap.start - 1, swap.end)}
        for at, term in enumerate(self._terms):
            if swap := by_start.get(at):
                yield from swap.run
            if at in covered or (at in edges and wide(term) and term not in self._held):
                continue
            yield term

    def _aside(self, swaps: Sequence[_Swap]) -> dict[str, float]:
        asked = {*self._terms, *(term for swap in swaps for term in swap.run)}
        others = (run for swap in swaps for run in swap.aside if asked.isdisjoint(run))
        return {term: ASIDE for run in others for term in run}

    def _required(self) -> tuple[Run, ...]:
        return runs((*self._query.must, *self._query.phrases))

    def _forms(self, run: Run, swaps: Sequence[_Swap]) -> tuple[Run, ...]:
        """A run that must stand, and the same with what stands in for parts of it."""
        forms: list[Run] = [run]
        for swap in swaps:
            part = self._terms[swap.start : swap.end]
            for place in range(len(run) - len(part) + 1):
                if swap.told and run[place : place + len(part)] == part:
                    others = (swap.run, *swap.aside)
                    forms += [(*run[:place], *other, *run[place + len(part) :]) for other in others]
        return tuple(dict.fromkeys(forms))


def _rewritten(said: str, words: Sequence[str], told: Sequence[Instead]) -> str | None:
    """The query with what was looked for instead; None where that is what was typed."""
    if not told:
        return None
    patterns = [_pattern(one.typed) for one in told]
    # what was folded may not stand there as it was typed
    better = said if all(pattern.search(said) for pattern in patterns) else " ".join(words)
    for one, pattern in zip(told, patterns, strict=True):
        better = pattern.sub(f" {one.used} ".replace("\\", r"\\"), better)
    return " ".join(better.split())


def _pattern(typed: str) -> re.Pattern[str]:
    """Finds words as they were typed, whole ones where blanks part words."""
    before = "" if wide(typed[0]) else r"(?<![^\W_])"
    behind = "" if wide(typed[-1]) else r"(?![^\W_])"
    return re.compile(f"(?i){before}" + r"[\W_]{1,3}".join(map(re.escape, typed.split())) + behind)
