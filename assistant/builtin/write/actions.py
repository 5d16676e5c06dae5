"""Two or three next steps as buttons, when the tools offered none: what an analyst would propose after this answer."""

from collections.abc import Sequence

from assistant.builtin.plan import Plan
from tools.reply import Option, Reply
from tools.terms import Text

__all__ = ["next_actions"]

MOST = 3
_COMPARE = Option(
    Text("Compare with a year earlier", "Comparar con un año antes"),
    Text("Compare with last year", "Compara con el año pasado"),
)
_BY_MONTH = Option(Text("Month by month", "Mes a mes"), Text("Show it by month", "Muéstralo por mes"))
_BY_COUNTRY = Option(Text("Split by country", "Desglosar por país"), Text("Split it by country", "Desglósalo por país"))
_BY_CATEGORY = Option(
    Text("Split by category", "Desglosar por categoría"), Text("Split it by category", "Desglósalo por categoría")
)
_WHY = Option(Text("What is behind it?", "¿Qué hay detrás?"), Text("Why?", "¿Por qué?"))
_AT_RISK = Option(
    Text("Who is at risk?", "¿Quién está en riesgo?"), Text("Which customers are at risk?", "¿Qué clientes están en riesgo?")
)
_PLAYBOOK = Option(
    Text("What does the playbook say?", "¿Qué dice el manual?"),
    Text("What does the playbook say about winning customers back?", "¿Qué dice el manual sobre recuperar clientes?"),
)
_DRAFT = Option(
    Text("Draft a campaign", "Redactar una campaña"), Text("Draft a campaign for them", "Redacta una campaña para ellos")
)
_STAGES = Option(
    Text("Where are my customers?", "¿Dónde están mis clientes?"),
    Text("How many customers are in each stage?", "¿Cuántos clientes hay en cada etapa?"),
)
_SPANISH = Option(Text("In Spanish", "En español"), Text("Now in Spanish", "Ahora en español"))
_SMS = Option(Text("As an SMS", "Como SMS"), Text("Make it an SMS", "Hazlo SMS"))


def next_actions(plan: Plan, replies: Sequence[Reply]) -> list[Option]:
    """At most three next steps: the tools' own first, then what fits the last step."""
    offered = [option for reply in replies for option in reply.suggestions]
    if not plan.steps or any(reply.outcome == "clarify" for reply in replies):
        return offered[:MOST]
    labels = {option.label for option in offered}
    fitting = [option for option in _fitting(plan) if option.label not in labels]
    return [*offered, *fitting][:MOST]


def _fitting(plan: Plan) -> list[Option]:
    last = plan.steps[-1]
    if last.tool == "query_metrics":
        grouped, compared = last.arguments.get("group_by") or [], last.arguments.get("compare_to")
        first = _WHY if compared and not grouped else _COMPARE
        kept = {condition["field"] for condition in last.arguments.get("filters", ())}
        by = _BY_CATEGORY if "country" in kept else _BY_COUNTRY
        split = {"country", "category"} <= {*kept, *grouped} or ("country" in grouped and "month" not in grouped)
        second = _BY_MONTH if split else by
        return [first, _BY_MONTH if not grouped else second, _AT_RISK]
    by_tool = {
        "lifecycle": [_AT_RISK, _PLAYBOOK],
        "find_customers": [_DRAFT, _PLAYBOOK],
        "customer_value": [_AT_RISK, _PLAYBOOK],
        "search_playbook": [_AT_RISK, _DRAFT],
        "draft_campaign": [_SPANISH, _SMS],
    }
    return by_tool.get(last.tool, [_STAGES, _AT_RISK])
