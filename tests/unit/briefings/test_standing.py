"""Where targets and deadlines stand: moved by later documents on the same subject, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.almanac import almanac
from briefings.judging import Case, cases
from briefings.model import Document
from briefings.reporting import Report, Says, reported
from briefings.standing import Standing, State, standing, standings
from briefings.study import study
from tests.unit.briefings.told import source

GOAL = (
    "Northport's port fund\n\nNorthport plans to attract sub-funds of 100 billion yuan by the end of 2025.\n"
)
SPENT = "The dredging fund\n\nThe Northport dredging fund is to be spent on quays by 30 June 2024.\n"


def paper(id: str, text: str, on: str) -> Document:
    return study(source(text), id=id, reference=date.fromisoformat(on))[0]


def reports(*papers: Document) -> Iterator[Report]:
    for each in papers:
        yield from reported(
            each.passages, each.figures, sha256=each.sha256, title=each.title, clock=each.clock
        )


def ledger(*papers: Document) -> tuple[Case, ...]:
    entries = almanac((fact, each.title) for each in papers for fact in each.facts)
    return cases(entries, {each.id: each.clock for each in papers}, reports(*papers))


def stands(today: str, *papers: Document) -> Standing:
    every = standings(ledger(*papers), date.fromisoformat(today))
    told = {fact.id for fact in papers[0].facts}
    (found,) = [one for one in every if {f.id for f in (one.entry.fact, *one.entry.also)} & told]
    return found


def later(sentence: str, on: str = "2025-06-01", title: str = "Northport in figures") -> Document:
    return paper("later", f"{title}\n\n{sentence}\n", on)


GIVEN = paper("goal", GOAL, "2023-07-12")


def test_a_target_is_due_until_half_of_its_time_has_passed_in_silence() -> None:
    assert stands("2023-07-12", GIVEN).state is State.DUE
    assert stands("2024-10-04", GIVEN).state is State.DUE
    assert stands("2024-10-06", GIVEN).state is State.SILENT
    assert stands("2026-01-01", GIVEN).state is State.SILENT


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Northport has attracted sub-funds of 104 billion yuan.", State.RECORD),
        ("Northport had attracted sub-funds of over 100 billion yuan by May 2025.", State.RECORD),
        ("Northport has so far attracted sub-funds of 60 billion yuan.", State.PARTLY),
        ("Northport has attracted sub-funds of nearly 100 billion yuan.", State.PARTLY),
    ],
)
def test_a_later_figure_of_the_same_subject_and_unit_moves_it(sentence: str, state: State) -> None:
    told = later(sentence)
    found = stands("2025-07-01", GIVEN, told)
    assert found.state is state
    assert [each.ref for each in found.evidence] == ["goal#1.1", "later#1.1"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Northport plans to attract sub-funds of 100 billion yuan.",
        "Northport will have attracted sub-funds of 100 billion yuan by the end of 2025.",
        "Northport expects that its sub-funds reach 120 billion yuan.",
        "Northport has set up an industrial fund of 104 billion yuan.",
        "Northport has attracted loans of 104 billion yuan.",
        "Northport has attracted sub-funds of 104 billion dollars.",
        "Northport has attracted 104 sub-funds.",
        "Eastfield has attracted sub-funds of 104 billion yuan.",
        "Eastfield, unlike Northport, has attracted sub-funds of 104 billion yuan.",
        "The fund of Northport has grown to 104 billion yuan.",
        "Against a target of 100 billion yuan, Northport held 12 meetings.",
        "Northport's output reached 104 billion yuan.",
        "Northport has not attracted sub-funds of 104 billion yuan.",
        "Northport has attracted sub-funds of 80 to 120 billion yuan.",
        "In the next three years, Northport has attracted sub-funds of 104 billion yuan.",
        "By 2027 Northport had attracted sub-funds of 104 billion yuan.",
    ],
)
def test_another_subject_another_unit_or_a_plan_again_moves_nothing(sentence: str) -> None:
    found = stands("2025-07-01", GIVEN, later(sentence))
    assert (found.state, found.by) == (State.SILENT, None)


def test_what_was_written_before_or_at_an_unknown_time_moves_nothing() -> None:
    sentence = "Northport has attracted sub-funds of 104 billion yuan."
    early = later(sentence, "2023-07-01")
    same = later(sentence, "2023-07-12")
    unknown = study(source(f"Northport in figures\n\n{sentence}\n"), id="later")[0]
    for told in (early, same, unknown):
        assert stands("2025-07-01", GIVEN, told).state is State.SILENT


def test_a_day_is_judged_by_what_was_written_up_to_it() -> None:
    told = later("Northport has attracted sub-funds of 104 billion yuan.", "2025-06-01")
    assert stands("2025-05-31", GIVEN, told).state is State.SILENT
    assert stands("2025-06-01", GIVEN, told).state is State.RECORD


def test_below_after_its_day_is_overdue_and_reached_later_is_on_record() -> None:
    short = later("Northport has attracted sub-funds of 80 billion yuan.", "2026-02-01")
    assert stands("2026-02-01", GIVEN, short).state is State.OVERDUE
    more = paper(
        "more", "Northport\n\nNorthport has attracted sub-funds of 101 billion yuan.\n", "2026-09-01"
    )
    found = stands("2026-09-02", GIVEN, short, more)
    assert found.state is State.RECORD
    assert found.by is not None
    assert found.by.says is Says.REACHED


def test_the_order_in_which_documents_come_makes_no_difference() -> None:
    half = later("Northport has attracted sub-funds of 60 billion yuan.", "2024-06-01")
    full = paper(
        "full", "Northport\n\nNorthport has attracted sub-funds of 101 billion yuan.\n", "2025-09-01"
    )
    found = {ledger(*order) for order in permutations((GIVEN, half, full))}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("sentence", "on", "state"),
    [
        ("The Northport dredging fund was spent on quays in May 2024.", "2024-06-10", State.RECORD),
        ("The Northport dredging fund has not been spent on quays.", "2024-09-01", State.OVERDUE),
        ("The Northport dredging fund is to be spent on quays soon.", "2024-03-01", State.SILENT),
        ("The Northport dredging fund was approved for quays.", "2024-06-10", State.SILENT),
        ("The Northport dredging fund was spent on quays with no ceremony.", "2024-09-10", State.SILENT),
        ("The Northport dredging fund was not spent on quays until June.", "2024-09-10", State.SILENT),
        ("The Northport dredging fund for quays was completed.", "2024-06-10", State.RECORD),
        ("The Northport dredging fund for quays was postponed.", "2024-09-10", State.OVERDUE),
        ("The Eastfield dredging fund was spent on quays.", "2024-06-10", State.SILENT),
        ("The first phase of the Northport dredging fund was spent on quays.", "2024-02-01", State.PARTLY),
    ],
)
def test_a_deadline_is_moved_by_the_deed(sentence: str, on: str, state: State) -> None:
    given = paper("goal", SPENT, "2022-05-01")
    assert stands("2024-12-01", given, later(sentence, on)).state is state


def test_a_later_document_may_move_the_date_and_both_are_kept() -> None:
    given = paper("goal", SPENT, "2022-05-01")
    moved = paper(
        "moved",
        "Dredging\n\nThe Northport dredging fund is to be spent on quays by 31 December 2026.\n",
        "2024-01-10",
    )
    before, after = sorted(ledger(given, moved), key=lambda case: case.entry.fact.when.end or date.min)
    assert before.after == after.entry
    assert after.before == before.entry
    (found,) = standings((before, after), date(2025, 1, 1))
    assert (found.entry, found.state) == (after.entry, State.DUE)
    assert [case.after for case in ledger(moved, given) if case.after] == [after.entry]


def test_a_new_aim_for_another_year_is_no_move() -> None:
    first = paper(
        "a", "Aims\n\nNorthport plans to attract 100 pilot firms by the end of 2024.\n", "2024-01-10"
    )
    second = paper(
        "b", "Aims\n\nNorthport plans to attract 100 pilot firms by the end of 2025.\n", "2025-01-10"
    )
    assert [case.after for case in ledger(first, second)] == [None, None]


def test_a_smaller_amount_of_what_is_to_shrink_is_no_failure() -> None:
    given = paper(
        "goal", "Dues\n\nNorthport aims to reduce port dues to 20 million yuan by 2025.\n", "2023-02-01"
    )
    told = later("Northport has port dues of 15 million yuan.")
    assert stands("2026-02-01", given, told).by is None


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("截至2025年5月，北港区已吸引子基金规模104亿元。", State.RECORD),
        ("截至2025年5月，北港区已吸引子基金规模60亿元。", State.PARTLY),
        ("截至2025年5月，东田区已吸引子基金规模104亿元。", State.SILENT),
        ("截至2025年5月，北港区已设立产业基金104亿元。", State.SILENT),
        ("北港区计划吸引子基金规模达到104亿元。", State.SILENT),
    ],
)
def test_chinese_targets_are_moved_by_the_same_rules(sentence: str, state: State) -> None:
    given = paper("goal", "港口基金\n\n北港区计划到2025年底吸引子基金规模达到100亿元。\n", "2023-07-12")
    assert stands("2025-07-01", given, later(sentence, title="港口发展")).state is state


def test_the_same_noun_at_the_same_place_is_not_the_same_thing() -> None:
    given = paper(
        "goal",
        "Rules\n\nNorthport plans to write the list of bonded services for 500 firms by the end of 2025.\n",
        "2023-07-12",
    )
    other = later("Northport has opened the credit report scheme for 700 firms.")
    same = later("Northport has opened the list of bonded services for 700 firms.")
    assert stands("2025-07-01", given, other).by is None
    assert stands("2025-07-01", given, same).state is State.RECORD


def test_of_a_ladder_no_rung_is_moved_by_another() -> None:
    ladder = (
        "Funds\n\nNorthport plans to raise a guidance fund of 5 billion yuan, and with it sub-funds of over "
        "15 billion yuan, by the end of 2025.\n"
    )
    told = later("Northport has raised a guidance fund of 16 billion yuan.")
    found = stands("2025-08-01", paper("goal", ladder, "2023-07-12"), told)
    assert found.by is None or (found.by.figure and found.by.figure.subject == "guidance fund")


@given(
    amount=st.integers(1, 300),
    on=st.dates(date(2022, 1, 1), date(2028, 1, 1)),
    today=st.dates(date(2022, 1, 1), date(2028, 1, 1)),
)
def test_whatever_is_found_the_state_follows_from_it(amount: int, on: date, today: date) -> None:
    told = later(f"Northport has attracted sub-funds of {amount} billion yuan.", on.isoformat())
    for case in ledger(GIVEN, told):
        found = standing(case, today)
        known = date(2023, 7, 12) < on <= today
        assert (found.by is not None) == known
        if known:
            late = on > date(2025, 12, 31)
            below = State.OVERDUE if late else State.PARTLY
            assert found.state is (State.RECORD if amount >= 100 else below)
