"""Renewals counted, churn by renewal fitted, and what running subscriptions will then do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.analytics.contractual.outlook import MONTH_DAYS, Habits, Running, SubscriptionOutlook, foresee
from tools.analytics.contractual.retention import Renewals, Retention, fit_retention

CALM = Habits(skipped=0.0, recovered=0.6, resumed=0.8)


def _renewals(*rows: tuple[int, int, int, bool, bool]) -> Renewals:
    """Rows of (cohort, passed, decided, ended, for payment)."""
    cohort, passed, decided, ended, payment = (np.array(column) for column in zip(*rows, strict=True))
    return Renewals(cohort, passed, decided, ended.astype(bool), payment.astype(bool))


def _simulated(n: int, alpha: float, beta: float, seed: int = 1) -> Renewals:
    draw = np.random.default_rng(seed)
    life, age = draw.geometric(draw.beta(alpha, beta, n)), draw.integers(1, 30, n)
    ended = life <= age
    return Renewals(np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.minimum(life, age), ended, ended & False)


def _monthly(renewals: Renewals) -> Retention:
    cohorts = int(renewals.cohort.max()) + 1
    return fit_retention(renewals, np.zeros(cohorts, dtype=np.int64), np.array([1.0]))


def _running(due_in: float = 10.0, renewals: int = 0, price: float = 10.0, **flags: bool) -> Running:
    marks = {name: np.array([flags.get(name, False)]) for name in ("paused", "cancelling", "past_due")}
    one = np.zeros(1, dtype=np.int64)
    return Running(cohort=one, renewals=one + renewals, due_in=np.array([due_in]), price=np.array([price]), **marks)


def _seen(running: Running, retention: Retention | None = None, habits: Habits = CALM) -> SubscriptionOutlook:
    return foresee(retention or _monthly(_simulated(4000, 1.5, 20.0)), running, habits)


def test_a_renewal_counts_who_came_to_it_who_left_and_who_of_these_for_want_of_payment() -> None:
    renewals = _renewals((0, 0, 3, False, False), (0, 0, 2, True, True), (0, 0, 1, True, False), (0, 2, 3, True, False))
    at_risk, lost, unpaid = renewals.counts(1)
    assert at_risk.tolist() == [[3, 2, 2]]
    assert lost.tolist() == [[1, 1, 1]]
    assert unpaid.tolist() == [[0, 1, 0]]


def test_renewals_before_those_to_learn_from_are_not_counted() -> None:
    at_risk, lost, _ = _renewals((0, 3, 3, True, False)).counts(1)
    assert (at_risk.sum(), lost.sum()) == (0, 0)


def test_the_chances_that_subscriptions_were_drawn_from_are_found() -> None:
    pool = _monthly(_simulated(20_000, 1.5, 20.0)).pools[0]
    assert pool.name == "sbg"
    assert pool.churn(6) == pytest.approx(1.5 / (21.5 + np.arange(6)), rel=0.06)


def test_a_risk_that_rises_with_time_is_described_by_bdw() -> None:
    draw = np.random.default_rng(2)
    life = 1 + np.floor(draw.weibull(2.5, 5000) * 12).astype(np.int64)
    ended, none = life <= 15, np.zeros(5000, dtype=np.int64)
    pool = _monthly(Renewals(none, none, np.minimum(life, 15), ended, ended)).pools[0]
    assert pool.name == "bdw"
    assert pool.churn(12)[11] > 2 * pool.churn(12)[1]


def test_a_small_cohort_is_drawn_to_its_billing_interval_and_a_tiny_one_is_as_it() -> None:
    large = _simulated(5000, 1.5, 20.0)
    small = [(1, 0, 1, n < 20, False) for n in range(40)]
    tiny = [(2, 0, 1, True, False)] * 3
    extra = _renewals(*small, *tiny)
    joined = Renewals(*(np.concatenate((getattr(large, name), getattr(extra, name))) for name in Renewals.__slots__))
    found = _monthly(joined)
    churn = 1 - found.survival(np.arange(3), 1)[:, 1]
    assert found.enough.tolist() == [True, True, False]
    assert churn[0] < churn[1] < 0.5
    assert (found.alpha[2], found.beta[2]) == (found.pools[0].base.alpha, found.pools[0].base.beta)


def test_a_shop_without_any_ending_gets_the_prior_and_says_that_it_is_not_enough() -> None:
    pool = _monthly(_renewals((0, 0, 1, False, False))).pools[0]
    assert not pool.enough
    assert 0.02 < pool.churn(1)[0] < 0.06


def test_a_certain_churn_gives_the_months_that_can_be_worked_out_by_hand() -> None:
    half = [(0, 0, 1, True, False)] * 50_000 + [(0, 0, 2, True, False)] * 25_000 + [(0, 0, 3, True, False)] * 12_500
    still = [(0, 0, 3, False, False)] * 12_500
    found = _seen(_running(due_in=MONTH_DAYS), _monthly(_renewals(*half, *still)))
    assert found.remaining_months[0] == pytest.approx(1 + 1, rel=0.02)  # this month and, at one half, 1/2 + 1/4 + ...
    assert found.pays[60][0] == pytest.approx(0.5, rel=0.02)


def test_who_has_cancelled_pays_no_more_and_stays_until_the_period_ends() -> None:
    found = _seen(_running(due_in=45, cancelling=True))
    assert (found.value["12m"][0], found.pays[90][0], found.stays[0]) == (0, 0, 0)
    assert found.remaining_months[0] == pytest.approx(45 / MONTH_DAYS)


def test_a_failed_payment_is_as_likely_made_good_as_in_the_past() -> None:
    assert _seen(_running(due_in=1, past_due=True)).pays[30][0] == pytest.approx(0.6, rel=1e-6)


def test_a_year_paid_in_advance_brings_no_payment_soon_and_is_no_churn() -> None:
    found = _seen(_running(due_in=200))
    assert (found.pays[90][0], found.stays[0]) == (0, 1)


def test_the_longer_somebody_has_renewed_the_likelier_the_next_renewal() -> None:
    assert _seen(_running(renewals=12)).pays[30][0] > _seen(_running(renewals=0)).pays[30][0]


@settings(max_examples=60, deadline=None)
@given(
    due_in=st.floats(1, 400), renewals=st.integers(0, 80), price=st.floats(0.01, 1e6), skipped=st.floats(0, 0.9),
    past_due=st.booleans(), paused=st.booleans(), cancelling=st.booleans(), months=st.sampled_from((12 / 52, 1.0, 3.0, 12.0)),
)  # fmt: skip
def test_chances_grow_with_the_horizon_and_money_with_the_price(
    due_in: float, renewals: int, price: float, skipped: float, past_due: bool, paused: bool, cancelling: bool, months: float
) -> None:
    retention = fit_retention(_simulated(300, 1.5, 20.0), np.zeros(1, dtype=np.int64), np.array([months]))
    habits = Habits(skipped, 0.6, 0.8)
    flags = {"past_due": past_due, "paused": paused, "cancelling": cancelling}
    found = _seen(_running(due_in, renewals, price, **flags), retention, habits)
    dearer = _seen(_running(due_in, renewals, price * 10, **flags), retention, habits)
    chances = [0.0, *(found.pays[days][0] for days in (30, 60, 90)), 1.0]
    money = [0.0, *(found.value[name][0] for name in ("12m", "36m", "lifetime"))]
    assert chances == sorted(chances)
    assert money == sorted(money)
    assert 0 <= found.stays[0] <= 1
    assert 0 <= found.remaining_months[0] <= 60.01
    assert 0 <= found.value_low[0] <= found.value_high[0]
    assert dearer.value["12m"][0] == pytest.approx(10 * found.value["12m"][0])
