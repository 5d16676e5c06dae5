"""Plans for what came of campaigns and why subscribers cancel."""

import re
from collections.abc import Sequence

from assistant.builtin.normalise import fold, words
from assistant.builtin.plan import Plan, Step
from assistant.builtin.reading import Reading
from assistant.builtin.sendings import named_campaigns
from assistant.builtin.steps import decline, make_plan, query
from assistant.builtin.wording import reason
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["plan_against_control", "plan_campaign_rate", "plan_cancelling", "plan_its_control", "plan_results"]

_RESULTS = ("revenue_per_recipient", "attributed_revenue", "messages_sent", "click_rate", "unsubscribe_rate")
_NOT_CAUSED = Text(
    "Clicks and attributed sales do not show what a campaign caused: that takes a control group",
    "Los clics y las ventas atribuidas no muestran lo que causó una campaña: para eso hace falta un grupo de control",
)
_NO_ARMS = Text(
    "I do not set a single campaign against its control group: these are the figures of those who got it",
    "No comparo una sola campaña con su grupo de control: estas son las cifras de quienes la recibieron",
)
_PER_RECIPIENT = Text(
    "I read *best* and *worst* as attributed revenue per message delivered",
    "Leo *mejor* y *peor* como ingresos atribuidos por mensaje entregado",
)


def plan_cancelling(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`why do people cancel?`: ended subscriptions by the reason given."""
    known = {t.id for t in catalogue.metrics}
    leaving = reading.has("leaving", "bajas") or {"churned_subscriptions", "churn_rate"} & set(reading.metrics)
    asked = reading.has("why") or "cancel_reason" in reading.groups
    named = "cancel_reason" in reading.groups and not reading.metrics
    if not (named or (asked and leaving)) or "churned_subscriptions" not in known or "subscriptions" not in catalogue.tables:
        return None
    if reading.has("grow", "fall", "change", "draft", "advice", "playbook"):
        return None
    step = query(
        ["churned_subscriptions"],
        reading.period,
        None,
        ["cancel_reason"],
        reading.filters,
        "-churned_subscriptions",
        reading.limit,
    )
    return make_plan(reading, "metric", [step], "ranking")


_CONTROL = re.compile(
    r"\b(?:control(?: groups?)?|hold-?outs?|held (?:out|back)|untreated|treated|(?:grupos? de )?control|tratad[oa]s|"
    r"incremental\w*|"
    r"uplift|lift)\b"
)


def plan_against_control(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what did our campaigns add against the control group?`: what the tests of keeping customers found."""
    of_campaigns = reading.has("campaign") or "campaign" in reading.groups
    if not (of_campaigns and _CONTROL.search(reading.folded)) or reading.has(
        "draft", "test_it", "playbook", "advice", "customer_id"
    ):
        return None
    if "touches" in catalogue.tables:
        note = Text(
            "I take the campaigns of keeping and winning back: they are the ones whose control group says what they added",
            "Tomo las campañas de retención y recuperación: son aquellas cuyo grupo de control dice lo que aportaron",
        )
        return make_plan(reading, "economics", [Step("retention_offer", {})], "tests", [note])
    step = decline("no_data", reason("no_control_group")[reading.language], ["control groups"])
    return make_plan(reading, "decline", [step], "decline")


def plan_campaign_rate(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what share of those who got "Win-back" clicked?`: the campaign's own rate."""
    named = list(dict.fromkeys(e.id for _, e in reading.gloss.entries("v") if e.of == "campaign"))
    deed = next((rate for name, rate in _RATES.items() if reading.has(name)), None)
    if (
        len(named) != 1
        or deed is None
        or not reading.has("share")
        or reading.metrics
        or reading.groups not in ([], ["campaign"])
    ):
        return None
    if deed not in {t.id for t in catalogue.metrics}:
        return None
    period = reading.period or next((c["period"] for c in reading.conditions.all if "period" in c), None)
    return make_plan(reading, "metric", [query([deed], period, None, (), _only(named))], "value")


_RATES = {"click_mail": "click_rate", "open_mail": "open_rate"}


def plan_its_control(reading: Reading, step: Step, catalogue: Catalogue) -> Plan | None:
    """`did it sell more than its control group?` after a figure of one campaign: what is known of that campaign."""
    campaign = next((f for f in step.arguments.get("filters", ()) if f.get("field") == "campaign" and f["op"] == "="), None)
    asked = _CONTROL.search(reading.folded) and not reading.has("draft", "test_it", "playbook", "advice")
    if campaign is None or not asked or reading.filters or "touches" not in catalogue.tables:
        return None
    known = {t.id for t in catalogue.metrics}
    metrics = [m for m in _RESULTS if m in known]
    call = query(metrics, None, None, ["campaign"], [campaign], f"-{metrics[0]}")
    return make_plan(reading, "metric", [call], "one", [_NO_ARMS])


def plan_results(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`did the newsletter work?`: what each campaign brought, as attributed and not as caused."""
    if reading.metrics or reading.has("draft", "playbook", "advice", "customer"):
        return None
    named = named_campaigns(reading.folded, catalogue)
    of_campaigns = reading.has("campaign", "channel_email", "channel_sms") or "campaign" in reading.groups
    ranked = "campaign" in reading.groups and reading.has("top", "worst", "from_high", "from_low") and _plain(reading)
    worked = reading.has("worked") and not reading.has("how")
    told = reading.has("performance", "worked") or _CONTROL.search(reading.folded) is not None
    if not ((told and named) or worked or ranked):
        return None
    if not named and not of_campaigns:
        return None
    known = {t.id for t in catalogue.metrics}
    metrics = [m for m in _RESULTS if m in known]
    notes = [_NO_ARMS if named and _CONTROL.search(reading.folded) else _NOT_CAUSED]
    if reading.has("top", "worst", "better", "worse"):
        notes.append(_PER_RECIPIENT)
    if named:
        said = {w.text for v in catalogue.values if v.key in named for name in v.names for w in words(fold(name))}
        reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in {*said, "control", "holdout"}]
        reading.rest = re.sub(r"@n\d+", "", reading.rest)  # `the last 3 campaigns` are named one by one
    filters = [*(f for f in reading.filters if f["field"] != "campaign"), *_only(named)]
    period = None if named else reading.period
    order = metrics[0] if reading.has("worst", "worse") else f"-{metrics[0]}"
    step = query(metrics, period, None, ["campaign"], filters, order, reading.limit)
    return make_plan(reading, "metric", [step], "one" if len(named) == 1 else "ranking", notes)


def _plain(reading: Reading) -> bool:
    """Whether campaigns are ranked with no word on by what: `our best campaign`."""
    other = reading.conditions.all or set(reading.groups) - {"campaign"} or reading.has("buy", "spend", "sell", "worth")
    return not other


def _only(campaigns: Sequence[str]) -> list[dict[str, object]]:
    if not campaigns:
        return []
    one = len(campaigns) == 1
    return [{"field": "campaign", "op": "=" if one else "in", "value": campaigns[0] if one else list(campaigns)}]
