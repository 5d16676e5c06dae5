"""The known effects of the demo shop's messages can be measured from its tables."""

from math import sqrt
from pathlib import Path

import duckdb
import pytest

from tools.warehouse.demo import GROUND_TRUTH_FILE, GroundTruth, read_ground_truth

MEASURE = """
SELECT arm, count(*), avg(ordered::INT) FROM (
    SELECT arm, EXISTS (
        SELECT 1 FROM orders o WHERE o.customer_id = t.customer_id AND o.status = 'completed'
        AND o.ordered_at >= t.assigned_at AND o.ordered_at < t.assigned_at + INTERVAL 14 DAY
    ) AS ordered FROM touches t WHERE campaign_id = ?
) GROUP BY arm ORDER BY arm
"""
Z = 3.3  # 18 intervals at 99.9% hold together


@pytest.fixture(scope="session")
def truth(shop_folder: Path) -> GroundTruth:
    return read_ground_truth(shop_folder / GROUND_TRUTH_FILE)


def test_the_difference_between_the_arms_holds_the_true_effect(shop: duckdb.DuckDBPyConnection, truth: GroundTruth) -> None:
    for effect in (e for e in truth.effects if e.control):
        (_, controls, rate), (_, treated, rate_treated) = shop.execute(MEASURE, [effect.campaign_id]).fetchall()
        assert (treated, controls) == (effect.treated, effect.control)
        variance = rate * (1 - rate) / controls + rate_treated * (1 - rate_treated) / treated
        assert abs(rate_treated - rate - effect.true_effect) <= Z * sqrt(variance) + 0.001, effect.name


def test_nobody_is_in_both_arms_of_a_message(shop: duckdb.DuckDBPyConnection) -> None:
    both = "SELECT campaign_id FROM touches GROUP BY campaign_id, customer_id HAVING count(DISTINCT arm) > 1"
    assert shop.execute(both).fetchall() == []


def test_one_campaign_harms_some_do_nothing_and_most_work(truth: GroundTruth) -> None:
    verdicts = [e.verdict for e in truth.effects if e.control]
    assert verdicts.count("harms") == 1
    assert verdicts.count("does nothing") == 2
    assert verdicts.count("works") >= 12
    assert next(e for e in truth.effects if e.verdict == "harms").true_effect < -0.02
    assert all(e.true_effect == 0 for e in truth.effects if e.verdict == "does nothing")


def test_there_are_about_a_dozen_campaigns_and_half_as_many_flows(truth: GroundTruth) -> None:
    kinds = [e.kind for e in truth.effects]
    assert (kinds.count("campaign"), kinds.count("flow")) == (12, 6)
