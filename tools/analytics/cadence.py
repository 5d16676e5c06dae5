"""What silence is normal in a shop: its typical gap after the g-th order day, and when silence is worth a word."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.order_days import Bools, Days, Floats, Gaps

__all__ = ["GROUPS", "PRIOR_GAPS", "Cadence", "expected_gap_days", "gap_group", "learn_cadence"]

GROUPS = ("1", "2", "3", "4-6", "7+")
PRIOR_GAPS = 3
MIN_GAPS_OF_GROUP = 50
MIN_GAPS_OF_SHOP = 200
AT_RISK_QUANTILE, LAPSED_QUANTILE = 0.75, 0.95
FEW_GAPS_AT_RISK, FEW_GAPS_LAPSED = 1.5, 3.0
_GROUP_OF = np.array([0, 0, 1, 2, 3, 3, 3, 4])


@dataclass(frozen=True, slots=True)
class Cadence:
    """A shop's rhythm up to a day, one value per group of `GROUPS`.

    Attributes:
        typical_gap_days: median completed gap; NaN in a shop without any.
        at_risk_above, lapsed_above: limits of silence (days since the last order / expected gap).
        gaps: completed gaps that each group was learned from, groups that joined together.
    """

    typical_gap_days: Floats
    at_risk_above: Floats
    lapsed_above: Floats
    gaps: Days

    @property
    def known(self) -> bool:
        """Whether the shop has a completed gap at all; without one silence means nothing."""
        return bool(self.gaps.max() > 0)


def gap_group(order_days: Days) -> Days:
    """The index in `GROUPS` of a number of order days."""
    return _GROUP_OF[np.clip(order_days, 0, 7)]


def expected_gap_days(order_days: Days, earlier_days: Days, cadence: Cadence) -> Floats:
    """(sum of own gaps + 3 x typical gap) / (own gaps + 3).

    Args:
        order_days: per customer, at least 1; own gaps are one less.
        earlier_days: sum of own gaps, first order day to last.
    """
    typical = cadence.typical_gap_days[gap_group(order_days)]
    expected: Floats = (earlier_days + PRIOR_GAPS * typical) / (order_days - 1 + PRIOR_GAPS)
    return expected


def learn_cadence(gaps: Gaps) -> Cadence:
    """Medians of the gaps per group, and quantiles of each gap over the expectation known before it.

    A group with under 50 gaps joins the next, the last one the one before; below 200 gaps in all the limits are 1.5 and 3.
    """
    group = gap_group(gaps.after)
    typical, at_risk, lapsed = (np.full(len(GROUPS), np.nan) for _ in range(3))
    counts = np.zeros(len(GROUPS), dtype=np.int64)
    few = len(gaps.days) < MIN_GAPS_OF_SHOP
    for members in _joined(np.bincount(group, minlength=len(GROUPS))):
        inside = np.isin(np.arange(len(GROUPS)), members)[group]
        counts[members] = inside.sum()
        typical[members] = np.median(gaps.days[inside]) if inside.any() else np.nan
        at_risk[members], lapsed[members] = (
            (FEW_GAPS_AT_RISK, FEW_GAPS_LAPSED) if few else _limits(gaps, inside, float(typical[members[0]]))
        )
    return Cadence(typical, at_risk, lapsed, counts)


def _limits(gaps: Gaps, inside: Bools, typical: float) -> tuple[float, float]:
    before = (gaps.earlier_days[inside] + PRIOR_GAPS * typical) / (gaps.after[inside] - 1 + PRIOR_GAPS)
    low, high = np.quantile(gaps.days[inside] / before, [AT_RISK_QUANTILE, LAPSED_QUANTILE])
    return float(low), float(high)


def _joined(counts: Days) -> list[list[int]]:
    """Neighbouring groups, joined until each holds enough gaps."""
    joined: list[list[int]] = []
    open_: list[int] = []
    for group in range(len(counts)):
        open_.append(group)
        if counts[open_].sum() >= MIN_GAPS_OF_GROUP:
            joined.append(open_)
            open_ = []
    if open_ and joined:
        joined[-1].extend(open_)
    elif open_:
        joined.append(open_)
    return joined
