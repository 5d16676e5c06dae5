"""The learned layer over a warehouse: what else was known of buyers on a day, what the statistical model said then."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.btyd.likelihood import FitError
from tools.analytics.buying import BuyingModel, fit_buying
from tools.analytics.correction import learn_correction
from tools.analytics.learned.features import Features, buying_features, features_of
from tools.analytics.learned.layer import HORIZON_DAYS, HORIZONS, MIN_BUYERS, Layer, Outlook, Past, first_cut, learn
from tools.analytics.learned.reasons import reasons_of
from tools.analytics.order_days import NO_DAY, Days, Floats
from tools.analytics.purchases import PurchaseHistory
from tools.analytics.value import OrderOutlook
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.as_of import AsOf
from tools.warehouse.profiles.baskets import category_shares, top_categories
from tools.warehouse.profiles.cells import Columns, decimals
from tools.warehouse.profiles.engagement import engagement_columns
from tools.warehouse.profiles.history import History
from tools.warehouse.profiles.people import People, day_numbers
from tools.warehouse.profiles.sold import Sold

__all__ = ["Learning", "Models"]

_MOST_BUYERS = 60_000
_DAYS = {"last_visit_on": "visits", "last_cart_on": "visits", "last_click_on": "messages"}
_COUNTS = {
    "visits_90": "visits", "app_use_30": "visits", "touches_30": "messages", "nps_score": "opinion", "reviews": "opinion",
    "average_rating": "opinion", "referrals": "opinion",
}  # fmt: skip


class Learning:
    """Learns once per build; called with the statistical outlook of the buyers today, it gives the blended one.

    After the call `columns` and `report` say what was learned; they are empty where too little could be.
    """

    def __init__(self, warehouse: Warehouse, history: History, bought: PurchaseHistory, sold: Sold | None) -> None:
        self._warehouse, self._history, self._bought, self._sold = warehouse, history, bought, sold
        self._today = history.today
        self._categories: list[int] = []
        self.columns: Columns = {}
        self.report: dict[str, Any] | None = None

    def __call__(self, model: BuyingModel, found: OrderOutlook) -> OrderOutlook:
        """The outlook with blended chances."""
        today = self._today
        statistical = _outlook(model, self._bought, today)
        layer = self._layer(model.correction is not None)
        spend = statistical.spend
        if layer is not None:
            features = self._features(today)
            blended = layer.outlook(features, Outlook(found.purchase_probability, statistical.spend))
            found, spend = replace(found, purchase_probability=dict(blended.chance)), blended.spend
            self.report = _report(layer)
            if layer.weight:
                self.columns["purchase_reasons"] = self._wide(pa.array(reasons_of(layer, features), pa.string()))
        buyers = self._bought.buyers(today)
        wide = np.zeros(len(buyers))
        wide[buyers] = spend
        self.columns["expected_spend_90"] = decimals(wide, buyers)
        return found

    def _layer(self, corrected: bool) -> Layer | None:
        if int(self._bought.buyers(self._today - HORIZON_DAYS).sum()) < MIN_BUYERS:
            return None
        parts = max(1, -(-int(self._bought.buyers(self._today).sum()) // _MOST_BUYERS))
        chosen = _sampled(self._warehouse, self._history.people, self._date(), parts)
        sample = self._bought.of(chosen) if parts > 1 else self._bought
        people = _some(self._history.people, chosen) if parts > 1 else self._history.people
        sold = self._sold.among(chosen, len(self._history.people)) if self._sold and parts > 1 else self._sold
        self._categories = top_categories(self._sold, first_cut(self._bought, self._today))
        models = Models(sample, corrected)

        def further(on: int) -> Mapping[tuple[str, str], Floats]:
            then, buyers = AsOf(self._warehouse, _date(on), parts), sample.buyers(on)
            known = _further(then, people, self._history, chosen, on) | self._shares(sold, on, len(people))
            return {key: values[buyers] for key, values in known.items()}

        try:
            return learn(Past(sample, further, models.outlook), self._today)
        except FitError:
            return None

    def _features(self, on: int) -> Features:
        history, buyers = self._history, self._bought.buyers(on)
        everybody = np.arange(len(history.people))
        further = _further(self._warehouse, history.people, history, everybody, on)
        further |= self._shares(self._sold, on, len(everybody))
        bought = buying_features(self._bought, on, HORIZON_DAYS)
        return features_of(bought | {key: values[buyers] for key, values in further.items()})

    def _shares(self, sold: Sold | None, on: int, customers: int) -> dict[tuple[str, str], Floats]:
        shares = category_shares(sold, on, self._categories, customers)
        return {("category", category): share for category, share in shares.items()}

    def _date(self) -> date:
        return _date(self._today)

    def _wide(self, texts: pa.Array) -> pa.Array:
        buyers = self._bought.buyers(self._today)
        place = np.where(buyers, np.cumsum(buyers) - 1, 0)
        return texts.take(pa.array(place, pa.int64(), mask=~buyers))


class Models:
    """Statistical models of any day, each fitted once and corrected by the quarter before it where today's is."""

    def __init__(self, history: PurchaseHistory, corrected: bool) -> None:
        self._history, self._corrected = history, corrected
        self._fitted: dict[int, BuyingModel] = {}

    def outlook(self, on: int) -> Outlook:
        """What the model of day `on` says of its buyers."""
        model, before = self._fit(on), on - HORIZON_DAYS
        if self._corrected and before - self._history.first_day >= HORIZON_DAYS:
            seen, past = self._history.seen(before), self._fit(before)
            came = self._history.ordered(before, on).astype(np.float64)
            expected = past.expected_orders(seen, HORIZON_DAYS)
            model = replace(model, correction=learn_correction(seen, expected, came, HORIZON_DAYS))
        return _outlook(model, self._history, on)

    def _fit(self, on: int) -> BuyingModel:
        if on not in self._fitted:
            self._fitted[on] = fit_buying(self._history.seen(on))
        return self._fitted[on]


