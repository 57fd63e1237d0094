"""What people type, taken apart: `verb words key:value +must -mustnot "a phrase"`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.command import Call

LONGEST = 10_000
"""Characters of a request that are read; no platform carries more in one message."""
DEFAULT = "brief"
SYNONYMS = {
    "hour": "at",
    "time": "at",
    "zone": "tz",
    "timezone": "tz",
    "from": "since",
    "to": "until",
    "lead": "leads",
    "doc": "document",
    "kind": "type",
    "about": "topic",
    "type": "kind",
    "cadence": "every",
    "often": "every",
    "with": "must",
    "only": "must",
    "exclude": "without",
    "not": "without",
    "holidays": "country",
}
"""Names that people give to keys which are called otherwise."""
CHINESE = {
    "时间": "at",
    "几点": "at",
    "时区": "tz",
    "提前": "leads",
    "从": "since",
    "自": "since",
    "到": "until",
    "至": "until",
    "页": "page",
    "类型": "type",
    "主题": "topic",
    "文件": "document",
    "天数": "days",
    "单位": "unit",
    "状态": "state",
}
"""Names of keys in Chinese; they count as typed where a verb takes the key."""
NEAR = 0.72
"""How alike a mistyped word must be to what was meant, by difflib's ratio."""
SHORT = 5
"""Letters of a word that may hold one slip alone: among short words many are alike by chance."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞＂", '"') | dict.fromkeys("‘’‚‛", "'"))
_DASHES = str.maketrans(dict.fromkeys("−–", "-"))
_KEY = re.compile(r"([A-Za-z]{2,12}|[\u4e00-\u9fff]{1,4})([:=])(.*)", re.DOTALL)
_SCHEMES = frozenset({"http", "https", "ftp", "file", "mailto", "tg", "tel", "data", "javascript"})
_VERB = re.compile(r"/*([^\W\d_]\w*|\?)(?:@[A-Za-z0-9_]+)?")
_OPENING = re.compile(r'([+−–-]?)"')
_JOINERS = frozenset("\u200c\u200d\ufe0f")


def parse(text: str, verbs: Mapping[str, Sequence[str]], also: Mapping[str, str] | None = None) -> Call:
    """Take a request apart; never raises. `verbs` gives each known verb's keys, `also` verbs by other names.

    Smart quotes, full-width forms, odd spaces, case, a leading slash and `@bot` behind the verb make no
    difference. What starts with no known verb is `brief` on all of its words.
    """
    text, also = tidy(text), also or {}
    first, _, rest = text.partition(" ")
    found = _VERB.fullmatch(first)
    typed = found[1].casefold() if found else ""
    verb = also.get(typed, typed)
    if verb in verbs:
        return _call(verb, rest, verbs[verb])
    if glued := _glued(text, also):
        verb, rest = glued
        return _call(verb, rest, verbs[verb])
    near = nearest(typed, [*verbs, *also]) if len(typed) > 2 else None
    guess = also.get(near, near) if near else None
    return _call(DEFAULT, text.lstrip("/") if found else text, verbs.get(DEFAULT, ()), guess)


def typed(call: Call, **keys: object) -> str:
    """A call as it can be typed to mean the same; `keys` take the place of its own, None takes one out."""
    held = {**dict(call.keys), **{name: value and str(value) for name, value in keys.items()}}
    pieces = [call.verb, *call.words, *(f"+{word}" for word in call.must)]
    pieces += [f"-{_quoted(words)}" for words in call.must_not]
    pieces += [f'{"+" if phrase in call.firm else ""}"{phrase}"' for phrase in call.phrases]
    pieces += [f"{name}:{_quoted(str(value))}" for name, value in held.items() if value is not None]
    return " ".join(pieces)


def _quoted(words: str) -> str:
    """Words in quotation marks where they would fall apart, or be taken for a sign, without."""
    return f'"{words}"' if " " in words or words.startswith("-") else words


def _glued(text: str, also: Mapping[str, str]) -> tuple[str, str] | None:
    """The verb and the rest of a command in a script without spaces: `/订阅引领区`."""
    if not text.startswith("/"):
        return None
    bare = text.lstrip("/")
    names = (name for name in also if not name.isascii() and bare.startswith(name))
    name = max(names, key=len, default=None)
    return (also[name], bare[len(name) :].strip()) if name else None


def tidy(text: str) -> str:
    """The same words in plain characters on one line: nothing invisible, one kind of space."""
    text = text[:LONGEST].translate(_QUOTES)
    text = "".join(map(_plain, text))
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def nearest(word: str, known: Sequence[str] | Mapping[str, object]) -> str | None:
    """The known word that a mistyped one was meant for, or None."""
    if (other := SYNONYMS.get(word.casefold())) in known:
        return other
    close = get_close_matches(word.casefold(), list(known), n=3, cutoff=NEAR)
    return next((one for one in close if len(word) > SHORT or _one_slip(word.casefold(), one)), None)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter too many, too few, wrong or out of turn is all that parts two words."""
    start = next((n for n, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return abs(len(typed) - len(meant)) <= 1
    rest, other = typed[start:], meant[start:]
    turned = rest[1::-1] + rest[2:]
    return other in {rest[1:], turned} or other[1:] in {rest, rest[1:]}


def _plain(char: str) -> str:
    """A character as it may stand in a request: separators become spaces, what can't be seen goes."""
    category = unicodedata.category(char)
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " " if char.isspace() else ""
    if category in {"Cf", "Cs", "Co", "Cn"} and char not in _JOINERS:
        return ""
    return char


@dataclass(slots=True)
class _Parts:
    """The parts of a call while it is read."""

    words: list[str] = field(default_factory=list)
    keys: list[tuple[str, str]] = field(default_factory=list)
    must: list[str] = field(default_factory=list)
    must_not: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    firm: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    open: str | None = None

    def close(self) -> None:
        """A key behind which nothing came has an empty value, which whoever reads it refuses."""
        if self.open:
            self.keys.append((self.open, ""))
        self.open = None


def _call(verb: str, rest: str, keys: Sequence[str], guess: str | None = None) -> Call:
    parts = _Parts()
    for sort, piece in _pieces(rest):
        if parts.open and (sort or not _key(piece, keys)):
            parts.keys.append((parts.open, piece))
            parts.open = None
        elif sort == "-":
            parts.must_not.append(piece)
        elif sort:
            parts.phrases.append(piece)
            parts.raw.append(piece)
            parts.firm += [piece] if sort == "+" else []
        else:
            parts.close()
            _word(parts, piece, keys)
    parts.close()
    return Call(
        verb,
        words=tuple(parts.words),
        keys=tuple(parts.keys),
        must=tuple(parts.must),
        must_not=tuple(parts.must_not),
        phrases=tuple(parts.phrases),
        firm=tuple(parts.firm),
        raw=" ".join(parts.raw),
        odd=tuple(parts.odd),
        guess=guess,
    )


def _word(parts: _Parts, piece: str, keys: Sequence[str]) -> None:
    """Sort one unquoted piece: a key, an operator, or a word."""
    if named := _key(piece, keys):
        name, value = named
        if value:
            parts.keys.append((name, value))
        else:
            parts.open = name
        return
    if _odd(piece):
        parts.odd.append(piece)
    parts.raw.append(piece)
    signed = piece.translate(_DASHES) if len(piece) > 1 and piece[1].isalnum() else piece
    operator, operand = signed[0], piece[1:]
    if operator == "+" and operand:
        parts.must.append(operand)
    elif operator == "-" and operand.strip("-"):
        parts.must_not.append(operand.lstrip("-"))
    else:
        parts.words.append(piece)


def _key(piece: str, keys: Sequence[str]) -> tuple[str, str] | None:
    """The key and the value in a piece, where the verb takes that key."""
    found = _KEY.fullmatch(piece)
    name = found[1].casefold() if found else ""
    name = CHINESE.get(name, name)
    return (name, found[3]) if found and name in keys else None


def _odd(piece: str) -> bool:
    """Whether a piece looks like a key, though of none that is known."""
    found = _KEY.fullmatch(piece)
    if not found or found[2] != ":" or not found[3] or not found[1].isascii():
        return False
    return found[1].casefold() not in _SCHEMES


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(sort, piece) from left to right; a quotation mark without its partner is dropped.

    The sort is empty for a word, a quotation mark for a phrase, a plus for one that must be there, a minus
    for one that must not.
    """
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
        elif found := _OPENING.match(text, at):
            end = text.find('"', found.end())
            if end < 0:
                yield from (("", word) for word in text[found.end() :].split())
                return
            if phrase := text[found.end() : end].strip():
                yield found[1].translate(_DASHES) or '"', phrase
            at = end + 1
        else:
            end = _end(text, at)
            yield "", text[at:end]
            at = end


def _end(text: str, at: int) -> int:
    """Where the unquoted piece that starts at `at` ends."""
    ends = (text.find(" ", at), text.find('"', at))
    return min((end for end in ends if end >= 0), default=len(text))
