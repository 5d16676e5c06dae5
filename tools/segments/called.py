"""Says a rule as this shop's people know it: products and campaigns by name, months with their year."""

import re

from tools.conditions import Condition, FieldCondition, Rule
from tools.metrics.live_values import live_values
from tools.periods import resolve
from tools.segments.amounts import whole_period
from tools.segments.words import rule_in_words
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["rule_of_shop"]

_COUNTED_BACK = re.compile(r"last_\d|this_|today|recent|\d{4}|.*\.\.")


def rule_of_shop(warehouse: Warehouse, rule: Rule) -> Text:
    """The rule as a noun phrase in both languages, with the names that the snapshot knows for ids in it."""
    every, either = (tuple(_named(warehouse, condition) for condition in some) for some in (rule.all, rule.any))
    return rule_in_words(Rule(all=every, any=either))


def _named(warehouse: Warehouse, condition: Condition) -> Condition:
    if isinstance(condition, FieldCondition):
        return _with_names(warehouse, condition)
    product, campaign = (_name(warehouse, of, getattr(condition, of)) for of in ("product", "campaign"))
    return condition.model_copy(
        update={"product": product, "campaign": campaign, "period": _dated(warehouse, condition.period)}
    )


_OF_PRODUCTS = ("first_product", "last_product", "favourite_product", "next_product", "replenish_product")


def _with_names(warehouse: Warehouse, condition: FieldCondition) -> FieldCondition:
    """A condition on a field that holds a product's id, with the product's name in its place."""
    if condition.field not in _OF_PRODUCTS or not isinstance(condition.value, str):
        return condition
    return condition.model_copy(update={"value": _name(warehouse, "product", condition.value)})


def _dated(warehouse: Warehouse, period: str | None) -> str | None:
    """`november` as the month that it is, `2025-11`; what counts back from today stays as it was said."""
    if not period or period == "all" or _COUNTED_BACK.match(period):
        return period
    found = resolve(period, warehouse.today, warehouse.data_first)
    return whole_period(found.first, found.last) or period


def _name(warehouse: Warehouse, dimension: str, key: str | None) -> str | None:
    return live_values(warehouse, dimension).names.get(key, key) if key else key
