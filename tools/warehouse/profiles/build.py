"""Builds the profiles of a snapshot: one row per customer, and a report of how far they can be trusted."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from threadpoolctl import threadpool_limits

from tools.analytics.cadence import GROUPS, Cadence
from tools.analytics.learned.sessions import Intent
from tools.analytics.lifecycle import Lifecycle
from tools.analytics.order_days import Bools, Floats, OrderDays
from tools.analytics.purchases import PurchaseHistory
from tools.analytics.selfcheck import HORIZON_DAYS, SelfCheck, check_health
from tools.analytics.value import ANNUAL_DISCOUNT_RATE, INTERVAL_LEVEL
from tools.terms import HEALTHS, STAGES
from tools.warehouse.engine import EngineLimits, Shop, Warehouse
from tools.warehouse.profiles.baskets import basket_columns
from tools.warehouse.profiles.buying import (
    buying_columns,
    net_value,
    one_off_purchases,
    read_orders,
    rfm_columns,
    scores_of,
)  # fmt: skip
from tools.warehouse.profiles.cells import Columns, dates, decimals, profile_table
from tools.warehouse.profiles.engagement import engagement_columns
from tools.warehouse.profiles.evaluate import words
from tools.warehouse.profiles.expectation import Expectation, expect
from tools.warehouse.profiles.history import History, read_history
from tools.warehouse.profiles.learning import Learning
from tools.warehouse.profiles.margin import Margin, read_margin
from tools.warehouse.profiles.needs import needs_columns
from tools.warehouse.profiles.people import People, read_people
from tools.warehouse.profiles.renewing import read_subscribed
from tools.warehouse.profiles.since import since_columns
from tools.warehouse.profiles.sold import Sold, read_sold
from tools.warehouse.profiles.store import profiles_id, write_profiles
from tools.warehouse.profiles.subscribed import subscription_columns
from tools.warehouse.profiles.tested import tested
from tools.warehouse.profiles.visits import visit_intent_of
from tools.warehouse.store import read_manifest

__all__ = ["build_profiles"]

_MODELS = ("ecommerce", "subscription", "hybrid")


def build_profiles(snapshot: Path, home: Path, shop: Shop) -> Path:
    """Build the profiles of a snapshot under `<home>/warehouse/profiles/`, unless they are there already.

    Returns:
        the folder with profiles.parquet, profiles.sqlite, report.json and, where visits taught anything, visits.npz; named by
        what they depend on.
    """
    snapshot_id = read_manifest(snapshot)["snapshot_id"]
    target = home / "warehouse" / "profiles" / profiles_id(snapshot_id, shop)
    if not (target / "report.json").exists():
        warehouse = Warehouse(snapshot, None, shop, EngineLimits(connections=2))
        with threadpool_limits(1):  # both sides work at once: more threads in one would wait for the other
            profiles, report, intent = _profiles(warehouse)
        named = {"profiles_id": target.name, "snapshot_id": snapshot_id}
        write_profiles(target, profiles, named | report, intent)
    return target


def _profiles(warehouse: Warehouse) -> tuple[pa.Table, dict[str, Any], Intent | None]:
    people = read_people(warehouse)
    with ThreadPoolExecutor(2) as both:
        history, bought, columns, sold = _read(warehouse, people, both)
        found, customers = history.lifecycle(history.today), len(people)
        expected = both.submit(_expected, warehouse, history, bought, sold)
        visited = both.submit(visit_intent_of, warehouse)
        needed = both.submit(needs_columns, sold, history.today, customers)
        since = both.submit(since_columns, history, found)
        baskets = both.submit(basket_columns, sold, customers)
        engaged = both.submit(engagement_columns, warehouse, people)
    expectation, margin, expectation_columns = expected.result()
    needs, tested_needs = needed.result()
    columns |= expectation_columns | baskets.result() | engaged.result() | needs | since.result()
    if history.subscriptions:
        columns |= subscription_columns(history.subscriptions, found, history.today)
    columns |= _relationship(found, history)
    profiles = profile_table(columns, customers)
    check = check_health(history.one_off, history.today)
    visits, intent = visited.result()
    if expectation is not None:
        expectation.model["visits"] = visits.model_dump(mode="json") if visits else None
    report = _report(warehouse, profiles, found.orders.cadence, check, margin, expectation)
    return profiles, report | {"needs": tested_needs or None}, intent


def _read(
    warehouse: Warehouse, people: People, both: ThreadPoolExecutor
) -> tuple[History, PurchaseHistory, Columns, Sold | None]:
    """Dated rows, purchases, the columns that orders alone fill, and what was sold; the orders themselves are let go."""
    orders = read_orders(warehouse, people)
    reading = both.submit(read_sold, warehouse, people)
    history = read_history(warehouse, people, orders.one_off_days(len(people)) if orders else None)
    columns: Columns = {"customer_id": people.ids, "created_on": dates(people.created_on)} | people.attributes
    none = np.zeros(0, dtype=np.int64)
    bought = PurchaseHistory(history.one_off, none, none, np.zeros(0))
    if orders is not None:
        order_days = (history.one_off if orders.one_off.all() else orders.days(len(people))).until(history.today)
        columns |= buying_columns(orders, order_days, people, history.today)
        columns |= rfm_columns(*scores_of(order_days, net_value(orders, len(people)), history.today))
        bought = one_off_purchases(orders, history.one_off)
    return history, bought, columns, reading.result()


def _expected(
    warehouse: Warehouse, history: History, bought: PurchaseHistory, sold: Sold | None
) -> tuple[Expectation | None, Margin, Columns]:
    margin, subscribed = read_margin(warehouse.shop, sold), read_subscribed(warehouse, history.people)
    if not warehouse.has("orders") and subscribed is None:
        return None, margin, {}
    learning = Learning(warehouse, history, bought, sold)
    expectation = expect(bought, subscribed, margin, history.today, learning)
    expectation.model["learned"] = learning.report
    return expectation, margin, expectation.columns | learning.columns


def _relationship(found: Lifecycle, history: History) -> Columns:
    silence = found.orders
    subscribed = found.subscribers.ever if found.subscribers else np.zeros(len(history.people), dtype=bool)
    return {
        "business_model": words(_business_model(history.one_off, subscribed), _MODELS),
        "stage": words(found.stage, STAGES),
        "stage_ecommerce": words(found.stage_ecommerce, STAGES),
        "stage_subscription": words(found.stage_subscription, STAGES),
        "health": words(found.health, HEALTHS),
        "health_ecommerce": words(found.health_ecommerce, HEALTHS),
        "health_subscription": words(found.health_subscription, HEALTHS),
        "expected_gap_days": decimals(silence.expected_gap_days),
        "silence": decimals(silence.silence),
    }


def _business_model(one_off: OrderDays, subscribed: Bools) -> np.ndarray[Any, np.dtype[np.int8]]:
    buys = one_off.counts > 0
    return np.where(buys & subscribed, 2, np.where(subscribed, 1, np.where(buys, 0, -1))).astype(np.int8)


def _report(
    warehouse: Warehouse, profiles: pa.Table, cadence: Cadence, check: SelfCheck | None, margin: Margin,
    expectation: Expectation | None,
) -> dict[str, Any]:  # fmt: skip
    backtest = expectation.backtest if expectation else None
    return {
        "today": warehouse.today.isoformat(),
        "customers": len(profiles),
        "counts": {name: _counts(profiles[name]) for name in ("stage", "health", "rfm_segment", "business_model")},
        "health": _cadence(cadence),
        "self_check": _checked(check),
        "lapsed_label": "overdue" if check and check.overdue else "lapsed",
        "value": asdict(margin)
        | {"basis": margin.basis, "margin": margin.share, "margin_source": margin.source}
        | {
            "interval_level": INTERVAL_LEVEL,
            "annual_discount_rate": ANNUAL_DISCOUNT_RATE,
            "level": asdict(backtest.level) if backtest else None,
        },
        "clv_basis": "profit" if margin.share is not None else "revenue",
        "model": expectation.model if expectation else None,
        "backtest": tested(backtest) if backtest else None,
    }


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    counted = pc.value_counts(column).to_pylist()
    return {row["values"] or "unknown": row["counts"] for row in sorted(counted, key=lambda row: -row["counts"])}


def _cadence(cadence: Cadence) -> dict[str, Any]:
    def _numbers(values: Floats) -> list[float | None]:
        return [round(float(value), 6) if np.isfinite(value) else None for value in values]

    return {
        "groups": list(GROUPS),
        "gaps": cadence.gaps.tolist(),
        "typical_gap_days": _numbers(cadence.typical_gap_days),
        "at_risk_above": _numbers(cadence.at_risk_above),
        "lapsed_above": _numbers(cadence.lapsed_above),
    }


def _checked(check: SelfCheck | None) -> dict[str, Any] | None:
    if check is None:
        return None
    cut = date(1970, 1, 1) + timedelta(days=check.cut)
    shares: dict[str, Any] = {
        name: {"customers": check.customers[code], "ordered": check.ordered[code], "ordered_share": check.ordered_share(code)}
        for code, name in enumerate(HEALTHS)
    }
    return {"cut_on": cut.isoformat(), "horizon_days": HORIZON_DAYS} | shares
