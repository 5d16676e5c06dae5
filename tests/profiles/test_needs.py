"""Next category and replenishment in profiles: from the lines of a small shop, and from no line after the day."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.shop import open_shop
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.as_of import AsOf
from tools.warehouse.profiles.cells import Columns
from tools.warehouse.profiles.history import day_number
from tools.warehouse.profiles.needs import needs_columns
from tools.warehouse.profiles.people import read_people
from tools.warehouse.profiles.sold import read_sold

FIRST, LAST, EARLIER = date(2025, 1, 1), date(2025, 6, 30), date(2025, 4, 1)


def tables(last: date = LAST) -> dict[str, list[Mapping[str, Any]]]:
    """120 people: the even ones buy coffee every 20 days, the odd ones tea every 40."""
    orders: list[Mapping[str, Any]] = []
    lines: list[Mapping[str, Any]] = []
    for who in range(120):
        thing, gap = ("coffee", 20) if who % 2 == 0 else ("tea", 40)
        day = FIRST + timedelta(days=who % 15)
        while day <= last:
            number = f"{who}-{day}"
            orders.append(
                {
                    "order_id": number,
                    "customer_id": f"c{who:03d}",
                    "ordered_at": day.isoformat(),
                    "status": "completed",
                    "revenue": 9.0,
                }
            )
            lines.append({"order_id": number, "line_no": 1, "product_id": thing, "quantity": 1.0, "revenue": 9.0})
            day += timedelta(days=gap)
    products = [
        {"product_id": "coffee", "name": "Coffee", "category": "Coffee", "kind": "merchandise", "usual_days_of_use": 20},
        {"product_id": "tea", "name": "Tea", "category": "Tea", "kind": "merchandise", "usual_days_of_use": 40},
    ]
    return {"orders": orders, "order_lines": lines, "products": products}


def needs_of(shop: Warehouse) -> tuple[Columns, dict[str, Any]]:
    """The columns of a shop, as of its today."""
    people = read_people(shop)
    return needs_columns(read_sold(shop, people), day_number(shop.today), len(people))


def test_habit_is_what_comes_next_and_own_rhythm_says_when(tmp_path: Path) -> None:
    shop = open_shop(tmp_path, tables())
    columns, report = needs_of(shop)
    assert columns["next_category"].to_pylist()[:2] == ["Coffee", "Tea"]
    assert report["category"]["tested"][0]["at_1"]["habit"] == 1.0 > report["category"]["tested"][0]["at_1"]["popular"]
    assert columns["replenish_category"].to_pylist()[:2] == ["Coffee", "Tea"]
    last = max(date.fromisoformat(o["ordered_at"]) for o in tables()["orders"] if o["customer_id"] == "c000")
    assert columns["replenish_on"].to_pylist()[0] == last + timedelta(days=20)


def test_what_was_sold_after_a_day_changes_nothing_of_what_was_known_on_it(tmp_path: Path) -> None:
    found = []
    for name, last in (("before", EARLIER), ("after", LAST)):
        shop = open_shop(tmp_path / name, tables(last))
        columns, _ = needs_of(AsOf(shop, EARLIER))
        found.append({name: column.to_pylist() for name, column in columns.items()})
    assert found[0] == found[1]


def test_few_buyers_have_no_next_category_and_no_lines_have_no_needs(tmp_path: Path) -> None:
    some = tables()
    few = {
        name: [r for r in rows if str(r.get("order_id", "")).split("-")[0] < "2" or name == "products"]
        for name, rows in some.items()
    }
    shop = open_shop(tmp_path / "few", few)
    assert needs_of(shop)[0]["next_category"].null_count == len(read_people(shop))
    without = open_shop(tmp_path / "none", {"orders": some["orders"]})
    assert needs_of(without) == ({}, {})
