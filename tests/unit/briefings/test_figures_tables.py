"""Rows of tables: the unit may stand in the cell, beside it, over it, or over the whole table."""

from __future__ import annotations

from briefings.figures import figures
from briefings.model import Figure, Passage


def table(*lines: str) -> list[tuple[float, str | None, str]]:
    """Value, unit and subject of the amounts of lines that are a passage each."""
    text = "\n".join(lines)
    passages, at = [], 0
    for n, line in enumerate(lines, 1):
        passages.append(Passage("d", n, 1, at, at + len(line), line))
        at += len(line) + 1
    every: tuple[Figure, ...] = figures(passages, (), text)
    assert all(text[f.start : f.end] == f.text for f in every)
    return [(f.value, f.unit, f.subject) for f in every]


def test_the_corner_of_a_table_may_name_its_unit() -> None:
    assert table("| EUR million | 2022 | 2021 |", "| Income | 412.3 | 398.1 |", "| Debt | (120.5) | – |") == [
        (412.3e6, "EUR", "Income"),
        (398.1e6, "EUR", "Income"),
        (-120.5e6, "EUR", "Debt"),
    ]


def test_a_row_may_name_its_own_unit_or_noun() -> None:
    assert table(
        "| EUR million | 2022 |", "| Employees | 2,310 |", "| Margin, % | 7.6 |", "| Grid (km) | 84 |"
    ) == [
        (2_310, "employee", "Employees"),
        (7.6, "percent", "Margin, %"),
        (84, "km", "Grid (km)"),
    ]


def test_a_column_may_name_its_unit() -> None:
    assert table("| Year | Output (USD million) | Depots |", "| 2021 | 38.5 | 12 |") == [
        (38.5e6, "USD", "2021"),
        (12, "depot", "Depots"),
    ]


def test_columns_may_stand_apart_by_blanks() -> None:
    rows = "Ferries in service   18     17\nOn time              92 %   89 %"
    assert table(rows) == [
        (18, "ferry", "Ferries in service"),
        (17, "ferry", "Ferries in service"),
        (92, "percent", "On time"),
        (89, "percent", "On time"),
    ]


def test_a_cell_of_words_is_read_as_a_sentence() -> None:
    assert table("| Ports | 12 | a grant of EUR 3 million |") == [
        (12, "port", "Ports"),
        (3e6, "EUR", "grant"),
    ]


def test_sentences_with_two_blanks_between_them_are_no_table() -> None:
    assert table("It has 12 ports.  They cost EUR 3 million.  It is new.") == [
        (12, "port", "ports"),
        (3e6, "EUR", "cost"),
    ]


def test_captions_with_bars_are_no_table() -> None:
    assert table("New depots open | Employment | Northport", "Depots open | Work | 2021") == []
