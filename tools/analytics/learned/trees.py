"""Boosted trees as plain arrays: grown by scikit-learn from a past day, evaluated by numpy for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tools.analytics.order_days import Bools, Floats

__all__ = ["Trees", "boosting", "grow"]

_TREES, _LEAVES, _LEARNING_RATE, _LEAST_LEAF, _PENALTY = 60, 8, 0.08, 30, 5.0
_SPLITS = _LEAVES - 1  # a code of so many bits says which of a tree's splits a row lies below
_AT_ONCE = 4_096  # rows, so that the codes of one step stay in the processor's cache
Rows = NDArray[np.float32]
Masks = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """A sum of trees: the log odds of a chance, or the logarithm of a mean.

    Attributes:
        column, threshold: which column each split compares, and with what: splits x trees.
        leaf: the value of each tree by the splits that a row lies at or below, one bit each: trees x codes.
    """

    base: float
    column: NDArray[np.int64]
    threshold: NDArray[np.float32]
    leaf: Floats

    def score(self, values: Rows) -> Floats:
        """The sum for every row of `Features.values`."""
        total = np.full(len(values), self.base)
        for first in range(0, len(values), _AT_ONCE):
            codes = self._codes(values[first : first + _AT_ONCE])
            total[first : first + _AT_ONCE] += self._leaves(codes, slice(None)).sum(axis=0)
        return total

    def losses(self, values: Rows, fixed: Sequence[Mapping[int, float]]) -> Floats:
        """What the sum loses for every row as columns are held at values: rows x sets of columns.

        Trees that do not look at a set cannot lose anything by it and are left out.
        """
        lost = np.zeros((len(values), len(fixed)))
        held = [self._held(columns) for columns in fixed]
        for first in range(0, len(values), _AT_ONCE):
            codes = self._codes(values[first : first + _AT_ONCE])
            whole = self._leaves(codes, slice(None))
            for number, (looks, free, below) in enumerate(held):
                without = self._leaves(codes[looks] & free | below, looks)
                lost[first : first + _AT_ONCE, number] = (whole[looks] - without).sum(axis=0)
        return lost

    def _codes(self, rows: Rows) -> Masks:
        """Which splits each row lies at or below: trees x rows."""
        columns = rows.T
        codes = np.zeros((self.column.shape[1], len(rows)), dtype=np.uint8)
        for split, (column, threshold) in enumerate(zip(self.column, self.threshold, strict=True)):
            codes |= (columns[column] <= threshold[:, None]).view(np.uint8) << np.uint8(split)
        return codes

    def _leaves(self, codes: Masks, trees: slice | NDArray[np.int64]) -> Floats:
        places = np.arange(len(self.leaf))[trees, None] * self.leaf.shape[1] + codes
        values: Floats = self.leaf.ravel()[places]
        return values

    def _held(self, columns: Mapping[int, float]) -> tuple[NDArray[np.int64], Masks, Masks]:
        """The trees that look at some columns, the bits of their other splits, and those that the held values set."""
        bit = (1 << np.arange(_SPLITS))[:, None]
        looked = np.isin(self.column, list(columns))
        value = np.array([[columns.get(column, np.inf) for column in row] for row in self.column.tolist()], dtype=np.float32)
        below = (bit * (looked & (value <= self.threshold))).sum(axis=0)
        looks = np.flatnonzero(looked.any(axis=0))
        free = (bit * ~looked).sum(axis=0)
        return looks, free[looks, None].astype(np.uint8), below[looks, None].astype(np.uint8)


def boosting() -> tuple[Any, Any]:
    """scikit-learn's boosted classifier and regressor, whose import takes longer than growing trees of a small shop."""
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    return HistGradientBoostingClassifier, HistGradientBoostingRegressor


def grow(values: Rows, target: Floats | Bools, kind: Literal["chance", "mean"]) -> Trees:
    """Grow trees on what happened.

    Args:
        target: whether it happened, of which there must be both; or how much, at least 0 and not all 0.
    """
    from threadpoolctl import threadpool_limits

    shape: dict[str, Any] = {
        "max_iter": _TREES, "max_leaf_nodes": _LEAVES, "learning_rate": _LEARNING_RATE, "min_samples_leaf": _LEAST_LEAF,
        "l2_regularization": _PENALTY, "early_stopping": False, "random_state": 0,
    }  # fmt: skip
    classifier, regressor = boosting()
    model = classifier(**shape) if kind == "chance" else regressor(loss="poisson", **shape)
    with threadpool_limits(1):  # more threads wait for each other longer than they work
        model.fit(values, target)
    grown = [_plain(stage[0].nodes) for stage in model._predictors]
    columns, thresholds, leaves = (np.array(parts) for parts in zip(*grown, strict=True))
    return Trees(float(np.ravel(model._baseline_prediction)[0]), columns.T, thresholds.T.astype(np.float32), leaves)


def _plain(nodes: Any) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Columns and thresholds of a tree's splits, filled up with ones that decide nothing, and its value for every code."""
    splits = np.flatnonzero(nodes["is_leaf"] == 0)
    column, threshold = np.zeros(_SPLITS, dtype=np.int64), np.zeros(_SPLITS)
    column[: len(splits)], threshold[: len(splits)] = nodes["feature_idx"][splits], nodes["num_threshold"][splits]
    codes, bits = np.arange(1 << _SPLITS), {int(node): bit for bit, node in enumerate(splits)}

    def _value(node: int) -> Any:
        if node not in bits:
            return nodes["value"][node]
        below = (codes >> bits[node] & 1).astype(bool)
        return np.where(below, _value(int(nodes["left"][node])), _value(int(nodes["right"][node])))

    return column, threshold, np.broadcast_to(_value(0), codes.shape)
