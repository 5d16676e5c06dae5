"""What learning adds on real data, chances, spend and visitors' intent: `python -m benchmarks.learned`, report kept.

Chances and spend are judged after a cut by a layer that saw only rows up to it, beside the statistical model alone. Intent is
judged by five stratified folds of real sessions, on their later months as the served model would be, and on the later third of
the demo shop's own. What comes next is judged on
the last two quarters of a shop, by the profiles themselves.
"""

import sys
import time
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow.csv as csv

from benchmarks.accuracy import CDNOW, cdnow, retail
from benchmarks.demo_home import demo_home, snapshot_of
from benchmarks.keeping import Measured, keep_report
from benchmarks.machine import calibrate
from benchmarks.serving import RETAIL, RETAIL_HOME
from tools.analytics.accuracy import auc, brier, normalised_gini
from tools.analytics.learned.layer import HORIZON_DAYS, Layer, Outlook, Past, learn
from tools.analytics.learned.sessions import Visits, judge, learn_intent
from tools.analytics.purchases import PurchaseHistory
from tools.warehouse.engine import Shop, Warehouse
from tools.warehouse.profiles.history import day_number
from tools.warehouse.profiles.learning import Models
from tools.warehouse.profiles.needs import needs_columns
from tools.warehouse.profiles.people import read_people
from tools.warehouse.profiles.sessions import read_sessions
from tools.warehouse.profiles.sold import read_sold
from tools.warehouse.store import current_snapshot

__all__ = ["main"]

_SESSIONS = RETAIL.parent / "uci_online_shoppers_intention.csv.gz"
_FOLDS = 5
_MONTHS = (
    0,
    8,
    12,
    2,
    7,
    6,
    3,
    5,
    11,
    10,
    9,
)  # of the file's month names as they are coded: none (one session), Aug, Dec, Feb ...
_AIMS = {"CDNOW 1997-09-30": (0.765, 0.1165)}
Floats = Any


def main() -> int:
    """Measure whatever there is data for, and keep the report."""
    calibration, measured, notes = calibrate(), list[Measured](), list[str]()
    if CDNOW.exists():
        measured += _chances("CDNOW", cdnow(), date(1997, 9, 30), notes)
    if RETAIL.exists():
        shop = retail()
        for cut in (date(2011, 9, 9), date(2011, 6, 9)):
            measured += _chances("Online Retail", shop, cut, notes)
        snapshot = current_snapshot(RETAIL_HOME)
        assert snapshot is not None
        measured += _next("Online Retail", Warehouse(snapshot, None, Shop(currency="GBP")))
    if _SESSIONS.exists():
        measured += _real_sessions(notes)
    demo = Warehouse(snapshot_of(demo_home()), None, Shop())
    measured += _own_sessions(demo) + _next("demo shop", demo)
    keep_report("learned", "What learning adds", measured, notes, calibration)
    return 0


def _chances(name: str, shop: PurchaseHistory, cut_on: date, notes: list[str]) -> list[Measured]:
    """The statistical model, corrected as in profiles, and the blend, on the 90 days after a cut."""
    cut = day_number(cut_on)
    kept = shop.day <= cut
    known = PurchaseHistory(shop.order_days.until(cut), shop.customer[kept], shop.day[kept], shop.amount[kept])
    models = Models(known, corrected=True)
    past = Past(known, lambda on: {}, models.outlook)
    began = time.process_time()
    layer, said = learn(past, cut), models.outlook(cut)
    spent_time = time.process_time() - began
    title = f"{name} {cut_on}"
    notes.append(f"{title}: {_weights(layer)}; learning took {spent_time:.1f} CPU s.")
    found = {"statistical": said} | ({"blend": layer.outlook(past.features(cut), said)} if layer else {})
    happened, spend = shop.ordered(cut, cut + HORIZON_DAYS) > 0, shop.spent(cut, cut + HORIZON_DAYS)
    aims = _AIMS.get(title, (None, None))
    return [one for model, outlook in found.items() for one in _judged(f"{title}, {model}", outlook, happened, spend, aims)]


def _weights(layer: Layer | None) -> str:
    if layer is None:
        return "history too short, no layer"
    return f"weight of the trees {layer.weight:g}, of their spend {layer.spend_weight:g}"


def _judged(
    title: str, outlook: Outlook, happened: Any, spend: Floats, aims: tuple[float | None, float | None]
) -> list[Measured]:
    chance = outlook.chance[HORIZON_DAYS]
    return [
        Measured(f"{title}: buys in 90 days", auc(happened, chance), aim=aims[0], unit="AUC"),
        Measured(f"{title}: buys in 90 days", brier(happened, chance), aim=aims[1], unit="Brier"),
        Measured(f"{title}: spend in 90 days", normalised_gini(spend, outlook.spend), unit="Gini"),
    ]


def _next(name: str, warehouse: Warehouse) -> list[Measured]:
    people = read_people(warehouse)
    _, report = needs_columns(read_sold(warehouse, people), day_number(warehouse.today), len(people))
    kept = report.pop("replenishment") or {}
    again = [
        Measured(f"{name}: {said} for replenishment within 30 days, bought for it then", kept[key], unit="share")
        for key, said in (("due_bought", "due"), ("others_bought", "not due")) if kept.get(key) is not None
    ]  # fmt: skip
    return again + [
        Measured(
            f"{name}, next {kind} by {method}, quarter {back} from the end: right {place}", rates[key][method], unit="share"
        )
        for kind, told in report.items()
        for back, rates in enumerate(told["tested"], 1)
        for key, place in (("at_1", "at first"), ("at_5", "among five"))
        for method in rates[key]
    ]


