"""Untrusted text that stays text: nothing in it becomes a link, a mention, a tag or a command."""

from __future__ import annotations

import re
import unicodedata

# Telegram's server looks for entities in plain text whatever its sender marks. U+2060 (word joiner)
# is in none of the alphabets that it knows, shows nothing and forbids no line break that was allowed.
JOINER = "\u2060"
MARKS_IN_A_ROW = 16  # letters of living scripts carry up to four

# What may be a letter: Telegram knows alphabets that this Python does not. Closing quotes and the rest
# of a keycap are none.
_LETTER = r"(?:[A-Za-z]|[^\x00-\x7f\s”’…\ufe0f\u20e3])"
_LIVE = re.compile(
    rf"(?<=[@＠])(?=\w|{_LETTER})"  # mention, e-mail address
    rf"|(?<=[#＃])(?=\w|{_LETTER})(?!\d+(?:[\s.,;:)\]]|$))"  # hashtag; `zone#12.3` is none
    r"|(?<=[$＄])(?=[A-Za-z]|1INCH)"  # cashtag
    r"|(?<=(?<!\w)/)(?=[A-Za-z0-9_])"  # command
    rf"|(?<=\S\.)(?={_LETTER})"  # domain
    r"|(?<=\d\.)(?=\d+\.\d+\.\d)"  # address of four numbers
    r"|(?<=:)(?=//)"  # any scheme
    r"|(?<=\+)(?=\d(?:[ ().-]{0,2}\d){6})"  # phone number
)
_DIGITS = re.compile(r"\d[\d -]{11,}\d")
_CARD = 13  # the shortest bank card number
_DROPPED = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffc\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
# A combining mark is no letter or digit, and none is older than U+0300: so many in a row may be a pile.
_PILE = re.compile(rf"[^\w\s\x00-\u02ff]{{{MARKS_IN_A_ROW + 1}}}")
_BEFORE = re.compile(r"[@＠#＃$＄/.:+]")
"""What stands directly before any place at which something comes alive."""


def clean(text: str) -> str:
    """The text on one line, without what could turn it round, break it or pile up on it."""
    if not (text.isprintable() and "  " not in text and "\ufffc" not in text):
        text = _SPACE.sub(" ", _DROPPED.sub("", text))
    return "".join(_calm(text)) if _PILE.search(text) else text


def _calm(text: str) -> list[str]:
    """The characters of a text without endless piles of combining marks."""
    kept: list[str] = []
    pile = 0
    for char in text:
        pile = pile + 1 if unicodedata.category(char)[0] == "M" else 0
        if pile <= MARKS_IN_A_ROW:
            kept.append(char)
    return kept


def breaks(text: str) -> list[int]:
    """The offsets at which a joiner keeps a text from coming alive, in order."""
    places = (match.end() for match in _BEFORE.finditer(text))
    found = {place for place in places if _LIVE.match(text, place)}
    for run in _DIGITS.finditer(text):
        found.update(_card_breaks(run))
    return sorted(found)


def _card_breaks(run: re.Match[str]) -> list[int]:
    """Offsets that leave no bank card number in a run of digits, between groups where there are any."""
    found: list[int] = []
    text, count, gap = run.string, 0, None
    for index in range(run.start(), run.end()):
        if not text[index].isdigit():
            gap = (index + 1, count)
            continue
        count += 1
        if count == _CARD:
            at, before = gap or (index, _CARD - 1)
            found.append(at)
            count, gap = count - before, None
    return found
