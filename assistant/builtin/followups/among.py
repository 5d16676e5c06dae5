"""People and rows picked from the last answer: the ten biggest of those, those of one month who came back, in those three."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.carried import merged_filters, of_those_orders, opposite, rule_of
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.people import customer_order
from assistant.builtin.planning.steps import audience_rule, find, make_plan
from assistant.builtin.reading.anaphora import OF_THEM
from assistant.builtin.reading.reading import Reading

__all__ = ["of_them", "only_those_rows", "who_did_not"]

_SHORT = 9
_PEOPLE = (["customers"], ["new_customers"])
_ROWS = re.compile(r"\b(?:those|these|the same|that|es[oa]s|est[oa]s|l[oa]s mism[oa]s|dich[oa]s)(?: \w+)?(?=\W*$| )")
_DID_NOT = re.compile(
    r"\b(?:(?:the )?(?:ones|people|customers|those|rest|others)(?: (?:who|that))? "
    r"(?:have ?n.?t|had ?n.?t|did ?n.?t|do ?n.?t|have not|did not)|"
    r"^\W*(?:(?:and|but|so)\W+)*how many(?: of (?:them|those|these))? (?:have ?n.?t|had ?n.?t|did ?n.?t|have not|did not)|"
    r"^\W*(?:(?:y|pero|entonces)\W+)*cuant[oa]s(?: de (?:ell[oa]s|es[oa]s|est[oa]s))? no(?: l[oa] (?:han hecho|hicieron))?|"
    r"l[oa]s que no(?: l[oa]s?)?(?: (?:han|hicieron|hayan|volvieron|compraron|pidieron)(?: \w+)?)?)\W*$"
)


def of_them(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`of those, how many also ordered in Q4?`, `the ten biggest of those`: those of the last answer."""
    if (others := _the_others(reading, turn, step)) is not None:
        return others
    people = step.tool == "find_customers" or step.arguments.get("metrics") in _PEOPLE
    lists = step.tool == "find_customers" and reading.has("which", "who", "show")
    if not people or step.arguments.get("group_by") or not (OF_THEM.search(reading.folded) or _only_back(reading)):
        return None
    did = audience_rule(reading).get("all", [])
    rule = rule_of(step, reading.periods)
    if step.tool == "find_customers" and reading.limit and reading.has("top", "most", "worst", "fewer") and not did:
        order = customer_order(reading) or "-historic_value"
        return make_plan(reading, "audience", [find(rule, order, reading.limit)], "audience", turn.plan.readings)
    if not (lists or reading.has("how_many")):
        return None
    if not did and reading.period and reading.has("buy", "come_back"):
        did = [{"did": "ordered", "period": reading.period, **({"negated": True} if reading.has("not") else {})}]
        reading.rest = re.sub(r"(?<!\S)(?:come_back|not)(?!\S)", "", reading.rest)
    again = [] if reading.metrics or did not in ([], [_ONLY_ONCE]) else _again(reading, rule.get("all", ()))
    did = again or did
    if again:
        turned = opposite(again[0])
        days = again[0].get("field")  # `and how many did not?` after how many did
        rule = {**rule, "all": [c for c in rule.get("all", ()) if c != turned and (not days or c.get("field") != days)]}
        reading.rest = re.sub(r"(?<!\S)(?:come_back|repeat_buyer|not)(?!\S)", "", reading.rest)
    if reading.metrics or not did:
        return None
    told = any(c.get("did") == "ordered" or c.get("field") == "order_days" for c in did)
    if not told and (step.arguments.get("metrics") != ["customers"] or reading.filters or reading.groups):
        return None
    did = [of_those_orders(condition, rule.get("all", ())) for condition in did]
    shown = None if reading.has("how_many") else step.arguments.get("order_by")
    return make_plan(reading, "audience", [find({"all": [*rule.get("all", ()), *did]}, shown)], "audience", turn.plan.readings)


_TIMES_BOUGHT = ("order_days", "order_count")
_ONLY_ONCE = {"field": "order_days", "op": "=", "value": 1}  # what `not come back` says of nobody in particular


def _only_back(reading: Reading) -> bool:
    """`and how many came back?`, where the words say nothing else."""
    said = {mark.meaning for mark in reading.gloss.marks if mark.role == "read"}
    return "come_back" in said and said <= {"", "how_many", "come_back", "not", "and", "since_then", "since", "after"}


def _again(reading: Reading, rule: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`how many of them have ordered again?`: on another day than the first, or after the period in which they had bought."""
    if not reading.has("come_back", "repeat_buyer") or reading.has("only_once"):
        return []
    denied = reading.has("not")
    bought = [c for c in rule if c.get("did") == "ordered" and not c.get("negated")]
    bought = [c for c in bought if c.get("period") and not str(c["period"]).endswith("..")]
    if any(c.get("field") == "first_order_on" for c in rule) or not bought:
        return [_ONLY_ONCE if denied else {"field": "order_days", "op": ">=", "value": 2}]
    later = reading.periods.behind(str(bought[0]["period"])) if len(bought) == 1 else None
    return [{"did": "ordered", "period": later, **({"negated": True} if denied else {})}] if later else []


def only_those_rows(reading: Reading, turn: Turn, old: dict[str, Any], new: dict[str, Any]) -> None:
    """`and the average order value in those three?`: the query asked again of the rows just ranked, and of no others."""
    groups, shown = list(old.get("group_by", ())), turn.shown
    if len(groups) != 1 or not old.get("limit") or shown is None or shown.dimension != groups[0]:
        return
    if not reading.metrics or reading.filters or reading.groups or not _ROWS.search(reading.folded):
        return
    kept = [f for f in old.get("filters", ()) if f["field"] != groups[0]]
    rows = merged_filters(kept, [{"field": groups[0], "op": "in", "value": list(shown.keys[: old["limit"]])}])
    old["filters"] = new["filters"] = rows
    new.pop("limit", None)


def _the_others(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`and the ones who haven't?` after how many of some people did something: those of them who did not."""
    named = reading.metrics or reading.groups or reading.filters or reading.period or reading.has("draft", "playbook", "advice")
    if step.tool != "find_customers" or named or len(reading.folded.split()) > _SHORT:
        return None
    rule = who_did_not(reading, step.arguments.get("rule", {}))
    reading.rest = "" if rule else reading.rest  # its `not` is used
    shown = None if reading.has("how_many") else step.arguments.get("order_by")
    return make_plan(reading, "audience", [find(rule, shown)], "audience", turn.plan.readings) if rule else None


def who_did_not(reading: Reading, rule: Mapping[str, Any]) -> dict[str, Any] | None:
    """`write to the ones that haven't`: the rule with what was asked last turned round, where it is about what people did."""
    conditions = [dict(c) for c in rule.get("all", ())]
    did = bool(conditions) and ("did" in conditions[-1] or conditions[-1].get("field") in _TIMES_BOUGHT)
    if len(conditions) < 2 or not did or not _DID_NOT.search(reading.folded):
        return None
    return {"all": [*conditions[:-1], opposite(conditions[-1])]}
