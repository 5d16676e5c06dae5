"""What a message leaves unsaid, taken from the structured last step: ellipsis, references, corrections."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from assistant.builtin.campaigns import (
    channel_of,
    draft_step,
    drafts,
    goal_of,
    goal_of_rule,
    language_named,
    offer_of,
    stage_of,
    stage_of_rule,
)
from assistant.builtin.measures import drivers, metric_filters
from assistant.builtin.people import customer_order, horizon
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.reading import TIME_GROUPS, Reading
from assistant.builtin.steps import audience_rule, find, make_plan, metric_order, readable, without_empty
from tools.vocabulary import Catalogue

__all__ = ["chosen_option", "plan_followup"]

_DATA = ("query_metrics", "find_customers", "lifecycle", "customer_value", "customer_profile")
_OPENERS = re.compile(
    r"^\W*(?:and|y|e|or|o|but|pero|what about|how about|now|ahora|also|tambien|same|lo mismo|igual|only|solo|solamente|que tal|que hay de|"
    r"then|entonces|ok|vale|just|instead|mejor|pero solo|and only|no,|not|sin|without|excluding|except|drop|remove|quita|by|por|per|split|break|desglos\w*|"
    r"compare|comparado|compara\w*|vs|versus|frente|respecto|make|hazlo|haz que|pon|ponlo|en|in|for|para|from|de|del|with|con|show|ensena|top|los|las|the|which|why|por que)\b"
)
_REFERENCE = re.compile(
    r"\b(?:it|that|those|these|them|they|same|one|lo|los|las|les|eso|esos|esas|estos|estas|ellos|ellas|mismo|misma|mismos|este|esta|ese|esa|lo mismo)\b"
)
_ORDINAL = {
    "1": 0, "first": 0, "the first": 0, "the first one": 0, "primera": 0, "la primera": 0, "el primero": 0, "lo primero": 0, "a": 0, "one": 0,
    "2": 1, "second": 1, "the second": 1, "the second one": 1, "segunda": 1, "la segunda": 1, "el segundo": 1, "lo segundo": 1, "b": 1, "two": 1,
    "3": 2, "third": 2, "the third": 2, "the third one": 2, "tercera": 2, "la tercera": 2, "el tercero": 2, "c": 2, "three": 2, "the latter": -1,
    "the last one": -1, "la ultima": -1, "el ultimo": -1, "the former": 0,
}  # fmt: skip


def chosen_option(message: str, folded: str, context: Context) -> str | None:
    """The option of an open question back that the message picks, as the message that it stands for."""
    if not context.turns or context.turns[-1].outcome != "clarify":
        return None
    turn = context.turns[-1]
    asked = next((s for s in turn.plan.steps if s.tool == "ask_back"), None)
    options = [str(o) for o in (asked.arguments.get("options", ()) if asked else turn.options)]
    if not options:
        return None
    plain = re.sub(r"^(?:option|opcion|number|numero|la|el)?\s*", "", folded.strip(" .!?"))
    for key in (folded.strip(" .!?"), plain):
        if key in _ORDINAL and -len(options) <= _ORDINAL[key] < len(options):
            return options[_ORDINAL[key]]
    if len(folded.split()) > 6 or message in options:
        return None
    ranked = sorted(options, key=lambda o: -fuzz.token_set_ratio(folded, o.lower()))
    best, second = (fuzz.token_set_ratio(folded, o.lower()) for o in (ranked * 2)[:2])
    return ranked[0] if best >= 75 and (len(options) == 1 or best - second >= 8) else None


def plan_followup(
    reading: Reading, context: Context, catalogue: Catalogue, standalone: Plan | None, inner: bool = False
) -> Plan | None:
    """The plan of a message that leans on an earlier one, or None when it stands on its own."""
    if not context.turns:
        return None
    draft = _last_draft(context)
    if draft is not None and (plan := _revise(reading, *draft)):
        return plan
    last = _last_data(context)
    if last is None:
        return None
    turn, step = last
    if plan := _refer(
        reading, turn, step, inner or (turn is context.turns[-1] and turn.plan.focus == "audience" and not goal_of(reading))
    ):
        return plan
    if not _leans(reading, standalone):
        return None
    if plan := _drop_filters(reading, turn, step):
        return plan
    if reading.has("why", "what_changed") and step.tool == "query_metrics" and not reading.metrics:
        return _why(reading, step, catalogue)
    if _switches_language(reading):
        return replace(turn.plan, language=language_named(reading) or reading.language)
    merge = {
        "query_metrics": _merge_query,
        "find_customers": _merge_find,
        "lifecycle": _merge_lifecycle,
        "customer_value": _merge_worth,
    }
    if step.tool in merge:
        return merge[step.tool](reading, turn, step, catalogue)
    return None


def _last_data(context: Context) -> tuple[Turn, Step] | None:
    for turn in reversed(context.turns):
        steps = [s for s in turn.plan.steps if s.tool in _DATA]
        if steps:
            return turn, steps[0] if turn.plan.focus in ("drivers", "comparison") else steps[-1]
    return None


def _last_draft(context: Context) -> tuple[Turn, Step] | None:
    for turn in list(reversed(context.turns))[:4]:
        for step in reversed(turn.plan.steps):
            if step.tool == "draft_campaign":
                return turn, step
    return None


def _revise(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`make it an SMS`, `now in Spanish`, `add 10% off`, `delete the draft` on the last draft."""
    draft_id = turn.draft_id or step.arguments.get("revise")
    if reading.has("discard") and (reading.has("the_draft", "campaign", "draft") or _REFERENCE.search(reading.folded)):
        if reading.has("the_filter") or draft_id is None:
            return None
        return make_plan(reading, "draft", [Step("draft_campaign", {"goal": "discard", "revise": draft_id})], "draft")
    channel, language, offer = channel_of(reading), language_named(reading), offer_of(reading)
    if reading.has("customer", "everyone", "playbook", "how_many", "how_much", "who") or reading.metrics or reading.groups:
        return None
    if reading.conditions.all or (not (channel or language or offer) and not reading.has("the_draft")):
        return None
    if len(reading.folded.split()) > 14 or (goal_of(reading) and drafts(reading) and not _REFERENCE.search(reading.folded)):
        return None
    arguments = {k: v for k, v in step.arguments.items() if k in ("goal", "rule", "channel", "language", "stage", "offer")}
    arguments |= without_empty({"channel": channel, "language": language, "offer": offer, "revise": draft_id})
    if reading.filters:
        arguments["rule"] = _extended_rule(arguments.get("rule") or {}, audience_rule(reading).get("all", []))
    return make_plan(reading, "draft", [Step("draft_campaign", arguments)], "draft")


