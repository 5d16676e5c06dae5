"""Proves the predictions on the shop's own past: what they said at earlier days against what then came."""

from dataclasses import dataclass, replace

import numpy as np

from tools.analytics.accuracy import auc, brier, normalised_gini, top_share
from tools.analytics.btyd.likelihood import FitError
from tools.analytics.buying import MIN_DAYS, BuyingModel, fit_buying
from tools.analytics.correction import Correction, learn_correction
from tools.analytics.order_days import Floats
from tools.analytics.purchases import PurchaseHistory, Purchases
from tools.analytics.rfm import rfm_scores
from tools.analytics.totals import Level, learn_level, learn_noise
from tools.analytics.value import spend_deviation

__all__ = ["LONGEST_DAYS", "MIN_CUTS", "Backtest", "Forecast", "Score", "run_backtest"]

LONGEST_DAYS, SHORTEST_DAYS = 91, 14
MOST_CUTS, MIN_CUTS = 8, 3
SAMPLE = 50_000
_SPEND_POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)
_BACK = 2  # cuts are half a horizon apart, and a correction is learned a whole one before


@dataclass(frozen=True, slots=True)
class Score:
    """How well an order of customers found those who then spent: normalised Gini (1 is perfect), share of the top tenth."""

    gini: float
    top_decile_share: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was said at day `cut` of the `horizon` days after it, and what came, per buyer by then."""

    cut: int
    model: BuyingModel
    purchases: Purchases
    expected_orders: Floats
    expected_spend: Floats
    any_order: Floats
    orders: Floats
    spend: Floats

    @property
    def log_ratio(self) -> float | None:
        """ln(actual / predicted) total spend; None where either is nothing."""
        actual, predicted = float(self.spend.sum()), float(self.expected_spend.sum())
        return float(np.log(actual / predicted)) if actual > 0 and predicted > 0 else None

    @property
    def variance_ratio(self) -> float | None:
        """How much customers varied around their expectation at the level that came, over what the model had said of them."""
        actual, predicted = float(self.spend.sum()), float(self.expected_spend.sum())
        value = self.expected_spend / np.maximum(self.expected_orders, 1e-300)
        deviation = spend_deviation(self.model, self.purchases, self.expected_orders, self.any_order, value)
        said = float(np.square(deviation).sum())
        if actual <= 0 or predicted <= 0 or said <= 0:
            return None
        return float(np.square(self.spend * (predicted / actual) - self.expected_spend).sum()) / said

    @property
    def log_share(self) -> float:
        """Log-likelihood of whose the orders that came were, given how many came."""
        expected = np.maximum(self.expected_orders, 1e-9)
        return float((self.orders * np.log(expected / expected.sum())).sum())


@dataclass(frozen=True, slots=True)
class Backtest:
    """The last cut of history held out, and how far totals were off at it and at the cuts before.

    Attributes:
        scores: of the model, past net revenue and RFM.
        auc, brier: of the chance to order at all within the horizon; None where all or nobody did.
        log_ratios: ln(actual / predicted) total spend per cut, the latest first.
        noise: by what single customers' deviations of spend are to be multiplied.
        correction: what the last quarter teaches, where forecasts with such a correction were better than without.
    """

    cut: int
    horizon: int
    customers: int
    orders: tuple[float, float]
    spend: tuple[float, float]
    scores: dict[str, Score]
    auc: float | None
    brier: float
    log_ratios: tuple[float, ...]
    noise: float
    correction: Correction | None

    @property
    def calibrated(self) -> bool:
        """Whether enough cuts could be tested for intervals of totals to be the shop's own."""
        return len(self.log_ratios) >= MIN_CUTS

    @property
    def level(self) -> Level:
        """How far the total of any group may be off together with the whole shop's."""
        return learn_level(self.log_ratios)


