"""What running subscriptions will still pay and for how long, from the renewals that they have behind them."""

from dataclasses import dataclass, fields

import numpy as np

from tools.analytics.contractual.retention import Retention
from tools.analytics.order_days import Bools, Days, Floats
from tools.analytics.value import HORIZONS, INTERVAL_LEVEL, present_value

__all__ = ["MONTH_DAYS", "Habits", "Running", "SubscriptionOutlook", "foresee", "months_of_a_new_one"]

MONTH_DAYS = 365.25 / 12
LONGEST_DAYS = HORIZONS["lifetime"]
_SOON = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Running:
    """Subscriptions that run today, one entry each.

    Attributes:
        cohort: as the retention was fitted with.
        renewals: made so far.
        due_in: days until the next renewal, at least 1.
        price: of a billing period, money.
        paused: whether it takes a break, of which nobody knows the end.
        cancelling: whether it ends when the next renewal is due.
        past_due: whether the payment that is due has failed.
    """

    cohort: Days
    renewals: Days
    due_in: Floats
    price: Floats
    paused: Bools
    cancelling: Bools
    past_due: Bools

    def taken(self, rows: Days) -> "Running":
        """Some of them."""
        return Running(*(getattr(self, field.name)[rows] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class SubscriptionOutlook:
    """Per running subscription; money is revenue.

    Attributes:
        pays: chance of a payment within 30, 60, 90 days.
        stays: chance that it still runs after 90 days.
        remaining_months: expected, what is paid already included, capped at five years.
        value: expected discounted payments, by horizon of `HORIZONS`.
        value_low, value_high, value_deviation: predictive interval and standard deviation of the 12 months.
    """

    pays: dict[int, Floats]
    stays: Floats
    remaining_months: Floats
    value: dict[str, Floats]
    value_low: Floats
    value_high: Floats
    value_deviation: Floats


@dataclass(frozen=True, slots=True)
class Habits:
    """What subscribers of the shop do, 0..1.

    Attributes:
        skipped: share of renewals that are skipped rather than paid; it lowers the chance of a payment soon.
        recovered: share of failed payments that are made good after all.
        resumed: share of breaks that end.
    """

    skipped: float
    recovered: float
    resumed: float


def foresee(retention: Retention, running: Running, habits: Habits) -> SubscriptionOutlook:
    """What each running subscription will do."""
    n = len(running.cohort)
    found = SubscriptionOutlook(
        {days: np.zeros(n) for days in _SOON}, np.zeros(n), np.zeros(n), {name: np.zeros(n) for name in HORIZONS},
        np.zeros(n), np.zeros(n), np.zeros(n),
    )  # fmt: skip
    for code, pool in enumerate(retention.pools):
        rows = np.flatnonzero(retention.pool[running.cohort] == code)
        if len(rows):
            _foresee_pool(found, rows, running.taken(rows), retention, pool.months * MONTH_DAYS, habits)
    return found


def months_of_a_new_one(survival: Floats, months: float) -> Floats:
    """Months that a new subscription is expected to run, capped at five years; a row of survival per cohort."""
    periods = _periods(months * MONTH_DAYS)
    expected: Floats = survival[:, :periods].sum(axis=1) * months
    return np.minimum(expected, LONGEST_DAYS / MONTH_DAYS)


def _foresee_pool(
    found: SubscriptionOutlook, rows: Days, own: Running, retention: Retention, period: float, habits: Habits
) -> None:
    """Fill in the subscriptions with one billing interval: by distinct cohort and renewals, payment by payment."""
    periods = _periods(period)
    chances, place = _survival(retention, own, periods)
    first = np.maximum(chances[place, 1], 1e-12)
    lucky = np.where(own.past_due, habits.recovered / first, np.where(own.paused, habits.resumed, 1.0))
    going_on = np.where(own.cancelling, 0.0, lucky)
    discount = present_value(np.arange(periods, dtype=np.float64) * period)
    worth, certain = _added(chances[:, 1:] * discount), _added(discount[None, :])[0]
    soon = _added(chances[:, 1:] * (1.0 - habits.skipped) * habits.skipped ** np.arange(periods))
    now = present_value(own.due_in)
    for days in _SOON:
        found.pays[days][rows] = going_on * soon[place, _payments(own, period, days, periods)] * ~own.paused
    decided = _payments(own, period, 90, periods)
    found.stays[rows] = np.where(decided == 0, 1.0, going_on * chances[place, decided])
    lasting = _added(chances[:, 1:])[place, _payments(own, period, LONGEST_DAYS, periods)] * period
    paid_for = np.where(own.past_due, 0.0, own.due_in)
    found.remaining_months[rows] = np.minimum(paid_for + going_on * lasting, LONGEST_DAYS) / MONTH_DAYS
    for name, horizon in HORIZONS.items():
        found.value[name][rows] = own.price * going_on * now * worth[place, _payments(own, period, horizon, periods)]
    year = _payments(own, period, HORIZONS["12m"], periods)
    tail = (1 - INTERVAL_LEVEL) / 2
    for bound, chance in ((found.value_low, 1 - tail), (found.value_high, tail)):
        outlasted = (chances[:, 1 : int(year.max()) + 1][place] * going_on[:, None] >= chance).sum(axis=1)
        bound[rows] = own.price * now * certain[np.minimum(outlasted, year)]
    mean = going_on * worth[place, year]
    square = going_on * _added(chances[:, 1:] * np.diff(certain**2))[place, year]
    found.value_deviation[rows] = own.price * now * np.sqrt(np.maximum(square - mean**2, 0.0))


def _survival(retention: Retention, own: Running, periods: int) -> tuple[Floats, Days]:
    """Per distinct cohort and renewals made, the chance to outlast 0, 1, 2, ... more; and the place of each subscription."""
    most = int(own.renewals.max()) + 1
    key, place = np.unique(own.cohort * most + own.renewals, return_inverse=True)
    cohorts, inside = np.unique(key // most, return_inverse=True)
    whole = retention.survival(cohorts, most + periods)
    made = key % most
    chances = whole[inside[:, None], made[:, None] + np.arange(periods + 1)]
    return chances / np.maximum(chances[:, :1], 1e-300), place.reshape(-1)


def _periods(period_days: float) -> int:
    return int(LONGEST_DAYS // period_days) + 1


def _payments(own: Running, period: float, days: int, periods: int) -> Days:
    """Renewals that are due within so many days."""
    due: Days = np.clip(np.floor((days - own.due_in) / period) + 1, 0, periods).astype(np.int64)
    return due


def _added(values: Floats) -> Floats:
    """Running sums, from the sum of none."""
    return np.concatenate((np.zeros((len(values), 1)), np.cumsum(values, axis=1)), axis=1)
