"""`upcoming`: the next anniversaries, deadlines and check-ins; never an empty answer."""

from __future__ import annotations

from datetime import date, timedelta

from bot.arguments import days_of
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views.entries import coming, why
from bot.views.replies import quoted
from briefings.almanac import about
from briefings.milestones import ahead, following
from briefings.model import Entry, Milestone
from briefings.saying import counted
from briefings.tongue import N_, _

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
    title = _("Next {days} on {topic}") if topic else _("Next {days}")
    heading = title.format(days=counted(days, "day"), topic=quoted(topic))
    blocks: list[Block] = [Heading(heading), *([Bullets(lines)] if lines else ())]
    if len(dated) > SHOWN:
        words = _("{number:,} more up to then: a topic or fewer days, such as days:30, narrow it.")
        blocks.append(Paragraph(Line(text(words.format(number=len(dated) - SHOWN)))))
    if running:
        told = [coming(one, context.today) for one in running[:RUNNING]]
        if len(running) > RUNNING:
            sentence = _("… and {number:,} more: {command}")
            command = code(context.typed("onthisday"))
            told.append(Line(filled(sentence, number=len(running) - RUNNING, command=command)))
        blocks += [Heading(_("This month or year, no day known")), Bullets(tuple(told))]
    return listing(context, blocks, (*_whys(found[:2]), _subscribe(topic)))


def _later(context: Context, topic: str, after: Milestone, days: int) -> Card:
    """Nothing in time: the next one, however far."""
    sentence = (
        _("Nothing on {topic} in the next {days}. The next one:")
        if topic
        else _("Nothing in the next {days}. The next one:")
    )
    words = sentence.format(topic=quoted(topic), days=counted(days, "day"))
    what = Notice("info", Line(text(words)))
    blocks = (what, Bullets((coming(after, context.today),)))
    return listing(context, blocks, (*_whys((after,)), _subscribe(topic)))


def _nothing(context: Context, topic: str, entries: tuple[Entry, ...]) -> Card:
    """No date ahead at all: of everything, the next one; of an empty library, what to do."""
    if topic and (after := _next(context, entries)):
        sentence = _("No date ahead is known on {topic}. The next one of anything:")
        what = sentence.format(topic=quoted(topic))
        blocks = (Notice("info", Line(text(what))), Bullets((coming(after, context.today),)))
        actions = (
            *_whys((after,)),
            Action(_("Everything coming"), "upcoming"),
            Action(_("Search it"), f"search {topic}"),
        )
        return listing(context, blocks, actions)
    words = _("No date ahead is known: the documents here name none. New documents may bring some.")
    return Card((Notice("info", Line(text(words))),), (Action(_("Newest documents"), "latest"),))


def _next(context: Context, entries: tuple[Entry, ...]) -> Milestone | None:
    """The first milestone from today on."""
    return following(entries, context.today - timedelta(days=1), context.reckoning)


def _whys(found: tuple[Milestone, ...]) -> tuple[Action, ...]:
    return tuple(map(why, found))


def _subscribe(topic: str) -> Action:
    return Action(_("Subscribe"), f"subscribe {topic}".strip())


UPCOMING = Command(
    "upcoming",
    N_("the next anniversaries, deadlines and check-ins"),
    N_("upcoming [topic] [days:90]"),
    run,
    keys=("days",),
    examples=("upcoming", "upcoming leading zone days:365"),
    group="read",
    also=("日程", "即将", "即将到来"),
)
