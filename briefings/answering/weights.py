"""What each sign is worth, set by `python -m evals.calibrate`; not by hand."""

from __future__ import annotations

RANKING = {
    "covered": 1.173,
    "akin": 0.108,
    "alike": 0.313,
    "above": 0.484,
    "near": 0.07,
    "held": -0.303,
    "local": 1.36,
    "local_akin": 0.418,
    "chunk": 1.793,
    "document": 2.09,
    "rank": 1.689,
    "adjacent": 0.412,
    "dense": 0.229,
    "counted": 0.276,
    "sort": 0.916,
    "sort_near": 0.392,
    "named": -0.116,
    "named_away": 0.216,
    "nameless": -0.66,
    "time": 0.56,
    "other_time": -0.371,
    "size": 0.22,
    "first": 0.177,
    "bare": -0.098,
    "gap": -0.365,
    "sort_local": 1.28,
}
"""The signs of `signs.py` in the score of a sentence."""
DOUBTS = {
    "covered": 4.222,
    "akin": 6.708,
    "alike": 4.809,
    "above": 6.145,
    "near": 4.93,
    "held": -1.298,
    "local": -1.169,
    "local_akin": 1.581,
    "adjacent": 0.248,
    "dense": -0.183,
    "counted": 2.934,
    "sort": 0.744,
    "sort_near": 1.072,
    "named": 0.643,
    "named_away": 2.79,
    "nameless": -0.94,
    "time": 0.389,
    "other_time": -2.31,
    "size": 0.013,
    "gap": -5.908,
    "sort_local": -2.284,
    "one": -7.391,
    "lead": 0.757,
    "anywhere": 4.518,
    "anywhere_squared": 0.277,
    "said_squared": 0.881,
}
"""What says that the first sentence answers; the logistic function makes it 0 to 1."""
SURE = 0.459
"""Confidence below which a question is refused: it keeps 90 % of the right answers of the tuning part."""
