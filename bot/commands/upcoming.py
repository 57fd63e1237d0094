"""`upcoming`: the next anniversaries, deadlines and check-ins; never an empty answer."""

from __future__ import annotations

from datetime import date, timedelta

from bot.arguments import days_of
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.views.entries import coming, why
from bot.views.replies import quoted
from briefings.almanac import about
from briefings.milestones import ahead, following
from briefings.model import Entry, Milestone
from briefings.saying import counted

DAYS = 90
SHOWN = 12
RUNNING = 4
"""Origins without a day that are told below."""


def run(context: Context, call: Call) -> Card:
    """What comes in the next days, of a topic or of everything; else the next one, however far."""
    days = days_of(call, DAYS)
    entries = context.store.library.entries()
    near = tuple(entry for entry in entries if about(entry, call.topic)) if call.topic else entries
    today = context.today
    last = date.fromordinal(min(today.toordinal() + days, date.max.toordinal()))
    found = ahead(near, today, last, context.reckoning)
    if found:
        return _listed(context, call.topic, found, days)
    after = _next(context, near)
    return _later(context, call.topic, after, days) if after else _nothing(context, call.topic, entries)


def _listed(context: Context, topic: str, found: tuple[Milestone, ...], days: int) -> Card:
    dated = [one for one in found if one.day >= context.today]
    running = found[len(dated) :]
    lines = tuple(coming(one, context.today) for one in dated[:SHOWN])
    heading = f"Next {counted(days, 'day')}" + (f" on {quoted(topic)}" if topic else "")
    blocks: list[Block] = [Heading(heading), *([Bullets(lines)] if lines else ())]
    if len(dated) > SHOWN:
        words = f"{len(dated) - SHOWN:,} more up to then: a topic or fewer days, such as days:30, narrow it."
        blocks.append(Paragraph(Line(text(words))))
    if running:
        told = [coming(one, context.today) for one in running[:RUNNING]]
        if len(running) > RUNNING:
            told.append(
                Line(text(f"… and {len(running) - RUNNING:,} more: ", code(context.typed("onthisday"))))
            )
        blocks += [Heading("This month or year, no day known"), Bullets(tuple(told))]
    return listing(context, blocks, (*_whys(found[:2]), _subscribe(topic)))


def _later(context: Context, topic: str, after: Milestone, days: int) -> Card:
    """Nothing in time: the next one, however far."""
    about_it = f" on {quoted(topic)}" if topic else ""
    what = Notice("info", Line(text(f"Nothing{about_it} in the next {counted(days, 'day')}. The next one:")))
    blocks = (what, Bullets((coming(after, context.today),)))
    return listing(context, blocks, (*_whys((after,)), _subscribe(topic)))


def _nothing(context: Context, topic: str, entries: tuple[Entry, ...]) -> Card:
    """No date ahead at all: of everything, the next one; of an empty library, what to do."""
    if topic and (after := _next(context, entries)):
        what = f"No date ahead is known on {quoted(topic)}. The next one of anything:"
        blocks = (Notice("info", Line(text(what))), Bullets((coming(after, context.today),)))
        actions = (
            *_whys((after,)),
            Action("Everything coming", "upcoming"),
            Action("Search it", f"search {topic}"),
        )
        return listing(context, blocks, actions)
    words = "No date ahead is known: the documents here name none. New documents may bring some."
    return Card((Notice("info", Line(text(words))),), (Action("Newest documents", "latest"),))


def _next(context: Context, entries: tuple[Entry, ...]) -> Milestone | None:
    """The first milestone from today on."""
    return following(entries, context.today - timedelta(days=1), context.reckoning)


def _whys(found: tuple[Milestone, ...]) -> tuple[Action, ...]:
    return tuple(map(why, found))


def _subscribe(topic: str) -> Action:
    return Action("Subscribe", f"subscribe {topic}".strip())


UPCOMING = Command(
    "upcoming",
    "the next anniversaries, deadlines and check-ins",
    "upcoming [topic] [days:90]",
    run,
    keys=("days",),
    examples=("upcoming", "upcoming leading zone days:365"),
    group="read",
)
