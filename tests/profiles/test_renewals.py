"""Renewals of a shop small enough to count by hand, and what its profiles then say of subscribers."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.shop import Rows, open_shop
from tools.warehouse.profiles import build_profiles
from tools.warehouse.renewals import paid_subscriptions

_MONTHLY = {"plan": "Box", "billing_interval": "month", "price": 10.0, "status": "active", "started_at": "2025-01-01T08:00"}
_ENDED = _MONTHLY | {"status": "ended"}
TODAY = "2025-06-15"
_ORDERS: Rows = [
    {"order_id": "o1", "customer_id": "hybrid", "ordered_at": "2025-03-01T10:00", "status": "completed", "revenue": 30.0},
    {"order_id": "o2", "customer_id": "hybrid", "ordered_at": "2025-05-01T10:00", "status": "completed", "revenue": 10.0,
     "subscription_id": "hybrid"},
    {"order_id": "o3", "customer_id": "once", "ordered_at": f"{TODAY}T10:00", "status": "completed", "revenue": 9.0},
]  # fmt: skip
_SUBSCRIPTIONS: dict[str, dict[str, Any]] = {
    "hybrid": _MONTHLY,
    "chose": _ENDED | {"ended_at": "2025-03-01T08:00", "cancel_reason": "too_expensive"},
    "early": _ENDED | {"started_at": "2025-02-01T08:00", "ended_at": "2025-02-10T08:00", "cancel_reason": "taste"},
    "unpaid": _ENDED | {"ended_at": "2025-05-15T08:00", "payment_failed_at": "2025-05-01T08:00"},
    "quit today": _ENDED | {"started_at": "2025-06-01T08:00", "ended_at": "2025-06-10T08:00", "cancel_reason": "taste"},
    "paused": _MONTHLY | {"status": "paused"},
    "failing": _MONTHLY | {"status": "past_due", "payment_failed_at": "2025-06-01T08:00"},
    "leaving": _MONTHLY | {"cancel_at_period_end": True, "current_period_ends_at": "2025-07-01T08:00"},
    "yearly": _MONTHLY | {"billing_interval": "year", "price": 100.0, "plan": "Year"},
    "trial": _MONTHLY | {"status": "trialing", "trial_started_at": "2025-06-10T08:00"},
    "after trial": _MONTHLY | {"trial_started_at": "2025-01-01T08:00", "trial_ends_at": "2025-01-15T08:00"},
}
_EVENTS: Rows = [
    {"subscription_id": "paused", "occurred_at": "2025-02-01T08:00", "type": "paused"},
    {"subscription_id": "paused", "occurred_at": "2025-03-01T08:00", "type": "resumed"},
    {"subscription_id": "paused", "occurred_at": "2025-04-20T08:00", "type": "paused"},
]


def _tables() -> dict[str, Rows]:
    subscriptions = [{"subscription_id": who, "customer_id": who} | row for who, row in _SUBSCRIPTIONS.items()]
    return {"orders": _ORDERS, "subscriptions": subscriptions, "subscription_events": _EVENTS}


def test_each_renewal_that_came_is_counted_once_and_pauses_are_left_out(tmp_path: Path) -> None:
    shop = open_shop(tmp_path, _tables())
    rows = shop.run(paid_subscriptions(shop)).to_pylist()
    found = {row["subscription_id"]: (row["decided"], row["lost"], row["payment"]) for row in rows}
    assert found == {
        "hybrid": (5, False, False),
        "chose": (2, True, False),
        "early": (1, True, False),
        "unpaid": (4, True, True),
        "quit today": (0, False, False),  # the renewal that it will not make has not come yet
        "paused": (2, False, False),
        "failing": (4, False, True),  # the fifth is not decided
        "leaving": (5, False, False),
        "yearly": (0, False, False),
        "after trial": (4, False, False),
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Profiles by customer, and what the report says of subscriptions."""
    folder = tmp_path_factory.mktemp("subscribers")
    shop = open_shop(folder, _tables())
    target = build_profiles(shop.path, folder, shop.shop)
    rows = pq.read_table(target / "profiles.parquet").to_pylist()
    report = json.loads((target / "report.json").read_text(encoding="utf-8"))
    return {row["customer_id"]: row for row in rows}, report["model"]["subscriptions"]


def test_the_report_counts_renewals_by_billing_interval_and_number(
    built: tuple[dict[str, dict[str, Any]], dict[str, Any]],
) -> None:
    month = {row["interval"]: row for row in built[1]["billing"]}["month"]
    first, second, *_ = month["by_renewal"]
    assert (first["came"], first["lost"], first["for_payment"]) == (8, 1, 0)
    assert (second["came"], second["lost"]) == (7, 1)
    assert [row["for_payment"] for row in month["by_renewal"]] == [0, 0, 0, 1, 0]
    assert not month["enough"]


def test_the_report_sets_what_the_last_quarter_should_have_lost_beside_what_it_lost(
    built: tuple[dict[str, dict[str, Any]], dict[str, Any]],
) -> None:
    tested = built[1]["tested"]
    assert (tested["horizon_days"], tested["lost"]) == (91, 1)  # the payment that failed in May
    assert 0 < tested["expected_lost"] < tested["renewals"]


def test_a_running_subscription_has_renewals_and_months_to_come_and_an_ended_one_has_none(
    built: tuple[dict[str, dict[str, Any]], dict[str, Any]],
) -> None:
    rows = built[0]
    assert (rows["hybrid"]["renewals"], rows["chose"]["renewals"]) == (5, None)
    assert rows["chose"]["expected_remaining_months"] is None
    assert rows["leaving"]["expected_remaining_months"] == pytest.approx(16 / 30.4375, abs=1e-6)
    assert 1 < rows["hybrid"]["expected_remaining_months"] < 60
    assert rows["yearly"]["billing_interval"] == "year"


def test_a_subscriber_is_likelier_to_pay_the_longer_one_waits(
    built: tuple[dict[str, dict[str, Any]], dict[str, Any]],
) -> None:
    for row in built[0].values():
        chances = [row[f"purchase_probability_{days}"] for days in (30, 60, 90)]
        assert chances[0] is None or chances == sorted(chances)


def test_who_has_cancelled_will_be_gone_and_a_year_paid_in_advance_will_not(
    built: tuple[dict[str, dict[str, Any]], dict[str, Any]],
) -> None:
    rows = built[0]
    assert (rows["leaving"]["churn_probability_90"], rows["yearly"]["churn_probability_90"]) == (1.0, 0.0)
    assert 0 < rows["hybrid"]["churn_probability_90"] < rows["failing"]["churn_probability_90"]


def test_orders_of_a_subscription_are_not_counted_a_second_time(
    built: tuple[dict[str, dict[str, Any]], dict[str, Any]],
) -> None:
    rows = built[0]
    assert rows["hybrid"]["order_days"] == 2
    assert rows["hybrid"]["business_model"] == "hybrid"
    assert rows["hybrid"]["p_alive"] is None  # too few buyers of one-off orders: only the subscription is expected to pay
    assert 0 < rows["hybrid"]["clv"] < 120
