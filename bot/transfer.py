"""All that a chat chose as text that people can read, send and type again: versioned, whole or in parts.

The text is the commands themselves, since they survive what chat clients do to quotes, dashes and line
breaks: `import v1 subscribe "a topic" at:09:00 tz:Asia/Shanghai settings quiet:22:00-08:00 end`. What is too
long for one message comes in parts, each of which names all of them by a fingerprint of their words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import choosing, wishes
from bot.command import Call, Context
from bot.grammar import parse, tidy
from briefings.choices import State
from briefings.errors import MilepostError
from briefings.model import Subscription
from briefings.preferences import USUAL
from briefings.tongue import _

VERSION = "v1"
PART = 2400
"""Characters of a part: a message of either platform holds it whole, with room around it."""
MOST_PARTS = 80
END = "end"

_KEYS = {"subscribe": (*wishes.KEYS, "tag"), "settings": (*choosing.KEYS, *choosing.MORE)}
_PART = re.compile(r"part:(\d{1,2})/(\d{1,2})", re.ASCII)
_OF = re.compile(r"of:([0-9a-f]{16}(?:,[0-9a-f]{16}){1,79})", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}", re.ASCII)


class BadText(MilepostError):
    """This text can't be imported: {why} Nothing was changed."""

    def __init__(self, why: str, now: str) -> None:
        """`now` says what to do; both are in the language that is spoken."""
        super().__init__(why=why)
        self.args = (_("This text can't be imported: {why} Nothing was changed.").format(why=why),)
        self.now = now


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: the words of part `number`, and the fingerprints of all; a whole has none."""

    words: str
    number: int = 1
    fingerprints: tuple[str, ...] = ()


def exported(state: State) -> tuple[str, ...]:
    """The texts that `import` takes, without the verb: one, or as many parts as it takes.

    Empty where it is more than parts can carry.
    """
    entries = [f"subscribe {_said(one)}" for one in state.subscriptions]
    if chosen := choosing.told(state.preferences):
        entries.append(f"settings {chosen}")
    whole = _flat(" ".join((*entries, END)))
    if len(whole) + len(VERSION) < PART:
        return (f"{VERSION} {whole}",)
    for count in range(2, MOST_PARTS + 1):
        head = len(f"{VERSION} part:99/99 of: ") + 17 * count
        bodies = _bodies(whole, PART - head)
        if len(bodies) <= count:
            every = ",".join(map(fingerprint, bodies))
            return tuple(
                f"{VERSION} part:{n}/{len(bodies)} of:{every} {one}" for n, one in enumerate(bodies, 1)
            )
    return ()


def fingerprint(words: str) -> str:
    """What a part is known by: the same as the name under which a chat remembers its words."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def part_of(text: str) -> Part:
    """The part that a text is. Raises `BadText` for what is none, or was changed on its way."""
    version, _space, rest = tidy(text).partition(" ")
    if version.casefold() != VERSION:
        why = _("it does not begin with {version}, as exports do.").format(version=VERSION)
        raise BadText(why, _("Send all of the text that export subs gave, from import on."))
    head, _space, after = rest.partition(" ")
    if all_of := _OF.fullmatch(head):
        return Part("", 0, tuple(all_of[1].split(",")))
    named = _PART.fullmatch(head)
    if not named:
        return Part(rest)
    listed, _space, words = after.partition(" ")
    every = _OF.fullmatch(listed)
    fingerprints = tuple(every[1].split(",")) if every else ()
    number, count = int(named[1]), int(named[2])
    if not 0 < number <= count or count != len(fingerprints):
        raise BadText(_("its parts are not numbered as exports number them."), _again())
    if fingerprint(words) != fingerprints[number - 1]:
        why = _("part {number} was changed or cut off on its way.").format(number=number)
        raise BadText(why, _again())
    return Part(words, number, fingerprints)


