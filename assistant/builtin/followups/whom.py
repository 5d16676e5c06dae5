"""The group of people that `them` stands for: a ranked list one by one, or those whom the last figures were of."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.plan import Context, Plan, Step, Turn
from assistant.builtin.planning.briefs import channel_of
from assistant.builtin.planning.campaigns import drafts
from assistant.builtin.planning.steps import find, make_plan, query
from assistant.builtin.reading.anaphora import OF_THEM
from assistant.builtin.reading.reading import Reading
from tools.terms import CHANNELS

__all__ = ["listed_people", "people_meant", "plan_by_other_channel", "plan_of_listed", "reachable_of_them"]

_THEY = re.compile(
    r"\b(?:they|them|their|those|these|ell[oa]s|es[oa]s|est[oa]s|han hecho|llevan)\b(?! (?:months?|weeks?|days?|years?|"
    r"quarters?|mes(?:es)?|semanas?|dias?|anos?|trimestres?))"
)
_THEY_DID = re.compile(r"\b\w{2,}(?:aron|ieron)\b")
_THEM = re.compile(r"\b(?:them|ell[oa]s|\w{2,}(?:ar|er|ir)(?:l[oa]s|les))\b")
_PEOPLE = (["customers"], ["new_customers"])
_MOST_TURNS = 6
_FEW_WORDS = 5
_CONSENTED = ("email", "sms", "whatsapp", "push")
_CHANNEL_ALONE = re.compile(r"(?:(?:and|or|by|in|for|to|only|as_also|with|,) )*(?:channel_\w+|@v\d+)(?: (?:only|as_also|,))*")


def people_meant(reading: Reading, context: Context) -> tuple[Turn, Step] | None:
    """The turn and the step of the people that a message points at, where the last step alone does not tell them."""
    keeps = reading.saved_as is not None and not reading.conditions.all and not reading.filters
    drafted = (drafts(reading) or reading.has("draft")) and _THEY.search(reading.folded) is not None
    asked = reading.metrics or reading.groups or reading.has("spend", "worth", "top", "most")
    among = not asked and (OF_THEM.search(reading.folded) or _THEM.search(reading.folded) or _counts_reachable(reading))
    if not (keeps or drafted or among):
        return None
    between = 0
    for turn in list(reversed(context.turns))[:_MOST_TURNS]:
        step = next((s for s in reversed(turn.plan.steps) if s.tool in ("query_metrics", "find_customers")), None)
        if step is None:
            continue
        if (people := listed_people(turn, step)) is not None:
            listed = find({"all": [{"field": "customer_id", "op": "in", "value": people}]})
            return replace(turn, plan=replace(turn.plan, focus="audience")), listed
        if step.tool == "find_customers":
            return (turn, step) if between else None
        if not _figure_of_them(turn, step, context.turns):
            return None
        between += 1
    return None


def listed_people(turn: Turn, step: Step) -> list[str] | None:
    """The customers of a list of so many, as far as it was shown; nobody's rule describes them."""
    shown, limit = turn.shown, step.arguments.get("limit")
    ranked = step.tool == "find_customers" or list(step.arguments.get("group_by", ())) == ["customer"]
    if shown is None or shown.dimension != "customer" or not limit or not ranked or not shown.keys:
        return None
    return list(shown.keys)[:limit]


def _figure_of_them(turn: Turn, step: Step, turns: Sequence[Turn]) -> bool:
    """Whether a figure was asked of the people before it: `how much did they spend last year?`."""
    if list(step.arguments["metrics"]) in _PEOPLE or step.arguments.get("group_by") == ["customer"]:
        return False
    told = turn.message.casefold()
    filters = [dict(f) for f in step.arguments.get("filters", ())]
    rules = [s.arguments.get("rule", {}).get("all", ()) for t in turns for s in t.plan.steps if s.tool == "find_customers"]
    carried = bool(rules) and bool(filters) and filters == [dict(c) for c in rules[-1]]
    return carried or bool(_THEY.search(told) or _THEY_DID.search(told))


def plan_of_listed(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`how many orders have they made?` after our five best: a list that no rule describes is named one by one."""
    listed = listed_people(turn, step)
    metrics = list(reading.metrics) or (["revenue"] if reading.has("spend") else [])
    if listed is None or not metrics or "customers" in metrics or reading.has("draft", "by"):
        return None
    theirs = _THEY.search(reading.folded) or _THEY_DID.search(reading.folded)
    if not theirs or reading.groups or reading.conditions.all:
        return None
    people = {"field": "customer", "op": "in", "value": listed}
    call = query(metrics, reading.period, None, (), [people, *reading.filters])
    return make_plan(reading, "metric", [call], "value")


def plan_by_other_channel(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`and text?` after how many can be e-mailed: the same people by another channel."""
    rule = step.arguments.get("rule", {}) if step.tool == "find_customers" else {}
    asked = [c for c in rule.get("all", ()) if str(c.get("field")).startswith("consent_")]
    channel = channel_of(reading) or next((c for c in CHANNELS if c in [f["value"] for f in reading.filters]), None)
    said = _CHANNEL_ALONE.fullmatch(reading.line.strip())
    if not asked or channel not in _CONSENTED or said is None or len(reading.folded.split()) > _FEW_WORDS:
        return None
    other = {**asked[-1], "field": f"consent_{channel}"}
    found = find({**rule, "all": [other if c is asked[-1] else c for c in rule["all"]]}, step.arguments.get("order_by"))
    return make_plan(reading, "audience", [found], "audience", turn.plan.readings)


def reachable_of_them(reading: Reading, step: Step) -> bool:
    """`how many have consent?` after people: those of them."""
    return step.tool == "find_customers" and _counts_reachable(reading)


def _counts_reachable(reading: Reading) -> bool:
    fields = [str(c.get("field")) for c in reading.conditions.all]
    consent = bool(fields) and all(name.startswith("consent_") for name in fields)
    counted = reading.has("how_many") and not reading.has("customer", "everyone", "all", "contact", "who")
    return consent and counted and not reading.filters
