"""How far the total of a group may be off: what each customer may do, and the level of the whole shop, as past cuts showed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.analytics.order_days import Floats

__all__ = ["Level", "learn_level", "learn_noise", "total_bounds"]

_ORDINARY_SCALE = 0.15
_ORDINARY_CUTS = 1.0
_SMALLEST, _LARGEST = 0.25, 4.0


@dataclass(frozen=True, slots=True)
class Level:
    """How far a whole shop may be off: ln(actual / predicted) as Student t around 0, with its scale and degrees of freedom."""

    scale: float
    degrees: float


def learn_level(log_ratios: Sequence[float]) -> Level:
    """The level's uncertainty after cuts that lie half a horizon apart, an ordinary shop counting as one cut more.

    Cuts that overlap tell less than so many quarters: k of them span (k + 1) / 2 horizons, and that is what they count for.

    Args:
        log_ratios: ln(actual / predicted) total spend per cut; none leaves the ordinary shop.
    """
    cuts = (len(log_ratios) + 1) / 2 if len(log_ratios) else 0.0
    seen = cuts * float(np.mean(np.square(log_ratios))) if len(log_ratios) else 0.0
    degrees = _ORDINARY_CUTS + cuts
    return Level(float(np.sqrt((_ORDINARY_CUTS * _ORDINARY_SCALE**2 + seen) / degrees)), degrees)


def learn_noise(variance_ratios: Sequence[float]) -> float:
    """By what to multiply each customer's standard deviation, a cut in which the model was right counting as one more.

    Args:
        variance_ratios: per cut, what customers varied around the forecast over what the model had said; one customer's
            largest order can say anything, so each counts as between 1/4 and 4.
    """
    ratios = np.clip(np.asarray(variance_ratios, dtype=np.float64), _SMALLEST, _LARGEST)
    return float(np.sqrt((_ORDINARY_CUTS + ratios.sum()) / (_ORDINARY_CUTS + len(ratios))))


def total_bounds(total: Floats | float, variance: Floats | float, level: Level | None, share: float) -> tuple[Floats, Floats]:
    """Interval of totals around their expectation, on the scale of logarithms so that both ends stay positive, money.

    What customers do varies with infinite degrees of freedom, the level with its own; their sum is a Student t with the
    degrees of Welch and Satterthwaite.

    Args:
        total: expected, above 0.
        variance: the customers' own, added up, money squared.
        level: None where none has been measured.
        share: 0..1, how many totals are to lie inside.
    """
    from scipy.special import stdtrit

    own = np.log1p(np.asarray(variance, dtype=np.float64) / np.square(total))
    shared = level.scale**2 if level else 0.0
    degrees = np.inf if not level else level.degrees * np.square((own + shared) / shared)
    half = stdtrit(degrees, 0.5 + share / 2.0) * np.sqrt(own + shared)
    return np.asarray(total * np.exp(-half)), np.asarray(total * np.exp(half))
