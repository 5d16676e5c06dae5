"""Snapshots: what an import replaces, what it keeps, and that nothing half-done is ever seen."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.imported import HEADER, bring_in, rows, write
from tools.errors import BadInputError, NoDataError
from tools.warehouse.document import tables_page
from tools.warehouse.engine import Shop, Warehouse
from tools.warehouse.opening import open_warehouse
from tools.warehouse.store import current_snapshot, list_snapshots, prune_snapshots, read_manifest
from ui.cli.reports import import_lines


def _orders(folder: Path, numbers: range, price: int = 10, name: str = "sales.csv") -> Path:
    lines = "".join(f"{n},p{n % 3}@shop.example,2024-05-{n % 28 + 1:02d},Mug,1,{price},EUR\n" for n in numbers)
    return write(folder, name, HEADER + lines)


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    first = bring_in(tmp_path / "home", _orders(tmp_path, range(1, 6)))
    again = bring_in(tmp_path / "home", _orders(tmp_path, range(1, 6), name="renamed.csv"))
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again.snapshot_id == first.snapshot_id
    assert len(list_snapshots(tmp_path / "home")) == 1


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    content = ["1,,2024-05-01,Mug,1,10,EUR\n", "2,,2024-05-02,Mug,1,10,EUR\n"]
    first = bring_in(tmp_path / "home", write(tmp_path, "a.csv", HEADER + "".join(content)))
    assert (
        bring_in(tmp_path / "home", write(tmp_path, "b.csv", HEADER + "".join(reversed(content)))).snapshot_id
        == first.snapshot_id
    )


def test_an_import_replaces_its_source(tmp_path: Path) -> None:
    bring_in(tmp_path / "home", _orders(tmp_path, range(1, 6)))
    second = bring_in(tmp_path / "home", _orders(tmp_path, range(3, 8), name="new.csv"))
    assert [order for (order,) in rows(second, "orders", "order_id")] == ["3", "4", "5", "6", "7"]


def test_an_update_keeps_what_it_does_not_bring(tmp_path: Path) -> None:
    bring_in(tmp_path / "home", _orders(tmp_path, range(1, 4)))
    newer = _orders(tmp_path, range(3, 5), price=12, name="new.csv")
    second = bring_in(tmp_path / "home", newer, update=True)
    assert rows(second, "orders", "order_id, revenue") == [("1", 10.0), ("2", 10.0), ("3", 12.0), ("4", 12.0)]
    assert rows(second, "order_lines", "order_id, revenue") == [("1", 10.0), ("2", 10.0), ("3", 12.0), ("4", 12.0)]
    assert bring_in(tmp_path / "home", newer, update=True).unchanged


def test_an_updated_order_brings_all_its_lines(tmp_path: Path) -> None:
    orders = "order_id,ordered_at,status,revenue\n1,2024-05-01,completed,5\n"
    lines = "order_id,line_no,product_id,quantity,revenue\n"
    write(tmp_path / "in", "orders.csv", orders)
    write(tmp_path / "in", "order_lines.csv", lines + "1,1,A,1,3\n1,2,B,1,2\n")
    bring_in(tmp_path / "home", tmp_path / "in")
    write(tmp_path / "in", "order_lines.csv", lines + "1,1,C,1,5\n")
    second = bring_in(tmp_path / "home", tmp_path / "in", update=True)
    assert rows(second, "order_lines", "line_no, product_id") == [(1, "C")]


def test_losing_a_third_of_the_orders_stops_unless_it_is_meant(tmp_path: Path) -> None:
    first = bring_in(tmp_path / "home", _orders(tmp_path, range(1, 11)))
    fewer = _orders(tmp_path, range(1, 7), name="fewer.csv")
    with pytest.raises(BadInputError, match="from 10 to 6 orders"):
        bring_in(tmp_path / "home", fewer)
    assert current_snapshot(tmp_path / "home") == first.snapshot
    assert len(rows(bring_in(tmp_path / "home", fewer, allow_shrink=True), "orders")) == 6


def test_two_sources_add_up_and_each_is_replaced_alone(tmp_path: Path) -> None:
    bring_in(tmp_path / "home", _orders(tmp_path, range(1, 4)), source="web")
    bring_in(tmp_path / "home", _orders(tmp_path, range(11, 14), name="b.csv"), source="store")
    third = bring_in(tmp_path / "home", _orders(tmp_path, range(1, 5), name="c.csv"), source="web")
    assert [order for (order,) in rows(third, "orders", "order_id")] == ["1", "11", "12", "13", "2", "3", "4"]
    assert len(rows(third, "customers", "customer_id")) == 3
    assert set(third.manifest["sources"]) == {"web", "store"}


def test_an_order_that_two_sources_claim_stops_the_import(tmp_path: Path) -> None:
    bring_in(tmp_path / "home", _orders(tmp_path, range(1, 4)), source="web")
    with pytest.raises(BadInputError, match="is in another source already"):
        bring_in(tmp_path / "home", _orders(tmp_path, range(3, 6), name="b.csv"), source="store")


def test_test_customers_are_left_out_with_all_that_is_theirs(tmp_path: Path) -> None:
    write(tmp_path / "in", "customers.csv", "customer_id,is_test\na,true\nb,no\n")
    write(
        tmp_path / "in",
        "orders.csv",
        "order_id,customer_id,ordered_at,status,revenue\n1,a,2024-05-01,completed,5\n2,b,2024-05-01,completed,7\n",
    )
    write(tmp_path / "in", "order_lines.csv", "order_id,line_no,quantity,revenue\n1,1,1,5\n2,1,1,7\n")
    report = bring_in(tmp_path / "home", tmp_path / "in")
    assert rows(report, "orders", "order_id") == [("2",)]
    assert rows(report, "order_lines", "order_id") == [("2",)]
    assert rows(report, "customers", "customer_id") == [("b",)]
    assert report.manifest["test_customers"] == {"customers": 1, "orders": 1}
    said = import_lines(report, "en", "America/Mexico_City")
    assert "Test customers left out: 1, with 1 orders." in said
    assert any(line.startswith("Days are told in America/Mexico_City") for line in said)


def test_the_page_of_canonical_tables_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == tables_page()


def test_a_table_that_lacks_a_required_column_stops_the_import_instead_of_being_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "in", "customers.csv", "customer_id\na\n")
    write(tmp_path / "in", "order_lines.csv", "order_id,line_no,revenue\n1,1,5\n")
    with pytest.raises(BadInputError, match="lacks its column quantity"):
        bring_in(tmp_path / "home", tmp_path / "in")


def test_the_only_file_of_a_table_names_the_column_that_it_lacks(tmp_path: Path) -> None:
    write(tmp_path / "in", "orders.csv", "order_id,customer_id,ordered_at,revenue\n1,a,2026-05-02,5\n")
    with pytest.raises(BadInputError, match="named like the table orders but lacks its column status"):
        bring_in(tmp_path / "home", tmp_path / "in")


def test_an_import_that_rejects_every_row_says_so_first(tmp_path: Path) -> None:
    write(tmp_path / "in", "orders.csv", "order_id,ordered_at,status,revenue\n1,soon,completed,5\n")
    report = bring_in(tmp_path / "home", tmp_path / "in")
    assert import_lines(report, "en", "UTC")[0] == "No row could be read: every one was rejected."
    assert import_lines(report, "es", "UTC")[0].startswith("No se ha podido leer ninguna fila")


def test_a_file_that_nothing_reads_is_named_as_skipped(tmp_path: Path) -> None:
    write(tmp_path / "in", "customers.csv", "customer_id\na\n")
    write(tmp_path / "in", "budget.csv", "month,plan\n1,5\n")
    report = bring_in(tmp_path / "home", tmp_path / "in")
    assert report.manifest["sources"]["main"]["skipped"] == ["budget.csv"]


def test_several_currencies_leave_no_single_one(tmp_path: Path) -> None:
    content = HEADER + "1,,2024-05-01,Mug,1,10,EUR\n2,,2024-05-01,Mug,1,10,usd\n"
    report = bring_in(tmp_path / "home", write(tmp_path, "a.csv", content))
    assert (report.manifest["currency"], report.manifest["currencies"]) == ("", {"EUR": 1, "USD": 1})


def test_only_the_latest_snapshots_and_the_pinned_ones_stay(tmp_path: Path) -> None:
    home, made = tmp_path / "home", []
    for number in range(4):
        path = _orders(tmp_path, range(1, 4 + number))
        made.append(bring_in(home, path, now=datetime(2024, 6, 1 + number, tzinfo=UTC)).snapshot_id)
    removed = prune_snapshots(home, pinned={made[0]}, keep=2)
    assert removed == [made[1]]
    assert [folder.name for folder in list_snapshots(home)] == [made[3], made[2], made[0]]
    assert len(list((home / "warehouse" / "sources" / "main").iterdir())) == 3
    assert len(list((home / "contacts" / "main").iterdir())) == 1


def test_orders_of_a_customer_come_from_the_sorted_file(tmp_path: Path) -> None:
    report = bring_in(tmp_path / "home", _orders(tmp_path, range(1, 8)))
    warehouse = Warehouse(report.snapshot, None, Shop())
    customer = rows(report, "orders", "customer_id, order_id")[0][0]
    expected = [(order,) for who, order in rows(report, "orders", "customer_id, order_id") if who == customer]
    assert [(order,) for order in warehouse.orders_of(customer)["order_id"].to_pylist()] == expected
    assert warehouse.orders_of("nobody").num_rows == 0


def test_before_the_first_import_there_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(NoDataError):
        open_warehouse(tmp_path / "home")


def test_a_shop_of_headers_alone_opens_and_has_no_data(tmp_path: Path) -> None:
    write(tmp_path / "in", "orders.csv", "order_id,ordered_at,status,revenue\n")
    write(tmp_path / "in", "customers.csv", "customer_id\n")
    bring_in(tmp_path / "home", tmp_path / "in")
    warehouse = open_warehouse(tmp_path / "home")
    assert not warehouse.tables
    with pytest.raises(NoDataError):
        warehouse.require("orders")
    with pytest.raises(NoDataError):
        _ = warehouse.data_first
    assert warehouse.today == datetime.fromisoformat(warehouse.manifest["created_at"]).date()


_CHILD = """
import sys
from pathlib import Path
from tests.warehouse.imported import bring_in
print("ready", flush=True)
for path in sys.argv[2:]:
    bring_in(Path(sys.argv[1]), Path(path), allow_shrink=True)
"""


def test_a_killed_import_leaves_a_whole_snapshot(tmp_path: Path) -> None:
    home = tmp_path / "home"
    bring_in(home, _orders(tmp_path, range(1, 500)))
    files = [_orders(tmp_path, range(1, 500 + n), price=n, name=f"{n}.csv") for n in range(1, 9)]
    chance = random.Random(20240501)
    for _ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(home), *map(str, files)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.05, 2.5))
        child.send_signal(signal.SIGKILL)
        child.wait()
        snapshot = current_snapshot(home)
        assert snapshot is not None
        manifest = read_manifest(snapshot)
        for table, count in manifest["rows"].items():
            assert duckdb.sql(f"SELECT count(*) FROM '{snapshot / table}.parquet'").fetchall() == [(count,)]
    report = bring_in(home, files[0], allow_shrink=True)
    assert len(rows(report, "orders")) == 500
