"""Plans for what a customer may cost: to win one, and to keep one."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.asking import says
from assistant.builtin.planning.steps import audience_rule, make_plan, query, without_empty
from assistant.builtin.reading.platforms import paid_for_on
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["plan_keeping_cost", "plan_winning_cost"]

_GROUPS = {
    "acquisition_channel": "acquisition_channel", "channel": "acquisition_channel", "cohort": "cohort",
    "product": "first_product", "first_product": "first_product", "country": "country", "referral_source": "referral_source",
}  # fmt: skip
_ONE_GROUP = ("acquisition_channel", "country", "referral_source")


def plan_keeping_cost(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how much discount can I offer to keep customers at risk?`"""
    asked = all(says(reading, name) for name in ("how_far", "offer", "can", "keep"))
    if not asked or says(reading, "writes"):
        return None
    step = Step("retention_offer", without_empty({"rule": audience_rule(reading)}))
    return make_plan(reading, "economics", [step], "worth", reading.conditions.readings)


def plan_winning_cost(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how much can I pay for a customer from Instagram?`, `allowable CAC by channel`."""
    if (
        says(reading, "writes")
        or reading.metrics == ["payback_days"]
        or not (says(reading, "allowed_cost", "pays_back") or (says(reading, "may_pay") and says(reading, "win")))
    ):
        return None
    paid_for_on(reading, catalogue)
    filters = [dict(f) for f in reading.filters]
    one = next((f for f in filters if f["field"] in _ONE_GROUP and f["op"] == "="), None)
    if one is None and says(reading, "pays_back") and not reading.groups:
        return make_plan(reading, "metric", [query(["payback_days"], reading.period)], "value")
    by = one["field"] if one else "first_product" if says(reading, "first_product") else None
    by = by or next((_GROUPS[g] for g in reading.groups if g in _GROUPS), None)
    arguments: dict[str, Any] = {
        "by": by, "value": one["value"] if one else None, "period": reading.period,
        "filters": [f for f in filters if f is not one],
    }  # fmt: skip
    unread = re.search(r"(?<!\S)(?:from|of|in|by|for) ~[\w-]{3,}", reading.line) and one is None
    step = Step("acquisition_cost", without_empty(arguments))
    return make_plan(reading, "worth" if unread else "economics", [step], "worth")
