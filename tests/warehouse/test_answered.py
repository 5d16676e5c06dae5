"""Equal questions of an unchanging snapshot are answered once, and nothing large or brought along is kept."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from tests.shop import Rows, open_shop

ORDERS: Rows = [
    {"order_id": f"{n}", "customer_id": f"c{n % 7}", "ordered_at": "2025-01-01", "status": "completed", "revenue": float(n)}
    for n in range(1_500)
]


def test_an_equal_question_gets_the_result_that_is_known_and_another_its_own(tmp_path: Path) -> None:
    shop = open_shop(tmp_path, {"orders": ORDERS})

    def _spent(least: float) -> pa.Table:
        orders = shop.table("orders")
        return shop.run(orders.filter(orders.revenue >= least).agg(spent=orders.revenue.sum()))

    first = _spent(1_490.0)
    assert _spent(1_490.0) is first
    assert first["spent"][0].as_py() == sum(range(1_490, 1_500))
    assert _spent(1_499.0)["spent"][0].as_py() == 1_499.0


def test_large_results_and_rows_brought_along_are_read_again(tmp_path: Path) -> None:
    shop = open_shop(tmp_path, {"orders": ORDERS})
    assert shop.run(shop.table("orders")) is not shop.run(shop.table("orders"))
    for wanted, count in (("c1", 215), ("c6", 214)):
        chosen: Any = ibis.memtable(pa.table({"customer_id": [wanted]}))
        orders = shop.table("orders")
        assert shop.run(orders.semi_join(chosen, "customer_id").count())["value"][0].as_py() == count