def _refer(reading: Reading, turn: Turn, step: Step, continues: bool) -> Plan | None:
    """`draft one for them`, `save these as ...`, `who are they?`, `export them`."""
    pointing = bool(_REFERENCE.search(reading.folded)) or reading.has("them")
    if drafts(reading) or (reading.has("draft") and pointing):
        if not pointing and (audience_rule(reading) or not continues):
            return None
        rule = _extended_rule(rule_of(step), audience_rule(reading).get("all", []))
        return make_plan(reading, "draft", [draft_step(reading, rule)], "draft", turn.plan.readings)
    if reading.saved_as and not reading.conditions.all:
        return make_plan(reading, "audience", [find(rule_of(step), save_as=reading.saved_as)], "audience", turn.plan.readings)
    if reading.has("playbook", "advice") and not stage_of(reading) and (pointing or continues):
        return _guidance_on(reading, step)
    if reading.has("how_many") and pointing and len(reading.folded.split()) <= 6 and not _names_something(reading):
        return make_plan(reading, "audience", [find(rule_of(step))], "audience", turn.plan.readings)
    asks_who = reading.has("who", "show") and (pointing or re.search(r"\b(?:who|quienes|quien)\b", reading.folded))
    if asks_who and not _names_something(reading) and len(reading.folded.split()) <= 6:
        return make_plan(
            reading, "audience", [find(rule_of(step), customer_order(reading), reading.limit)], "audience", turn.plan.readings
        )
    if pointing and reading.has("worth") and step.tool == "find_customers":
        return make_plan(reading, "worth", [Step("customer_value", without_empty({"rule": rule_of(step)}))], "worth")
    return None


