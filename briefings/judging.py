"""Targets and deadlines with all that later documents say of them; in doubt, nothing is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.likeness import about, known, names, nouns, same_thing, same_unit, strangers
from briefings.milestones.rule import scheduled
from briefings.model import Clock, Entry, Evidence, Figure, Kind
from briefings.reporting import Report, Says, deed, measured, shrinks
from briefings.rescheduling import moves

PROMISED = frozenset({Kind.TARGET, Kind.DEADLINE})
_FEWEST = 3
_DEED = 0.75
"""The part of a deed's words that a sentence must share to tell of the same deed."""
_AROUND = 0.6
"""The part of a target's other words that must stand around an amount of the same noun."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one later sentence says of a target, with the amount that says so where one does."""

    says: Says
    report: Report
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A target or deadline with all that later documents say of it, on whatever day one asks.

    `told` is the last day on which the document that set it out can have been written, None where
    nothing tells; `verdicts` are by time of writing. `before` and `after` are the same thing with the
    date that it had, and got, in another document.
    """

    entry: Entry
    told: date | None
    verdicts: tuple[Verdict, ...] = ()
    before: Entry | None = None
    after: Entry | None = None


def cases(
    entries: Sequence[Entry], clocks: Mapping[str, Clock], reports: Iterable[Report]
) -> tuple[Case, ...]:
    """Every target and deadline of the almanac with what speaks for or against it, by date.

    `clocks` are the documents' times of writing by id: only what was certainly written later than the
    document that set a target out can move it, in whatever order the documents came in.
    """
    promised = [entry for entry in entries if entry.fact.kind in PROMISED and scheduled(entry.fact.when.end)]
    told = {entry.fact.id: _told(entry, clocks) for entry in promised}
    later = dict(moves(promised, told, clocks))
    earlier = {later[entry.fact.id].fact.id: entry for entry in promised if entry.fact.id in later}
    index = _Index(reports)
    return tuple(
        Case(
            entry,
            told[entry.fact.id],
            tuple(_verdicts(entry, told[entry.fact.id], index)),
            earlier.get(entry.fact.id),
            later.get(entry.fact.id),
        )
        for entry in promised
    )


def _told(entry: Entry, clocks: Mapping[str, Clock]) -> date | None:
    """The last day on which the first document to tell of it can have been written."""
    ends = [
        clock.end
        for fact in (entry.fact, *entry.also)
        if fact.kind in PROMISED and (clock := clocks.get(fact.document)) and clock.end
    ]
    return min(ends, default=None)


class _Index:
    """Reports by their words, so that each target looks only at those that share its rarest ones."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._holding: defaultdict[str, list[tuple[Report, frozenset[str]]]] = defaultdict(list)
        for report in reports:
            words = nouns(report.text)
            for word in words:
                self._holding[word].append((report, words))

    def near(self, words: frozenset[str], least: int) -> Iterator[tuple[Report, frozenset[str]]]:
        """The reports with at least so many of these words, each once, with their own words."""
        rarest = sorted(words, key=lambda word: (len(self._holding.get(word, ())), word))
        seen: set[Evidence] = set()
        for word in rarest[: max(1, len(words) - least + 1)]:
            for report, own in self._holding.get(word, ()):
                if report.evidence not in seen and len(words & own) >= least:
                    seen.add(report.evidence)
                    yield report, own


def _verdicts(entry: Entry, told: date | None, index: _Index) -> list[Verdict]:
    """What later sentences say of an entry, by time of writing."""
    if told is None:
        return []
    said = _amounts(entry, told, index) if entry.fact.figures else _deeds(entry, told, index)
    return sorted(said, key=lambda one: (one.report.start, one.report.end, one.report.evidence.ref))


def _amounts(entry: Entry, told: date, index: _Index) -> Iterator[Verdict]:
    """What later amounts say of an entry that aims at some; nothing where it is to make something less."""
    if shrinks(entry.fact.what):
        return
    goals = [figure for figure in entry.fact.figures if figure.unit and nouns(figure.subject)]
    mine, known_names = about(entry), known(entry)
    seen: set[Evidence] = set()
    for goal in goals:
        for report, words in index.near(nouns(goal.subject), 1):
            if report.evidence in seen or report.start <= told:
                continue
            if not _same_subject(report, known_names, goal, mine, words):
                continue
            verdict = _measured(report, goal, goals, mine, words)
            if verdict is not None:
                seen.add(report.evidence)
                yield verdict


def _deeds(entry: Entry, told: date, index: _Index) -> Iterator[Verdict]:
    """What later sentences say of a thing to be done that has no amount."""
    mine, known_names = about(entry), known(entry)
    if len(mine) < _FEWEST:
        return
    for report, _ in index.near(mine, max(_FEWEST, round(_DEED * len(mine)))):
        if report.start > told and not strangers(report.text, known_names):
            says = deed(report, entry.fact.what)
            if says is not None:
                yield Verdict(says, report)


def _same_subject(
    report: Report, mine: frozenset[str], goal: Figure, about: frozenset[str], words: frozenset[str]
) -> bool:
    """Whether a report names nobody else, and most of what the entry tells beside names and amounts."""
    if strangers(report.text, mine):
        return False
    told = words | nouns(report.title)
    rest = about - nouns(goal.subject) - nouns(" ".join(sorted(mine)))
    if len(rest & told) < _AROUND * len(rest):
        return False
    called = names(report.text) or names(report.title)
    return bool(called & mine) or len(about & words) >= max(_FEWEST, _AROUND * len(about))


def _measured(
    report: Report, goal: Figure, goals: Sequence[Figure], about: frozenset[str], words: frozenset[str]
) -> Verdict | None:
    """What the report's amount of the goal's thing says; where two of them could be meant, nothing."""
    fits = [f for f in report.figures if same_unit(f, goal) and same_thing(f, goal, words, about)]
    rivals = [one for one in goals if one is not goal and same_unit(one, goal)]
    if len(fits) != 1 or any(same_thing(one, goal, about, about) for one in rivals):
        return None
    says = measured(report, fits[0], goal)
    return Verdict(says, report, fits[0]) if says else None
