"""People whom several queries are asked about, found once where finding them takes more than reading their profiles."""

from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from tools.warehouse.engine import Warehouse

__all__ = ["settled"]


def settled(warehouse: Warehouse, people: ir.Table, columns: Iterable[str]) -> ir.Table:
    """These columns of rows of profiles, with `customer_id`: found already where other tables tell who the people are."""
    wanted = people.select(*dict.fromkeys(("customer_id", *columns)))
    if {table.name for table in people.op().find(ops.UnboundTable)} <= {"profiles"}:
        return wanted
    found: Any = ibis.memtable(warehouse.run(wanted))
    return found
