"""The language in which people are spoken to: every sentence of ours passes here on its way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

SOURCE = "en"
"""The language in which the sentences stand in the code."""


class Tongue:
    """A language by its BCP 47 tag, and the catalogue that puts our sentences into it."""

    __slots__ = ("catalogue", "tag")

    def __init__(self, tag: str = SOURCE, catalogue: NullTranslations | None = None) -> None:
        self.tag = tag
        self.catalogue = catalogue or NullTranslations()


_OWN = Tongue()
_SPOKEN: ContextVar[Tongue] = ContextVar("tongue", default=_OWN)


@contextmanager
def speaking(tongue: Tongue) -> Iterator[None]:
    """Whatever is said inside is said in this language; threads begun by `asyncio.to_thread` keep it."""
    before = _SPOKEN.set(tongue)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> str:
    """The tag of the language that is spoken here now."""
    return _SPOKEN.get().tag


def _(sentence: str) -> str:
    """A sentence in the language that is spoken; places such as `{topic}` are filled by the caller, later."""
    return _SPOKEN.get().catalogue.gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a sentence for a number of things; `{number}` is filled by the caller."""
    return _SPOKEN.get().catalogue.ngettext(one, many, number)


def pgettext(context: str, words: str) -> str:
    """Words that mean one thing here and another elsewhere, told apart by a context."""
    return _SPOKEN.get().catalogue.pgettext(context, words)


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a sentence for the catalogue where it is written down before anybody speaks."""
    return sentence


def several(things: Iterable[str]) -> str:
    """Things of one kind in a row: a, b, c."""
    return pgettext("between the things of a list", ", ").join(things)


def clauses(parts: Iterable[str]) -> str:
    """What is said of one thing, part by part: written then, so old."""
    return pgettext("between what is said of one thing", ", ").join(filter(None, parts))


def run_on(*sentences: str) -> str:
    """Sentences behind each other, without those that say nothing; Chinese has no space between them."""
    return ("" if spoken().startswith("zh") else " ").join(filter(None, sentences))
