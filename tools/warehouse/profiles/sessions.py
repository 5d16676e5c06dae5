"""Sessions of visitors from a shop's own events: what was done before any checkout, and whether an order followed."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.order_days import Bools, Days, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.people import day_numbers

__all__ = ["Sessions", "read_sessions"]

_COUNTED = ("page_view", "product_view", "add_to_cart")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Visits in order of time: a column per kind of behaviour, the day, and whether an order names the visit."""

    columns: dict[str, Floats]
    day: Days
    bought: Bools


def read_sessions(warehouse: Warehouse) -> Sessions | None:
    """Every visit with its events up to a checkout, which is left out: it tells the end already.

    Returns:
        None where events, or orders that name their visit, are missing.
    """
    if not warehouse.has("events", "orders"):
        return None
    events, orders = warehouse.table("events"), warehouse.table("orders")
    seen = events.filter(events.visit_id.notnull(), events.type.isin(_COUNTED))
    counts = {f"{kind}s": seen.count(where=seen.type == kind) for kind in _COUNTED}
    visits = seen.group_by("visit_id").agg(
        **counts, products=seen.product_id.nunique(), began=seen.occurred_at.min(), ended=seen.occurred_at.max(),
        on=seen.occurred_on.min(), customer_id=seen.customer_id.max(),
    )  # fmt: skip
    sold = orders.filter(orders.status == "completed", orders.visit_id.notnull()).select("visit_id").distinct()
    visits = visits.left_join(sold.mutate(sold=True), "visit_id").drop("visit_id_right").order_by(["began", "visit_id"])
    rows = warehouse.run(visits)
    bought = np.asarray(pc.fill_null(rows["sold"], False), dtype=bool)
    return Sessions(_columns(rows), day_numbers(rows["on"]), bought) if bought.any() else None


def _columns(rows: pa.Table) -> dict[str, Floats]:
    began, ended = (np.asarray(rows[name].cast(pa.timestamp("s")).cast(pa.int64())) for name in ("began", "ended"))
    columns = {name: _floats(rows[name]) for name in (*(f"{kind}s" for kind in _COUNTED), "products")}
    return columns | {
        "seconds": (ended - began).astype(np.float64),
        "hour": (began % 86_400 // 3_600).astype(np.float64),
        "weekday": ((began // 86_400 + 3) % 7).astype(np.float64),
        "known_customer": _floats(pc.is_valid(rows["customer_id"])),
    }


def _floats(values: pa.ChunkedArray) -> Floats:
    return np.asarray(values.cast(pa.float64()), dtype=np.float64)
