"""What a chat is told on the day: anniversaries, deadlines and targets, each with its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from bot.card import Action, Block, Card, Line, Notice, private, text
from bot.views.items import item_of
from bot.views.sources import with_sources
from briefings.model import Delivery, Digest, Due
from briefings.retelling import retold
from briefings.saying import counted
from briefings.standing import Standing
from briefings.tongue import N_, _, ngettext

REPEAT = N_("May be a repeat: an earlier attempt was cut off and may have arrived.")


class Held(Enum):
    """What a chat chose that held a message back."""

    NOT = ""
    SNOOZED = "snoozed"
    QUIET = "quiet"


def digest(
    delivery: Delivery,
    on: date,
    titles: Mapping[str, str] | None = None,
    ledger: Sequence[Standing] = (),
    held: Held = Held.NOT,
) -> Card:
    """The message of a delivery as it reads on the chat's own day `on`.

    `titles` are documents' titles by id; `ledger` is where targets and deadlines stand on that day; `held`
    is what the chat chose that held it back.
    """
    owed = delivery.digest
    items = sorted(owed.items, key=lambda item: (abs((item.milestone.day - on).days), item.milestone.ref))
    told = {one.entry.fact.id for item in items for one in (item.milestone, *item.milestone.joined)}
    rest = [one for one in ledger if one.entry.fact.id not in told]
    blocks = (
        *(block for item in items for block in item_of(item.milestone, on, ledger, rest)),
        *_labels(delivery, on, held),
    )
    known = {item.milestone.entry.fact.document: item.milestone.entry.title for item in items}
    return private(with_sources(blocks, known | dict(titles or {}), _actions(items)), yes=False)


def notice(delivery: Delivery) -> Card:
    """A message in our own words, such as that a chat can't be reached any more."""
    blocks = [Notice("warning", Line(text(retold(delivery.digest.why))))]
    if delivery.repeat:
        blocks.append(_notice(_(REPEAT)))
    return Card(tuple(blocks))


def _labels(delivery: Delivery, on: date, held: Held) -> Iterator[Block]:
    """What the reader must know of the message itself: late, maybe a repeat, what was dropped."""
    owed = delivery.digest
    days = max((on - min(item.told for item in owed.items)).days, owed.late)
    if days > 0:
        yield _notice(_late(owed, held).format(days=counted(days, "day")))
    if delivery.repeat:
        yield _notice(_(REPEAT))
    if owed.stale:
        sentence = ngettext(
            "{number} earlier notice dropped: overtaken by what is said here.",
            "{number} earlier notices dropped: overtaken by what is said here.",
            owed.stale,
        )
        yield _notice(sentence.format(number=owed.stale))


def _late(owed: Digest, held: Held) -> str:
    """That it comes late, and why."""
    match held:
        case Held.SNOOZED:
            return _("{days} late: this chat was snoozed.")
        case Held.QUIET:
            return _("{days} late: it waited for the end of this chat's quiet hours.")
        case Held.NOT if owed.late:
            return _("{days} late: Milepost was not running.")
        case Held.NOT:
            return _("{days} late: it could not be sent before.")


def _notice(words: str) -> Notice:
    """A line of our own on the message."""
    return Notice("info", Line(text(words)))


def _actions(items: list[Due]) -> tuple[Action, ...]:
    """Why · Change · Stop."""
    topics = {item.topic for item in items}
    stop = f"unsubscribe {topics.pop()}".strip() if len(topics) == 1 else "unsubscribe"
    return (
        Action(_("Why"), f"why {items[0].milestone.ref}"),
        Action(_("Change"), "subs"),
        Action(_("Stop"), stop, "danger"),
    )
