"""Files that an operator names: found in order, opened with care."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.errors import Refused
from briefings.reading import form


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its real path, what to call it, and why not, where it must be left alone."""

    path: Path
    name: str
    why: str = ""


def find(paths: Iterable[Path]) -> tuple[File, ...]:
    """The files that these paths name, each once; folders in order of name, hidden files left out."""
    found: dict[Path, File] = {}
    for path in paths:
        for file in _below(path) if path.is_dir() and not path.is_symlink() else (_file(path, path.parent),):
            found.setdefault(file.path, file)
    return tuple(found.values())


def _below(folder: Path) -> Iterator[File]:
    """Every file of a folder and its folders; links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*names, *links]):
            if not name.startswith("."):
                file = _file(Path(place, name), folder)
                if name not in links or file.why:
                    yield file


def _file(path: Path, root: Path) -> File:
    """A path as a file, unless it is a link that leads out of the folder that was named."""
    name = str(path.relative_to(root))
    try:
        real, top = path.resolve(), root.resolve()
    except (OSError, RuntimeError):
        return File(path.absolute(), name, "its links lead in a circle")
    if not real.is_relative_to(top):
        return File(path.absolute(), name, "it is a link to another folder")
    return File(real, name)


def load(file: File) -> bytes:
    """The bytes of a file; raises `Refused` for what is no plain file of a known format and size."""
    if file.why:
        raise Refused(name=file.name, why=file.why, now="Name the file itself.")
    limit = form(file.path.name).limit
    try:
        # NONBLOCK: opening a pipe must not wait for somebody to write into it
        handle = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb") as opened:
            _check(file, opened.fileno(), limit)
            return opened.read(limit)
    except FileNotFoundError:
        raise Refused(name=file.name, why="it is not there", now="Check its name.") from None
    except PermissionError:
        raise Refused(name=file.name, why="it may not be read", now="Check its permissions.") from None
    except OSError as fault:
        why = f"it can't be read ({fault.strerror or 'unknown fault'})"
        raise Refused(name=file.name, why=why, now="Check the file.") from None


def _check(file: File, handle: int, limit: int) -> None:
    """Raises `Refused` for what is no plain file or too large to be a document."""
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        raise Refused(name=file.name, why="it is no plain file", now="Name a file or a folder.")
    if facts.st_size > limit:
        size = f"it has {facts.st_size:,} bytes, and {limit:,} are the most"
        raise Refused(name=file.name, why=size, now="Split it.")
