"""Stage a whole database by its SQLAlchemy address: every table streamed in chunks through a server-side cursor."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, MetaData, Table, create_engine, inspect, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from tools.errors import BadInputError, UnavailableError
from tools.terms import Text
from tools.warehouse.options import ImportOptions
from tools.warehouse.staged import Staged

__all__ = ["stage_database"]

_CHUNK = 20_000
_KINDS: tuple[tuple[type, pa.DataType], ...] = (
    (bool, pa.bool_()), (int, pa.int64()), (float, pa.float64()), (Decimal, pa.float64()), (date, pa.date32()),
)  # fmt: skip


def stage_database(url: str, work: Path, options: ImportOptions) -> list[Staged]:
    """Stream the tables and views of the database's default schema into the work folder, read-only.

    Raises:
        BadInputError: the address is none that SQLAlchemy knows, or its driver is not installed.
        UnavailableError: the database does not answer or refuses.
    """
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise BadInputError(
            "the database's address cannot be used; it looks like postgresql+psycopg://user:password@host/name, "
            f"and its driver must be installed ({type(error).__name__})"
        ) from error
    try:
        with engine.connect().execution_options(stream_results=True, yield_per=_CHUNK) as connection:
            inspector = inspect(connection)
            names = sorted({*inspector.get_table_names(), *inspector.get_view_names()})
            return [
                _stage_table(connection, name, work / f"database_{place}.parquet", options) for place, name in enumerate(names)
            ]
    except SQLAlchemyError as error:
        raise UnavailableError(
            Text(
                f"the database does not answer as it should ({type(error).__name__})",
                f"la base de datos no responde como debería ({type(error).__name__})",
            )
        ) from error
    finally:
        engine.dispose()


def _stage_table(connection: Connection, name: str, target: Path, options: ImportOptions) -> Staged:
    table = Table(name, MetaData(), autoload_with=connection)
    names = [column.name for column in table.columns if not column.name.startswith("_")]
    kinds = [_kind(table, column) for column in names]
    schema = pa.schema([*zip(names, kinds, strict=True), ("_line", pa.int64())])
    rows = 0
    with pq.ParquetWriter(target, schema) as writer:
        for chunk in _chunks(connection, table, names):
            columns = [_array(values, kind) for values, kind in zip(zip(*chunk, strict=True), kinds, strict=True)]
            lines = pa.array(range(rows + 1, rows + len(chunk) + 1), pa.int64())
            writer.write_batch(pa.record_batch([*columns, lines], schema))
            rows += len(chunk)
            if rows > options.row_cap:
                raise BadInputError(f"table {name!r} has more than {options.row_cap:,} rows")
    return Staged(name, name, target, tuple(names), rows)


def _chunks(connection: Connection, table: Table, names: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
    result = connection.execute(select(*(table.c[name] for name in names)))
    yield from result.partitions(_CHUNK)


def _kind(table: Table, name: str) -> pa.DataType:
    """The Parquet type of a column; what has no plain one (JSON, arrays, ids) becomes text."""
    column_type = table.c[name].type
    try:
        python = column_type.python_type
    except NotImplementedError:
        return pa.string()
    if issubclass(python, datetime):
        return pa.timestamp("us", "UTC" if getattr(column_type, "timezone", False) else None)
    return next((kind for known, kind in _KINDS if issubclass(python, known)), pa.string())


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_string(kind):
        return pa.array([None if v is None else v if isinstance(v, str) else str(v) for v in values], kind)
    if pa.types.is_floating(kind):
        return pa.array([None if v is None else float(v) for v in values], kind)
    return pa.array(values, kind)
