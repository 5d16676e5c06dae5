"""Predictive intervals drawn on a grid against draws of single customers, and the power by which spend follows a correction."""

import numpy as np
import pytest

from tests.analytics.test_backtest import TODAY, shop
from tools.analytics.btyd.likelihood import Fit
from tools.analytics.buying import BuyingModel, fit_buying
from tools.analytics.correction import Correction
from tools.analytics.order_days import Floats
from tools.analytics.purchases import Purchases
from tools.analytics.simulation import spend_bounds

MODEL = BuyingModel(Fit((0.7, 50.0, 0.8, 1.3), 0, (), (), 1), Fit((3.0, 4.0, 40.0), 0, (), (), 1), 0.0)


def _one(order_days: int, age: int, customer_age: int, value: float) -> Purchases:
    none = np.zeros(1, dtype=np.int64)
    return Purchases(none + order_days, none + age, none + customer_age, none, none, np.array([value]))


def _drawn(seen: Purchases, days: float, n: int = 200_000) -> Floats:
    """What one customer may spend, drawn alone."""
    draw, rates, amounts, x = np.random.default_rng(1), MODEL.rates, MODEL.amounts, float(seen.repeat_orders[0])
    pace = draw.gamma(rates.r + x, 1 / (rates.alpha + seen.customer_age[0]), n)
    orders = np.minimum(draw.poisson(pace * days), draw.geometric(draw.beta(rates.a, rates.b + x + 1, n)))
    orders[draw.random(n) > MODEL.p_alive(seen)[0]] = 0
    scale = draw.gamma(amounts.p * (x + 1) + amounts.q, 1 / (amounts.v + seen.mean_value[0] * (x + 1)), n)
    return np.where(orders > 0, draw.gamma(amounts.p * np.maximum(orders, 1)) / scale, 0.0)


@pytest.mark.parametrize("history", [(1, 0, 30, 20.0), (3, 200, 220, 150.0), (12, 350, 360, 900.0), (6, 100, 800, 90.0)])
def test_the_interval_is_that_of_single_draws(history: tuple[int, int, int, float]) -> None:
    seen = _one(*history)
    low, high = spend_bounds(MODEL, seen, np.ones(1), 365.0, 0.95)
    expected = np.quantile(_drawn(seen, 365.0), (0.025, 0.975))
    assert low[0] == pytest.approx(expected[0], rel=0.1, abs=1.0)
    assert high[0] == pytest.approx(expected[1], rel=0.06, abs=1.0)


def test_the_same_customers_get_the_same_interval_again() -> None:
    seen = _one(3, 200, 220, 150.0)
    first, second = (spend_bounds(MODEL, seen, np.ones(1), 365.0, 0.95) for _ in range(2))
    assert (first[0][0], first[1][0]) == (second[0][0], second[1][0])


def test_of_a_known_shop_the_interval_holds_what_its_customers_spend() -> None:
    history = shop(customers=3000)
    cut = TODAY - 180
    seen, spent = history.seen(cut), history.spent(cut, TODAY)
    low, high = spend_bounds(fit_buying(seen), seen, np.ones(len(seen)), 180.0, 0.95)
    assert ((low <= spent) & (spent <= high)).mean() == pytest.approx(0.95, abs=0.04)


def test_a_power_of_spend_changes_who_spends_and_not_how_much_is_spent_in_all() -> None:
    seen = shop().seen(TODAY)
    often = np.array([0.1, 0.0, 0.8] + [0.0] * 10)  # who has ordered often orders more often than the model says
    correction = Correction(91, 1.0, np.zeros(12), np.ones(12), often, spend_power=0.25)
    model = fit_buying(seen).corrected(correction, seen)
    factor = model.factor(seen)
    orders, plain, powered = factor * model.expected_orders(seen, 91), model.order_value(seen), model.order_value(seen, factor)
    assert (orders * powered).sum() == pytest.approx((orders * plain).sum(), rel=1e-9)
    assert powered[np.argmax(factor)] < plain[np.argmax(factor)]
    assert powered[np.argmin(factor)] > plain[np.argmin(factor)]
