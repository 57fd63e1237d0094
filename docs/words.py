"""Brings the catalogues of `bot/locales` up to date with the sentences in the code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.words import DOMAIN, LANGUAGES
from briefings.tongue import SOURCE

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "briefings", "config", "storage")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
HEADER = """\
# The sentences of Milepost. `make words` keeps it in order; what a sentence says is written by hand.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {tag}\\n"
"Plural-Forms: {plurals};\\n"

"""


def extracted() -> Catalog:
    """Every sentence that stands in the code."""
    found = Catalog()
    for room in ROOMS:
        rows = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS)
        for _file, _line, sentence, _comments, context in rows:
            found.add(sentence, context=context)
    return found


def places() -> Iterator[tuple[str, Path]]:
    """Each language with the place of its catalogue."""
    for tag in LANGUAGES:
        if tag != SOURCE:
            yield tag, ROOT / "bot" / "locales" / tag / "LC_MESSAGES" / f"{DOMAIN}.po"


def kept(tag: str, place: Path) -> Catalog:
    """The catalogue of a language as it is written down."""
    with place.open("rb") as text:
        return read_po(text, locale=tag)


def updated(tag: str, place: Path) -> str:
    """The text of a catalogue: what the code says, with the translations that there are, in order."""
    told = kept(tag, place) if place.exists() else Catalog(locale=tag)
    told.update(extracted(), no_fuzzy_matching=True)
    for message in told:
        message.flags.clear()
        message.auto_comments, message.user_comments = [], []
    text = BytesIO()
    write_po(
        text,
        told,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_previous=False,
    )
    head = HEADER.format(tag=tag, plurals=told.plural_forms.strip("; "))
    return head + text.getvalue().decode().strip() + "\n"


def main() -> int:
    """Write the catalogues anew; 1 where something is not translated yet."""
    missing = 0
    for tag, place in places():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(updated(tag, place), encoding="utf-8")
        lacking = [one.id for one in kept(tag, place) if one.id and not all(_forms(one.string))]
        missing += len(lacking)
        print(f"{place.relative_to(ROOT)}: {len(lacking)} not translated")
        for sentence in lacking:
            print(f"  {sentence!r}")
    return int(bool(missing))


def _forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


if __name__ == "__main__":
    sys.exit(main())
