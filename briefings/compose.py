"""Documents to a briefing: the best line of each theme, with measures, figures, dates and what comes next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from briefings.almanac import about
from briefings.choosing import Sentence, choose, proof, ranked
from briefings.doubts import doubts
from briefings.milestones import USUAL, Reckoning
from briefings.milestones import ahead as every_milestone
from briefings.milestones.wording import name
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
from briefings.saying import age, day, when, written
from briefings.tense import grade
from briefings.words import analyse

OLD = 90
"""Days after which a source's age is told."""
POINTS, MEASURES, FIGURES, DATES, AHEAD = 4, 3, 3, 4, 2

_DEED = re.compile(
    r"\b(?:sets? up|setting up|establish\w*|launch\w*|issue[sd]?|release[sd]?|adopt\w*|introduc\w*|allow\w*"
    r"|permit\w*|requir\w*|exempt\w*|expand\w*|extend\w*|integrat\w*|approv\w*|authori[sz]\w*|proposed"
    r"|propos(?:es|al)|granted|grants|cuts?|abolish\w*|grows?|signed|runs|running|regulations?|rules? that"
    r"|(?:first|newly) to|plans? to|put(?:s|ting)? into)\b",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(r"\banniversar", re.IGNORECASE)
_TITLE = re.compile(r"[“\"][^”\"]*[”\"]")
_NAME = re.compile(r"[A-Z][\w-]{2,30}(?: [A-Z][\w-]{2,30}){1,3}")
_POSSESSIVE = re.compile(r"['’]s\b")
_UNITS = frozenset({"percent", "km2", "m2", "hectare", "mu"})
_TELLING = frozenset({Kind.EVENT, Kind.ORIGIN, Kind.DEADLINE, Kind.TARGET})
_CLOSE = frozenset({Precision.DAY, Precision.MONTH, Precision.RANGE})


def compose(
    topic: str,
    documents: Sequence[Document],
    entries: Sequence[Entry],
    today: date,
    milestones: Sequence[Milestone] | None = None,
    *,
    reckoning: Reckoning = USUAL,
) -> Briefing:
    """What these documents (best first) tell of a topic, as of `today`; the same values give the same.

    `entries` is the almanac, of which only what concerns the topic or stands in the documents is used.
    `milestones` are the days ahead to choose from; without them they are worked out from the entries.
    """
    near = related(topic, documents, entries)
    ahead = every_milestone(near, today, _later(today), reckoning) if milestones is None else milestones
    sentences = ranked(documents, topic)
    points = choose(sentences, POINTS)
    measures = choose(sentences, MEASURES, points, _is_measure)
    said = (*points, *measures)
    amounts = choose(sentences, FIGURES, said, _has_amount)
    figures = (*amounts, *choose(sentences, FIGURES - len(amounts), (*said, *amounts), _has_figure))
    return Briefing(
        topic=spelled(topic, documents),
        documents=tuple(documents),
        points=tuple(map(_stated, points)),
        measures=tuple(map(_graded, measures)),
        dates=_dates(topic, documents, near),
        upcoming=_ahead(topic, ahead),
        warnings=(*_warnings(documents, today), *_disputes(documents, near), *doubts((*said, *figures))),
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
    return {fact.document for fact in (entry.fact, *entry.also, *entry.disputed)}


def _later(today: date) -> date:
    """A year and a day from today, as far as the calendar goes."""
    return date.fromordinal(min(today.toordinal() + 366, date.max.toordinal()))


def _is_measure(sentence: Sentence) -> bool:
    words = _TITLE.sub("", sentence.passage.text)
    return bool(_DEED.search(words)) and not _REMEMBERED.search(words)


def _has_figure(sentence: Sentence) -> bool:
    return any(figure.ref == sentence.passage.ref for figure in sentence.document.figures)


def _has_amount(sentence: Sentence) -> bool:
    """Whether it tells money, an area or a share, and not only how many there are of something."""
    held = (figure for figure in sentence.document.figures if figure.ref == sentence.passage.ref)
    return any(figure.unit and (figure.unit.isupper() or figure.unit in _UNITS) for figure in held)


def _stated(sentence: Sentence) -> Statement:
    return Statement(sentence.passage.text, (sentence.evidence,))


def _graded(sentence: Sentence) -> Statement:
    return Statement(sentence.passage.text, (sentence.evidence,), _firm(sentence))


def _firm(sentence: Sentence) -> Grade:
    """The grade of the facts in the sentence where there are any, else of its words."""
    passage = sentence.passage
    held = [fact.grade for fact in sentence.document.facts if passage.start <= fact.start < passage.end]
    return held[0] if held else grade(passage.text)


def _ahead(topic: str, found: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """The next days of what is called by the topic; of whatever its documents tell where nothing is."""
    own = [one for one in found if _named(one.entry, topic)]
    return tuple((own or found)[:AHEAD])


def _named(entry: Entry, topic: str) -> bool:
    """Whether what happened, or a name of it, has every word of the topic in it."""
    wanted = frozenset(analyse(topic))
    every = (entry.fact, *entry.also)
    called = (words for fact in every for words in (fact.what, *fact.names))
    return bool(wanted) and any(wanted <= frozenset(analyse(words)) for words in called)


def _dates(topic: str, documents: Sequence[Document], near: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that matter most, in the almanac's order."""
    ranks = {document.id: rank for rank, document in enumerate(documents)}

    def weight(entry: Entry) -> float:
        exact = entry.fact.when.precision in _CLOSE
        origin = any(fact.kind is Kind.ORIGIN for fact in (entry.fact, *entry.also))
        rank = min((ranks.get(id, len(ranks)) for id in _documents(entry)), default=0)
        return 2.0 * _named(entry, topic) + 1.5 * origin + exact + 0.3 * len(entry.also[:4]) - 0.2 * rank

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
        header = document.clock.header
        if header and header.raw not in seen and (words := doubt(document)):
            seen.add(header.raw)
            yield Statement(words, witnessed(document))
    newest = max(documents, key=lambda one: one.clock.end or date.min, default=None)
    if newest is None:
        return
    if newest.clock.end is None:
        yield Statement("None of the sources tells when it was written.", ())
    elif (today - newest.clock.end).days > OLD:
        when = f"{written(newest.clock)}, {age(newest.clock, today)}"
        words = f"The newest source was written {when}; what came later is not in it."
        yield Statement(words, witnessed(newest))


def _disputes(documents: Sequence[Document], near: Sequence[Entry]) -> Iterator[Statement]:
    """Where one of these documents contradicts the curated calendar."""
    ids = {document.id for document in documents}
    for entry in near:
        against = [fact for fact in entry.disputed if fact.document in ids]
        if against:
            evidence = (*against[0].evidence[:1], *entry.fact.evidence[:1])
            yield Statement(dispute(entry), tuple(dict.fromkeys(evidence)))


def dispute(entry: Entry) -> str:
    """Which two dates an entry has, and which of them is told, in one sentence."""
    given = ", ".join(dict.fromkeys(when(fact.when) for fact in entry.disputed))
    return (
        f"A document gives {given} for {name(entry)}; the calendar of known origins gives "
        f"{when(entry.fact.when)}, which is the date that is told."
    )


def doubt(document: Document) -> str:
    """What is wrong with the date above a text, in one sentence; nothing where nothing is."""
    header = document.clock.header
    if header is None or header.verdict not in {"rejected", "malformed"}:
        return ""
    says = day(header.value) if header.value else f"“{header.raw}”"
    return f"The page header says {says}; the text was written {written(document.clock)}."


def witnessed(document: Document) -> tuple[Evidence, ...]:
    """The sentence that tells best when a text was written; its first one where none tells."""
    for witness in sorted(document.clock.witnesses, key=lambda one: (-one.weight, one.start)):
        for passage in document.passages:
            if passage.start <= witness.start < passage.end:
                return (proof(document, passage),)
    return tuple(proof(document, passage) for passage in document.passages[:1])
