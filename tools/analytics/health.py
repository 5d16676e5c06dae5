"""Health: whether a relationship is fading, from the silence since the last order or the state of a subscription."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.cadence import Cadence, expected_gap_days, gap_group, learn_cadence
from tools.analytics.order_days import Bools, Codes, Floats, OrderDays

__all__ = ["ACTIVE", "AT_RISK", "LAPSED", "NO_HEALTH", "OrderHealth", "health_of_orders", "healthier"]

ACTIVE, AT_RISK, LAPSED = 0, 1, 2
"""Indexes in `tools.terms.HEALTHS`; a smaller one is healthier."""
NO_HEALTH = -1


@dataclass(frozen=True, slots=True)
class OrderHealth:
    """Per customer: health code, expected gap and silence (NaN where they never bought or the shop has no rhythm yet)."""

    health: Codes
    expected_gap_days: Floats
    silence: Floats
    cadence: Cadence


def health_of_orders(orders: OrderDays, on: int, cadence: Cadence | None = None) -> OrderHealth:
    """Health without a subscription on day `on`, from order days up to it alone.

    Args:
        orders: order days; those after `on` are not looked at.
        cadence: the shop's rhythm where it is known already, else learned from these order days.
    """
    known = orders.until(on)
    rhythm = cadence or learn_cadence(known.gaps())
    counts, last = known.counts, known.last
    bought = (counts > 0) & rhythm.known
    expected, silence = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    expected[bought] = expected_gap_days(counts[bought], (last - known.first)[bought], rhythm)
    silence[bought] = (on - last[bought]) / expected[bought]
    health = np.full(len(counts), NO_HEALTH, dtype=np.int8)
    group = gap_group(counts[bought])
    health[bought] = grade(silence[bought], rhythm.at_risk_above[group], rhythm.lapsed_above[group])
    return OrderHealth(health, expected, silence, rhythm)


def grade(silence: Floats, at_risk_above: Floats, lapsed_above: Floats) -> Codes:
    """Codes of silences against their limits."""
    return ((silence > at_risk_above).astype(np.int8) + (silence > lapsed_above).astype(np.int8)).astype(np.int8)


def healthier(one: Codes, other: Codes) -> Codes:
    """The healthier of two codes; where one is missing, the other."""
    missing: Bools = (one == NO_HEALTH) | (other == NO_HEALTH)
    return np.where(missing, np.maximum(one, other), np.minimum(one, other)).astype(np.int8)
