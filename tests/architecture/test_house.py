"""The house stays as it is drawn: opening lines, file sizes, registers, packages of our own."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("bot", "briefings", "storage", "config")
CODE = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
EVERY = CODE + [path for room in ("tests", "bench", "evals") for path in sorted((ROOT / room).rglob("*.py"))]
LONGEST = 300
NOUNS = "briefings/model.py"  # all nouns in one file on purpose: it is read first, and from top to bottom
REGISTERS = {
    "bot/commands": "COMMANDS",
    "briefings/reading": "FORMATS",
    "briefings/milestones": "RULES",
    "briefings/dates": "FAMILIES",
    "briefings/dates/chinese": "FAMILIES",
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_every_file_opens_with_one_line_that_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text.strip():
        return
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, f"{name(path)} opens with no docstring"
    first = docstring.splitlines()[0]
    assert first.endswith((".", ":", "?")), first
    assert len(first) <= 110, first


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_file_holds_more_than_one_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST + (180 if name(path) == NOUNS else 0)


@pytest.mark.parametrize("path", CODE, ids=name)
def test_public_things_say_what_they_mean(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    bare = [
        node.name
        for node in tree.body
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not bare, f"{name(path)}: no docstring on {', '.join(bare)}"


@pytest.mark.parametrize(("folder", "register"), REGISTERS.items())
def test_what_grows_is_registered(folder: str, register: str) -> None:
    init = (ROOT / folder / "__init__.py").read_text(encoding="utf-8")
    assert f"{register}:" in init or f"{register} =" in init
    unknown = [
        path.stem
        for path in (ROOT / folder).glob("*.py")
        if path.stem != "__init__" and path.stem not in init and not _helps(folder, path.stem)
    ]
    assert not unknown, f"{folder}: nobody registered {', '.join(unknown)}"


def _helps(folder: str, stem: str) -> bool:
    """A file that others build on instead of being one of the register itself."""
    room = folder.replace("/", ".")
    marks = (f"from {room}.{stem} import", f"from {room} import {stem}")
    others = (path.read_text(encoding="utf-8") for path in CODE if path.stem not in {stem, "__init__"})
    return any(mark in text for text in others for mark in marks)


@pytest.mark.parametrize("package", FLOORS)
def test_our_packages_are_ours(package: str) -> None:
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    assert Path(found.origin).is_relative_to(ROOT)


def test_requirements_carry_hashes_and_name_no_host() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text, f"{path.name} names a host"


def test_the_example_environment_names_every_setting() -> None:
    from config.settings import Settings

    shown = {
        line.split("=", 1)[0]
        for line in (ROOT / "config/example.env").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert shown == {field.upper() for field in Settings.model_fields}
