"""Since when: the days on which health and stage changed, evaluated with what the shop knew on each of those days."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.analytics.cadence import GROUPS, PRIOR_GAPS, Cadence, gap_group, learn_cadence
from tools.analytics.health import ACTIVE, AT_RISK, NO_HEALTH
from tools.analytics.order_days import NO_DAY, Bools, Codes, Days, Floats, Gaps, OrderDays
from tools.analytics.stage import CONVERSION, LOYALTY, LOYALTY_WINDOW_DAYS, RETENTION

__all__ = ["Returns", "Rhythms", "health_since", "learn_rhythms", "stage_since"]

_GAPS_LEARNED_FROM = 40_000
_ROWS_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Rhythms:
    """The shop's cadence as of every day from `first` on: rows are days, columns groups; NaN before the first gap."""

    first: int
    typical: Floats
    at_risk: Floats
    lapsed: Floats

    def grades(self, day: Days, order_days: Days, earlier_days: Days, since_last: Days) -> Codes:
        """Health codes on given days, from the order days known then; NO_HEALTH where the shop had no gap yet."""
        row, group = np.clip(day - self.first, 0, len(self.typical) - 1), gap_group(order_days)
        typical = self.typical[row, group]
        silence = since_last * (order_days - 1 + PRIOR_GAPS) / (earlier_days + PRIOR_GAPS * typical)
        health = (silence > self.at_risk[row, group]).astype(np.int8) + (silence > self.lapsed[row, group])
        return np.where(np.isfinite(typical) & (day >= self.first), health, NO_HEALTH).astype(np.int8)

    def grades_on(self, day: int, order_days: Days, earlier_days: Days, since_last: Days) -> Codes:
        """Health codes on one day; see `grades`."""
        if day < self.first:
            return np.full(len(order_days), NO_HEALTH, dtype=np.int8)
        row, group = min(day - self.first, len(self.typical) - 1), gap_group(order_days)
        typical = self.typical[row]
        silence = since_last * (order_days - 1 + PRIOR_GAPS) / (earlier_days + (PRIOR_GAPS * typical)[group])
        health: Codes = (silence > self.at_risk[row][group]).astype(np.int8)
        health += silence > self.lapsed[row][group]
        if not np.isfinite(typical).all():
            health[~np.isfinite(typical)[group]] = NO_HEALTH
        return health


def learn_rhythms(orders: OrderDays, on: int) -> Rhythms:
    """Learn the cadence of every day up to `on`, from gaps completed by that day; large shops from a sample of customers."""
    gaps = _sample(orders.until(on)).gaps()
    if not len(gaps.days):
        nothing = np.full((1, len(GROUPS)), np.nan)
        return Rhythms(on, nothing, nothing, nothing)
    order = np.argsort(gaps.ended_on, kind="stable")
    gaps = Gaps(*(getattr(gaps, name)[order] for name in Gaps.__slots__))
    first = int(gaps.ended_on[0])
    upto = np.searchsorted(gaps.ended_on, np.arange(first, on + 1), side="right")
    known: dict[int, Cadence] = {}
    for count in np.unique(upto).tolist():
        known[count] = learn_cadence(Gaps(*(getattr(gaps, name)[:count] for name in Gaps.__slots__)))
    days = [known[count] for count in upto.tolist()]
    return Rhythms(
        first,
        np.array([day.typical_gap_days for day in days]),
        np.array([day.at_risk_above for day in days]),
        np.array([day.lapsed_above for day in days]),
    )


@dataclass(frozen=True, slots=True)
class Returns:
    """Order days before which a customer had faded, ascending by customer and day; `lapsed` where they had lapsed."""

    customer: Days
    day: Days
    lapsed: Bools

    @classmethod
    def of(cls, orders: OrderDays, rhythms: Rhythms) -> "Returns":
        """Every order after a silence."""
        gaps = orders.gaps()
        graded = rhythms.grades(gaps.ended_on - 1, gaps.after, gaps.earlier_days, gaps.days - 1)
        faded = graded > ACTIVE
        return cls(gaps.customer[faded], gaps.ended_on[faded], graded[faded] > AT_RISK)

    def reactivations(self) -> tuple[Days, Days]:
        """(customer, day) of every order day before which the customer was lapsed."""
        return self.customer[self.lapsed], self.day[self.lapsed]

    def reactivated_on(self, customers: int) -> Days:
        """The latest reactivation per customer; NO_DAY where there was none."""
        return _latest(*self.reactivations(), customers)


def health_since(known: OrderDays, health: Codes, rhythms: Rhythms, returns: Returns, on: int) -> Days:
    """First day of the present spell of health (of orders), per customer; NO_DAY without health.

    Args:
        known: what was ordered up to day `on`.
        returns: of these orders.
    """
    back = _latest(returns.customer, returns.day, known.customers)
    since = np.where(health == ACTIVE, np.maximum(known.first, back), NO_DAY)
    fading = np.flatnonzero(health > ACTIVE)
    counts, last, earlier = known.counts[fading], known.last[fading], (known.last - known.first)[fading]

    def _same(rows: Days, day: int) -> Bools:
        graded = rhythms.grades_on(day, counts[rows], earlier[rows], day - last[rows])
        held: Bools = graded == health[fading[rows]]
        return held

    since[fading] = _walk_back(len(fading), on, _same)
    return since


