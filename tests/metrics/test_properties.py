"""What holds for any orders: additive groups sum to the total, shares to one, and the SQL twin agrees."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shop import open_shop
from tools.errors import NoDataError
from tools.metrics.query import answer
from tools.metrics.question import Asked

_ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.sampled_from([None, "a", "b", "c", "d"]),
            "day": st.integers(0, 70),
            "revenue": st.integers(0, 900),
            "country": st.sampled_from([None, "Spain", "Peru", "Chile"]),
            "status": st.sampled_from(["completed", "completed", "completed", "refund", "cancelled"]),
        }
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ORDERS)
def test_groups_sum_to_totals_and_agree_with_plain_sql(orders: list[dict[str, object]]) -> None:
    rows = [
        {
            "order_id": f"o{i}", "customer_id": row["customer_id"], "country": row["country"], "status": row["status"],
            "revenue": float(str(row["revenue"])),
            "ordered_at": (date(2025, 1, 1) + timedelta(days=int(str(row["day"])))).isoformat(),
        }
        for i, row in enumerate(orders)
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        shop = open_shop(Path(folder), {"orders": rows})
        split = Asked(["revenue", "orders"], group_by=["country"], share=True)
        if not any(row["country"] for row in rows):
            with pytest.raises(NoDataError):
                answer(shop, split)
        else:
            grouped = answer(shop, split)
            total = next(f.value for f in grouped.facts if f.metric == "revenue" and f.role == "total")
            assert sum(float(str(row[1])) for row in grouped.tables[0].rows) == pytest.approx(float(str(total)))
            if total:
                assert sum(
                    float(f.value) for f in grouped.facts if f.role == "share" and f.metric == "revenue"
                ) == pytest.approx(1)  # type: ignore[arg-type]
        monthly = answer(shop, Asked(["revenue"], group_by=["month"]))
        expected = duckdb.sql(
            f"SELECT strftime(ordered_at, '%Y-%m') AS m, sum(revenue) FROM '{shop.path}/orders.parquet' "
            "WHERE status = 'completed' GROUP BY 1"
        ).fetchall()
        got = {row[0]: row[1] for row in monthly.tables[0].rows}
        assert all(got[month] == pytest.approx(value) for month, value in expected)
        assert sum(float(str(v)) for v in got.values()) == pytest.approx(sum(v for _, v in expected))
