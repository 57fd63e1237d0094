"""`daysoff`: what becomes of a digest that falls on a weekend or a holiday."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Card
from bot.changing import preferences
from bot.choosers import answered, days_off
from bot.choosing import country_of, days_off_of
from bot.command import Call, Command, Context
from bot.views import settings as views
from briefings.tongue import N_, _


def run(context: Context, call: Call) -> Card:
    """The rule, the country whose holidays count, or both; without any, ask."""
    country = call.key("country")
    if not call.raw and country is None:
        return days_off(context)
    wanted = preferences(context)
    if call.raw:
        wanted = replace(wanted, days_off=days_off_of(call.raw))
    if country is not None:
        wanted = replace(wanted, country=country_of(country))
    what = f"daysoff {wanted.days_off or 'off'} country:{wanted.country or 'none'}"
    words = _("Weekends and holidays ({days}): {rule}")
    heading = words.format(days=views.off_days(wanted), rule=views.days_off(wanted))
    alone = country and wanted.country and not wanted.days_off
    hint = _("The country counts once a rule is chosen, such as daysoff after.") if alone else ""
    return answered(context, what, wanted, heading, hint=hint)


DAYSOFF = Command(
    "daysoff",
    N_("what becomes of a digest on a weekend or holiday; make-up working days are known"),
    N_("daysoff before, after, drop or off [country:CN]"),
    run,
    keys=("country",),
    examples=("daysoff",),
    changes=True,
    also=("节假日",),
)
