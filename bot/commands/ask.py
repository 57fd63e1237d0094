"""`ask`: the sentences that answer a question, or that none does."""

from __future__ import annotations

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, bold, code, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views.replies import SHOWN, asked_for, quoted
from bot.views.sources import clipped, found
from briefings.answering import Answer, Rung
from briefings.model import Hit
from briefings.tongue import N_, _, run_on, several

RELATED = 3
"""Sentences that are shown where none answers."""
NAMED = 6
"""Words that are named as missing."""


def run(context: Context, call: Call) -> Card:
    """An answer in the documents' own sentences, or an honest no with what comes near."""
    if not call.raw:
        return _what(context)
    given = context.store.library.answer(call.raw)
    return _answer(context, call, given) if given.sentences else _refusal(context, call, given)


def _answer(context: Context, call: Call, given: Answer) -> Card:
    """The value first where one was asked for, then the sentences that say it."""
    first, *rest = given.sentences
    blocks: list[Block] = [Heading(quoted(call.raw)), *_read_as(given)]
    if given.ladder:
        lines = tuple(_rung(rung, first) for rung in given.ladder)
        blocks += [Paragraph(Line(text(_("Several are told there:")))), Bullets(lines)]
    elif given.value:
        blocks.append(Paragraph(Line(text(bold(given.value)), (first.evidence,))))
    blocks.append(Bullets(tuple(map(found, (first, *rest)))))
    return listing(context, blocks, _actions(context, call, first))


def _rung(rung: Rung, hit: Hit) -> Line:
    """One of several values with what it is of, as the sentence has it."""
    subject = clipped(rung.subject, 100) if rung.subject and rung.subject in hit.passage.text else ""
    return Line(text(bold(rung.text), f" · {subject}" if subject else ""), (hit.evidence,))


def _refusal(context: Context, call: Call, given: Answer) -> Card:
    """No sentence answers: what is missing, and what comes near under a name of its own."""
    words = _("No sentence here answers {question}.").format(question=quoted(call.raw))
    if given.missing:
        lacks = _("Not found with the rest: {words}.")
        words = run_on(words, lacks.format(words=several(map(quoted, given.missing[:NAMED]))))
    blocks: list[Block] = [Notice("info", Line(text(words))), *_read_as(given)]
    if near := given.hits[:RELATED]:
        blocks += [Heading(_("Related, but no answer")), Bullets(tuple(map(found, near)))]
    else:
        hint = _("Other words may help; {command} lists what there is.")
        blocks.append(Bullets((Line(filled(hint, command=code(context.typed("latest")))),)))
    return listing(context, blocks, _actions(context, call, None))


def _read_as(given: Answer) -> tuple[Block, ...]:
    """The question as the library writes it, or by the words of its other language, where it was read so."""
    if given.read_as:
        words = _("Read as {words}.").format(words=quoted(given.read_as.lower()))
        return (Paragraph(Line(text(words))),)
    spelled = given.did_you_mean
    if not spelled:
        return ()
    return (Paragraph(Line(text(_("Did you mean {meant}?").format(meant=quoted(spelled))))),)


def _actions(context: Context, call: Call, first: Hit | None) -> tuple[Action, ...]:
    topic = call.raw[:SHOWN]
    briefing = Action(
        _("Briefing"), f"brief {first.title[:SHOWN]}" if first and first.title else f"brief {topic}"
    )
    search = Action(_("Search the words"), f"search {topic}")
    return (
        (Action(_("Sources"), "source"), briefing, search)
        if first
        else (search, Action(_("Newest documents"), "latest"))
    )


def _what(context: Context) -> Card:
    lines = [text(code(context.typed(example))) for example in EXAMPLES]
    return asked_for(_("What do you want to know?"), lines, (Action(_("Newest documents"), "latest"),))


EXAMPLES = (
    "ask how large is the industrial fund?",
    "ask when was the leading zone announced?",
    "ask 基金规模多大？",
)
ASK = Command(
    "ask",
    N_("the sentences that answer a question, or an honest no"),
    N_("ask question"),
    run,
    examples=EXAMPLES,
    group="ask",
    also=("提问", "问"),
)
