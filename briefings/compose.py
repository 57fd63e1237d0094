"""Documents to a briefing: the best line of each theme, with measures, figures, dates and what comes next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from briefings.almanac import about
from briefings.choosing import Sentence, choose, proof, ranked
from briefings.milestones import milestones as every_milestone
from briefings.model import (
    Basis,
    Briefing,
    Document,
    Entry,
    Evidence,
    Grade,
    Kind,
    Milestone,
    Precision,
    Statement,
)
from briefings.saying import day, distance, written
from briefings.tense import grade

OLD = 90
"""Days after which a source's age is told."""
POINTS, MEASURES, FIGURES, DATES, AHEAD = 4, 4, 3, 6, 3

_DEED = re.compile(
    r"\b(?:set(?:s|ting)? up|establish|launch|issu|releas|adopt|introduc|pilot|allow|permit|requir|exempt"
    r"|expand|extend|integrat|approv|authori[sz]|proposed|legislat|regulat|grant|support|build|cut|abolish|open(?:s|ed)?"
    r"|grows?|made)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w-]{2,30}(?: [A-Z][\w-]{2,30}){1,3}")
_POSSESSIVE = re.compile(r"['’]s\b")
_TELLING = frozenset({Kind.EVENT, Kind.ORIGIN, Kind.DEADLINE, Kind.TARGET, Kind.OCCURRENCE})
_CLOSE = frozenset({Precision.DAY, Precision.MONTH, Precision.RANGE})


def compose(
    topic: str,
    documents: Sequence[Document],
    entries: Sequence[Entry],
    today: date,
    milestones: Sequence[Milestone] | None = None,
) -> Briefing:
    """What these documents (best first) tell of a topic, as of `today`; the same values give the same.

    `entries` is the almanac, of which only what concerns the topic or stands in the documents is used.
    `milestones` are the days ahead to choose from; without them they are worked out from the entries.
    """
    near = related(topic, documents, entries)
    ahead = every_milestone(near, today, _later(today)) if milestones is None else milestones
    sentences = ranked(documents, topic)
    points = choose(sentences, POINTS)
    measures = choose(sentences, MEASURES, points, _is_measure)
    figures = choose(sentences, FIGURES, (*points, *measures), _has_figure)
    return Briefing(
        topic=spelled(topic, documents),
        documents=tuple(documents),
        points=tuple(map(_stated, points)),
        measures=tuple(map(_graded, measures)),
        dates=_dates(topic, documents, near),
        upcoming=tuple(ahead[:AHEAD]),
        warnings=tuple(_warnings(documents, today)),
        figures=tuple(map(_graded, figures)),
    )


def related(topic: str, documents: Sequence[Document], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are about the topic or stand in one of the documents, in the almanac's order."""
    ids = {document.id for document in documents}
    return tuple(entry for entry in entries if about(entry, topic) or _documents(entry) & ids)


def theme(documents: Sequence[Document]) -> str:
    """The name that most of these documents speak of; the first one's title where they share none."""
    counts: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for document in documents:
        names = _NAME.findall(_POSSESSIVE.sub(",", f"{document.title}. {document.text}"))
        pairs = [" ".join(pair) for name in names for pair in _pairs(name.split())]
        spoken.update(pairs)
        counts.update(set(pairs))
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


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise(words)


def _documents(entry: Entry) -> set[str]:
    return {fact.document for fact in (entry.fact, *entry.also)}


def _later(today: date) -> date:
    """A year and a day from today, as far as the calendar goes."""
    return date.fromordinal(min(today.toordinal() + 366, date.max.toordinal()))


def _is_measure(sentence: Sentence) -> bool:
    return bool(_DEED.search(sentence.passage.text))


def _has_figure(sentence: Sentence) -> bool:
    return any(figure.ref == sentence.passage.ref for figure in sentence.document.figures)


def _stated(sentence: Sentence) -> Statement:
    return Statement(sentence.passage.text, (sentence.evidence,))


def _graded(sentence: Sentence) -> Statement:
    return Statement(sentence.passage.text, (sentence.evidence,), _firm(sentence))


def _firm(sentence: Sentence) -> Grade:
    """The grade of the facts in the sentence where there are any, else of its words."""
    passage = sentence.passage
    held = [fact.grade for fact in sentence.document.facts if passage.start <= fact.start < passage.end]
    return held[0] if held else grade(passage.text)


def _dates(topic: str, documents: Sequence[Document], near: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that matter most, in the almanac's order."""
    ranks = {document.id: rank for rank, document in enumerate(documents)}

    def weight(entry: Entry) -> float:
        exact = entry.fact.when.precision in _CLOSE
        origin = any(fact.kind is Kind.ORIGIN for fact in (entry.fact, *entry.also))
        rank = min((ranks.get(id, len(ranks)) for id in _documents(entry)), default=0)
        return 2.0 * about(entry, topic) + 1.5 * origin + exact + 0.3 * len(entry.also[:4]) - 0.2 * rank

    telling = [entry for entry in near if entry.fact.kind in _TELLING and _told(entry)]
    chosen = sorted(telling, key=lambda entry: (-weight(entry), entry.fact.id))[:DATES]
    return tuple(entry for entry in near if entry in chosen)


def _told(entry: Entry) -> bool:
    """Whether a document tells of it, and not the curated calendar alone."""
    return any(fact.when.basis is not Basis.OUTSIDE for fact in (entry.fact, *entry.also))


def _warnings(documents: Sequence[Document], today: date) -> Iterator[Statement]:
    """What a reader must know of the sources' dates, each once: false headers, then age."""
    seen: set[str] = set()
    for document in documents:
        words = doubt(document)
        if words and words not in seen:
            seen.add(words)
            yield Statement(words, witnessed(document))
    newest = max(documents, key=lambda one: one.clock.end or date.min, default=None)
    if newest is None:
        return
    if newest.clock.end is None:
        yield Statement("None of the sources tells when it was written.", ())
    elif (today - newest.clock.end).days > OLD:
        age = distance(newest.clock.end, today)
        words = f"The newest source was written {written(newest.clock)}, {age}; what came later is not in it."
        yield Statement(words, witnessed(newest))


def doubt(document: Document) -> str:
    """What is wrong with the date above a text, in one sentence; nothing where nothing is."""
    header = document.clock.header
    if header is None or header.verdict not in {"rejected", "malformed"}:
        return ""
    says = day(header.value) if header.value else f"“{header.raw}”"
    return f"The page header says {says}; the text was written {written(document.clock)}."


def witnessed(document: Document) -> tuple[Evidence, ...]:
    """The sentence with the heaviest witness for the time of writing; nothing where no sentence tells."""
    for witness in sorted(document.clock.witnesses, key=lambda one: (-one.weight, one.start)):
        for passage in document.passages:
            if passage.start <= witness.start < passage.end:
                return (proof(document, passage),)
    return ()
