"""Conditions on customers and on metrics: the one typed form that filters, segment rules and drafts share."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Behaviour", "Condition", "FieldCondition", "Rule"]

Op = Literal[
    "=", "!=", ">", ">=", "<", "<=", "in", "not_in", "known", "unknown", "top_share", "bottom_share", "top_value_share",
    "top_count",
]  # fmt: skip
Did = Literal[
    "ordered", "refunded", "visited", "viewed", "added_to_cart", "checked_out", "signed_up", "used_app", "reviewed",
    "received", "clicked", "unsubscribed",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldCondition(_Strict):
    """A comparison on a profile field or a metric's dimension, e.g. country = Germany, days_since_last_order > 90.

    `top_share` / `bottom_share` keep that share (0..1) of customers with the highest / lowest value; `top_value_share`
    keeps the fewest customers who together hold that share of the field's total ("who makes 80% of revenue"). `top_count`
    keeps so many groups of a query with the most of a metric; of customers that is an order and a limit. The field
    `segment` stands for a saved segment by name.
    """

    field: str
    op: Op = "="
    value: Any = None


class Behaviour(_Strict):
    """Something customers did, or with `negated` did not do, optionally with a product or category, in a period."""

    did: Did = "ordered"
    negated: bool = False
    product: str | None = Field(None, description="product id or exact name")
    category: str | None = None
    coupon: str | None = Field(None, description="coupon code; `known` is any, `unknown` is none")
    sales_channel: str | None = None
    campaign: str | None = None
    period: str | None = Field(None, description="a period expression; all history when left out")
    at_least: int = Field(1, ge=1, description="number of times (distinct orders, visits, ...)")
    at_most: int | None = Field(None, ge=1)
    spent_at_least: float | None = Field(None, description="for ordered: revenue of the matching orders or lines")


Condition = FieldCondition | Behaviour


class Rule(_Strict):
    """Customers for whom every condition of `all` holds, and at least one of `any` where there are some."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
