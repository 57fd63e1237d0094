"""`brief`: what matters of a topic, line by line with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.arguments import BadArgument
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.views.briefing import briefing
from bot.views.replies import quoted
from bot.views.sources import found, listed
from briefings.compose import FULL, MIDDLE, SHORT, Extent, compose, related
from briefings.milestones import following
from briefings.model import Basis, Document, Milestone
from briefings.themes import theme
from briefings.tongue import N_, _
from briefings.words import analyse
from storage.assembling import CALENDAR

NEWEST = 12
"""Documents among which the theme of a briefing without a topic is looked for."""
EXTENTS = {"short": SHORT, "full": FULL}
NAME = 3
"""Words of a title that may be the name of a topic as well; a longer title means its document."""


def run(context: Context, call: Call) -> Card:
    """The briefing on a topic or a document, or on what the newest documents have in common."""
    library = context.store.library
    extent = _extent(call)
    if named := _document(context, call):
        return _brief(context, Subject("", (named,), named.title, named.id), extent)
    topic = call.topic
    newest = () if topic else library.latest(NEWEST)
    if not topic:
        topic = theme([d for d in newest if d.kind == "article"] or newest)
    documents = library.topic(topic) if topic else ()
    if documents:
        return _brief(context, Subject(topic, documents, "", topic), extent)
    if call.topic or not newest:
        return _nothing(context, topic)
    return _brief(context, Subject(topic, newest[:6], "", topic), extent)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is on: a topic with its documents, or one document, whose title is the `heading`.

    `typed` is what stands for it in a command.
    """

    topic: str
    documents: tuple[Document, ...]
    heading: str
    typed: str


def _extent(call: Call) -> Extent:
    """How long it is to be: `len:short` five lines at most, `len:full` all that is worth a line."""
    value = call.key("len")
    if value is None:
        return MIDDLE
    if (known := EXTENTS.get(value.casefold())) is None:
        better = next((name for name in EXTENTS if name[:1] == value[:1].casefold()), None)
        raise BadArgument("len", value, _("is no length."), _("Type len:short or len:full."), better)
    return known


def _document(context: Context, call: Call) -> Document | None:
    """The document whose id or title was typed. Quoted words and titles that are names are topics."""
    library = context.store.library
    if not call.topic or call.phrases:
        return None
    if document := library.document(call.topic):
        return document if document.kind != CALENDAR else None
    return library.titled(call.topic) if len(analyse(call.topic)) > NAME else None


def _brief(context: Context, subject: Subject, extent: Extent) -> Card:
    """The card, with the next milestone however far where none is due within a year."""
    entries = context.store.library.entries()
    topic, documents = subject.topic, subject.documents
    value = compose(topic, documents, entries, context.today, reckoning=context.reckoning, extent=extent)
    if not value.upcoming:
        later = following(related(topic, documents, entries), context.today, context.reckoning)
        value = compose(topic, documents, entries, context.today, _one(later), extent=extent)
    value = replace(value, topic=subject.heading or value.topic)
    told = [one for one in value.upcoming if one.entry.fact.when.basis is not Basis.OUTSIDE]
    why = told[0].ref if told else documents[0].id
    return listing(context, tuple(briefing(value, context.today)), tuple(_actions(subject, extent, why)))


def _actions(subject: Subject, extent: Extent, why: str) -> Iterator[Action]:
    """What to do next with it."""
    yield Action(_("Sources"), "source")
    yield Action(_("Why this date?"), f"why {why}")
    if subject.topic:
        yield Action(_("What is coming"), f"upcoming {subject.topic}")
        yield Action(_("Subscribe"), f"subscribe {subject.topic}")
    elif len(analyse(subject.typed)) <= NAME:
        yield Action(_("Everything on it"), f'brief "{subject.typed}"')
    if extent is not FULL:
        yield Action(_("More"), " ".join(f"brief {subject.typed} len:full".split()))


def _one(milestone: Milestone | None) -> tuple[Milestone, ...]:
    return (milestone,) if milestone else ()


def _nothing(context: Context, topic: str) -> Card:
    """Nothing is about the topic: the nearest sentences, else what there is."""
    library = context.store.library
    blocks: list[Block] = []
    if topic:
        words = _("No document here is about {topic}.").format(topic=quoted(topic))
        blocks.append(Notice("info", Line(text(words))))
    if hits := library.search(topic, 3) if topic else ():
        blocks += [Heading(_("The nearest sentences")), Bullets(tuple(map(found, hits)))]
    newest = library.listed(3)
    if newest:
        lines = tuple(listed(document, context.today) for document in newest)
        blocks += [Heading(_("The newest documents")), Bullets(lines)]
    else:
        words = _("The library is empty: whoever runs this bot can fill it with `milepost ingest PATH`.")
        blocks.append(Paragraph(Line(text(words))))
    actions = [Action(_("Briefing"), "brief", "primary")] if topic and newest else []
    actions.append(Action(_("What is coming"), "upcoming"))
    return Card(tuple(blocks), tuple(actions))


BRIEF = Command(
    "brief",
    N_("the briefing on a topic or document, each line with its source"),
    N_("brief [topic] [len:short]"),
    run,
    keys=("len",),
    examples=("brief leading zone", "brief leading zone len:short", "brief zhangjiang len:full", "brief"),
    group="read",
    also=("简报", "概要"),
)
