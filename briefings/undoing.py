"""Taking back one change of what a chat chose, and leaving alone what was changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from briefings.choices import State
from briefings.model import Subscription
from briefings.preferences import Preferences

_Chosen = TypeVar("_Chosen", Subscription, Preferences)
_NOT_CHOSEN = frozenset({"id", "address", "planned", "preferences", "begins", "former"})


def undone(now: State, before: State, after: State) -> State:
    """What a chat has without the change that made `after` of `before`.

    What that change began is ended, what it ended begins again, what it set is as it was; a choice that
    was made anew since stays.
    """
    return State(
        _subscriptions(now, before, after), _back(now.preferences, before.preferences, after.preferences)
    )


def _subscriptions(now: State, before: State, after: State) -> tuple[Subscription, ...]:
    old, new = _by_id(before.subscriptions), _by_id(after.subscriptions)
    kept = {
        id: _back(one, old[id], new[id]) if id in old and id in new else one
        for id, one in _by_id(now.subscriptions).items()
        if id in old or id not in new
    }
    kept |= {id: one for id, one in old.items() if id not in new and id not in kept}
    return tuple(kept[id] for id in sorted(kept))


def _back(now: _Chosen, before: _Chosen, after: _Chosen) -> _Chosen:
    """The choices of one thing as they were before, where they are still what the change made of them."""
    values: dict[str, Any] = {}
    for field in fields(now):
        name = field.name
        old, new, present = getattr(before, name), getattr(after, name), getattr(now, name)
        if name in _NOT_CHOSEN or old == new:
            continue
        if present == new:
            values[name] = old
        elif isinstance(present, tuple) and isinstance(old, tuple) and isinstance(new, tuple):
            values[name] = _without(present, old, new)
    return replace(now, **values)


def _without(present: tuple[Any, ...], old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list without what a change added to it, and with what it took out."""
    kept = [one for one in present if one in old or one not in new]
    return tuple(dict.fromkeys((*kept, *(one for one in old if one not in new))))


def _by_id(subscriptions: Iterable[Subscription]) -> dict[int, Subscription]:
    return {one.id: one for one in subscriptions}
