"""Rows scored at once: exact, a title counted once a document, and shared words that lift their documents."""

from __future__ import annotations

from array import array

import pytest

from briefings.ranking import K1, TITLE, B
from briefings.scoring import WHOLE, Rows, Scale, scored, taught, teachers, vocabulary

FUND, ZONE, PORT, QUAY = 1, 2, 3, 4
SCALE = Scale(10, 4.0, 4.0)


def rows(*held: tuple[int, list[int], int]) -> Rows:
    """Rows from their owner, terms, and how many of these are the title's."""
    terms = b"".join(array("I", told).tobytes() for _, told, _ in held)
    whole = {owner: sum(len(t) - n for o, t, n in held if o == owner) + n0 for owner, _, n0 in held}
    return Rows(
        terms,
        [len(told) for _, told, _ in held],
        [titled for _, _, titled in held],
        [owner for owner, _, _ in held],
        [whole[owner] for owner, _, _ in held],
    )


def worth(times: float, length: int) -> float:
    return times * (K1 + 1) / (times + K1 * (1 - B + B * length / 4.0))


def test_a_row_has_the_textbook_s_score_and_says_what_it_covers() -> None:
    found = scored(rows((7, [FUND, FUND, PORT, QUAY], 0)), {FUND: 2.0, ZONE: 3.0}, 5.0, SCALE)
    assert found.rows == pytest.approx([2.0 * worth(2, 4)])
    assert found.covers == pytest.approx([0.4])


def test_a_title_weighs_more_and_counts_once_however_many_rows_repeat_it() -> None:
    found = scored(rows((7, [FUND, PORT], 1), (7, [FUND, QUAY], 1)), {FUND: 1.0}, 1.0, SCALE)
    assert found.rows == pytest.approx([worth(TITLE, 2)] * 2)
    assert found.documents == pytest.approx([(1 - WHOLE) * worth(TITLE, 2) + WHOLE * worth(TITLE, 3)])


def test_what_the_best_documents_share_lifts_others_that_have_it() -> None:
    held = rows((1, [FUND, PORT], 0), (2, [FUND, PORT], 0), (3, [PORT], 0), (4, [QUAY], 0))
    found = scored(held, {FUND: 1.0}, 2.0, SCALE)
    assert list(teachers(found)) == [0, 1]
    assert list(vocabulary(held, teachers(found))) == [FUND, PORT]
    told = taught(held, found, {FUND: 1.0, PORT: 1.0}, 1.0, SCALE)
    assert told[2] > told[3] == 0
    assert list(told[:2] > told[2]) == [True, True]


def test_the_less_the_best_row_leaves_out_the_less_other_words_count() -> None:
    held = rows((1, [FUND, PORT], 0), (2, [FUND, PORT], 0), (3, [PORT], 0))
    lifted = []
    for total in (1.0, 1.2, 2.0, 9.0):
        found = scored(held, {FUND: 1.0}, total, SCALE)
        lifted.append(taught(held, found, {FUND: 1.0, PORT: 1.0}, 1.0, SCALE)[2])
    assert lifted[0] == 0 < lifted[1] < lifted[2] == lifted[3]
