"""Slices of the ledger: deliveries of one occurrence that are sent together, and conditions on them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, literal_column

from storage.traffic import DELIVERY


@dataclass(frozen=True, slots=True)
class Slice:
    """Deliveries of one occurrence, by the first and last number."""

    occurrence: int
    first: int
    last: int


def within(part: Slice) -> ColumnElement[bool]:
    """The condition that a delivery belongs to a slice."""
    return and_(DELIVERY.c.id.between(part.first, part.last), DELIVERY.c.occurrence_id == part.occurrence)


def in_state(state: str) -> ColumnElement[bool]:
    """The state as a literal: SQLite does not use a partial index for a bound value."""
    return DELIVERY.c.state == literal_column(f"'{state}'")
