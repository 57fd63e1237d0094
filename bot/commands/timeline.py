"""`timeline`: the dated facts of a topic, or of every document, in order of time."""

from __future__ import annotations

from datetime import date
from math import ceil

from bot.arguments import MOST_PAGES, BadArgument, date_of, number, wanted
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.gathering import entries_on
from bot.grammar import nearest
from bot.views.pictures import in_time
from bot.views.replies import quoted
from bot.views.sources import found as sentence
from bot.views.timeline import rows, said
from briefings.model import Kind
from briefings.saying import counted, day
from briefings.timelines import Timeline, timeline
from briefings.tongue import _

PAGE = 12
WHYS = 2
KINDS = {kind.value: kind for kind in Kind if kind is not Kind.VAGUE}


def run(context: Context, call: Call) -> Card:
    """One page of the timeline; without a number the one on which today stands."""
    kinds, since, until = _kinds(call), date_of(call, "since"), date_of(call, "until", last=True)
    if since and until and since > until:
        raise BadArgument("since", call.key("since") or "", f"comes after until:{call.key('until')}.", _TURN)
    entries = entries_on(context.store.library, call.topic)
    value = timeline(entries, context.today, since=since, until=until, kinds=kinds)
    if not value.moments:
        return _none(context, call, len(entries))
    size, last = _pages(len(value.moments))
    page = number(call, "page", min(last, max(1, ceil(value.behind / size))), MOST_PAGES)
    if page > last:
        words = f"There is no page {page}: the timeline has {counted(last, 'page')}."
        return _notice(words, Action("The page of today", _again(call), "primary"))
    return _page(context, call, value, page)


_TURN = "Give the earlier time to since: and the later one to until:."


def _page(context: Context, call: Call, value: Timeline, page: int) -> Card:
    """A page, with the line of today where it falls on it."""
    size, last = _pages(len(value.moments))
    first = size * (page - 1)
    shown = value.moments[first : first + size]
    behind = min(max(value.behind - first, 0), len(shown))
    here = 0 < value.behind - first <= len(shown) or (first == 0 and value.behind == 0)
    blocks: list[Block] = [Heading(_heading(call, value))]
    if notes := [*_filters(call), *([f"page {page} of {last}"] if last > 1 else [])]:
        blocks.append(Paragraph(Line(text(" · ".join(notes)))))
    blocks += rows(shown[:behind], shown[behind:], context.today, here)
    drawn = wanted(call, "picture")
    if drawn:
        blocks.append(in_time(shown, context.today, call.topic, f"{_again(call, 'picture')} page:{page}"))
    if value.behind == len(value.moments) and page == last and not call.key("until"):
        anniversaries = context.typed(f"upcoming {call.topic}".strip())
        blocks.append(Paragraph(Line(text("Nothing dated lies ahead; anniversaries: ", code(anniversaries)))))
    turn = [("Earlier", page - 1)] if page > 1 else []
    turn += [("Later", page + 1)] if page < last else []
    near = (*shown[behind:], *reversed(shown[:behind]))[:WHYS]
    draw = Action(_("As a picture"), f"{_again(call)} page:{page} picture:yes")
    actions = (
        *(Action(label, f"{_again(call)} page:{to}") for label, to in turn),
        *(() if drawn else (draw,)),
        *(Action(f"Why {said(one)}?", f"why {one.fact}", evidence=one.evidence[: one.firm]) for one in near),
        Action("What is coming", f"upcoming {call.topic}".strip()),
        *((Action("Figures", f"figures {call.topic}"),) if call.topic else ()),
    )
    return listing(context, blocks, actions)


def _pages(count: int) -> tuple[int, int]:
    """Rows on a page and how many pages; evenly filled, so that none holds a lonely row."""
    last = max(1, ceil(count / PAGE))
    return ceil(count / last), last


def _heading(call: Call, value: Timeline) -> str:
    facts = counted(len(value.moments), "dated fact")
    return f"{facts} on {quoted(call.topic)}" if call.topic else f"{facts} of all documents"


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
    now = f"Type kind: with one or more of {', '.join(KINDS)}."
    raise BadArgument("kind", value, "is no kind of dated fact.", now, guess)


def _filters(call: Call) -> list[str]:
    """What narrows the timeline, in words."""
    since, until = date_of(call, "since"), date_of(call, "until", last=True)
    only = [f"only {', '.join(kind.value for kind in _kinds(call))}"] if call.key("kind") else []
    return [*_bound("since", since), *_bound("until", until), *only]


def _bound(name: str, value: date | None) -> list[str]:
    return [f"{name} {day(value)}"] if value else []


def _again(call: Call, *without: str) -> str:
    """The same timeline as it can be typed, without its page and these keys."""
    keys = (f"{key}:{value}" for key, value in call.keys if key not in {"page", *without})
    return " ".join(filter(None, ("timeline", call.topic, *keys)))


def _none(context: Context, call: Call, every: int) -> Card:
    """Nothing to show: why, and what there is instead."""
    library, on = context.store.library, f" on {quoted(call.topic)}" if call.topic else ""
    if every:
        narrow = " · ".join(_filters(call))
        words = f"None of the {counted(every, 'dated fact')}{on} is left with: {narrow}."
        whole = Action("Without filters", f"timeline {call.topic}".strip(), "primary")
        return _notice(words, whole, Action("What is coming", f"upcoming {call.topic}".strip()))
    if not call.topic:
        words = "No document here tells a date. New documents may bring some."
        return _notice(words, Action("What is coming", "upcoming"), Action("Newest documents", "latest"))
    blocks: list[Block] = [Notice("info", Line(text(f"No dated fact is known{on}.")))]
    if hits := library.sentences(call.topic, 3):
        blocks += [Heading("The nearest sentences"), Bullets(tuple(map(sentence, hits)))]
    actions = (
        Action("Everything dated", "timeline", "primary"),
        Action("Search it", f"search {call.topic}"),
        Action("Newest documents", "latest"),
    )
    return listing(context, blocks, actions)


def _notice(words: str, *actions: Action) -> Card:
    return Card((Notice("info", Line(text(words))),), actions)


TIMELINE = Command(
    "timeline",
    "what happened and what is to come, dated, in order of time; today has its line",
    "timeline [topic] [since:2021] [until:] [kind:deadline] [page:2] [picture:yes]",
    run,
    keys=("since", "until", "kind", "page", "picture"),
    examples=("timeline leading zone", "timeline since:2023 kind:deadline,target"),
    group="read",
)
