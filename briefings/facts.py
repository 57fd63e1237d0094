"""Sentences and their expressions of time to dated, graded facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.anchoring import anchors
from briefings.clauses import clause
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.corpora import END
from briefings.dates.hung import Since
from briefings.dates.mention import Jubilee, Point, Step, Within
from briefings.dates.resolving import resolve
from briefings.elsewhere import published_on
from briefings.frames import births
from briefings.kinds import kind_of
from briefings.model import Clock, Evidence, Fact, Grade, Kind, Timex, When
from briefings.occasions import Birth
from briefings.places import place_of
from briefings.rooting import roots, spans
from briefings.script import chinese
from briefings.telling import Told
from briefings.tense import grade
from briefings.wording import shorten, what_of

_PERHAPS = re.compile(r"(?<!\bin\s)\b(?:may|might|could|can|possible|to be)\b")
_EACH = re.compile(r"(?i)\b(?:each|every)\s{1,3}$")
_PLACED = {Kind.EVENT, Kind.ORIGIN, Kind.OCCURRENCE, Kind.DEADLINE}
_OPEN = Step | Within | Since
"""What is told of a time though nobody can say which, where the time of writing is unknown."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before it has an id."""

    told: Told
    kind: Kind
    when: When
    what: str
    timex: Timex | None = None
    number: int | None = None
    derivation: str = ""


def facts(
    document: str, sha256: str, told: Sequence[Told], clock: Clock, page: Sequence[Clock] = ()
) -> tuple[Fact, ...]:
    """Every dated fact of a document, in the order of its text.

    Kinds: an anniversary frame in the present or future gives an `ORIGIN`, and its occasion is an
    `OCCURRENCE`. A full date that the text states beside a verb of founding or releasing
    (established, released, came into force …), told as past, is an `ORIGIN` too: its yearly return
    matters. Coming ends are deadlines or targets, stretches periods, the rest events. What has no
    interval is kept as it is and never scheduled. The same kind, value and subject count once. `page` are
    the clocks of all that stands on one page, and is told in the same days.
    """
    base = anchor_of(among(clock, page))
    born = births(told, base)
    near = replace(clock, end=base.end or clock.end)
    drafts = sorted((*_births(born), *_told(told, near, base, born)), key=lambda d: d.told.mention.start)
    return tuple(_merged(_fact(draft, document, sha256, clock) for draft in drafts))


def among(clock: Clock, page: Sequence[Clock]) -> Clock:
    """A clock with its days as narrow as those that share its page leave them.

    Only what a text leaves open is closed: the newest day told as past by any of them that lies in its
    own interval opens it, the first end behind that closes it.
    """
    first, last = clock.start, clock.end
    if first is None or last is None:
        return clock
    mates = [other for other in page if other.year == clock.year]
    start = max((s for other in mates if (s := other.start) and first <= s <= last), default=first)
    end = min((e for other in mates if (e := other.end) and start <= e <= last), default=last)
    return replace(clock, start=start, end=end)


def anchor_of(clock: Clock) -> Anchor:
    """The time that expressions are counted from: a month at most from the earliest day of writing.

    Only the year, where all that is known of that day is the first of January.
    """
    start, end = clock.start, clock.end
    if start is None or end is None or clock.year is None:
        return Anchor(year=clock.year)
    if (end - start).days > 360 or ((start.month, start.day) == (1, 1) and (end - start).days > 92):
        return Anchor(year=clock.year)
    if (end - start).days > 31:
        end = date.fromordinal(start.toordinal() + 31)
    return Anchor(start, end, clock.year)


def _births(born: Sequence[Birth]) -> Iterator[Draft]:
    for birth in born:
        timex = resolve(birth.told.mention.spec, Anchor())
        yield Draft(
            birth.told,
            Kind.ORIGIN,
            birth.when,
            shorten(birth.what),
            timex.timex if timex else None,
            birth.number,
            birth.derivation,
        )


