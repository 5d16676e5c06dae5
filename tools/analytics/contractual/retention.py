"""How likely subscribers of each plan and segment are to renew: one fit per billing interval, cohorts shrunk to it."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.btyd.likelihood import Array
from tools.analytics.contractual import bdw, sbg
from tools.analytics.contractual.many import fit_counts
from tools.analytics.order_days import Bools, Days, Floats

__all__ = ["MIN_ENDINGS", "MIN_RENEWALS", "Pool", "Renewals", "Retention", "fit_retention"]

MIN_RENEWALS, MIN_ENDINGS = 30, 5
_POOL_SCALE, _COHORT_SCALE = 1.0, 0.5
_MONTHLY_CHURN = 0.05  # of a shop that nothing is known about
_LEAST, _MOST = 1e-6, 0.999


@dataclass(frozen=True, slots=True)
class Renewals:
    """Subscriptions that were ever paid and the renewals that have come to them, one entry each.

    Attributes:
        cohort: plan and segment, a code below the number of cohorts.
        passed: renewals before those that are to be learned from.
        decided: renewals that have come and were paid, or not.
        ended: whether the last of these was not paid, by whoever's decision.
        payment: whether that was for want of payment.
    """

    cohort: Days
    passed: Days
    decided: Days
    ended: Bools
    payment: Bools

    def counts(self, cohorts: int) -> tuple[Floats, Floats, Floats]:
        """Per cohort and renewal 1, 2, ...: who came to it, who did not renew, and who of these for want of payment."""
        width = max(1, int(self.decided.max(initial=0)))
        change = np.zeros((cohorts, width + 1))
        seen = self.decided > self.passed
        np.add.at(change, (self.cohort[seen], self.passed[seen]), 1.0)
        np.add.at(change, (self.cohort[seen], self.decided[seen]), -1.0)
        lost, unpaid = np.zeros((cohorts, width)), np.zeros((cohorts, width))
        for counted, chosen in ((lost, seen & self.ended), (unpaid, seen & self.ended & self.payment)):
            np.add.at(counted, (self.cohort[chosen], self.decided[chosen] - 1), 1.0)
        return np.cumsum(change, axis=1)[:, :-1], lost, unpaid


@dataclass(frozen=True, slots=True)
class Pool:
    """What all subscriptions with one billing interval show: gifts, which end by their term, apart.

    Attributes:
        months: length of a billing period.
        at_risk, lost, unpaid: by renewal 1, 2, ...
        base: sBG, to which cohorts are shrunk.
        shape: BdW where it describes the renewals better than sBG, by the Bayesian information criterion.
        enough: whether there were renewals and endings enough to learn from; without, the prior speaks.
    """

    months: float
    at_risk: Floats
    lost: Floats
    unpaid: Floats
    base: sbg.Parameters
    shape: bdw.Parameters | None
    enough: bool

    @property
    def name(self) -> str:
        """The model that is used."""
        return "bdw" if self.shape else "sbg"

    def churn(self, renewals: int) -> Floats:
        """Expected share of those who come to renewal 1, 2, ... and do not renew."""
        periods = np.arange(1, renewals + 1, dtype=np.float64)
        kept = bdw.retention(self.shape, periods) if self.shape else sbg.retention(self.base, periods)
        return np.clip(1.0 - kept, _LEAST, _MOST)


@dataclass(frozen=True, slots=True)
class Retention:
    """Fitted pools and cohorts.

    Attributes:
        pool: of each cohort.
        alpha, beta: of each cohort, its pool's where it does not have enough.
        renewals, endings: that each cohort was learned from.
        enough: whether it has renewals and endings enough of its own.
    """

    pools: tuple[Pool, ...]
    pool: Days
    alpha: Floats
    beta: Floats
    renewals: Days
    endings: Days
    enough: Bools

    def survival(self, cohorts: Days, renewals: int) -> Floats:
        """Share of new subscriptions that outlast renewal 0, 1, 2, ..., one row per cohort; all of one pool."""
        pool, periods = self.pools[int(self.pool[cohorts[0]])], np.arange(renewals, dtype=np.float64)
        alpha, beta = self.alpha[cohorts, None], self.beta[cohorts, None]
        churn = alpha / (alpha + beta + periods)
        if pool.shape:  # the level is the cohort's, the shape over time the pool's
            usual = pool.base.alpha / (pool.base.alpha + pool.base.beta + periods)
            churn = churn * pool.churn(renewals) / usual
        kept = np.cumprod(1.0 - np.clip(churn, _LEAST, _MOST), axis=1)
        return np.concatenate((np.ones((len(cohorts), 1)), kept), axis=1)


def fit_retention(renewals: Renewals, pool: Days, months: Floats) -> Retention:
    """Fit every billing interval, then every cohort with its interval's parameters as prior.

    Args:
        pool: of each cohort.
        months: length of each pool's billing period.
    """
    at_risk, lost, unpaid = renewals.counts(len(pool))
    pools = []
    for code, length in enumerate(months):
        own = pool == code
        pools.append(_fit_pool(float(length), at_risk[own].sum(axis=0), lost[own].sum(axis=0), unpaid[own].sum(axis=0)))
    base = np.array([(one.base.alpha, one.base.beta) for one in pools]).reshape(-1, 2)[pool]
    came, left = at_risk.sum(axis=1), lost.sum(axis=1)
    enough = (came >= MIN_RENEWALS) & (left >= MIN_ENDINGS)
    alpha, beta = base[:, 0].copy(), base[:, 1].copy()
    if enough.any():
        found = fit_counts(at_risk[enough], (at_risk - lost)[enough], _COHORT_SCALE, base[enough])
        alpha[enough], beta[enough] = found.alpha, found.beta
    return Retention(tuple(pools), pool, alpha, beta, came.astype(np.int64), left.astype(np.int64), enough)


def _fit_pool(months: float, at_risk: Floats, lost: Floats, unpaid: Floats) -> Pool:
    usual = min(1.0 - (1.0 - _MONTHLY_CHURN) ** months, 0.4)
    around = np.array([[1.0, 1.0 / usual - 1.0]])
    kept = at_risk - lost
    found = fit_counts(at_risk[None], kept[None], _POOL_SCALE, around)
    base = sbg.Parameters(float(found.alpha[0]), float(found.beta[0]))
    enough = bool(at_risk.sum() >= MIN_RENEWALS and lost.sum() >= MIN_ENDINGS)
    shape = _shape(at_risk, kept, base, float(found.log_likelihood[0])) if enough else None
    seen = int(np.flatnonzero(at_risk)[-1]) + 1 if at_risk.any() else 0
    return Pool(months, at_risk[:seen], lost[:seen], unpaid[:seen], base, shape, enough)


def _shape(at_risk: Array, kept: Array, base: sbg.Parameters, log_likelihood: float) -> bdw.Parameters | None:
    """BdW where its third parameter is worth it."""
    fit = bdw.fit_counts(at_risk, kept, np.array([base.alpha, base.beta, 1.0]), _POOL_SCALE)
    better = 2.0 * (fit.log_likelihood - log_likelihood) > np.log(at_risk.sum())
    return bdw.Parameters(*fit.parameters) if better else None
