"""Small results of queries on a snapshot, kept as long as it is open: many questions ask the same things on the way."""

from collections import OrderedDict
from threading import Lock

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

__all__ = ["Answered"]

_MOST, _MOST_ROWS = 256, 1_000


class Answered:
    """Results by expression, those asked for last; of expressions over tables of the snapshot alone. Safe from any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[ops.Node, pa.Table] = OrderedDict()
        self._lock = Lock()

    def get(self, expression: ir.Expr) -> pa.Table | None:
        """What this expression gave before; None where that is not known any more."""
        asked = expression.op()
        with self._lock:
            if (found := self._known.get(asked)) is not None:
                self._known.move_to_end(asked)
            return found

    def keep(self, expression: ir.Expr, result: pa.Table) -> None:
        """Remember a result, unless it is large or rests on rows that somebody brought along."""
        asked = expression.op()
        if result.num_rows > _MOST_ROWS or asked.find(ops.InMemoryTable):
            return
        with self._lock:
            self._known[asked] = result
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
