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
    # where a target stands
    N_("due"), N_("on record"), N_("partly"), N_("silent"), N_("overdue"),
)  # fmt: skip
"""Every word by which `called` can call anything."""


def called(value: StrEnum) -> str:
    """A grade, a kind, a state, a basis or a precision in a word or two."""
    return _(value.value)
