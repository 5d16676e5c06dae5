"""Beta-discrete-Weibull: sBG in which a subscriber's own risk may fall or rise with time (Fader, Hardie et al. 2018)."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.btyd.likelihood import Array, Fit, maximise
from tools.analytics.contractual.sbg import losses

__all__ = ["Parameters", "fit", "fit_counts", "retention", "survival"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """As sBG, with `c` the power of time: above 1 a subscriber's own risk grows, below 1 it falls."""

    alpha: float
    beta: float
    c: float


def fit(survivors: Array, prior_scale: float = 0.0) -> Fit:
    """Maximum likelihood parameters of one cohort's survivors; arguments as `sbg.fit`."""
    losses(survivors)
    counts = np.asarray(survivors, dtype=np.float64)
    return fit_counts(counts[:-1], counts[1:], np.array([0.5, 1.5, 1.0]), prior_scale)


def fit_counts(at_risk: Array, kept: Array, around: Array, prior_scale: float = 0.0) -> Fit:
    """The same from how many came to each renewal and how many of them stayed: cohorts of any ages together.

    Args:
        around: alpha, beta and c from which to search, and around which the prior lies.
    """
    t, lost = np.arange(len(at_risk) + 1, dtype=np.float64), at_risk - kept

    def _objective(parameters: Array) -> tuple[float, Array]:
        alpha, beta, c = parameters
        share, slope = _survival_and_slope(alpha, beta, c, t)
        share = np.maximum(share, 1e-300)
        gone, gone_slope = np.maximum(-np.diff(share), 1e-300), -np.diff(slope, axis=1)
        value = lost @ np.log(gone) + kept @ np.log(share[1:]) - at_risk @ np.log(share[:-1])
        gradient = gone_slope @ (lost / gone) + slope[:, 1:] @ (kept / share[1:]) - slope[:, :-1] @ (at_risk / share[:-1])
        return float(value), gradient

    n = max(1, round(float(at_risk.max(initial=0.0))))
    return maximise(_objective, around, ("alpha", "beta", "c"), n, prior_scale)


def survival(parameters: Parameters, periods: Array) -> Array:
    """Share of a cohort still present after renewal t, for each t >= 0."""
    return _survival_and_slope(parameters.alpha, parameters.beta, parameters.c, np.asarray(periods, dtype=np.float64))[0]


def retention(parameters: Parameters, periods: Array) -> Array:
    """Share of those present at renewal t - 1 who are present at t, for each t >= 1."""
    t = np.asarray(periods, dtype=np.float64)
    return survival(parameters, t) / survival(parameters, t - 1)


def _survival_and_slope(alpha: float, beta: float, c: float, t: Array) -> tuple[Array, Array]:
    """S(t) = B(alpha, beta + t^c) / B(alpha, beta), and its derivatives in alpha, beta and c, one row each."""
    from scipy.special import betaln, digamma

    power = np.where(t > 0, t**c, 0.0)
    share: Array = np.exp(betaln(alpha, beta + power) - betaln(alpha, beta))
    by_alpha = digamma(alpha + beta) - digamma(alpha + beta + power)
    by_power = digamma(beta + power) - digamma(alpha + beta + power)
    by_beta = by_power - digamma(beta) + digamma(alpha + beta)
    log_t = np.log(np.where(t > 0, t, 1.0))
    return share, np.array([by_alpha * share, by_beta * share, by_power * power * log_t * share])
