"""Who of the subscribers will leave: those that run, the likeliest to end first; what ended already is another question."""

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.steps import audience_rule, find, make_plan
from assistant.builtin.reading.reading import Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_leaving"]

_AHEAD = re.compile(
    r"\b(?:will|going to|about to|likely|soon|next|might|may|could|risk|van? a|a punto de|pronto|probable\w*|riesgo|podrian?)\b"
)
_WHICH = re.compile(r"\W*(?:que|cuales|quien(?:es)?)\b")
_NAMED = re.compile(
    r"\W*(?:the |our |a list of |list of |los |las |nuestr[oa]s |lista de (?:los )?)?"
    r"(?:subscribers?|suscriptor(?:es|as)|abonad[oa]s)\b"
)
_RUNNING = {"field": "subscription_status", "op": "=", "value": "active"}
_LIKELIEST = Text(
    "I list running subscriptions, those likeliest to end within 90 days first",
    "Doy las suscripciones vigentes, primero las que más probablemente acaben en 90 días",
)


def plan_leaving(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`which subscribers will leave soon?`, `who is likely to cancel?`."""
    known = {term.id for term in catalogue.fields if term.available}
    subscribers = {"churned_subscriptions", "active_subscriptions"} & set(reading.metrics) or reading.has("leaving")
    people = (
        reading.has("who", "which", "show") or _WHICH.match(reading.folded) is not None or bool(_NAMED.match(reading.spelt))
    )
    asks = people and not reading.has("why", "how_many", "share", "draft", "advice", "playbook")
    ahead = _AHEAD.search(reading.folded) is not None and not reading.period
    leaves = reading.has("leaving", "leave_out", "bajas") or "churned_subscriptions" in reading.metrics
    if not (subscribers and asks and ahead and leaves and {"churn_probability_90", "subscription_status"} <= known):
        return None
    told = [c for c in audience_rule(reading).get("all", ()) if c.get("field") not in ("health", "subscription_status")]
    rule = {"all": [_RUNNING, *told]}
    return make_plan(reading, "audience", [find(rule, "-churn_probability_90", reading.limit)], "audience", [_LIKELIEST])
