"""`start`: the greeting."""

from __future__ import annotations

from bot.card import Action, Card, Heading, Line, Paragraph, text
from bot.command import Call, Command, Context

WELCOME = (
    "I read policy documents and brief you on them: every line names the sentence that proves it, "
    "every date is earned from the text."
)
QUIET = "No message comes unasked until you subscribe."


def run(context: Context, _: Call) -> Card:
    """What this is, in a breath, and three things to press."""
    sample = Action("Show me a sample briefing", "brief", "primary")
    subscribe = Action("Subscribe this chat", "subscribe")
    other = subscribe if context.may_change else Action("What is coming", "upcoming")
    heading = Heading("Milepost, the policy desk in your chat")
    return Card((heading, _paragraph(WELCOME), _paragraph(QUIET)), (sample, other, Action("Help", "help")))


def _paragraph(words: str) -> Paragraph:
    return Paragraph(Line(text(words)))


START = Command("start", "what this is and where to begin", "start", run, personal=True, group="about")
