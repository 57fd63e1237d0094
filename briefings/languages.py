"""Which language a text is written in: English, Chinese, or undetermined."""

from __future__ import annotations

import re

from briefings.vocabulary import vocabulary

SAMPLE = 20_000

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = vocabulary(
    """the of and to in a is that for it was on are as with be by at this have from or had not but what all
    were when we there can an which their has will its been more than also such these other new into over
    after under between through during who would our they you his her"""
)
_OTHERS = vocabulary(
    """der die das und ist nicht mit den von zu ein eine auf für im dem le la les des et est une dans pour qui
    que du sur pas au el los las y es por con una del al se il di che per della non sono een het van
    en op niet dat"""
)


def language(text: str) -> str:
    """The BCP 47 tag "en" or "zh", or "und" where script and stop words do not say."""
    sample = text[:SAMPLE]
    han, letters = len(_HAN.findall(sample)), sum(map(str.isalpha, sample))
    if not letters:
        return "und"
    if len(_KANA_OR_HANGUL.findall(sample)) * 10 > letters:
        return "und"
    if han * 4 >= letters:
        return "zh"
    words = [word.lower() for word in _WORD.findall(sample)]
    english, others = sum(w in _ENGLISH for w in words), sum(w in _OTHERS for w in words)
    return "en" if english > others and english * 12 >= len(words) else _script(sample, words, others)


def _script(sample: str, words: list[str], others: int) -> str:
    """English for a few words in plain ASCII that no other language claims, such as a headline."""
    return "en" if sample.isascii() and len(words) <= 60 and others == 0 and len(words) >= 2 else "und"
