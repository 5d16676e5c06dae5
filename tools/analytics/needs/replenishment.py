"""When what a customer uses up will be needed again: own gaps between purchases, shrunk towards those of the product."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.order_days import Bools, Days, Floats

__all__ = ["NeedDays", "Replenishment", "replenishment"]

MIN_GAPS, MIN_REBUYING = 20, 0.15
_OWN_PRIOR, _USE_PRIOR = 3.0, 10.0
_LEVEL_Z = 1.2816  # 80% of gaps lie inside
_STILL_WAITED_FOR = 0.9  # of all gaps are over by now: later than that, nothing is expected
_SHOP_SPREAD, _LONGEST = 0.5, 8.0  # logarithms of days


@dataclass(frozen=True, slots=True)
class NeedDays:
    """Days on which customers bought for a need, one entry per customer, need and day, ascending in that order.

    Attributes:
        need: what it was bought for, such as coffee; products without a category are a need each.
        item: the product bought.
    """

    customer: Days
    need: Days
    day: Days
    item: Days

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True)
class Replenishment:
    """One entry per customer and need that comes again: the product bought last, own gaps so far, the day
    due, and an 80% interval.
    """

    customer: Days
    need: Days
    item: Days
    own_gaps: Days
    due: Days
    earliest: Days
    latest: Days


def replenishment(bought: NeedDays, on: int, days_of_use: Floats) -> Replenishment:
    """When each customer will buy again for each need.

    The gap after a product is that of all who bought it, until they bought for the same need, and the customer's own gaps as
    far as they differ. Only products whose days of use are known come again; in shops that know none, those that are
    followed by another purchase (20 times and 15% of the time). The day due may have passed; once 90% of such gaps would
    have ended, nothing is expected.

    Args:
        bought: up to day `on`.
        days_of_use: per item, how long a usual purchase lasts; NaN where nobody has said.
    """
    from scipy.special import ndtr

    if not len(bought):
        none = np.zeros(0, dtype=np.int64)
        return Replenishment(none, none, none, none, none, none, none)
    first = np.concatenate(([True], (np.diff(bought.customer) != 0) | (np.diff(bought.need) != 0)))
    start, later = np.flatnonzero(first), np.flatnonzero(~first)
    end = np.append(start[1:], len(bought)) - 1
    before, logs = bought.item[later - 1], np.log(np.maximum(bought.day[later] - bought.day[later - 1], 1))
    centre, spread = _of_items(before, logs, days_of_use)
    whose = np.searchsorted(start, later, side="right") - 1
    differs = np.bincount(whose, logs - centre[before], minlength=len(start)) / ((end - start) + _OWN_PRIOR)
    item, last = bought.item[end], bought.day[end]
    width = spread[item] * np.sqrt(1.0 + 1.0 / ((end - start) + _OWN_PRIOR))
    waited = ndtr((np.log(np.maximum(on - last, 0.5)) - centre[item] - differs) / width)
    kept = _comes_again(bought.item, before, days_of_use)[item] & (waited <= _STILL_WAITED_FOR)
    expected = centre[item] + differs
    due, low, high = (last + np.rint(np.exp(np.minimum(expected + z * width, _LONGEST))) for z in (0.0, -_LEVEL_Z, _LEVEL_Z))
    due, low, high = (day[kept].astype(np.int64) for day in (due, low, high))
    gaps = (end - start)[kept]
    return Replenishment(bought.customer[start][kept], bought.need[start][kept], item[kept], gaps, due, low, high)


def _of_items(item: Days, logs: Floats, days_of_use: Floats) -> tuple[Floats, Floats]:
    """Mean and spread of the logarithm of gaps after each product; what was said of its use counts like ten gaps."""
    items, said = len(days_of_use), np.isfinite(days_of_use) & (days_of_use > 0)
    count = np.bincount(item, minlength=items).astype(np.float64)
    prior = np.where(said, np.log(np.where(said, days_of_use, 1.0)), logs.mean() if len(logs) else 0.0)
    weight = np.where(said, _USE_PRIOR, 1.0)
    centre = (np.bincount(item, logs, minlength=items) + weight * prior) / (count + weight)
    squares = np.bincount(item, (logs - centre[item]) ** 2, minlength=items)
    spread = np.sqrt((squares + _USE_PRIOR * _SHOP_SPREAD**2) / (count + _USE_PRIOR))
    return centre, spread


def _comes_again(item: Days, before: Days, days_of_use: Floats) -> Bools:
    """Products with days of use, in shops that say them; in others those that are followed by another often enough."""
    said: Bools = np.isfinite(days_of_use) & (days_of_use > 0)
    if said.any():
        return said
    items = len(days_of_use)
    followed = np.bincount(before, minlength=items)
    rebought: Bools = (followed >= MIN_GAPS) & (followed >= MIN_REBUYING * np.bincount(item, minlength=items))
    return rebought
