"""Documents to a briefing: the best line of each theme, with measures, figures, dates and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.almanac import about
from briefings.choosing import Choice, Sentence
from briefings.deeds import deeds
from briefings.doubts import doubts
from briefings.milestones import USUAL, Reckoning
from briefings.milestones import ahead as every_milestone
from briefings.model import (
    Basis,
    Briefing,
    Document,
    Entry,
    Grade,
    Kind,
    Milestone,
    Precision,
    Statement,
)
from briefings.reservations import dating, disputes
from briefings.tense import grade
from briefings.themes import spelled
from briefings.tongue import run_on
from briefings.words import analyse

_UNITS = frozenset({"percent", "km2", "m2", "hectare", "mu"})
_TELLING = frozenset({Kind.EVENT, Kind.ORIGIN, Kind.DEADLINE, Kind.TARGET})
_CLOSE = frozenset({Precision.DAY, Precision.MONTH, Precision.RANGE})


@dataclass(frozen=True, slots=True)
class Extent:
    """How many lines each section has at most; `brief` briefings tell all their warnings in one line."""

    points: int
    measures: int
    figures: int
    dates: int
    ahead: int
    brief: bool = False


SHORT = Extent(2, 1, 1, 1, 1, brief=True)
"""Five lines at most: a figure only where there is no measure, a date only where nothing comes next."""
MIDDLE = Extent(4, 4, 3, 4, 2)
FULL = Extent(8, 6, 6, 10, 5)
FURTHER, SIGNS = 0.3, 3
"""What each further figure, or word of a deed, makes a line of its section better, and how many count."""


def compose(
    topic: str,
    documents: Sequence[Document],
    entries: Sequence[Entry],
    today: date,
    milestones: Sequence[Milestone] | None = None,
    *,
    reckoning: Reckoning = USUAL,
    extent: Extent = MIDDLE,
) -> Briefing:
    """What these documents (best first) tell of a topic, as of `today`; the same values give the same.

    `entries` is the almanac, of which only what concerns the topic or stands in the documents is used.
    `milestones` are the days ahead to choose from; without them they are worked out from the entries.
    Without a topic, it is told what the documents tell.
    """
    near = related(topic, documents, entries)
    ahead = every_milestone(near, today, _later(today), reckoning) if milestones is None else milestones
    choice = Choice(documents, topic)
    points = choice.choose(extent.points)
    measures = choice.choose(extent.measures, points, _measure)
    said = (*points, *measures)
    figures = () if extent.brief and measures else _figures(choice, said, extent.figures)
    upcoming = _ahead(topic, ahead, extent.ahead)
    doubtful = doubts((*said, *figures))
    warnings = (*dating(documents, today), *disputes(documents, near), *doubtful)
    return Briefing(
        topic=spelled(topic, documents),
        documents=tuple(documents),
        points=tuple(map(_stated, points)),
        measures=tuple(map(_graded, measures)),
        dates=() if extent.brief and upcoming else _dates(topic, documents, near, extent.dates),
        upcoming=upcoming,
        warnings=_joined(warnings) if extent.brief else warnings,
        figures=tuple(map(_graded, figures)),
    )


def related(topic: str, documents: Sequence[Document], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are about the topic or stand in one of the documents, in the almanac's order."""
    ids = {document.id for document in documents}
    return tuple(entry for entry in entries if (topic and about(entry, topic)) or _documents(entry) & ids)


def _documents(entry: Entry) -> set[str]:
    return {fact.document for fact in (entry.fact, *entry.also, *entry.disputed)}


def _later(today: date) -> date:
    """A year and a day from today, as far as the calendar goes."""
    return date.fromordinal(min(today.toordinal() + 366, date.max.toordinal()))


def _figures(choice: Choice, said: Sequence[Sentence], most: int) -> tuple[Sentence, ...]:
    """Sentences with amounts; where there are too few, with any figure."""
    amounts = choice.choose(most, said, _amounts)
    return (*amounts, *choice.choose(most - len(amounts), (*said, *amounts), _counts))


def _joined(warnings: Sequence[Statement]) -> tuple[Statement, ...]:
    """All warnings as one line, with the proof of each."""
    proofs = dict.fromkeys(proof for warning in warnings for proof in warning.evidence)
    words = run_on(*(warning.text for warning in warnings))
    return (Statement(words, tuple(proofs)),) if warnings else ()


def _measure(sentence: Sentence) -> float:
    """How much of a measure a sentence is."""
    return _strength(deeds(sentence.passage.text))


def _counts(sentence: Sentence) -> float:
    """How much a sentence tells by its figures."""
    return _strength(sum(figure.ref == sentence.passage.ref for figure in sentence.document.figures))


def _amounts(sentence: Sentence) -> float:
    """The same by money, areas and shares, and not by how many there are of something."""
    held = (figure for figure in sentence.document.figures if figure.ref == sentence.passage.ref)
    return _strength(
        sum(bool(figure.unit and (figure.unit.isupper() or figure.unit in _UNITS)) for figure in held)
    )


def _strength(times: int) -> float:
    """How well a sentence fits a section of which it has so many signs."""
    return 1 + FURTHER * (min(times, SIGNS) - 1) if times else 0.0


def _stated(sentence: Sentence) -> Statement:
    return Statement(sentence.passage.text, (sentence.evidence,))


def _graded(sentence: Sentence) -> Statement:
    return Statement(sentence.passage.text, (sentence.evidence,), _firm(sentence))


def _firm(sentence: Sentence) -> Grade:
    """The grade of the facts in the sentence where there are any, else of its words."""
    passage = sentence.passage
    held = [fact.grade for fact in sentence.document.facts if passage.start <= fact.start < passage.end]
    return held[0] if held else grade(passage.text)


def _ahead(topic: str, found: Sequence[Milestone], most: int) -> tuple[Milestone, ...]:
    """The next days of what is called by the topic; of whatever its documents tell where nothing is."""
    own = [one for one in found if _named(one.entry, topic)]
    return tuple((own or found)[:most])


def _named(entry: Entry, topic: str) -> bool:
    """Whether what happened, or a name of it, has every word of the topic in it."""
    wanted = frozenset(analyse(topic))
    every = (entry.fact, *entry.also)
    called = (words for fact in every for words in (fact.what, *fact.names))
    return bool(wanted) and any(wanted <= frozenset(analyse(words)) for words in called)


def _dates(topic: str, documents: Sequence[Document], near: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """The entries that matter most, in the almanac's order."""
    ranks = {document.id: rank for rank, document in enumerate(documents)}

    def weight(entry: Entry) -> float:
        exact = entry.fact.when.precision in _CLOSE
        origin = any(fact.kind is Kind.ORIGIN for fact in (entry.fact, *entry.also))
        rank = min((ranks.get(id, len(ranks)) for id in _documents(entry)), default=0)
        return 2.0 * _named(entry, topic) + 1.5 * origin + exact + 0.3 * len(entry.also[:4]) - 0.2 * rank

    telling = [entry for entry in near if entry.fact.kind in _TELLING and _told(entry)]
    chosen = sorted(telling, key=lambda entry: (-weight(entry), entry.fact.id))[:most]
    return tuple(entry for entry in near if entry in chosen)


def _told(entry: Entry) -> bool:
    """Whether a document tells of it, and not the curated calendar alone."""
    return any(fact.when.basis is not Basis.OUTSIDE for fact in (entry.fact, *entry.also))
