"""Can a test tell? Sizes of the two arms and the smallest lift that they would show, or an honest no."""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

__all__ = ["CONTROL_SHARES", "PowerPlan", "plan_test", "smallest_detectable_lift"]

CONTROL_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
POWER = 0.8
CONFIDENCE = 0.95
FEWEST_IN_AN_ARM = 30
FEWEST_EXPECTED = 5
PLAUSIBLE_RELATIVE_LIFT = 0.5


@dataclass(frozen=True, slots=True)
class PowerPlan:
    """How an audience is split, and what the split can show.

    Attributes:
        base_rate: share that would act without the message, 0..1; None when nothing tells it.
        smallest_lift: in the rate, absolute; None when no lift up to a rate of 1 could be shown.
        measurable: None when the base rate is unknown.
    """

    audience: int
    control_share: float
    control: int
    treated: int
    base_rate: float | None
    smallest_lift: float | None
    measurable: bool | None

    @property
    def relative_lift(self) -> float | None:
        """The smallest lift over the base rate."""
        if self.smallest_lift is None or not self.base_rate:
            return None
        return self.smallest_lift / self.base_rate


def smallest_detectable_lift(base_rate: float, control: int, treated: int) -> float | None:
    """The smallest rise of a rate that a two-sided 5% test of two proportions finds with 80% power.

    Args:
        base_rate: rate in the control, 0..1.
        control: people in it; `treated` likewise.

    Returns:
        The absolute rise, or None when even a rate of 1 would not do or an arm is empty.

    Source: Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, without continuity correction.
    """
    if control < 1 or treated < 1 or not 0 <= base_rate < 1:
        return None
    if not _found(base_rate, 1.0, control, treated):
        return None
    low, high = base_rate, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _found(base_rate, middle, control, treated) else (middle, high)
    return high - base_rate


def plan_test(audience: int, base_rate: float | None, share: float | None = None) -> PowerPlan:
    """Split an audience so that a plausible lift shows: the smallest control of 10 to 50% that can, else 10%, not measurable.

    A lift is plausible up to half of the base rate. Arms of under 30 people, or with fewer than 5 who act, measure nothing.

    Args:
        share: of the audience to hold back, where the person has said it.
    """
    if share is not None:
        return _split(audience, share, base_rate)
    plans = [_split(audience, share, base_rate) for share in CONTROL_SHARES]
    return next((plan for plan in plans if plan.measurable), plans[0])


def _split(audience: int, share: float, base_rate: float | None) -> PowerPlan:
    control = min(audience, ceil(round(audience * share, 9)))
    treated = audience - control
    if base_rate is None:
        return PowerPlan(audience, share, control, treated, None, None, None)
    lift = smallest_detectable_lift(base_rate, control, treated)
    enough = min(control, treated) >= FEWEST_IN_AN_ARM and control * base_rate >= FEWEST_EXPECTED
    plausible = lift is not None and lift <= PLAUSIBLE_RELATIVE_LIFT * base_rate
    return PowerPlan(audience, share, control, treated, base_rate, lift, enough and plausible)


def _found(base: float, raised: float, control: int, treated: int) -> bool:
    normal = NormalDist()
    pooled = (base * control + raised * treated) / (control + treated)
    under_null = normal.inv_cdf(0.5 + CONFIDENCE / 2) * sqrt(pooled * (1 - pooled) * (1 / control + 1 / treated))
    under_lift = normal.inv_cdf(POWER) * sqrt(base * (1 - base) / control + raised * (1 - raised) / treated)
    return raised - base >= under_null + under_lift
