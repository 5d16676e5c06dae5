"""From the rows of all sources to a snapshot: one row a key, no test customers, refunds settled, buyers among the customers."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.cancelled import settle_refunds
from tools.warehouse.schema import TABLES
from tools.warehouse.session import Session, identifier, literal
from tools.warehouse.typed import SQL_TYPES

__all__ = ["Derived", "derive_snapshot"]

_SMALL_GROUPS = 20_480
_SHARED = frozenset({"customers", "products", "campaigns", "consents", "reach_daily"})


@dataclass(slots=True)
class Derived:
    """What the derivation found, for the manifest."""

    manifest: dict[str, Any] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)


def derive_snapshot(session: Session, sources: Mapping[str, Mapping[str, Path]], target: Path, timezone: str) -> Derived:
    """Write every canonical table that has a row into `target`; `sources` lists each source's files by table, oldest first."""
    target.mkdir(parents=True)
    found = Derived()
    tables = {name: _united(session, name, [files[name] for files in sources.values() if name in files]) for name in TABLES}
    present = {name: path for name, path in tables.items() if path is not None}
    present = _without_tests(session, present, found)
    if "orders" in present:
        present["orders"] = _settled(session, present, target, found)
    _complete_customers(session, present, found)
    found.manifest["rows"] = {name: _put(session, path, target / f"{name}.parquet") for name, path in sorted(present.items())}
    found.manifest["rows"] = {name: rows for name, rows in found.manifest["rows"].items() if rows}
    if "orders" in found.manifest["rows"]:
        orders = f"read_parquet({literal(target / 'orders.parquet')})"
        by_customer = f"SELECT * FROM {orders} ORDER BY customer_id, ordered_at, order_id"
        session.write(by_customer, target / "orders_by_customer.parquet", _SMALL_GROUPS)
    _describe(session, target, found)
    for end in ("first", "last"):
        found.manifest[f"{end}_on"] = _local_day(found.manifest[f"{end}_at"], timezone)
    return found


def _local_day(instant: str | None, timezone: str) -> str | None:
    if instant is None:
        return None
    return datetime.fromisoformat(instant).replace(tzinfo=UTC).astimezone(ZoneInfo(timezone)).date().isoformat()


def _united(session: Session, name: str, files: Sequence[Path]) -> Path | None:
    """One table of several sources. Shared things (a customer, a product) become one row, the latest source first; an order
    that two sources claim stops the import."""
    if len(files) < 2:
        return files[0] if files else None
    key, columns = TABLES[name].key, [c.name for c in TABLES[name].columns]
    parts = [f"SELECT *, {place} AS _place FROM read_parquet({literal(path)})" for place, path in enumerate(files)]
    union, listed = f"({' UNION ALL BY NAME '.join(parts)})", ", ".join(map(identifier, key))
    out = session.fresh(f"united_{name}")
    if name in _SHARED:
        merged = [f"arg_max({identifier(c)}, _place) AS {identifier(c)}" for c in columns if c not in key]
        session.write(f"SELECT {', '.join([listed, *merged])} FROM {union} GROUP BY ALL", out)
        return out
    twice = session.rows(f"SELECT {listed} FROM {union} GROUP BY ALL HAVING count(*) > 1 LIMIT 3") if key else []
    if twice:
        listed_ids = ", ".join(" ".join(map(str, row)) for row in twice)
        raise BadInputError(
            f"{name}: {', '.join(key)} {listed_ids} is in another source already; import it under that source's name, "
            "with --update to add to it"
        )
    session.write(f"SELECT * EXCLUDE (_place) FROM {union}", out)
    return out


def _without_tests(session: Session, present: dict[str, Path], found: Derived) -> dict[str, Path]:
    """Leave test customers out of every table, and count what goes."""
    if "customers" not in present:
        return present
    session.execute(
        "CREATE OR REPLACE TEMP TABLE test_customers AS "
        f"SELECT customer_id FROM read_parquet({literal(present['customers'])}) WHERE is_test"
    )
    count = int(session.one("SELECT count(*) FROM test_customers")[0])
    found.manifest["test_customers"] = {"customers": count, "orders": 0}
    if not count:
        return present
    kept = {name: _filtered(session, name, path) for name, path in present.items()}
    if "orders" in present:
        before, after = (_count(session, tables["orders"]) for tables in (present, kept))
        found.manifest["test_customers"]["orders"] = before - after
        _drop_lines(session, kept)
    return kept


def _filtered(session: Session, name: str, path: Path) -> Path:
    people = [c.name for c in TABLES[name].columns if c.name in ("customer_id", "referrer_id", "referred_id")]
    if not people:
        return path
    theirs = " OR ".join(f"{column} IN (SELECT customer_id FROM test_customers)" for column in people)
    out = session.fresh(f"real_{name}")
    session.write(f"SELECT * FROM read_parquet({literal(path)}) WHERE ({theirs}) IS NOT TRUE", out)
    return out


def _drop_lines(session: Session, tables: dict[str, Path]) -> None:
    """Lines whose order is gone go too."""
    if "order_lines" in tables:
        out = session.fresh("lines")
        orders = f"(SELECT order_id FROM read_parquet({literal(tables['orders'])}))"
        session.write(f"SELECT * FROM read_parquet({literal(tables['order_lines'])}) WHERE order_id IN {orders}", out)
        tables["order_lines"] = out


