"""What orders do not say of their people is read where it is known: places and first orders from profiles, else from orders."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.shop import open_shop
from tools.reply import Reply
from tools.warehouse.engine import Shop, Warehouse

ORDERS = [
    {"order_id": "o1", "customer_id": "a", "ordered_at": "2025-01-01", "status": "completed", "revenue": 10.0},
    {"order_id": "o2", "customer_id": "a", "ordered_at": "2025-01-20", "status": "completed", "revenue": 10.0},
    {"order_id": "o3", "customer_id": "b", "ordered_at": "2025-01-05", "status": "completed", "revenue": 10.0},
    {"order_id": "o4", "customer_id": "b", "ordered_at": "2025-03-31", "status": "completed", "revenue": 10.0},
]
CUSTOMERS = [
    {"customer_id": "a", "acquisition_channel": "email"},
    {"customer_id": "b", "acquisition_channel": "direct"},
]
PROFILES = [
    {"customer_id": "a", "country": "Spain", "order_count": 2, "first_order_on": "2025-01-01"},
    {"customer_id": "b", "country": "France", "order_count": 2, "first_order_on": "2025-01-05"},
]


def _shop(folder: Path, shop: Shop = Shop(currency="EUR")) -> Warehouse:
    return open_shop(folder, {"orders": ORDERS, "customers": CUSTOMERS}, PROFILES, shop)


def _by(reply: Reply) -> dict[object, object]:
    return {row[0]: row[1] for row in reply.tables[0].rows}


def test_the_country_of_a_first_buyer_is_known_from_their_profile(ask: Callable[..., Reply], tmp_path: Path) -> None:
    reply = ask("second_order_customers_60", warehouse=_shop(tmp_path), group_by=["country"])
    assert _by(reply) == {"Spain": 1, "France": 0}


def test_how_a_first_buyer_was_won_is_known_from_the_customer(ask: Callable[..., Reply], tmp_path: Path) -> None:
    reply = ask("second_order_customers_60", warehouse=_shop(tmp_path), group_by=["acquisition_channel"])
    assert _by(reply) == {"email": 1, "direct": 0}


def test_first_orders_of_profiles_and_of_orders_agree(ask: Callable[..., Reply], tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    for shop in (_shop(whole), _shop(cut, Shop(currency="EUR", as_of=date(2025, 2, 1)))):
        (fact,) = [f for f in ask("new_customers", warehouse=shop, period="2025-01").facts if f.headline]
        assert fact.value == 2


def test_first_orders_are_told_from_the_orders_where_profiles_end_before_them(
    ask: Callable[..., Reply], tmp_path: Path
) -> None:
    early = [{**row, "first_order_on": None} for row in PROFILES]
    shop = open_shop(tmp_path, {"orders": ORDERS}, early, Shop(currency="EUR", as_of=date(2025, 2, 1)))
    (fact,) = [f for f in ask("new_customers", warehouse=shop, period="2025-01").facts if f.headline]
    assert fact.value == 2
