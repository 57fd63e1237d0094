"""`figures`: the amounts of a topic, unit by unit, the largest on top."""

from __future__ import annotations

from collections.abc import Sequence

from bot.arguments import BadArgument, page_of, wanted
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.gathering import ladders_on
from bot.grammar import typed
from bot.views.ladder import table
from bot.views.pictures import by_size
from bot.views.replies import asked_for, quoted
from bot.views.sources import found as sentence
from briefings.ladders import Ladder, unit_named
from briefings.saying import counted
from briefings.themes import theme
from briefings.tongue import N_, _, several

PAGE = 12
UNITS = 2
"""Other units that have a button."""
NEWEST = 12


def run(context: Context, call: Call) -> Card:
    """One page of the topic's ladders, all of them or those of one unit."""
    if not call.topic:
        return _what(context)
    page, every = page_of(call), ladders_on(context.store.library, call.topic)
    shown = _of_unit(call, every)
    rungs = [(ladder, rung) for ladder in shown for rung in ladder.rungs]
    if not rungs:
        return _none(context, call)
    part = rungs[PAGE * (page - 1) : PAGE * page]
    if not part:
        words = _("There is no page {page}: the list is shorter.").format(page=page)
        return _notice(words, Action(_("The first page"), _again(call), "primary"))
    title = _("{figures} on {topic}")
    heading = title.format(figures=counted(len(rungs), "figure"), topic=quoted(call.topic))
    blocks: list[Block] = [Heading(heading)]
    if len(rungs) > len(part):
        last = (len(rungs) - 1) // PAGE + 1
        blocks.append(Paragraph(Line(text(_("page {page} of {last}").format(page=page, last=last)))))
    blocks.append(table(part))
    blocks.append(Paragraph(Line(text(_(_APART)))))
    here, drawn = f"{_again(call)} page:{page}", wanted(call, "picture")
    if drawn:
        blocks.append(by_size(part, call.topic, here))
    also = " picture:yes" if drawn else ""
    more = (Action(_("More"), f"{_again(call)} page:{page + 1}{also}"),) if len(rungs) > PAGE * page else ()
    draw = () if drawn else (Action(_("As a picture"), f"{here} picture:yes"),)
    briefing = Action(_("Briefing"), f"brief {call.topic}")
    actions = (*more, *_units(call, every), *draw, briefing, _timeline(call))
    return listing(context, blocks, actions)


_APART = N_("Each line is an amount of its own subject, as its sentence tells it; nothing is added up.")


def _of_unit(call: Call, every: Sequence[Ladder]) -> Sequence[Ladder]:
    """The ladders of the unit that was asked for; refused where there is none of it."""
    wanted = call.key("unit")
    if wanted is None or not every:
        return every
    names = {(ladder.unit or "").casefold() for ladder in every}
    meant = wanted.casefold() if wanted.casefold() in names else (unit_named(wanted) or "").casefold()
    found = [ladder for ladder in every if ladder.unit and ladder.unit.casefold() == meant]
    if found:
        return found
    units = [ladder.unit for ladder in every if ladder.unit]
    now = _("Its figures are in {units}: type unit:{unit}, say.")
    why = _("is no unit of a figure on {topic}.").format(topic=quoted(call.topic))
    raise BadArgument("unit", wanted, why, now.format(units=several(units[:12]), unit=_quoted(units[0])))


def _units(call: Call, every: Sequence[Ladder]) -> tuple[Action, ...]:
    """Buttons for money and measures alone, where there are several; for all where one is shown."""
    if call.key("unit"):
        return (Action(_("All units"), _bare(call)),)
    units = [ladder.unit for ladder in every if ladder.measured and ladder.unit]
    return tuple(
        Action(_("Only {unit}").format(unit=unit), f"{_bare(call)} unit:{_quoted(unit)}")
        for unit in units[:UNITS]
        if len(every) > 1
    )


def _quoted(unit: str) -> str:
    return f'"{unit}"' if " " in unit else unit


def _timeline(call: Call) -> Action:
    return Action(_("Timeline"), f"timeline {call.topic}")


def _bare(call: Call) -> str:
    return f"figures {call.topic}"


def _again(call: Call) -> str:
    return typed(call, page=None, picture=None)


def _none(context: Context, call: Call) -> Card:
    """No amount: the nearest sentences, and where else to look."""
    library = context.store.library
    about = library.topic(call.topic)
    words = (
        _("The documents on {topic} tell no amount.")
        if about
        else _("No document here is about {topic}, and no sentence gives a figure on it.")
    )
    blocks: list[Block] = [Notice("info", Line(text(words.format(topic=quoted(call.topic)))))]
    if hits := library.sentences(call.topic, 3):
        blocks += [Heading(_("The nearest sentences")), Bullets(tuple(map(sentence, hits)))]
    found = (Action(_("Briefing"), f"brief {call.topic}", "primary"), _timeline(call)) if about else ()
    rest = (Action(_("Search it"), f"search {call.topic}"), Action(_("Newest documents"), "latest"))
    return listing(context, blocks, (*found, *rest))


def _what(context: Context) -> Card:
    """Which topic? What the newest documents have in common is one button away."""
    examples = ("figures leading zone", "figures leading zone unit:CNY")
    lines = [text(code(context.typed(example))) for example in examples]
    newest = context.store.library.latest(NEWEST)
    topic = theme([one for one in newest if one.kind == "article"] or newest)
    label = _("Figures on {topic}").format(topic=topic)[:40]
    actions = (Action(label, f"figures {topic}", "primary"),) if topic else ()
    return asked_for(_("Figures on what?"), lines, (*actions, Action(_("Newest documents"), "latest")))


def _notice(words: str, *actions: Action) -> Card:
    return Card((Notice("info", Line(text(words))),), actions)


FIGURES = Command(
    "figures",
    N_("the amounts told on a topic, by unit and size, each with its subject and source"),
    N_("figures topic [unit:CNY] [page:2] [picture:yes]"),
    run,
    keys=("unit", "page", "picture"),
    examples=("figures leading zone", "figures leading zone unit:CNY"),
    group="read",
    also=("数字", "金额", "数额"),
)
