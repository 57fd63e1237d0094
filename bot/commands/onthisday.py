"""`onthisday`: the anniversaries of a day, and what its month and year are remembered for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.days import asked
from bot.views.entries import coming, why
from bot.views.replies import fault, quoted
from briefings.milestones import EARLIEST, LATEST, milestones
from briefings.milestones.wording import day as said
from briefings.milestones.wording import full_month
from briefings.milestones.wording import year as one_year
from briefings.model import Entry, Milestone, Precision
from briefings.tongue import N_, _

SHOWN = 10
YEAR = timedelta(days=366)


def run(context: Context, call: Call) -> Card:
    """What falls on a day, what is remembered in its month and year, or else the nearest anniversaries."""
    day = _day(context, call)
    if day is None:
        return _no_day(call)
    entries = context.store.library.entries()
    found = milestones(entries, day, day, context.reckoning)
    exact = [one for one in found if one.precision is Precision.DAY and one.rule != "announcement"]
    blocks: list[Block] = [Heading(_("On {day}").format(day=said(day)))]
    if any(one.rule == "anniversary" for one in exact):
        near: Sequence[Milestone] = ()
    else:
        near = _nearest(context, entries, day)
    if exact:
        blocks.append(Bullets(tuple(_lines(exact, context.today))))
    if near:
        words = _("No anniversary falls on {day}. The nearest ones:").format(day=said(day))
        blocks += [Notice("info", Line(text(words))), Bullets(tuple(_lines(near, context.today)))]
    for title, announced in _announced(context, entries, day):
        blocks += [Heading(title), Bullets(tuple(_lines(announced, context.today)))]
    if len(blocks) == 1:
        return _nothing(day)
    return listing(context, blocks, (*_whys((*exact, *near)), *_around(day)))


def _day(context: Context, call: Call) -> date | None:
    """The day that was typed, of this year where no year was; the chat's own today where nothing was."""
    today = context.local_day
    if not call.raw:
        return today
    wanted = asked(call.raw)
    if wanted is None or not (wanted.year is None or EARLIEST.year <= wanted.year <= LATEST.year):
        return None
    return wanted.within(wanted.year or today.year, context.reckoning.march)


def _no_day(call: Call) -> Card:
    """What was typed is no day: how one is typed."""
    now = _("Type a day such as 15 July, 07-15, 2026-07-15 or 7月15日; years go from 1900 to 2200.")
    actions = (Action(_("Today"), "onthisday", "primary"), Action(_("What is coming"), "upcoming"))
    return fault(_("{words} is no day that is told here.").format(words=quoted(call.raw)), now, actions)


def _lines(found: Sequence[Milestone], today: date) -> Iterator[Line]:
    """A line each, as many as a card holds, and how many more there are."""
    yield from (coming(one, today) for one in found[:SHOWN])
    if len(found) > SHOWN:
        yield Line(text(_("… and {number:,} more").format(number=len(found) - SHOWN)))


def _announced(
    context: Context, entries: Sequence[Entry], day: date
) -> Iterator[tuple[str, tuple[Milestone, ...]]]:
    """What is known to its month or year only, apart from what has a day."""
    for first, precision in ((day.replace(day=1), Precision.MONTH), (date(day.year, 1, 1), Precision.YEAR)):
        found = milestones(entries, first, first, context.reckoning)
        kept = tuple(one for one in found if one.rule == "announcement" and one.precision is precision)
        if kept:
            when = full_month(day) if precision is Precision.MONTH else one_year(day.year)
            yield _("Remembered in {time}, no day known").format(time=when), kept


def _nearest(context: Context, entries: Sequence[Entry], day: date) -> tuple[Milestone, ...]:
    """The last anniversary before a day and the first one behind it, within a year."""
    first, last = max(EARLIEST, day - min(YEAR, day - EARLIEST)), min(LATEST, day + min(YEAR, LATEST - day))
    found = [m for m in milestones(entries, first, last, context.reckoning) if m.rule == "anniversary"]
    before = [one for one in found if one.day < day][-1:]
    after = [one for one in found if one.day > day][:1]
    return (*before, *after)


def _whys(found: Sequence[Milestone]) -> tuple[Action, ...]:
    return tuple(map(why, found[:2]))


def _around(day: date) -> tuple[Action, ...]:
    """The days before and after."""
    near = (day + timedelta(days=n) for n in (-1, 1))
    return tuple(Action(said(each), f"onthisday {each}") for each in near if EARLIEST <= each <= LATEST)


def _nothing(day: date) -> Card:
    words = _("No anniversary is known, on {day} or any other day: the documents here name no origin.")
    told = Line(text(words.format(day=said(day))))
    return Card((Notice("info", told),), (Action(_("Newest documents"), "latest"),))


ONTHISDAY = Command(
    "onthisday",
    N_("the anniversaries of a day, and what its month and year are remembered for"),
    N_("onthisday [date]"),
    run,
    examples=("onthisday", "onthisday 15 July"),
    group="read",
    also=("历史上的今天", "当年今日", "纪念日"),
)
