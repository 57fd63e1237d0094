"""Why a notice is told or not: every stage in its order, and never otherwise than the plan itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.digests import preview
from briefings.explaining import Candidate, Step, candidates, explained
from briefings.milestones import milestones
from briefings.model import Kind, Milestone, Subscription
from briefings.preferences import Preferences, Quiet
from briefings.slots import local_day
from tests.made import at, entries, fact, on, subscription
from tests.unit.briefings.test_rhythms import rhythms

DAY = timedelta(days=1)
NIGHT = Quiet(time(22), time(8))
KNOWN = entries(
    fact("leading zone fund of 5 bn yuan", on(date(2026, 7, 15)), kind=Kind.DEADLINE, id="fund"),
    fact("leading zone rules", on(date(2021, 7, 20)), id="rules"),
    fact("steel quota", on(date(2026, 8, 3)), kind=Kind.DEADLINE, id="steel"),
)


def fund() -> Milestone:
    return milestones(KNOWN, date(2026, 7, 15), date(2026, 7, 15))[0]


def asked(**chosen: object) -> Subscription:
    words = {
        name: chosen.pop(name) for name in ("must", "without", "kinds", "grades", "cadence") if name in chosen
    }
    made = replace(subscription(), preferences=Preferences(**chosen))  # type: ignore[arg-type]
    return replace(made, **words)  # type: ignore[arg-type]


def stopped(one: Subscription, lead: int = 0, told: Mapping[str, date] | None = None) -> Step | None:
    found = explained(one, fund(), lead, told=told).stopped
    assert found is None or found.why
    return found.step if found else None


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (asked(), None),
        (subscription(topics=("steel",)), Step.TOPIC),
        (asked(must=("steel",)), Step.MUST),
        (asked(must=("yuan",)), None),
        (asked(without=("yuan",)), Step.WITHOUT),
        (asked(kinds=("origin",)), Step.KIND),
        (asked(grades=("hoped",)), Step.GRADE),
        (asked(muted=("fund",)), Step.CHOSEN),
        (asked(followed=("fund",), kinds=("origin",)), None),
        (replace(asked(quiet=replace(NIGHT, rule="drop")), hour=time(23)), Step.QUIET),
        (replace(asked(quiet=NIGHT), hour=time(23)), None),
        (asked(quiet=replace(NIGHT, rule="drop")), None),
        (asked(days_off="drop"), None),
        (asked(days_off="drop", country="IT"), None),
        (asked(snoozed=at("2026-07-18T00:00+08:00")), None),
        (asked(snoozed=at("2026-07-28T00:00+08:00")), Step.SNOOZE),
        (replace(asked(), planned=at("2026-07-15T10:00+08:00")), Step.TOLD),
        (replace(asked(), planned=at("2026-07-14T10:00+08:00")), None),
    ],
)
def test_a_notice_is_stopped_by_the_stage_that_is_against_it(one: Subscription, step: Step | None) -> None:
    assert stopped(one) == step


def test_a_lead_that_was_not_asked_for_stops_it() -> None:
    rules = milestones(KNOWN, date(2026, 7, 20), date(2026, 7, 20))[0]
    one = subscription(leads=(7,))
    assert explained(one, rules, 7).stopped is None
    found = explained(one, rules, 30).stopped
    assert found is not None
    assert (found.step, found.why) == (Step.LEADS, "It is not told 30 days ahead.")


def test_what_the_ledger_says_was_told_is_not_told_again() -> None:
    ref = fund().ref
    assert stopped(asked(), told={ref: date(2026, 7, 14)}) is None
    assert stopped(asked(), told={ref: date(2026, 7, 15)}) is Step.TOLD


def test_the_stages_come_in_their_order_and_each_says_why() -> None:
    one = asked(
        must=("yuan",), without=("gas",), kinds=("deadline",), grades=("decided",), cadence="weekly:mon",
        quiet=NIGHT, days_off="after", country="CN",
    )  # fmt: skip
    stages = explained(one, fund(), 0).stages
    assert [stage.step for stage in stages] == [step for step in Step if step is not Step.CHOSEN]
    assert all(stage.passes and stage.why.endswith(".") for stage in stages)
    said = {stage.step: stage.why for stage in stages}
    assert said[Step.CADENCE] == "It comes up on 15 Jul 2026, and is told on Mondays at 09:00."
    assert said[Step.DAYS_OFF] == "With days off as they are it is told on 13 Jul 2026."
    assert explained(one, fund(), 0).at == at("2026-07-13T09:00+08:00")


def test_candidates_of_a_chat_are_each_told_once_by_whom_brings_it_furthest() -> None:
    zone, steel = subscription(1), replace(subscription(2, topics=("steel",)), without=("quota",))
    found = candidates([zone, steel], KNOWN, date(2026, 7, 13), date(2026, 8, 3))
    seen = {(one.milestone.entry.fact.id, one.lead): one for one in found}
    assert len(seen) == len(found)
    assert seen["fund", 0].at == at("2026-07-15T09:00+08:00")
    assert seen["rules", 7].subscription == zone
    last = seen["steel", 0].stopped
    assert last is not None
    assert (last.step, last.why) == (Step.WITHOUT, "It holds “quota”.")


@settings(max_examples=60, deadline=None)
@given(rhythms(), st.integers(0, 300))
def test_a_preview_brings_what_the_stages_let_through_and_nothing_else(one: Subscription, day: int) -> None:
    first = date(2026, 1, 1) + day * DAY
    facts = [fact(f"leading zone k{n}x", on((first + n * 3 * DAY).replace(year=2021))) for n in range(6)]
    known = entries(*facts)
    now = datetime(first.year, first.month, first.day, 0, 30, tzinfo=UTC) + 40 * DAY
    brought = {
        (item.milestone.ref, digest.slot)
        for digest in preview(one, known, now, months=6)
        for item in digest.items
    }
    free = replace(one, planned=None)
    every: tuple[Candidate, ...] = candidates([free], known, first - 60 * DAY, first + 60 * DAY)
    let = {(each.milestone.ref, local_day(each.at, one.zone)) for each in every if each.at and each.at <= now}
    assert brought == let