def _outlook(model: BuyingModel, history: PurchaseHistory, on: int) -> Outlook:
    seen = history.seen(on)
    factor = model.factor(seen)
    spend = factor * model.expected_orders(seen, HORIZON_DAYS) * model.order_value(seen)
    return Outlook({days: model.any_order(seen, days, factor) for days in HORIZONS}, spend)


def _further(warehouse: Warehouse, people: People, history: History, chosen: Days, on: int) -> dict[tuple[str, str], Floats]:
    """Visits, messages, opinions and subscription of people by a day."""
    known = engagement_columns(warehouse, people)
    found: dict[tuple[str, str], Floats] = {}
    for name, group in _DAYS.items():
        if name in known:
            days = day_numbers(known[name])
            found[group, name.replace("last_", "days_since_").removesuffix("_on")] = np.where(days == NO_DAY, np.nan, on - days)
    for name, group in _COUNTS.items():
        if name in known:
            found[group, name] = np.asarray(pc.cast(known[name], pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    if (rows := history.subscribed(on)) is not None:
        running = (rows.started != NO_DAY) & (rows.started <= on) & ((rows.ended == NO_DAY) | (rows.ended > on))
        since = np.full(len(history.people), np.nan)
        since[rows.customer[running]] = on - rows.started[running]
        found["subscription", "tenure_days"] = since[chosen]
    return found


def _sampled(warehouse: Warehouse, people: People, today: date, parts: int) -> Days:
    """The codes of one in so many customers, ascending."""
    if parts == 1:
        return np.arange(len(people))
    orders = AsOf(warehouse, today, parts).table("orders")
    rows = warehouse.run(orders.filter(orders.customer_id.notnull()).select("customer_id").distinct())
    codes = people.codes(rows["customer_id"])
    return np.sort(codes[codes >= 0])


def _some(people: People, chosen: Days) -> People:
    return People(people.ids.take(pa.array(chosen)), people.created_on[chosen], {})


def _report(layer: Layer) -> dict[str, Any]:
    judged = layer.judged
    return {
        "name": "boosted_trees",
        "weight": layer.weight,
        "spend_weight": layer.spend_weight,
        "features": list(layer.columns),
        "judged": None if judged is None else _told(asdict(judged)) | {"cut_on": _date(judged.cut).isoformat()},
    }


def _told(judged: dict[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(its) for name, its in value.items()}
        return None if isinstance(value, float) and not np.isfinite(value) else value

    return {name: plain(value) for name, value in judged.items() if name != "cut"} | {"horizon_days": HORIZON_DAYS}


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
