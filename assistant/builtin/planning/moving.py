"""Plans for moves between stages or healths over a period, and for shop customers against subscribers."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.asking import says, state_pattern, states_named
from assistant.builtin.planning.campaigns import drafts
from assistant.builtin.planning.steps import make_plan, without_empty
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["flow_days", "plan_models", "plan_moves", "shares_too"]

_FROM = re.compile(r"\b(?:from|de|desde)\s*$")
_TO = re.compile(
    r"^\s*(?:(?:stage|customers|la etapa|etapa|clientes)\s+)?(?:to|into|a|hasta|al)\s*"
    r"(?:being|be|estar|la etapa de|etapa de|the)?\s*$"
)
_BECAME = re.compile(
    r"\b(?:to|into|became|become|turned|reached|got|a|en|al)\s+(?:be |being |estar |la etapa de |etapa de |the |"
    r"(?:la )?salud |(?:the )?health )?$"
)
_SINCE = re.compile(r"\b(?:since|desde)\b(?! (?:@|que ))")
_HEALTHS = ("active", "at_risk", "lapsed")


def plan_models(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how do subscribers compare with shop customers?`"""
    asked = says(reading, "subscribers") and says(reading, "shoppers") and says(reading, "set_against")
    if not asked or "subscriptions" not in catalogue.tables or drafts(reading) or reading.has("playbook", "advice"):
        return None
    if reading.metrics and set(reading.metrics) - {"active_subscriptions", "customers", "churn_rate", "clv", "lapse_rate"}:
        return None
    step = Step("lifecycle", {"compare": "business_model"})
    return make_plan(reading, "lifecycle", [step], "lifecycle")


def plan_moves(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`who moved from active to at risk since September`, `flujos entre estados de salud este trimestre`."""
    if drafts(reading) or reading.has("playbook", "advice"):
        return None
    move = _one_move(reading)
    moves = says(reading, "moves") or reading.has("what_changed")
    general = moves and (reading.has("lifecycle", "flow") or "stage" in reading.groups or _healths(reading))
    if not (move or (general and reading.metrics in ([], ["customers"]))):
        return None
    arguments = {
        **move, **flow_days(reading), "by": "health" if not move and _healths(reading) else None,
        "filters": [dict(f) for f in reading.filters if not (move and f["field"] in ("health", "stage"))],
    }  # fmt: skip
    return make_plan(reading, "moves", [Step("lifecycle", without_empty(arguments))], "lifecycle")


_COUNTED_TOO = re.compile(
    r"\b(?:customers?|clients?|people|contacts?|headcount|clientes|personas|gente|contactos)\b.{0,12}?(?:\b(?:n|and|plus|y|con|with)\b|[,&+/])|"
    r"(?:\b(?:n|and|plus|y|con|with)\b|[,&+/]) (?:\w+ ){0,3}?(?:customers?|clients?|people|contacts?|clientes|"
    r"personas|contactos)\b"
)


def shares_too(reading: Reading) -> bool:
    """`customers and share of revenue in each stage`: the table of stages tells both."""
    return reading.groups == ["stage"] and reading.has("share") and _COUNTED_TOO.search(reading.folded) is not None


def flow_days(reading: Reading) -> dict[str, Any]:
    """The two ends of a flow: of a period both, of an open one the day before it begins."""
    period = reading.period or _held_since(reading)
    span = reading.periods.period(period) if period else None
    if period is None or (span is not None and span.first >= reading.periods.today):
        return {}  # how it stands today is no flow
    until_now = ".." in period and span is not None and span.last >= reading.periods.today
    if not (until_now or period.endswith("..")) and not _SINCE.search(state_pattern(reading.language).sub("@", reading.folded)):
        return {"since": period, "until": period}
    begun = reading.periods.period(period.removesuffix(".."))
    return {"since": period if begun is None else (begun.first - timedelta(days=1)).isoformat()}


def _held_since(reading: Reading) -> str | None:
    """`became lapsed since September` is read as a condition on when the state began: that day opens the flow."""
    fields = ("health_since", "stage_since")
    begun = [c["value"] for c in reading.conditions.all if c.get("field") in fields and c.get("op") == ">="]
    begun += [c["period"][:-2] for c in reading.conditions.all if c.get("negated") and str(c.get("period")).endswith("..")]
    ended = [c["value"] for c in reading.conditions.all if c.get("field") in fields and c.get("op") == "<="]
    return f"{begun[0]}..{ended[0] if ended else ''}" if begun else None


def _one_move(reading: Reading) -> dict[str, str]:
    """The move that the words name: from one state to another, or into one."""
    if not says(reading, "moving"):
        return {}
    named = states_named(reading)
    for (start, end, one), (begin, _, other) in pairwise(named):
        if _FROM.search(reading.folded[:start]) and _TO.search(reading.folded[end:begin]) and _alike(one, other):
            return {"moved_from": one, "moved_to": other}
    if len(named) == 1 and _BECAME.search(reading.folded[: named[0][0]]):
        return {"moved_to": named[0][2]}
    return {}


def _alike(one: str, other: str) -> bool:
    return (one in _HEALTHS) == (other in _HEALTHS)


def _healths(reading: Reading) -> bool:
    named = {state for _, _, state in states_named(reading)} & set(_HEALTHS)
    said = re.search(r"\b(?:health|salud)\b", reading.spelt or reading.folded)
    return "health" in reading.groups or said is not None or len(named) > 1
