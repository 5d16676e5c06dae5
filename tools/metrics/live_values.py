"""The values that dimensions have in this snapshot, and how a written value finds the one that is meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from tools.metrics.countries import country_code
from tools.metrics.rows import GUEST, UNKNOWN, WEEKDAYS
from tools.metrics.spelling import folded, unknown
from tools.terms import HEALTHS, STAGES, Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.renewals import BILLING_MONTHS

__all__ = ["NAMED_BY_ID", "RFM_SEGMENTS", "LiveValues", "has_values", "live_values", "resolve_value"]

RFM_SEGMENTS = (
    "champions", "loyal", "potential loyalist", "new", "promising", "need attention", "about to sleep", "slipping",
    "hibernating", "lost", "cannot lose",
)  # fmt: skip
_CLOSED: dict[str, tuple[str, ...]] = {
    "stage": STAGES, "health": HEALTHS, "rfm_segment": RFM_SEGMENTS, "weekday": WEEKDAYS,
    "new_or_returning": ("new", "returning", GUEST), "hour": tuple(str(hour) for hour in range(24)),
    "billing_interval": tuple(BILLING_MONTHS), "renewal": tuple(str(number) for number in range(1, 601)),
}  # fmt: skip
_SOURCES: dict[str, tuple[tuple[str, str], ...]] = {
    "country": (("orders", "country"), ("customers", "country"), ("profiles", "country")),
    "city": (("orders", "city"), ("customers", "city"), ("profiles", "city")),
    "currency": (("orders", "currency"),),
    "sales_channel": (("orders", "sales_channel"),),
    "coupon": (("orders", "coupon_code"),),
    "category": (("products", "category"),),
    "plan": (("subscriptions", "plan"),),
    "language": (("customers", "language"), ("profiles", "language")),
    "acquisition_channel": (("customers", "acquisition_channel"), ("profiles", "acquisition_channel"), ("events", "source"),
    ("reach_daily", "channel")),
    "referral_source": (("customers", "referral_source"), ("profiles", "referral_source")),
    "channel": (("campaigns", "channel"),),
    "cancel_reason": (("subscriptions", "cancel_reason"),),
    "customer": (("profiles", "customer_id"),),
}  # fmt: skip
NAMED_BY_ID = {"product": ("products", "product_id", "name"), "campaign": ("campaigns", "campaign_id", "name")}
_SPANISH_WEEKDAYS = dict(zip(("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"), WEEKDAYS, strict=True))
_KEPT_SNAPSHOTS = 4


@dataclass(frozen=True, slots=True)
class LiveValues:
    """Keys as they stand in the data with how many rows have them, names of keys that are ids, and the day each began."""

    weights: Mapping[str, float]
    names: Mapping[str, str]
    folded: Mapping[str, tuple[str, ...]]
    begun: Mapping[str, date] = field(default_factory=dict)


_cache: dict[tuple[str, str, str], dict[str, LiveValues]] = {}
_lock = Lock()


def live_values(warehouse: Warehouse, dimension: str) -> LiveValues:
    """The values of a dimension in this snapshot, kept per snapshot; empty when no table carries it."""
    known = _of_snapshot(warehouse)
    if dimension not in known:
        known[dimension] = _read(warehouse, dimension)
    return known[dimension]


def has_values(warehouse: Warehouse, table: str, column: str) -> bool:
    """Whether a column says anything in this snapshot."""
    if not warehouse.has(table):
        return False
    known = _of_snapshot(warehouse)
    name = f"{table}.{column}"
    if name not in known:
        rows = warehouse.table(table)
        found = warehouse.run(rows.filter(rows[column].notnull()).limit(1).select(column)).num_rows
        known[name] = _indexed({name: 1.0} if found else {}, {})
    return bool(known[name].weights)


def _of_snapshot(warehouse: Warehouse) -> dict[str, LiveValues]:
    with _lock:
        known = _cache.setdefault((str(warehouse.path), warehouse.snapshot_id, warehouse.profiles_id), {})
        while len(_cache) > _KEPT_SNAPSHOTS:
            _cache.pop(next(iter(_cache)))
        return known


def resolve_value(warehouse: Warehouse, dimension: str, word: str) -> list[str]:
    """The keys of a dimension that a written value means; several where spellings differ only in letter case.

    Raises:
        BadInputError: no such value; the nearest are named.
    """
    if folded(word) in ("unknown", "desconocido", "sin valor"):
        return [UNKNOWN]
    known = live_values(warehouse, dimension)
    if word in known.weights:
        return [word]
    wanted = _weekday(folded(word)) if dimension == "weekday" else folded(word).removeprefix("rfm:").strip()
    if found := known.folded.get(wanted):
        return list(found)
    code = country_code(word) if dimension == "country" else None
    if code and (same := [key for key in known.weights if country_code(key) == code]):
        return same
    raise unknown(Text(f"{dimension}", f"valor de {dimension}"), word, _shown(known))


def _shown(known: LiveValues) -> list[str]:
    ranked = sorted(known.weights, key=lambda key: (-known.weights[key], key))
    return [name for name in (known.names.get(key, key) for key in ranked) if name]


def _weekday(word: str) -> str:
    return folded(_SPANISH_WEEKDAYS.get(word, word))


def _read(warehouse: Warehouse, dimension: str) -> LiveValues:
    if dimension in _CLOSED:
        return _indexed(dict.fromkeys(_CLOSED[dimension], 0.0), {})
    if dimension in NAMED_BY_ID:
        return _read_named(warehouse, dimension)
    weights: dict[str, float] = {}
    for table, column in _SOURCES.get(dimension, ()):
        if warehouse.has(table):
            for key, count in _counted(warehouse, table, column).items():
                weights.setdefault(key, count)
    return _indexed(weights, {})


def _counted(warehouse: Warehouse, table: str, column: str) -> dict[str, float]:
    rows = warehouse.table(table)
    filled = rows.filter(rows[column].notnull() & (rows[column] != ""))
    found = warehouse.run(filled.group_by(column).agg(n=filled.count())).to_pydict()
    return {str(key): float(n) for key, n in zip(found[column], found["n"], strict=True)}


def _read_named(warehouse: Warehouse, dimension: str) -> LiveValues:
    table, key, name = NAMED_BY_ID[dimension]
    names: dict[str, str] = {}
    if warehouse.has(table):
        found = warehouse.run(warehouse.table(table).select(key, name)).to_pydict()
        names = {str(k): str(v) for k, v in zip(found[key], found[name], strict=True) if v}
        weights = dict.fromkeys((str(k) for k in found[key]), 0.0)
    else:
        weights = {}
    if dimension == "product" and warehouse.has("order_lines"):
        weights |= _counted(warehouse, "order_lines", "product_id")
    return replace(_indexed(weights, names), begun=_begun(warehouse) if dimension == "campaign" else {})


def _begun(warehouse: Warehouse) -> dict[str, date]:
    if not warehouse.has("campaigns"):
        return {}
    found = warehouse.run(warehouse.table("campaigns").select("campaign_id", "started_on")).to_pydict()
    return {str(key): day for key, day in zip(found["campaign_id"], found["started_on"], strict=True) if day is not None}


def _indexed(weights: Mapping[str, float], names: Mapping[str, str]) -> LiveValues:
    index: dict[str, tuple[str, ...]] = {}
    for key, name in names.items():
        index[folded(name)] = (*index.get(folded(name), ()), key)
    for key in weights:
        keys = index.get(folded(key), ())
        index[folded(key)] = (
            (key,) if folded(key) not in {folded(k) for k in keys} and keys else tuple(dict.fromkeys((*keys, key)))
        )
    return LiveValues(weights, names, index)
