"""A question as the library's other language would put it: each thing by the words that stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from briefings.answering.lexicon import Form, words
from briefings.answering.question import Question
from briefings.answering.translating import Thing, counted, timed, to_chinese, to_english
from briefings.script import han
from briefings.spelling import corrigible, slips
from briefings.words import analyse, stems
from storage.index.matching import matcher
from storage.index.phrases import LOOKED, times
from storage.index.spelling import those
from storage.index.terms import frequencies

MOST = 16
"""Things of a question that are translated."""
APART = 0.01
"""What a chunk counts that has the words of a name, but not side by side."""
SPOKEN = 6
"""Letters of a name from which on it may be written with one letter more or less, as Harbin is."""
Known = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Put:
    """A thing with the forms that the library has for it, the one that stands there most often first."""

    thing: Thing
    forms: Sequence[Form]

    @property
    def first(self) -> Form:
        """The form that is looked for; what nobody knows stands as it was typed."""
        return self.forms[0] if self.forms else Form(self.thing.typed, (self.thing.typed,))


def translated(connection: Connection, asked: Question) -> Iterator[Question]:
    """The question in English where it has Chinese in it, and in Chinese where it has English.

    None where the library has no word of the other language for any of its things.
    """
    if han(asked.text) and (found := _translated(connection, asked, to_english(asked), wide=False)):
        yield found
    latin = any("a" <= letter <= "z" for letter in asked.text.lower())
    if latin and (found := _translated(connection, asked, to_chinese(asked), wide=True)):
        yield found


def _translated(
    connection: Connection, asked: Question, things: Sequence[Thing], *, wide: bool
) -> Question | None:
    things = things[:MOST]
    every = {term for thing in things for form in thing.forms for term in form.run}
    guessed = {term for thing in things for guess in thing.guesses for term in analyse(guess)}
    known = frequencies(connection, tuple(every | guessed))
    chosen = [_Put(thing, _chosen(connection, thing, known)) for thing in things]
    if not any(put.forms and han(put.first.said) == wide for put in chosen):
        return None
    of = None if wide else counted(asked, tuple(things))
    number = frozenset(term for put in chosen if put.thing is of for form in put.forms for term in form.run)
    return _put(asked, chosen, timed(asked), number, wide)


def _put(
    asked: Question, chosen: Sequence[_Put], when: Sequence[str], number: frozenset[str], wide: bool
) -> Question:
    """The question by the chosen forms."""
    said = " ".join(put.first.said for put in chosen if put.forms)
    typed = {term: put.thing.typed for put in chosen for term in put.first.run}
    return replace(
        asked,
        text=f"{asked.text} {said}",
        terms=(*(term for put in chosen for term in put.first.run), *when),
        spelled={**dict(zip(when, when, strict=True)), **typed},
        names=frozenset(term for put in chosen if put.first.name for term in put.first.run),
        timed=frozenset(when),
        initials={},
        measure="count" if number else asked.measure,
        counted=number,
        places=frozenset(),
        strange=(),
        chinese=wide,
        equals={
            put.first.run[0]: tuple(form.run[0] for form in put.forms[1:] if len(form.run) == 1)
            for put in chosen
            if len(put.first.run) == 1
        },
        read_as=said,
        unknown=frozenset(put.thing.typed for put in chosen if not put.forms and _unheard(put.thing)),
    )


def _unheard(thing: Thing) -> bool:
    """Whether nobody knows what a thing is: neither the tables nor, as a name, the library."""
    return not thing.forms and not (thing.typed.isascii() and set(analyse(thing.typed)) <= words())


def _chosen(connection: Connection, thing: Thing, known: Known) -> list[Form]:
    """The forms of a thing that the library has, the one that stands there most often first."""
    every = [form for form in thing.forms if all(term in known for term in form.run)]
    found: list[tuple[float, int, Form]] = [
        (-_often(connection, [known[term] for term in form.run]), place, form)
        for place, form in enumerate(every)
    ]
    names = [Form(guess, analyse(guess), True) for guess in thing.guesses]
    there = [(-known[form.run[0]][1], form) for form in names if form.run and form.run[0] in known]
    found += ((often, place, form) for place, (often, form) in enumerate(there or _like(connection, thing)))
    return [form for often, _, form in sorted(found, key=lambda each: each[:2]) if often]


def _like(connection: Connection, thing: Thing) -> list[tuple[float, Form]]:
    """Names of the library that are one letter away from how a thing is read aloud."""
    likely = [guess for guess in thing.guesses if len(guess) >= SPOKEN and corrigible(guess)]
    found = (those(connection, stems(slips(guess))) for guess in likely)
    return [(-often, Form(term, (term,), True)) for each in found for term, _, often in each[:1]]


def _often(connection: Connection, numbers: Sequence[tuple[int, int]]) -> float:
    """How often these terms stand there side by side, a chunk that has them apart counting little."""
    if len(numbers) == 1:
        return numbers[0][1]
    run = [number for number, _ in numbers]
    together = matcher(connection).match(connection, sorted(set(run)), True, LOOKED)
    return times(connection, run) + APART * len(together) if together else 0.0
