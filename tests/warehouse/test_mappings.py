"""Mappings: recognised by columns, run where they can do no harm, their mistakes named."""

from pathlib import Path

import pytest

from tests.warehouse.imported import bring_in, rejects, rows, write
from tools.errors import BadInputError
from tools.warehouse.check import check_source
from tools.warehouse.mapping import shipped_mappings

TOML = """
tables = ["orders"]
[inputs.tickets.columns]
ticket = { form = "id", required = true, names = ["Ticket No"] }
sold = { type = "instant", required = true }
total = { type = "decimal", required = true }
"""
SELECT = "SELECT ticket AS order_id, sold AS ordered_at, 'completed' AS status, total AS revenue, _file, _line FROM tickets"
FILE = "Ticket no;Total;Sold\n1;5,50;2024-05-01\n2;x;2024-05-01\n"


def _import(folder: Path, toml: str = TOML, select: str = SELECT, file: str = FILE):  # type: ignore[no-untyped-def]
    write(folder / "map", "mapping.toml", toml)
    write(folder / "map", "orders.sql", select)
    return bring_in(folder / "home", write(folder, "tickets.csv", file), mapping=folder / "map")


def test_a_mapping_of_ones_own_reads_typed_columns(tmp_path: Path) -> None:
    report = _import(tmp_path)
    assert rows(report, "orders", "order_id, revenue") == [("1", 5.5)]
    assert rejects(report) == [(3, "total is not a number", "row left out")]


def test_a_row_that_the_select_makes_wrong_is_rejected_with_its_line(tmp_path: Path) -> None:
    report = _import(tmp_path, select=SELECT.replace("'completed'", "CASE WHEN ticket = '1' THEN 'done' ELSE 'completed' END"),
                     file="ticket,total,sold\n1,5,2024-05-01\n2,6,2024-05-01\n")  # fmt: skip
    assert rows(report, "orders", "order_id") == [("2",)]
    assert rejects(report) == [(2, "status is none of completed, cancelled, refund", "row left out")]


@pytest.mark.parametrize(
    ("select", "says"),
    [
        ("SELECT * FROM read_csv('/etc/passwd')", "orders.sql"),
        ("SELECT * FROM 'secret.parquet'", "orders.sql"),
        ("COPY (SELECT 1) TO 'x.csv'", "exactly one SELECT"),
        ("SELECT 1 AS order_id; DROP TABLE tickets", "exactly one SELECT"),
        ("SELECT nothing FROM tickets", "nothing"),
        ("SELECT ticket AS order_id, 1 AS wrong FROM tickets", "unknown column 'wrong'"),
        ("SELECT ticket AS order_id FROM tickets", "required column 'ordered_at'"),
        ("SELEC", "orders.sql"),
    ],
)
def test_a_select_that_cannot_be_is_refused_by_name(tmp_path: Path, select: str, says: str) -> None:
    with pytest.raises(BadInputError, match=says):
        _import(tmp_path, select=select)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (TOML.replace('"orders"', '"ordrs"'), "unknown canonical table 'ordrs'"),
        (TOML.replace("decimal", "money"), "unknown type 'money'"),
        (TOML + "\n[surprise]\nx = 1\n", "unknown key 'surprise'"),
        ("tables = [", "mapping.toml"),
        (TOML.replace("Ticket No", "Receipt").replace("ticket =", "receipt ="), "lacks: receipt"),
    ],
)
def test_a_mistake_in_a_mapping_is_named(tmp_path: Path, toml: str, says: str) -> None:
    with pytest.raises(BadInputError, match=says):
        _import(tmp_path, toml=toml)


def test_every_shipped_mapping_loads() -> None:
    assert {mapping.name for mapping in shipped_mappings()} >= {"order_rows", "shopify_orders", "stripe_payments"}


SHOPIFY = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount,Shipping Country\n"
    "#1,eva@x.example,paid,EUR,90,5,19.95,114.95,TEN,10,2024-05-02 10:00:00 +0200,2,Mug,25,M1,,0,ES\n"
    "#1,,,,,,,,,,,1,Gift card,50,G1,,,\n"
    "#2,,voided,EUR,20,0,0,20,,0,2024-05-03 10:00:00 +0200,1,Plate,20,P1,2024-05-03 11:00:00 +0200,0,FR\n"
    "#3,eva@x.example,partially_refunded,EUR,40,0,0,40,,0,2024-05-04 10:00:00 +0200,2,Plate,20,P1,,15,ES\n"
)


