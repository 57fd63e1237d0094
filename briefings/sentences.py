"""Where sentences begin and end in English and Chinese, and how their text is cleaned for showing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefings.vocabulary import vocabulary

LONGEST = 3000
MARKS = 4

_END = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?:[.!?]+[\"'”’»)\]]*)?|[。！？!?｡…]+[\"'”’」』）)】]*|(?:\r?\n[ \t]*){2,}"
)
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘「（,;:/—–]{1,40}\Z")
_FIRST_WORD = re.compile(r"[A-Za-z]{1,20}")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_OPENERS = "\"'“‘「『（([{«*_"
_CONTINUES = "，、；：,;:的地得等）)】」』”’"

_NEVER_LAST = vocabulary(
    """mr mrs ms dr prof st gen sen rep gov col lt capt sgt maj adm cmdr hon rev pres messrs mme fr
    no nos art arts sec secs para paras fig figs vol vols ch chap pp eq ed eds approx est cf viz
    e.g i.e eg ie vs v al dept mt ft op cit ca c"""
)
_SELDOM_LAST = vocabulary(
    """inc co corp ltd llc plc bros jr sr etc a.m p.m am pm u.s u.k u.n e.u d.c ph.d b.c a.d assn
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    univ intl natl govt min max avg tel ave blvd rd s.a n.v"""
)
_STARTERS = vocabulary(
    """the a an this that these those it its he she they we you i his her their our my in on at by for
    from to of with as if when while where after before since until during under over between among
    and but or so yet nor however moreover meanwhile therefore thus then also there here what who why
    how all some many most more no not both each every any such other another one two three four five
    six seven eight nine ten according although because despite even once only today yesterday last
    next"""
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences in `text[start:end]`, trimmed, in order and apart from each other.

    A blank line always ends a sentence; a single line break never does. Spans that hold nothing to
    read are left out, and a run of more than `LONGEST` characters without an end is cut at a space.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    caseless = not any(c.isupper() for c in text[start : min(end, start + 2000)])
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match, end, caseless):
            spans.extend(_pieces(text, begin, match.end()))
            begin = match.end()
    spans.extend(_pieces(text, begin, end))
    return spans


def _ends(text: str, begin: int, match: re.Match[str], end: int, caseless: bool) -> bool:
    mark = match.group()
    after = match.end()
    if after >= end or mark[0] in "\r\n":
        return True
    if mark[0] in "。！？｡":
        return text[after] not in _CONTINUES
    before = text[match.start() - 1] if match.start() > begin else " "
    if not text[after].isspace():
        return _ends_tight(text, match, after, before)
    following = _following(text, after, end)
    if following.islower() and not caseless and not before.isspace():
        return False
    return not mark.startswith(".") or mark.startswith("..") or _full_stop(text, begin, match, end)


def _ends_tight(text: str, match: re.Match[str], after: int, before: str) -> bool:
    """Whether a mark without white space behind it ends a sentence: Chinese, or a lost space."""
    mark = match.group()
    if _ideograph(before) and mark[0] in "!?…":
        return text[after] not in _CONTINUES
    if mark != "." or not before.islower():
        return False
    word = _FIRST_WORD.match(text, after)
    lower = text[max(0, match.start() - 3) : match.start()]
    return bool(
        word
        and word.group()[0].isupper()
        and word.group().lower() in _STARTERS
        and lower.islower()
        and lower.isalpha()
    )


def _full_stop(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether a single full stop before white space ends a sentence."""
    word = _LAST_WORD.search(text, max(begin, match.start() - 40), match.start())
    if word is None:
        return True
    last = word.group()
    if _enumerates(text, begin, match.start(), last):
        return False
    lower = last.lower()
    if lower in _NEVER_LAST and len(match.group()) == 1:
        return lower in ("no", "art", "c", "v", "fig") and not _number_follows(text, match.end(), end)
    if lower in _SELDOM_LAST or _DOTTED.match(last) or (len(last) == 1 and last.isupper()):
        return len(match.group()) > 1 or _starter_follows(text, match.end(), end)
    return True


def _enumerates(text: str, begin: int, stop: int, word: str) -> bool:
    """Whether the word is all that the sentence has so far, and only a number or letter in a list."""
    short = stop - begin < 8 and len(word) < 4 and (word.isdigit() or len(word) == 1)
    return short and text[begin:stop].strip() == word


def _following(text: str, at: int, end: int) -> str:
    """The first character behind white space and opening marks, or an empty text."""
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    return text[at : at + 1] if at < end else ""


def _number_follows(text: str, at: int, end: int) -> bool:
    following = _following(text, at, end)
    return following.isdigit() or following in tuple("IVXLC") or following.islower()


def _starter_follows(text: str, at: int, end: int) -> bool:
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    word = _FIRST_WORD.match(text, at, end)
    return bool(word and word.group()[0].isupper() and word.group().lower() in _STARTERS) or at >= end


def _ideograph(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without its outer white space, cut where it is too long; nothing where it is empty."""
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    while end - start > LONGEST:
        cut = max(
            text.rfind(" ", start + LONGEST // 2, start + LONGEST), text.rfind("\n", start, start + LONGEST)
        )
        cut = cut if cut > start else start + LONGEST
        yield from _pieces(text, start, cut)
        start = cut
        while start < end and _blank(text[start]):
            start += 1
    if start < end and (text[start].isalnum() or fold(text[start:end])):
        yield start, end


def _blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


_INVISIBLE = "\ufeff\u200b\x00"
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
_MAYBE_MARKS = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u3099\u309a\ua600-\uabff\ufe00-\ufe2f\U00010a00-\U0001efff]{5}"
)


def fold(text: str) -> str:
    """The text as it may be shown: white space folded, control and direction marks out, accents bounded."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    clean = " ".join(_UNWANTED.sub("", text).split())
    return _bound_marks(clean) if _MAYBE_MARKS.search(clean) else clean


def _bound_marks(text: str) -> str:
    """The text with at most `MARKS` combining marks on any one character."""
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run <= MARKS:
            kept.append(character)
    return "".join(kept)
