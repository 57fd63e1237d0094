"""What lies between two states of a chat's choices, as blocks: begun, ended, changed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.card import Block, Bullets, Heading, Line, Pairs, bold, text
from bot.views import settings, subscriptions
from bot.wishes import folded, named
from briefings.choices import State
from briefings.model import Subscription
from briefings.tongue import _


def differences(before: State, after: State, place: settings.Place) -> tuple[Block, ...]:
    """Subscriptions that begin, end or change, then preferences; a subscription is the same by its topics."""
    old = {folded(one.topics): one for one in before.subscriptions}
    new = {folded(one.topics): one for one in after.subscriptions}
    begun = [one for topics, one in new.items() if topics not in old]
    ended = [one for topics, one in old.items() if topics not in new]
    both = [(old[topics], one) for topics, one in new.items() if topics in old]
    blocks = [
        *_list(_("Subscribed"), begun),
        *_list(_("Stopped"), ended),
        *(block for one, other in both for block in _changed(one, other)),
    ]
    rows = settings.turned(before, after, place)
    chosen = tuple(row for row in rows if row[0] not in settings.of_subscriptions())
    if chosen:
        blocks += [Heading(_("Settings of this chat")), Pairs(chosen)]
    return tuple(blocks)


def _list(heading: str, subscriptions_: list[Subscription]) -> Iterator[Block]:
    if subscriptions_:
        yield Heading(_("{name}: ").format(name=heading) + str(len(subscriptions_)))
        yield Bullets(tuple(_line(one) for one in subscriptions_))


def _line(one: Subscription) -> Line:
    narrow = subscriptions.narrowed(one)
    said = _("; ").join(filter(None, (subscriptions.rhythm(one), narrow)))
    return Line(text(bold(named(one)), f" — {said}"))


def _changed(one: Subscription, other: Subscription) -> Iterator[Block]:
    if rows := subscriptions.turned(one, other):
        yield Heading(_("Changed: {topics}").format(topics=named(other)))
        yield Pairs(rows)
