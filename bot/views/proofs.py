"""Why a date is what it is: derivation, sentences, grade, and the witnesses for a document's time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.card import (
    Action,
    Block,
    Bullets,
    Card,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    bold,
    italic,
    text,
)
from bot.filling import filled
from bot.views.entries import coming, disputing, needed, why
from bot.views.sources import clipped, dates, first_sentence
from bot.views.standings import listed
from bot.views.wrongs import wrong
from briefings.called import called
from briefings.choosing import proof
from briefings.digests import why as asked_for
from briefings.milestones.wording import name
from briefings.model import Basis, Delivery, Document, Entry, Evidence, Fact, Milestone, Passage, Witness
from briefings.reservations import dispute, doubt, witnessed
from briefings.retelling import retold
from briefings.saying import basis, counted, day, founded, when
from briefings.standing import Standing
from briefings.tense import graded_by
from briefings.tongue import N_, _, clauses, several

WITNESSES = 5
STRONG, FAIR = 3.0, 1.5
"""Weights of witnesses from which they are called so."""
UNDATED = N_("without a date")


def label(value: Fact) -> str:
    """A fact's date in a few words."""
    return when(value.when) if value.when.edtf else _(UNDATED)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside a date: a day earned from it, how that was counted, and where a target stands."""

    milestone: Milestone | None = None
    counted: str = ""
    standing: Standing | None = None


def fact(
    entry: Entry,
    document: Document | None,
    sentences: Sequence[tuple[Document, Passage]],
    today: date,
    beside: Beside,
) -> list[Block]:
    """The whole proof of an entry's date, and of the day that was earned from it."""
    best = entry.fact
    title = _("Why {time}: {what}").format(time=label(best), what=clipped(name(entry), 120))
    blocks: list[Block] = [Heading(title, needed(entry))]
    blocks += _milestone(beside, today)
    if best.derivation:
        words = text(bold(_("Derivation")), " ", retold(best.derivation))
        blocks.append(Paragraph(Line(words, best.evidence[:1])))
    blocks += [Quote(passage.text, (proof(told, passage),)) for told, passage in sentences]
    blocks.append(_particulars(best, sentences))
    if beside.standing:
        blocks += _ledger(beside.standing, today)
    if others := [one for one in entry.also if one.derivation or one.when != best.when]:
        blocks += [Heading(_("Also told")), Bullets(tuple(map(_telling, others[:WITNESSES])))]
    if entry.disputed:
        against = tuple(map(_telling, entry.disputed[:WITNESSES]))
        blocks += [Heading(_("What contradicts it")), Bullets(against)]
        blocks.append(Notice("warning", Line(text(dispute(entry)), disputing(entry))))
    if document and best.when.basis is not Basis.OUTSIDE:
        blocks += written_when(document, today)
    return blocks


def facts(several: Sequence[Fact]) -> list[Block]:
    """The dates that one sentence gives."""
    return [Heading(_("The dates in this sentence")), Bullets(tuple(map(_telling, several)))]


def _telling(one: Fact) -> Line:
    words = filled(
        _("{time} {what} — {basis}, {grade}"),
        time=bold(label(one)),
        what=clipped(one.what, 160),
        basis=basis(founded(one)),
        grade=italic(called(one.grade)),
    )
    return Line(words, one.evidence[:1])


def _milestone(beside: Beside, today: date) -> Iterator[Block]:
    """The day that was asked for: its line, its rule and its arithmetic."""
    if beside.milestone is None:
        return
    line = coming(beside.milestone, today)
    yield Paragraph(line)
    arithmetic = _("{sum} (rule: {rule})").format(sum=beside.counted, rule=called(beside.milestone.rule))
    words = text(bold(_("Counted")), " ", arithmetic)
    yield Paragraph(Line(words, line.evidence[: line.needs]))


def _ledger(value: Standing, today: date) -> Iterator[Block]:
    """Where a target or deadline stands, with the sentence that moved it, and another date it has."""
    after = value.case.after
    lines = [listed(value, today)]
    if value.by:
        said = value.by.report
        sentence = _("Moved by: {sentence} — {title}")
        words = sentence.format(sentence=clipped(said.text), title=said.title)
        lines.append(Line(text(words), (said.evidence,)))
    if after:
        words = _("A later document gives it another date: {time}").format(time=when(after.fact.when))
        lines.append(Line(text(words), after.fact.evidence[:1]))
    yield Heading(_("In the ledger"))
    yield Bullets(tuple(lines))


