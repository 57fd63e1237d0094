"""Bytes into text: which encoding they are in, and which bytes are no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from briefings.errors import Refused

LIMIT = 50_000_000
SAMPLE = 65_536
CHAOS = 0.15

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ["gb18030", "big5", "cp1252", "utf_16_le", "utf_16_be"]
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CHINESE = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026\t\r\n -~]")
_GARBLED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6-\u2122]")
SAVE_AS_TEXT = "Save it as plain text in UTF-8 and try again."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was read in; "guessed" stands in `encoding` where nothing said so."""

    text: str
    encoding: str


def decode(name: str, data: bytes, limit: int = LIMIT) -> Decoded:
    """The text of the bytes, one character for each that they encode, a BOM included.

    Characters that cannot be stored (NUL, lone surrogates) become U+200B and U+FFFD, so that every
    offset stays. Raises Refused for bytes that are empty, too many, binary or in no known encoding.
    """
    check_size(name, data, limit)
    decoded = _decode(name, data)
    if _garbled(decoded.text):
        raise Refused(
            name=name,
            why="its characters were garbled before it was saved",
            now="Get the original and save it in UTF-8.",
        )
    if sum(map(str.isalnum, decoded.text[:SAMPLE])) < 2 and sum(map(str.isalnum, decoded.text)) < 2:
        raise Refused(name=name, why="there is nothing to read in it", now="Add a file with some text.")
    return Decoded(storable(decoded.text), decoded.encoding)


def check_size(name: str, data: bytes, limit: int) -> None:
    """Raise Refused for no bytes at all, and for more than the limit."""
    if not data:
        raise Refused(name=name, why="it is empty", now="Add a file with some text.")
    if len(data) > limit:
        why = f"it has more than {limit // 1_000_000} MB"
        raise Refused(name=name, why=why, now="Split it into smaller files.")


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced, each by one character, so that offsets stay."""
    return _UNSTORABLE.sub(lambda match: "\u200b" if match.group() == "\x00" else "\ufffd", text)


def _decode(name: str, data: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(name, data, encoding, encoding)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Refused(name=name, why=f"it is {what}, not text", now=SAVE_AS_TEXT)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    wide = _wide(data) or (_wide_chinese(data) if controls * 20 > len(data) else None)
    if wide:
        return _strictly(name, data, wide, f"{wide}, guessed")
    if controls * 20 > len(data):
        raise Refused(name=name, why="it is binary, not text", now=SAVE_AS_TEXT)
    return _utf8(data) or _guess(name, data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM, told by the zero bytes of its Latin letters."""
    sample = data[: SAMPLE - SAMPLE % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) * 5 < len(sample) // 2 or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _wide_chinese(data: bytes) -> str | None:
    """UTF-16 without a BOM, told by nearly all of it being Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[: SAMPLE - SAMPLE % 2].decode(encoding, errors="replace")
        if len(_CHINESE.findall(sample)) >= 0.95 * len(sample) and len(data) % 2 == 0:
            return encoding
    return None


def _utf8(data: bytes) -> Decoded | None:
    """The bytes as UTF-8, also when cut inside a character or damaged in a few places; else None."""
    try:
        return Decoded(data.decode("utf-8", errors="surrogatepass"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    foreign = sum(not c.isascii() for c in text)
    lost = text.count("\ufffd")
    return Decoded(text, "utf-8, damaged") if lost * 50 <= foreign or (lost == 1 < foreign) else None


def _guess(name: str, data: bytes) -> Decoded:
    sample = data[: data.rfind(b"\n", 0, SAMPLE) + 1] if len(data) > SAMPLE else data
    best = from_bytes(sample or data[:SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None or best.chaos > CHAOS:
        raise Refused(name=name, why="its encoding is not one that can be told", now=SAVE_AS_TEXT)
    return _strictly(name, data, best.encoding, f"{best.encoding}, guessed, {1 - best.chaos:.0%} sure")


def _strictly(name: str, data: bytes, encoding: str, shown: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), shown)
    except UnicodeDecodeError as error:
        why = f"byte {error.start + 1} is not {encoding}, as the rest of it is"
        raise Refused(name=name, why=why, now=SAVE_AS_TEXT) from None


def _garbled(text: str) -> bool:
    """Whether a text is UTF-8 that was once read as something else, or has mostly lost characters."""
    sample = text[:SAMPLE]
    foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    if sample.count("\ufffd") * 20 > len(sample) or sample.count("锟斤") * 40 > len(sample):
        return True
    pairs = len(_GARBLED.findall(sample))
    return foreign >= 6 and pairs * 4 >= foreign and pairs * 20 > len(sample)
