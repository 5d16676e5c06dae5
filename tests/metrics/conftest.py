"""The small shop opened once, and a plain DuckDB over the same files."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.metrics.small_shop import PROFILES, TABLES
from tests.shop import open_shop
from tools.conditions import FieldCondition
from tools.metrics.query import answer
from tools.metrics.question import Asked
from tools.reply import Reply
from tools.warehouse.engine import Shop, Warehouse


@pytest.fixture(scope="session")
def small_shop(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("small_shop")
    return open_shop(folder, TABLES, profiles=PROFILES, shop=Shop(currency="EUR", margin=0.4))


@pytest.fixture(scope="session")
def sql(small_shop: Warehouse) -> Callable[[str], float | None]:
    connection = duckdb.connect()
    for name in TABLES:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{small_shop.path / name}.parquet'")
    assert small_shop.profiles_path is not None
    connection.execute(f"CREATE VIEW profiles AS SELECT * FROM '{small_shop.profiles_path / 'profiles.parquet'}'")

    def run(query: str) -> float | None:
        (value,) = connection.execute(query).fetchone() or (None,)
        return None if value is None else float(value)

    return run


@pytest.fixture(scope="session")
def ask(small_shop: Warehouse) -> Callable[..., Reply]:
    def run(
        *metrics: str, warehouse: Warehouse = small_shop, where: dict[str, object] | None = None, **arguments: object
    ) -> Reply:
        filters = [FieldCondition(field=name, value=value) for name, value in (where or {}).items()]
        return answer(warehouse, Asked(list(metrics), filters=arguments.pop("filters", filters), **arguments))  # type: ignore[arg-type]

    return run


@pytest.fixture
def shop_of(tmp_path: Path) -> Callable[..., Warehouse]:
    """Opens a shop of a test's own orders, given as (order_id, customer_id, day, revenue[, country])."""

    def opened(*orders: tuple[object, ...], status: str = "completed") -> Warehouse:
        names = ("order_id", "customer_id", "ordered_at", "revenue", "country")
        rows = [{**dict(zip(names, order, strict=False)), "status": status} for order in orders]
        return open_shop(tmp_path, {"orders": rows})

    return opened
