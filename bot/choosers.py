"""Choosers of the settings panel: each one choice, with what it is now, and a button for each other value."""

from __future__ import annotations

from collections.abc import Sequence

from bot.card import Action, Card, code, text
from bot.changing import prefer, preferences, state, undo, zone_here
from bot.choosing import RULES
from bot.command import Context
from bot.countries import called
from bot.filling import filled
from bot.rights import USUALLY
from bot.views import settings as views
from bot.views.replies import fault
from bot.views.settings import choice, chooser
from bot.words import LANGUAGES, known, tongue
from bot.zones import country_of, shown
from briefings.preferences import Preferences, Who
from briefings.tongue import Tongue, _, several, spoken

HOURS = ("07:00", "08:00", "09:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00")
NIGHTS = ("22:00-08:00", "21:00-07:00", "23:00-07:00", "18:00-09:00")


def place(context: Context) -> views.Place:
    """What views must know of this chat."""
    request = context.request
    return views.Place(zone_here(context), request.at, request.chat == "private", usual(context))


def from_now_on(context: Context, value: Preferences) -> Tongue:
    """The language in which this chat is answered from now on, where it chose one just now."""
    request = context.request
    own = known(request.language) if request.chat == "private" else None
    return tongue(request.wanted or value.language or own or context.defaults.language)


def usual(context: Context) -> Who:
    """Who may change things here where the chat chose nobody."""
    return USUALLY.get(context.request.address.platform, "admins")


def answered(
    context: Context,
    what: str,
    after: Preferences,
    heading: str,
    *,
    hint: str = "",
    more: Sequence[Action] = (),
) -> Card:
    """Let this chat have these preferences, and say what is now; `what` is the command that says so."""
    actions = (*more, Action(_("Settings"), "settings"))
    if after == preferences(context):
        return views.done(heading, [text(_("It was like that already; nothing was changed."))], actions)
    number = prefer(context, what, after)
    return views.done(heading, [text(hint)] if hint else [], (undo(number), *actions))


def hour(context: Context) -> Card:
    """At what hour digests come."""
    held = state(context).subscriptions
    if not held:
        return nothing_subscribed(context)
    now = {f"{one.hour:%H:%M}" for one in held}
    choices = [choice(each, f"settings at:{each}", each in now) for each in HOURS]
    hint = filled(_("Any other can be typed: {example}"), example=code(context.typed("settings at:06:30")))
    said = f"{several(sorted(now))} {shown(zone_here(context))}"
    return chooser(_("At what hour?"), said, choices, hint)


def nothing_subscribed(context: Context) -> Card:
    """Hour and zone are asked for where there is nothing that has them."""
    zone = shown(context.defaults.zone)
    what = _("Hour and time zone belong to subscriptions, and this chat has none. Nothing was done.")
    now = _("Days are counted in {zone} here. Subscribe first: subscribe topic at:09:00 tz:Shanghai.")
    actions = (Action(_("Subscribe"), "subscribe", "primary"), Action(_("Settings"), "settings"))
    return fault(what, now.format(zone=zone), actions)


def language(context: Context) -> Card:
    """In what language the chat is spoken to."""
    value = preferences(context)
    every = (*LANGUAGES.items(), ("auto", _("That of whoever asks")))
    choices = [
        choice(name, f"settings language:{tag}", (value.language or "auto") == tag) for tag, name in every
    ]
    return chooser(_("In what language?"), views.language(value), choices)


def quiet(context: Context) -> Card:
    """When nothing comes, and what becomes of what falls in that time."""
    value = preferences(context).quiet
    now = f"{value.start:%H:%M}-{value.end:%H:%M}" if value else "off"
    choices = [choice(each.replace("-", "–"), f"settings quiet:{each}", each == now) for each in NIGHTS]
    choices.append(choice(_("None"), "settings quiet:off", value is None))
    if value:
        words = {"hold": _("Hold"), "drop": _("Leave out"), "urgent": _("Urgent only")}
        choices += [choice(words[rule], f"settings rule:{rule}", rule == value.rule) for rule in RULES]
    hint = filled(
        _("By the clock of {zone}. Any other can be typed: {example}"),
        zone=shown(zone_here(context)),
        example=code(context.typed("quiet 20:30-09:15")),
    )
    return chooser(_("In which hours should nothing come?"), views.quiet(value), choices, hint)


def days_off(context: Context) -> Card:
    """What becomes of a digest on a weekend or a holiday, and whose holidays count."""
    value = preferences(context)
    words = (
        ("off", _("Like other days")),
        ("before", _("Working day before")),
        ("after", _("Working day after")),
        ("drop", _("Nothing comes")),
    )
    now = value.days_off or "off"
    choices = [choice(label, f"settings daysoff:{rule}", rule == now) for rule, label in words]
    choices.append(choice(_("Weekends only"), "settings country:none", not value.country))
    near = dict.fromkeys(filter(None, (value.country, country_of(zone_here(context)))))
    label = _("Holidays of {country}")
    choices += [
        choice(
            label.format(country=called(each, spoken())), f"settings country:{each}", each == value.country
        )
        for each in near
    ]
    hint = filled(
        _("Any country can be typed: {example}"), example=code(context.typed("daysoff after country:SG"))
    )
    said = f"{views.off_days(value)} · {views.days_off(value)}"
    return chooser(_("What of weekends and holidays?"), said, choices, hint)


def sound(context: Context) -> Card:
    """Whether messages are heard."""
    value = preferences(context)
    choices = (
        choice(_("With sound"), "settings silent:off", not value.silent),
        choice(_("Silent"), "settings silent:on", value.silent),
    )
    hint = filled(
        _("Silent messages come all the same; to hear nothing for a while: {example}"),
        example=code(context.typed("snooze 3d")),
    )
    return chooser(_("Should messages be heard?"), views.sound(value), choices, hint)


def well(context: Context) -> Card:
    """Whether a word comes where nothing was due."""
    value = preferences(context).well
    choices = (
        choice(_("Yes"), "settings well:on", value),
        choice(_("No"), "settings well:off", not value),
    )
    question = _("A line on Mondays that all is well where nothing was due?")
    return chooser(question, _("yes") if value else _("no"), choices)


def who(context: Context) -> Card:
    """Who may change what the chat gets."""
    value = preferences(context)
    now = value.who or usual(context)
    words = {"admins": _("Admins"), "anyone": _("Anyone"), "listed": _("Listed")}
    choices = [choice(label, f"settings who:{rule}", rule == now) for rule, label in words.items()]
    example = code(context.typed(f"who listed {context.request.actor.id}"))
    hint = filled(_("People are listed by their ids, such as yours: {example}"), example=example)
    return chooser(_("Who may change what this chat gets?"), views.who(value, now), choices, hint)
