"""Contractual models against the published survivors of two segments."""

import numpy as np
import pytest

from tools.analytics.btyd.likelihood import FitError
from tools.analytics.contractual import bdw, sbg

REGULAR = np.array([1000, 631, 468, 382, 326, 289, 262, 241], dtype=float)
HIGH_END = np.array([1000, 869, 743, 653, 593, 551, 517, 491], dtype=float)


def test_sbg_finds_the_published_parameters() -> None:
    assert sbg.fit(REGULAR).parameters == pytest.approx((0.704, 1.182), abs=6e-4)
    assert sbg.fit(HIGH_END).log_likelihood == pytest.approx(-1611.158, abs=0.01)


def test_survival_is_the_product_of_retention() -> None:
    parameters, periods = sbg.Parameters(0.7, 1.2), np.arange(1, 9, dtype=float)
    assert np.cumprod(sbg.retention(parameters, periods)) == pytest.approx(sbg.survival(parameters, periods), rel=1e-12)


def test_bdw_with_power_one_is_sbg() -> None:
    periods = np.arange(0, 9, dtype=float)
    both = bdw.survival(bdw.Parameters(0.7, 1.2, 1.0), periods), sbg.survival(sbg.Parameters(0.7, 1.2), periods)
    assert both[0] == pytest.approx(both[1], rel=1e-12)


def test_bdw_fits_no_worse_than_sbg() -> None:
    for survivors in (REGULAR, HIGH_END):
        assert bdw.fit(survivors).log_likelihood >= sbg.fit(survivors).log_likelihood - 1e-6


@pytest.mark.parametrize("survivors", [[10.0], [5.0, 6.0], [0.0, 0.0]])
def test_survivors_that_grow_or_are_missing_are_refused(survivors: list[float]) -> None:
    with pytest.raises(FitError, match="survivors"):
        sbg.fit(np.array(survivors))
