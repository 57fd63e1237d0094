"""Reading takes work in proportion to the text, counted in calls: a busy machine changes nothing."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from briefings.model import Source
from briefings.study import study

ENGLISH = (
    "On 14 March {n}, Northport opened a fund of {n} million yuan. By the end of 2025, 30 depots will follow."
)
CHINESE = "{n}年3月14日，北港区设立{n}万元基金。到2025年底，将建成30个仓库。"
SLACK = 1.15


@pytest.mark.parametrize("line", [ENGLISH, CHINESE])
def test_four_times_the_text_is_four_times_the_work(line: str) -> None:
    _calls(line, 400)
    small, large = _calls(line, 100), _calls(line, 400)
    assert large < 4 * SLACK * small


def _calls(line: str, count: int) -> int:
    """How many functions are called to read a page of so many paragraphs."""
    text = "A year of pilots\n\n" + "\n\n".join(line.format(n=1950 + number % 70) for number in range(count))
    called = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        study(Source("page.txt", "text", "", text), id="page")
    finally:
        sys.setprofile(before)
    return called
