"""A question as the library's other language would put it: each thing by the words that stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from briefings.answering.question import Question
from briefings.answering.lexicon import Form
from briefings.answering.translating import Thing, counted, timed, to_chinese, to_english
from briefings.script import han
from storage.index.matching import matcher
from storage.index.phrases import LOOKED, times
from storage.index.terms import frequencies

MOST = 16
"""Things of a question that are translated."""
APART = 0.01
"""What a chunk counts that has the words of a name, but not side by side."""
Known = Mapping[str, tuple[int, int]]


def translated(connection: Connection, asked: Question) -> Iterator[Question]:
    """The question in English where it has Chinese in it, and in Chinese where it has English.

    None where the library has no word of the other language for any of its things.
    """
    if han(asked.text) and (found := _put(connection, asked, to_english(asked), wide=False)):
        yield found
    if any("a" <= letter <= "z" for letter in asked.text.lower()):
        if found := _put(connection, asked, to_chinese(asked), wide=True):
            yield found


def _put(connection: Connection, asked: Question, things: Sequence[Thing], *, wide: bool) -> Question | None:
    things = things[:MOST]
    every = {term for thing in things for form in thing.forms for term in form.run}
    known = frequencies(connection, tuple(every.union(*(thing.guesses for thing in things))))
    chosen = [(thing, _chosen(connection, thing, known)) for thing in things]
    if not any(forms and form_wide(forms[0]) == wide for _, forms in chosen):
        return None
    terms: list[str] = []
    spelled: dict[str, str] = {}
    equals: dict[str, tuple[str, ...]] = {}
    names: set[str] = set()
    said: list[str] = []
    for thing, forms in chosen:
        first = forms[0] if forms else Form(thing.typed, (thing.typed,), True)
        terms += first.run
        spelled.update(dict.fromkeys(first.run, thing.typed))
        names.update(first.run if first.name and forms else ())
        if forms:
            said.append(first.said)
        if len(first.run) == 1:
            equals[first.run[0]] = tuple(form.run[0] for form in forms[1:] if len(form.run) == 1)
    when = timed(asked)
    number = counted(asked, tuple(things)) if not wide else None
    of = next((forms for thing, forms in chosen if thing is number), ())
    return replace(
        asked,
        text=f"{asked.text} {' '.join(said)}",
        terms=(*terms, *when),
        spelled={**dict(zip(when, when, strict=True)), **spelled},
        names=frozenset(names),
        timed=frozenset(when),
        initials={},
        measure="count" if of else asked.measure,
        counted=frozenset(term for form in of for term in form.run),
        places=frozenset(),
        chinese=wide,
        equals=equals,
        unknown=frozenset(thing.typed for thing, _ in chosen if not thing.forms and thing.typed in terms),
        read_as=" ".join(said),
    )


def _often(connection: Connection, numbers: Sequence[tuple[int, int]]) -> float:
    """How often these terms stand there side by side, a chunk that has them apart counting little."""
    if len(numbers) == 1:
        return numbers[0][1]
    run = [number for number, _ in numbers]
    together = matcher(connection).match(connection, sorted(set(run)), True, LOOKED)
    return times(connection, run) + APART * len(together) if together else 0.0


def form_wide(form: Form) -> bool:
    """Whether a form is written in characters."""
    return han(form.said)


def _chosen(connection: Connection, thing: Thing, known: Known) -> list[Form]:
    """The forms of a thing that the library has, the one that stands there most often first."""
    found: list[tuple[float, int, Form]] = []
    for place, form in enumerate(thing.forms):
        if all(term in known for term in form.run):
            found.append((-_often(connection, [known[term] for term in form.run]), place, form))
    for place, guess in enumerate(thing.guesses):
        if guess in known:
            found.append((-known[guess][1], place, Form(guess, (guess,), True)))
    return [form for often, _, form in sorted(found, key=lambda each: each[:2]) if often]
