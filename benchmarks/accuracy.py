"""How well orders and spend are foretold on real shops: `python -m benchmarks.accuracy`, report in benchmarks/reports.

Customers with an order before the cut; spend after it net of refunds, floored at 0, cancelled orders out; ties by mean rank;
Gini normalised by the perfect order. Beside the model of the profiles: BG/NBD with Gamma-Gamma on repeat orders, as peers do it
by default (their likelihoods are the same: `make bench-peers`), past net revenue and RFM. Differences carry paired bootstrap
intervals. "MAE told" is the error had the model known the means of those it puts in this order (isotonic regression on what
came), with the total it expected: an expectation in this order gets no better by knowing them.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sklearn.isotonic import IsotonicRegression

from benchmarks.keeping import REPORTS
from benchmarks.machine import describe_machine
from benchmarks.serving import RETAIL, RETAIL_HOME
from tools.analytics.accuracy import auc, brier, normalised_gini, pit, pit_distance, top_share
from tools.analytics.backtest import run_backtest
from tools.analytics.btyd import bgnbd, gamma_gamma
from tools.analytics.btyd.summary import summarise
from tools.analytics.buying import BuyingModel, fit_buying
from tools.analytics.order_days import OrderDays
from tools.analytics.purchases import PurchaseHistory, Purchases
from tools.analytics.rfm import rfm_scores
from tools.analytics.totals import Level, total_bounds
from tools.analytics.value import spend_deviation
from tools.warehouse.engine import Shop
from tools.warehouse.imports import import_source
from tools.warehouse.store import current_snapshot

__all__ = ["CDNOW", "cdnow", "main", "retail"]

CDNOW = RETAIL.parent / "cdnow_master.parquet"
_RESAMPLES, _GROUP, _DRAWS = 500, 100, 200
Floats = Any


@dataclass(frozen=True, slots=True)
class Judged:
    """One cut: errors of orders, order of customers, chances, and whether intervals hold what they should."""

    customers: int
    orders_mae: float
    told_mae: float
    orders_total: float
    orders_gini: float
    spend_gini: dict[str, float]
    top_decile: dict[str, float]
    less_than_model: dict[str, tuple[float, float, float]]
    auc_90: float
    brier_90: float
    group_coverage_80: float
    orders_pit_distance: float
    corrected: bool
    boundary: tuple[str, ...]


def main() -> int:
    """Judge every shop there is data for, keep the report and print it."""
    found = {}
    if CDNOW.exists():
        found["CDNOW, 1997-09-30 to 1998-06-30"] = judge(cdnow(), date(1997, 9, 30), date(1998, 6, 30))
    if RETAIL.exists():
        shop = retail()
        for cut in (date(2011, 9, 9), date(2011, 6, 9)):
            found[f"Online Retail, {cut} to 2011-12-09"] = judge(shop, cut, date(2011, 12, 9))
    REPORTS.mkdir(exist_ok=True)
    kept = {"machine": describe_machine(), "judged": {name: asdict(one) for name, one in found.items()}}
    (REPORTS / "accuracy.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    text = report_of(found)
    (REPORTS / "accuracy.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def judge(shop: PurchaseHistory, cut_on: date, end_on: date) -> Judged:
    """What was foretold at a cut, knowing nothing later, against what came until the end."""
    cut, end = _number(cut_on), _number(end_on)
    tested = run_backtest(_until(shop, cut), cut)
    seen, days = shop.seen(cut), float(end - cut)
    model = fit_buying(seen).corrected(tested.correction if tested else None, seen)
    factor = model.factor(seen)
    expected, any_order = factor * model.expected_orders(seen, days), model.any_order(seen, days, factor)
    orders, spend = shop.ordered(cut, end).astype(float), shop.spent(cut, end)
    value = model.order_value(seen, factor)
    ranks = {"model": expected * value} | _others(shop, seen, cut, days)
    soon, chance = shop.ordered(cut, cut + 90) > 0, model.any_order(seen, 90.0, factor)
    deviation = spend_deviation(model, seen, expected, any_order, value) * (tested.noise if tested else 1.0)
    return Judged(
        customers=len(seen),
        orders_mae=float(np.abs(expected - orders).mean()),
        told_mae=_told_mae(expected, orders),
        orders_total=float(expected.sum() / orders.sum()),
        orders_gini=normalised_gini(orders, expected),
        spend_gini={name: normalised_gini(spend, rank) for name, rank in ranks.items()},
        top_decile={name: top_share(spend, rank) for name, rank in ranks.items()},
        less_than_model={name: _difference(spend, ranks["model"], rank) for name, rank in ranks.items() if name != "model"},
        auc_90=auc(soon, chance),
        brier_90=brier(soon, chance),
        group_coverage_80=_coverage(ranks["model"], deviation, spend, tested.level if tested else None),
        orders_pit_distance=_distance(model, seen, factor, orders, days),
        corrected=model.correction is not None,
        boundary=model.orders.boundary,
    )


def report_of(found: dict[str, Judged]) -> str:
    """The report as Markdown."""
    lines = ["# How well orders and spend are foretold", "", "Made by `make bench-accuracy`.", ""]
    lines += ["| shop | orders MAE | MAE told | predicted / actual | orders Gini | AUC 90 | Brier 90 | 100s in 80% | PIT KS |"]
    lines += ["|---|" + "--:|" * 8]
    for name, one in found.items():
        numbers = (
            one.orders_mae,
            one.told_mae,
            one.orders_total,
            one.orders_gini,
            one.auc_90,
            one.brier_90,
            one.group_coverage_80,
        )
        lines.append(f"| {name} | {' | '.join(f'{number:.4f}' for number in (*numbers, one.orders_pit_distance))} |")
    lines += [
        "",
        "| shop | order of customers | spend Gini | top tenth holds | Gini of the model less this, 95% |",
        "|---|---|--:|--:|--:|",
    ]
    for name, one in found.items():
        for rank, gini in one.spend_gini.items():
            less = one.less_than_model.get(rank)
            said = "{:+.4f} ({:+.4f} to {:+.4f})".format(*less) if less else ""
            lines.append(f"| {name} | {rank} | {gini:.4f} | {one.top_decile[rank]:.4f} | {said} |")
    return "\n".join(lines) + "\n"


def _told_mae(expected: Floats, orders: Floats) -> float:
    """Mean absolute error of the same order of customers with the means that then came, at the total that was expected."""
    told = IsotonicRegression().fit(expected, orders).predict(expected)
    return float(np.abs(told * (expected.sum() / told.sum()) - orders).mean())


def _others(shop: PurchaseHistory, seen: Purchases, cut: int, days: float) -> dict[str, Floats]:
    """What the model is to beat."""
    sums = summarise(*_positive_rows(shop), cut)
    rates = bgnbd.Parameters(*bgnbd.fit(sums.repeat_orders, sums.age_at_last_order, sums.customer_age).parameters)
    values = gamma_gamma.Parameters(*gamma_gamma.fit(sums.repeat_orders, sums.mean_order_value).parameters)
    orders = bgnbd.expected_orders(rates, sums.repeat_orders, sums.age_at_last_order, sums.customer_age, days)
    rfm = rfm_scores(seen.customer_age - seen.age_at_last_order, seen.order_days, seen.net_value)
    return {
        "BG/NBD x Gamma-Gamma": orders * gamma_gamma.expected_order_value(values, sums.repeat_orders, sums.mean_order_value),
        "past net revenue": seen.net_value,
        "RFM": (rfm.recency + rfm.frequency + rfm.monetary).astype(float),
    }


def _positive_rows(shop: PurchaseHistory) -> tuple[Floats, Floats, Floats]:
    bought = shop.amount >= 0
    return shop.customer[bought], shop.day[bought], shop.amount[bought]


def _difference(spend: Floats, model: Floats, other: Floats) -> tuple[float, float, float]:
    """Gini of the model less the other's, with its paired bootstrap interval."""
    draw = np.random.default_rng(7)
    picks = (draw.integers(0, len(spend), len(spend)) for _ in range(_RESAMPLES))
    less = [normalised_gini(spend[pick], model[pick]) - normalised_gini(spend[pick], other[pick]) for pick in picks]
    low, high = np.quantile(less, (0.025, 0.975))
    return normalised_gini(spend, model) - normalised_gini(spend, other), float(low), float(high)


