"""What a customer may cost: payback at its edges, effects as published, products of estimates, bootstraps that cover."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.analytics.economics import (
    Arms,
    Range,
    allowable_cost,
    effect_of,
    payback_days,
    pooled_effect,
    product_of,
    rate_of,
    resampled_mean,
)


@pytest.mark.parametrize(
    ("first", "year", "cost", "days"),
    [(20.0, 100.0, 15.0, 0.0), (20.0, 73.0, 40.0, 100.0), (20.0, 10.0, 40.0, None), (0.0, 0.0, 5.0, None)],
    ids=["the first order pays", "a part of the year pays", "the year does not pay", "nothing follows"],
)
def test_payback_counts_the_first_order_at_once_and_the_year_evenly(
    first: float, year: float, cost: float, days: float | None
) -> None:
    assert payback_days(first, year, cost) == (None if days is None else pytest.approx(days))


def test_a_difference_of_rates_has_the_published_interval() -> None:
    effect = effect_of(Arms(70, 56, 80, 48))  # Newcombe 1998, table II (a), method 10
    assert effect is not None
    assert (effect.value, effect.low, effect.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_an_empty_arm_has_no_effect_and_no_test_none_either() -> None:
    assert effect_of(Arms(0, 0, 10, 1)) is None
    assert pooled_effect([]) is None
    assert pooled_effect([Arms(10, 1, 0, 0)]) is None


def test_tests_are_pooled_by_their_size_and_not_by_their_mixture() -> None:
    small, large = Arms(100, 50, 100, 40), Arms(10_000, 1_100, 10_000, 1_000)
    pooled = pooled_effect([small, large])
    assert pooled is not None
    assert pooled.value == pytest.approx((50 * 0.1 + 5_000 * 0.01) / 5_050)
    assert pooled.low < pooled.value < pooled.high


def test_what_may_be_paid_is_the_value_over_the_ratio() -> None:
    assert allowable_cost(Range(30.0, 24.0, 36.0)) == Range(10.0, 8.0, 12.0)
    with pytest.raises(ValueError, match="above 0"):
        allowable_cost(Range(1.0, 1.0, 1.0), 0)


def test_a_product_is_as_unsure_as_both_its_parts() -> None:
    sure = product_of(Range(0.1, 0.1, 0.1), Range(50.0, 40.0, 60.0))
    assert (sure.value, sure.low, sure.high) == pytest.approx((5.0, 4.0, 6.0))
    assert product_of(Range(0.1, 0.05, 0.15), Range(50.0, 40.0, 60.0)).low < sure.low


def test_the_bootstrap_interval_covers_the_mean_it_is_of() -> None:
    rng = np.random.default_rng(3)
    covered = 0
    for seed in range(60):
        found = resampled_mean(rng.lognormal(3, 0.8, 150), seed=seed)
        assert found is not None
        covered += found.low < np.exp(3 + 0.32) < found.high
    assert covered >= 51  # 95% of 60 is 57


def test_one_customer_has_no_interval() -> None:
    assert resampled_mean(np.array([5.0])) is None


@given(st.lists(st.floats(0, 1e5), min_size=2, max_size=40), st.floats(0, 1e6))
def test_a_bootstrap_holds_its_mean_and_widens_with_noise(values: list[float], noise: float) -> None:
    amounts = np.array(values)
    found = resampled_mean(amounts, noise)
    assert found is not None
    assert found.low <= found.value <= found.high
    assert found.value == pytest.approx(amounts.mean())


def test_a_share_has_wilsons_interval_as_published() -> None:
    found = rate_of(81, 263)  # Newcombe (1998), table I, method 3
    assert (found.low, found.high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
