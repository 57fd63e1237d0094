"""Files into the library: idempotent, one bad one never stops the others, nothing leaves its folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from storage.errors import StoreError
from storage.ingest import Summary, ingest, ship
from storage.naming import slug
from storage.store import Store
from tests.unit.storage.made import AT

ARTICLE = "The harbour fund\n\nOn 3 May 2022 the city set up a fund of 5 billion yuan. It pays for quays.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    return made


def lines(file: Path, rows: Iterable[tuple[str, str]]) -> Path:
    told = (json.dumps({"id": id, "title": f"Notice {id}", "text": text}) for id, text in rows)
    file.write_text("\n".join(told), encoding="utf-8")
    return file


def outcomes(summary: Summary) -> dict[str, str]:
    return {row.name: row.outcome for row in summary.rows}


def test_the_same_bytes_change_nothing(store: Store, folder: Path) -> None:
    first = ingest(store, [folder], at=AT)
    assert first.counts == {"added": 1, "updated": 0, "same": 0, "refused": 0}
    paper, revision = store.library.document("harbour"), store.library.revision
    assert paper is not None
    assert paper.facts
    again = ingest(store, [folder, folder / "harbour.txt"], at=AT)
    assert [(row.outcome, row.documents) for row in again.rows] == [("same", 1)]
    assert (store.library.document("harbour"), store.library.revision) == (paper, revision)


def test_known_bytes_are_not_studied_again(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(store, [folder], at=AT)
    monkeypatch.setattr("storage.intake.study", lambda *_, **__: pytest.fail("studied again"))
    assert ingest(store, [folder], at=AT).counts["same"] == 1


def test_an_edited_file_is_a_new_version(store: Store, folder: Path) -> None:
    ingest(store, [folder], at=AT)
    (folder / "harbour.txt").write_text(ARTICLE.replace("5 billion", "6 billion"), encoding="utf-8")
    assert outcomes(ingest(store, [folder], at=AT)) == {"harbour.txt": "updated"}
    assert [hit.passage.document for hit in store.library.search("6 billion")] == ["harbour"]
    assert store.library.count() == 1


def test_one_bad_file_never_stops_the_others(store: Store, folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "blank.md").write_text(" \n\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    os.mkfifo(folder / "pipe.txt")
    (folder / "zoo.md").write_text("# Zoo\n\nIt opened in 1954.\n", encoding="utf-8")
    summary = ingest(store, [folder, folder / "gone.txt"], at=AT)
    assert outcomes(summary) == {
        "binary.txt": "refused",
        "blank.md": "refused",
        "empty.txt": "refused",
        "harbour.txt": "added",
        "picture.png": "refused",
        "pipe.txt": "refused",
        "zoo.md": "added",
        "gone.txt": "refused",
    }
    assert summary.refused == 6
    assert all(row.why and "\n" not in row.why for row in summary.rows if row.outcome == "refused")
    assert store.library.count() == 2


def test_a_readers_mistake_costs_one_file(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import intake

    real = intake.study

    def clumsy(source, **rest):  # type: ignore[no-untyped-def]
        if "harbour" in source.text:
            raise KeyError("oops")
        return real(source, **rest)

    monkeypatch.setattr(intake, "study", clumsy)
    (folder / "zoo.md").write_text("# Zoo\n\nIt opened in 1954.\n", encoding="utf-8")
    summary = ingest(store, [folder], at=AT)
    assert outcomes(summary) == {"harbour.txt": "refused", "zoo.md": "added"}
    assert "KeyError" in summary.rows[0].why


def test_a_database_that_fails_is_no_files_fault(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "milepost.db"
    Store.open(f"sqlite:///{file}").close()
    store = Store.open(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(StoreError):
        ingest(store, [folder], at=AT)
    store.close()


def test_nothing_leads_out_of_the_folder(store: Store, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("The secret is out.", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "inside.txt").symlink_to(folder / "harbour.txt")
    (folder / ".hidden.txt").write_text("The secret is hidden.", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.txt").write_text("The secret is kept.", encoding="utf-8")
    summary = ingest(store, [folder], at=AT)
    assert outcomes(summary) == {
        "circle.txt": "refused",
        "harbour.txt": "added",
        "link.txt": "refused",
        "linked": "refused",
    }
    assert outcomes(ingest(store, [folder / "link.txt"], at=AT)) == {"link.txt": "refused"}
    assert store.library.search("secret") == ()


def test_a_file_that_is_too_large_is_not_even_read(store: Store, folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    (row,) = ingest(store, [folder / "huge.txt"], at=AT).rows
    assert (row.outcome, "200,000,000" in row.why) == ("refused", True)


def test_folders_are_read_in_order_and_each_file_is_told(store: Store, folder: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"Paper {name}. It says so.", encoding="utf-8")
    told: list[tuple[int, int, str]] = []
    summary = ingest(store, [folder], at=AT, progress=lambda *step: told.append(step))
    assert [row.name for row in summary.rows] == ["a.txt", "b.txt", "harbour.txt", "sub/c.txt"]
    assert told[0] == (0, 4, "a.txt")
    assert told[-1] == (4, 4, "sub/c.txt")


def test_files_of_one_name_get_ids_of_their_own_and_keep_them(store: Store, folder: Path) -> None:
    for name, text in (("a/Report 2023.txt", "One thing."), ("b/report_2023.md", "Another thing.")):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    ingest(store, [folder], at=AT)
    (folder / "b/report_2023.md").write_text("Another thing altogether.", encoding="utf-8")
    ingest(store, [folder / "b", folder / "a"], at=AT)
    found = {each.id: each.text for each in store.library.latest()}
    assert found["report-2023"].startswith("One thing")
    assert found["report-2023-2"].startswith("Another thing altogether")
    assert set(found) == {"harbour", "report-2023", "report-2023-2"}


def test_the_same_bytes_elsewhere_are_one_document(store: Store, folder: Path) -> None:
    ingest(store, [folder], at=AT)
    (folder / "copy.txt").write_text(ARTICLE, encoding="utf-8")
    summary = ingest(store, [folder], at=AT)
    assert outcomes(summary) == {"copy.txt": "same", "harbour.txt": "same"}
    assert "harbour.txt" in summary.rows[0].why
    assert store.library.count() == 1


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Leading Zone.md", "leading-zone"),
        ("Ünïcode_Näme (2).txt", "unicode-name-2"),
        ("引领区.txt", "引领区"),
        ("#1.md", "1"),
        ("--.txt", "document"),
        ("x" * 300 + ".md", "x" * 80),
    ],
)
def test_an_id_is_made_of_the_files_name(name: str, id: str) -> None:
    assert slug(name) == id


def test_a_collections_ids_are_its_own(store: Store, tmp_path: Path) -> None:
    file = lines(tmp_path / "notices.jsonl", [("A 1", "The fund."), ("b#2", "The zone."), ("引", "Rules.")])
    assert outcomes(ingest(store, [file], at=AT)) == {"notices.jsonl": "added"}
    assert {each.id for each in store.library.latest()} == {"A 1", "b#2", "引"}
    (hit,) = store.library.search("zone")
    assert store.library.passage(hit.passage.ref) is not None


def test_a_collection_that_changed_adds_changes_and_retires(store: Store, tmp_path: Path) -> None:
    file = lines(tmp_path / "notices.jsonl", ((str(n), f"The fund of {n}.") for n in range(450)))
    assert ingest(store, [file], at=AT).rows[0].documents == 450
    lines(file, ((str(n), f"The fund of {max(n, 11)}.") for n in range(10, 460)))
    row = ingest(store, [file], at=AT).rows[0]
    assert (row.outcome, row.documents, store.library.count()) == ("updated", 450, 450)
    assert store.library.document("3") is None
    assert outcomes(ingest(store, [file], at=AT)) == {"notices.jsonl": "same"}


def test_bad_lines_do_not_cost_the_good_ones(store: Store, tmp_path: Path) -> None:
    file = lines(tmp_path / "notices.jsonl", [("1", "The fund."), ("2", "The zone."), ("1", "Twice.")])
    with file.open("a", encoding="utf-8") as more:
        more.write('\n{"id": "broken\n[]\n{"id": "5", "title": "Five", "text": "The last."}\n')
    (row,) = ingest(store, [file], at=AT).rows
    assert (row.outcome, row.documents) == ("refused", 3)
    assert "2 more" in row.why
    assert {each.id for each in store.library.latest()} == {"1", "2", "5"}
    assert ingest(store, [file], at=AT).refused == 1, "it is not taken for read"


def test_a_collection_cannot_take_another_files_id(store: Store, folder: Path) -> None:
    ingest(store, [folder], at=AT)
    file = lines(folder / "notices.jsonl", [("harbour", "Something else."), ("other", "The zone.")])
    (row,) = ingest(store, [file], at=AT).rows
    assert (row.outcome, row.documents) == ("refused", 1)
    assert "harbour.txt" in row.why
    paper = store.library.document("harbour")
    assert paper is not None
    assert "5 billion" in paper.text


def test_a_collection_that_lies_elsewhere_now_is_the_same_one(store: Store, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    ingest(store, [lines(tmp_path / "n.jsonl", [("1", "The fund."), ("2", "The zone.")])], at=AT)
    moved = lines(tmp_path / "new" / "n.jsonl", [("1", "The fund."), ("2", "The new zone."), ("3", "Rules.")])
    assert outcomes(ingest(store, [moved], at=AT)) == {"n.jsonl": "updated"}
    assert store.library.count() == 3


def test_what_is_shipped_goes_in_once(store: Store) -> None:
    first = ship(store, at=AT)
    assert first.refused == 0
    assert first.rows[-1].name == "calendar.yaml"
    again = ship(store, at=AT)
    assert again.counts["same"] == len(again.rows) == len(first.rows)
    assert store.library.count() >= len(first.rows) - 1
    assert any(entry.fact.document == "calendar" for entry in store.library.entries())
    assert store.library.topic("leading zone")[0].id == "leading-zone"
