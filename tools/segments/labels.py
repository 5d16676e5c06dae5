"""Columns of customer tables: what each profile field is called, and the unit it is in."""

from tools.reply import Column
from tools.segments.amounts import field_in_words
from tools.terms import Unit
from tools.warehouse.schema import PROFILE_COLUMNS

__all__ = ["column_of", "unit_of"]

_MONEY = frozenset(
    "revenue refunds historic_value historic_value_365 average_order_value expected_order_value "
    "clv clv_low clv_high clv_36m clv_lifetime mrr".split()
)
_RATES = frozenset(
    "discount_share p_alive churn_probability_90 "
    "purchase_probability_30 purchase_probability_60 purchase_probability_90".split()
)
_DAYS = frozenset(
    "days_since_first_order days_since_last_order age_at_last_order_days expected_gap_days tenure_days "
    "days_to_second_order".split()
)
_ORDERS = frozenset("order_count repeat_orders orders_365 expected_orders_365".split())


def unit_of(field: str) -> Unit | None:
    """The unit of a profile field; None for texts and yes/no."""
    if field in _MONEY:
        return "money"
    if field in _RATES:
        return "rate"
    if field in _DAYS:
        return "days"
    if field in _ORDERS:
        return "orders"
    if field == "silence":
        return "ratio"
    if field == "average_rating":
        return "stars"
    return "count" if PROFILE_COLUMNS.get(field) in ("integer", "decimal", "date") else None


def column_of(field: str) -> Column:
    """The column of a customer table for a profile field."""
    unit = unit_of(field)
    if unit is None or PROFILE_COLUMNS[field] == "date":
        return Column(field, "label", field_in_words(field))
    return Column(field, "value", field_in_words(field), unit, field)
