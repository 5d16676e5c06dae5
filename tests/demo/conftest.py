"""The demo shop at full scale, made once, open in DuckDB."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tools.warehouse.demo import generate
from tools.warehouse.schema import CONTACTS, TABLES

AS_OF = date(2026, 6, 28)


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    generate(folder, AS_OF)
    return folder


@pytest.fixture(scope="session")
def shop(shop_folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for name in (*TABLES, CONTACTS.name):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{shop_folder / name}.parquet'")
        yield connection