def run_backtest(history: PurchaseHistory, today: int) -> Backtest | None:
    """Hold out the end of history, on a sample of the customers of large shops.

    Returns:
        None where history is too short, buyers are too few, or nothing was spent in what was held out.
    """
    if not len(history.order_days.days):
        return None
    shop = history.sample(SAMPLE)
    horizon = min(LONGEST_DAYS, (today - shop.first_day) // 3)
    if horizon < SHORTEST_DAYS:
        return None
    step = horizon // 2
    cuts = [today - horizon - k * step for k in range(MOST_CUTS + _BACK)]
    plain = [found for cut in cuts if (found := _forecast(shop, cut, horizon)) is not None]
    if not plain or plain[0].cut != cuts[0] or plain[0].spend.sum() <= 0:
        return None
    corrected = [_corrected(one, _learned(before, horizon)) for one, before in zip(plain, plain[_BACK:], strict=False)]
    gained = sum(after.log_share - before.log_share for after, before in zip(corrected, plain, strict=False))
    learned = _learned(plain[0], horizon)
    if gained <= 0 or learned is None:
        return _result(plain[:MOST_CUTS], horizon, None)
    power = _spend_power(corrected)
    forecasts = [_spending(one, power) for one in corrected] + plain[len(corrected) : MOST_CUTS]
    return _result(forecasts, horizon, replace(learned, spend_power=power))


def _spend_power(corrected: list[Forecast]) -> float:
    """The power of the corrections that would have ordered customers best by what they then spent."""
    found = [float(np.mean([_gini(_spending(one, power)) for one in corrected])) for power in _SPEND_POWERS]
    return _SPEND_POWERS[int(np.argmax(found))]


def _gini(forecast: Forecast) -> float:
    return _finite(normalised_gini(forecast.spend, forecast.expected_spend))


def _spending(forecast: Forecast, power: float) -> Forecast:
    """The forecast with spend following another power of its correction."""
    correction, purchases = forecast.model.correction, forecast.purchases
    if correction is None:
        return forecast
    model = forecast.model.corrected(replace(correction, spend_power=power), purchases)
    spend = forecast.expected_orders * model.order_value(purchases, model.factor(purchases))
    return replace(forecast, model=model, expected_spend=spend)


def _forecast(shop: PurchaseHistory, cut: int, horizon: int) -> Forecast | None:
    """What the model without correction says at a cut; None where it cannot be fitted yet."""
    if cut - shop.first_day < max(MIN_DAYS, horizon - 1):
        return None
    purchases = shop.seen(cut)
    try:
        model = fit_buying(purchases)
    except FitError:
        return None
    orders, spend = shop.ordered(cut, cut + horizon).astype(np.float64), shop.spent(cut, cut + horizon)
    nothing = np.zeros(len(purchases))
    return _predicted(Forecast(cut, model, purchases, nothing, nothing, nothing, orders, spend), horizon)


def _learned(before: Forecast, horizon: int) -> Correction | None:
    return learn_correction(before.purchases, before.expected_orders, before.orders, horizon)


def _corrected(forecast: Forecast, correction: Correction | None) -> Forecast:
    if correction is None:
        return forecast
    return _predicted(replace(forecast, model=replace(forecast.model, correction=correction)), correction.horizon)


def _predicted(forecast: Forecast, horizon: int) -> Forecast:
    model, purchases = forecast.model, forecast.purchases
    factor = model.factor(purchases)
    expected = factor * model.expected_orders(purchases, horizon)
    return replace(
        forecast,
        expected_orders=expected,
        expected_spend=expected * model.order_value(purchases, factor),
        any_order=model.any_order(purchases, horizon, factor),
    )


def _result(forecasts: list[Forecast], horizon: int, correction: Correction | None) -> Backtest:
    last = forecasts[0]
    happened = last.orders > 0
    area = auc(happened, last.any_order)
    ratios = tuple(ratio for one in forecasts if (ratio := one.log_ratio) is not None)
    varied = [ratio for one in forecasts if (ratio := one.variance_ratio) is not None]
    return Backtest(
        cut=last.cut,
        horizon=horizon,
        customers=len(last.purchases),
        orders=(float(last.expected_orders.sum()), float(last.orders.sum())),
        spend=(float(last.expected_spend.sum()), float(last.spend.sum())),
        scores=_scores(last),
        auc=None if np.isnan(area) else area,
        brier=brier(happened, last.any_order),
        log_ratios=ratios,
        noise=learn_noise(varied),
        correction=correction,
    )


def _scores(forecast: Forecast) -> dict[str, Score]:
    known = forecast.purchases
    since = known.customer_age - known.age_at_last_order
    rfm = rfm_scores(since, known.order_days, known.net_value)
    orders = {
        "model": forecast.expected_spend,
        "past_net_revenue": known.net_value,
        "rfm": (rfm.recency + rfm.frequency + rfm.monetary).astype(np.float64),
    }
    return {
        name: Score(_finite(normalised_gini(forecast.spend, order)), top_share(forecast.spend, order))
        for name, order in orders.items()
    }


def _finite(value: float) -> float:
    """An order that cannot be right or wrong, for all spent the same, finds nothing."""
    return 0.0 if np.isnan(value) else value
