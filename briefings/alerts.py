"""What a new document brings to chats that want to hear of it at once: an alert with its new facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefings import hearing
from briefings.milestones.wording import name
from briefings.model import Digest, Due, Entry, Fact, Milestone, Subscription
from briefings.rhythms import INSTANT
from briefings.slots import local_day
from briefings.tongue import ngettext

ALERT = "alert"
RULE = "news"
MOST = 5
"""Documents that get an alert each at one time; more than these are told in one."""


@dataclass(frozen=True, slots=True)
class News:
    """A document that is new, or was edited: its version's hash, and the ids of the facts that it adds."""

    document: str
    sha256: str
    title: str
    facts: frozenset[str]


def is_alert(kind: str) -> bool:
    """Whether a delivery's kind is that of an alert: each document's version has one of its own."""
    return kind.startswith(f"{ALERT}:")


def wants_alerts(one: Subscription) -> bool:
    """Whether a subscription asks to be told as soon as a document says something."""
    return one.cadence == INSTANT


def alerts(
    now: datetime, wanted: Sequence[Subscription], entries: Sequence[Entry], news: Sequence[News]
) -> tuple[Digest, ...]:
    """The alerts that a chat with these subscriptions is owed at `now` (aware) for new documents."""
    instant = [one for one in wanted if wants_alerts(one)]
    if not instant or not news:
        return ()
    told = [(each, tuple(_items(now, instant, entries, each))) for each in news]
    owed = [(each, items) for each, items in told if items]
    if len(owed) > MOST:
        every = [item for _, items in owed for item in items]
        return (_alert(now, instant[0], [each for each, _ in owed], every),)
    return tuple(_alert(now, instant[0], [each], items) for each, items in owed)


def _items(
    now: datetime, wanted: Sequence[Subscription], entries: Sequence[Entry], news: News
) -> Iterator[Due]:
    """The new facts of a document that somebody here hears of, as it tells them."""
    for entry in entries:
        for fact in (entry.fact, *entry.also):
            if fact.id not in news.facts:
                continue
            own = Entry(fact, news.title, entry.terms)
            for one in wanted:
                heard = None if hearing.muted(one, entry) else hearing.hears(one, own)
                if heard is not None:
                    today = local_day(now, one.zone)
                    milestone = _milestone(own, fact)
                    ahead = (milestone.day - today).days
                    yield Due(milestone, ahead, today, heard.topic, heard.followed)
                    break
            break


def _milestone(entry: Entry, fact: Fact) -> Milestone:
    """A fact as something to tell: its day is when it is, or the end of what is known of that."""
    day = fact.when.end or fact.when.start
    assert day is not None
    return Milestone(entry, day, RULE, name(entry), (0,), precision=fact.when.precision)


def _alert(now: datetime, first: Subscription, news: Sequence[News], items: Sequence[Due]) -> Digest:
    """An alert, named after the versions that it tells of: the same ones are never told twice."""
    marks = "\0".join(sorted(f"{each.document}\0{each.sha256}" for each in news))
    kind = f"{ALERT}:{hashlib.sha256(marks.encode()).hexdigest()[:16]}"
    ordered = tuple(sorted(items, key=lambda item: (item.milestone.day, item.milestone.ref)))
    why = ngettext(
        "This chat asked to hear at once of what new documents say, and “{title}” tells of {number} date.",
        "This chat asked to hear at once of what new documents say, and “{title}” tells of {number} dates.",
        len(ordered),
    )
    told = why.format(title=news[0].title, number=len(ordered))
    return Digest(
        first.address, kind, local_day(now, first.zone), now, ordered, told, language=first.language
    )
