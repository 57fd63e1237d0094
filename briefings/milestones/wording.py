"""How days, numbers and subjects are said in the labels of milestones."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from briefings.model import Basis, Entry, Fact, Figure, Milestone, Precision, When
from briefings.tongue import N_, SOURCE, _, ngettext, pgettext, several, spoken

LONGEST = 140
"""Characters of a subject that a label shows."""

FULL = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
PARTS = {
    "21": N_("spring"), "22": N_("summer"), "23": N_("autumn"), "24": N_("winter"),
    "33": N_("Q1"), "34": N_("Q2"), "35": N_("Q3"), "36": N_("Q4"),
    "40": N_("first half of"), "41": N_("second half of"),
}  # fmt: skip
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TITLED = re.compile(
    r"(?:act|administration|agency|agenda|agreement|area|arrangement|bank|base|board|campaign|centre|center|charter|code|commission"
    r"|committee|conference|congress|constitution|convention|corridor|council|court|decision|declaration"
    r"|district|exchange|expo|forum|framework|fund|guideline|initiative|law|market|measure|ministry|mission"
    r"|notice|opinion|ordinance|outline|park|plan|plenum|policy|programme|program|project|protocol"
    r"|mechanism|partnership|port|provision|regulation|report|resolution|rule|scheme|session|strategy|summit|treaty|union|zone)s?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|a|an|this|its|their)\b", re.IGNORECASE)
_OPENS_REST = re.compile(r"\s(?:of|on|for|in|to|at|by)\s")


def day(value: date) -> str:
    """A day as readers write it: 15 Jul 2021."""
    sentence = pgettext("a day", "{day} {month} {year}")
    return sentence.format(day=value.day, month=_(MONTHS[value.month - 1]), year=value.year)


def day_month(value: date) -> str:
    """A day of any year: 15 Jul."""
    return pgettext("a day", "{day} {month}").format(day=value.day, month=_(MONTHS[value.month - 1]))


def year(number: int | str) -> str:
    """A year by its number."""
    return pgettext("a year", "{year}").format(year=number)


def decade(first: int | str) -> str:
    """Ten years by the first of them: the 1990s."""
    return _("the {decade}s").format(decade=first)


def part(code: str, of: str) -> str:
    """A part of a year by its code in EDTF: spring 2023, Q1 2023, first half of 2023."""
    return pgettext("a part of a year", "{part} {year}").format(part=_(PARTS[code]), year=of)


def days(first: date, last: date) -> str:
    """Days from first to last, without saying anything twice: 11–15 Jul 2023."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return between(day(first), day(last))
    sentence = (
        pgettext("days of a month", "{first}–{last} {month} {year}")
        if first.month == last.month
        else pgettext("days of a year", "{first} {from_month} – {last} {month} {year}")
    )
    return sentence.format(
        first=first.day,
        from_month=_(MONTHS[first.month - 1]),
        last=last.day,
        month=_(MONTHS[last.month - 1]),
        year=last.year,
    )


def between(first: str, last: str) -> str:
    """From one time to another."""
    return pgettext("times", "{first} – {last}").format(first=first, last=last)


def month(value: date) -> str:
    """The month of a day: Jul 2021."""
    return _of_year(MONTHS[value.month - 1], value.year)


def full_month(value: date) -> str:
    """The month of a day in full: July 2021."""
    return _of_year(FULL[value.month - 1], value.year)


def _of_year(name: str, of: int) -> str:
    return pgettext("a month", "{month} {year}").format(month=_(name), year=of)


def ordinal(number: int) -> str:
    """A count as a rank: fifth, 45th; the number alone in a language that has no such words."""
    if spoken() != SOURCE:
        return str(number)
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def years(number: int) -> str:
    """A number of years: 1 year, 5 years."""
    return ngettext("{number} year", "{number} years", number).format(number=number)


def ending(when: When) -> Precision:
    """How exactly the end of `when` is known; a range is as exact as its last part is written."""
    if when.precision is not Precision.RANGE:
        return when.precision
    found = _POINT.match(_last(when))
    if not found:
        return Precision.RANGE
    if found[3]:
        return Precision.DAY
    return _part(int(found[2])) if found[2] else Precision.YEAR


def _last(when: When) -> str:
    """The last point of an EDTF value."""
    return when.edtf.rsplit("/", 1)[-1]


def _part(number: int) -> Precision:
    """What the second group of an EDTF date counts."""
    if number <= 12:
        return Precision.MONTH
    if number in {40, 41}:
        return Precision.HALF
    return Precision.QUARTER if 33 <= number <= 36 else Precision.SEASON


