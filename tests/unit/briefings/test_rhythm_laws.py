"""Whatever the rhythm and the clock do: what comes up is told once, in its time, or dropped by a rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.days_off import works
from briefings.digests import plan, watermarks
from briefings.model import Digest, Entry, Subscription
from briefings.rhythms import hushed, told_on, within
from briefings.slots import parted, slot
from tests.clockwork import DUE, JUMPS, MINUTE, PAUSES, STARTS, ZONES, due_days
from tests.made import entries, fact, on
from tests.unit.briefings.test_rhythms import rhythms

STEPS = st.lists(st.tuples(PAUSES, JUMPS), min_size=8, max_size=30)
YEARS = 4


def origins(days: list[date]) -> tuple[Entry, ...]:
    """Something that returns on each of these days, called by its day."""
    bases = [day for day in days if (day.month, day.day) != (2, 29)]
    return entries(
        *(
            fact(f"leading zone k{day:%Y%m%d}x", on(day.replace(year=day.year - YEARS)), id=f"{day}")
            for day in bases
        )
    )


def lived(
    one: Subscription, start: datetime, steps: list[tuple[int, int]], known: tuple[Entry, ...]
) -> tuple[list[Digest], datetime]:
    """The digests of a life, and the latest time that its clock ever showed."""
    sent: list[Digest] = []
    now = latest = start
    for pause, jump in steps:
        for move in (pause + jump, -jump) if jump else (pause,):
            now += move * MINUTE
            latest = max(latest, now)
            digests = plan(now, [one], known)
            mark = watermarks(now, [one], digests).get(one.id)
            if mark and (one.planned is None or mark > one.planned):
                one = replace(one, planned=mark)
            sent += digests
    return sent, latest


@settings(max_examples=250, deadline=None)
@given(
    rhythms(),
    ZONES,
    st.sampled_from([(0,), (1,), (7,), (3,)]),
    st.sampled_from(["", "days off", "quiet"]),
    STARTS,
    STEPS,
    DUE,
)
def test_what_comes_up_is_told_once_or_dropped_by_a_rule_that_says_so(  # noqa: PLR0917
    one: Subscription,
    zone: str,
    leads: tuple[int, ...],
    drops: str,
    start: datetime,
    steps: list[tuple[int, int]],
    due: int,
) -> None:
    chosen = one.preferences
    if drops == "days off":
        chosen = replace(chosen, days_off="drop")
    elif drops == "quiet" and chosen.quiet is not None:
        chosen = replace(chosen, quiet=replace(chosen.quiet, rule="drop"))
    one = replace(one, zone=zone, leads=leads, planned=start, preferences=chosen)
    days = due_days(start, due)
    sent, latest = lived(one, start, steps, origins(days))
    heard = Counter(item.milestone.day for digest in sent for item in digest.items)
    assert set(heard.values()) <= {1}
    assert len({digest.slot for digest in sent}) == len(sent), "at most one digest a day"
    owed = set()
    for day in days:
        came_up = date.fromordinal(day.toordinal() - leads[0])
        on_day = told_on(one, came_up, leads[0])
        if (day.month, day.day) == (2, 29):
            continue
        if on_day is None:
            dropped = (hushed(one) and drops == "quiet") or not works(came_up, chosen.country) or drops
            assert dropped
            assert day not in heard
        elif start < slot(one, on_day, urgent=parted(one) and leads == (0,)) <= latest:
            owed.add(day)
    event(f"{one.cadence.partition(':')[0]}, {chosen.days_off or 'every day'}, {min(len(owed), 5)} owed")
    assert owed == set(heard)
    for digest in sent:
        local = digest.due.astimezone(ZoneInfo(zone))
        urgent = parted(one) and leads == (0,)
        assert chosen.quiet is None or urgent or not within(chosen.quiet, local.time())
        assert not chosen.days_off or works(digest.slot, chosen.country)
