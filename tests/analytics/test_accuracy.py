"""Measures of predictions on cases of five customers that can be checked by eye."""

import numpy as np
import pytest

from tools.analytics.accuracy import auc, brier, mean_ranks, normalised_gini, pit, pit_distance, top_share

SPENT = np.array([0.0, 0.0, 10.0, 30.0, 60.0])


def test_the_perfect_order_has_gini_one_its_reverse_minus_one_and_no_order_none() -> None:
    assert normalised_gini(SPENT, SPENT * 2) == pytest.approx(1.0)
    assert normalised_gini(SPENT, -SPENT) == pytest.approx(-1.0)
    assert normalised_gini(SPENT, np.ones(5)) == pytest.approx(0.0)


def test_where_all_spent_the_same_there_is_no_gini() -> None:
    assert np.isnan(normalised_gini(np.full(5, 3.0), SPENT))


def test_the_top_fifth_by_prediction_holds_what_its_customer_spent() -> None:
    assert top_share(SPENT, SPENT, 0.2) == pytest.approx(0.6)
    assert top_share(SPENT, -SPENT, 0.2) == pytest.approx(0.0)


def test_tied_predictions_share_the_top_in_proportion() -> None:
    assert top_share(SPENT, np.ones(5), 0.2) == pytest.approx(0.2)


def test_ties_take_their_mean_rank() -> None:
    assert mean_ranks(np.array([5.0, 1.0, 5.0, 9.0])).tolist() == [2.5, 1.0, 2.5, 4.0]


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    happened = np.array([False, True, False, True])
    assert auc(happened, np.array([0.1, 0.9, 0.2, 0.3])) == 1.0
    assert auc(happened, np.array([0.1, 0.9, 0.3, 0.2])) == 0.75
    assert np.isnan(auc(np.ones(4, dtype=bool), np.ones(4)))


def test_brier_is_the_mean_squared_error_of_chances() -> None:
    assert brier(np.array([True, False]), np.array([0.5, 0.0])) == pytest.approx(0.125)


def test_pit_values_of_a_true_distribution_are_uniform() -> None:
    uniform = np.arange(1, 100) / 100
    assert pit_distance(pit(np.zeros(99), np.ones(99), uniform)) < 0.02
    assert pit_distance(np.full(50, 0.9)) == pytest.approx(0.9)