def _names_something(reading: Reading) -> bool:
    return bool(reading.metrics or reading.groups or reading.conditions.all or reading.filters or reading.period)


def _guidance_on(reading: Reading, step: Step) -> Plan:
    """Guidance about the people of the last step."""
    rule = rule_of(step)
    goal, stage = goal_of_rule(rule), stage_of_rule(rule)
    query = f"{readable(reading.text)[:300]} ({goal})" if goal else readable(reading.text)[:300]
    arguments = without_empty({"query": query, "stage": stage})
    return make_plan(reading, "guidance", [Step("search_playbook", arguments)], "guidance")


def rule_of(step: Step) -> dict[str, Any]:
    """The people that a step speaks about, as a rule."""
    if isinstance(step.arguments.get("rule"), Mapping):
        return dict(step.arguments["rule"])
    conditions: list[dict[str, Any]] = []
    for found in step.arguments.get("filters", ()):
        if found["field"] in ("category", "product", "sales_channel", "coupon") and isinstance(found["value"], str):
            conditions.append(
                {"did": "ordered", found["field"]: found["value"], **({"negated": True} if found["op"] == "!=" else {})}
            )
        elif found["field"] != "new_or_returning":
            conditions.append(dict(found))
    if step.tool == "query_metrics" and step.arguments.get("period"):
        conditions.append({"did": "ordered", "period": step.arguments["period"]})
    if step.tool == "customer_profile":
        conditions.append({"field": "customer_id", "op": "=", "value": step.arguments["customer_id"]})
    return {"all": conditions} if conditions else {}


def _leans(reading: Reading, standalone: Plan | None) -> bool:
    """Whether a message says less than a question of its own."""
    length = len(reading.folded.split())
    if length > 14 or reading.customer_id:
        return False
    if standalone is not None and standalone.intent in ("draft", "guidance", "data", "profile", "decline", "clarify"):
        return False
    slots = bool(
        reading.metrics or reading.groups or reading.filters or reading.period or reading.limit or reading.comparison.asked
        or reading.conditions.all or reading.has("previous", "prev", "why", "the_filter", "share", "trend", "in_language_es", "in_language_en", "lifetime_horizon", "all_time")
    )  # fmt: skip
    if not slots:
        return False
    if _OPENERS.match(reading.folded) and not _complete(reading):
        return True
    return standalone is None or not _complete(reading)


def _complete(reading: Reading) -> bool:
    """Whether the words name both what is measured and, by a question word or a period, what about it."""
    subject = bool(reading.metrics) or reading.has("worth", "lifecycle", "performance", "spend", "sell", "buy", "first_buy")
    people = reading.has("customer", "who", "everyone") and (
        bool(reading.conditions.all) or reading.has("top", "how_many", "show")
    )
    if reading.folded.split()[0] in ("and", "y", "e") and not people:
        return (
            subject
            and bool(reading.period)
            and reading.has("how_many", "how_much", "which")
            and len(reading.folded.split()) > 6
        )
    if people:
        return True
    asked = reading.has("how_many", "how_much", "which", "show", "top", "worst", "most", "performance", "worth", "lifecycle")
    return subject and (
        asked
        or (
            len(reading.metrics) > 0
            and (bool(reading.period) or len(reading.folded.split()) > 3)
            and not _OPENERS.match(reading.folded)
        )
    )


