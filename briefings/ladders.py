"""The amounts of a topic as ladders: one for each unit, the largest on top, different subjects kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from briefings.choosing import proof
from briefings.figures.units import MEASURED, unit_after
from briefings.model import Clock, Document, Evidence, Fact, Figure, Grade, Passage, When
from briefings.saying import founded
from briefings.sentences import fold
from briefings.tense import grade
from briefings.words import analyse

NAMED = 0.75
"""The share of a topic's words that a sentence which names it has."""
PERVADED = 0.4
"""The share of a document's paragraphs that name a topic where all of it is about the topic."""
SUBJECT = 2
"""Words that the shorter of two subjects needs for the longer one, which has all of them, to be the same."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One amount of one subject, as one or more sentences tell it.

    `value`, `upper`, `unit`, `hedge` and `subject` are as in `Figure`; `text` is the amount in the words of
    its first sentence and `sentence` that sentence. `when` is the time that its clause gives, if any; `told`
    are the clocks of the documents that tell it, without their witnesses, one for each of the `evidence`.
    `own` says that a sentence that tells it names the topic itself.
    """

    value: float
    upper: float | None
    unit: str | None
    hedge: str | None
    subject: str
    text: str
    sentence: str
    grade: Grade
    when: When | None
    odd: str | None
    told: tuple[Clock, ...]
    evidence: tuple[Evidence, ...]
    own: bool

    @property
    def size(self) -> float:
        """What it is put in order by: the upper end of a range, else its value."""
        return self.value if self.upper is None else max(self.value, self.upper)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one unit, the largest first. They are never added up: each has a subject of its own.

    `measured` says that the unit is money or a measure, and no noun that is counted.
    """

    unit: str | None
    measured: bool
    rungs: tuple[Rung, ...]


def ladders(topic: str, documents: Sequence[Document]) -> tuple[Ladder, ...]:
    """The ladders of a topic from these documents, the best first; the same values give the same.

    Taken are the amounts of sentences that name the topic, of the paragraphs that these stand in, and of
    documents whose title or many of whose paragraphs name it. Units that the topic's own sentences tell come
    first, money and measures before what is counted. A topic without words has none.
    """
    wanted = frozenset(analyse(topic))
    told = [rung for document in documents for rung in _rungs(document, wanted)] if wanted else []
    units: defaultdict[str | None, list[Rung]] = defaultdict(list)
    for rung in _merged(told):
        units[rung.unit].append(rung)
    found = [
        Ladder(unit, unit in MEASURED, tuple(sorted(rungs, key=lambda rung: -rung.size)))
        for unit, rungs in units.items()
    ]
    return tuple(sorted(found, key=_first))


def unit_named(words: str) -> str | None:
    """The unit that somebody means: its name in figures (CNY, km2), or a way to write it (yuan, 平方公里)."""
    plain = words.strip()
    exact = next((unit for unit in MEASURED if unit.casefold() == plain.casefold()), None)
    found = None if exact else unit_after(plain, 0)
    return found[0] if found and found[1] == len(plain) else exact


def _first(ladder: Ladder) -> tuple[bool, bool, int, str]:
    """Money and measures first, then what the topic's own sentences tell, then the longer ladders."""
    own = any(rung.own for rung in ladder.rungs)
    return not ladder.measured, not own, -len(ladder.rungs), ladder.unit or ""


def _rungs(document: Document, wanted: frozenset[str]) -> Iterator[Rung]:
    """Every amount of a document that is about the topic, in the order of the text."""
    naming = {one.ref for one in document.passages if _names(one.text, wanted)}
    paragraphs = {one.paragraph for one in document.passages if one.ref in naming}
    every = {one.paragraph for one in document.passages if one.paragraph}
    whole = 0 in paragraphs or len(paragraphs) >= max(2, PERVADED * len(every))
    passages = {one.ref: one for one in document.passages}
    dated = _dated(document.facts)
    for figure in document.figures:
        passage = passages.get(figure.ref)
        if passage and (whole or passage.paragraph in paragraphs):
            yield _rung(document, passage, figure, dated, figure.ref in naming)


def _names(words: str, wanted: frozenset[str]) -> bool:
    """Whether words name the topic."""
    return len(wanted & frozenset(analyse(words))) >= ceil(NAMED * len(wanted))


def _dated(facts: Sequence[Fact]) -> dict[tuple[int, int], list[Fact]]:
    """The facts that hold each amount, by the amount's offsets."""
    held: defaultdict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        for figure in fact.figures:
            held[figure.start, figure.end].append(fact)
    return held


def _rung(
    document: Document,
    passage: Passage,
    figure: Figure,
    dated: dict[tuple[int, int], list[Fact]],
    own: bool,
) -> Rung:
    facts = dated.get((figure.start, figure.end), [])
    times = {founded(fact) for fact in facts if fact.when.start or fact.when.end}
    sentence = document.text[passage.start : passage.end]
    firm = facts[0].grade if facts else grade(sentence, figure.start - passage.start)
    return Rung(
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        hedge=figure.hedge,
        subject=fold(figure.subject),
        text=fold(figure.text),
        sentence=passage.text,
        grade=firm,
        when=times.pop() if len(times) == 1 else None,
        odd=figure.odd,
        told=(replace(document.clock, header=None, witnesses=()),),
        evidence=(proof(document, passage),),
        own=own,
    )


def _merged(rungs: Sequence[Rung]) -> list[Rung]:
    """The rungs with those put together that tell one amount of one subject."""
    kept: defaultdict[tuple[object, ...], list[Rung]] = defaultdict(list)
    for rung in rungs:
        same = kept[rung.value, rung.upper, rung.unit, (rung.hedge or "").casefold(), rung.grade]
        at = next((at for at, other in enumerate(same) if _one_amount(other, rung)), None)
        if at is None:
            same.append(rung)
        else:
            same[at] = _joined(same[at], rung)
    return [rung for same in kept.values() for rung in same]


def _joined(one: Rung, other: Rung) -> Rung:
    """One rung out of two, in the words of the fuller subject, with the sentences of both."""
    fuller = other if len(analyse(other.subject)) > len(analyse(one.subject)) else one
    told = dict(zip((*one.evidence, *other.evidence), (*one.told, *other.told), strict=True))
    return replace(
        one,
        subject=fuller.subject,
        when=one.when or other.when,
        odd=one.odd or other.odd,
        told=tuple(told.values()),
        evidence=tuple(told),
        own=one.own or other.own,
    )


def _one_amount(one: Rung, other: Rung) -> bool:
    """Whether two equal amounts are one: of one subject, and of no two times."""
    if one.when and other.when and one.when.edtf != other.when.edtf:
        return False
    if one.sentence == other.sentence and one.subject == other.subject:
        return True
    mine, theirs = frozenset(analyse(one.subject)), frozenset(analyse(other.subject))
    short, long = sorted((mine, theirs), key=len)
    return bool(short) and (short == long or (len(short) >= SUBJECT and short < long))
