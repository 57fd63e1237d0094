"""`timeline`: the dated facts of a topic, or of every document, in order of time."""

from __future__ import annotations

from datetime import date
from math import ceil

from bot.arguments import MOST_PAGES, BadArgument, date_of, number, wanted
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.gathering import entries_on
from bot.grammar import nearest, typed
from bot.views.pictures import in_time
from bot.views.replies import quoted
from bot.views.sources import found as line
from bot.views.timeline import rows, said
from briefings.called import called
from briefings.model import Kind
from briefings.saying import counted, day
from briefings.timelines import Moment, Timeline, timeline
from briefings.tongue import N_, _, several

PAGE = 12
WHYS = 2
KINDS = {kind.value: kind for kind in Kind if kind is not Kind.VAGUE}


def run(context: Context, call: Call) -> Card:
    """One page of the timeline; without a number the one on which today stands."""
    kinds, since, until = _kinds(call), date_of(call, "since"), date_of(call, "until", last=True)
    if since and until and since > until:
        why = _("comes after until:{time}.").format(time=call.key("until"))
        raise BadArgument("since", call.key("since") or "", why, _(_TURN))
    entries = entries_on(context.store.library, call.topic)
    value = timeline(entries, context.today, since=since, until=until, kinds=kinds)
    if not value.moments:
        return _none(context, call, len(entries))
    size, last = _pages(len(value.moments))
    page = number(call, "page", min(last, max(1, ceil(value.behind / size))), MOST_PAGES)
    if page > last:
        sentence = _("There is no page {page}: the timeline has {pages}.")
        words = sentence.format(page=page, pages=counted(last, "page"))
        return _notice(words, Action(_("The page of today"), _again(call), "primary"))
    return _page(context, call, value, page)


_TURN = N_("Give the earlier time to since: and the later one to until:.")


def _page(context: Context, call: Call, value: Timeline, page: int) -> Card:
    """A page, with the line of today where it falls on it."""
    size, last = _pages(len(value.moments))
    first = size * (page - 1)
    shown = value.moments[first : first + size]
    behind = min(max(value.behind - first, 0), len(shown))
    here = 0 < value.behind - first <= len(shown) or (first == 0 and value.behind == 0)
    blocks: list[Block] = [Heading(_heading(call, value))]
    paged = [_("page {page} of {last}").format(page=page, last=last)] if last > 1 else []
    if notes := [*_filters(call), *paged]:
        blocks.append(Paragraph(Line(text(" · ".join(notes)))))
    blocks += rows(shown[:behind], shown[behind:], context.today, here)
    drawn = wanted(call, "picture")
    if drawn:
        blocks.append(in_time(shown, context.today, call.topic, f"{_again(call, 'picture')} page:{page}"))
    if value.behind == len(value.moments) and page == last and not call.key("until"):
        anniversaries = context.typed(f"upcoming {call.topic}".strip())
        words = filled(_("Nothing dated lies ahead; anniversaries: {command}"), command=code(anniversaries))
        blocks.append(Paragraph(Line(words)))
    turn = [(_("Earlier"), page - 1)] if page > 1 else []
    turn += [(_("Later"), page + 1)] if page < last else []
    near = (*shown[behind:], *reversed(shown[:behind]))[:WHYS]
    draw = Action(_("As a picture"), f"{_again(call)} page:{page} picture:yes")
    actions = (
        *(Action(label, f"{_again(call)} page:{to}") for label, to in turn),
        *(() if drawn else (draw,)),
        *(_why(one) for one in near),
        Action(_("What is coming"), f"upcoming {call.topic}".strip()),
        *((Action(_("Figures"), f"figures {call.topic}"),) if call.topic else ()),
    )
    return listing(context, blocks, actions)


def _why(one: Moment) -> Action:
    """The button that explains a time; its label names that, and so it has its proof."""
    label = _("Why {time}?").format(time=said(one))
    return Action(label, f"why {one.fact}", evidence=one.evidence[: one.firm])


