"""Small documents, facts and digests made by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from briefings.model import (
    Address,
    Basis,
    Clock,
    Digest,
    Document,
    Due,
    Entry,
    Evidence,
    Fact,
    Figure,
    Grade,
    Header,
    Kind,
    Milestone,
    Passage,
    Precision,
    Timex,
    When,
    Witness,
)
from storage.settling import Outcome, Taken
from storage.slices import Slice
from storage.store import Store

AT = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
DAY = date(2026, 7, 15)
CHAT = Address("telegram", "-1001")
TOPIC = Address("telegram", "-1001", thread="7")
WORKSPACE = Address("slack", "C1", tenant="T1")
OTHER_WORKSPACE = Address("slack", "C1", tenant="T2")
CHATS = (CHAT, TOPIC, WORKSPACE, OTHER_WORKSPACE)


def document(id: str, title: str, *sentences: str, written: date | None = None, **values: Any) -> Document:
    """A document of one paragraph."""
    text = ""
    passages = []
    for number, sentence in enumerate(sentences, 1):
        passages.append(Passage(id, 1, number, len(text), len(text) + len(sentence), sentence))
        text += sentence + " "
    sha256 = hashlib.sha256(f"{title}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
    clock = Clock(
        written and written.year,
        written,
        written,
        0.9,
        Header("14 Apr 2024", date(2024, 4, 14), "rejected", "the text is older"),
        (Witness(0, 4, "2023", 4.0, "explicit"),),
    )
    made = {"kind": "article", "offset": 0, "language": "en", "name": f"{id}.md", "clock": clock, **values}
    return Document(id=id, title=title, text=text, sha256=sha256, passages=tuple(passages), **made)


def evidence(of: Document, sentence: int = 1) -> Evidence:
    """The nth sentence of a document, as a line cites it."""
    passage = of.passages[sentence - 1]
    return Evidence(passage.ref, of.sha256, passage.start, passage.end)


def fact(id: str = "fact-1", document: str = "zone", proof: Sequence[Evidence] = ()) -> Fact:
    """An origin on a day, with every field that a fact can have."""
    return Fact(
        id=id,
        document=document,
        kind=Kind.ORIGIN,
        grade=Grade.DECIDED,
        what="release of the Opinions",
        when=When(date(2021, 7, 15), date(2021, 7, 15), Precision.DAY, Basis.DERIVED, "2021-07-15"),
        start=3,
        end=12,
        expression="July 15th",
        evidence=tuple(proof),
        timex=Timex("DATE", "2023-07-15"),
        number=2,
        derivation="15 Jul 2023 less two years",
        place="Shanghai",
        names=("Leading Zone Opinions", "引领区意见"),
        figures=(Figure(5e9, "CNY", "about", "fund", 0, 4, "5 bn", f"{document}#1.1", upper=6e9),),
    )


def digest(address: Address = CHAT, slot: date = DAY, items: int = 1) -> Digest:
    """A digest for a chat on a day, due at 09:00 in Shanghai."""
    entry = Entry(fact(), "Leading Zone", frozenset({"lead", "zone"}), (fact("fact-2"),))
    milestone = Milestone(entry, slot, "anniversary", "5 years", (30, 7, 0), 5)
    dues = tuple(Due(milestone, lead, slot, "leading zone") for lead in range(items))
    return Digest(address, "daily", slot, datetime.combine(slot, time(1), UTC), dues, "the zone is 5")


def put(store: Store, *documents: Document, path: str = "zone.md", sha256: str = "1") -> None:
    """Store documents as what one file holds."""
    store.library.put(documents, name=path, path=path, sha256=sha256, at=AT)


ME = "process-1"
PLATFORMS = ("telegram", "slack")


def quick(store: Store) -> None:
    """Lanes that hold nobody up."""
    for platform in PLATFORMS:
        store.lanes.set_rate(platform, 1e6)


def take(store: Store, key: str, now: datetime, owner: str = ME) -> Taken | None:
    """One delivery, if it may be sent now."""
    part = store.ledger.part(key)
    if part is None:
        return None
    window = store.windows.look(part, now, owner, 1, platforms=PLATFORMS, anyway=True)
    return next(iter(window.taken), None)


def settle(store: Store, taken: Taken, state: str, now: datetime, owner: str = ME, **more: Any) -> None:
    """Write what became of a delivery that was taken."""
    part = Slice(0, 0, 0)
    store.windows.look(part, now, owner, 0, [Outcome(taken, state, **more)], platforms=PLATFORMS)
