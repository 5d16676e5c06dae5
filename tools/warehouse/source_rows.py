"""The rows of one source, finished: parts united, refunds positive, merged with its earlier rows, and identified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tools.terms import Text
from tools.warehouse.canonical import SourceRows
from tools.warehouse.keys import resolve_keys
from tools.warehouse.schema import CONTACTS, TABLES
from tools.warehouse.session import Session, identifier, literal
from tools.warehouse.typed import SQL_TYPES

__all__ = ["FinishedSource", "finish_source", "shrinks"]

_MERGED = frozenset({"customers", "products", "campaigns", "consents", "contacts"})
_VERSION = "1"
_SHRINK = 0.30


@dataclass(frozen=True, slots=True)
class FinishedSource:
    """Typed rows by table, identified by their content; contacts are kept apart."""

    rows_id: str
    tables: Mapping[str, Path]
    contacts: Path | None
    rows: Mapping[str, int] = field(default_factory=dict)


def finish_source(
    session: Session, found: SourceRows, currency: str, earlier: Mapping[str, Path], update: bool
) -> FinishedSource:
    """Finish the rows of a source. `earlier` are its files of the last import, by table, used when updating."""
    united = {name: _united(session, name, parts, found) for name, parts in found.tables.items()}
    orders = united.get("orders")
    plain = {
        name: _plain(session, name, path, _changes(session, name, path, orders, currency)) for name, path in united.items()
    }
    if update:
        plain = _updated(session, plain, earlier)
    contacts = plain.pop(CONTACTS.name, None)
    if contacts is not None:
        plain["customers"] = _flagged(session, plain.get("customers"), contacts)
    rows = {name: int(session.one(f"SELECT count(*) FROM {_read(path)}")[0]) for name, path in plain.items()}
    return FinishedSource(_rows_id(session, plain, contacts), plain, contacts, rows)


def _read(path: Path) -> str:
    return f"read_parquet({literal(path)})"


def _columns(name: str) -> list[str]:
    return [c.name for c in (CONTACTS if name == CONTACTS.name else TABLES[name]).columns]


def _key(name: str) -> tuple[str, ...]:
    return (CONTACTS if name == CONTACTS.name else TABLES[name]).key


def _united(session: Session, name: str, parts: Sequence[Path], found: SourceRows) -> Path:
    """The parts that several mappings gave. A thing that both describe takes each column from the first that has it."""
    if len(parts) == 1:
        return parts[0]
    numbered = [f"SELECT *, {place} AS _place FROM {_read(path)}" for place, path in enumerate(parts)]
    union, key, out = f"({' UNION ALL BY NAME '.join(numbered)})", _key(name), session.fresh(f"parts_{name}")
    if name not in _MERGED:
        rows = session.write(f"SELECT * EXCLUDE (_place) FROM {union}", out)
        keyed = resolve_keys(session, out, rows, key, name)
        found.rejects += keyed.rejects
        return keyed.path
    picked = [
        f"arg_min({identifier(c)}, _place) AS {identifier(c)}" for c in [*_columns(name), "_file", "_line"] if c not in key
    ]
    session.write(f"SELECT {', '.join([*map(identifier, key), *picked])} FROM {union} GROUP BY ALL", out)
    return out


def _changes(session: Session, name: str, path: Path, orders: Path | None, currency: str) -> dict[str, str]:
    """The columns that are stored otherwise than they came: refunds positive, currency codes in capitals and never missing."""
    if name == "orders":
        named = f"coalesce(upper(currency), {literal(currency)})" if currency else "upper(currency)"
        return {"revenue": "CASE WHEN status = 'refund' THEN abs(revenue) ELSE revenue END", "currency": named}
    if name == "order_lines" and orders is not None:
        refunds = f"(SELECT order_id FROM {_read(orders)} WHERE status = 'refund')"
        if session.one(f"SELECT count(*) FROM {_read(path)} WHERE (quantity < 0 OR revenue < 0) AND order_id IN {refunds}")[0]:
            return {c: f"CASE WHEN order_id IN {refunds} THEN abs({c}) ELSE {c} END" for c in ("quantity", "revenue")}
    return {}


def _plain(session: Session, name: str, path: Path, changes: Mapping[str, str]) -> Path:
    """The canonical columns alone, without the places where the rows stood."""
    out = session.fresh(f"rows_{name}")
    columns = [f"{changes[c]} AS {identifier(c)}" if c in changes else identifier(c) for c in _columns(name)]
    session.write(f"SELECT {', '.join(columns)} FROM {_read(path)}", out)
    return out


def _updated(session: Session, new: Mapping[str, Path], earlier: Mapping[str, Path]) -> dict[str, Path]:
    """Earlier rows whose key the new ones do not bring, and the new ones. An order brought again brings all its lines."""
    tables = dict(earlier)
    for name, path in new.items():
        if name not in earlier:
            tables[name] = path
            continue
        key = ("order_id",) if name == "order_lines" else _key(name) or tuple(_columns(name))
        same = " AND ".join(f"old.{identifier(c)} IS NOT DISTINCT FROM new.{identifier(c)}" for c in key)
        out = session.fresh(f"updated_{name}")
        kept = f"SELECT * FROM {_read(earlier[name])} AS old ANTI JOIN {_read(path)} AS new ON {same}"
        session.write(f"{kept} UNION ALL BY NAME SELECT * FROM {_read(path)}", out)
        tables[name] = out
    return tables


def _flagged(session: Session, customers: Path | None, contacts: Path) -> Path:
    """Customers with has_email and has_phone as the contacts say; a contact that is no customer yet becomes one."""
    flags = f"(SELECT customer_id, email IS NOT NULL AS email, phone IS NOT NULL AS phone FROM {_read(contacts)})"
    out = session.fresh("customers")
    if customers is None:
        nulls = [
            f"CAST(NULL AS {SQL_TYPES[c.type]}) AS {identifier(c.name)}"
            for c in TABLES["customers"].columns
            if c.name not in _FLAGS
        ]
        session.write(f"SELECT customer_id, {', '.join(nulls)}, email AS has_email, phone AS has_phone FROM {flags}", out)
        return out
    has = "coalesce(f.email, c.has_email) AS has_email, coalesce(f.phone, c.has_phone) AS has_phone"
    session.write(
        f"SELECT c.* REPLACE (coalesce(c.customer_id, f.customer_id) AS customer_id, {has}) "
        f"FROM {_read(customers)} AS c FULL JOIN {flags} AS f ON c.customer_id = f.customer_id",
        out,
    )
    return out


_FLAGS = ("customer_id", "has_email", "has_phone")


def _rows_id(session: Session, tables: Mapping[str, Path], contacts: Path | None) -> str:
    """Equal rows in whatever order, from whatever file, have the same id."""
    digest = blake2b(_VERSION.encode(), digest_size=8)
    for name, path in sorted({**tables, **({CONTACTS.name: contacts} if contacts else {})}.items()):
        row = ", ".join(map(identifier, _columns(name)))
        digest.update(
            f"{name} {session.one(f'SELECT count(*), sum(hash({row})), bit_xor(hash({row})) FROM {_read(path)}')}".encode()
        )
    return digest.hexdigest()


def shrinks(source: str, entry: Mapping[str, Any] | None, rows: Mapping[str, int]) -> Text | None:
    """Why these rows must not replace those of the last import: over 30% of its orders, or all its rows, would go.

    Args:
        entry: the manifest's entry of the source, None when it is new.
    """
    if entry is None:
        return None
    old = entry["counts"]["rows"]
    before, after = old.get("orders", 0), rows.get("orders", 0)
    if after >= (1 - _SHRINK) * before and (sum(rows.values()) or not sum(old.values())):
        return None
    return Text(
        f"source {source!r} would go from {before:,} to {after:,} orders; nothing was replaced. "
        "If that is right, use --allow-shrink; to add to what is there, use --update.",
        f"la fuente {source!r} pasaría de {before} a {after} pedidos; no se ha sustituido nada. "
        "Si es correcto, use --allow-shrink; para añadir a lo que hay, use --update.",
    )
