"""Shifted beta-geometric: each subscriber renews with a personal, constant probability (Fader and Hardie 2007)."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.btyd.likelihood import Array, Fit, FitError, checked, maximise

__all__ = ["Parameters", "fit", "losses", "retention", "survival"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Chance to leave at a renewal ~ Beta(alpha, beta)."""

    alpha: float
    beta: float


def losses(survivors: Array) -> tuple[Array, float]:
    """Who left at each renewal, and who remained at the end.

    Args:
        survivors: of one cohort, at renewal 0 (all), 1, 2, ...

    Raises:
        FitError: fewer than two counts, or counts that grow.
    """
    (counts,) = checked(survivors)
    lost = -np.diff(counts)
    if len(counts) < 2 or (lost < 0).any() or counts[0] <= 0:
        raise FitError("survivors must be at least two counts that never grow, the first above 0")
    return lost, float(counts[-1])


def fit(survivors: Array, prior_scale: float = 0.0) -> Fit:
    """Maximum likelihood parameters of one cohort's survivors."""
    from scipy.special import betaln, digamma

    lost, left = losses(survivors)
    t = np.arange(1, len(lost) + 1, dtype=np.float64)
    end = len(lost)

    def _objective(parameters: Array) -> tuple[float, Array]:
        a, b = parameters
        value = lost @ (betaln(a + 1, b + t - 1) - betaln(a, b)) + left * (betaln(a, b + end) - betaln(a, b))
        base_a, base_b = digamma(a + b) - digamma(a), digamma(a + b) - digamma(b)
        grad_a = lost @ (digamma(a + 1) - digamma(a + b + t) + base_a) + left * (digamma(a) - digamma(a + b + end) + base_a)
        grad_b = lost @ (digamma(b + t - 1) - digamma(a + b + t) + base_b)
        grad_b += left * (digamma(b + end) - digamma(a + b + end) + base_b)
        return float(value), np.array([grad_a, grad_b])

    n = max(1, round(float(np.asarray(survivors, dtype=np.float64)[0])))
    return maximise(_objective, np.array([1.0, 2.0]), ("alpha", "beta"), n, prior_scale)


def retention(parameters: Parameters, periods: Array) -> Array:
    """Share of those present at renewal t - 1 who are present at t, for each t >= 1."""
    a, b, t = parameters.alpha, parameters.beta, np.asarray(periods, dtype=np.float64)
    rate: Array = (b + t - 1) / (a + b + t - 1)
    return rate


def survival(parameters: Parameters, periods: Array) -> Array:
    """Share of a cohort still present after renewal t, for each t >= 0."""
    from scipy.special import betaln

    a, b, t = parameters.alpha, parameters.beta, np.asarray(periods, dtype=np.float64)
    share: Array = np.exp(betaln(a, b + t) - betaln(a, b))
    return share
