"""`milestones`: the ledger of targets and deadlines, and where each of them stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from bot.arguments import BadArgument, page_of
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.grammar import typed
from bot.views.replies import quoted
from bot.views.standings import listed
from briefings.almanac import about
from briefings.called import called
from briefings.milestones.wording import end
from briefings.standing import Standing, State, standings
from briefings.tongue import N_, _, ngettext, pgettext, several

PAGE = 8
WHYS = 2
STATES = {
    "due": State.DUE,
    "record": State.RECORD,
    "partly": State.PARTLY,
    "silent": State.SILENT,
    "overdue": State.OVERDUE,
}


def run(context: Context, call: Call) -> Card:
    """One page of the ledger: what is ahead, the nearest first, then what is past, the newest first."""
    page, wanted = page_of(call), _state(call)
    every = standings(context.store.library.cases(), context.today)
    near = [one for one in every if about(one.entry, call.topic)] if call.topic else list(every)
    found = sorted((one for one in near if wanted in (None, one.state)), key=_order(context.today))
    shown = found[PAGE * (page - 1) : PAGE * page]
    if not shown:
        return _none(call, page, near, every)
    heading = ngettext("{number:,} target or deadline", "{number:,} targets and deadlines", len(found))
    heading = heading.format(number=len(found))
    if call.topic:
        heading = _("{things} on {topic}").format(things=heading, topic=quoted(call.topic))
    only = _counts(near) if wanted is None else _("Only: {state}").format(state=called(wanted))
    blocks: list[Block] = [Heading(heading), Paragraph(Line(text(only)))]
    blocks.append(Bullets(tuple(listed(one, context.today) for one in shown)))
    more = (Action(_("More"), f"{_again(call)} page:{page + 1}"),) if len(found) > PAGE * page else ()
    return listing(context, blocks, (*_whys(shown), *_states(call, near), *more))


def _state(call: Call) -> State | None:
    """The state that was asked for; refused where there is no such state."""
    value = call.key("state")
    if value is None:
        return None
    known = value.casefold()
    if known in STATES:
        return STATES[known]
    now = _("Type state: with one of {words}.").format(words=several(STATES))
    raise BadArgument("state", value, _("is no state of a target."), now)


def _order(today: date) -> Callable[[Standing], tuple[bool, int, str]]:
    """What is ahead comes first, the nearest on top; then what is past, the newest on top."""

    def key(one: Standing) -> tuple[bool, int, str]:
        due = one.entry.fact.when.end or date.max
        return due < today, abs((due - today).days), one.entry.fact.id

    return key


def _counts(near: Sequence[Standing]) -> str:
    """How many are in each state: 3 due · 1 silent."""
    told = Counter(one.state for one in near)
    sentence = pgettext("so many in a state", "{number:,} {state}")
    each = (sentence.format(number=told[state], state=called(state)) for state in State if told[state])
    return " · ".join(each)


def _whys(shown: Sequence[Standing]) -> tuple[Action, ...]:
    return tuple(
        Action(
            _("Why {time}?").format(time=end(one.entry.fact.when)),
            f"why {one.entry.fact.id}@{one.entry.fact.when.end}",
            evidence=one.entry.fact.evidence,
        )
        for one in shown[:WHYS]
    )


def _states(call: Call, near: Sequence[Standing]) -> tuple[Action, ...]:
    """Buttons for the states that something is in, besides the one shown."""
    there = {one.state for one in near}
    asked = (call.key("state") or "").casefold()
    names = [name for name, state in STATES.items() if state in there and name != asked]
    if len(names) < 2 and not asked:
        return ()
    return tuple(
        Action(called(STATES[name]).capitalize(), f"{_bare(call)} state:{name}") for name in names[:3]
    )


def _bare(call: Call) -> str:
    return f"milestones {call.topic}".strip()


def _again(call: Call) -> str:
    return typed(call, page=None)


def _none(call: Call, page: int, near: Sequence[Standing], every: Sequence[Standing]) -> Card:
    """Nothing to show: why, and what there is instead."""
    if page > 1:
        words = _("There is no page {page}: the list is shorter.").format(page=page)
        return _notice(words, Action(_("The first page"), _again(call), "primary"))
    if near:
        state = _state(call) or State.DUE
        words = _("None is {state} now: {counts}.").format(state=called(state), counts=_counts(near))
        return _notice(words, *_states(call, near), Action(_("All states"), _bare(call), "primary"))
    if every:
        sentence = _("No target or deadline is known on {topic}; of anything, {counts}.")
        words = sentence.format(topic=quoted(call.topic), counts=_counts(every))
        actions = (
            Action(_("All of them"), "milestones", "primary"),
            Action(_("Search it"), f"search {call.topic}"),
        )
        return _notice(words, *actions)
    words = _("No target or deadline is known: the documents here set none. New documents may bring some.")
    return _notice(words, Action(_("What is coming"), "upcoming"), Action(_("Newest documents"), "latest"))


def _notice(words: str, *actions: Action) -> Card:
    return Card((Notice("info", Line(text(words))),), actions)


MILESTONES = Command(
    "milestones",
    N_("targets and deadlines, and where each stands: due, on record, partly, silent, overdue"),
    N_("milestones [topic] [state:silent] [page:2]"),
    run,
    keys=("state", "page"),
    examples=("milestones", "milestones state:silent"),
    group="read",
    also=("节点", "里程碑"),
)
