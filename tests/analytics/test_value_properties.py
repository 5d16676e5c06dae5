"""What must hold of every expectation, whatever the shop: order, scale, bounds, and numbers that are numbers."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.btyd.likelihood import Fit
from tools.analytics.buying import BuyingModel
from tools.analytics.correction import Correction
from tools.analytics.purchases import Purchases
from tools.analytics.value import OrderOutlook, outlook

_positive = st.floats(0.05, 20.0)
_models = st.builds(
    lambda r, alpha, a, b, p, q, v: BuyingModel(_fit(r, alpha * 10, a, b), _fit(p, q + 1.0, v * 10), 0.0),
    *(_positive,) * 7,
)
_ages = st.integers(0, 3000)


def _fit(*parameters: float) -> Fit:
    return Fit(parameters, 0.0, tuple(0.0 for _ in parameters), (), 1)


def _buyers(order_days: list[int], age: list[int], customer_age: list[int], value: list[float]) -> Purchases:
    days = np.array(order_days)
    none = np.zeros(len(days), dtype=np.int64)
    return Purchases(days, np.array(age), np.array(customer_age), none, none, np.array(value))


def _columns(found: OrderOutlook) -> dict[str, np.ndarray]:
    columns = {field.name: getattr(found, field.name) for field in fields(found)}
    for name in ("purchase_probability", "value"):
        columns |= {f"{name}_{key}": values for key, values in columns.pop(name).items()}
    return columns


@settings(max_examples=40, deadline=None)
@given(model=_models, orders=st.integers(2, 60), ages=st.lists(_ages, min_size=3, max_size=3))
def test_of_two_who_ordered_as_often_the_more_recent_is_no_less_alive(model: BuyingModel, orders: int, ages: list[int]) -> None:
    early, late, today = sorted(ages)
    p = model.p_alive(_buyers([orders, orders], [early, late], [today, today], [1.0, 1.0]))
    assert p[1] >= p[0] - 1e-12


@settings(max_examples=40, deadline=None)
@given(model=_models, orders=st.integers(1, 60), age=_ages, wait=_ages, spent=st.floats(-50, 1e6), factor=st.floats(-4, 2.3))
def test_chances_and_money_grow_with_the_horizon_and_stay_within_bounds(
    model: BuyingModel, orders: int, age: int, wait: int, spent: float, factor: float
) -> None:
    age = age if orders > 1 else 0
    constant = Correction(91, 1.0, np.zeros(12), np.ones(12), np.array([factor] + [0.0] * 12), 0.5)
    seen = _buyers([orders, 1], [age, 0], [age + wait, wait], [spent, 10.0])
    found = outlook(model.corrected(constant, seen), seen)
    assert all(np.isfinite(values).all() for name, values in _columns(found).items() if name != "next_order_days")
    chances = [found.purchase_probability[days] for days in (30, 60, 90)]
    money = [found.value[name] for name in ("12m", "36m", "lifetime")]
    for smaller, larger in zip([0.0 * chances[0], *chances], [*chances, 1.0 + 0.0 * chances[0]], strict=True):
        assert (smaller <= larger + 1e-9).all()
    for smaller, larger in zip([0.0 * money[0], *money[:-1]], money, strict=True):
        assert (smaller <= larger * (1 + 1e-9)).all()
    assert ((found.p_alive >= 0) & (found.p_alive <= 1)).all()
    assert ((found.value_low >= 0) & (found.value_low <= found.value_high)).all()
    assert (found.value_deviation >= 0).all()


@settings(max_examples=25, deadline=None)
@given(model=_models, orders=st.integers(1, 30), age=_ages, spent=st.floats(0.01, 1e5))
def test_money_in_a_unit_ten_times_smaller_is_ten_times_as_much(
    model: BuyingModel, orders: int, age: int, spent: float
) -> None:
    p, q, v = model.values.parameters
    tenfold = BuyingModel(model.orders, _fit(p, q, 10 * v), 0.0)
    seen, dearer = (_buyers([orders], [age if orders > 1 else 0], [age], [money]) for money in (spent, 10 * spent))
    one, ten = outlook(model, seen), outlook(tenfold, dearer)
    for name in ("12m", "36m", "lifetime"):
        assert ten.value[name] == pytest.approx(10 * one.value[name], rel=1e-9)
    assert ten.value_high == pytest.approx(10 * one.value_high, rel=1e-9)
    assert ten.value_deviation == pytest.approx(10 * one.value_deviation, rel=1e-9)
    assert ten.p_alive == pytest.approx(one.p_alive)
