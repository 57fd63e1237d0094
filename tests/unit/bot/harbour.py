"""A small library made by hand: a harbour's charter, its fund, its ferries, with facts of every sort."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.command import Defaults
from bot.dispatch import FrontDesk
from bot.ports import Actor, ChatKind, Request
from briefings.model import (
    Address,
    Basis,
    Clock,
    Document,
    Evidence,
    Fact,
    Figure,
    Grade,
    Header,
    Kind,
    Passage,
    Precision,
    When,
    Witness,
)
from storage.store import Store

AT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
TODAY = AT.date()
CHAT = Address("telegram", "-1001")
OTHER = Address("telegram", "-1002")
DEFAULTS = Defaults(zone="Europe/Berlin", hour=time(9, 0))
HEADER = Header("May 2, 2024 20:46 PM", date(2024, 5, 2), "rejected", "the text is older")


def paper(
    id: str, title: str, *paragraphs: Sequence[str], written: tuple[date, date] | None = None
) -> Document:
    """A document of a title and paragraphs of sentences, without facts."""
    text, passages = title + "\n\n", [Passage(id, 0, 1, 0, len(title), title)]
    for paragraph, sentences in enumerate(paragraphs, 1):
        for number, sentence in enumerate(sentences, 1):
            start = len(text)
            passages.append(Passage(id, paragraph, number, start, start + len(sentence), sentence))
            text += sentence + " "
        text += "\n\n"
    return Document(
        id=id,
        title=title,
        kind="article",
        text=text,
        offset=0,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language="en",
        name=f"{id}.md",
        passages=tuple(passages),
        clock=_clock(written, HEADER if id == "charter" else None, passages[1].start),
        label="Summary by the port's readers",
        credit="Port gazette",
    )


def _clock(written: tuple[date, date] | None, header: Header | None, start: int) -> Clock:
    if written is None:
        return Clock(None, None, None, 0.0)
    witness = Witness(start, start + 12, "2022", 4.0, "anniversary of a known origin")
    return Clock(written[0].year, *written, 0.9, header, (witness,))


def proof(document: Document, ref: str) -> Evidence:
    """The evidence of a sentence by the tail of its ref, such as `1.2`."""
    passage = next(p for p in document.passages if p.ref == f"{document.id}#{ref}")
    return Evidence(passage.ref, document.sha256, passage.start, passage.end)


def told(  # noqa: PLR0917
    document: Document, ref: str, words: str, when: When, kind: Kind, what: str, **more: object
) -> Fact:
    """A fact whose date stands as `words` in a sentence."""
    evidence = proof(document, ref)
    start = document.text.index(words, evidence.start)
    key = f"{document.id}/{ref}/{kind}/{when.edtf}"
    values: dict[str, object] = {"grade": Grade.DECIDED, "derivation": "", **more}
    return Fact(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        document=document.id,
        kind=kind,
        what=what,
        when=when,
        start=start,
        end=start + len(words),
        expression=words,
        evidence=(evidence,),
        **values,  # type: ignore[arg-type]
    )


def on(day: date, basis: Basis = Basis.STATED) -> When:
    """A day."""
    return When(day, day, Precision.DAY, basis, day.isoformat())


def charter() -> Document:
    """Written in March 2022 under a header of May 2024; tells a second anniversary."""
    made = paper(
        "charter",
        "The Harbour Charter at two",
        (
            "15 March this year marks the second anniversary of the Harbour Charter.",
            "The Harbour Charter gives the port council the right to set its own fees.",
            "The port council adopted 12 rules for pilots under the Harbour Charter.",
        ),
        ("Fishermen hope that the Harbour Charter brings them cheaper berths.",),
        written=(date(2022, 3, 10), date(2022, 3, 14)),
    )
    origin = told(
        made,
        "1.1",
        "second anniversary",
        on(date(2020, 3, 15), Basis.DERIVED),
        Kind.ORIGIN,
        "Harbour Charter",
        number=2,
        derivation="15 March 2022 less two years",
    )
    return _with(made, origin)


def fund() -> Document:
    """Tells of money and of a day by which it is to be spent."""
    made = paper(
        "fund",
        "The dredging fund",
        (
            "The port set up a dredging fund of 2 billion euros.",
            "The dredging fund is to be spent by 30 June 2026.",
            "Preliminary estimates say that it may draw another 300 million euros.",
        ),
        written=(date(2022, 1, 1), date(2022, 12, 31)),
    )
    day = date(2026, 6, 30)
    due = told(made, "1.2", "by 30 June 2026", on(day), Kind.DEADLINE, "spending of the dredging fund")
    first, third = proof(made, "1.1"), proof(made, "1.3")
    amounts = (
        Figure(2e9, "EUR", None, "dredging fund", first.start, first.end, "2 billion euros", first.ref),
        Figure(3e8, "EUR", None, "more", third.start, third.end, "300 million euros", third.ref),
    )
    return _with(made, due, figures=amounts)


def ferries() -> Document:
    """Tells no time at all, and carries words that would be markup elsewhere."""
    sentences = (
        "Ferries leave <!channel> every hour [bold]without[/bold] *stars* for the islands.",
        "A ferry's captain may refuse \x1b[31mred\x1b[0m cargo \u202eright to left\u202c.",
    )
    return paper("ferries", "Ferries to the islands", sentences)


def _with(document: Document, *facts: Fact, figures: tuple[Figure, ...] = ()) -> Document:
    from dataclasses import replace

    return replace(document, facts=facts, figures=figures)


def put(store: Store, *documents: Document) -> None:
    """Store each document as the content of its own file."""
    for each in documents:
        store.library.put([each], name=each.name, sha256=each.sha256, path=each.name, at=AT)


def filled() -> Store:
    """A store in memory with the whole harbour."""
    store = Store.open("sqlite://")
    put(store, charter(), fund(), ferries())
    return store


def desk(store: Store) -> FrontDesk:
    """The front desk of this store, whose clock stands."""
    return FrontDesk(store, DEFAULTS, lambda: AT)


def request(
    text: str, address: Address = CHAT, chat: ChatKind = "private", admin: bool = False, at: datetime = AT
) -> Request:
    """What somebody typed."""
    return Request(address, Actor("7", "Ada", admin), text, at, chat)
