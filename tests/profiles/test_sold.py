"""What customers buy: from completed lines of known people, each counted once however a large shop is cut up."""

from pathlib import Path
from typing import Any

from tests.shop import Rows, open_shop
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.baskets import basket_columns, category_shares, top_categories
from tools.warehouse.profiles.margin import read_margin
from tools.warehouse.profiles.people import read_people
from tools.warehouse.profiles.sold import Sold, read_sold

ORDERS: Rows = [
    {"order_id": number, "customer_id": who, "ordered_at": at, "status": status, "revenue": 1.0}
    for number, who, at, status in (
        ("1", "ann", "2025-01-01T10:00", "completed"),
        ("2", "ann", "2025-01-05T09:00", "completed"),
        ("3", "ann", "2025-02-01T09:00", "cancelled"),
        ("4", "bob", "2025-01-02T09:00", "completed"),
        ("5", None, "2025-01-03T09:00", "completed"),
    )
]
LINES: Rows = [
    {"order_id": order, "line_no": line, "product_id": product, "quantity": units, "revenue": revenue}
    for order, line, product, units, revenue in (
        ("1", 1, "cup", 1.0, 8.0),
        ("1", 2, "post", 1.0, 4.0),
        ("2", 1, "bean", 0.5, 9.0),
        ("2", 2, "leaf", 2.0, 9.0),
        ("3", 1, "cup", 7.0, 70.0),
        ("4", 1, None, 1.0, 5.0),
        ("5", 1, "leaf", 3.0, 30.0),
    )
]
PRODUCTS: Rows = [
    {"product_id": "cup", "category": "Ware", "kind": "merchandise", "unit_cost": 4.0},
    {"product_id": "bean", "category": "Drinks", "kind": "merchandise", "unit_cost": 2.0},
    {"product_id": "leaf", "category": "Drinks", "unit_cost": 1.0},
    {"product_id": "post", "category": "Fees", "kind": "shipping", "unit_cost": 4.0},
]


def sold_by(folder: Path, **tables: Any) -> tuple[Warehouse, Sold, int]:
    """The little shop, what it sold, and to how many people."""
    shop = open_shop(folder, {"orders": ORDERS, "order_lines": LINES, "products": PRODUCTS} | tables)
    people = read_people(shop)
    sold = read_sold(shop, people)
    assert sold is not None
    return shop, sold, len(people)


def test_favourites_are_of_goods_that_were_kept_and_equal_ones_go_by_revenue_then_name(tmp_path: Path) -> None:
    _, sold, people = sold_by(tmp_path)
    columns = {name: column.to_pylist() for name, column in basket_columns(sold, people).items()}
    assert columns["units"] == [3.5, 1.0]
    assert columns["favourite_product"] == ["bean", None]  # one line each; bean and leaf for 9, cup for 8
    assert columns["first_product"] == ["cup", None]
    assert columns["favourite_category"] == ["Drinks", None]


def test_the_margin_is_of_every_completed_line_with_fees_and_guests(tmp_path: Path) -> None:
    shop, sold, _ = sold_by(tmp_path)
    margin = read_margin(shop.shop, sold)
    assert margin.covered == 60 / 65
    assert margin.share == 1 - (4 + 4 + 1 + 2 + 3) / 60


def test_shares_of_categories_are_known_up_to_a_day_alone(tmp_path: Path) -> None:
    _, sold, people = sold_by(tmp_path)
    on = int(sold.day.min())
    assert [sold.wares.categories[best].as_py() for best in top_categories(sold, on)] == ["Ware"]
    best = top_categories(sold, on + 30)
    shares = category_shares(sold, on + 30, best, people)
    assert shares["Drinks"].tolist() == [2 / 3, 0.0]
    assert category_shares(sold, on, best, people)["Ware"][0] == 1.0


def test_parts_of_a_large_shop_hold_every_line_of_every_customer_once(tmp_path: Path) -> None:
    orders = [
        {"order_id": f"{n}", "customer_id": f"c{n % 40}", "ordered_at": "2025-01-01", "status": "completed", "revenue": 1.0}
        for n in range(200)
    ]
    lines = [{"order_id": f"{n}", "line_no": 1, "product_id": "cup", "quantity": 1.0, "revenue": 1.0} for n in range(200)]
    _, sold, people = sold_by(tmp_path, orders=orders, order_lines=lines)
    parts = list(sold.parts(lines=30))
    assert len(parts) == 7
    assert sum(len(part) for part in parts) == len(sold) == 200
    whose = [set(part.customer.tolist()) for part in parts]
    assert len(set.union(*whose)) == sum(map(len, whose)) == people