def _coverage(expected: Floats, deviation: Floats, spend: Floats, level: Level | None) -> float:
    """How many totals of random groups of 100 customers lie inside the 80% interval that answers would put around them."""
    draw, inside = np.random.default_rng(7), []
    for _ in range(20):
        groups = draw.permutation(len(spend))[: len(spend) // _GROUP * _GROUP].reshape(-1, _GROUP)
        low, high = total_bounds(expected[groups].sum(axis=1), (deviation[groups] ** 2).sum(axis=1), level, 0.8)
        came = spend[groups].sum(axis=1)
        inside.append((low <= came) & (came <= high))
    return float(np.concatenate(inside).mean())


def _distance(model: BuyingModel, seen: Purchases, factor: Floats, orders: Floats, days: float) -> float:
    """How far randomised PIT values of orders, by simulation, are from uniform."""
    draw, rates, n = np.random.default_rng(7), model.rates, len(seen)
    below, up_to, alive = np.zeros(n), np.zeros(n), model.p_alive(seen)
    for _ in range(_DRAWS):
        pace = draw.gamma(rates.r + seen.repeat_orders, 1.0 / (rates.alpha + seen.customer_age)) * factor
        leaves = draw.geometric(np.clip(draw.beta(rates.a, rates.b + seen.repeat_orders + 1), 1e-9, 1.0))
        placed = np.where(draw.random(n) < alive, np.minimum(draw.poisson(pace * days), leaves), 0)
        below += placed < orders
        up_to += placed <= orders
    return pit_distance(pit(below / _DRAWS, up_to / _DRAWS, draw.random(n)))


def cdnow() -> PurchaseHistory:
    """The purchases of the whole CDNOW file."""
    rows = pq.read_table(CDNOW)
    customer = np.unique(rows["customer_id"].to_numpy(), return_inverse=True)[1].astype(np.int64)
    day = _days(rows["date"])
    return PurchaseHistory(OrderDays.of_rows(customer, day, int(customer.max()) + 1), customer, day, rows["spend"].to_numpy())


def retail() -> PurchaseHistory:
    """The orders and refunds of Online Retail, imported where that has not been done."""
    if current_snapshot(RETAIL_HOME) is None:
        mapping = Path(__file__).resolve().parent.parent / "examples" / "online_retail"
        import_source(RETAIL_HOME, RETAIL, mapping=mapping, shop=Shop(currency="GBP"))
    snapshot = current_snapshot(RETAIL_HOME)
    assert snapshot is not None
    rows = pq.read_table(snapshot / "orders.parquet", columns=["customer_id", "ordered_at", "status", "revenue"])
    status = np.array(rows["status"].to_pylist())
    known = np.array([who is not None for who in rows["customer_id"].to_pylist()]) & np.isin(status, ("completed", "refund"))
    rows, bought = rows.filter(pa.array(known)), status[known] == "completed"
    customer = np.unique(np.array(rows["customer_id"].to_pylist()), return_inverse=True)[1].astype(np.int64)
    day, paid = _days(rows["ordered_at"]), np.abs(rows["revenue"].cast(pa.float64()).to_numpy())
    order_days = OrderDays.of_rows(customer[bought], day[bought], int(customer.max()) + 1)
    return PurchaseHistory(order_days, customer, day, np.where(bought, paid, -paid))


def _until(shop: PurchaseHistory, on: int) -> PurchaseHistory:
    kept = shop.day <= on
    return PurchaseHistory(shop.order_days.until(on), shop.customer[kept], shop.day[kept], shop.amount[kept])


def _days(column: pa.ChunkedArray) -> Floats:
    return column.cast(pa.date32()).cast(pa.int32()).to_numpy().astype(np.int64)


def _number(on: date) -> int:
    return (on - date(1970, 1, 1)).days


if __name__ == "__main__":
    sys.exit(main())
