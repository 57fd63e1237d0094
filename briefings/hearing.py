"""What of the almanac a chat hears of: topics, words, kinds and grades, and what it follows or muted."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.almanac import about
from briefings.model import Entry, Subscription


@dataclass(frozen=True, slots=True)
class Heard:
    """The topic that asked for something, empty where everything is asked for; or that it is followed."""

    topic: str
    followed: bool = False


def hears(one: Subscription, entry: Entry) -> Heard | None:
    """Why a subscription tells of an entry; None where it does not."""
    chosen = one.preferences
    if chosen.muted and muted(one, entry):
        return None
    topic = topic_of(one, entry)
    if chosen.followed and followed(one, entry):
        return Heard(topic or "", followed=True)
    if topic is None:
        return None
    narrow = one.must or one.without or one.kinds or one.grades
    return None if narrow and not fits(one, entry) else Heard(topic)


def topic_of(one: Subscription, entry: Entry) -> str | None:
    """The first of its topics that an entry is about; an empty one where it asked for everything."""
    if not one.topics:
        return ""
    return next((topic for topic in one.topics if about(entry, topic)), None)


def fits(one: Subscription, entry: Entry) -> bool:
    """Whether an entry is not narrowed out by words, kind or grade."""
    kept = (holds(one, entry), not barred(one, entry), of_kind(one, entry), of_grade(one, entry))
    return all(kept)


def holds(one: Subscription, entry: Entry) -> bool:
    """Whether one of the words that must be there is there."""
    return not one.must or any(about(entry, word) for word in one.must)


def barred(one: Subscription, entry: Entry) -> str:
    """The word that must not be there and is; empty where none is."""
    return next((word for word in one.without if about(entry, word)), "")


def of_kind(one: Subscription, entry: Entry) -> bool:
    """Whether one of the facts that tell of it is of a kind that is asked for."""
    return not one.kinds or any(fact.kind in one.kinds for fact in (entry.fact, *entry.also))


def of_grade(one: Subscription, entry: Entry) -> bool:
    """Whether it is as firm as is asked for."""
    return not one.grades or entry.fact.grade in one.grades


def muted(one: Subscription, entry: Entry) -> bool:
    """Whether a fact that tells of it is muted."""
    return any(fact.id in one.preferences.muted for fact in (entry.fact, *entry.also))


def followed(one: Subscription, entry: Entry) -> bool:
    """Whether a fact that tells of it, or the document of one, is followed."""
    named = one.preferences.followed
    return any(fact.id in named or fact.document in named for fact in (entry.fact, *entry.also))
