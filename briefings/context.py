"""What a text has said so far that its next expression may hang on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefings.dates import values
from briefings.dates.anchor import NOTHING_SAID, Anchor, Reading, Said, Term
from briefings.dates.hung import Counted, Ended, Fiscal, FiscalTerm, MonthPart, Same, Since, Then
from briefings.dates.mention import Between, DayOf, Feast, Months, Point, Step, Vague, Weekday
from briefings.dates.resolving import resolve
from briefings.elsewhere import Elsewhere
from briefings.model import Basis, Passage, Precision, When
from briefings.telling import Told

_STRETCHES = Between | Months | Ended | Counted | MonthPart | Fiscal
_ASKING = Counted | Since | Fiscal | Same | Then


class Context:
    """Goes through the expressions of a text in order, and keeps what later ones point back to."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        """Begin a text of which is known what it says elsewhere."""
        self._elsewhere = elsewhere
        self._sort = ""
        self._stretch: When | None = None
        self._fiscal: When | None = None
        self._year: tuple[str, When] | None = None
        self._told: tuple[Passage, When] | None = None
        self._days: tuple[Passage, When] | None = None
        self._former: tuple[Passage, When] | None = None

    def said(self, each: Told) -> Said:
        """What the next expression may hang on; nothing for those that stand on their own."""
        spec = each.mention.spec
        if isinstance(spec, Step | Weekday) and spec.told:
            return Said(then=self._near(each, self._told), days=self._near(each, self._days))
        if not isinstance(spec, _ASKING):
            return NOTHING_SAID
        if isinstance(spec, Counted | Since):
            return self._counted(spec)
        if isinstance(spec, Then) and spec.unit is None:
            return Said(then=self._near(each, self._told))
        year = self._year[1] if self._year and self._year[0] == each.passage.ref else self._fiscal
        return Said(terms=self._terms(), stretch=self._stretch, year=year)

    def note(self, each: Told, anchor: Anchor) -> None:
        """Keep what an expression tells, for those behind it."""
        spec = each.mention.spec
        if isinstance(spec, Fiscal | FiscalTerm | Ended) and spec.sort:
            self._sort = spec.sort
        if isinstance(spec, Vague):
            self._told = None
        elif isinstance(spec, Step) and spec.time:
            return
        elif isinstance(spec, Step | Weekday | DayOf | Feast):
            self._tell(each, resolve(spec, anchor))
        elif isinstance(spec, Point):
            self._point(each, spec, anchor)
        elif isinstance(spec, _STRETCHES):
            reading = resolve(spec, anchor)
            self._tell(each, reading)
            if reading is not None and reading.when.start is not None:
                self._stretch = reading.when
                self._whole(spec, anchor, reading.when)

    def _point(self, each: Told, spec: Point, anchor: Anchor) -> None:
        if spec.decade:
            return
        reading = resolve(spec, anchor)
        self._tell(each, reading)
        if spec.day or spec.named or reading is None or reading.when.start is None:
            return
        self._stretch = reading.when
        if spec.month is None and spec.nth is None:
            self._year = each.passage.ref, values.year(reading.when.start.year, Basis.DERIVED)

    def _tell(self, each: Told, reading: Reading | None) -> None:
        dated = reading is not None and reading.when.start is not None
        self._told = (each.passage, reading.when) if reading and dated else None
        if self._told and _to_the_day(each, self._told[1]):
            self._days = self._told
        if self._told and (self._former is None or self._former[0] is not each.passage):
            self._former = self._told

    def _pointed(self, what: str) -> When | None:
        """That date, the latter date: the last one told; the former date: the first one of its sentence."""
        if what not in {"that date", "the latter date", "the former date"}:
            return None
        told = self._former if "former" in what else self._told
        return told[1] if told else None

    def _near(self, each: Told, told: tuple[Passage, When] | None) -> When | None:
        """What was told right before, in the same sentence or the one before."""
        if told is None:
            return None
        passage, when = told
        here = each.passage
        steps = here.paragraph - passage.paragraph, here.sentence - passage.sentence
        close = (steps[0] == 0 and steps[1] <= 1) or (steps[0] == 1 and here.sentence == 1)
        return when if close else None

    def _whole(self, spec: _STRETCHES, anchor: Anchor, when: When) -> None:
        if isinstance(spec, Fiscal):
            whole = resolve(replace(spec, nth=None, part=None), anchor)
            self._fiscal = whole.when if whole else None
        elif isinstance(spec, Ended) and spec.unit == "year" and spec.amount == 1:
            self._fiscal = when

    def _terms(self) -> Mapping[str, Term]:
        """The terms by their sorts; years of no sort are of the one spoken of last, or of the only one."""
        terms = self._elsewhere.terms
        last = terms.get(self._sort) if self._sort else next(iter(terms.values()), None)
        return {**terms, "": last} if last else terms

    def _counted(self, spec: Counted | Since) -> Said:
        if spec.on is not None:
            return NOTHING_SAID
        pointed = self._pointed(spec.what) if isinstance(spec, Counted) else None
        if pointed is not None:
            return Said(event=pointed, because="told before")
        named = isinstance(spec, Counted) and spec.way == "of"
        what = spec.what if isinstance(spec, Counted) else _deed(spec)
        found = self._elsewhere.event(what, named=named) if what else None
        if found is None:
            return NOTHING_SAID
        return Said(event=found.when, because=found.says, ends=found.deed in {"closing", "end"})


def _to_the_day(each: Told, when: When) -> bool:
    """Whether an expression tells a day, or a stretch from one day to another."""
    spec = each.mention.spec
    return when.precision is Precision.DAY or (
        isinstance(spec, Between) and isinstance(spec.last, Point) and spec.last.day is not None
    )


def _deed(spec: Since) -> str:
    """The words of an event; none for one of which no deed is told."""
    return f"{spec.deed} of {spec.what}".removesuffix(" of ") if spec.deed else ""
