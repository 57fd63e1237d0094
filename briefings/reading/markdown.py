"""Markdown: one file, one source, with what its front matter says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import yaml

from briefings.errors import Refused
from briefings.model import Source
from briefings.reading.decoding import LIMIT, decode

LONGEST = 65_536
KEYS = ("title", "source", "published", "language", "label")

_OPEN = re.compile("\ufeff?---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_PAIR = re.compile(r"[A-Za-z_][\w-]{0,40}[ \t]*:")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")


class _Plain(yaml.BaseLoader):
    """YAML in which every value is text and no part may point at another."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; raises for an alias, which could make a small text huge."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it uses an alias")
        return super().compose_node(parent, index)


__all__ = ["LIMIT", "read"]


def read(name: str, data: bytes) -> Iterator[Source]:
    """The file as one source. Raises Refused for what is no text or has a broken front matter."""
    decoded = decode(name, data)
    said, body = _front_matter(name, decoded.text)
    yield Source(
        name,
        "markdown",
        sha256(data).hexdigest(),
        decoded.text,
        body=body,
        title=said.get("title"),
        published=said.get("published"),
        language=said.get("language"),
        label=said.get("label"),
        credit=said.get("source"),
        encoding=decoded.encoding,
    )


def _front_matter(name: str, text: str) -> tuple[dict[str, str], int]:
    """What the front matter says, and where the text behind it begins."""
    opening = _OPEN.match(text)
    if opening is None:
        return {}, 0
    closing = _CLOSE.search(text, opening.end(), opening.end() + LONGEST)
    if closing is None:
        if _PAIR.match(text, opening.end()):
            raise _broken(name, f"no line --- ends it within {LONGEST:,} characters")
        return {}, 0
    raw = text[opening.end() : closing.start()]
    return _values(name, raw), closing.end()


def _values(name: str, raw: str) -> dict[str, str]:
    try:
        said = yaml.load(raw, Loader=_Plain)  # noqa: S506  (BaseLoader makes nothing but text)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 2}: " if error.problem_mark else ""
        raise _broken(name, f"{line}{error.problem or 'not YAML'}") from None
    except RecursionError:
        raise _broken(name, "it is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        raise _broken(name, str(error).split("\n", 1)[0][:120]) from None
    if not said:
        return {}
    if not isinstance(said, dict):
        raise _broken(name, "it is not a list of keys and values")
    said = {"published": said.get("date"), **said}
    return {key: _value(name, key, said[key]) for key in KEYS if said.get(key) not in (None, "")}


def _value(name: str, key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 1000 or not value.strip():
        raise _broken(name, f"{key} must be one line of text")
    if key == "language" and not _TAG.fullmatch(value.strip()):
        raise _broken(name, "language must be a tag such as en or zh-Hans")
    return " ".join(value.split())


def _broken(name: str, why: str) -> Refused:
    return Refused(
        name=name,
        why=f"its front matter cannot be read ({why})",
        now="Write it as lines such as title: Some title, between two lines ---.",
    )