def test_shopify_orders_are_filled_down_and_taxes_left_out(tmp_path: Path) -> None:
    report = bring_in(tmp_path / "home", write(tmp_path, "orders_export_1.csv", SHOPIFY))
    assert rows(report, "orders", "order_id, status, revenue, ordered_at::VARCHAR, country") == [
        ("#1", "completed", 90.0, "2024-05-02 08:00:00", "ES"),
        ("#2", "cancelled", 20.0, "2024-05-03 08:00:00", "FR"),
        ("#3", "completed", 40.0, "2024-05-04 08:00:00", "ES"),
        ("#3 refund", "refund", 15.0, "2024-05-04 08:00:00", "ES"),
    ]
    assert rows(report, "order_lines", "order_id, line_no, product_id, revenue") == [
        ("#1", 1, "M1", 45.0), ("#1", 2, "G1", 45.0), ("#2", 1, "P1", 20.0), ("#3", 1, "P1", 40.0),
    ]  # fmt: skip
    assert dict(rows(report, "products", "product_id, kind")) == {"G1": "gift_card", "M1": "merchandise", "P1": "merchandise"}


def test_shopify_orders_and_customers_meet_by_email(tmp_path: Path) -> None:
    write(tmp_path / "in", "orders_export.csv", SHOPIFY)
    write(
        tmp_path / "in",
        "customers_export.csv",
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing,Total Spent\n"
        "'77,Eva,Sol,EVA@x.example,yes,,no,130\n'78,Leo,Mar,leo@x.example,,,,0\n",
    )
    report = bring_in(tmp_path / "home", tmp_path / "in")
    assert len(rows(report, "customers", "customer_id")) == 2
    assert rows(report, "consents", "channel, status") == [("email", "subscribed"), ("sms", "unsubscribed")]
    consenting = {who for (who,) in rows(report, "consents", "customer_id")}
    assert consenting == {who for who, order in rows(report, "orders", "customer_id, order_id") if order == "#1"}


def test_stripe_payments_leave_out_what_was_not_paid(tmp_path: Path) -> None:
    content = (
        "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,"
        "Converted Currency,Refunded date (UTC),Status,Customer ID,Customer Email\n"
        "ch_1,2024-05-01 10:00,20.00,5.00,usd,true,18.50,4.60,eur,2024-06-01 09:00,Refunded,cus_1,eva@x.example\n"
        "ch_2,2024-05-01 11:00,30.00,0.00,usd,true,27.80,0.00,eur,,Failed,cus_1,\n"
        "ch_3,2024-05-01 12:00,30.00,0.00,usd,false,27.80,0.00,eur,,Paid,cus_1,\n"
    )
    report = bring_in(tmp_path / "home", write(tmp_path, "unified_payments.csv", content))
    assert rows(report, "orders", "order_id, status, revenue, currency, customer_id") == [
        ("ch_1", "completed", 18.5, "EUR", "cus_1"), ("ch_1 refund", "refund", 4.6, "EUR", "cus_1"),
    ]  # fmt: skip
    assert report.counts.left_out == {"payment failed, not captured or not final": 2}


def test_stripe_subscriptions_become_trials_and_running_ones(tmp_path: Path) -> None:
    content = (
        "id,Customer ID,Customer Email,Plan,Status,Created (UTC),Start (UTC),Current Period End (UTC),Trial Start (UTC),"
        "Trial End (UTC),Canceled At (UTC),Cancel At Period End,Ended At (UTC),Interval,Amount\n"
        "s1,c1,a@x.example,Box,active,2024-01-01 00:00,2024-01-01 00:00,2024-06-01 00:00,2024-01-01 00:00,"
        "2024-01-15 00:00,,false,,month,20\n"
        "s2,c2,,Box,canceled,2024-01-01 00:00,2024-01-01 00:00,2024-01-15 00:00,2024-01-01 00:00,2024-01-15 00:00,"
        "2024-01-10 00:00,false,2024-01-10 00:00,month,20\n"
        "s3,c3,,Box,incomplete,2024-01-01 00:00,2024-01-01 00:00,2024-02-01 00:00,,,,false,,month,20\n"
    )
    report = bring_in(tmp_path / "home", write(tmp_path, "subscriptions.csv", content))
    assert rows(report, "subscriptions", "subscription_id, status, started_at::VARCHAR, ended_at::VARCHAR, price") == [
        ("s1", "active", "2024-01-15 00:00:00", None, 20.0), ("s2", "ended", None, "2024-01-10 00:00:00", 20.0),
    ]  # fmt: skip


def test_a_check_says_what_can_be_told_and_replaces_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "orders_export_1.csv", SHOPIFY)
    report = check_source(tmp_path / "home", path, metrics={"revenue": ("orders",), "open_rate": ("touches", "campaigns")})
    assert report.mappings == ("shopify_orders",)
    assert report.manifest["rows"]["orders"] == 4
    assert "events" in report.missing_tables
    assert report.metrics == {"revenue": (), "open_rate": ("touches", "campaigns")}
    assert "unknown" in report.stages["awareness"].en
    assert "can be told" in report.stages["retention"].en
    assert not (tmp_path / "home" / "warehouse").exists()