def _told(told: Sequence[Told], clock: Clock, base: Anchor, born: Sequence[Birth]) -> Iterator[Draft]:
    taken = {id(birth.told) for birth in born}
    occasions = {id(birth.occasion): birth for birth in born if birth.occasion}
    known = roots(born, told)
    line = clock.header
    published = published_on(line.raw, line.value, line.verdict) if line else None
    for each, anchor in zip(told, anchors(told, base, published), strict=True):
        if id(each) in taken or isinstance(each.mention.spec, Jubilee):
            continue
        reading = spans(each, anchor, known) or resolve(each.mention.spec, anchor)
        if reading is None and clock.year is None and isinstance(each.mention.spec, _OPEN):
            reading = Reading(values.unknown(), None)
        if reading is None:
            continue
        if _loose(each, anchor):
            reading = replace(reading, when=values.unknown())
        birth = occasions.get(id(each))
        if birth is not None:
            same = reading.when.start and birth.on.start and reading.when.start.year == birth.on.start.year
            yield Draft(
                each,
                Kind.OCCURRENCE,
                reading.when if same else birth.on,
                shorten(birth.what),
                reading.timex,
                birth.number,
                reading.derivation,
            )
        else:
            yield _plain(each, reading, clock)


def _loose(told: Told, anchor: Anchor) -> bool:
    """Whether a step on ("two years on") counts from a date that nothing told."""
    spec = told.mention.spec
    return isinstance(spec, Step) and spec.told and spec.amount > 0 and anchor.told is None


def _plain(told: Told, reading: Reading, clock: Clock) -> Draft:
    if told.mention.family == END:
        return Draft(told, Kind.PERIOD, values.unknown(), what_of(told), reading.timex)
    if _EACH.search(told.lead):
        return Draft(told, Kind.RECURRING, values.unknown(), what_of(told))
    kind, when = kind_of(told, reading.when, clock)
    why = "; ".join(filter(None, (reading.derivation, _fault(told, when, clock))))
    return Draft(told, kind, when, what_of(told), reading.timex, None, why)


def _fault(told: Told, when: When, clock: Clock) -> str:
    """What is odd about a year that is told as coming, though it was over when the text was written."""
    spec = told.mention.spec
    stated = isinstance(spec, Point) and spec.year is not None and told.tense == "future"
    over = when.end is not None and clock.start is not None and when.end < clock.start
    return "told as coming, though it was over: perhaps a fault of translation" if stated and over else ""


def _fact(draft: Draft, document: str, sha256: str, clock: Clock) -> Fact:
    passage, mention = draft.told.passage, draft.told.mention
    subject = " ".join(re.findall(r"\w+", draft.what.lower()))
    key = "\n".join((document, draft.kind, draft.when.edtf or mention.text.lower(), subject))
    return Fact(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        document=document,
        kind=draft.kind,
        grade=_grade(draft, clock),
        what=draft.what,
        when=draft.when,
        start=mention.start,
        end=mention.end,
        expression=" ".join(mention.text.split()),
        evidence=(Evidence(passage.ref, sha256, passage.start, passage.end),),
        timex=draft.timex,
        number=draft.number,
        derivation=draft.derivation,
        place=place_of(draft.told) if draft.kind in _PLACED and draft.number is None else None,
    )


def _grade(draft: Draft, clock: Clock) -> Grade:
    """How firm a fact is by the words of its clause; what is stated of a day to come is decided.

    An end that Chinese sets without any such word is planned.
    """
    told = draft.told
    if chinese(told.sentence):
        found = grade(told.sentence, told.at)
        ends = draft.kind in {Kind.TARGET, Kind.DEADLINE} and found is Grade.IN_FORCE
        return Grade.PLANNED if ends else found
    words = clause(told)
    found = grade(_PERHAPS.sub(" ", words) if told.tense == "past" else words)
    ahead = draft.when.start is not None and clock.end is not None and draft.when.start > clock.end
    return Grade.DECIDED if found is Grade.IN_FORCE and ahead else found


def _merged(facts: Iterator[Fact]) -> Iterator[Fact]:
    """Each fact once, with every sentence that tells it and every place where it is told."""
    kept: dict[str, list[Fact]] = {}
    for fact in facts:
        kept.setdefault(fact.id, []).append(fact)
    for first, *others in kept.values():
        if not others:
            yield first
            continue
        evidence = dict.fromkeys(proof for fact in (first, *others) for proof in fact.evidence)
        again = tuple((fact.start, fact.end) for fact in others)
        yield replace(first, evidence=tuple(evidence), again=again)
