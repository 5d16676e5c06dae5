"""The demo shop is a function of seed and date, and fits the canonical schema."""

from datetime import date, datetime, time
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.demo.conftest import AS_OF
from tools.errors import BadInputError
from tools.warehouse.demo import GROUND_TRUTH_FILE, generate, read_ground_truth
from tools.warehouse.schema import CONTACTS, TABLES, CanonicalColumn, CanonicalTable

ALL = {**TABLES, "contacts": CONTACTS}
TYPES = {
    "text": "VARCHAR", "integer": "BIGINT", "decimal": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "instant": "TIMESTAMP",
}  # fmt: skip
MAY_LIE_AHEAD = {("subscriptions", "trial_ends_at"), ("subscriptions", "current_period_ends_at")}
POINTS_TO = [
    ("contacts", "customer_id", "customers", "customer_id"),
    ("orders", "customer_id", "customers", "customer_id"),
    ("orders", "refund_of", "orders", "order_id"),
    ("orders", "subscription_id", "subscriptions", "subscription_id"),
    ("orders", "visit_id", "events", "visit_id"),
    ("order_lines", "order_id", "orders", "order_id"),
    ("order_lines", "product_id", "products", "product_id"),
    ("subscriptions", "customer_id", "customers", "customer_id"),
    ("subscription_events", "subscription_id", "subscriptions", "subscription_id"),
    ("events", "customer_id", "customers", "customer_id"),
    ("events", "product_id", "products", "product_id"),
    ("touches", "campaign_id", "campaigns", "campaign_id"),
    ("touches", "customer_id", "customers", "customer_id"),
    ("reviews", "customer_id", "customers", "customer_id"),
    ("reviews", "product_id", "products", "product_id"),
    ("surveys", "customer_id", "customers", "customer_id"),
    ("referrals", "referrer_id", "customers", "customer_id"),
    ("referrals", "referred_id", "customers", "customer_id"),
    ("consents", "customer_id", "customers", "customer_id"),
]


def scalar(shop: duckdb.DuckDBPyConnection, query: str) -> object:
    row = shop.execute(query).fetchone()
    assert row is not None
    return row[0]


def columns_of(kind: str | None = None) -> list[tuple[CanonicalTable, CanonicalColumn]]:
    return [(table, c) for table in ALL.values() for c in table.columns if kind is None or c.type == kind]


def test_the_same_seed_and_date_give_the_same_rows(tmp_path: Path) -> None:
    for name in ("once", "again"):
        generate(tmp_path / name, AS_OF, contacts=300)
    for name in ALL:
        assert pq.read_table(tmp_path / "once" / f"{name}.parquet").equals(
            pq.read_table(tmp_path / "again" / f"{name}.parquet")
        )
    truths = [read_ground_truth(tmp_path / name / GROUND_TRUTH_FILE) for name in ("once", "again")]
    assert truths[0] == truths[1]


def test_another_seed_or_date_gives_other_orders(tmp_path: Path) -> None:
    generate(tmp_path / "seven", AS_OF, contacts=300)
    generate(tmp_path / "eight", AS_OF, seed=8, contacts=300)
    generate(tmp_path / "later", date(2026, 7, 5), contacts=300)
    orders = [pq.read_table(tmp_path / name / "orders.parquet") for name in ("seven", "eight", "later")]
    assert not orders[0].equals(orders[1])
    assert not orders[0].equals(orders[2])


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2025, 12, 1), date(2026, 1, 1)])
def test_a_small_shop_has_every_table_on_any_date(tmp_path: Path, as_of: date) -> None:
    generate(tmp_path, as_of, contacts=1500)
    for name in ALL:
        assert pq.read_metadata(tmp_path / f"{name}.parquet").num_rows > 0, name
    orders = pq.read_table(tmp_path / "orders.parquet").column("ordered_at").to_pylist()
    assert max(orders).date() == as_of


@pytest.mark.parametrize("contacts", [0, 199, 1_000_000])
def test_a_shop_of_an_impossible_size_is_refused(tmp_path: Path, contacts: int) -> None:
    with pytest.raises(BadInputError, match="200 to 200000 work"):
        generate(tmp_path, AS_OF, contacts=contacts)


def test_every_column_has_its_canonical_type(shop: duckdb.DuckDBPyConnection) -> None:
    for table in ALL.values():
        described = shop.execute(f"DESCRIBE {table.name}").fetchall()
        assert [(name, kind) for name, kind, *_ in described] == [(c.name, TYPES[c.type]) for c in table.columns]