def stage_since(
    orders: OrderDays, stage: Codes, advocacy: OrderDays, rhythms: Rhythms, on: int, loyalty_order_days: int = 4
) -> Days:
    """First day of the present stage of those who have ordered; NO_DAY for the others."""
    known, told = orders.until(on), advocacy.until(on)
    since = np.where(stage == CONVERSION, known.first, NO_DAY)
    second = known.nth(2)
    since = np.where(stage == RETENTION, second, since)
    loyal_now = stage == LOYALTY
    once_loyal = (stage == RETENTION) & (_ever_frequent(known, loyalty_order_days) | (told.counts > 0))
    rows = np.flatnonzero(loyal_now | once_loyal)
    walker = _Loyalty(known, told, rows, rhythms, loyalty_order_days)

    def _same(open_: Days, day: int) -> Bools:
        held: Bools = walker.loyal(open_, day) == loyal_now[rows[open_]]
        bounded: Bools = held & ((day >= second[rows[open_]]) | loyal_now[rows[open_]])
        return bounded

    since[rows] = _walk_back(len(rows), on, _same)
    return since


class _Loyalty:
    """Whether customers were loyal on a day, asked day by day backwards, so that each position only ever moves back."""

    def __init__(self, orders: OrderDays, advocacy: OrderDays, rows: Days, rhythms: Rhythms, order_days: int) -> None:
        self._days, self._start, self._at = orders.days, orders.starts[:-1][rows], orders.starts[1:][rows] - 1
        self._told = np.concatenate((advocacy.days, [NO_DAY]))
        self._told_start, self._told_at = advocacy.starts[:-1][rows], advocacy.starts[1:][rows] - 1
        self._rhythms, self._wanted = rhythms, order_days

    def loyal(self, rows: Days, day: int) -> Bools:
        """Whether each was loyal on that day."""
        at, start = self._moved(self._at, self._start, self._days, rows, day), self._start[rows]
        told_at = self._moved(self._told_at, self._told_start, self._told, rows, day)
        counts = at - start + 1
        some = counts > 0
        last, first = self._days[np.maximum(at, 0)], self._days[start]
        health = self._rhythms.grades_on(day, np.maximum(counts, 1), last - first, day - last)
        nth = np.where(counts >= self._wanted, self._days[np.maximum(at - self._wanted + 1, 0)], NO_DAY)
        told = np.where(told_at >= self._told_start[rows], self._told[told_at], NO_DAY)
        opened = day - LOYALTY_WINDOW_DAYS
        loyal: Bools = some & (health <= AT_RISK) & ((nth > opened) | ((counts >= 2) & (told > opened)))
        return loyal

    def _moved(self, at: Days, start: Days, days: Days, rows: Days, day: int) -> Days:
        now, first = at[rows], start[rows]
        late = np.flatnonzero((now >= first) & (days[now] > day))
        while len(late):
            now[late] -= 1
            late = late[(now[late] >= first[late]) & (days[now[late]] > day)]
        at[rows] = now
        return now


def _walk_back(rows: int, on: int, same: Callable[[Days, int], Bools]) -> Days:
    """The first day of an unbroken run up to `on`, by asking day after day backwards; so many rows at a time as stay near."""
    since = np.full(rows, on, dtype=np.int64)
    for start in range(0, rows, _ROWS_AT_ONCE):
        open_, day = np.arange(start, min(rows, start + _ROWS_AT_ONCE), dtype=np.int64), on
        while len(open_):
            day -= 1
            held = same(open_, day)
            since[open_[~held]] = day + 1
            open_ = open_[held]
    return since


def _ever_frequent(orders: OrderDays, order_days: int) -> Bools:
    """Who ever had so many order days within 365 days."""
    owner, apart = orders.owners(), order_days - 1
    frequent = np.zeros(orders.customers, dtype=bool)
    if len(owner) > apart >= 0:
        late, early = slice(apart, None), slice(None, len(owner) - apart)
        near = (owner[late] == owner[early]) & (orders.days[late] - orders.days[early] < LOYALTY_WINDOW_DAYS)
        frequent[owner[late][near]] = True
    return frequent


def _latest(customer: Days, day: Days, customers: int) -> Days:
    latest = np.full(customers, NO_DAY, dtype=np.int64)
    np.maximum.at(latest, customer, day)
    return latest


def _sample(orders: OrderDays) -> OrderDays:
    """Every k-th customer, so that about so many gaps are left."""
    step = 1 + (len(orders.days) - int((orders.counts > 0).sum())) // _GAPS_LEARNED_FROM
    return orders if step == 1 else orders.every(step)
