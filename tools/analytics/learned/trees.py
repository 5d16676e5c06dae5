"""Boosted trees as plain arrays: grown by scikit-learn from a past day, evaluated by numpy for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tools.analytics.order_days import Bools, Floats

__all__ = ["Trees", "boosting", "grow"]

_TREES, _LEAVES, _LEARNING_RATE, _LEAST_LEAF, _PENALTY = 60, 8, 0.08, 30, 5.0
_NONE: Mapping[int, float] = {}
_AT_ONCE = 16_384  # rows, so that the columns of one step stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes, the root first: which column is compared with what, where to go, and a leaf's value."""

    column: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def at(self, rows: NDArray[np.float32], fixed: Mapping[int, float] = _NONE, node: int = 0) -> Any:
        """The value of every row, as if some columns held one value for all; one number where a node is a leaf."""
        column, threshold = self.column[node], np.float32(self.threshold[node])
        if column < 0:
            return np.float32(self.value[node])
        if column in fixed:
            return self.at(rows, fixed, self.left[node] if fixed[column] <= threshold else self.right[node])
        below = rows[:, column] <= threshold
        return np.where(below, self.at(rows, fixed, self.left[node]), self.at(rows, fixed, self.right[node]))


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees: the log odds of a chance, or the logarithm of a mean."""

    base: float
    trees: tuple[Tree, ...]

    def score(self, values: NDArray[np.float32]) -> Floats:
        """The sum for every row of `Features.values`."""
        total = np.full(len(values), self.base)
        for first in range(0, len(values), _AT_ONCE):
            rows = values[first : first + _AT_ONCE]
            for tree in self.trees:
                total[first : first + _AT_ONCE] += tree.at(rows)
        return total

    def losses(self, values: NDArray[np.float32], fixed: Sequence[Mapping[int, float]]) -> Floats:
        """What the sum loses for every row as columns are held at values: rows x sets of columns.

        Trees that do not look at a set cannot lose anything by it and are left out.
        """
        lost = np.zeros((len(values), len(fixed)))
        looks = [[number for number, held in enumerate(fixed) if held.keys() & set(tree.column)] for tree in self.trees]
        for first in range(0, len(values), _AT_ONCE):
            rows = values[first : first + _AT_ONCE]
            for tree, sets in zip(self.trees, looks, strict=True):
                whole = tree.at(rows) if sets else 0.0
                for number in sets:
                    lost[first : first + _AT_ONCE, number] += whole - tree.at(rows, fixed[number])
        return lost


def boosting() -> tuple[Any, Any]:
    """scikit-learn's boosted classifier and regressor, whose import takes longer than growing trees of a small shop."""
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    return HistGradientBoostingClassifier, HistGradientBoostingRegressor


def grow(values: NDArray[np.float32], target: Floats | Bools, kind: Literal["chance", "mean"]) -> Trees:
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
    grown = tuple(_plain(stage[0].nodes) for stage in model._predictors)
    return Trees(float(np.ravel(model._baseline_prediction)[0]), grown)


def _plain(nodes: Any) -> Tree:
    column = np.where(nodes["is_leaf"].astype(bool), -1, nodes["feature_idx"])
    parts = (column, nodes["num_threshold"], nodes["left"], nodes["right"], nodes["value"])
    return Tree(*(tuple(part.tolist()) for part in parts))
