"""Plans for what came of campaigns and why subscribers cancel."""

from assistant.builtin.plan import Plan
from assistant.builtin.reading import Reading
from assistant.builtin.steps import make_plan, query
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_cancelling", "plan_results"]

_RESULTS = ("messages_sent", "click_rate", "attributed_revenue", "unsubscribe_rate")


def plan_cancelling(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`why do people cancel?`: ended subscriptions by the reason given."""
    known = {t.id for t in catalogue.metrics}
    leaving = reading.has("leaving", "bajas") or {"churned_subscriptions", "churn_rate"} & set(reading.metrics)
    asked = reading.has("why") or "cancel_reason" in reading.groups
    if not (asked and leaving) or "churned_subscriptions" not in known or "subscriptions" not in catalogue.tables:
        return None
    if reading.has("grow", "fall", "change", "draft", "advice", "playbook"):
        return None
    step = query(["churned_subscriptions"], reading.period, None, ["cancel_reason"], reading.filters, "-churned_subscriptions")
    return make_plan(reading, "metric", [step], "ranking")


def plan_results(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`did the newsletter work?`: what each campaign brought, as attributed and not as caused."""
    if not (reading.has("worked") and reading.has("campaign", "channel_email", "channel_sms")) or reading.metrics:
        return None
    if reading.has("draft", "playbook", "advice", "customer", "how"):
        return None
    known = {t.id for t in catalogue.metrics}
    metrics = [m for m in _RESULTS if m in known]
    note = Text(
        "Clicks and attributed sales do not show what a campaign caused: that takes a control group",
        "Los clics y las ventas atribuidas no muestran lo que causó una campaña: para eso hace falta un grupo de control",
    )
    step = query(metrics, reading.period, None, ["campaign"], reading.filters, f"-{metrics[0]}", reading.limit)
    return make_plan(reading, "metric", [step], "ranking", [note])
