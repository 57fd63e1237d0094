"""`zone`: where this chat's clock stands: by name, by city, or by the time that it is there now."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.arguments import BadArgument, page_of, zone_of
from bot.card import Action, Card, code, text
from bot.changing import everywhere, keep, undo, zone_here
from bot.choosers import nothing_subscribed
from bot.command import Call, Command, Context
from bot.filling import filled
from bot.views.replies import fault
from bot.views.settings import choice, chooser, done
from bot.zones import city, clocks, offset_of, places, shown, written, zone
from briefings.model import Subscription
from briefings.tongue import N_, _, ngettext, spoken

PAGE = 18
CITIES = 12
DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def run(context: Context, call: Call) -> Card:
    """Ask what time it is there, then which of the cities; a name sets it at once."""
    meant = _meant(context, call)
    if not meant:
        return nothing_subscribed(context)
    name = call.raw or call.key("tz") or ""
    offset = None if zone(name) else offset_of(name, context.request.at)
    if offset is not None and (found := places(offset, context.request.at)):
        return _cities(context, call, offset, found)
    if not name:
        return _clocks(context, call, meant[0].zone)
    try:
        at = context.request.at
        return _set(context, meant, zone_of(Call("zone", keys=(("tz", name),)), meant[0].zone, at))
    except BadArgument as bad:
        return _unknown(bad, _for(call))


def _meant(context: Context, call: Call) -> tuple[Subscription, ...]:
    """The subscriptions that are asked about: the one behind `for:`, else all."""
    held = context.store.subscriptions.of(context.request.address)
    wanted = call.key("for")
    return tuple(one for one in held if str(one.id) == wanted) if wanted else held


def _clocks(context: Context, call: Call, now: str) -> Card:
    """Buttons with the local times of this moment, from the earliest day on."""
    every = clocks(context.request.at)
    here = context.request.at.astimezone(ZoneInfo(now)).utcoffset() or timedelta(0)
    page = page_of(call) if call.key("page") else 1 + bisect_left(every, here) // PAGE
    first = PAGE * (page - 1)
    listed = every[first : first + PAGE] or every[:PAGE]
    choices = [
        choice(_clock(context, offset), f"zone {written(offset)}{_for(call)}", offset == here)
        for offset in listed
    ]
    if len(every) > PAGE:
        choices.append(Action(_("Other times"), f"zone page:{2 if page == 1 else 1}{_for(call)}"))
    example = context.typed(f"zone Shanghai{_for(call)}")
    hint = filled(_("A city or a zone's name can be typed too: {example}"), example=code(example))
    return chooser(_("What time is it where you are?"), shown(now), choices, hint, _back(call))


def _clock(context: Context, offset: timedelta) -> str:
    """A local time with its weekday, which is another one far away."""
    local = context.request.at + offset
    return f"{_(DAYS[local.weekday()])} {local:%H:%M}"


def _cities(context: Context, call: Call, offset: timedelta, found: tuple[str, ...]) -> Card:
    """Buttons with the places whose clocks show that time."""
    now = zone_here(context)
    choices = [
        choice(city(each, spoken()), f"{_back(call)} tz:{each}", each == now) for each in found[:CITIES]
    ]
    choices.append(Action(_("Another time"), f"zone{_for(call)}"))
    typed = code(context.typed(f"zone Shanghai{_for(call)}"))
    hint = filled(_("If yours is not among them, type it: {example}"), example=typed)
    question = _("{time} ({offset}): which place shares your clock all year?")
    heading = question.format(time=_clock(context, offset), offset=written(offset))
    return chooser(heading, shown(now), choices, hint, _back(call))


def _set(context: Context, meant: tuple[Subscription, ...], name: str) -> Card:
    """Let these subscriptions be told by the clock of a zone."""
    local = context.request.at.astimezone(ZoneInfo(name))
    heading = _("Time zone: {zone}, where it is {time} now").format(zone=shown(name), time=f"{local:%H:%M}")
    actions = (Action(_("What this chat gets"), "subs"), Action(_("Settings"), "settings"))
    changed = [one for one in meant if one.zone != name]
    if not changed:
        return done(heading, [text(_("It was that already; nothing was changed."))], actions)
    number, kept = keep(context, f"zone {name}", everywhere(changed, zone=name))
    words = ngettext(
        "{number} subscription is told by it.", "{number} subscriptions are told by it.", len(kept)
    )
    return done(heading, [text(words.format(number=len(kept)))], (undo(number), *actions))


def _back(call: Call) -> str:
    wanted = call.key("for")
    return f"edit {wanted}" if wanted else "settings"


def _for(call: Call) -> str:
    wanted = call.key("for")
    return f" for:{wanted}" if wanted else ""


def _unknown(bad: BadArgument, wanted: str) -> Card:
    """No such zone, which can be found by its clock too."""
    actions = [Action(_("By the time it is now"), f"zone{wanted}", "primary")]
    if bad.better:
        actions.insert(0, Action(_("Use {value}").format(value=bad.better), f"zone {bad.better}{wanted}"))
    return fault(str(bad), bad.now, actions)


ZONE = Command(
    "zone",
    N_("the time zone of this chat: by city, by name, or by the time it is there now"),
    N_("zone [city, zone or time there now] [for:id]"),
    run,
    keys=("for", "page", "tz"),
    examples=("zone",),
    changes=True,
    also=("时区",),
)
