"""How good a prediction was once the future has come: order of customers, size of errors, chances."""

import numpy as np

from tools.analytics.order_days import Bools, Floats

__all__ = ["auc", "brier", "mean_ranks", "normalised_gini", "pit", "pit_distance", "top_share"]


def normalised_gini(actual: Floats, predicted: Floats) -> float:
    """How near the order by prediction comes to the perfect order: 1 is perfect, 0 is none; ties by mean rank.

    Args:
        actual: what came, not negative; NaN is returned where it is the same for all, for there is no order to find.
    """
    ranks, perfect = mean_ranks(predicted), mean_ranks(actual)
    middle = (len(actual) + 1) / 2
    best = float((actual * (perfect - middle)).sum())
    return float((actual * (ranks - middle)).sum()) / best if best > 0 else float("nan")


def top_share(actual: Floats, predicted: Floats, share: float = 0.1) -> float:
    """What part of `actual` the highest `share` of customers by prediction held; ties count in proportion.

    NaN where nothing came at all.
    """
    total = float(actual.sum())
    if total <= 0:
        return float("nan")
    order = np.argsort(-predicted, kind="stable")
    level = np.concatenate(([True], np.diff(predicted[order]) != 0))
    starts = np.flatnonzero(level)
    held, sizes = np.add.reduceat(actual[order], starts), np.diff(np.append(starts, len(order)))
    inside = np.clip(share * len(actual) - starts, 0, sizes) / sizes
    return float((held * inside).sum()) / total


def auc(happened: Bools, chance: Floats) -> float:
    """The chance that somebody to whom it happened was given a higher one; NaN where it happened to all or none."""
    yes = int(happened.sum())
    no = len(happened) - yes
    if not yes or not no:
        return float("nan")
    return (float(mean_ranks(chance)[happened].sum()) - yes * (yes + 1) / 2) / (yes * no)


def brier(happened: Bools, chance: Floats) -> float:
    """Mean squared error of chances, 0 is best."""
    return float(((chance - happened) ** 2).mean())


def mean_ranks(values: Floats) -> Floats:
    """Ranks from 1, ties at their mean."""
    _, level, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Floats = (last - (counts - 1) / 2)[level]
    return ranks


def pit(below: Floats, up_to: Floats, uniform: Floats) -> Floats:
    """Randomised probability integral transform: where what came lies in its predicted distribution, uniform if that is true.

    Args:
        below: predicted chance of less than what came.
        up_to: of that or less.
        uniform: one draw from 0..1 per customer.
    """
    return below + uniform * (up_to - below)


def pit_distance(values: Floats) -> float:
    """Kolmogorov-Smirnov distance of PIT values from uniform, 0..1."""
    ordered, n = np.sort(values), len(values)
    steps = np.arange(n + 1) / n
    return float(max((steps[1:] - ordered).max(), (ordered - steps[:-1]).max()))