def _grade(best: Fact, sentences: Sequence[tuple[Document, Passage]]) -> str:
    """How firm it is, and the words that say so."""
    refs = {evidence.ref for evidence in best.evidence}
    said = next((passage.text for _, passage in sentences if passage.ref in refs), "")
    words = several(_("“{words}”").format(words=word) for word in graded_by(said, best.grade)[:WITNESSES])
    known = called(best.grade)
    return _("{grade}, from {words}").format(grade=known, words=words) if words else known


def _particulars(best: Fact, sentences: Sequence[tuple[Document, Passage]]) -> Pairs:
    """What was read, and how firm it is."""
    dated = _("{time}, to the {part}; {basis}")
    rows = [
        (
            _("Date"),
            dated.format(time=label(best), part=called(best.when.precision), basis=basis(founded(best))),
        ),
        (_("In the text"), _("“{words}”").format(words=clipped(best.expression, 160))),
        (_("Kind"), called(best.kind)),
        (_("Grade"), _grade(best, sentences)),
    ]
    return Pairs(tuple((key, Line(text(value), best.evidence[:1])) for key, value in rows if value))


def written_when(document: Document, today: date) -> list[Block]:
    """When a document was written: the result, the witnesses, the verdict on its header."""
    seen = witnessed(document)
    rows = tuple((key, Line(text(value), seen)) for key, value in dates(document, today))
    title = _("When “{title}” was written")
    blocks: list[Block] = [
        Heading(title.format(title=clipped(document.title, 100)), first_sentence(document)),
        Pairs(rows),
    ]
    if lines := tuple(_witnesses(document)):
        blocks += [Heading(_("What speaks for it")), Bullets(lines)]
    if words := doubt(document):
        blocks.append(Notice("warning", Line(text(words), seen)))
    return blocks


def _witnesses(document: Document) -> Iterator[Line]:
    heaviest = sorted(document.clock.witnesses, key=lambda one: (-one.weight, one.start))[:WITNESSES]
    for one in heaviest:
        words = " ".join(document.text[one.start : one.end].split())
        sentence = _("“{words}” says {year} ({kind}; {weight})") if words else _("{year} ({kind}; {weight})")
        said = filled(
            sentence,
            words=clipped(words, 80),
            year=bold(one.says),
            kind=retold(one.kind),
            weight=_heavy(one),
        )
        yield Line(said, _where(document, one))


def _heavy(witness: Witness) -> str:
    """How much a witness counts, in words: no text gives a number for it."""
    if witness.weight >= STRONG:
        return _("strong")
    return _("fair") if witness.weight >= FAIR else _("weak")


def _where(document: Document, witness: Witness) -> tuple[Evidence, ...]:
    stands = (p for p in document.passages if p.start <= witness.start < p.end)
    return tuple(proof(document, passage) for passage in stands)[:1] or first_sentence(document)


def message(delivery: Delivery, lane: str = "") -> Card:
    """Why a message came, or did not; `lane` says in words what holds up everything on its way."""
    digest = delivery.digest
    said = asked_for(digest.items) if digest.items else retold(digest.why)
    blocks: tuple[Block, ...] = (
        Heading(_("The message of {day}").format(day=day(digest.slot))),
        Paragraph(Line(text(said), tuple(e for due in digest.items for e in needed(due.milestone.entry)))),
        Pairs(tuple((key, Line(text(value))) for key, value in _became(delivery, lane))),
    )
    whys = tuple(why(due.milestone) for due in digest.items[:3])
    ahead = () if delivery.state == "sent" else (Action(_("What comes up"), "preview"),)
    return Card(blocks, (*whys, *ahead, Action(_("What this chat gets"), "subs")))


def _became(delivery: Delivery, lane: str) -> Iterator[tuple[str, str]]:
    """What became of a message, as far as it is known."""
    digest, waits = delivery.digest, delivery.state == "pending"
    yield _("State"), called(delivery.state)
    yield _("For"), day(digest.slot)
    if digest.late:
        yield _("Late by"), counted(digest.late, "day")
    if delivery.attempt:
        yield _("Attempts"), str(delivery.attempt)
    if delivery.repeat:
        yield _("Repeated"), _("an earlier attempt may have arrived")
    if delivery.error:
        yield _("Fault"), wrong(delivery.error)
    if waits and delivery.next_at:
        yield _("Next try"), clauses((day(delivery.next_at.date()), f"{delivery.next_at:%H:%M:%S} UTC"))
    if waits and lane:
        yield _("On the way"), lane