def _settled(session: Session, present: dict[str, Path], target: Path, found: Derived) -> Path:
    settled = settle_refunds(session, present["orders"])
    if settled.documents:
        shutil.copy(settled.documents, target / "settled_refunds.parquet")
        if "order_lines" in present:
            documents = f"(SELECT order_id FROM read_parquet({literal(settled.documents)}))"
            out = session.fresh("lines")
            lines = f"read_parquet({literal(present['order_lines'])})"
            session.write(f"SELECT * FROM {lines} WHERE order_id NOT IN {documents}", out)
            present["order_lines"] = out
    return settled.orders


def _complete_customers(session: Session, present: dict[str, Path], found: Derived) -> None:
    """Whoever has a completed order or a subscription is a customer, listed or not."""
    people = [
        f"SELECT customer_id FROM read_parquet({literal(present[name])}) WHERE customer_id IS NOT NULL{condition}"
        for name, condition in (("orders", " AND status = 'completed'"), ("subscriptions", ""))
        if name in present
    ]
    if not people:
        return
    seen = f"(SELECT DISTINCT customer_id FROM ({' UNION ALL '.join(people)}))"
    known = f"read_parquet({literal(present['customers'])})" if "customers" in present else None
    missing = f"{seen} AS seen" + (f" ANTI JOIN {known} AS known USING (customer_id)" if known else "")
    added = int(session.one(f"SELECT count(*) FROM {missing}")[0])
    if not added:
        return
    blanks = [
        f"CAST(NULL AS {SQL_TYPES[c.type]}) AS {identifier(c.name)}"
        for c in TABLES["customers"].columns
        if c.name != "customer_id"
    ]
    rows = f"SELECT seen.customer_id, {', '.join(blanks)} FROM {missing}"
    out = session.fresh("customers")
    session.write(f"SELECT * FROM {known} UNION ALL BY NAME {rows}" if known else rows, out)
    present["customers"] = out
    found.manifest["customers_added"] = added
    found.notes.append(
        Text(f"{added:d} customers known only from what they bought", f"{added:d} clientes conocidos solo por lo que compraron")
    )


def _put(session: Session, path: Path, target: Path) -> int:
    """The table's file in the snapshot: the source's own file where nothing changed. A table without rows is not there."""
    rows = _count(session, path)
    if rows:
        os.link(path, target)
    return rows


def _count(session: Session, path: Path) -> int:
    return int(session.one(f"SELECT count(*) FROM read_parquet({literal(path)})")[0])


def _describe(session: Session, target: Path, found: Derived) -> None:
    """Span, currencies and what was cancelled and refunded."""
    found.manifest |= {"first_at": None, "last_at": None, "currency": "", "currencies": {}}
    found.manifest |= {"cancelled": {"orders": 0, "amount": 0.0}, "refund_documents": {"documents": 0, "amount": 0.0}}
    if "orders" not in found.manifest["rows"]:
        _span_of_any(session, target, found)
        return
    orders = f"read_parquet({literal(target / 'orders.parquet')})"
    real = f"(SELECT * FROM {orders} WHERE status <> 'refund')"
    first, last = session.one(f"SELECT min(ordered_at), max(ordered_at) FROM {real}")
    if first is None:
        first, last = session.one(f"SELECT min(ordered_at), max(ordered_at) FROM {orders}")
    found.manifest |= {"first_at": first.isoformat(), "last_at": last.isoformat()}
    for status, key, what in (("cancelled", "cancelled", "orders"), ("refund", "refund_documents", "documents")):
        count, amount = session.one(
            f"SELECT count(*), coalesce(round(sum(revenue), 2), 0) FROM {orders} WHERE status = '{status}'"
        )
        found.manifest[key] = {what: count, "amount": amount}
    per_currency = session.rows(f"SELECT coalesce(currency, ''), count(*) FROM {orders} GROUP BY ALL ORDER BY ALL")
    found.manifest["currencies"] = dict(per_currency)
    if len(per_currency) == 1:
        found.manifest["currency"] = per_currency[0][0]
    else:
        named = ", ".join(code or "?" for code, _ in per_currency)
        found.notes.append(
            Text(
                f"orders in several currencies ({named}): money is not added up",
                f"pedidos en varias monedas ({named}): no se suma dinero",
            )
        )


def _span_of_any(session: Session, target: Path, found: Derived) -> None:
    """Without orders the span is that of every instant there is."""
    spans = []
    for name in found.manifest["rows"]:
        columns = [c.name for c in TABLES[name].columns if c.type in ("instant", "date") and not c.name.endswith("_ends_at")]
        source = f"read_parquet({literal(target / f'{name}.parquet')})"
        spans += [
            session.one(f"SELECT CAST(min({c}) AS TIMESTAMP), CAST(max({c}) AS TIMESTAMP) FROM {source}")
            for c in map(identifier, columns)
        ]
    dated = [(first, last) for first, last in spans if first is not None]
    if dated:
        first, last = min(first for first, _ in dated), max(last for _, last in dated)
        found.manifest |= {"first_at": first.isoformat(), "last_at": last.isoformat()}
