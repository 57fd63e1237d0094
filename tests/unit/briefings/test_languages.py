"""The language of a text by its script and stop words."""

from __future__ import annotations

import pytest

from briefings.languages import language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The harbour office said that the ferry would open in May.", "en"),
        ("Harbour opens new pier", "en"),
        ("港口办公室表示，渡轮将于五月开通。", "zh"),
        ("浦东 opens a new zone：港口办公室表示，渡轮将于五月开通，覆盖十一个街镇。", "zh"),
        ("Le bureau du port a dit que la ligne de bac est ouverte dans la ville.", "und"),
        ("Das Büro sagt, dass die Fähre im Mai kommt und nicht im Juni.", "und"),
        ("港のオフィスは、フェリーが五月に始まると言いました。", "und"),
        ("항만청은 오월에 페리가 열린다고 말했다.", "und"),
        ("12345 67", "und"),
        ("", "und"),
    ],
)
def test_a_text_is_told_by_its_words(text: str, tag: str) -> None:
    assert language(text) == tag
