"""What a plan asks for, in one form: two plans that mean the same have the same one, however they were put."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from tools.errors import BadInputError
from tools.periods import baseline, resolve
from tools.vocabulary import Catalogue

__all__ = ["meaning_of", "shape_of", "undecided"]

Condition = Mapping[str, Any]
_COUNTS = ("order_count", "order_days", "units")
_GOODS = ("category", "product", "sales_channel", "coupon")
_BUYERS = json.dumps(["order_count", ">=", 1])


def undecided(plan: Plan) -> bool:
    """Whether a plan asks back or declines, which states no number."""
    return plan.intent in ("clarify", "decline")


def meaning_of(plan: Plan, catalogue: Catalogue) -> tuple[str, ...]:
    """The calls of a plan with days for periods, `at least 4` for `more than 3`, and people for a bare count of customers."""
    return tuple(_step(step, catalogue) for step in plan.steps)


_FREE_TEXT = ("query", "question", "text", "goal", "brief", "about", "topic", "request", "language")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_PERFORMANCE = re.compile(r'"metrics": \["revenue", "orders", "average_order_value", "customers"[^\]]*\]')
_OF_VALUE = re.compile(r'("(?:=|!=|in|not_in)", )(?!"value")(\[[^\]]*\]|"[^"]*")')
_NAMED = "product|category|country|city|sales_channel|coupon|campaign|plan"
_OF_RULE = re.compile(rf'("field": "(?:{_NAMED}|acquisition_channel)", "op": "[^"]*", "value": )(\[[^\]]*\]|"[^"]*")')
_OF_NAME = re.compile(rf'("(?:{_NAMED}|customer_id|name)": )"[^"]*"')


def shape_of(plan: Plan, catalogue: Catalogue) -> str:
    """What kind of question a plan answers: its meaning without the days, numbers, names and free text."""
    if undecided(plan):
        said = plan.steps[0].arguments if plan.steps else {}
        return " ".join([plan.intent, str(said.get("kind", "")), *map(str, said.get("missing", ()))]).strip()
    steps = (Step(s.tool, {k: v for k, v in s.arguments.items() if k not in _FREE_TEXT}) for s in plan.steps)
    meaning = " & ".join(sorted(_step(step, catalogue) for step in steps)).replace('\\"', '"')
    meaning = _PERFORMANCE.sub('"metrics": "performance"', meaning)
    meaning = _NUMBER.sub("N", _DAY.sub("D", meaning))
    for names in (_OF_VALUE, _OF_RULE, _OF_NAME):
        meaning = names.sub(r"\1V", meaning)
    return meaning


def _step(step: Step, catalogue: Catalogue) -> str:
    said = step.arguments
    if step.tool == "find_customers":
        rule = said.get("rule", {})
        return _people(
            [*rule.get("all", ()), *({**c, "either": True} for c in rule.get("any", ()))], said.get("limit"), catalogue
        )
    if step.tool != "query_metrics":
        return json.dumps([step.tool, said], sort_keys=True, default=dict)
    split = said.get("group_by") or said.get("compare_to") or said.get("share")
    if not split and said["metrics"] == ["customers"]:
        goods = {c["field"]: c["value"] for c in said.get("filters", ()) if c["field"] in _GOODS and c["op"] == "="}
        bought = {"did": "ordered", **goods, **({"period": said["period"]} if said.get("period") else {})}
        others = [c for c in said.get("filters", ()) if c["field"] not in goods]
        return _people([*others, *([bought] if len(bought) > 1 else [])], None, catalogue)
    if not split and said["metrics"] == ["new_customers"] and said.get("period"):
        first = {"field": "first_order_on", "op": "=", "value": said["period"]}
        return _people([*said.get("filters", ()), first], None, catalogue)
    filters = sorted(_condition(c, catalogue) for c in said.get("filters", ()))
    rest = {k: v for k, v in said.items() if k not in ("filters", "period", "compare_to")}
    return json.dumps([filters, _days(said.get("period"), catalogue), _base(said, catalogue), rest], sort_keys=True)


def _people(conditions: list[Condition], limit: int | None, catalogue: Catalogue) -> str:
    found = {_condition(c, catalogue) for c in conditions}
    first, last = (next((c for c in found if c.startswith(f'["first_order_on", "{op}"')), None) for op in (">=", "<="))
    if first and last:
        found = (found - {first, last}) | {json.dumps(["first_order_on", "=", [json.loads(first)[2], json.loads(last)[2]]])}
    if len(found) > 1:
        found.discard(_BUYERS)
    return json.dumps(["people", sorted(found), limit])


def _condition(condition: Condition, catalogue: Catalogue) -> str:
    if "did" in condition:
        return _deed(dict(condition), catalogue)
    name, op = condition["field"], condition["op"]
    value: Any = condition.get("value")
    if name in _GOODS and op == "=":
        return json.dumps({"did": "ordered", name: value}, sort_keys=True)
    if name == "first_order_on" and op == "=":
        return json.dumps([name, op, _days(value, catalogue)])
    if name in _COUNTS and op in (">", "<"):
        op, value = f"{op}=", value + (1 if op == ">" else -1)
    return json.dumps([name, op, sorted(value) if isinstance(value, list) else value])


def _deed(deed: dict[str, Any], catalogue: Catalogue) -> str:
    if "period" in deed:
        deed["period"] = _days(deed["period"], catalogue)
    if deed.get("at_least") == 1:
        del deed["at_least"]
    ends_today = deed.get("period") and deed["period"][-1] == catalogue.today.isoformat()
    if ends_today and deed.keys() == {"did", "negated", "period"}:  # nothing since that day is silence for as many days
        silent = (catalogue.today - date.fromisoformat(deed["period"][0])).days + 1
        return json.dumps(["days_since_last_order", ">=", silent])
    return json.dumps(deed, sort_keys=True)


def _days(expression: str | None, catalogue: Catalogue) -> list[str]:
    if expression is None:
        return []
    try:
        span = resolve(expression, catalogue.today, catalogue.data_first)
    except BadInputError:
        return [expression]
    return [span.first.isoformat(), span.last.isoformat()]


def _base(said: Mapping[str, Any], catalogue: Catalogue) -> list[str]:
    against = said.get("compare_to")
    if against not in ("previous", "year_earlier") or not said.get("period"):
        return _days(against, catalogue)
    try:
        span = resolve(said["period"], catalogue.today, catalogue.data_first)
    except BadInputError:
        return [said["period"], against]
    base = baseline(span, against, catalogue.today, catalogue.data_first)
    return [base.first.isoformat(), base.last.isoformat()]
