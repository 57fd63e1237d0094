"""The threshold of answering: where it parts own questions best."""

from __future__ import annotations

from evals.calibrate import middle


def test_the_threshold_is_the_middle_of_those_that_part_best() -> None:
    assert middle([0.6, 0.9], [0.1, 0.4]) == 0.5


def test_thresholds_that_part_nearly_as_well_count_too() -> None:
    good = [0.3, *(0.6 + at / 1000 for at in range(99))]
    assert 0.1 < middle(good, [0.1, 0.2]) < 0.5
