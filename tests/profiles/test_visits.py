"""Visits at each of their steps up to a checkout, and what a refresh keeps of them: from events that can be read by eye."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.shop import open_shop
from tests.visiting import event, order, visiting_shop
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.build import build_profiles
from tools.warehouse.profiles.sessions import read_sessions
from tools.warehouse.profiles.visits import kept_intent, visit_intent_of, visit_report

Row = Mapping[str, Any]


def shop(folder: Path, events: list[Row], orders: list[Row]) -> Warehouse:
    return open_shop(folder, {"events": events, "orders": orders})


def test_each_step_tells_what_was_done_so_far(tmp_path: Path) -> None:
    events = [
        event("b", "2025-06-02T09:00:00", "page_view", "email"),  # a Monday
        event("c", "2025-06-02T10:00:00", "checkout"),
        event("a", "2025-06-01T10:00:00", "page_view", "ads"),  # a Sunday
        event("a", "2025-06-01T10:00:40", "product_view", "ads"),
        event("a", "2025-06-01T10:02:00", "add_to_cart", "ads"),
        event("a", "2025-06-01T10:03:00", "checkout", "ads"),
    ]
    orders = [order("a", "2025-06-01T10:04:00"), order("c", "2025-06-02T10:00:00")]
    found = read_sessions(shop(tmp_path, events, orders))
    assert found is not None
    columns = {name: column.tolist() for name, column in found.visits.columns.items()}
    assert columns == {
        "page_views": [1, 1, 1, 1], "product_views": [0, 1, 1, 0], "add_to_carts": [0, 0, 1, 0], "seconds": [0, 40, 120, 0],
        "weekend": [1, 1, 1, 0], "source": [0, 0, 0, 1],
    }  # fmt: skip
    assert (found.visits.visit.tolist(), found.visits.bought.tolist()) == ([0, 0, 0, 1], [True, False])
    assert (found.sources, np.diff(found.day).tolist()) == (("ads", "email"), [1])


def test_what_comes_with_a_checkout_or_an_order_or_after_it_is_left_out(tmp_path: Path) -> None:
    events = [
        event("a", "2025-06-01T10:00:00", "page_view"), event("a", "2025-06-01T10:01:00", "checkout"),
        event("a", "2025-06-01T10:02:00", "page_view"),  # thank you for your order
        event("b", "2025-06-01T11:00:00", "product_view"), event("b", "2025-06-01T11:05:00", "product_view"),
        event("c", "2025-06-01T12:05:00", "product_view"),
    ]  # fmt: skip
    orders = [order("a", "2025-06-01T10:01:30"), order("b", "2025-06-01T11:05:00"), order("c", "2025-06-01T12:00:00")]
    found = read_sessions(shop(tmp_path, events, orders))
    assert found is not None
    assert found.visits.visit.tolist() == [0, 1]
    assert found.visits.columns["seconds"].tolist() == [0, 0]


@pytest.mark.parametrize("status", ["cancelled", "refund"])
def test_only_a_completed_order_is_one(tmp_path: Path, status: str) -> None:
    events = [event("a", "2025-06-01T10:00:00", "page_view")]
    assert read_sessions(shop(tmp_path, events, [order("a", "2025-06-01T10:01:00", status)])) is None


def test_orders_that_name_no_visit_are_not_in_the_data(tmp_path: Path) -> None:
    events = [event("a", "2025-06-01T10:00:00", "page_view"), event(None, "2025-06-01T10:00:00", "app_use")]
    assert read_sessions(shop(tmp_path / "unnamed", events, [order(None, "2025-06-01T11:00:00")])) is None
    assert visit_intent_of(open_shop(tmp_path / "no events", {"orders": [order("a", "2025-06-01")]})) == (None, None)


def test_days_on_which_no_order_could_name_a_visit_are_left_out(tmp_path: Path) -> None:
    events = [event(f"v{day}", f"2025-06-0{day}T10:00:00", "page_view") for day in range(1, 8)]
    orders = [order("v3", "2025-06-03T11:00:00"), order("v5", "2025-06-05T11:00:00"), order(None, "2025-06-07T11:00:00")]
    found = read_sessions(shop(tmp_path, events, orders))
    assert found is not None
    assert found.visits.bought.tolist() == [True, False, True]  # the third to the fifth of June


def test_few_visits_are_not_enough_data_and_named_so(tmp_path: Path) -> None:
    events = [event(f"v{n}", f"2025-06-01T10:{n:02}:00", "page_view") for n in range(40)]
    orders = [order(f"v{n}", f"2025-06-01T10:{n:02}:30") for n in range(0, 40, 2)]
    report, intent = visit_intent_of(shop(tmp_path, events, orders))
    assert report is not None
    assert (report.status, report.whole.visits, report.whole.orders, intent) == ("not enough data", 40, 20, None)


def test_a_refresh_keeps_what_it_learned_and_how_good_it_was_later(tmp_path: Path) -> None:
    warehouse = visiting_shop(tmp_path)
    target = build_profiles(warehouse.path, tmp_path / "home", warehouse.shop)
    opened = Warehouse(warehouse.path, target, warehouse.shop)
    report, intent = visit_report(opened), kept_intent(opened)
    assert report is not None
    assert intent is not None
    assert report.status == "learned"
    assert report.judged is not None
    assert report.learned_from is not None
    assert report.judged_on is not None
    assert report.learned_from.last_on <= report.judged_on.first_on
    assert report.judged.auc > 0.7
    told = json.loads((target / "report.json").read_text(encoding="utf-8"))["model"]["visits"]
    words = {reason["sign"]["column"]: (reason["en"], reason["es"]) for reason in told["reasons"]}
    assert words["product_views"] == (
        "product pages seen: the more, the likelier an order",
        "páginas de producto vistas: cuanto más, más probable el pedido",
    )
    again, learned = visit_intent_of(warehouse)
    assert learned is not None
    assert again == report
    assert intent.columns == learned.columns
    row = {name: np.array([1.0]) for name in intent.columns}
    assert intent.chance(row).tolist() == learned.chance(row).tolist()
