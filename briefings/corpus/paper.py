"""The curated calendar as a document, so that its rows are cited like any sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from briefings.corpus.rows import expression
from briefings.model import Clock, Document, Evidence, Fact, Grade, Kind, Origin, Passage

ID = "calendar"
TITLE = "Milepost's calendar of known origins"
LABEL = "Milepost's calendar, outside knowledge"
CREDIT = "Collected by the Milepost project from the papers named in each row"
UNKNOWN = Clock(year=None, start=None, end=None, confidence=0.0)


def paper(rows: Sequence[Origin], name: str = "calendar.yaml") -> Document:
    """One paragraph for each row: what happened, who says so, and the row's note if it has one.

    Paragraphs are numbered as the rows are, so `calendar#7.1` is the seventh row's sentence. Every
    row is also a fact that is dated by outside knowledge. The same rows give the same document.
    """
    passages = tuple(_passages(rows))
    text = "\n\n".join(" ".join(told(row)) for row in rows)
    sha256 = hashlib.sha256(f"{TITLE}\n{text}".encode()).hexdigest()
    return Document(
        id=ID,
        title=TITLE,
        kind="calendar",
        text=text,
        offset=0,
        sha256=sha256,
        language="en",
        name=name,
        passages=passages,
        clock=UNKNOWN,
        facts=tuple(_facts(rows, passages, sha256)),
        label=LABEL,
        credit=CREDIT,
    )


def told(row: Origin) -> tuple[str, ...]:
    """A row's sentences: what happened, who says so, the note."""
    checked = "verified" if row.verified else "not verified"
    said = f"Outside knowledge from {row.issuer}: “{row.source}”, published {row.published}, {checked}."
    first = f"{_name(row)}{row.what}"
    return (first, said, row.note) if row.note else (first, said)


def _name(row: Origin) -> str:
    """The row's own name before its sentence where that does not say it: a line that uses it cites this."""
    name = row.names[0]
    return "" if name.casefold() in row.what.casefold() else f"{name[:1].upper()}{name[1:]}: "


def derivation(row: Origin) -> str:
    """How a row's date was earned, in one sentence."""
    checked = "verified" if row.verified else "not verified"
    return f"outside knowledge: {row.source}, {row.issuer}, {row.published}; {checked}"


def _passages(rows: Sequence[Origin]) -> Iterator[Passage]:
    end = 0
    for paragraph, row in enumerate(rows, 1):
        for sentence, words in enumerate(told(row), 1):
            gap = 0 if not end else 2 if sentence == 1 else 1
            start, end = end + gap, end + gap + len(words)
            yield Passage(ID, paragraph, sentence, start, end, words)


def _facts(rows: Sequence[Origin], passages: Sequence[Passage], sha256: str) -> Iterator[Fact]:
    proofs = {p.paragraph: p for p in passages if p.sentence == 1}
    for paragraph, row in enumerate(rows, 1):
        proof = proofs[paragraph]
        words = expression(row)
        start = proof.start + len(_name(row)) + row.what.index(words)
        yield Fact(
            id=f"{ID}-{row.id}",
            document=ID,
            kind=Kind.ORIGIN,
            grade=Grade.IN_FORCE,
            what=row.names[0],
            when=row.when,
            start=start,
            end=start + len(words),
            expression=words,
            evidence=(Evidence(proof.ref, sha256, proof.start, proof.end),),
            derivation=derivation(row),
            names=row.names,
        )
