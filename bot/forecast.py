"""What a subscription would have brought, and what it will bring next, by the rules of the real plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.command import Context
from briefings.digests import preview
from briefings.hearing import hears
from briefings.milestones import following
from briefings.model import Digest, Milestone, Subscription

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Digests of the last 12 months and of the next; `later` is what comes first where those are none."""

    past: tuple[Digest, ...]
    coming: tuple[Digest, ...]
    later: Milestone | None


def forecast(context: Context, subscription: Subscription) -> Forecast:
    """Look a year back and a year ahead from the request's time."""
    entries = context.store.library.entries()
    now, counting = context.request.at, context.reckoning
    past = preview(subscription, entries, now, reckoning=counting)
    later = preview(subscription, entries, now + YEAR, reckoning=counting)
    coming = tuple(one for one in later if one.due > now)
    if coming:
        return Forecast(past, coming, None)
    near = tuple(entry for entry in entries if hears(subscription, entry) is not None)
    return Forecast(past, coming, following(near, context.today, counting))
