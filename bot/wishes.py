"""What somebody wants to be told: a subscription read from a call, and a call that says the same."""

from __future__ import annotations

from bot.arguments import USUAL, BadArgument, hour_of, leads_of, zone_of
from bot.command import Call, Context
from briefings.model import Subscription
from briefings.words import analyse

MOST_TOPICS = 10
LONGEST_TOPIC = 100
EVERYTHING = frozenset({"everything", "all", "*"})


def wish(context: Context, call: Call) -> Subscription:
    """The subscription that a call asks for, with id 0; what it leaves open stays as this chat has it.

    Raises `BadArgument` for a value that can't be meant.
    """
    topics = topics_of(call)
    held = same(context, topics)
    request, defaults = context.request, context.defaults
    return Subscription(
        id=held.id if held else 0,
        address=request.address,
        topics=topics,
        hour=hour_of(call, held.hour if held else defaults.hour),
        zone=zone_of(call, held.zone if held else defaults.zone, request.at),
        leads=leads_of(call, held.leads if held else None),
        language=request.language,
    )


def same(context: Context, topics: tuple[str, ...]) -> Subscription | None:
    """What this chat has on the same topics."""
    wanted = _folded(topics)
    return next(
        (s for s in context.store.subscriptions.of(context.request.address) if _folded(s.topics) == wanted),
        None,
    )


def topics_of(call: Call) -> tuple[str, ...]:
    """Topics: each phrase is one, commas part the other words; none, or `everything`, is everything."""
    if call.must or call.must_not:
        raise BadArgument(
            "topic", call.raw, "can't leave words out or ask for some.", "Type the topic's plain words."
        )
    loose = [part.strip() for part in " ".join(call.words).split(",")]
    topics = tuple(dict.fromkeys(topic for topic in (*loose, *call.phrases) if topic))
    if len(topics) == 1 and topics[0].casefold() in EVERYTHING:
        return ()
    for topic in topics:
        if len(topic) > LONGEST_TOPIC or not analyse(topic):
            raise BadArgument(
                "topic", topic, "has no words to look for, or too many.", "Type a few plain words."
            )
    if len(topics) > MOST_TOPICS:
        raise BadArgument(
            "topic", call.raw, "are too many topics.", f"Type at most {MOST_TOPICS}, with commas."
        )
    return topics


def typed(subscription: Subscription, confirm: str = "") -> str:
    """The call that asks for this subscription."""
    topics = (f'"{topic}"' for topic in subscription.topics)
    chosen = subscription.leads
    leads = USUAL if chosen is None else ",".join(f"{lead}d" for lead in chosen)
    keys = (f"at:{subscription.hour:%H:%M}", f"tz:{subscription.zone}", f"leads:{leads}")
    return " ".join(("subscribe", *topics, *keys, *((f"confirm:{confirm}",) if confirm else ())))


def named(subscription: Subscription) -> str:
    """What it is about, in a few words."""
    return ", ".join(subscription.topics) if subscription.topics else "everything"


def _folded(topics: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(topic.casefold().split()) for topic in topics)
