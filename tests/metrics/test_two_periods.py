"""Two periods measured in one query give what each gives alone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.shop import Rows, open_shop
from tools.metrics.frames import measure, measure_both
from tools.metrics.registry import METRICS, RELATIONS
from tools.metrics.scene import Scene

ORDERS: Rows = [
    {"order_id": f"{n}", "customer_id": f"c{n % 3}", "ordered_at": f"2025-{1 + n % 4:02d}-{1 + n:02d}", "revenue": 10.0 + n,
     "status": "completed", "country": ("Spain", "France")[n % 2]}
    for n in range(24)
]  # fmt: skip
CUSTOMERS: Rows = [
    {"customer_id": "c0", "acquisition_channel": "direct"}, {"customer_id": "c1", "acquisition_channel": "email"},
]  # fmt: skip


@pytest.mark.parametrize("metric", ["revenue", "orders", "new_customers"])
@pytest.mark.parametrize("dims", [("acquisition_channel",), ("country",), ("new_or_returning",)])
def test_both_at_once_are_each_alone(tmp_path: Path, metric: str, dims: Sequence[str]) -> None:
    shop = open_shop(tmp_path, {"orders": ORDERS, "customers": CUSTOMERS})
    now = Scene(shop, date(2025, 4, 1), date(2025, 4, 30), tuple(dims))
    before = now.at(date(2025, 3, 1), date(2025, 3, 31))
    parts = list(METRICS[metric].variant(now).formula.parts())
    both = measure_both(now, before, parts, RELATIONS)
    for found, alone in zip(both, (now, before), strict=True):
        wanted = measure(alone, parts, RELATIONS)
        key = wanted.column_names[0]
        assert found.select(wanted.column_names).sort_by(key).to_pylist() == wanted.sort_by(key).to_pylist()
    assert both[0].num_rows
