"""Many cohorts at once are fitted as each alone."""

import numpy as np
import pytest

from tools.analytics.btyd.likelihood import FitError
from tools.analytics.contractual import sbg
from tools.analytics.contractual.many import fit_many

REGULAR = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0]
HIGH_END = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0]


def test_each_cohort_gets_the_parameters_that_it_gets_alone() -> None:
    found = fit_many(np.array([REGULAR, HIGH_END]))
    assert found.settled.all()
    for place, survivors in enumerate((REGULAR, HIGH_END)):
        alone = sbg.fit(np.array(survivors))
        assert (found.alpha[place], found.beta[place]) == pytest.approx(alone.parameters, rel=1e-5)
        assert found.log_likelihood[place] == pytest.approx(alone.log_likelihood, abs=1e-6)


def test_a_younger_cohort_counts_as_far_as_it_has_come() -> None:
    young = [*REGULAR[:5], np.nan, np.nan, np.nan]
    found = fit_many(np.array([young, HIGH_END]))
    assert (found.alpha[0], found.beta[0]) == pytest.approx(sbg.fit(np.array(REGULAR[:5])).parameters, rel=1e-5)


def test_a_cohort_that_nobody_leaves_is_not_settled_without_a_prior_and_is_with_one() -> None:
    nobody_left = np.full((1, 6), 50.0)
    assert not fit_many(nobody_left).settled[0]
    shrunk = fit_many(nobody_left, prior_scale=1.0)
    assert shrunk.settled[0]
    assert 0 < shrunk.alpha[0] < 1


@pytest.mark.parametrize("survivors", [[[5.0]], [[5.0, 6.0]], [[0.0, 0.0]], [[5.0, -1.0]]])
def test_impossible_survivors_are_refused(survivors: list[list[float]]) -> None:
    with pytest.raises(FitError, match="survivors"):
        fit_many(np.array(survivors))
