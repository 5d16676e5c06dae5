"""What each customer may spend, by simulation: histories that are alike share their draws, the others lie between them."""

import numpy as np

from tools.analytics.btyd.gamma_gamma import Parameters as Amounts
from tools.analytics.btyd.mbgnbd import Parameters as Rates
from tools.analytics.buying import BuyingModel
from tools.analytics.order_days import Days, Floats
from tools.analytics.purchases import Purchases

__all__ = ["spend_bounds"]

_DRAWS, _SEED = 8000, 7
_EACH_REPEAT, _MOST_REPEATS, _PACES, _LEVELS = 12, 36, 24, 80


def spend_bounds(model: BuyingModel, purchases: Purchases, factor: Floats, days: float, level: float) -> tuple[Floats, Floats]:
    """Predictive interval of what each spends within so many days, money.

    A customer who has not left orders at a pace drawn from the order model, corrected, until leaving after one of the
    orders; each order is worth what the value model draws. In units of the expected order value that depends on the repeat
    orders and on the horizon against the length of the history alone: it is drawn on a grid of both.

    Args:
        factor: by which each one's pace is corrected.
        level: 0..1, of the interval.
    """
    tail = (1.0 - level) / 2.0
    pace = np.maximum(factor * days / (model.rates.alpha + purchases.customer_age), 1e-12)
    repeats = _grid(purchases.repeat_orders)
    paces = np.geomspace(pace.min(), max(pace.max(), pace.min() * 1.001), _PACES)
    drawn = _drawn(model.rates, model.amounts, repeats, paces, 1.0 - tail)
    row, right = _between(np.log1p(purchases.repeat_orders), np.log1p(repeats))
    column, up = _between(np.log(pace), np.log(paces))
    alive, value = np.maximum(model.p_alive(purchases), 1e-12), model.order_value(purchases, factor)
    bounds = []
    for share in (tail, 1.0 - tail):
        inside = np.clip((share - (1.0 - alive)) / alive, 0.0, 1.0)
        place = inside / (1.0 - tail) * (_LEVELS - 1)
        at = np.minimum(place.astype(np.int64), _LEVELS - 2)
        found = np.zeros(len(purchases))
        for r, c, k in np.ndindex(2, 2, 2):
            weight = np.where(r, right, 1 - right) * np.where(c, up, 1 - up) * np.where(k, place - at, 1 - place + at)
            found += weight * drawn[row + r, column + c, at + k]
        bounds.append(np.where(inside > 0, found * value, 0.0))
    return bounds[0], np.maximum(bounds[1], bounds[0])


def _grid(repeats: Floats) -> Floats:
    """Each of few repeat orders, ever fewer of many; at least two."""
    known = np.unique(repeats)
    if len(known) > _MOST_REPEATS:
        most = known[-1]
        known = np.unique(np.concatenate((np.arange(_EACH_REPEAT), np.rint(np.geomspace(_EACH_REPEAT, most, _MOST_REPEATS)))))
    return known if len(known) > 1 else np.append(known, known[-1] + 1)


def _drawn(rates: Rates, amounts: Amounts, repeats: Floats, paces: Floats, most: float) -> Floats:
    """Quantiles from 0 to `most` of what those still there spend, in expected order values: repeats x paces x levels."""
    draw, levels = np.random.default_rng(_SEED), np.linspace(0.0, most, _LEVELS)
    table = np.empty((len(repeats), len(paces), _LEVELS))
    for place, x in enumerate(repeats):
        pace = draw.gamma(rates.r + x, size=_DRAWS)
        left = draw.geometric(np.clip(draw.beta(rates.a, rates.b + x + 1.0, _DRAWS), 1e-9, 1.0))
        own = draw.gamma(amounts.p * (x + 1.0) + amounts.q, size=_DRAWS)
        orders = np.minimum(draw.poisson(np.minimum(pace * paces[:, None], 1e9)), left)
        spend = draw.gamma(amounts.p * np.maximum(orders, 1)) / own * (orders > 0)
        spend *= max(amounts.p * (x + 1.0) + amounts.q - 1.0, 1e-9) / amounts.p
        table[place] = np.quantile(spend, levels, axis=1).T
    return table


def _between(values: Floats, grid: Floats) -> tuple[Days, Floats]:
    """The place below each value in the grid, and how far it is to the next, 0..1."""
    place = np.clip(np.searchsorted(grid, values, side="right") - 1, 0, len(grid) - 2)
    return place, np.clip((values - grid[place]) / (grid[place + 1] - grid[place]), 0.0, 1.0)
