"""The files that all sides read: CDNOW where it lies beside the project, a synthetic shop, survivors of 1,000 segments."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.scale_data import write_scale_shop
from tools.analytics.btyd.summary import Summary, summarise
from tools.warehouse.summaries import read_summaries

__all__ = ["CDNOW", "prepare"]

CDNOW = Path(__file__).resolve().parents[3] / "shared" / "data" / "cdnow_master.parquet"
_ORDERS_EACH, _SAMPLE, _SEGMENTS = 10, 20_000, 1_000


def prepare(folder: Path, customers: int, orders_alone: bool = False) -> dict[str, Path]:
    """Write the inputs; a folder per set of them."""
    made = {"synthetic": folder / "synthetic"}
    write_scale_shop(made["synthetic"], customers * _ORDERS_EACH, customers)
    orders = pq.read_table(made["synthetic"] / "orders.parquet", columns=["customer_id", "ordered_at", "revenue"])
    pq.write_table(_plain(orders), made["synthetic"] / "orders.parquet")
    if orders_alone:
        return made
    found = read_summaries(made["synthetic"] / "orders.parquet", "customer_id", "ordered_at", "revenue").summary
    _save(made["synthetic"], found, 1.0)
    np.save(made["synthetic"] / "survivors.npy", _survivors())
    if CDNOW.exists():
        made["cdnow"] = folder / "cdnow"
        rows = pq.read_table(CDNOW)
        day = rows["date"].cast(pa.date32()).cast(pa.int32()).to_numpy().astype(np.int64)
        customer = np.unique(rows["customer_id"].to_numpy(), return_inverse=True)[1]
        _save(made["cdnow"], summarise(customer, day, rows["spend"].to_numpy(), int(day.max())), 7.0)
    return made


def _plain(orders: pa.Table) -> pa.Table:
    """Instants and floats as every reader has them."""
    at = orders["ordered_at"].cast(pa.timestamp("us"))
    return pa.table({"customer_id": orders["customer_id"], "ordered_at": at, "revenue": orders["revenue"].cast(pa.float64())})


def _save(folder: Path, found: Summary, unit: float) -> None:
    """Histories of customers with a mean above 0, in units of so many days, and a sample to fit on before scoring."""
    paid = found.mean_value_of_all > 0
    columns = {
        "x": found.repeat_orders[paid], "t_x": found.age_at_last_order[paid] / unit, "T": found.customer_age[paid] / unit,
        "m": found.mean_value_of_all[paid],
    }  # fmt: skip
    (folder / "sample").mkdir(parents=True, exist_ok=True)
    np.savez(folder / "histories.npz", **columns)
    step = max(1, int(paid.sum()) // _SAMPLE)
    np.savez(folder / "sample" / "histories.npz", **{name: values[::step] for name, values in columns.items()})


def _survivors() -> np.ndarray:
    """Cohorts of 1,000 over 12 renewals, each with its own chances to leave."""
    draw = np.random.default_rng(7)
    alpha, beta = draw.gamma(2.0, 0.5, _SEGMENTS) + 0.2, draw.gamma(3.0, 1.0, _SEGMENTS) + 0.5
    left = np.full(_SEGMENTS, 1000.0)
    columns = [left]
    for t in range(1, 13):
        left = draw.binomial(left.astype(np.int64), (beta + t - 1) / (alpha + beta + t - 1)).astype(np.float64)
        columns.append(left)
    return np.column_stack(columns)