def end(when: When) -> str:
    """The end of `when` at its own precision: 31 Dec 2025, Jul 2026, Q1 2026, 2027."""
    assert when.end is not None
    match ending(when):
        case Precision.DAY:
            return day(when.end)
        case Precision.MONTH:
            return month(when.end)
        case Precision.QUARTER | Precision.HALF | Precision.SEASON:
            found = _POINT.match(_last(when))
            return part(found[2], year(found[1])) if found and found[2] in PARTS else month(when.end)
        case Precision.DECADE:
            return decade(when.end.year // 10 * 10)
        case Precision.YEAR | Precision.RANGE:
            return year(when.end.year)


def given(when: When) -> str:
    """That a text gives an end, and when it is told where that is no day."""
    sentence = (
        _("the text gives {end} as the end")
        if ending(when) is Precision.DAY
        else _("the text gives {end} as the end; its last day is when it is told")
    )
    return sentence.format(end=end(when))


def span(when: When) -> str:
    """A time at its own precision, from its first to its last day where it has several: 9–12 Nov 2013."""
    if ending(when) is not Precision.DAY or when.start is None or when.end is None or when.start == when.end:
        return end(when)
    same = (when.start.year, when.start.month) == (when.end.year, when.end.month)
    return days(when.start, when.end) if same else between(day(when.start), day(when.end))


def subject(fact: Fact) -> str:
    """What a fact is about: its amounts with their hedges where it has any, else its own words."""
    told = clipped(fact.what)
    amounts = [_amount(figure) for figure in fact.figures[:2]]
    fresh = [amount for figure, amount in zip(fact.figures, amounts, strict=False) if figure.text not in told]
    return clipped(several(fresh) + (f" · {told}" if told else "")) if fresh else told


def _amount(figure: Figure) -> str:
    """An amount with its hedge and what it counts: about 100 billion yuan of sub-funds."""
    hedge = figure.hedge or ""
    said = figure.text if hedge.lower() in figure.text.lower() else f"{hedge} {figure.text}"
    if not figure.subject or figure.subject.lower() in said.lower():
        return said
    sentence = (
        pgettext("an amount", "{amount} of {subject}")
        if figure.unit and figure.unit.isupper()
        else pgettext("an amount", "{amount} ({subject})")
    )
    return sentence.format(amount=said, subject=figure.subject)


def name(entry: Entry) -> str:
    """What an entry is called: the curated name where there is one, else the subject of its best fact."""
    curated = namesake(entry)
    return clipped(curated.names[0] if curated else entry.fact.what)


def namesake(entry: Entry) -> Fact | None:
    """The curated fact that an entry is called by; None where its own words name it."""
    return next((f for f in (entry.fact, *entry.also) if f.when.basis is Basis.OUTSIDE and f.names), None)


def titled(words: str) -> str:
    """A name with the article that its head noun asks for: the Leading Zone Opinions, the signing of it.

    Only English asks for one.
    """
    if spoken() != SOURCE:
        return words
    head = _OPENS_REST.split(words, maxsplit=1)[0]
    if _ARTICLE.match(words) or "'s " in head or "’s " in head or " " not in words:
        return words
    deed = words[0].islower() and words[len(head) :].startswith(" of ")
    return f"the {words}" if deed or _TITLED.fullmatch(head.rsplit(" ", 1)[-1]) else words


def refers(words: str) -> bool:
    """Whether words are a bare head noun such as "the Opinions", which stands for a name told before."""
    *article, head = words.split() or [""]
    return len(article) <= 1 and bool(_TITLED.fullmatch(head)) and all(map(_ARTICLE.fullmatch, article))


def clipped(words: str) -> str:
    """Words on one line, cut at a space where they are too long."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def falls(milestone: Milestone) -> str:
    """When a milestone falls, at the precision of what it was read from: 15 Jul 2026, Jul 2026, 2027."""
    if exact(milestone):
        return day(milestone.day)
    match precision(milestone):
        case Precision.MONTH:
            return month(milestone.day)
        case Precision.YEAR | Precision.RANGE:
            return year(milestone.day.year)
        case _:
            return end(milestone.entry.fact.when)


def precision(milestone: Milestone) -> Precision:
    """How exactly a milestone is known: never better than the date that it was read from."""
    if milestone.precision is not Precision.DAY:
        return milestone.precision
    return ending(milestone.entry.fact.when)


def exact(milestone: Milestone) -> bool:
    """Whether a milestone has a day of its own, and not only a month or a year in which it is told."""
    return precision(milestone) is Precision.DAY


def lasts(milestone: Milestone) -> date:
    """The last day on which a milestone still lies ahead: its day, or the end of its month or year."""
    if milestone.rule != "announcement":
        return milestone.day
    if precision(milestone) is Precision.YEAR:
        return date(milestone.day.year, 12, 31)
    return milestone.day.replace(day=monthrange(milestone.day.year, milestone.day.month)[1])


def present(milestone: Milestone, on: date) -> str:
    """Where a month or year without a day is the reader's own: this month, this year; else nothing."""
    known = precision(milestone)
    if known is Precision.MONTH and (milestone.day.year, milestone.day.month) == (on.year, on.month):
        return _("this month")
    return _("this year") if known is Precision.YEAR and milestone.day.year == on.year else ""
