"""Sentences of ours that were written down with what they tell, told again in the language that is spoken."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from briefings.tongue import N_, SOURCE, _, spoken

WITNESSES = (
    N_("a congress to come"), N_("a counted year with its date"), N_("a known day in a counted year"),
    N_("a story on its page"), N_("a year to come alone"), N_("age of somebody born in a year"),
    N_("age of what the text dates"), N_("anniversary beside a beginning"), N_("anniversary in a named year"),
    N_("anniversary of a known origin"), N_("anniversary told of"), N_("coming day with its year"),
    N_("compared with a year"), N_("date of the act"), N_("dateline"), N_("day of signing"),
    N_("days behind the turn of a year"), N_("duration from a date"), N_("figures of a title's month"),
    N_("figures of a year so far"), N_("first year of a plan"), N_("full date near the header"),
    N_("given reference"), N_("header"), N_("months of a year so far"), N_("newest year"),
    N_("number of the paper"), N_("sessions counted from the first"), N_("signature"), N_("tasks of a year"),
    N_("the page it came on"), N_("the year before last"), N_("the year before one to come"),
    N_("the year behind"), N_("the year that is"), N_("this year"), N_("today"), N_("turn of a plan"),
    N_("turn of a year"), N_("weekday"), N_("year and day in one sentence"), N_("year in a name"),
    N_("year of a congress"), N_("year of a plan"), N_("year of what the title sets"),
    N_("years ago, with their year"), N_("years behind this one"), N_("years of an average"),
    N_("years since a date"), N_("years since a known origin"),
)  # fmt: skip
"""What may speak for a year of writing."""

VERDICTS = (
    N_("accepted"), N_("rejected"), N_("malformed"), N_("unchecked"),
    N_("it names no day that exists"),
    N_("its time {time} does not exist"),
    N_("the time of writing was given"),
    N_("the text's own dates rule it out, and name no other year"),
    N_("nothing in the text says when it was written"),
    N_("it lies between {first} and {last}"),
    N_("it lies close to {first} and {last}"),
    N_("the text was written {first} to {last}, not on {day}"),
    N_("the text was written {first} to {last} ({year} by: {witnesses}), not on {day}"),
)  # fmt: skip
"""What is said of the date line above a text, and why."""

DERIVATIONS = (
    N_("outside knowledge: {paper}; verified"),
    N_("outside knowledge: {paper}; not verified"),
    N_("the year of writing, {year}"),
    N_("the one closest to {day}"),
    N_("the year told before, {year}"),
    N_("the year told before, {year} BC"),
    N_("the quarter told before, {time}"),
    N_("the stretch told before, {time}"),
    N_("then: {time}, told before"),
    N_("{time}, told before, in {year}"),
    N_("told as coming, though it was over: perhaps a fault of translation"),
    N_("{sum} (told as {tense})"),
    N_("anniversary {number} falls on {time}"),
    N_("the text itself dates it: {time} ({words})"),
    N_("{number} years up to the year of writing"),
    N_("{number} years on {time}"),
    N_("{time} - {number} years = {result}"),
    N_("the {count} {unit} since {time} ({words})"),
    N_("the {count} {unit} up to {time} ({words})"),
    N_("the {count} {unit} up to {time}"),
    N_("{time} ({words}) + {count} {unit} = {result}"),
    N_("{time} ({words}) - {count} {unit} = {result}"),
    N_("{time} ({words}) + {count} {unit}"),
    N_("{time} ({words}) - {count} {unit}"),
    N_("{time} + {count} {unit} = {result}"),
    N_("{time} - {count} {unit} = {result}"),
    N_("{time} + {count} {unit}"),
    N_("{time} - {count} {unit}"),
    N_("since {time} ({words})"),
    N_("since {time}"),
    N_("from {time} on"),
)  # fmt: skip
"""How a date was earned; several stand behind each other with semicolons."""

DOUBTS = (
    N_("acres in a Chinese source are almost surely mu (1 mu is about 667 square metres)"),
    N_("miles in a Chinese source may be li (1 li is 500 metres)"),
    N_("a catty is 500 grams in a Chinese source"),
    N_("a share of more than the whole"),
    N_("more people than there are"),
    N_("more than the surface of the earth"),
)  # fmt: skip
"""Why an amount looks wrong."""

NOTICES = (
    N_(
        "Milepost can't reach the chat {name} any more, so its subscriptions sleep ({why}). "
        "Let it in and subscribe there again to wake them."
    ),
    N_(
        "Milepost can't reach the channel {name} any more, so its subscriptions sleep ({why}). "
        "Let it in and subscribe there again to wake them."
    ),
)  # fmt: skip
"""Messages of our own to somebody."""

WORDS = (
    N_("years"), N_("months"), N_("weeks"), N_("days"), N_("quarters"), N_("decades"), N_("week"),
    N_("past"), N_("present"), N_("future"), N_("unknown"),
)  # fmt: skip
"""Words that stand in places of those sentences."""

_TIMES = frozenset({"year", "number", "count", "first", "last", "day", "time", "result"})
_ONE = frozenset({"unit", "tense"})
_TRANSLATED = frozenset({"unit", "tense", "witnesses", "sum"})
_LONGEST = 2_000


def retold(sentence: str) -> str:
    """A sentence that was written down in English, in the language that is spoken; others as they are."""
    if not sentence or spoken() == SOURCE:
        return sentence
    if (whole := _one(sentence)) is not None:
        return whole
    parts = [(_one(part) or part) for part in sentence.split("; ")]
    return _("; ").join(parts)


def _one(sentence: str) -> str | None:
    """One of our sentences; None for what is none."""
    if (said := _(sentence)) != sentence:
        return said
    for template, pattern in _patterns():
        if len(sentence) < _LONGEST and (found := pattern.fullmatch(sentence)):
            places = {name: _place(name, words) for name, words in found.groupdict().items()}
            return _(template).format(**places)
    return None


def _place(name: str, words: str) -> str:
    if name == "unit":
        many = words if words.endswith("s") else f"{words}s"
        return _(many)
    return retold(words) if name in _TRANSLATED else words


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each sentence with places looks like once they are filled."""
    every = (*VERDICTS, *DERIVATIONS, *NOTICES)
    return tuple((one, _pattern(one)) for one in every if "{" in one)


def _pattern(template: str) -> re.Pattern[str]:
    """Places hold no semicolon where they are times, and no line break; each is bounded."""
    parts = []
    for words, name, _spec, _conversion in Formatter().parse(template):
        parts.append(re.escape(words))
        if name:
            parts.append(rf"(?P<{name}>{_shape(name)})")
    return re.compile("".join(parts))


def _shape(name: str) -> str:
    if name in _TIMES:
        return r"[0-9XTQW./~?%:+-]{1,40}"
    return r"[A-Za-z]{1,20}" if name in _ONE else r"[^\n]{1,600}"
