"""What a chat gets, would have got and will get, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.card import Block, Bullets, Heading, Line, Notice, Paragraph, bold, stated, text
from bot.forecast import Forecast
from bot.views.entries import aside, coming, needed, others, reserved, told
from bot.wishes import named
from bot.zones import shown
from briefings.digests import rides
from briefings.milestones import falls, labelled
from briefings.milestones.anniversary import EARLY, LEADS
from briefings.model import Digest, Subscription
from briefings.saying import day, distance, founded
from briefings.tongue import N_, _, clauses, ngettext, several

LISTED = 5
FLOOD = 365
"""Dates told in a year from which on a subscription is much: more than one a day."""
WEEKS = 60
"""Messages of a year that are not too many, whatever they hold."""
WEEKDAYS = {
    "mon": N_("on Mondays"),
    "tue": N_("on Tuesdays"),
    "wed": N_("on Wednesdays"),
    "thu": N_("on Thursdays"),
    "fri": N_("on Fridays"),
    "sat": N_("on Saturdays"),
    "sun": N_("on Sundays"),
}
KINDS = {
    "event": N_("events"),
    "origin": N_("anniversaries"),
    "occurrence": N_("occurrences"),
    "period": N_("periods"),
    "deadline": N_("deadlines"),
    "target": N_("targets"),
    "recurring": N_("recurring dates"),
}
GRADES = {
    "in force": N_("in force"),
    "decided": N_("decided"),
    "planned": N_("planned"),
    "estimated": N_("estimated"),
    "hoped": N_("hoped"),
}


def rhythm(value: Subscription) -> str:
    """When it is told: 09:00 Asia/Shanghai, 30 and 7 days ahead and on the day."""
    words = {"daily": _("{hour} {zone}, {leads}"), "instant": _("at once, and {hour} {zone}, {leads}")}
    sentence = words.get(value.cadence) or _("{weekday} {hour} {zone}, {leads}")
    weekday = _(WEEKDAYS.get(value.cadence.removeprefix("weekly:"), ""))
    return sentence.format(
        hour=f"{value.hour:%H:%M}", zone=shown(value.zone), leads=early(value), weekday=weekday
    )


def often(value: Subscription) -> str:
    """How often it tells, in words."""
    words = {"daily": _("every day on which something is due"), "instant": _("daily, and new papers at once")}
    return words.get(value.cadence) or _("once a week, {weekday}").format(
        weekday=_(WEEKDAYS.get(value.cadence.removeprefix("weekly:"), ""))
    )


def early(value: Subscription) -> str:
    """How far ahead it tells."""
    if value.leads is not None:
        return ahead(value.leads)
    return _("{leads}, round years {days} days ahead too").format(leads=ahead(LEADS), days=EARLY[0])


def ahead(leads: Sequence[int]) -> str:
    """Leads in words."""
    days = [str(lead) for lead in leads if lead]
    if not days:
        return _("on the day")
    last = int(days[-1]) if len(days) == 1 else 2
    listed = _("{first} and {last}").format(first=several(days[:-1]), last=days[-1]) if days[1:] else days[0]
    if 0 in leads:
        words = ngettext("{number} day ahead and on the day", "{number} days ahead and on the day", last)
    else:
        words = ngettext("{number} day ahead", "{number} days ahead", last)
    return words.format(number=listed)


def narrowed(value: Subscription) -> str:
    """What narrows it, in words; empty where nothing does."""
    parts = []
    if value.kinds:
        parts.append(
            _("only {kinds}").format(kinds=_listed(_(KINDS.get(kind, kind)) for kind in value.kinds))
        )
    if value.grades:
        parts.append(
            _("only what is {grades}").format(grades=_any(_(GRADES.get(g, g)) for g in value.grades))
        )
    if value.must:
        parts.append(_("with {words}").format(words=_any(f"“{word}”" for word in value.must)))
    if value.without:
        parts.append(_("without {words}").format(words=_any(f"“{word}”" for word in value.without)))
    return several(parts)


def _listed(words: Iterable[str]) -> str:
    """Things of a list: events, deadlines and targets."""
    *first, last = words
    return _("{first} and {last}").format(first=several(first), last=last) if first else last


def _any(words: Iterable[str]) -> str:
    """One of several: decided or planned."""
    *first, last = words
    return _("{first} or {last}").format(first=several(first), last=last) if first else last


def chosen(value: Subscription) -> tuple[tuple[str, str], ...]:
    """All that is chosen of a subscription, by name, in words."""
    return (
        (_("Topics"), named(value)),
        (_("Narrowed"), narrowed(value) or _("no")),
        (_("How often"), often(value)),
        (_("Hour"), f"{value.hour:%H:%M}"),
        (_("Time zone"), shown(value.zone)),
        (_("Ahead"), early(value)),
    )


def turned(before: Subscription, after: Subscription) -> tuple[tuple[str, Line], ...]:
    """What becomes otherwise, by name: 09:00 → 10:00."""
    pairs = zip(chosen(before), chosen(after), strict=True)
    return tuple((name, Line(text(old, " → ", bold(new)))) for (name, old), (__, new) in pairs if old != new)


def message(digest: Digest, today: date) -> Line:
    """A digest in a list: its day, and what it tells first."""
    first = min(digest.items, key=rides)
    milestone = first.milestone
    if first.lead < 0:
        far = ngettext("{number} day after it", "{number} days after it", -first.lead)
    else:
        far = ngettext("{number} day ahead", "{number} days ahead", first.lead)
    far = far.format(number=abs(first.lead))
    rest = len(digest.items) - 1
    more = ngettext("{number} more in it", "{number} more in it", rest).format(number=rest)
    when = aside(day(digest.slot), distance(digest.slot, today))
    what = clauses((told(milestone, digest.slot), far if first.lead else ""))
    said = _("; ").join((what, more)) if rest else what
    words = text(bold(when), f" {said}", *reserved(founded(milestone.entry.fact)))
    return stated(words, needed(milestone.entry), others(milestone.entry))


def count(value: Forecast) -> str:
    """How many messages the last year would have brought."""
    past = len(value.past)
    words = ngettext(
        "{number} message in the last 12 months.", "{number} messages in the last 12 months.", past
    )
    return words.format(number=f"{past:,}")


def flood(value: Forecast) -> str:
    """A warning where a subscription tells more than a date a day; else empty."""
    dates = sum(len(one.items) for one in value.past)
    if dates <= FLOOD or len(value.past) <= WEEKS:
        return ""
    return _(
        "This is much: {dates} dates in {messages} messages over the last 12 months, more than one a day. "
        "Words with a plus, kind: or grade: narrow it; once a week it comes in one message."
    ).format(dates=f"{dates:,}", messages=f"{len(value.past):,}")


def forecast(value: Forecast, today: date) -> list[Block]:
    """The messages of the last 12 months, and those that come next."""
    past, later = value.past, value.later
    blocks: list[Block] = [Paragraph(Line(text(bold(count(value)))))]
    if warning := flood(value):
        blocks.append(Notice("warning", Line(text(warning))))
    if past:
        recent = past[-LISTED:]
        if len(past) > LISTED:
            blocks.append(Paragraph(Line(text(_("The last of them:")))))
        blocks.append(Bullets(tuple(message(one, today) for one in recent)))
    if value.coming:
        blocks += [Heading(_("Next")), Bullets(tuple(message(one, today) for one in value.coming[:3]))]
    elif later:
        blocks += [Heading(_("Next")), Bullets((coming(later, today),))]
    else:
        words = _("No date ahead is known for this now; new documents may bring some.")
        blocks.append(Notice("info", Line(text(words))))
    return blocks


def subscribed(value: Subscription, ahead_of_it: Forecast, today: date) -> Line:
    """A subscription in a list: id, topics, rhythm, what narrows it, next message."""
    later, narrow = ahead_of_it.later, narrowed(value)
    told_so = (rhythm(value), narrow, "") if narrow else (rhythm(value), "")
    words = f" {named(value)} — {_('; ').join(told_so)}"
    head = bold(f"#{value.id}")
    if ahead_of_it.coming:
        first = ahead_of_it.coming[0]
        milestone = first.items[0].milestone
        words += _("next message {day}, {distance}: {what}").format(
            day=day(first.slot), distance=distance(first.slot, today), what=told(milestone, first.slot)
        )
        return stated(text(head, words), needed(milestone.entry), others(milestone.entry))
    if later:
        words += _("next message ahead of {day}: {what}").format(day=falls(later), what=labelled(later))
        return stated(text(head, words), needed(later.entry), others(later.entry))
    return Line(text(head, words + _("no date ahead is known")))
