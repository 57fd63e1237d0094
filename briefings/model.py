"""The nouns: frozen values that every floor speaks in; read this file first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from briefings.preferences import USUAL, Preferences


class Precision(StrEnum):
    """How exact a `When` is; never more exact than the words that it was read from."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


class Basis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    DERIVED = "derived"
    OUTSIDE = "outside knowledge"


class Kind(StrEnum):
    """What a dated fact is; only some kinds give milestones, and `VAGUE` never does."""

    EVENT = "event"
    ORIGIN = "origin"
    OCCURRENCE = "occurrence"
    PERIOD = "period"
    DEADLINE = "deadline"
    TARGET = "target"
    RECURRING = "recurring"
    VAGUE = "vague"


class Grade(StrEnum):
    """How firm a fact is, from its verbs, modals and hedges."""

    IN_FORCE = "in force"
    DECIDED = "decided"
    PLANNED = "planned"
    ESTIMATED = "estimated"
    HOPED = "hoped"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that was read: a whole file, or one line of a collection.

    `name` is where it came from (a file name, never a full path); `id` is set where the source
    names itself (a `.jsonl` line), and is then the document's id unchanged. `text` is the decoded
    text with every character counted, a BOM and carriage returns included; reading starts at
    `body` (behind front matter). `published` is the date line as written, `language` a BCP 47 tag,
    `label` a line shown with every quote, `sha256` the hash of the bytes that were read. `encoding` is
    what they were decoded with, and says so where that was guessed.
    """

    name: str
    format: str
    sha256: str
    text: str
    id: str | None = None
    body: int = 0
    title: str | None = None
    published: str | None = None
    language: str | None = None
    label: str | None = None
    credit: str | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, the unit of citation: `document.text[start:end]` is its quote.

    `text` is that quote with its white space folded and control characters taken out.
    Paragraphs and sentences count from 1; paragraph 0 is the title.
    """

    document: str
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str

    @property
    def ref(self) -> str:
        """The citation, such as `leading-zone#12.3`."""
        return f"{self.document}#{self.paragraph}.{self.sentence}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that proves a line: its ref, and the text version and offsets it was read at."""

    ref: str
    sha256: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """An interval of whole days, both ends included, with its precision and where it comes from.

    `start` or `end` is None where the words leave it open; both are None for vague expressions.
    `edtf` is the same value in EDTF (ISO 8601-2), the form that is stored and shown.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: Basis
    edtf: str


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 reading of an expression: type DATE, TIME, DURATION or SET, and its value."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as the text gives it; `start:end` are offsets into the document's text.

    `value` is scaled (5 billion is 5e9); `upper` is the other end of a range. `unit` is an ISO 4217
    code, `percent`, `km2`, `m2`, `hectare`, `mu` …, or the head noun that is counted. `hedge` keeps
    the text's own reservation (about, over, nearly, up to). `odd` says why a unit looks wrong.
    """

    value: float
    unit: str | None
    hedge: str | None
    subject: str
    start: int
    end: int
    text: str
    ref: str
    upper: float | None = None
    odd: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated, graded statement with its evidence.

    `id` is stable while its document, words and date stay the same. `start:end` are the offsets of
    the expression that dates it. `what` is its subject in the text's words, `names` are other names
    for it. `place` is where it happens, in its clause's words. `number` is the count that an
    anniversary states. `derivation` says in one sentence how the date was earned. `again` are the
    offsets of the other places that tell the same.
    """

    id: str
    document: str
    kind: Kind
    grade: Grade
    what: str
    when: When
    start: int
    end: int
    expression: str
    evidence: tuple[Evidence, ...]
    timex: Timex | None = None
    number: int | None = None
    derivation: str = ""
    place: str | None = None
    names: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    again: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """One piece of evidence for the time of writing: what it says, how heavy it is, and where it stands."""

    start: int
    end: int
    says: str
    weight: float
    kind: str


@dataclass(frozen=True, slots=True)
class Header:
    """The date line above a text and what the text says of it: accepted, rejected, malformed or unchecked."""

    raw: str
    value: date | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Clock:
    """When a document was written, as far as its own evidence tells.

    `year` is None and the ends are None where nothing tells. `confidence` is 0 to 1.
    """

    year: int | None
    start: date | None
    end: date | None
    confidence: float
    header: Header | None = None
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of a source that is not evidence, and why (a caption that repeats the title, say)."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article or story, cut out of its source.

    `text` is the source's text from `offset` on, as long as this document goes; all offsets of its
    passages, facts and figures count from the start of `text`. `sha256` is the hash of `text` and
    title. `kind` is `article`, `story` (a stub glued to another page) or `calendar`. `headings` are
    (offset, heading) pairs. `page` is the id of the article whose page a story came on.
    """

    id: str
    title: str
    kind: str
    text: str
    offset: int
    sha256: str
    language: str
    name: str
    passages: tuple[Passage, ...]
    clock: Clock
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    dropped: tuple[Dropped, ...] = ()
    label: str | None = None
    credit: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search, with its document's title and its score (higher is better)."""

    passage: Passage
    evidence: Evidence
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened or will happen, merged from every fact that tells of it.

    `fact` is the one with the most exact and best founded date; `also` are the others. `title` is
    the title of `fact`'s document. `terms` are the analysed words by which a topic finds the entry.
    `disputed` are facts that call it by name and give another time: shown as such, never adopted.
    """

    fact: Fact
    title: str
    terms: frozenset[str]
    also: tuple[Fact, ...] = ()
    disputed: tuple[Fact, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences that prove it, the best one first, without repeats."""
        every = (*self.fact.evidence, *(e for fact in self.also for e in fact.evidence))
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that a rule earned from an entry: the fifth anniversary, a deadline, a check-in.

    `day` is the civil day it falls on; `leads` are the days before it on which it is announced
    (0 is the day itself). `label` is its wording without any date arithmetic relative to a reader.
    Where `precision` is a month or a year, it has no day: `day` is only when it is told. `joined` are
    check-ins of the same topic that this one carries, so that they are not told by themselves.
    """

    entry: Entry
    day: date
    rule: str
    label: str
    leads: tuple[int, ...]
    number: int | None = None
    precision: Precision = Precision.DAY
    joined: tuple[Milestone, ...] = ()

    @property
    def ref(self) -> str:
        """The id that `why` explains: stable for this entry, rule and day."""
        return f"{self.entry.fact.id}@{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a briefing that says something, with its evidence, grade and date."""

    text: str
    evidence: tuple[Evidence, ...]
    grade: Grade | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the store knows of a topic: key points, measures, figures, dates, what comes next, warnings.

    Nothing is said twice: a sentence stands in the first section that wants it. Warnings carry
    evidence where a sentence proves them.
    """

    topic: str
    documents: tuple[Document, ...]
    points: tuple[Statement, ...]
    measures: tuple[Statement, ...]
    dates: tuple[Entry, ...]
    upcoming: tuple[Milestone, ...]
    warnings: tuple[Statement, ...] = ()
    figures: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """Where messages go: a chat on a platform, inside a tenant (a workspace), maybe in a thread or topic."""

    platform: str
    channel: str
    tenant: str = ""
    thread: str = ""

    def __str__(self) -> str:
        """One line such as `telegram:-1001234`, `telegram:-1001234/7`, `slack:T1/C1`."""
        return f"{self.platform}:" + "/".join(p for p in (self.tenant, self.channel, self.thread) if p)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat wants to be told, when, in its own civil time.

    `topics` are phrases; any of them matching is enough, none means everything. `hour` is local
    time in `zone` (an IANA name). `leads` overrides the days before an anniversary; None leaves them
    to its rule, which tells round numbers earlier. `planned` is the instant up to which digests were
    planned.

    `must` are words of which what is told holds one at least, `without` such that it never holds; `kinds`
    (of facts, such as deadline) and `grades` (such as decided) narrow it further, empty ones do not.
    `cadence` is `daily`, `weekly:mon` to `weekly:sun`, or `instant`: also told as soon as a paper says it.
    `preferences` are its chat's. What was told before `begins` was told by the cadences that it had before,
    `former`, each with the day on which that began, the oldest first; before a first one with a day, daily.
    """

    id: int
    address: Address
    topics: tuple[str, ...]
    hour: time
    zone: str
    leads: tuple[int, ...] | None = None
    language: str = "en"
    planned: datetime | None = None
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    cadence: str = "daily"
    preferences: Preferences = USUAL
    begins: date | None = None
    former: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone that a digest carries, told `lead` days ahead, with the topic that asked for it.

    `told` is the local day it was due to be told; earlier than the digest's own day means late. `lead` is
    below 0 where a chat's rhythm lets it be told only after its day. `followed`: no topic had to ask for it.
    """

    milestone: Milestone
    lead: int
    told: date
    topic: str
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """What one chat is owed: `key` (address / kind / local date) is unique in the ledger.

    `due` is the instant of its slot; `late` says by how many days its oldest item is late;
    `stale` counts the notices that catching up dropped.
    """

    address: Address
    kind: str
    slot: date
    due: datetime
    items: tuple[Due, ...]
    why: str
    late: int = 0
    stale: int = 0
    language: str = "en"

    @property
    def key(self) -> str:
        """The name of this delivery; claiming it twice is impossible."""
        return f"{self.address}/{self.kind}/{self.slot.isoformat()}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A digest's row in the ledger: pending, in_flight, sent, skipped, dead or held.

    `repeat` says that an earlier attempt may have arrived, so that the message must say so.
    """

    digest: Digest
    state: str
    attempt: int = 0
    repeat: bool = False
    next_at: datetime | None = None
    provider_id: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of the curated calendar: something whose day is known from outside the documents.

    `names` are the ways texts call it; the first is its own. `issuer`, `source` and `published` name
    the paper that says so; `verified` is True only where somebody read that paper.
    """

    id: str
    what: str
    names: tuple[str, ...]
    when: When
    issuer: str
    source: str
    published: str
    verified: bool
    note: str = ""
