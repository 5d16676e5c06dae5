"""Plans about how things go: the key figures against the period before, and what moved one of them."""

from dataclasses import replace
from typing import Any, Literal

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.asking import says
from assistant.builtin.planning.measures import metric_filters, period_reading
from assistant.builtin.planning.measuring import measured
from assistant.builtin.planning.steps import filterable, key_metrics, make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["drivers", "plan_performance", "plan_why", "supposed"]

_DEFAULT_PERIOD = "this_month"


def plan_performance(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how is this week going?`, `what changed this week?`: the key figures against the period before."""
    changed = reading.has("what_changed")
    two_periods = reading.comparison.asked and bool(reading.period) and not measured(reading)
    going = len(reading.folded.split()) <= 7 or reading.comparison.asked
    rising = reading.has("grow", "fall") and not reading.metrics and going and not reading.has("why")
    rising = rising and not (reading.has("sell", "spend", "buy", "customer") or reading.conditions.all)
    if reading.metrics and any(f["field"] == "campaign" for f in reading.filters):
        return None  # `the numbers of the newsletter: its click rate?`
    if not (reading.has("performance") or changed or two_periods or rising) or reading.groups:
        return None
    if "new_customers" in reading.metrics and any(f["field"] == "new_or_returning" for f in reading.filters):
        return None  # `how did revenue divide between new customers and returning ones`
    if reading.metrics and not changed and not reading.has("top"):
        return _metric_going(reading, catalogue)
    period = reading.period or ("last_7_days" if changed else _running(reading))
    chosen = _campaign_metrics(catalogue) if reading.has("campaign", "channel_email") else key_metrics(catalogue)
    metrics = filterable(chosen, metric_filters(reading), catalogue)
    step = query(metrics, period, reading.comparison.compare_to or "previous", (), metric_filters(reading))
    steps = [step]
    if changed and (by := _breakdown(reading, catalogue)):
        steps.append(
            query(["revenue"], period, reading.comparison.compare_to or "previous", [by], metric_filters(reading), "driver", 5)
        )
    return make_plan(reading, "metric", steps, "comparison", period_reading(reading, period))


def _running(reading: Reading) -> str:
    """The unit that runs, where no period was said: the year when it is set against the last one, else the month."""
    year = reading.comparison.compare_to == "year_earlier" and not reading.comparison.same_last_year
    return "this_year" if year else _DEFAULT_PERIOD


def _campaign_metrics(catalogue: Catalogue) -> list[str]:
    known = {t.id for t in catalogue.metrics}
    return [m for m in ("open_rate", "click_rate", "unsubscribe_rate", "revenue_per_recipient") if m in known]


def _metric_going(reading: Reading, catalogue: Catalogue) -> Plan:
    period = reading.period or _running(reading)
    step = query(reading.metrics, period, reading.comparison.compare_to or "previous", (), metric_filters(reading))
    return make_plan(reading, "metric", [step], "comparison", period_reading(reading, period))


def plan_why(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`why did revenue fall in November?`: the metric with its parts, and which group moved it."""
    if not (reading.has("why") or (reading.groups and reading.has("fall", "grow", "change") and says(reading, "moved_it"))):
        return None
    if reading.conditions.all and not reading.metrics:
        return None
    if not reading.metrics and not reading.has("fall", "grow", "change", "sell"):
        return None
    metric = reading.metrics[0] if reading.metrics else _moved(reading)
    period = reading.period or "last_month"
    steps = drivers(metric, period, reading.comparison.compare_to or "previous", metric_filters(reading), reading, catalogue)
    return replace(make_plan(reading, "why", steps, "drivers", period_reading(reading, period)), supposed=supposed(reading))


def _moved(reading: Reading) -> str:
    """What moved where no measure is named: `why did customers go up`, `why did people order less`."""
    moved = r"(?:grow|fall|change|fewer|most)"
    for metric, said in (("customers", "customer"), ("orders", "buy")):
        if re.search(rf"(?<!\S)(?:{said} {moved}|{moved} {said})(?!\S)", reading.line):
            return metric
    return "revenue"


def supposed(reading: Reading) -> Literal["fall", "rise"] | None:
    """The change that `why did revenue drop?`, `why fewer orders?` take for granted."""
    fell = reading.has("fall", "fewer", "worse", "less_than", "worst than", "worst")
    rose = reading.has("grow", "most", "better", "more_than")
    if fell == rose:
        return None
    return "fall" if fell != _earlier_first(reading) else "rise"


_THAN = re.compile(r"@p(\d+)(?: [^@\s]\S*| @[mvds]\d+)* (?:compare|than|more_than|less_than)(?: \S+)*? @p(\d+)")
_FROM_TO = re.compile(r"\b(?:from|between|desde|entre|de|del) (?:\w+ ){1,3}(?:to|and|a|al|y|hasta) ")
_BARE_THAN = re.compile(r"@p(\d+)(?: (?:in|of|for))* @p(\d+)")  # the Spanish `que` says nothing by itself


def _earlier_first(reading: Reading) -> bool:
    """`why was June higher than July?`: what is said of the earlier period turns round for the later one."""
    pair = _THAN.search(reading.line) or _BARE_THAN.search(reading.line)
    if pair is None or _FROM_TO.search(reading.folded):
        return False
    named = [reading.periods.mentions[int(i)].expression for i in pair.groups()]
    return named == [reading.comparison.compare_to, reading.period]


def drivers(
    metric: str, period: str | None, compare_to: str, filters: list[dict[str, Any]], reading: Reading, catalogue: Catalogue
) -> list[Step]:
    """The steps that take a change apart."""
    known = {t.id for t in catalogue.metrics}
    parts = [metric] + [
        m for m in ("orders", "average_order_value", "customers", "new_customers") if m in known and m != metric
    ]
    if metric not in ("revenue", "net_revenue", "orders", "customers", "average_order_value", "units", "new_customers"):
        parts = [metric]
    steps = [query(parts, period, compare_to, (), filters)]
    by = next(iter(reading.groups), None) or _breakdown(reading, catalogue, {f["field"] for f in filters})
    if by:
        steps.append(query([metric], period, compare_to, [by], filters, "driver", 5))
    return steps


def _breakdown(reading: Reading, catalogue: Catalogue, taken: set[str] | None = None) -> str | None:
    spread = {
        d: sum(v.dimension == d for v in catalogue.values)
        for d in ("country", "category", "acquisition_channel", "sales_channel")
    }
    known = {t.id for t in catalogue.dimensions if t.available}
    return next((d for d, n in spread.items() if n > 1 and d in known and d not in (taken or set())), None)
