"""Plans for small groups that differ: finding them, and saving, listing or writing to the first of those just found."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Context, Plan, Step
from assistant.builtin.planning.asking import says
from assistant.builtin.planning.campaigns import draft_step, drafts
from assistant.builtin.planning.goals import goal_of
from assistant.builtin.planning.steps import find, make_plan, without_empty
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["follow_groups", "plan_groups"]

_OWN_FIELDS = {"category": "category", "acquisition_channel": "channel"}
_POINTING = re.compile(
    r"\b(?:them|these|those|they|first|one|group|it|el|la|los|las|les|lo|primer\w*|grupo|estos|esos|ellos|ell[oa]s)\b"
)
_GOALS = {"churn": "prevent churn", "value": "vip", "category": "cross-sell", "channel": "second order"}
_NAMES = {
    "churn": Text("small group that leaves", "grupo que se va"),
    "value": Text("small group by spending", "grupo por gasto"),
    "category": Text("small group by category", "grupo por categoría"),
    "channel": Text("small group by channel", "grupo por canal"),
}


def plan_groups(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`find me hidden small segments that churn`, `¿qué microsegmentos gastan más?`: by what they are asked to differ in."""
    advised = reading.has("playbook") or (reading.has("advice") and not says(reading, "proposes"))
    if not says(reading, "small_groups") or drafts(reading) or advised:
        return None
    steps = [Step("find_segments", without_empty(arguments)) for arguments in _searches(reading)]
    if reading.saved_as:
        steps = [Step("find_segments", {**steps[0].arguments, "save_as": reading.saved_as})]
    return make_plan(reading, "groups", steps, "groups")


def _searches(reading: Reading) -> list[dict[str, Any]]:
    """One search, or two where nothing says in what the groups differ: who leaves, and who spends."""
    own = [f for f in reading.filters if f["field"] in _OWN_FIELDS and f["op"] == "="]
    filters = [dict(f) for f in (*reading.filters, *_fields(reading)) if f not in own]
    shared = {"filters": filters, "limit": reading.limit}
    if own:
        return [{"target": _OWN_FIELDS[own[0]["field"]], "value": own[0]["value"], **shared}]
    low = says(reading, "little")
    if says(reading, "stay"):
        return [{"target": "churn", "direction": "low", **shared}]
    if says(reading, "leave"):
        return [{"target": "churn", "direction": "low" if low else None, **shared}]
    if says(reading, "worth"):
        direction = "low" if low else "both" if says(reading, "differ") else None
        return [{"target": "value", "direction": direction, **shared}]
    if says(reading, "channel"):
        return [{"target": "channel", **shared}]
    if says(reading, "category"):
        return [{"target": "category", **shared}]
    return [{"target": "churn", "direction": "both", **shared}, {"target": "value", "direction": "both", **shared}]


def _fields(reading: Reading) -> list[dict[str, Any]]:
    """Conditions on fields that narrow whom it is about; what is said about leaving is the target, no condition."""
    return [dict(c) for c in reading.conditions.all if "field" in c and c["field"] not in ("health", "stage", "segment")]


def follow_groups(reading: Reading, context: Context) -> Plan | None:
    """`save the first as ...`, `draft a campaign for them`, `who are they?` right after groups were found."""
    last = context.turns[-1].plan.steps if context.turns else ()
    found = next((step for step in last if step.tool == "find_segments"), None)
    if found is None or says(reading, "leave", "worth", "differ") or reading.conditions.all or reading.filters:
        return None
    target, saved = found.arguments.get("target", "churn"), found.arguments.get("save_as")
    name = reading.saved_as or saved or _NAMES[target][reading.language]
    kept = Step("find_segments", {**found.arguments, "save_as": name})
    rule, first = {"all": [{"field": "segment", "op": "=", "value": name}]}, [kept] if name != saved else []
    if drafts(reading) or (reading.has("draft") and _POINTING.search(reading.folded)):
        step = draft_step(reading, rule)
        goal = {} if goal_of(reading) else {"goal": _GOALS[target]}
        return make_plan(reading, "draft", [*first, Step("draft_campaign", {**step.arguments, **goal})], "draft")
    if reading.saved_as or (reading.has("save") and _POINTING.search(reading.folded)):
        return make_plan(reading, "groups", [kept], "groups")
    if reading.has("who", "show") and len(reading.folded.split()) <= 6:
        return make_plan(reading, "audience", [*first, find(rule, "-historic_value", reading.limit)], "audience")
    return None
