"""One open snapshot, read-only: Ibis expressions in, Arrow out, on a locked in-process DuckDB."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import orjson
import pyarrow as pa

from tools.errors import NoDataError
from tools.terms import Text
from tools.warehouse.answered import Answered
from tools.warehouse.schema import PROFILE_COLUMNS, TABLES, ColumnType, local_date_of

__all__ = ["EngineLimits", "Shop", "Warehouse"]

_IBIS_TYPES: dict[ColumnType, str] = {
    "text": "string", "integer": "int64", "decimal": "float64", "boolean": "boolean", "date": "date", "instant": "timestamp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """What the shop has told about itself; part of what a profile depends on."""

    name: str = ""
    timezone: str = "UTC"
    currency: str = ""
    margin: float | None = None
    as_of: date | None = None
    loyalty_order_days: int = 4


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """What one query may take."""

    memory: str = "4GB"
    threads: int = 2
    connections: int = 4


ibis.options.sql.fuse_selects = False  # DuckDB makes one query of nested ones itself, and sooner

_ROWS_A_BATCH = 500_000
_SORTED_ORDERS = "orders_by_customer"
_POINT = "SELECT row FROM profiles WHERE customer_id = ?"


class Warehouse:
    """An open snapshot. `table(name)` gives an unbound Ibis table, `run(expression)` an Arrow table.

    Every instant column `x_at` has a companion date `x_on` in the shop's time zone; `orders` has `ordered_hour` too.
    """

    def __init__(self, snapshot: Path, profiles: Path | None, shop: Shop, limits: EngineLimits = EngineLimits()) -> None:
        self.path = snapshot
        self.shop = shop
        self.manifest: dict[str, Any] = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))
        self.snapshot_id: str = self.manifest["snapshot_id"]
        self.profiles_id = profiles.name if profiles else ""
        self.profiles_path = profiles
        self.tables = frozenset(name for name in TABLES if (snapshot / f"{name}.parquet").exists())
        has_sorted = (snapshot / f"{_SORTED_ORDERS}.parquet").exists()
        self._orders_by_customer = _SORTED_ORDERS if has_sorted else "orders"
        self._answered = Answered()
        self._root = _open_locked(snapshot, profiles, self.tables, shop, limits)
        self._pool: SimpleQueue[Any] = SimpleQueue()
        for connection in self._root:
            self._pool.put(connection)

    @property
    def data_first(self) -> date:
        """The first day with an order in it (of any table when there are no orders)."""
        return self._day("first_on")

    @property
    def data_last(self) -> date:
        """The last day with an order in it (of any table when there are no orders)."""
        return self._day("last_on")

    @property
    def today(self) -> date:
        """The as-of date: the last day with an order in it, unless the shop fixes another.

        Without orders that of any table, and where no row has a date the day of the import.
        """
        if self.shop.as_of:
            return self.shop.as_of
        if not self.manifest.get("last_on") and self.manifest.get("created_at"):
            return datetime.fromisoformat(self.manifest["created_at"]).date()
        return self._day("last_on")

    @property
    def currency(self) -> str:
        """The currency of money in this snapshot: the shop's, else the one that all orders share, else empty."""
        return self.shop.currency or self.manifest.get("currency", "")

    def has(self, *names: str) -> bool:
        """Whether all these tables are in the snapshot (`profiles` included)."""
        return all(name in self.tables or (name == "profiles" and self.profiles_path is not None) for name in names)

    def rows(self, name: str) -> int:
        """How many rows a canonical table has."""
        return int(self.manifest["rows"].get(name, 0))

    def _day(self, which: str) -> date:
        if not self.manifest.get(which):
            raise NoDataError(Text("there is no dated row in the data yet", "aún no hay ninguna fila con fecha"), ("orders",))
        return date.fromisoformat(self.manifest[which])

    def require(self, *names: str) -> None:
        """Raise NoDataError naming the tables that the snapshot lacks."""
        missing = tuple(name for name in names if not self.has(name))
        if missing:
            listed = ", ".join(missing)
            raise NoDataError(Text(f"there is no data for: {listed}", f"no hay datos de: {listed}"), missing)

    def table(self, name: str) -> ir.Table:
        """The unbound Ibis table of a canonical table, or of `profiles`."""
        self.require(name)
        return ibis.table(_ibis_schema(name), name=name)

    def run(self, expression: ir.Expr) -> pa.Table:
        """Execute an expression over `table(...)`s; safe from any thread.

        A snapshot never changes, so that a small result is kept and given again to the same expression.
        """
        found = self._answered.get(expression)
        if found is None:
            with self._lease() as connection:
                result = connection.to_pyarrow(expression)
            found = result if isinstance(result, pa.Table) else pa.table({"value": [result.as_py()]})
            self._answered.keep(expression, found)
        return found

    def run_all(self, *expressions: ir.Expr) -> list[pa.Table]:
        """Execute several expressions side by side: SQL is written for one while another runs."""
        first, *others = expressions
        with ThreadPoolExecutor(max(1, len(others))) as aside:
            later = [aside.submit(self.run, other) for other in others]
            return [self.run(first), *(one.result() for one in later)]

    def batches(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """Execute an expression and give its rows piece by piece, so that they are never in memory all at once."""
        with self._lease() as connection:
            yield from connection.to_pyarrow_batches(expression, chunk_size=_ROWS_A_BATCH)

    def profile(self, customer_id: str) -> dict[str, Any] | None:
        """One customer's profile row by point read, or None."""
        return self.profiles_of([customer_id]).get(customer_id)

    def profiles_of(self, customer_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Profile rows by point reads, of those customers that there are."""
        self.require("profiles")
        assert self.profiles_path is not None  # require has checked it
        with sqlite3.connect(f"file:{self.profiles_path / 'profiles.sqlite'}?mode=ro", uri=True) as database:
            names = orjson.loads(database.execute("SELECT names FROM layout").fetchone()[0])
            rows = [(one, database.execute(_POINT, (one,)).fetchone()) for one in customer_ids]
        return {one: _dated(dict(zip(names, orjson.loads(row[0]), strict=True))) for one, row in rows if row}

    def orders_of(self, customer_id: str) -> pa.Table:
        """One customer's orders (every status), oldest first."""
        self.require("orders")
        orders = ibis.table(_ibis_schema("orders"), name=self._orders_by_customer)
        return self.run(orders.filter(orders.customer_id == customer_id).order_by("ordered_at"))

    @contextmanager
    def _lease(self) -> Iterator[Any]:
        connection = self._pool.get()
        try:
            yield connection
        finally:
            self._pool.put(connection)


def _ibis_schema(name: str) -> ibis.Schema:
    if name == "profiles":
        return ibis.schema({column: _IBIS_TYPES[kind] for column, kind in PROFILE_COLUMNS.items()})
    return ibis.schema({column: _IBIS_TYPES[kind] for column, kind in _columns_of(name)})


def _columns_of(name: str) -> list[tuple[str, ColumnType]]:
    columns: list[tuple[str, ColumnType]] = []
    for column in TABLES[name].columns:
        columns.append((column.name, column.type))
        if column.type == "instant":
            columns.append((local_date_of(column.name), "date"))
    return columns + ([("ordered_hour", "integer")] if name == "orders" else [])


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has no dates: give them back as what they are."""
    return {name: _typed(value, PROFILE_COLUMNS.get(name)) for name, value in row.items()}


def _typed(value: Any, kind: ColumnType | None) -> Any:
    return date.fromisoformat(value) if kind == "date" and value is not None else value


def _open_locked(snapshot: Path, profiles: Path | None, tables: frozenset[str], shop: Shop, limits: EngineLimits) -> list[Any]:
    """A pool of Ibis connections over one DuckDB whose access is limited to the snapshot, then locked."""
    base = duckdb.connect(config={"memory_limit": limits.memory, "threads": limits.threads})
    base.execute("SET TimeZone = 'UTC'")
    base.execute("SET parquet_metadata_cache = true")
    for name in sorted(tables):
        base.execute(_view(name, name, snapshot, shop.timezone))
    if (snapshot / f"{_SORTED_ORDERS}.parquet").exists():
        base.execute(_view(_SORTED_ORDERS, "orders", snapshot, shop.timezone))
    if profiles is not None:
        base.execute(f"CREATE VIEW profiles AS SELECT * FROM read_parquet({_quoted(profiles / 'profiles.parquet')})")
    pool = [ibis.duckdb.from_connection(base.cursor()) for _ in range(limits.connections)]
    allowed = ", ".join(_quoted(f"{folder}/") for folder in filter(None, (snapshot, profiles)))
    base.execute(f"SET allowed_directories = [{allowed}]")
    base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
    return pool


def _view(view: str, name: str, snapshot: Path, timezone: str) -> str:
    """A canonical table over the snapshot's file of the view's name."""
    parts = [f'"{column}"' for column, _ in _stored_columns(name)]
    for column, kind in _stored_columns(name):
        if kind == "instant":
            parts.append(f'CAST({_local(column, timezone)} AS DATE) AS "{local_date_of(column)}"')
    if name == "orders":
        parts.append(f"CAST(hour({_local('ordered_at', timezone)}) AS BIGINT) AS ordered_hour")
    file = snapshot / f"{view}.parquet"
    return f'CREATE VIEW "{view}" AS SELECT {", ".join(parts)} FROM read_parquet({_quoted(file)})'


def _stored_columns(name: str) -> list[tuple[str, ColumnType]]:
    return [(column.name, column.type) for column in TABLES[name].columns]


def _local(column: str, timezone: str) -> str:
    if timezone == "UTC":
        return f'"{column}"'
    return f"timezone({_quoted(timezone)}, timezone('UTC', \"{column}\"))"


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
