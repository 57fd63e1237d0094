"""Sentences with named places, filled with words in styles of their own."""

from __future__ import annotations

from string import Formatter

from bot.card import Span, Text


def filled(sentence: str, **places: str | int | Span | Text) -> Text:
    """A sentence with its places filled; each language puts them where its own order wants them."""
    said: list[Span] = []
    for words, name, spec, _conversion in Formatter().parse(sentence):
        _say(said, words)
        if name is None:
            continue
        place = places[name]
        if isinstance(place, Span):
            said.append(place)
        elif isinstance(place, tuple):
            said.extend(place)
        else:
            _say(said, format(place, spec or ""))
    return tuple(said)


def _say(said: list[Span], words: str) -> None:
    """Put plain words behind what was said, in one span with plain ones before them."""
    if words and said and said[-1].style == "plain" and said[-1].at is None:
        said[-1] = Span(said[-1].text + words)
    elif words:
        said.append(Span(words))
