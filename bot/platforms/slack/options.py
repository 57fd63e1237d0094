"""What can be chosen in forms: (value as it is typed, words) pairs."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale

from bot.words import LANGUAGES
from briefings.model import Grade, Kind
from briefings.tongue import _, spoken

Options = list[tuple[str, str]]

NONE = "none"
COUNTRIES = (
    *("CN", "HK", "MO", "TW", "SG", "MY", "TH", "VN", "ID", "PH", "JP", "KR", "IN", "AE", "SA", "IL", "TR"),
    *("ZA", "NG", "KE", "EG", "AU", "NZ", "GB", "IE", "FR", "DE", "AT", "CH", "BE", "NL", "LU", "ES", "PT"),
    *("IT", "GR", "DK", "SE", "NO", "FI", "PL", "CZ", "HU", "RO", "UA", "US", "CA", "MX", "BR", "AR", "CL"),
)
"""Those that are offered; any other can be typed."""


def languages() -> Options:
    """Languages that a chat can be spoken to in."""
    return [("auto", _("That of whoever asks")), *LANGUAGES.items()]


def quiet_rules() -> Options:
    """What becomes of what falls in quiet hours."""
    return [
        ("off", _("None")),
        ("hold", _("What falls in them comes when they end")),
        ("drop", _("What falls in them is left out")),
        ("urgent", _("Only what is due that very day comes in them")),
    ]


def days_off() -> Options:
    """What becomes of a digest on a day off."""
    return [
        ("off", _("Told like other days")),
        ("before", _("Told on the working day before")),
        ("after", _("Told on the working day after")),
        ("drop", _("Nothing comes")),
    ]


def countries(held: str) -> Options:
    """Countries whose holidays may count; `held` is the one that does."""
    names = Locale.parse("zh" if spoken().startswith("zh") else "en").territories
    codes: Iterable[str] = COUNTRIES if held in {"", *COUNTRIES} else [held, *COUNTRIES]
    return [(NONE, _("Nobody's: weekends alone")), *((code, names.get(code, code)) for code in codes)]


def flags() -> Options:
    """What is chosen or not."""
    return [
        ("silent", _("Messages come without a sound, where that can be")),
        ("well", _("A word on Mondays that all is well")),
    ]


def who() -> Options:
    """Who may change what a channel gets."""
    return [
        ("anyone", _("Anyone in this channel")),
        ("admins", _("Admins of the workspace, and who made this channel")),
        ("listed", _("Admins, and those listed")),
    ]


def kinds() -> Options:
    """Kinds of dates."""
    return [
        (Kind.ORIGIN.value, _("Anniversaries")),
        (Kind.DEADLINE.value, _("Deadlines")),
        (Kind.TARGET.value, _("Targets")),
        (Kind.EVENT.value, _("Events")),
        (Kind.RECURRING.value, _("What comes again and again")),
        (Kind.PERIOD.value, _("Periods")),
    ]


def grades() -> Options:
    """How firm a date is."""
    return [
        (Grade.IN_FORCE.value.replace(" ", "-"), _("In force")),
        (Grade.DECIDED.value, _("Decided")),
        (Grade.PLANNED.value, _("Planned")),
        (Grade.ESTIMATED.value, _("Estimated")),
        (Grade.HOPED.value, _("Hoped")),
    ]


def cadences() -> Options:
    """How often digests come."""
    days = Locale.parse("zh" if spoken().startswith("zh") else "en").days["stand-alone"]["wide"]
    weekly = [
        (f"weekly:{name}", _("Once a week, on {day}").format(day=days[at]))
        for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    ]
    instant = ("instant", _("At once, as soon as a document says it"))
    return [("daily", _("Each day with something due")), *weekly, instant]
