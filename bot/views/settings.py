"""What a chat chose as a whole, in words: for its panel, for what a change made of it, and for undoing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.card import (
    Action,
    Block,
    Card,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Span,
    Text,
    bold,
    plain,
    text,
)
from bot.countries import called
from bot.filling import filled
from bot.wishes import named
from bot.words import LANGUAGES
from bot.zones import shown
from briefings.choices import State
from briefings.model import Subscription
from briefings.preferences import DaysOff, Preferences, Quiet, Who
from briefings.saying import day
from briefings.tongue import N_, _, ngettext, several, spoken

WHO: dict[Who, str] = {
    "admins": N_("admins of this chat"),
    "anyone": N_("anyone in this chat"),
    "listed": N_("admins, and those listed"),
}
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Place:
    """What a view must know of a chat beside its choices: its zone, the time there, whether it is a group.

    `usual` is who may change things where the chat chose nobody.
    """

    zone: str
    at: datetime
    private: bool = True
    usual: Who = "admins"


def instant(at: datetime, zone: str) -> Span:
    """An instant on a chat's own clock; clients that can show it in the reader's."""
    local = at.astimezone(ZoneInfo(zone))
    words = _("{day}, {time} {zone}")
    return Span(words.format(day=day(local.date()), time=f"{local:%H:%M}", zone=shown(zone)), at=at)


def language(value: Preferences) -> str:
    """In what language the chat is spoken to."""
    return LANGUAGES.get(value.language, value.language) or _("that of whoever asks")


def quiet(value: Quiet | None) -> str:
    """When nothing comes, and what becomes of it."""
    if value is None:
        return _("none")
    words = {
        "hold": _("{start}–{end}, what falls in them comes at {end}"),
        "drop": _("{start}–{end}, what falls in them is left out"),
        "urgent": _("{start}–{end}, only what is due that very day comes in them; the rest at {end}"),
    }
    return words[value.rule].format(start=f"{value.start:%H:%M}", end=f"{value.end:%H:%M}")


def days_off(value: Preferences) -> str:
    """What becomes of a digest on a weekend or holiday."""
    words: dict[DaysOff, str] = {
        "": _("told like other days"),
        "before": _("told on the working day before"),
        "after": _("told on the working day after"),
        "drop": _("nothing comes"),
    }
    return words[value.days_off]


def off_days(value: Preferences) -> str:
    """Which days are off."""
    if not value.country:
        return _("weekends")
    return _("weekends and holidays of {country}").format(country=called(value.country, spoken()))


def sound(value: Preferences) -> str:
    """Whether messages are heard."""
    return _("silent: messages come without a sound") if value.silent else _("as usual")


def rows(state: State, place: Place) -> tuple[tuple[str, Line], ...]:
    """Everything at a glance, by name."""
    held, value = state.subscriptions, state.preferences
    found: list[tuple[str, Text]] = [
        (_("Subscriptions"), text(_several(held))),
        (_("Hour"), text(_shared([f"{one.hour:%H:%M}" for one in held]) or _("none: nothing is subscribed"))),
        (_("Time zone"), text(_zones(held, place))),
        (_("Language"), text(language(value))),
        (_("Quiet hours"), text(quiet(value.quiet))),
        (_("Weekends and holidays"), text(_rule(value))),
        (_("Sound"), text(sound(value))),
        (_("Paused"), _paused(value, place)),
        (_("Muted"), text(_number(len(value.muted)))),
        (_("Followed"), text(_number(len(value.followed)))),
        (_("Word on Mondays that all is well"), text(_("yes") if value.well else _("no"))),
    ]
    if not place.private:
        found.append((_("Who may change this"), text(who(value, place.usual))))
    return tuple((name, Line(words)) for name, words in found)


def of_subscriptions() -> frozenset[str]:
    """The names of rows that say what subscriptions say already."""
    return frozenset({_("Subscriptions"), _("Hour"), _("Time zone")})


def who(value: Preferences, usual: Who = "admins") -> str:
    """Who may change what the chat gets, with those listed."""
    words = _(WHO[value.who or usual])
    if value.who != "listed" or not value.listed:
        return words
    return _("{time}: {what}").format(time=words, what=several(value.listed))


def turned(before: State, after: State, place: Place) -> tuple[tuple[str, Line], ...]:
    """What becomes otherwise of a chat's preferences, by name: none → 22:00–08:00."""
    pairs = zip(rows(before, place), rows(after, place), strict=True)
    changed = ((name, old, new) for (name, old), (__, new) in pairs if old != new)
    return tuple((name, Line((*old.text, Span(" → "), bold(plain(new.text))))) for name, old, new in changed)


def panel(state: State, place: Place, actions: Sequence[Action], notices: Sequence[Block] = ()) -> Card:
    """The panel: everything at a glance, and buttons that lead to each choice."""
    blocks = (Heading(_("Settings of this chat")), *notices, Pairs(rows(state, place)))
    return Card(blocks, tuple(actions), instead=True, own=True)


def chooser(
    question: str, now: str, choices: Sequence[Action], hint: Text = (), back: str = "settings"
) -> Card:
    """One choice: what it is now, what else it may be, and the way back."""
    said = filled(_("Now: {choice}"), choice=bold(now))
    blocks: list[Block] = [Heading(question), Paragraph(Line(said))]
    if hint:
        blocks.append(Paragraph(Line(hint)))
    return Card(tuple(blocks), (*choices, Action(_("Back"), back)), instead=True, own=True)


def choice(label: str, command: str, taken: bool) -> Action:
    """A button of a chooser; the one that is taken says so in a word."""
    words = _("{choice} (now)").format(choice=label) if taken else label
    return Action(words, command)


def done(heading: str, lines: Sequence[Text], actions: Sequence[Action]) -> Card:
    """What is now, after a change."""
    return Card((Heading(heading), *(Paragraph(Line(line)) for line in lines)), tuple(actions))


def remark(words: str) -> Notice:
    """A word beside what is shown."""
    return Notice("info", Line(text(words)))


def _several(held: Sequence[Subscription]) -> str:
    if not held:
        return _("none")
    names = several(named(one) for one in held[:SHOWN])
    more = f" +{len(held) - SHOWN}" if len(held) > SHOWN else ""
    return _("{number}: {names}").format(number=len(held), names=names + more)


def _shared(values: Sequence[str]) -> str:
    """Values of several subscriptions, each once."""
    return several(dict.fromkeys(values))


def _zones(held: Sequence[Subscription], place: Place) -> str:
    names = list(dict.fromkeys(one.zone for one in held)) or [place.zone]
    clock = place.at.astimezone(ZoneInfo(names[0]))
    words = (
        _("{zone}, where it is {time} now") if held else _("{zone}, of this installation; it is {time} there")
    )
    return words.format(zone=several(map(shown, names)), time=f"{clock:%H:%M}")


def _rule(value: Preferences) -> str:
    if not value.days_off:
        return days_off(value)
    return _("{days}: {rule}").format(days=off_days(value), rule=days_off(value))


def _paused(value: Preferences, place: Place) -> Text:
    if value.snoozed is None or value.snoozed <= place.at:
        return text(_("no"))
    return filled(_("until {when}"), when=instant(value.snoozed, place.zone))


def _number(count: int) -> str:
    return ngettext("{number} date", "{number} dates", count).format(number=count) if count else _("none")
