"""What later documents say of targets, from the rows of either store."""

from __future__ import annotations

from datetime import date

from briefings.model import Document, Source
from briefings.standing import State, standings
from briefings.study import study
from storage.store import Store
from tests.unit.storage.made import AT

GOAL = "Northport plans to attract sub-funds of 100 billion yuan by the end of 2025."
HALF = "Northport has attracted sub-funds of 60 billion yuan."
FULL = "Northport has attracted sub-funds of 104 billion yuan."


def paper(id: str, text: str, on: str) -> tuple[Document, ...]:
    source = Source(f"{id}.txt", "text", id, f"Northport {id}\n\n{text}\n")
    return study(source, id=id, reference=date.fromisoformat(on))


def put(store: Store, id: str, text: str, on: str) -> None:
    store.library.put(paper(id, text, on), name=f"{id}.txt", sha256=id + text, at=AT)


def states(store: Store, on: date) -> list[tuple[State, list[str]]]:
    found = standings(store.library.cases(), on)
    return [(one.state, [evidence.ref for evidence in one.evidence]) for one in found]


def test_both_stores_judge_by_the_time_of_writing_and_not_of_coming_in(store: Store) -> None:
    put(store, "full", FULL, "2025-09-01")
    assert states(store, date(2026, 1, 1)) == []
    put(store, "half", HALF, "2024-09-01")
    put(store, "goal", GOAL, "2023-07-12")
    today = date(2024, 1, 1)
    assert states(store, today) == [(State.DUE, ["goal#1.1"])]
    assert states(store, date(2025, 1, 1)) == [(State.PARTLY, ["goal#1.1", "half#1.1"])]
    assert states(store, date(2026, 1, 1)) == [(State.RECORD, ["goal#1.1", "full#1.1"])]


def test_an_edit_changes_the_verdict_and_every_proof_stands(store: Store) -> None:
    put(store, "goal", GOAL, "2023-07-12")
    put(store, "later", HALF, "2025-09-01")
    before = store.library.cases()
    assert store.library.cases() is before
    put(store, "later", FULL, "2025-09-01")
    (found,) = standings(store.library.cases(), date(2026, 1, 1))
    assert found.state is State.RECORD
    assert all(store.library.holds(evidence) for evidence in found.evidence)


def test_what_was_taken_down_speaks_no_more(store: Store) -> None:
    put(store, "goal", GOAL, "2023-07-12")
    store.library.put(paper("later", FULL, "2025-09-01"), name="pair", sha256="1", at=AT)
    store.library.put(paper("other", "Nothing of it.", "2025-09-01"), name="pair", sha256="2", at=AT)
    assert [state for state, _ in states(store, date(2026, 1, 1))] == [State.SILENT]
