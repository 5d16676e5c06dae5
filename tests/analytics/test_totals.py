"""Intervals of totals hold what they should, however many cuts they were learned from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.analytics.totals import Level, learn_level, learn_noise, total_bounds

RATIOS = st.lists(st.floats(-3, 3), max_size=8)


def held(scale: float, cuts: int, share: float = 0.8) -> float:
    """How many of 4,000 shops, off by `scale` in every cut and again, have their total inside what those cuts tell."""
    draw, inside = np.random.default_rng(11), 0
    for _ in range(4_000):
        past, now = draw.normal(0, scale, cuts), np.exp(draw.normal(0, scale))
        low, high = total_bounds(1.0, 0.0, learn_level(past.tolist()), share)
        inside += bool(low <= now <= high)
    return inside / 4_000


@pytest.mark.parametrize("cuts", [3, 5, 8])
def test_of_shops_as_uncertain_as_ordinary_ones_about_as_many_totals_lie_inside_as_said(cuts: int) -> None:
    assert 0.78 <= held(0.15, cuts) <= 0.9


@pytest.mark.parametrize("scale", [0.1, 0.2, 0.3])
def test_shops_steadier_or_wilder_than_ordinary_ones_teach_it(scale: float) -> None:
    assert 0.72 <= held(scale, 8) <= 0.9


def test_without_a_level_the_interval_is_the_log_normal_one_of_the_customers() -> None:
    low, high = total_bounds(100.0, 900.0, None, 0.95)
    half = 1.959964 * np.sqrt(np.log1p(0.09))
    assert (float(low), float(high)) == pytest.approx((100 * np.exp(-half), 100 * np.exp(half)))


def test_where_customers_vary_far_more_than_the_level_its_few_degrees_do_not_matter() -> None:
    few, none = total_bounds(100.0, 9e6, Level(0.01, 2.0), 0.8), total_bounds(100.0, 9e6, None, 0.8)
    assert float(few[1]) == pytest.approx(float(none[1]), rel=1e-3)


def test_one_cut_leaves_more_doubt_than_eight_that_were_off_as_much() -> None:
    (_, one), (_, eight) = (total_bounds(1.0, 0.0, learn_level([0.15] * cuts), 0.8) for cuts in (1, 8))
    assert one > eight


@given(RATIOS, st.floats(0.01, 1e9), st.floats(0, 1e12), st.floats(0.05, 0.99))
def test_both_ends_are_finite_and_on_either_side_of_the_total(
    ratios: list[float], total: float, variance: float, share: float
) -> None:
    low, high = total_bounds(total, variance, learn_level(ratios), share)
    assert 0 <= low <= total <= high
    assert not np.isnan(low)
    assert not np.isnan(high)


@given(RATIOS, st.floats(0, 3))
def test_a_cut_that_was_further_off_widens(ratios: list[float], worst: float) -> None:
    off = max((abs(ratio) for ratio in ratios), default=0.0)
    assert learn_level([*ratios, off + worst]).scale >= learn_level([*ratios, off]).scale


def test_a_model_that_was_right_needs_no_noise_and_one_customer_cannot_make_it_boundless() -> None:
    assert learn_noise([]) == 1.0
    assert learn_noise([1.0, 1.0, 1.0]) == 1.0
    assert learn_noise([1e9, 1.0, 1.0]) == pytest.approx(np.sqrt(7 / 4))
    assert 0.5 <= learn_noise([0.0] * 100) < 1.0
