"""From purchases in a Parquet file to summaries, whatever the ids are."""

from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tools.analytics.btyd.summary import Summary
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


def test_summaries_in_many_parts_are_those_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(5)
    rows = pa.table(
        {
            "who": [f"customer {number}" for number in draw.integers(0, 300, 2000)],
            "at": pa.array(draw.integers(0, 90, 2000).astype(np.int32)).cast(pa.date32()),
            "paid": draw.integers(1, 9, 2000).astype(np.float64),
        }
    )
    pq.write_table(rows, tmp_path / "orders.parquet")
    whole = read_summaries(tmp_path / "orders.parquet", "who", "at", "paid", 80)
    monkeypatch.setattr("tools.warehouse.summaries._ROWS_OF_A_PART", 20)
    monkeypatch.setattr("tools.warehouse.summaries._ROWS_AT_ONCE", 700)
    parted = read_summaries(tmp_path / "orders.parquet", "who", "at", "paid", 80)
    assert parted.ids.to_pylist() == whole.ids.to_pylist()
    for field in fields(Summary):
        assert getattr(parted.summary, field.name).tolist() == getattr(whole.summary, field.name).tolist()


def test_nobody_is_found_in_a_file_without_rows(tmp_path: Path) -> None:
    nobody = pa.table({"who": pa.array([], pa.string()), "at": pa.array([], pa.date32()), "paid": pa.array([], pa.float64())})
    pq.write_table(nobody, tmp_path / "orders.parquet")
    found = read_summaries(tmp_path / "orders.parquet", "who", "at", "paid")
    assert (len(found.ids), len(found.summary.customer)) == (0, 0)
