"""`preview` also says what is no date that is known: alerts of new documents, and lines that all is well."""

from __future__ import annotations

from datetime import time

import pytest

from bot.card import lines, plain
from briefings.model import Subscription
from briefings.preferences import Preferences, Quiet
from tests.unit.bot.harbour import AT, CHAT, desk, filled, request


def said(chosen: Preferences, cadence: str = "instant", days: int = 30) -> str:
    """What preview says to a chat that chose so."""
    store = filled()
    one = Subscription(0, CHAT, ("harbour charter",), time(9), "Europe/Berlin", (0,), cadence=cadence)
    store.subscriptions.keep(CHAT, one, "7", AT)
    store.preferences.keep(CHAT, chosen, "7", AT)
    card = desk(store).answer(request(f"preview days:{days}"))
    store.close()
    return "\n".join(plain(line.text) for block in card.blocks for line in lines(block))


def test_alerts_of_new_documents_are_foretold_to_who_asked_for_them() -> None:
    assert "told at once, whenever one comes" in said(Preferences())
    assert "told at once" not in said(Preferences(), "daily")


@pytest.mark.parametrize(
    ("rule", "words"),
    [("hold", "waits for their end."), ("drop", "is left out"), ("urgent", "unless it is due that very day")],
)
def test_it_says_what_quiet_hours_make_of_an_alert(rule: str, words: str) -> None:
    quiet = Quiet(time(22), time(8), rule)  # type: ignore[arg-type]
    told = said(Preferences(quiet=quiet, days_off="after"))
    assert "In quiet hours it" in told
    assert words in told
    assert "On days off it waits for the next working day" in told


def test_lines_that_all_is_well_are_named_by_their_mondays_but_not_in_the_week_of_a_date() -> None:
    told = said(Preferences(well=True), "daily")
    mondays = ("2 Mar 2026", "9 Mar 2026", "23 Mar 2026", "30 Mar 2026")
    assert f"A line that all is well comes on {', '.join(mondays)}." in told, "the charter's day is 15 March"
    assert "all is well" not in said(Preferences(), "daily")
