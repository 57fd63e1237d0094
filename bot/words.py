"""The languages that people are spoken to in, by tag, each with its catalogue of sentences."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from briefings.tongue import SOURCE, Tongue

LANGUAGES = {SOURCE: "English", "zh": "简体中文"}
"""Each language with its own name, by the tag that stands for it in settings."""
DOMAIN = "milepost"

_KIN = {"cmn": "zh", "zho": "zh", "chi": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh", "简体中文": "zh"}


def known(tag: str) -> str | None:
    """The language that a tag or a name means; None where we do not speak it.

    Every kind of Chinese is `zh`: who reads traditional characters reads simplified ones before English.
    """
    name = tag.strip().replace("_", "-").casefold()
    first = name.partition("-")[0]
    return first if first in LANGUAGES else _KIN.get(first) or _NAMES.get(name)


def tongue(tag: str) -> Tongue:
    """The language of a BCP 47 tag; what we do not speak is answered in English."""
    return _tongue(known(tag) or SOURCE)


@cache
def _tongue(language: str) -> Tongue:
    return Tongue(language, None if language == SOURCE else catalogue(language))


def catalogue(language: str) -> NullTranslations:
    """The sentences of a language, compiled from the text that ships with the program."""
    # only who speaks it needs it: most processes never do
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    place = files("bot") / "locales" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with place.open("rb") as text:
        told = read_po(text, locale=language, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, told)
    compiled.seek(0)
    return GNUTranslations(compiled)


_NAMES = {name.casefold(): language for language, name in LANGUAGES.items()}
