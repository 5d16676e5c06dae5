"""Buy-till-you-die models against published numbers, each other and their own rules."""

from collections.abc import Callable
from types import ModuleType
from typing import Literal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tools.analytics.btyd import bgnbd, gamma_gamma, mbgnbd
from tools.analytics.btyd.fitting import summed
from tools.analytics.btyd.histories import Histories
from tools.analytics.btyd.likelihood import FitError
from tools.analytics.btyd.spending import Spending
from tools.analytics.btyd.summary import summarise

CDNOW = bgnbd.Parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)


def _simulated(n: int = 4000, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Histories drawn from an MBG/NBD with r 1.2, alpha 5, a 0.8, b 2.0 over 40 weeks."""
    draw = np.random.default_rng(seed)
    rate, leave = draw.gamma(1.2, 1 / 5.0, n), draw.beta(0.8, 2.0, n)
    x, t_x, age = np.zeros(n), np.zeros(n), draw.uniform(20, 40, n)
    for i in range(n):
        now, alive = 0.0, draw.random() > leave[i]
        while alive and (now := now + draw.exponential(1 / rate[i])) < age[i]:
            x[i], t_x[i] = x[i] + 1, now
            alive = draw.random() > leave[i]
    return x, t_x, age


def test_expected_orders_of_customer_one_match_the_paper() -> None:
    assert bgnbd.expected_orders(CDNOW, 2.0, 30.43, 38.86, 39.0) == pytest.approx(1.226, abs=0.001)


def test_a_one_time_buyer_is_always_alive_in_bgnbd_and_fades_in_mbgnbd() -> None:
    ages = np.array([1.0, 10.0, 38.0])
    assert bgnbd.p_alive(CDNOW, 0.0, 0.0, ages).tolist() == [1.0, 1.0, 1.0]
    assert np.all(np.diff(mbgnbd.p_alive(CDNOW, 0.0, 0.0, ages)) < 0)


def test_probabilities_of_every_count_add_up_to_one() -> None:
    counts = np.arange(400, dtype=np.float64)
    for model in (bgnbd, mbgnbd):
        assert model.probability_of_orders(CDNOW, 30.0, counts).sum() == pytest.approx(1.0, abs=1e-9)


def test_the_mean_of_the_counts_is_the_expectation() -> None:
    counts = np.arange(600, dtype=np.float64)
    for model in (bgnbd, mbgnbd):
        mean = float(counts @ model.probability_of_orders(CDNOW, 30.0, counts))
        assert mean == pytest.approx(float(model.expected_orders_of_new(CDNOW, 30.0)), rel=1e-6)


def test_simulated_parameters_are_found_again() -> None:
    fit = mbgnbd.fit(*_simulated())
    for value, error, truth in zip(fit.parameters, fit.standard_errors, (1.2, 5.0, 0.8, 2.0), strict=True):
        assert abs(value - truth) < 4 * error
    assert fit.boundary == ()


def _slope(objective: Callable[[np.ndarray], float], at: np.ndarray, i: int, width: float = 1e-3) -> float:
    """The derivative along one parameter by differences of fourth order."""
    step = np.eye(len(at))[i] * width
    near, far = (objective(at + k * step) - objective(at - k * step) for k in (1, 2))
    return (8 * near - far) / (12 * width)


@pytest.mark.parametrize("first_chances", [0, 1])
def test_the_gradient_agrees_with_differences_of_the_likelihood(first_chances: Literal[0, 1]) -> None:
    histories, at = Histories(*_simulated(200)), np.array([0.7, 4.0, 0.9, 1.9])
    _, gradient = summed(histories, first_chances, *at)
    for i in range(4):
        slope = _slope(lambda at: summed(histories, first_chances, *at)[0], at, i)
        assert gradient[i] / histories.customers == pytest.approx(slope / histories.customers, abs=1e-8)


def test_the_gradient_of_order_values_agrees_with_differences_of_the_likelihood() -> None:
    draw, at = np.random.default_rng(5), np.array([3.0, 4.0, 1.5])
    spending = Spending(draw.integers(1, 9, 200).astype(float), draw.gamma(6, 5, 200))
    _, gradient = spending.summed(at)
    for i in range(3):
        slope = _slope(lambda at: spending.summed(at)[0], at, i)
        assert gradient[i] / 200 == pytest.approx(slope / 200, abs=1e-8)


@pytest.mark.parametrize("model", [bgnbd, mbgnbd])
def test_the_summed_likelihood_is_that_of_the_customers(model: ModuleType) -> None:
    x, t_x, age = _simulated(500)
    fit = model.fit(x, t_x, age)
    each = model.log_likelihood(model.Parameters(*fit.parameters), x, t_x, age)
    assert fit.log_likelihood == pytest.approx(each.sum(), rel=1e-12)


@pytest.mark.parametrize("model", [bgnbd, mbgnbd])
def test_a_fit_refined_from_few_to_many_customers_is_the_fit_of_all(model: ModuleType) -> None:
    histories = _simulated(20_000)
    at = np.array(model.fit(*histories).parameters)
    _, gradient = summed(Histories(*histories), model is mbgnbd, *at)
    assert np.abs(gradient * at).max() / 20_000 < 1e-6


@pytest.mark.parametrize("model", [bgnbd, mbgnbd])
def test_many_customers_are_expected_to_order_as_each_alone(model: ModuleType) -> None:
    x, t_x, age = (np.round(column) for column in _simulated(6_000))
    many = model.expected_orders(CDNOW, x, t_x, age, 26.0)
    some = slice(0, None, 997)
    assert many[some] == pytest.approx(model.expected_orders(CDNOW, x[some], t_x[some], age[some], 26.0), rel=1e-12)


def test_weights_count_like_repeated_rows() -> None:
    x, t_x, age = _simulated(300)
    twice = mbgnbd.fit(np.tile(x, 2), np.tile(t_x, 2), np.tile(age, 2))
    weighted = mbgnbd.fit(x, t_x, age, weights=np.full(len(x), 2.0))
    assert weighted.parameters == pytest.approx(twice.parameters, rel=1e-6)


def test_weighted_order_values_count_like_repeated_customers() -> None:
    draw, at = np.random.default_rng(6), np.array([3.0, 4.0, 1.5])
    orders, mean, times = draw.integers(1, 9, 80).astype(float), draw.gamma(6, 5, 80), draw.integers(1, 4, 80)
    weighted = Spending(orders, mean, times.astype(float)).summed(at)
    repeated = Spending(np.repeat(orders, times), np.repeat(mean, times)).summed(at)
    assert weighted[0] == pytest.approx(repeated[0], rel=1e-12)
    assert weighted[1] == pytest.approx(repeated[1], rel=1e-9)


def test_the_unit_of_time_changes_alpha_alone() -> None:
    x, t_x, age = _simulated(800)
    weeks, days = mbgnbd.fit(x, t_x, age), mbgnbd.fit(x, t_x * 7, age * 7)
    r, alpha, a, b = weeks.parameters
    assert days.parameters == pytest.approx((r, alpha * 7, a, b), rel=1e-4)


def test_customers_who_never_stop_are_reported_as_a_boundary() -> None:
    age = np.full(400, 50.0)
    x = np.random.default_rng(1).poisson(5, 400).astype(float) + 1
    fit = bgnbd.fit(x, age - 0.01, age)
    assert fit.boundary


@example(x=98, share=1.0, age=1.0, horizon=55.0, a=0.5, b=1.0)
@example(x=0, share=1.0, age=1.0, horizon=55.0, a=0.5, b=0.5)
@given(
    x=st.integers(0, 200), share=st.floats(0.01, 1), age=st.floats(1, 500), horizon=st.floats(0.1, 500),
    a=st.floats(0.01, 5), b=st.floats(0.05, 10),
)  # fmt: skip
def test_predictions_stay_within_their_bounds(x: int, share: float, age: float, horizon: float, a: float, b: float) -> None:
    parameters = bgnbd.Parameters(0.5, 5.0, a, b)
    t_x = 0.0 if x == 0 else share * age
    for model in (bgnbd, mbgnbd):
        alive = float(model.p_alive(parameters, x, t_x, age))
        some = float(model.probability_of_any_order(parameters, x, t_x, age, horizon))
        expected = float(model.expected_orders(parameters, x, t_x, age, horizon))
        assert 0 <= some <= alive <= 1
        assert np.isfinite(expected)
        assert expected >= some - 1e-6


def test_longer_silence_lowers_the_chance_to_be_alive() -> None:
    alive = mbgnbd.p_alive(CDNOW, 3.0, np.array([5.0, 15.0, 25.0, 35.0]), 39.0)
    assert np.all(np.diff(alive) > 0)


def test_impossible_histories_are_refused() -> None:
    with pytest.raises(FitError, match="age_at_last_order"):
        bgnbd.fit(np.array([1.0]), np.array([5.0]), np.array([3.0]))
    with pytest.raises(FitError, match="no customers"):
        bgnbd.fit(np.array([]), np.array([]), np.array([]))


def test_order_value_lies_between_the_customers_mean_and_the_shops() -> None:
    parameters = gamma_gamma.Parameters(6.25, 3.74, 15.44)
    shop = float(gamma_gamma.expected_order_value(parameters, 0.0, 0.0))
    assert shop < float(gamma_gamma.expected_order_value(parameters, 3.0, 80.0)) < 80.0


def test_doubling_every_price_doubles_the_expected_order_value() -> None:
    draw = np.random.default_rng(5)
    orders = draw.integers(1, 9, 500).astype(float)
    mean = draw.gamma(6, draw.gamma(4, 3, 500) / 6)
    single, double = (gamma_gamma.fit(orders, mean * k) for k in (1, 2))
    one = gamma_gamma.expected_order_value(gamma_gamma.Parameters(*single.parameters), orders, mean)
    two = gamma_gamma.expected_order_value(gamma_gamma.Parameters(*double.parameters), orders, mean * 2)
    assert two == pytest.approx(2 * one, rel=1e-4)


def test_two_purchases_on_one_day_are_one_occasion() -> None:
    found = summarise(np.array([7, 7, 7, 9]), np.array([0, 0, 10, 4]), np.array([5.0, 3.0, 20.0, 1.0]), 30)
    assert found.repeat_orders.tolist() == [1.0, 0.0]
    assert found.age_at_last_order.tolist() == [10.0, 0.0]
    assert found.customer_age.tolist() == [30.0, 26.0]
    assert found.mean_order_value.tolist() == [20.0, 0.0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 2**62, 2**62 + 1, 2**64 - 1]), st.integers(0, 40_000), st.integers(1, 9)), min_size=1
    )
)
def test_summaries_tell_customers_apart_however_alike_their_keys_are(rows: list[tuple[int, int, int]]) -> None:
    customer, day, value = np.array([r[0] for r in rows], dtype=np.uint64), *np.array([r[1:] for r in rows]).T
    found = summarise(customer, day, value.astype(float), 40_000)
    assert found.customer.tolist() == sorted({r[0] for r in rows})
    for place, who in enumerate(found.customer.tolist()):
        days = sorted({r[1] for r in rows if r[0] == who})
        later = sum(r[2] for r in rows if r[0] == who and r[1] > days[0])
        assert rows[found.purchase[place]][:2] == (who, days[0])
        assert (found.repeat_orders[place], found.age_at_last_order[place]) == (len(days) - 1, days[-1] - days[0])
        assert found.mean_order_value[place] * max(1, len(days) - 1) == pytest.approx(later)
        assert found.mean_value_of_all[place] * len(days) == pytest.approx(sum(r[2] for r in rows if r[0] == who))
