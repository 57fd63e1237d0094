"""Documents to the JSON that `milepost extract` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefings.model import Clock, Document, Fact, Figure, Header, Kind, Witness


def extraction(documents: Sequence[Document]) -> dict[str, Any]:
    """Everything that was read from a source; `char` counts code points of the source's decoded text."""
    return {"documents": [_document(document) for document in documents]}


def _document(document: Document) -> dict[str, Any]:
    shift = document.offset
    return {
        "title": document.title,
        "kind": document.kind,
        "char": [shift, shift + len(document.text)],
        "language": document.language,
        "reference": _reference(document.clock, shift),
        "dropped": [{"char": [d.start + shift, d.end + shift], "why": d.why} for d in document.dropped],
        "items": [_item(fact, at, document) for at, fact in _places(document.facts)],
        "figures": [_figure(figure, shift) for figure in document.figures],
    }


def _reference(clock: Clock, shift: int) -> dict[str, Any]:
    interval = [clock.start.isoformat(), clock.end.isoformat()] if clock.start and clock.end else None
    return {
        "year": clock.year,
        "interval": interval,
        "confidence": clock.confidence,
        "header": _header(clock.header) if clock.header else None,
        "witnesses": [_witness(witness, shift) for witness in clock.witnesses],
    }


def _header(header: Header) -> dict[str, Any]:
    return {
        "value": header.value.isoformat() if header.value else None,
        "verdict": header.verdict,
        "why": header.why,
    }


def _witness(witness: Witness, shift: int) -> dict[str, Any]:
    return {
        "char": [witness.start + shift, witness.end + shift],
        "says": witness.says,
        "weight": witness.weight,
        "kind": witness.kind,
    }


def _places(facts: Sequence[Fact]) -> list[tuple[tuple[int, int], Fact]]:
    """Every place where a fact is told, in the order of the text."""
    places = [((fact.start, fact.end), fact) for fact in facts]
    places += [(at, fact) for fact in facts for at in fact.again]
    return sorted(places, key=lambda place: place[0])


def _item(fact: Fact, at: tuple[int, int], document: Document) -> dict[str, Any]:
    when, shift = fact.when, document.offset
    dated = fact.kind is not Kind.VAGUE
    return {
        "char": [at[0] + shift, at[1] + shift],
        "text": " ".join(document.text[at[0] : at[1]].split()),
        "start": when.start.isoformat() if when.start and dated else None,
        "end": when.end.isoformat() if when.end and dated else None,
        "edtf": when.edtf,
        "precision": when.precision.value,
        "basis": when.basis.value,
        "kind": fact.kind.value,
        "grade": fact.grade.value,
        "subject": fact.what,
        "place": fact.place,
        "timex": {"type": fact.timex.type, "value": fact.timex.value} if fact.timex else None,
    }


def _figure(figure: Figure, shift: int) -> dict[str, Any]:
    value = figure.value if figure.upper is None else [figure.value, figure.upper]
    return {
        "char": [figure.start + shift, figure.end + shift],
        "value": value,
        "unit": figure.unit,
        "hedge": figure.hedge,
        "subject": figure.subject,
        "odd": figure.odd,
    }
