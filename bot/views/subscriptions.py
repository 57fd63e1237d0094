"""What a chat gets, would have got and will get, as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.card import Block, Bullets, Heading, Line, Notice, Paragraph, bold, stated, text
from bot.forecast import Forecast
from bot.views.entries import coming, needed, others, reserved, told
from bot.zones import shown
from briefings.milestones import falls
from briefings.milestones.anniversary import EARLY, LEADS
from briefings.model import Digest, Subscription
from briefings.saying import counted, day, distance, founded

LISTED = 5
_EARLIER = f", round years {EARLY[0]} days ahead too"


def rhythm(value: Subscription) -> str:
    """When it is told: 09:00 Asia/Shanghai, 30 and 7 days ahead and on the day."""
    leads = ahead(LEADS) + _EARLIER if value.leads is None else ahead(value.leads)
    return f"{value.hour:%H:%M} {shown(value.zone)}, {leads}"


def ahead(leads: Sequence[int]) -> str:
    """Leads in words."""
    days = [str(lead) for lead in leads if lead]
    if not days:
        return "on the day"
    told = " and ".join(filter(None, (", ".join(days[:-1]), days[-1])))
    ahead_of_it = f"{told} {'day' if days == ['1'] else 'days'} ahead"
    return f"{ahead_of_it} and on the day" if 0 in leads else ahead_of_it


def message(digest: Digest, today: date) -> Line:
    """A digest in a list: its day, and what it tells first."""
    first = digest.items[0]
    milestone = first.milestone
    far = f", {counted(first.lead, 'day')} ahead" if first.lead else ""
    more = f"; {len(digest.items) - 1} more in it" if len(digest.items) > 1 else ""
    when = f"{day(digest.slot)} ({distance(digest.slot, today)})"
    words = text(
        bold(when), f" {told(milestone, digest.slot)}{far}{more}", *reserved(founded(milestone.entry.fact))
    )
    return stated(words, needed(milestone.entry), others(milestone.entry))


def forecast(value: Forecast, today: date) -> list[Block]:
    """The messages of the last 12 months, and those that come next."""
    past, later = value.past, value.later
    blocks: list[Block] = [
        Paragraph(Line(text(bold(f"{counted(len(past), 'message')} in the last 12 months."))))
    ]
    if past:
        recent = past[-LISTED:]
        if len(past) > LISTED:
            blocks.append(Paragraph(Line(text("The last of them:"))))
        blocks.append(Bullets(tuple(message(one, today) for one in recent)))
    if value.coming:
        blocks += [Heading("Next"), Bullets(tuple(message(one, today) for one in value.coming[:3]))]
    elif later:
        blocks += [Heading("Next"), Bullets((coming(later, today),))]
    else:
        words = "No date ahead is known for this now; new documents may bring some."
        blocks.append(Notice("info", Line(text(words))))
    return blocks


def subscribed(value: Subscription, name: str, ahead_of_it: Forecast, today: date) -> Line:
    """A subscription in a list: id, topics, rhythm, next message."""
    later = ahead_of_it.later
    words = f" {name} — {rhythm(value)}; "
    if ahead_of_it.coming:
        first = ahead_of_it.coming[0]
        milestone = first.items[0].milestone
        words += (
            f"next message {day(first.slot)}, {distance(first.slot, today)}: {told(milestone, first.slot)}"
        )
        return stated(text(bold(f"#{value.id}"), words), needed(milestone.entry), others(milestone.entry))
    if later:
        words += f"next message ahead of {falls(later)}: {later.label}"
        return stated(text(bold(f"#{value.id}"), words), needed(later.entry), others(later.entry))
    return Line(text(bold(f"#{value.id}"), words + "no date ahead is known"))
