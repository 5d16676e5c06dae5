"""Plans for what came of campaigns and why subscribers cancel."""

from collections.abc import Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import Reading
from assistant.builtin.words.sendings import named_campaigns, words_of_names
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["campaign_figures", "plan_campaign_rate", "plan_cancelling", "plan_results"]

_RESULTS = ("revenue_per_recipient", "attributed_revenue", "messages_sent", "click_rate", "unsubscribe_rate")
_OF_NAMES = ("category", "product")  # `the Tea week` is no tea
_NOT_CAUSED = Text(
    "Clicks and attributed sales do not show what a campaign caused: that takes a control group",
    "Los clics y las ventas atribuidas no muestran lo que causó una campaña: para eso hace falta un grupo de control",
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
    named = "cancel_reason" in reading.groups and set(reading.metrics) <= {"active_subscriptions", "churned_subscriptions"}
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


def plan_campaign_rate(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what share of those who got "Win-back" clicked, or opted out?`: the campaign's own rate."""
    named = list(dict.fromkeys(e.id for _, e in reading.gloss.entries("v") if e.of == "campaign"))
    deed = next((rate for name, rate in _RATES.items() if reading.has(name)), None)
    left = deed == "unsubscribe_rate" and reading.has("how_many") and not reading.has("share")
    deed = "unsubscribes" if left else deed  # `how many opted out after CMP1`
    if (
        len(named) != 1
        or deed is None
        or not (reading.has("share") or left)
        or set(reading.metrics) - {"messages_delivered", "messages_sent"}
        or reading.groups not in ([], ["campaign"])
    ):
        return None
    if deed not in {t.id for t in catalogue.metrics}:
        return None
    period = reading.period or next((c["period"] for c in reading.conditions.all if "period" in c), None)
    return make_plan(reading, "metric", [query([deed], period, None, (), _only(named))], "value")


_RATES = {
    "click_mail": "click_rate", "open_mail": "open_rate", "do_unsubscribe": "unsubscribe_rate", "bajas": "unsubscribe_rate",
    "leaving": "unsubscribe_rate",
}  # fmt: skip


def plan_results(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`did the newsletter work?`: what each campaign brought, as attributed and not as caused."""
    if reading.metrics or reading.has("draft", "playbook", "advice", "customer"):
        return None
    named = named_campaigns(reading.folded, catalogue)
    of_campaigns = reading.has("campaign", "channel_email", "channel_sms") or "campaign" in reading.groups
    ranked = "campaign" in reading.groups and reading.has("top", "worst", "from_high", "from_low") and _plain(reading)
    worked = reading.has("worked") and not reading.has("how")
    if not ((reading.has("performance", "worked") and named) or worked or ranked):
        return None
    if not named and not of_campaigns:
        return None
    notes = [_NOT_CAUSED]
    if reading.has("top", "worst", "better", "worse"):
        notes.append(_PER_RECIPIENT)
    if named:
        said = words_of_names(named, catalogue)
        reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in said]
        reading.rest = re.sub(r"@n\d+", "", reading.rest)  # `the last 3 campaigns` are named one by one
    others = [f for f in reading.filters if f["field"] not in ("campaign", *(_OF_NAMES if named else ()))]
    lowest = reading.has("worst", "worse")
    step = campaign_figures(named, catalogue, None if named else reading.period, others, lowest, reading.limit)
    if len(named) == 1 and reading.has("worked") and "touches" in catalogue.tables and not others:
        tested = Step("campaign_effect", {"campaign": named[0]})  # it says so where there is no control group
        return make_plan(reading, "metric", [step, tested], "one", notes[1:])
    return make_plan(reading, "metric", [step], "one" if len(named) == 1 else "ranking", notes)


def campaign_figures(
    campaigns: Sequence[str], catalogue: Catalogue, period: str | None = None, filters: Sequence[dict[str, Any]] = (),
    lowest: bool = False, limit: int | None = None,
) -> Step:  # fmt: skip
    """What campaigns brought, the best first; of all of them where none are named."""
    metrics = [m for m in _RESULTS if m in {t.id for t in catalogue.metrics}]
    order = metrics[0] if lowest else f"-{metrics[0]}"
    return query(metrics, period, None, ["campaign"], [*filters, *_only(campaigns)], order, limit)


def _plain(reading: Reading) -> bool:
    """Whether campaigns are ranked with no word on by what: `our best campaign`."""
    other = reading.conditions.all or set(reading.groups) - {"campaign"} or reading.has("buy", "spend", "sell", "worth")
    return not other


def _only(campaigns: Sequence[str]) -> list[dict[str, Any]]:
    if not campaigns:
        return []
    one = len(campaigns) == 1
    return [{"field": "campaign", "op": "=" if one else "in", "value": campaigns[0] if one else list(campaigns)}]
