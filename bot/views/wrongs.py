"""What went wrong with a message, in words: kept in English, and told in the language that is spoken."""

from __future__ import annotations

import re

from briefings.tongue import N_, _

SENTENCES = (
    N_("nobody here is subscribed any more"),
    N_("no sentence in the library proves any of it any more"),
    N_("left out: its time fell into this chat's quiet hours"),
    N_("its process died while it was sent, so it may have arrived"),
    N_("Slack can't be reached: no connection."),
    N_("Slack did not answer in time."),
    N_("Slack asks to slow down (429)."),
    N_("Slack's gateway gave up waiting (504)."),
)
SHAPES = (
    N_("{platform} refuses us: {why}"),
    N_("Telegram did not answer ({why})"),
    N_("Telegram: {why}"),
    N_("The connection to Slack broke ({why})."),
    N_("The channel is out of reach ({why})."),
    N_("Slack does not accept this token ({why})."),
    N_("Slack broke off in the middle ({why})."),
    N_("Slack is not ready ({why})."),
    N_("Slack refused the message ({why})."),
    N_("Slack refused the request ({why})."),
    N_("Slack has a fault of its own ({why})."),
)
"""Sentences with a place for the platform's own words or codes, which stay as they are."""
LONGEST = 1_000

_PLACE = re.compile(r"\\\{(\w{1,20})\\\}")
_SHAPED = tuple(
    (re.compile(_PLACE.sub(r"(?P<\1>.{1,400})", re.escape(sentence)), re.DOTALL), sentence)
    for sentence in SHAPES
)


def wrong(error: str) -> str:
    """A fault as it was written down, in the language that is spoken as far as it is a sentence of ours."""
    if error in SENTENCES:
        return _(error)
    for shape, sentence in _SHAPED:
        if found := shape.fullmatch(error[:LONGEST]):
            named = found.groupdict()
            return _(sentence).format(**{**named, "why": wrong(named["why"])})
    return error
