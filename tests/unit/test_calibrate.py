"""The threshold of answering: where it parts own questions best."""

from __future__ import annotations

from evals.calibrate import middle


def test_the_threshold_is_the_middle_of_the_widest_stretch_that_parts_best() -> None:
    assert middle([0.6, 0.9], [0.1, 0.4]) == 0.5
