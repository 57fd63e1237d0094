"""A day of the year as people type it: 15 July, 07-15, 2026-07-15, 7月15日."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_NAMED = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"{_DAY}\s+(?:of\s+)?{_NAMED}{_YEAR}",
        rf"{_NAMED}\s+{_DAY}{_YEAR}",
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
    )
)
_FULL = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A month and day, with a year where one was typed."""

    month: int
    day: int
    year: int | None = None

    def within(self, year: int, march: bool) -> date:
        """Its day in a year; 29 February of a common year is 28 February, or 1 March if `march`."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 3, 1) if march else date(year, 2, 28)


def asked(words: str) -> Asked | None:
    """The day that somebody typed; None for what is none, or is in no calendar."""
    typed = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    found = next((match for form in _FORMS if (match := form.fullmatch(typed))), None)
    if found is None:
        return None
    fields = found.groupdict()
    month = _month(fields.get("name")) if fields.get("name") else int(fields["month"])
    year = int(fields["year"]) if fields.get("year") else None
    try:
        # a leap year stands in for the year that was not typed: 29 February is a day
        date(year or 2000, month, int(fields["day"]))
    except ValueError:
        return None
    return Asked(month, int(fields["day"]), year)


def _month(name: str | None) -> int:
    """The number of a month by its name or its first letters; 0 for what is no month."""
    word = name or ""
    numbers = [n for n, full in enumerate(_FULL, 1) if word == full or word in {full[:3], full[:4]}]
    return numbers[0] if numbers else 0
