"""The table of names that mean the same."""

from __future__ import annotations

import pytest

from briefings.aliases import checked, named, rows
from briefings.errors import Refused
from briefings.query import lone
from briefings.words import analyse, paired, wide


def test_the_table_holds_names_of_both_languages_in_one_spelling() -> None:
    assert len(rows()) >= 150
    both = [
        row for row in rows() if any(wide(name[0]) for name in row) and any(name.isascii() for name in row)
    ]
    assert len(both) >= 150
    for name in (name for row in rows() for name in row):
        assert name == name.strip()
        if all(map(wide, name)):
            assert analyse(name) == paired(name), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leading area", "leading zone"),
        ("leading district", "引领区"),
        ("One Card Pass", "one certificate"),
        ("浦东", "Pudong"),
        ("上海", "Shanghai"),
        ("Lin-gang", "Lingang"),
        ("free trade zone", "自贸区"),
        ("FTZ", "free trade zone"),
        ("浦東新區", "Pudong"),
    ],
)
def test_names_lead_to_each_other(one: str, other: str) -> None:
    (found,) = named(analyse(one))
    assert analyse(other) in {name.run for name in found.others}


def test_the_longest_name_is_meant() -> None:
    found = list(named(analyse("Pudong New Area and free trade port funds")))
    assert [alias.name.said for alias in found] == ["Pudong New Area", "free trade port"]
    assert not any(lone(alias.name.run) for alias in named(analyse("沪 区 市")))


@pytest.mark.parametrize(
    "data",
    [
        b"- rows: [[a, b]]",
        b"- {seen: here, rows: [[Pudong]]}",
        b"- {seen: here, rows: [[Pudong, the]]}",
        b"- {seen: here, rows: [[Pudong, bund], [funds, fund, Pudongs]]}",
        b"- seen: [",
        b"\xff",
        b"12",
    ],
)
def test_a_table_out_of_order_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        checked(data, "aliases.yaml")
