"""Rows of a stretch of days: the shop's own days, whatever its time zone."""

from pathlib import Path

import pytest

from tests.shop import open_shop
from tools.periods import resolve
from tools.warehouse.dated import on_days
from tools.warehouse.engine import Shop


@pytest.mark.parametrize(
    ("zone", "on_the_second"), [("UTC", "2 3 4"), ("Pacific/Kiritimati", "1 2"), ("Pacific/Pago_Pago", "4 5")]
)
def test_rows_of_a_day_are_those_of_the_shops_own_day(tmp_path: Path, zone: str, on_the_second: str) -> None:
    instants = ["2024-05-01T10:00", "2024-05-02T00:00", "2024-05-02T10:59", "2024-05-02T23:59", "2024-05-03T10:59"]
    orders = [
        {"order_id": str(place), "ordered_at": at, "status": "completed", "revenue": 1.0}
        for place, at in enumerate(instants, 1)
    ]
    warehouse = open_shop(tmp_path, {"orders": orders}, shop=Shop(timezone=zone))
    day = resolve("2024-05-02", warehouse.today, warehouse.data_first)
    rows = on_days(warehouse.table("orders"), "ordered_on", day.first, day.last)
    assert " ".join(sorted(warehouse.run(rows)["order_id"].to_pylist())) == on_the_second
