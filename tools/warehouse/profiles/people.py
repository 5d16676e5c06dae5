"""Who the profiles are about: every contact and buyer once, in order of id, each with a code for array work."""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.order_days import NO_DAY, Days
from tools.warehouse.engine import Warehouse

__all__ = ["People", "columns_of", "day_numbers", "read_people"]

_ATTRIBUTES = (
    "country", "city", "language", "acquisition_channel", "referral_source", "birth_month", "has_email", "has_phone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """Customer ids ascending, and what `customers` says of each.

    Attributes:
        ids: the code of a customer is the position here.
        created_on: day number, or NO_DAY.
        attributes: by column; empty where there is no `customers` table.
    """

    ids: pa.Array
    created_on: Days
    attributes: dict[str, pa.Array]

    def __len__(self) -> int:
        return len(self.ids)

    def codes(self, customer_ids: pa.ChunkedArray) -> Days:
        """The code of each id; -1 for null and for those who are left out (test customers)."""
        found = pc.fill_null(pc.index_in(customer_ids, value_set=self.ids), -1)
        return np.asarray(found, dtype=np.int64)


def read_people(warehouse: Warehouse) -> People:
    """Everybody in `customers`, with a completed order, or with a subscription; test customers left out."""
    known = [warehouse.run(ids).column("customer_id").combine_chunks() for ids in _sources(warehouse)]
    known = [ids for ids in known if len(ids)]
    if not known:
        return People(pa.array([], pa.string()), np.zeros(0, dtype=np.int64), {})
    ids = pc.unique(pa.concat_arrays(known))
    ids = ids.take(pc.array_sort_indices(ids))
    if not warehouse.has("customers"):
        return People(ids, np.full(len(ids), NO_DAY, dtype=np.int64), {})
    return _with_attributes(warehouse, ids)


def _sources(warehouse: Warehouse) -> list[Any]:
    sources = []
    if warehouse.has("customers"):
        customers = warehouse.table("customers")
        sources.append(customers.filter(~customers.is_test.fill_null(False)).select("customer_id"))
    tests = _tests(warehouse)
    for name in ("orders", "subscriptions"):
        if warehouse.has(name):
            rows = warehouse.table(name)
            rows = rows.filter(rows.customer_id.notnull())
            rows = rows.filter(rows.status == "completed") if name == "orders" else rows
            ids = rows.select("customer_id").distinct()
            sources.append(ids.anti_join(tests, "customer_id") if tests is not None else ids)
    return sources


def _tests(warehouse: Warehouse) -> Any:
    if not warehouse.has("customers"):
        return None
    customers = warehouse.table("customers")
    return customers.filter(customers.is_test).select("customer_id")


def _with_attributes(warehouse: Warehouse, ids: pa.Array) -> People:
    customers = warehouse.table("customers")
    rows = warehouse.run(customers.select("customer_id", "created_on", *_ATTRIBUTES))
    place = pc.index_in(ids, value_set=rows["customer_id"].combine_chunks())
    attributes = {name: rows[name].combine_chunks().take(place) for name in _ATTRIBUTES}
    return People(ids, day_numbers(rows["created_on"].combine_chunks().take(place)), attributes)


def day_numbers(dates: pa.Array | pa.ChunkedArray) -> Days:
    """Days since 1970-01-01; NO_DAY for null."""
    return np.asarray(pc.fill_null(dates.cast(pa.date32()).cast(pa.int32()), NO_DAY), dtype=np.int64)


def columns_of(warehouse: Warehouse, expression: ibis.expr.types.Table) -> dict[str, pa.ChunkedArray]:
    """Run an expression; its columns by name."""
    table = warehouse.run(expression)
    return {name: table[name] for name in table.column_names}