def test_every_column_is_filled_somewhere_and_required_ones_everywhere(shop: duckdb.DuckDBPyConnection) -> None:
    for table, column in columns_of():
        filled = scalar(shop, f'SELECT count("{column.name}") FROM {table.name}')
        assert filled, f"{table.name}.{column.name} is empty"
        if column.required:
            assert filled == scalar(shop, f"SELECT count(*) FROM {table.name}"), f"{table.name}.{column.name}"


def test_closed_columns_hold_all_their_choices_and_nothing_else(shop: duckdb.DuckDBPyConnection) -> None:
    never = {"fee", "shipping", "other", "week"}
    for table, column in columns_of("text"):
        if column.choices:
            query = f'SELECT DISTINCT "{column.name}" FROM {table.name} WHERE "{column.name}" IS NOT NULL'
            assert {value for (value,) in shop.execute(query).fetchall()} == set(column.choices) - never


def test_keys_are_unique(shop: duckdb.DuckDBPyConnection) -> None:
    for table in ALL.values():
        if table.key:
            key = ", ".join(f'"{name}"' for name in table.key)
            repeated = f"SELECT count(*) FROM (SELECT {key} FROM {table.name} GROUP BY ALL HAVING count(*) > 1)"
            assert scalar(shop, repeated) == 0, table.name


@pytest.mark.parametrize(("table", "column", "other", "key"), POINTS_TO)
def test_what_a_row_points_to_exists(shop: duckdb.DuckDBPyConnection, table: str, column: str, other: str, key: str) -> None:
    lost = f"SELECT count(*) FROM {table} a ANTI JOIN {other} b ON a.{column} = b.{key} WHERE a.{column} IS NOT NULL"
    assert scalar(shop, lost) == 0


def test_nothing_is_dated_after_the_as_of_date_but_ends_that_are_to_come(shop: duckdb.DuckDBPyConnection) -> None:
    for table, column in columns_of("instant"):
        if (table.name, column.name) not in MAY_LIE_AHEAD:
            latest = scalar(shop, f"SELECT max({column.name}) FROM {table.name}")
            assert isinstance(latest, datetime)
            assert latest <= datetime.combine(AS_OF, time.max), f"{table.name}.{column.name}"
    assert scalar(shop, "SELECT max(ordered_at)::DATE FROM orders") == AS_OF
    assert scalar(shop, 'SELECT max("on") FROM reach_daily') == AS_OF


def test_lines_add_up_to_their_order_to_the_cent(shop: duckdb.DuckDBPyConnection) -> None:
    sums = "SELECT order_id, sum(round(revenue * 100)) AS cents FROM order_lines GROUP BY 1"
    assert scalar(shop, f"SELECT count(*) FROM orders JOIN ({sums}) USING (order_id) WHERE round(revenue * 100) <> cents") == 0
    assert scalar(shop, f"SELECT count(*) FROM orders ANTI JOIN ({sums}) USING (order_id)") == 0


def test_nobody_acts_before_being_known(shop: duckdb.DuckDBPyConnection) -> None:
    for table, moment in (("orders", "ordered_at"), ("touches", "assigned_at"), ("subscriptions", "started_at")):
        early = f"SELECT count(*) FROM {table} JOIN customers USING (customer_id) WHERE {moment} < created_at"
        assert scalar(shop, early) == 0, table


def test_nobody_is_written_to_after_leaving(shop: duckdb.DuckDBPyConnection) -> None:
    late = """SELECT count(*) FROM touches t JOIN campaigns USING (campaign_id) JOIN consents c
              ON c.customer_id = t.customer_id AND c.channel = campaigns.channel
              WHERE c.status <> 'subscribed' AND t.sent_at > c.updated_at"""
    assert scalar(shop, late) == 0
    gone = """SELECT count(*) FROM touches t JOIN consents c USING (customer_id)
              WHERE t.unsubscribed_at IS NOT NULL AND c.channel = 'email' AND c.status = 'subscribed'"""
    assert scalar(shop, gone) == 0


def test_the_control_arm_is_sent_nothing(shop: duckdb.DuckDBPyConnection) -> None:
    assert scalar(shop, "SELECT count(*) FROM touches WHERE arm = 'control' AND sent_at IS NOT NULL") == 0
