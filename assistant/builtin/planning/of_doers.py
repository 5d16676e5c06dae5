"""Figures of people who were found by what they did: what they spent is known, the rest needs them saved as a segment."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.measures import OF_CAMPAIGNS
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.steps import find, make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.terms import Text

__all__ = ["by_their_deeds", "plan_of_doers"]

_SPENT = frozenset(("revenue", "net_revenue", "historic_value"))
_READ = Text(
    "I read what they spent as their historic value: all their orders so far, net of refunds",
    "Leo lo que gastaron como su valor histórico: todos sus pedidos hasta hoy, neto de devoluciones",
)
_ASKED = Text(
    "Those people are told by what they did, so I can count them and say what they have spent and are worth. For other "
    "figures they have to be a saved segment. Shall I save them?",
    "A esas personas las define lo que hicieron: puedo contarlas y decir lo que han gastado y lo que valen. Para otras cifras "
    "tienen que ser un segmento guardado. ¿Las guardo?",
)
_OPTIONS = (
    Text("Save them as My group", "Guárdalos como Mi grupo"), Text("How much did they spend?", "¿Cuánto han gastado?"),
)  # fmt: skip


def by_their_deeds(rule: Mapping[str, object]) -> bool:
    """Whether a rule tells people by what they did, which no filter of a metric can."""
    conditions = rule.get("all", ())
    return bool(rule.get("any")) or (isinstance(conditions, list) and any("did" in c for c in conditions))


_ATTRIBUTED = re.compile(
    r"\b(?:attribut\w+|atribu\w+|(?:did|has) it (?:bring|make|earn)|(?:trajo|genero|dejo|ha (?:traido|generado)))\b"
)


def _of_their_campaign(reading: Reading, rule: Mapping[str, object], metrics: list[str]) -> Step | None:
    """`click rate?` after who received a campaign: a figure of that campaign, not of the people."""
    conditions = rule.get("all", ())
    named = {c.get("campaign") for c in conditions} if isinstance(conditions, list) else set()
    if len(named) != 1 or None in named or rule.get("any"):
        return None
    brought = set(metrics) <= {"revenue"} and _ATTRIBUTED.search(reading.folded)
    asked = ["attributed_revenue"] if brought else metrics
    if not asked or not (brought or set(asked) <= {*OF_CAMPAIGNS, "attributed_revenue"}):
        return None
    return query(asked, reading.period, None, (), [{"field": "campaign", "op": "=", "value": named.pop()}])


def plan_of_doers(reading: Reading, turn: Turn, step: Step, metrics: list[str]) -> Plan | None:
    """What they have spent so far, else the question whether to save them; None where the rule can be a filter."""
    rule = step.arguments.get("rule", {})
    if step.tool != "find_customers" or not by_their_deeds(rule):
        return None
    if of_campaign := _of_their_campaign(reading, rule, metrics):
        return make_plan(reading, "metric", [of_campaign], "value")
    whole = not (reading.period or reading.groups or reading.filters or reading.comparison.asked)
    if whole and metrics and set(metrics) <= _SPENT:
        plan = make_plan(reading, "audience", [find(rule)], "audience", turn.plan.readings)
        return replace(plan, readings=(*plan.readings, _READ))
    return ask_back(reading, _ASKED[reading.language], [option[reading.language] for option in _OPTIONS])
