"""`language`: in what language this chat is spoken to."""

from __future__ import annotations

from dataclasses import replace

from bot.card import Card
from bot.changing import preferences
from bot.choosers import answered, from_now_on
from bot.choosers import language as chooser
from bot.choosing import language_of
from bot.command import Call, Command, Context
from bot.views import settings as views
from briefings.tongue import N_, _, speaking, spoken


def run(context: Context, call: Call) -> Card:
    """English, Chinese, or that of whoever asks; without a word, ask."""
    if not call.raw:
        return chooser(context)
    wanted = replace(preferences(context), language=language_of(call.raw))
    with speaking(from_now_on(context, wanted)):
        heading = _("Language: {language}").format(language=views.language(wanted))
        card = answered(context, f"language {wanted.language or 'auto'}", wanted, heading)
        return replace(card, language=spoken())


LANGUAGE = Command(
    "language",
    N_("the language of this chat: English, Chinese, or that of whoever asks"),
    N_("language en, zh or auto"),
    run,
    examples=("language",),
    changes=True,
    also=("语言",),
)
