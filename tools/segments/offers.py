"""What an offer costs: the rate of orders at which it pays for itself."""

import re
from dataclasses import dataclass

__all__ = ["BreakEven", "break_even", "discount_of"]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The rate of orders that pays for a discount, and the lift over the base rate that this takes; None: it never pays."""

    rate: float | None
    lift: float | None
    cost_per_order: float


def discount_of(offer: str, average_order_value: float | None) -> float | None:
    """The share of an order that an offer gives away ("10%", "5 EUR off"); None when it says no amount."""
    if match := re.search(r"(\d+(?:[.,]\d+)?)\s*%", offer):
        share = float(match[1].replace(",", ".")) / 100
        return share if 0 < share <= 1 else None
    if average_order_value and (
        match := re.search(r"(\d+(?:[.,]\d+)?)\s*(?:€|£|\$|eur|gbp|usd|euros?|pounds?|dollars?)", offer.lower())
    ):
        return min(1.0, float(match[1].replace(",", ".")) / average_order_value)
    if average_order_value and (match := re.search(r"(?:€|£|\$)\s*(\d+(?:[.,]\d+)?)", offer)):
        return min(1.0, float(match[1].replace(",", ".")) / average_order_value)
    return None


def break_even(base_rate: float, discount: float, margin: float, average_order_value: float) -> BreakEven:
    """When a discount that everybody gets pays: margin lost on orders that would have come anyway is earned by more orders.

    Args:
        base_rate: share that orders without the offer.
        discount: share of an order given away.
        margin: share of an order kept as profit, before the discount.
        average_order_value: money.
    """
    cost = discount * average_order_value
    if discount >= margin:
        return BreakEven(None, None, cost)
    rate = base_rate * margin / (margin - discount)
    return BreakEven(rate, rate - base_rate, cost) if rate <= 1 else BreakEven(None, None, cost)