def state_of(context: Context, words: str) -> State:
    """What a whole text says, in this chat: its subscriptions keep their ids here where topics are the same.

    Raises `BadText` for what is no export, and `BadArgument` for a value that can't be meant.
    """
    held = {wishes.folded(one.topics): one for one in context.store.subscriptions.of(context.request.address)}
    subscriptions: dict[frozenset[str], Subscription] = {}
    preferences = USUAL
    seen = set()
    for verb, entry in _entries(words):
        if verb == "subscribe":
            one = _subscription(context, entry)
            topics = wishes.folded(one.topics)
            if topics in subscriptions:
                why = _("it subscribes twice to {topics}.").format(topics=wishes.named(one))
                raise BadText(why, _("Leave one of them out."))
            id = held[topics].id if topics in held else 0
            subscriptions[topics] = replace(one, id=id)
        elif verb in seen:
            raise BadText(_("it has two lines of settings."), _("Leave one of them out."))
        else:
            preferences = choosing.preferred(_call(verb, entry), USUAL)
        seen.add(verb)
    if len(subscriptions) > wishes.MOST_SUBSCRIPTIONS:
        most = wishes.MOST_SUBSCRIPTIONS
        why = _("it has more subscriptions than a chat may have, which is {number}.").format(number=most)
        raise BadText(why, _("Leave some out."))
    return State(tuple(subscriptions.values()), preferences)


def _entries(words: str) -> Iterator[tuple[str, str]]:
    """The lines of a text: each verb with what stands behind it. Quoted words are no verbs."""
    if words.count('"') % 2:
        raise BadText(_("a quotation mark has no partner, as where a text is cut off."), _again())
    verb, entry, ended = "", "", False
    for number, stretch in enumerate(words.split('"')):
        if number % 2:
            entry += f'"{stretch}"'
            continue
        for piece in stretch.split(" "):
            if piece.casefold() in {*_KEYS, END} and not ended:
                yield from _entry(verb, entry)
                verb, entry, ended = piece.casefold(), "", piece.casefold() == END
            else:
                entry += f" {piece}"
    if not ended:
        raise BadText(_("its end is missing, as where a text is cut off."), _again())
    if entry.strip():
        raise BadText(_("something stands behind its end."), _again())


def _entry(verb: str, entry: str) -> Iterator[tuple[str, str]]:
    if verb:
        yield verb, entry
    elif entry.strip():
        raise BadText(_("something stands before its first line."), _again())


def _call(verb: str, entry: str) -> Call:
    """A line taken apart; whatever it does not know is refused."""
    call = parse(f"{verb} {entry}", _KEYS)
    stray = call.raw if verb == "settings" else " ".join(call.odd)
    if stray:
        why = _("{verb} does not take {words}.").format(verb=verb, words=f"“{stray[:60]}”")
        raise BadText(why, _("Take it out, or export again."))
    return call


def _subscription(context: Context, entry: str) -> Subscription:
    call = _call("subscribe", entry)
    topics = wishes.topics_of(call)
    one = wishes.chosen(call, wishes.fresh(context, topics), context)
    language = call.key("tag") or one.language
    if not _TAG.fullmatch(language):
        why = _("tag:{tag} is no language.").format(tag=language[:40])
        raise BadText(why, _("Type one such as tag:en."))
    return replace(one, language=language, preferences=USUAL)


def _said(one: Subscription) -> str:
    topics = "" if one.topics else "everything "
    return f"{topics}{wishes.said(one, whole=False)} tag:{one.language}"


def _bodies(whole: str, room: int) -> list[str]:
    """A text cut at spaces, which put together again give the same."""
    bodies: list[str] = []
    for word in whole.split(" "):
        if bodies and len(bodies[-1]) + 1 + len(word) <= room:
            bodies[-1] += f" {word}"
        else:
            bodies.append(word)
    return bodies


def _flat(words: str) -> str:
    """Words with one kind of space, as they come back when they are typed."""
    return " ".join(words.split())


def _again() -> str:
    return _("Copy all of what export subs gives, and send it again.")
