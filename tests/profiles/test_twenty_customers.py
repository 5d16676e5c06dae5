"""The profiles of twenty customers are what a person gets with pencil and paper."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.profiles.twenty import BUYERS, RELATIONSHIP, RFM, SHOP, TODAY, tables
from tests.shop import open_shop
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles import build_profiles, evaluate


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("twenty")
    opened = open_shop(folder, tables(), shop=SHOP)
    return Warehouse(opened.path, build_profiles(opened.path, folder, SHOP), SHOP)


@pytest.fixture(scope="module")
def profiles(shop: Warehouse) -> dict[str, dict[str, Any]]:
    assert shop.profiles_path is not None
    return {row["customer_id"]: row for row in pq.read_table(shop.profiles_path / "profiles.parquet").to_pylist()}


def test_everybody_but_test_customers_has_a_profile(profiles: dict[str, dict[str, Any]]) -> None:
    assert sorted(profiles) == sorted(RELATIONSHIP)


@pytest.mark.parametrize("customer", RELATIONSHIP)
def test_stage_health_and_silence_are_as_worked_out(profiles: dict[str, dict[str, Any]], customer: str) -> None:
    row, (stage, health, expected, silence) = profiles[customer], RELATIONSHIP[customer]
    assert (row["stage"], row["health"]) == (stage, health)
    assert row["expected_gap_days"] == (None if expected is None else pytest.approx(expected, abs=1e-6))
    assert row["silence"] == (None if silence is None else pytest.approx(silence, abs=1e-6))


@pytest.mark.parametrize("customer", RFM)
def test_rfm_is_as_worked_out(profiles: dict[str, dict[str, Any]], customer: str) -> None:
    row = profiles[customer]
    assert (row["rfm_recency"], row["rfm_frequency"], row["rfm_monetary"], row["rfm_segment"]) == RFM[customer]


def test_refunds_and_days_are_counted_per_customer(profiles: dict[str, dict[str, Any]]) -> None:
    assert (profiles["B05"]["revenue"], profiles["B05"]["refunds"], profiles["B05"]["historic_value"]) == (80.0, 30.0, 50.0)
    assert (profiles["B11"]["order_count"], profiles["B11"]["order_days"], profiles["B11"]["repeat_orders"]) == (6, 5, 4)
    assert (profiles["B03"]["order_count"], profiles["B03"]["historic_value"]) == (1, 20.0)
    assert profiles["B01"]["days_to_second_order"] == 30
    assert profiles["B03"]["days_to_second_order"] is None


def test_those_who_never_bought_have_no_scores_and_no_value(profiles: dict[str, dict[str, Any]]) -> None:
    row = profiles["L16"]
    assert (row["order_count"], row["historic_value"]) == (0, 0.0)
    assert [row[name] for name in ("rfm_segment", "health", "clv", "first_order_on", "average_order_value")] == [None] * 5


def test_the_models_need_more_than_fifteen_buyers(shop: Warehouse, profiles: dict[str, dict[str, Any]]) -> None:
    assert profiles["B01"]["clv"] is None
    assert profiles["S19"]["clv"] > 0  # a running subscription pays


def test_a_point_read_gives_the_same_row(shop: Warehouse, profiles: dict[str, dict[str, Any]]) -> None:
    assert shop.profile("B07") == profiles["B07"]


def test_an_earlier_day_sees_nothing_of_what_came_after(shop: Warehouse) -> None:
    found = {row["customer_id"]: row for row in evaluate(shop, TODAY - timedelta(days=71)).to_pylist()}
    assert found["B01"]["stage"] == "conversion"  # its second order came 70 days ago
    assert found["B11"]["stage"] == "awareness"  # 41 days before its first order: any other contact
    assert found["L17"]["stage"] == "consideration"
    assert found["S20"]["stage_subscription"] is None


def test_without_events_contacts_who_never_bought_are_unknown(tmp_path: Path) -> None:
    rows = tables()
    del rows["events"]
    shop = open_shop(tmp_path, rows, shop=SHOP)
    found = {row["customer_id"]: row["stage"] for row in evaluate(shop, TODAY).to_pylist()}
    assert (found["L16"], found["L18"], found["B01"], found["S20"]) == (None, None, "loyalty", "consideration")


def test_all_gaps_of_the_fixture_are_as_its_note_says() -> None:
    gaps = sorted(one - other for agos, _ in BUYERS.values() for one, other in pairwise(agos))
    assert gaps == [10] * 6 + [20] + [30] * 12 + [60, 60, 120]
    assert date(2025, 6, 30) == TODAY
