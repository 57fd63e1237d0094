"""Everything that can be asked, in Chinese: no sentence of ours is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.card import Card
from bot.commands import COMMANDS
from evals.contract import AT, PHRASES, SET_UP, Walk, filled, statements
from storage.store import Store

STEP = 211
"""Every so many replies of the walk."""
OWN = frozenset(["Milepost", "CNY", "UTC", "Slack", "Telegram", "Asia", "Shanghai", "PATH", "ingest"])
"""Names of products, units and places that are the same in Chinese."""
_QUOTED = re.compile(r"“[^“”]*”|`[^`]*`|\[[^\[\]]*\]|#\d+|[a-z-]+#\d+(?:\.\d+)?|\b[0-9a-f]{12}(?:@[\d-]+)?")
_TYPED = re.compile(r"\b[a-z]{2,9}:\S*")
_LATIN = re.compile(r"(?<!\w)[A-Za-zé][\w’'&.-]*")
_REFERENCE = re.compile(r"编号：[0-9a-f]{8}")
"""By which a refusal is found again in the log."""
_RUN = re.compile(r"[A-Za-z0-9“”(][^\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·—]{0,400}")


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The shipped corpus."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('chinese')}/milepost.db")
    filled(store, AT, ())
    yield store
    store.close()


def flat(words: str) -> str:
    return " ".join(re.findall(r"[\w]+", words.casefold()))


class Papers:
    """What stands in the library, and may stand in a reply as it is."""

    def __init__(self, store: Store) -> None:
        told = []
        for document in store.library.latest(1000):
            told += [document.title, document.text, document.label or "", document.credit or "", document.id]
        calendar = store.library.document("calendar")
        told += [calendar.title, calendar.text] if calendar else []
        for entry in store.library.entries():
            for fact in (entry.fact, *entry.also, *entry.disputed):
                told += [fact.what, *fact.names, fact.derivation, fact.expression]
        self._told = f" {flat(' | '.join(told))} "
        self._names = {flat(each) for each in told if len(each) < 200}
        self._figures = {
            flat(figure.text) for document in store.library.latest(1000) for figure in document.figures
        }

    def has(self, run: str) -> bool:
        """Whether a run of Latin words is a name or a number of theirs, or three words in a row."""
        words = re.sub(r"(?: \d+)+$", "", flat(run))
        known = words in self._names or words in self._figures
        return known or (len(words.split()) > 2 and f" {words} " in self._told)


def typed() -> str:
    """All that a person types, as help and buttons show it."""
    words = (each for one in COMMANDS for each in (one.verb, one.usage, *one.keys, *one.examples, *one.also))
    return (
        f" {flat(' '.join((*words, *PHRASES, *SET_UP, 'quit yes no any none auto en zh usual terminal')))} "
    )


def english(card: Card, asked: str, papers: Papers, known: str) -> Iterator[tuple[str, str]]:
    """Each word of a card that is neither quoted, nor typed, nor the library's, with its line."""
    allowed = f" {flat(asked)} {known} "
    for line in (_REFERENCE.sub("", one.text) for one in statements(card)):
        for run in _RUN.findall(line):
            if papers.has(run):
                continue
            for word in _LATIN.findall(_TYPED.sub(" ", _QUOTED.sub(" ", run))):
                name = word.strip(".'’-")
                if name not in OWN and f" {flat(name)} " not in allowed and not papers.has(name):
                    yield name, line


def test_no_reply_leaves_a_sentence_in_english(shelves: Store) -> None:
    papers, known = Papers(shelves), typed()
    found = [
        (request.text, word, line)
        for request, card in Walk(shelves, AT, STEP, language="zh").cards()
        for word, line in english(card, request.text, papers, known)
    ]
    assert not found, "\n".join(map(str, found[:40]))
