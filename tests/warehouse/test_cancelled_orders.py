"""The rule of cancelled orders, on rows small enough to follow by hand."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.imported import bring_in, rows, write
from tools.warehouse.cancelled import settle_refunds
from tools.warehouse.options import ImportOptions
from tools.warehouse.session import Session

COLUMNS = "order_id,customer_id,ordered_at,status,revenue,currency\n"


def _statuses(tmp_path: Path, content: str) -> dict[str, str]:
    folder = tmp_path / "in"
    write(folder, "orders.csv", COLUMNS + content)
    return dict(rows(bring_in(tmp_path / "home", folder), "orders", "order_id, status"))


def test_a_refund_within_a_day_cancels_its_order_and_neither_counts(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder, "orders.csv", COLUMNS + "1,a,2024-05-02T10:00,completed,20,EUR\nR,a,2024-05-03T10:00,refund,-20,EUR\n")
    report = bring_in(tmp_path / "home", folder)
    assert rows(report, "orders", "order_id, status") == [("1", "cancelled")]
    assert rows(report, "settled_refunds", "order_id, refund_of") == [("R", "1")]
    assert report.manifest["cancelled"] == {"orders": 1, "amount": 20.0}
    assert report.manifest["refund_documents"] == {"documents": 0, "amount": 0.0}


def test_a_refund_a_minute_later_than_a_day_is_a_refund(tmp_path: Path) -> None:
    content = "1,a,2024-05-02T10:00,completed,20,EUR\nR,a,2024-05-03T10:01,refund,20,EUR\n"
    assert _statuses(tmp_path, content) == {"1": "completed", "R": "refund"}


def test_a_refund_cancels_the_latest_of_the_orders_before_it(tmp_path: Path) -> None:
    content = (
        "1,a,2024-05-02T10:00,completed,20,EUR\n2,a,2024-05-02T11:00,completed,20,EUR\n"
        "R,a,2024-05-02T11:00,refund,20,EUR\n3,a,2024-05-02T12:00,completed,20,EUR\n"
    )
    assert _statuses(tmp_path, content) == {"1": "completed", "2": "cancelled", "3": "completed"}


def test_an_order_looks_at_the_first_refund_after_it_alone(tmp_path: Path) -> None:
    content = (
        "1,a,2024-05-02T10:00,completed,20,EUR\n2,a,2024-05-02T10:30,completed,20,EUR\n"
        "R1,a,2024-05-02T11:00,refund,20,EUR\nR2,a,2024-05-02T12:00,refund,20,EUR\n"
    )
    assert _statuses(tmp_path, content) == {"1": "completed", "2": "cancelled", "R2": "refund"}


def test_guests_other_amounts_and_other_people_are_not_matched(tmp_path: Path) -> None:
    content = (
        "1,,2024-05-02T10:00,completed,20,EUR\nR1,,2024-05-02T11:00,refund,20,EUR\n"
        "2,a,2024-05-02T10:00,completed,20,EUR\nR2,a,2024-05-02T11:00,refund,19.99,EUR\nR3,b,2024-05-02T11:00,refund,20,EUR\n"
    )
    assert set(_statuses(tmp_path, content).values()) == {"completed", "refund"}


_HOURS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 60), st.booleans(), st.sampled_from([5, 7])), max_size=12)


@settings(max_examples=25, deadline=None)
@given(_HOURS)
def test_the_rule_agrees_with_its_words_read_one_order_at_a_time(documents: list[tuple[str, int, bool, int]]) -> None:
    lines = [
        (f"{n:02d}", who, hour, "refund" if is_refund else "completed", amount)
        for n, (who, hour, is_refund, amount) in enumerate(documents)
    ]
    looked: dict[str, list[tuple[int, str]]] = {}
    for order, who, hour, status, amount in lines:
        later = sorted((h, o) for o, w, h, s, a in lines if s == "refund" and (w, a) == (who, amount) and h >= hour)
        if status == "completed" and later and later[0][0] - hour <= 24:
            looked.setdefault(later[0][1], []).append((hour, order))
    refunds = {order for order, _, _, status, _ in lines if status == "refund"}
    found = _settled(lines)
    assert {order for order, status in found.items() if status == "cancelled"} == {max(orders)[1] for orders in looked.values()}
    assert {order for order, status in found.items() if status == "refund"} == refunds - set(looked)


def _settled(lines: list[tuple[str, str, int, str, int]]) -> dict[str, str]:
    start = datetime(2024, 5, 1, tzinfo=UTC).replace(tzinfo=None)
    orders = [
        {
            "order_id": order, "customer_id": who, "ordered_at": start + timedelta(hours=hour), "status": status,
            "revenue": float(amount), "currency": "EUR", "refund_of": None,
        }
        for order, who, hour, status, amount in lines
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        work = Path(folder)
        pq.write_table(pa.Table.from_pylist(orders, _SCHEMA), work / "orders.parquet")
        with closing(Session(work, [], ImportOptions())) as session:
            settled = settle_refunds(session, work / "orders.parquet")
            return dict(session.rows(f"SELECT order_id, status FROM read_parquet('{settled.orders}')"))


_SCHEMA = pa.schema(
    [*((name, pa.string()) for name in ("order_id", "customer_id", "status", "currency", "refund_of")),
     ("ordered_at", pa.timestamp("us")), ("revenue", pa.float64())]
)  # fmt: skip
