"""Plans for questions on visits: what those that end in an order have in common, and how well that can be told."""

from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.asking import says
from assistant.builtin.planning.steps import make_plan
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_visits"]

_ALL_VISITS = Text(
    "I take all visits that the events tell of, without the period or the conditions",
    "Tomo todas las visitas de las que hay eventos, sin el periodo ni las condiciones",
)
_NO_LIST = Text(
    "I name no visitors to write to: I tell what goes with an order in a visit",
    "No nombro visitantes a los que escribir: digo qué acompaña a un pedido en una visita",
)


def plan_visits(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what do visitors who buy do differently?`, `¿se puede predecir qué visitas van a comprar?`"""
    likely = says(reading, "visiting") and says(reading, "likely_buyers")
    if reading.groups or not (likely or _tells_apart(reading)):
        return None
    if not likely and reading.has("draft", "advice", "playbook"):
        return None
    narrowed = reading.period or reading.filters or reading.conditions.all
    notes = [note for note, told in ((_ALL_VISITS, narrowed), (_NO_LIST, likely)) if told]
    return make_plan(reading, "visits", [Step("visit_intent", {})], "visits", notes)


def _tells_apart(reading: Reading) -> bool:
    """Whether it is asked what goes with an order in a visit, or how well that foretells one."""
    if says(reading, "purchase_intent"):
        return True
    if not says(reading, "ends_in_an_order") or reading.has("how_many", "share"):
        return False
    by_behaviour = says(reading, "visiting", "on_the_site") and says(reading, "behaviour_tells")
    return by_behaviour or (says(reading, "visiting") and says(reading, "tells_visits_apart"))
