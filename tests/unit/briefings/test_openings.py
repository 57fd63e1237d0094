"""Patterns that are tried only where they may match find what they find everywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.dates import FAMILIES, chinese
from briefings.openings import Openings, openings
from briefings.tense import _GONE_BY, _VERB, _may_be_gone, _may_tell, _wordwise
from tests.unit.briefings.test_chinese_laws import WORDS as CHINESE_WORDS
from tests.unit.briefings.test_dates_laws import WORDS

ENGLISH = [rule.pattern for _, rules in FAMILIES.values() for rule in rules]
CHINESE = [rule.pattern for _, rules in chinese.FAMILIES.values() for rule in rules]
WORDWISE = Openings(ENGLISH, long=5)
ANYWHERE = Openings(CHINESE, long=2, figures=4, spaced=False)
ODD = st.sampled_from(
    ["ſpring", "mıd", "SİNCE", "K", "\u0663 days", "the\u00a0end of", "’98", "“the first”", "é", "x2021"]
)
VERB_WORDS = (
    "is|to|be|closed|will|set|up|going|plans|aims|need|needed|exceed|the|of|a|an|for|with|led|LED|Used|marks|holds|has|"
    "had|due|scheduled|upcoming|shut|should|strives|red|x_ed|used2|naïved|found|found.|’s|,|are|hung|tells"
)
VERBS = st.sampled_from(VERB_WORDS.split("|"))


@given(st.lists(st.one_of(VERBS, WORDS, ODD), max_size=30), st.sampled_from(["", " ", "  ", "-"]))
@settings(max_examples=300, deadline=None)
def test_verbs_are_found_word_by_word_as_they_are_everywhere(words: list[str], gap: str) -> None:
    text = gap.join(words)
    for pattern, may in ((_VERB, _may_tell), (_GONE_BY, _may_be_gone)):
        found = [match.span() for match in _wordwise(pattern, may, text)]
        assert found == [match.span() for match in pattern.finditer(text)]


@given(st.lists(st.one_of(WORDS, ODD), max_size=30), st.sampled_from(["", " ", "  "]))
@settings(max_examples=150, deadline=None)
def test_rules_find_at_their_openings_what_they_find_everywhere(words: list[str], gap: str) -> None:
    _same(WORDWISE, ENGLISH, gap.join(words))


@given(st.lists(st.sampled_from(CHINESE_WORDS.split()), max_size=30))
@settings(max_examples=150, deadline=None)
def test_chinese_rules_find_at_their_openings_what_they_find_everywhere(words: list[str]) -> None:
    _same(ANYWHERE, CHINESE, "".join(words))


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        (r"(?<![\w-])(?:the\s)?(?:end|start)\sof", {"the ", "end ", "star"}),
        (r"(?i)\b(?:will|is\sto)\b", {"will", "is t"}),
        (r"(?<=\bin\s)[12][0-9]{3}", {"####"}),
        (r"(?<![\w])an?(?=\sday)", {"a", "an"}),
        (r"\b(?P<c>[a-f])(?P=c)x", {"a", "b", "c", "d", "e", "f"}),
        (r"\b\w{2,20}ed\b", None),
        (r"(?<![^\w])day", None),
        (r"day", None),
        (r"(?<!\w)x?", None),
    ],
)
def test_a_pattern_tells_how_its_matches_begin(pattern: str, heads: set[str] | None) -> None:
    assert openings(re.compile(pattern), 4) == heads


def _same(opened: Openings, patterns: list[re.Pattern[str]], text: str) -> None:
    found = [(n, match.span()) for n, match in opened.matches(set(range(len(patterns))), text, 0, len(text))]
    wanted = [(n, m.span()) for n, pattern in enumerate(patterns) for m in pattern.finditer(text)]
    assert found == wanted
