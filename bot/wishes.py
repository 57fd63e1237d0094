"""What somebody wants to be told: a subscription read from a call, and a call that says the same."""

from __future__ import annotations

from dataclasses import replace

from bot.arguments import USUAL, BadArgument, hour_of, leads_of, zone_of
from bot.command import Call, Context
from bot.filters import cadence_of, grades_of, kinds_of, must_of, topic_words, without_of
from briefings.model import Subscription
from briefings.tongue import _, several, spoken
from briefings.words import analyse

MOST_TOPICS = 10
MOST_SUBSCRIPTIONS = 40
LONGEST_TOPIC = 100
QUOTE = '"'
EVERYTHING = frozenset({"everything", "all", "*", "全部"})
KEYS = ("at", "tz", "leads", "kind", "grade", "every", "weekly", "must", "without")
"""What a call may choose of a subscription, beside its topics."""


def wish(context: Context, call: Call) -> Subscription:
    """The subscription that a call asks for; what it leaves open stays as this chat has it on these topics.

    A chat's first subscription gives hour and zone to the others; `id` is 0 for a new one. Raises
    `BadArgument` for a value that can't be meant.
    """
    topics = topics_of(call)
    return chosen(call, same(context, topics) or fresh(context, topics), context)


def changed(context: Context, call: Call, held: Subscription) -> Subscription:
    """A subscription with all that a call says otherwise; topics stay where it names none."""
    named = bool(call.phrases) or bool(topic_words(call))
    return chosen(call, replace(held, topics=topics_of(call)) if named else held, context)


def chosen(call: Call, held: Subscription, context: Context) -> Subscription:
    """A subscription with what a call chooses of it, the topics left alone."""
    return replace(
        held,
        hour=hour_of(call, held.hour),
        zone=zone_of(call, held.zone, context.request.at),
        leads=leads_of(call, held.leads),
        must=must_of(call, held.must),
        without=without_of(call, held.without),
        kinds=kinds_of(call, held.kinds),
        grades=grades_of(call, held.grades),
        cadence=cadence_of(call, held.cadence),
    )


def fresh(context: Context, topics: tuple[str, ...]) -> Subscription:
    """A subscription as a chat gets it that chose nothing."""
    request, defaults = context.request, context.defaults
    first = next(iter(context.store.subscriptions.of(request.address)), None)
    return Subscription(
        id=0,
        address=request.address,
        topics=topics,
        hour=first.hour if first else defaults.hour,
        zone=first.zone if first else defaults.zone,
        language=spoken(),
        preferences=context.store.preferences.of(request.address),
    )


def same(context: Context, topics: tuple[str, ...]) -> Subscription | None:
    """What this chat has on the same topics."""
    wanted = folded(topics)
    return next(
        (s for s in context.store.subscriptions.of(context.request.address) if folded(s.topics) == wanted),
        None,
    )


def topics_of(call: Call) -> tuple[str, ...]:
    """Topics: each phrase is one, commas part the other words; none, or `everything`, is everything."""
    words = " ".join(topic_words(call)).replace("、", ",").replace(";", ",")
    loose = [part.strip() for part in words.split(",")]
    phrases = [phrase for phrase in call.phrases if phrase not in call.firm]
    topics = tuple(
        {" ".join(topic.casefold().split()): topic for topic in (*loose, *phrases) if topic}.values()
    )
    if len(topics) == 1 and topics[0].casefold() in EVERYTHING:
        return ()
    for topic in topics:
        if len(topic) > LONGEST_TOPIC or not analyse(topic):
            why = _("has no words to look for, or too many.")
            raise BadArgument("topic", topic, why, _("Type a few plain words."))
    if len(topics) > MOST_TOPICS:
        now = _("Type at most {number}, with commas.").format(number=MOST_TOPICS)
        raise BadArgument("topic", call.raw, _("are too many topics."), now)
    return topics


def typed(subscription: Subscription, confirm: str = "") -> str:
    """The call that asks for this subscription."""
    return " ".join(("subscribe", said(subscription), *((f"confirm:{confirm}",) if confirm else ())))


def edited(subscription: Subscription, confirm: str = "") -> str:
    """The call that makes a subscription what it is here."""
    topics = () if subscription.topics else ("everything",)
    words = ("edit", str(subscription.id), *topics, said(subscription))
    return " ".join((*words, *((f"confirm:{confirm}",) if confirm else ())))


def said(one: Subscription, *, whole: bool = True) -> str:
    """All that is chosen of a subscription, as it is typed; not `whole`, without what everybody gets."""
    leads = USUAL if one.leads is None else ",".join(f"{lead}d" for lead in one.leads) or "0d"
    filters = (
        ("must", "none" if whole else ""),
        *(("", f"+{word}") for word in _quoted(one.must)),
        ("without", "none" if whole else ""),
        *(("", f"-{word}") for word in _quoted(one.without)),
        ("kind", ",".join(one.kinds) or ("any" if whole else "")),
        ("grade", ",".join(one.grades).replace(" ", "-") or ("any" if whole else "")),
        ("every", one.cadence if whole or one.cadence != "daily" else ""),
        ("at", f"{one.hour:%H:%M}"),
        ("tz", one.zone),
        ("leads", leads if whole or leads != USUAL else ""),
    )
    topics = (f'"{topic.replace(QUOTE, "")}"' for topic in one.topics)
    return " ".join((*topics, *(f"{key}:{value}" if key else value for key, value in filters if value)))


def named(subscription: Subscription) -> str:
    """What it is about, in a few words."""
    return several(subscription.topics) if subscription.topics else _("everything")


def names(subscription: Subscription) -> frozenset[str]:
    """What a subscription may be called beside its id, in small letters: a topic, all of them, everything."""
    every = ", ".join(subscription.topics) or "everything"
    return frozenset(each.casefold() for each in (*subscription.topics, every, named(subscription)))


def folded(topics: tuple[str, ...]) -> frozenset[str]:
    """Topics as they are compared."""
    return frozenset(" ".join(topic.casefold().split()) for topic in topics)


def _quoted(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words as they are typed, all of them quoted where one needs it, which keeps their order."""
    bare = (word.replace(QUOTE, "") for word in words)
    return words if all(map(str.isalnum, words)) else tuple(f'"{word}"' for word in bare)
