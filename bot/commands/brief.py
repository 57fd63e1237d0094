"""`brief`: what matters of a topic, line by line with its sentence."""

from __future__ import annotations

from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.views.briefing import briefing
from bot.views.replies import quoted
from bot.views.sources import found, listed
from briefings.compose import compose, related, theme
from briefings.milestones import following
from briefings.model import Basis, Document, Milestone

NEWEST = 12
"""Documents among which the theme of a briefing without a topic is looked for."""
BUTTON = 30


def run(context: Context, call: Call) -> Card:
    """The briefing on a topic, or on what the newest documents have in common."""
    library = context.store.library
    topic = call.topic
    newest = () if topic else library.latest(NEWEST)
    if not topic:
        topic = theme([d for d in newest if d.kind == "article"] or newest)
    documents = library.topic(topic) if topic else ()
    if not documents:
        return _nothing(context, topic) if call.topic or not newest else _brief(context, topic, newest[:6])
    return _brief(context, topic, documents)


def _brief(context: Context, topic: str, documents: tuple[Document, ...]) -> Card:
    """The card, with the next milestone however far where none is due within a year."""
    entries = context.store.library.entries()
    value = compose(topic, documents, entries, context.today, reckoning=context.reckoning)
    if not value.upcoming:
        later = following(related(topic, documents, entries), context.today, context.reckoning)
        value = compose(topic, documents, entries, context.today, _one(later))
    told = [one for one in value.upcoming if one.entry.fact.when.basis is not Basis.OUTSIDE]
    why = told[0].ref if told else documents[0].id
    actions = (
        Action("Sources", "source"),
        Action("Why this date?", f"why {why}"),
        Action("What is coming", f"upcoming {topic}"),
        Action("Subscribe", f"subscribe {topic}"),
    )
    return listing(context, tuple(briefing(value, context.today)), actions)


def _one(milestone: Milestone | None) -> tuple[Milestone, ...]:
    return (milestone,) if milestone else ()


def _nothing(context: Context, topic: str) -> Card:
    """Nothing is about the topic: the nearest sentences, else what there is."""
    library = context.store.library
    blocks: list[Block] = []
    if topic:
        blocks.append(Notice("info", Line(text(f"No document here is about {quoted(topic)}."))))
    if hits := library.search(topic, 3) if topic else ():
        blocks += [Heading("The nearest sentences"), Bullets(tuple(map(found, hits)))]
    newest = library.latest(3)
    if newest:
        lines = tuple(listed(document, context.today) for document in newest)
        blocks += [Heading("The newest documents"), Bullets(lines)]
    else:
        words = "The library is empty: whoever runs this bot can fill it with `milepost ingest PATH`."
        blocks.append(Paragraph(Line(text(words))))
    actions = [Action("Briefing", "brief", "primary")] if topic and newest else []
    actions.append(Action("What is coming", "upcoming"))
    return Card(tuple(blocks), tuple(actions))


BRIEF = Command(
    "brief",
    "the briefing on a topic, each line with its source",
    "brief [topic]",
    run,
    examples=("brief leading zone", "brief"),
)