def _drop_filters(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    if not (reading.has("the_filter") and (reading.has("discard", "exclude", "not", "fall"))):
        if not (reading.has("all") and reading.groups == ["country"]) and not re.search(
            r"\b(?:all countries|todos los paises|worldwide|everywhere|en todo el mundo|todo el mundo)\b", reading.folded
        ):
            return None
    arguments = dict(step.arguments)
    named = set(reading.groups) or {f["field"] for f in reading.filters}
    if "filters" in arguments:
        arguments["filters"] = [f for f in arguments["filters"] if named and f["field"] not in named]
    if "rule" in arguments:
        kept = [c for c in arguments["rule"].get("all", ()) if named and c.get("field") not in named]
        arguments["rule"] = {"all": kept} if kept else {}
    fixed = {k: v for k, v in arguments.items() if v not in ([], None) or k == "rule"}
    return _with(reading, turn, Step(step.tool, fixed))


def _why(reading: Reading, step: Step, catalogue: Catalogue) -> Plan:
    arguments = step.arguments
    metric = arguments["metrics"][0]
    filters = _merged_filters(arguments.get("filters", ()), metric_filters(reading))
    period = reading.period or arguments.get("period") or "last_month"
    compare_to = reading.comparison.compare_to or arguments.get("compare_to") or "previous"
    return make_plan(reading, "why", drivers(metric, period, compare_to, filters, reading, catalogue), "drivers")


def _switches_language(reading: Reading) -> bool:
    return language_named(reading) is not None and not (reading.metrics or reading.groups or reading.filters or reading.period)


def _with(reading: Reading, turn: Turn, step: Step, focus: str | None = None) -> Plan:
    intent = {"query_metrics": "metric", "find_customers": "audience", "lifecycle": "lifecycle", "customer_value": "worth"}[
        step.tool
    ]
    return make_plan(
        reading, intent, [step], focus or turn.plan.focus, turn.plan.readings if step.tool == "find_customers" else ()
    )


def _merged_filters(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """New filters replace those of the same dimension; the others stay."""
    named = {f["field"] for f in new}
    return [dict(f) for f in old if f["field"] not in named] + [dict(f) for f in new]


def _merge_query(reading: Reading, turn: Turn, step: Step, catalogue: Catalogue) -> Plan:
    old = dict(step.arguments)
    new = dict(old)
    side = _side_of(reading, old)
    if side:
        new["filters"] = _merged_filters(old.get("filters", ()), [{"field": "new_or_returning", "op": "=", "value": side}])
    elif reading.metrics:
        new["metrics"] = list(reading.metrics)
    if turn.plan.focus == "drivers" and not reading.metrics:
        new["metrics"] = new["metrics"][:1]
    elif reading.has("customer") and reading.has("how_many", "by") and not reading.groups:
        new["metrics"] = ["customers"]
    if reading.groups:
        new["group_by"] = [g for g in reading.groups]
        new.pop("limit", None)
    elif reading.has("trend"):
        new["group_by"] = ["month"]
    if filters := metric_filters(reading):
        new["filters"] = _merged_filters(old.get("filters", ()), filters)
        grouped = new.get("group_by", [])
        if not reading.groups and len(grouped) == 1 and {f["field"] for f in filters if f["op"] == "="} & set(grouped):
            new.pop("group_by"), new.pop("order_by", None), new.pop("limit", None)
    if reading.period:
        new["period"] = _near(reading, str(old.get("period") or ""))
    elif before := _period_before(reading, str(old.get("period") or "")):
        new["period"] = before
    elif reading.has("all_time"):
        new.pop("period", None)
    if reading.comparison.compare_to:
        new["compare_to"] = reading.comparison.compare_to
        if not new.get("period") and new["compare_to"] in ("previous", "year_earlier"):
            new["period"] = "last_month" if new["compare_to"] == "previous" else "this_year"
    elif reading.period and old.get("compare_to") not in (None, "previous", "year_earlier"):
        new.pop("compare_to")
    if reading.limit:
        new["limit"] = reading.limit
    if reading.has("share"):
        new["share"] = True
    groups = list(new.get("group_by", ()))
    if groups and (reading.groups or reading.metrics or reading.has("worst", "fewer", "top", "most")):
        new["order_by"] = metric_order(reading, new["metrics"][0], groups)
    focus = (
        "trend"
        if groups and groups[0] in TIME_GROUPS
        else "ranking"
        if groups
        else "comparison"
        if new.get("compare_to")
        else "value"
    )
    return _with(reading, turn, Step("query_metrics", without_empty(new)), focus)


def _side_of(reading: Reading, old: Mapping[str, Any]) -> str | None:
    """`and for new customers?` after another metric narrows that metric; it does not replace it."""
    asked = set(old.get("metrics", ())[:1])
    if reading.metrics == ["new_customers"] and not asked & {"customers", "new_customers", "orders_per_customer"}:
        return "new" if re.search(r"(?<!\S)(?:for|of|from|in|with|only|to) @m\d+", reading.rest) else None
    return None


def _near(reading: Reading, old: str) -> str | None:
    """A bare month or quarter in a follow-up is the one nearest to the period before it."""
    mention = next((m for m in reading.periods.mentions if m.expression == reading.period), None)
    if mention is None or mention.dated or not re.search(r"(?<!\d)(?:19|20)\d\d", old):
        return reading.period
    return reading.periods.nearest(mention, old) or reading.period


def _period_before(reading: Reading, old: str) -> str | None:
    """`and the week before?` moves the period back by one of its kind."""
    if not old or reading.has("compare") or not re.search(r"(?<!\S)(?:previous|prev|before)(?!\S)", reading.rest):
        return None
    return reading.periods.before(old)


def _extended_rule(rule: Mapping[str, Any], conditions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rule with new conditions: one on a field replaces the old one on it, unless together they bound a range."""
    kept = [dict(c) for c in rule.get("all", ())]
    for new in conditions:
        if "field" in new:
            kept = [c for c in kept if c.get("field") != new["field"] or _bounds(c, new)]
        if dict(new) not in kept:
            kept.append(dict(new))
    found: dict[str, Any] = {"all": kept} if kept else {}
    if rule.get("any"):
        found["any"] = list(rule["any"])
    return found


def _bounds(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return {str(old.get("op"))[0], str(new.get("op"))[0]} == {"<", ">"}


def _merge_find(reading: Reading, turn: Turn, step: Step, catalogue: Catalogue) -> Plan | None:
    conditions = audience_rule(reading).get("all", [])
    if reading.groups:
        return _count_by(reading, turn, step)
    if reading.metrics and not conditions and reading.metrics[0] not in ("orders", "customers"):
        return None
    rule = _extended_rule(step.arguments.get("rule", {}), conditions)
    if reading.period and not conditions:
        rule = _moved(rule, reading)
    order_by = step.arguments.get("order_by")
    if reading.metrics or reading.has("worth", "worst"):
        order_by = customer_order(reading)
    return _with(reading, turn, find(rule, order_by, reading.limit or step.arguments.get("limit")))


def _moved(rule: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """The rule in another period: every behaviour that has one moves, else a purchase in it is asked for."""
    conditions = [dict(c) for c in rule.get("all", ())]
    dated = [c for c in conditions if c.get("period")]
    if len(dated) == 1:
        dated[0]["period"] = reading.period
    elif not dated:
        conditions.append({"did": "ordered", "period": reading.period})
    return {"all": conditions}


def _count_by(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    conditions = list(step.arguments.get("rule", {}).get("all", ()))
    if any("field" not in c for c in conditions):
        return None
    arguments = {
        "metrics": ["customers"], "group_by": list(reading.groups), "filters": _merged_filters(conditions, reading.filters),
        "order_by": "-customers", "limit": reading.limit,
    }  # fmt: skip
    return make_plan(reading, "metric", [Step("query_metrics", without_empty(arguments))], "ranking", turn.plan.readings)


def _merge_lifecycle(reading: Reading, turn: Turn, step: Step, catalogue: Catalogue) -> Plan | None:
    if reading.metrics and reading.metrics[0] != "customers":
        return None
    new = dict(step.arguments)
    if reading.groups:
        new["by"] = "health" if "health" in reading.groups else reading.groups[0]
    if reading.period:
        new["since"] = reading.period.removesuffix("..")
    if reading.filters:
        new["filters"] = _merged_filters(new.get("filters", ()), reading.filters)
    if reading.conditions.all:
        return None
    return _with(reading, turn, Step("lifecycle", without_empty(new)))


def _merge_worth(reading: Reading, turn: Turn, step: Step, catalogue: Catalogue) -> Plan | None:
    if reading.metrics:
        return None
    new = dict(step.arguments)
    if reading.groups:
        new["by"] = reading.groups[0]
    if conditions := audience_rule(reading).get("all"):
        new["rule"] = _extended_rule(new.get("rule", {}), conditions)
        if any(c.get("field") == new.get("by") for c in conditions):
            new.pop("by")
    if found := horizon(reading):
        new["horizon"] = found
    if reading.limit:
        new["limit"] = reading.limit
    return _with(reading, turn, Step("customer_value", without_empty(new)))
