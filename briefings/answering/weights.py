"""What each sign is worth, set by `python -m evals.calibrate`; not by hand."""

from __future__ import annotations

RANKING = {'covered': 1.175,
 'akin': 0.258,
 'above': 0.479,
 'near': 0.066,
 'held': -0.289,
 'local': 1.358,
 'local_akin': 0.425,
 'chunk': 1.795,
 'document': 2.099,
 'rank': 1.691,
 'adjacent': 0.409,
 'dense': 0.226,
 'sort': 0.924,
 'sort_near': 0.399,
 'named': -0.14,
 'nameless': -0.669,
 'time': 0.593,
 'other_time': -0.271,
 'size': 0.222,
 'first': 0.177,
 'bare': -0.103,
 'gap': -0.369,
 'sort_local': 1.289}
"""The signs of `signs.py` in the score of a sentence."""
DOUBTS = {'covered': 4.29,
 'akin': 8.759,
 'above': 5.968,
 'near': 4.905,
 'held': 0.443,
 'local': -1.066,
 'local_akin': 2.132,
 'adjacent': 0.188,
 'dense': -0.221,
 'sort': 0.704,
 'sort_near': 1.192,
 'named': 0.279,
 'nameless': -1.144,
 'time': 0.337,
 'other_time': -3.122,
 'size': 0.173,
 'gap': -5.997,
 'sort_local': -2.016,
 'one': -5.852,
 'lead': 0.734,
 'anywhere': 4.611,
 'anywhere_squared': 0.108,
 'said_squared': 0.809}
"""What says that the first sentence answers; the logistic function makes it 0 to 1."""
SURE = 0.472
"""Confidence below which a question is refused: it keeps 90 % of the right answers of the tuning part."""
