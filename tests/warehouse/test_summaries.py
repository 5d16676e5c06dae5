"""From purchases in a Parquet file to summaries, whatever the ids are."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tools.warehouse.summaries import read_summaries

DAYS = [date(2024, 5, 1), date(2024, 5, 1), date(2024, 5, 11), date(2024, 5, 5), date(2024, 5, 31), None]


@pytest.mark.parametrize("ids", [["a", "a", "a", "b", None, "b"], [7, 7, 7, 9, None, 9], [b"x", b"x", b"x", b"y", None, b"y"]])
def test_two_customers_are_summed_up_and_rows_without_customer_or_day_left_out(tmp_path: Path, ids: list[Any]) -> None:
    instants = [day and datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC) for day in DAYS]
    rows = pa.table({"who": ids, "at": instants, "paid": pa.array([5.0, 3.0, 20.0, 1.0, 9.0, None])})
    pq.write_table(rows, tmp_path / "orders.parquet")
    until = (date(2024, 5, 31) - date(1970, 1, 1)).days
    found = read_summaries(tmp_path / "orders.parquet", "who", "at", "paid", until)
    summary = found.summary
    ages, values = (summary.age_at_last_order, summary.customer_age), (summary.mean_order_value, summary.mean_value_of_all)
    rows_of = dict(zip(found.ids.to_pylist(), np.column_stack((summary.repeat_orders, *ages, *values)).tolist(), strict=True))
    assert rows_of == {ids[0]: [1.0, 10.0, 30.0, 20.0, 14.0], ids[3]: [0.0, 0.0, 26.0, 0.0, 1.0]}
