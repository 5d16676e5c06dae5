"""sBG on many cohorts at once: plans x segments, each with its own parameters, by Newton steps over arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.btyd.likelihood import Array, FitError

__all__ = ["ManyFits", "at_risk_and_kept", "fit_counts", "fit_many"]

_STEPS = 60
_LOW, _HIGH = -12.0, 14.0
_CLOSE = 1e-10
_CENTRE = np.log([1.0, 2.0])


@dataclass(frozen=True, slots=True)
class ManyFits:
    """Chance to leave at a renewal ~ Beta(alpha, beta), one entry per cohort.

    Attributes:
        settled: whether the search came to rest inside its bounds; without, the cohort does not tell its parameters.
    """

    alpha: Array
    beta: Array
    log_likelihood: Array
    settled: NDArray[np.bool_]


def fit_many(survivors: Array, prior_scale: float = 0.0) -> ManyFits:
    """Maximum likelihood parameters of many cohorts.

    Args:
        survivors: one row per cohort: at renewal 0 (all), 1, 2, ...; NaN from where a cohort has not come yet.
        prior_scale: standard deviation of a normal prior on the log parameters around 1 and 2; 0 for none.

    Raises:
        FitError: fewer than two columns, counts that grow, or a cohort of nobody.
    """
    at_risk, kept = at_risk_and_kept(np.atleast_2d(np.asarray(survivors, dtype=np.float64)))
    return fit_counts(at_risk, kept, prior_scale)


def fit_counts(at_risk: Array, kept: Array, prior_scale: float = 0.0, around: Array | None = None) -> ManyFits:
    """The same from how many came to each renewal and how many of them stayed: cohorts of any ages together.

    Args:
        around: alpha and beta per cohort, the centre of the prior and the start of the search; 1 and 2 without.
    """
    centre = np.tile(_CENTRE, (len(at_risk), 1)) if around is None else np.clip(np.log(around), _LOW, _HIGH)
    theta = centre.copy()
    value, slope, bend = _terms(theta, at_risk, kept, centre, prior_scale)
    damping, open_ = np.zeros(len(theta)), np.ones(len(theta), dtype=bool)
    for _ in range(_STEPS):
        step = _step(slope, bend, damping)
        trial = np.clip(theta + step, _LOW, _HIGH)
        found, found_slope, found_bend = _terms(trial, at_risk, kept, centre, prior_scale)
        better = open_ & (found >= value - 1e-12 * np.abs(value))
        damping = np.where(better, damping / 10, np.maximum(10 * damping, 1e-3 * np.abs(bend).max(axis=(1, 2))))
        gained = np.where(better, np.abs(found - value), np.inf)
        theta, value = np.where(better[:, None], trial, theta), np.where(better, found, value)
        slope = np.where(better[:, None], found_slope, slope)
        bend = np.where(better[:, None, None], found_bend, bend)
        open_ &= ~(gained < _CLOSE)
        if not open_.any():
            break
    inside = ((theta > _LOW + 1e-6) & (theta < _HIGH - 1e-6)).all(axis=1)
    likelihood = _terms(theta, at_risk, kept, centre, 0.0)[0]
    return ManyFits(np.exp(theta[:, 0]), np.exp(theta[:, 1]), likelihood, ~open_ & inside)


def at_risk_and_kept(survivors: Array) -> tuple[Array, Array]:
    """Who came to each renewal and who stayed, 0 where a cohort has not come yet.

    Raises:
        FitError: see `fit_many`.
    """
    if survivors.shape[1] < 2 or not (survivors[:, 0] > 0).all():
        raise FitError("survivors must be at least two counts per cohort, the first above 0")
    known = np.isfinite(survivors[:, 1:]) & np.isfinite(survivors[:, :-1])
    before, after = np.where(known, survivors[:, :-1], 0.0), np.where(known, survivors[:, 1:], 0.0)
    if (after > before).any() or (after < 0).any():
        raise FitError("survivors must never grow and never be negative")
    return before, after


def _terms(theta: Array, at_risk: Array, kept: Array, centre: Array, prior_scale: float) -> tuple[Array, Array, Array]:
    """Log-likelihood (and log prior), its slope and its bend in the logarithms, per cohort; no special function is needed."""
    a, b = np.exp(theta[:, :1]), np.exp(theta[:, 1:])
    t = np.arange(at_risk.shape[1])
    stay, either = b + t, a + b + t
    lost = (at_risk - kept).sum(axis=1, keepdims=True)
    value = (lost * theta[:, :1])[:, 0] + (kept * np.log(stay) - at_risk * np.log(either)).sum(axis=1)
    share, square = (at_risk / either).sum(axis=1), (at_risk / either**2).sum(axis=1)
    a, b, lost = a[:, 0], b[:, 0], lost[:, 0]
    by_a, by_b = lost - a * share, b * ((kept / stay).sum(axis=1) - share)
    bend_b = b * b * (square - (kept / stay**2).sum(axis=1)) + by_b
    bend = np.stack((a * a * square - a * share, a * b * square, a * b * square, bend_b), axis=1).reshape(-1, 2, 2)
    slope = np.stack((by_a, by_b), axis=1)
    if prior_scale:
        apart = (theta - centre) / prior_scale
        value = value - 0.5 * (apart**2).sum(axis=1)
        slope, bend = slope - apart / prior_scale, bend - np.eye(2) / prior_scale**2
    return value, slope, bend


def _step(slope: Array, bend: Array, damping: Array) -> Array:
    """Uphill by Newton where the likelihood is concave, damped to be so where it is not; at most by a factor of e."""
    aa, ab, bb = -bend[:, 0, 0], -bend[:, 0, 1], -bend[:, 1, 1]
    least = (aa + bb) / 2 - np.sqrt(((aa - bb) / 2) ** 2 + ab**2)
    more = damping + np.maximum(0.0, 1e-9 * (np.abs(aa) + np.abs(bb)) + 1e-12 - least)
    aa, bb = aa + more, bb + more
    scale = np.maximum(aa * bb - ab * ab, 1e-300)
    step = np.stack(((bb * slope[:, 0] - ab * slope[:, 1]) / scale, (aa * slope[:, 1] - ab * slope[:, 0]) / scale), axis=1)
    longest = np.abs(step).max(axis=1, keepdims=True)
    limited: Array = step / np.maximum(longest, 1.0)
    return limited
