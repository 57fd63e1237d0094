"""`preview`: what comes up, and stage by stage why each of it would be told here, or would not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.arguments import days_of, number
from bot.card import Action, Block, Bullets, Card, Heading, Line, Notice, Paragraph, text
from bot.citing import listing
from bot.command import Call, Command, Context
from bot.forecast import forecast
from bot.views import coming_up as views
from bot.views.replies import fault, quoted
from bot.wishes import named
from briefings.alerts import wants_alerts
from briefings.digests import wells
from briefings.explaining import Candidate, Step, candidates
from briefings.model import Subscription
from briefings.saying import day
from briefings.tongue import N_, _, ngettext, several

DAYS, MOST_DAYS = 30, 366
LISTED = 10
BUTTONS = 5


def run(context: Context, call: Call) -> Card:
    """All that comes up in the next days; with a reference, every stage of one notice."""
    held = context.store.subscriptions.of(context.request.address)
    if not held:
        return _none()
    wanted = call.raw.strip("# ")
    chosen = tuple(one for one in held if str(one.id) == wanted) if wanted else held
    if not chosen:
        return _unknown(call.raw)
    days = min(days_of(call, DAYS), MOST_DAYS)
    today = context.local_day
    entries, ahead = context.store.library.entries(), today + timedelta(days=days)
    found = candidates(chosen, entries, today, ahead, reckoning=context.reckoning)
    if ref := call.key("ref"):
        lead = call.key("lead") or "0"
        one = next((one for one in found if (one.milestone.ref, str(one.lead)) == (ref, lead)), None)
        return _stages(context, one) if one else _gone()
    return _coming(context, call, chosen, found, days)


def _coming(
    context: Context, call: Call, chosen: Sequence[Subscription], found: Sequence[Candidate], days: int
) -> Card:
    """What would be told, what would not, and why; what is about other topics is only counted."""
    told = [one for one in found if one.stopped is None]
    stopped = [one for one in found if one.stopped is not None]
    other = [one for one in stopped if one.stopped and one.stopped.step is Step.TOPIC]
    near = [one for one in stopped if one not in other]
    page = number(call, "page", 1, 100)
    span = slice(LISTED * (page - 1), LISTED * page)
    today, topics = context.local_day, _("; ").join(map(named, chosen))
    heading = ngettext("{topics}: the next {number} day", "{topics}: the next {number} days", days)
    blocks: list[Block] = [Heading(heading.format(topics=topics, number=days))]
    if told[span]:
        blocks += [Heading(_("Told")), Bullets(tuple(views.told(one, today) for one in told[span]))]
    elif not told:
        blocks += _next(context, chosen[0])
    if near[span]:
        blocks += [Heading(_("Not told")), Bullets(tuple(views.stopped(one, today) for one in near[span]))]
    blocks += _besides(context, chosen, days)
    if other:
        words = ngettext(
            "{number} more that comes up is about none of the topics.",
            "{number} more that come up are about none of the topics.",
            len(other),
        )
        blocks.append(Paragraph(Line(text(words.format(number=len(other))))))
    again = f"preview {call.raw} days:{days}".replace("  ", " ")
    shown = (*told[span], *near[span])[:BUTTONS]
    actions = [views.why(one, again) for one in shown]
    if max(len(told), len(near)) > LISTED * page:
        actions.append(Action(_("More"), f"{again} page:{page + 1}"))
    return listing(context, blocks, (*actions, Action(_("What this chat gets"), "subs")))


def _besides(context: Context, chosen: Sequence[Subscription], days: int) -> list[Block]:
    """What comes besides dates that are known: alerts of new documents, and lines that all is well."""
    lines = []
    if any(map(wants_alerts, chosen)):
        lines.append(_("What a new document says of this is told at once, whenever one comes."))
        value = context.preferences
        hushed = {
            "hold": _("In quiet hours it waits for their end."),
            "drop": _("In quiet hours it is left out."),
            "urgent": _("In quiet hours it waits for their end, unless it is due that very day."),
        }
        lines += [hushed[value.quiet.rule]] if value.quiet else []
        if value.days_off:
            lines.append(_("On days off it waits for the next working day, unless it is due that very day."))
    ahead = [context.local_day + timedelta(days=n) for n in range(1, days + 1)]
    held = context.store.subscriptions.of(context.request.address)
    if found := wells(held, context.store.library.entries(), ahead, context.reckoning):
        words = _("A line that all is well comes on {days}.")
        told = [*map(day, found[:LISTED]), *(["…"] if len(found) > LISTED else [])]
        lines.append(words.format(days=several(told)))
    return [Heading(_("Besides")), Bullets(tuple(Line(text(each)) for each in lines))] if lines else []


def _next(context: Context, one: Subscription) -> list[Block]:
    """Nothing is told in that time: what is told first after it."""
    blocks: list[Block] = [Notice("info", Line(text(_("Nothing is told in this time."))))]
    return [*blocks, *views.next_of(forecast(context, one), context.today)]


def _stages(context: Context, one: Candidate) -> Card:
    """Every stage of one notice."""
    blocks = views.stages(one, context.local_day)
    actions = (
        Action(_("Why this date?"), f"why {one.milestone.ref}"),
        Action(_("Change #{id}").format(id=one.subscription.id), f"edit {one.subscription.id}"),
        Action(_("What comes up"), "preview"),
    )
    return listing(context, blocks, actions)


def _gone() -> Card:
    what = _("That does not come up in this time any more; an edit may have moved it.")
    return fault(what, _("Look again at what comes up."), (Action(_("What comes up"), "preview", "primary"),))


def _unknown(typed: str) -> Card:
    what = _("This chat has no subscription {name}.").format(name=quoted(typed))
    now = _("Preview alone takes all of them; subs lists their numbers.")
    return fault(what, now, (Action(_("What comes up"), "preview"), Action(_("What this chat gets"), "subs")))


def _none() -> Card:
    words = _("This chat is not subscribed to anything, so nothing would be told.")
    actions = (Action(_("Subscribe"), "subscribe", "primary"), Action(_("What is coming"), "upcoming"))
    return Card((Notice("info", Line(text(words))),), actions)


PREVIEW = Command(
    "preview",
    N_("what comes up, and stage by stage why it would be told here or would not"),
    N_("preview [id] [days:30]"),
    run,
    keys=("days", "page", "ref", "lead"),
    examples=("preview", "preview days:90"),
    also=("预览",),
)