def _real_sessions(notes: list[str]) -> list[Measured]:
    """Real sessions with every column, and without those that may know the end already."""
    columns, bought = _read_sessions()
    doubtful = (columns["Administrative"] == 0) & (columns["Administrative_Duration"] > 0)
    alone = auc(bought, columns["Administrative"])
    notes.append(
        f"UCI sessions: in this copy of the file, Administrative is 0 in {doubtful.mean():.1%} of sessions despite time spent "
        f"on such pages, and nearly tells purchases by itself (AUC {alone:.3f}): figures with it mean little. PageValues is "
        "computed by the analytics tool, from the session's transaction too."
    )
    measured = _folded("UCI sessions, all columns", columns, bought)
    for left_out in (("Administrative",), ("Administrative", "PageValues")):
        kept = {name: column for name, column in columns.items() if name not in left_out}
        measured += _folded(f"UCI sessions without {' and '.join(left_out)}", kept, bought)
    measured += _folded("UCI sessions, what a shop's events tell", _told_by_events(columns), bought)
    return measured + _by_month(columns, bought)


def _by_month(columns: Mapping[str, Floats], bought: Any) -> list[Measured]:
    """What the served model sees of whole sessions, learned from the earlier two thirds in order of the months."""
    month = np.array([_MONTHS[int(code)] for code in columns["Month"]])
    order = np.argsort(month, kind="stable")[(month == 0).sum() :]
    served = {
        "page_views": columns["Informational"], "product_views": columns["ProductRelated"],
        "seconds": columns["ProductRelated_Duration"] + columns["Informational_Duration"], "weekend": columns["Weekend"],
        "source": columns["TrafficType"],
    }  # fmt: skip
    whole = Visits(_rows(served, order), np.arange(len(order)), bought[order])
    return _in_time_order("UCI sessions in order of months, as served", whole)


def _in_time_order(title: str, visits: Visits) -> list[Measured]:
    """Learned from the earlier visits, judged on the later ones: as a refresh does."""
    earlier, later = visits.split()
    intent = learn_intent(earlier)
    if intent is None:
        return []
    judged = judge(intent, earlier, later)
    told = [
        ("at any step", judged.auc, "AUC"), ("at any step", judged.brier, "Brier"),
        ("the average for all", judged.average_brier, "Brier"), ("first step alone", judged.first_step_auc, "AUC"),
        ("orders in the top tenth of visits", judged.top_tenth, "share"),
        ("orders foretold over those that came", judged.foretold / judged.orders, "ratio"),
    ]  # fmt: skip
    stepless = len(visits.visit) == len(visits.bought)
    return [
        Measured(f"{title}: {what}", value, unit=unit)
        for what, value, unit in told
        if not (stepless and what.startswith("first"))
    ]


def _told_by_events(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Pages, product pages, seconds, when, and who came from where; Administrative is left out as above."""
    kept = ("ProductRelated", "Month", "Weekend", "VisitorType", "TrafficType")
    added = {"pages": "", "seconds": "_Duration"}
    sums = {name: columns[f"ProductRelated{end}"] + columns[f"Informational{end}"] for name, end in added.items()}
    return {name: columns[name] for name in kept} | sums


def _folded(title: str, columns: Mapping[str, Floats], bought: Any) -> list[Measured]:
    """Trees, logistic regression and page value alone, each session judged by what was learned from other folds."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    given = {"logistic regression": np.nan_to_num(np.column_stack(list(columns.values())), nan=-1.0)}
    if "PageValues" in columns:
        given["page value alone"] = columns["PageValues"][:, None]
    fold, chances = _folds(bought), {name: np.zeros(len(bought)) for name in ("trees", *given)}
    for number in range(_FOLDS):
        seen, held = fold != number, fold == number
        intent = learn_intent(Visits(_rows(columns, seen), np.arange(seen.sum()), bought[seen]))
        assert intent is not None
        chances["trees"][held] = intent.chance(_rows(columns, held))
        for name, values in given.items():
            model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(values[seen], bought[seen])
            chances[name][held] = model.predict_proba(values[held])[:, 1]
    return _intents(title, bought, chances)


def _own_sessions(warehouse: Warehouse) -> list[Measured]:
    sessions = read_sessions(warehouse)
    return _in_time_order("demo shop visits", sessions.visits) if sessions else []


def _intents(title: str, bought: Any, chances: Mapping[str, Floats]) -> list[Measured]:
    return [
        Measured(f"{title}, {name}", score(bought, chance), unit=unit)
        for name, chance in chances.items()
        for score, unit in ((auc, "AUC"), (brier, "Brier"))
    ]


def _rows(columns: Mapping[str, Floats], rows: Any) -> dict[str, Floats]:
    return {name: column[rows] for name, column in columns.items()}


def _folds(bought: Any) -> Any:
    """A fold per session, with as many purchases in each."""
    fold, draw = np.zeros(len(bought), dtype=np.int64), np.random.default_rng(0)
    for kind in (False, True):
        rows = draw.permutation(np.flatnonzero(bought == kind))
        fold[rows] = np.arange(len(rows)) % _FOLDS
    return fold


def _read_sessions() -> tuple[dict[str, Floats], Any]:
    table = csv.read_csv(_SESSIONS)
    columns: dict[str, Floats] = {}
    for name in table.column_names[:-1]:
        column = np.array(table[name].to_pylist())
        words = column.dtype.kind == "U"  # a number per word: the order says nothing, and trees do not mind
        columns[name] = (np.unique(column, return_inverse=True)[1] if words else column).astype(np.float64)
    return columns, np.array(table["Revenue"].to_pylist(), dtype=bool)


if __name__ == "__main__":
    sys.exit(main())