def _pages(count: int) -> tuple[int, int]:
    """Rows on a page and how many pages; evenly filled, so that none holds a lonely row."""
    last = max(1, ceil(count / PAGE))
    return ceil(count / last), last


def _heading(call: Call, value: Timeline) -> str:
    facts = counted(len(value.moments), "dated fact")
    sentence = _("{facts} on {topic}") if call.topic else _("{facts} of all documents")
    return sentence.format(facts=facts, topic=quoted(call.topic))


def _kinds(call: Call) -> tuple[Kind, ...]:
    """The kinds that were asked for, such as kind:deadline,targets; refused where one is none."""
    value = call.key("kind")
    if value is None:
        return ()
    names = [part.strip() for part in value.casefold().split(",") if part.strip()]
    known = [name if name in KINDS else name.removesuffix("s") for name in names]
    if known and all(name in KINDS for name in known):
        return tuple(dict.fromkeys(KINDS[name] for name in known))
    guess = next((near for name in known if name not in KINDS and (near := nearest(name, KINDS))), None)
    now = _("Type kind: with one or more of {words}.").format(words=several(KINDS))
    raise BadArgument("kind", value, _("is no kind of dated fact."), now, guess)


def _filters(call: Call) -> list[str]:
    """What narrows the timeline, in words."""
    since, until = date_of(call, "since"), date_of(call, "until", last=True)
    kinds = [several(map(called, _kinds(call)))] if call.key("kind") else []
    only = [_("only {kinds}").format(kinds=kind) for kind in kinds]
    return [*_bound(_("since {day}"), since), *_bound(_("until {day}"), until), *only]


def _bound(sentence: str, value: date | None) -> list[str]:
    return [sentence.format(day=day(value))] if value else []


def _again(call: Call, *without: str) -> str:
    """The same timeline as it can be typed, without its page and these keys."""
    return typed(call, page=None, **dict.fromkeys(without))


def _none(context: Context, call: Call, every: int) -> Card:
    """Nothing to show: why, and what there is instead."""
    library, topic = context.store.library, quoted(call.topic)
    if every:
        sentence = (
            _("None of the {facts} on {topic} is left with: {filters}.")
            if call.topic
            else _("None of the {facts} is left with: {filters}.")
        )
        words = sentence.format(
            facts=counted(every, "dated fact"), topic=topic, filters=" · ".join(_filters(call))
        )
        whole = Action(_("Without filters"), f"timeline {call.topic}".strip(), "primary")
        return _notice(words, whole, Action(_("What is coming"), f"upcoming {call.topic}".strip()))
    if not call.topic:
        words = _("No document here tells a date. New documents may bring some.")
        coming = Action(_("What is coming"), "upcoming")
        return _notice(words, coming, Action(_("Newest documents"), "latest"))
    words = _("No dated fact is known on {topic}.").format(topic=topic)
    blocks: list[Block] = [Notice("info", Line(text(words)))]
    if hits := library.sentences(call.topic, 3):
        blocks += [Heading(_("The nearest sentences")), Bullets(tuple(map(line, hits)))]
    actions = (
        Action(_("Everything dated"), "timeline", "primary"),
        Action(_("Search it"), f"search {call.topic}"),
        Action(_("Newest documents"), "latest"),
    )
    return listing(context, blocks, actions)


def _notice(words: str, *actions: Action) -> Card:
    return Card((Notice("info", Line(text(words))),), actions)


TIMELINE = Command(
    "timeline",
    N_("what happened and what is to come, dated, in order of time; today has its line"),
    N_("timeline [topic] [since:2021] [until:] [kind:deadline] [page:2] [picture:yes]"),
    run,
    keys=("since", "until", "kind", "page", "picture"),
    examples=("timeline leading zone", "timeline since:2023 kind:deadline,target"),
    group="read",
    also=("时间线", "时间轴"),
)
