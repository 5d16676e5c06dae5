"""RFM: recency, frequency and money as fifths of the buyers, and the named group of each pair of scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.order_days import Days, Floats

__all__ = ["SEGMENTS", "RfmScores", "fifths", "rfm_scores"]

_TABLE = (
    ("lost", "lost", "slipping", "cannot lose", "cannot lose"),
    ("hibernating", "slipping", "slipping", "slipping", "cannot lose"),
    ("about to sleep", "need attention", "need attention", "loyal", "loyal"),
    ("promising", "potential loyalist", "potential loyalist", "loyal", "champions"),
    ("new", "potential loyalist", "potential loyalist", "champions", "champions"),
)
SEGMENTS = tuple(dict.fromkeys(segment for row in reversed(_TABLE) for segment in reversed(row)))


@dataclass(frozen=True, slots=True)
class RfmScores:
    """Scores 1 to 5 per buyer, and the index of the group in `SEGMENTS`."""

    recency: Days
    frequency: Days
    monetary: Days
    segment: Days

    def segment_names(self) -> NDArray[np.str_]:
        """The group's name per buyer."""
        return np.array(SEGMENTS)[self.segment]


def rfm_scores(days_since_last_order: Days, order_days: Days, historic_value: Floats) -> RfmScores:
    """Score buyers against each other.

    Args:
        days_since_last_order: fewer is better.
        order_days: at least 1.
        historic_value: net revenue so far, money; may be negative.
    """
    recency = fifths(-days_since_last_order.astype(np.float64))
    frequency, monetary = fifths(order_days.astype(np.float64)), fifths(historic_value)
    both = np.where(order_days <= 1, 1, np.maximum(2, (frequency + monetary) // 2))
    table = np.array([[SEGMENTS.index(segment) for segment in row] for row in _TABLE])
    return RfmScores(recency, frequency, monetary, table[recency - 1, both - 1])


def fifths(values: Floats) -> Days:
    """min(5, floor(5 x (mean rank - 0.5) / n) + 1): 5 for the highest; equal values share their mean rank."""
    n = len(values)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    below = np.cumsum(counts) - counts
    twice_mean_rank_less_one = 2 * below + counts  # 2 x (mean rank - 0.5), in whole numbers so that no rounding moves a score
    scores = 5 * twice_mean_rank_less_one // (2 * n) + 1
    scored: Days = np.minimum(5, scores)[place].astype(np.int64)
    return scored
