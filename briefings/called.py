"""What grades, kinds, states and bases are called in the language that is spoken."""

from __future__ import annotations

from enum import StrEnum

from briefings.tongue import N_, _

CALLED = (
    # grades
    N_("in force"), N_("decided"), N_("planned"), N_("estimated"), N_("hoped"),
    # kinds of facts, and what a sentence may hold
    N_("event"), N_("origin"), N_("occurrence"), N_("period"), N_("deadline"), N_("target"), N_("recurring"),
    N_("vague"), N_("figure"), N_("date"), N_("anniversary"),
    # where a date comes from
    N_("stated"), N_("derived"), N_("outside knowledge"),
    # how exact it is
    N_("day"), N_("month"), N_("quarter"), N_("half"), N_("season"), N_("year"), N_("decade"), N_("range"),
    # by which rule a day is told
    N_("daymark"), N_("announcement"), N_("halfway"), N_("checkin"),
    # what became of a message
    N_("pending"), N_("in flight"), N_("sent"), N_("skipped"), N_("dead"), N_("held"),
    # where a target stands
    N_("due"), N_("on record"), N_("partly"), N_("silent"), N_("overdue"),
)  # fmt: skip
"""Every word by which `called` can call anything."""


def called(value: StrEnum | str) -> str:
    """A grade, a kind, a state, a basis, a precision or a rule's name in a word or two."""
    return _(str(value).replace("_", " "))
