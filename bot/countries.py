"""Countries whose holidays are known, by code and by name in English and Chinese."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

SYNONYMS = {"UK": "GB", "EL": "GR"}
"""Codes that people write for others."""


def country(name: str) -> str | None:
    """The ISO 3166 code of a country by its code or name; None where its holidays are not known."""
    code = name.strip().upper()
    code = SYNONYMS.get(code, code)
    if code in _codes():
        return code
    return _named().get(_key(name))


def likely(name: str) -> str | None:
    """The code of the country that was probably meant."""
    close = get_close_matches(_key(name)[:60], list(_named()), n=1, cutoff=0.7)
    return _named()[close[0]] if close else None


def called(code: str, tongue: str) -> str:
    """A country's name in a language (a BCP 47 tag), or its code."""
    return _names("zh" if tongue.lower().startswith("zh") else "en").get(code, code)


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


@cache
def _codes() -> frozenset[str]:
    """The countries that the table of holidays knows."""
    from holidays import list_supported_countries

    codes = frozenset(code for code in list_supported_countries() if len(code) == 2)
    return codes - frozenset(SYNONYMS)


@cache
def _named() -> dict[str, str]:
    """Codes by names in both languages, and by the three letters that stand for them too."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    found = {old.casefold(): new[0] for old, new in aliases.items() if len(old) == 3 and new[0] in _codes()}
    for tongue in ("en", "zh"):
        found |= {_key(name): code for code, name in _names(tongue).items() if code in _codes()}
    return found


@cache
def _names(tongue: str) -> dict[str, str]:
    """Names of countries by code."""
    from babel import Locale

    return dict(Locale(tongue).territories)
