"""The tool that answers questions about metrics: how much, how many, compared with when, split by what, ranked how."""

import ibis.expr.types as ir

from tools.conditions import FieldCondition, Rule
from tools.context import ToolContext
from tools.metrics.query import answer
from tools.metrics.question import Among, Asked
from tools.reply import Reply
from tools.segments.compile import matching
from tools.segments.words import rule_in_words

__all__ = ["query_metrics"]


def query_metrics(
    ctx: ToolContext,
    metrics: list[str],
    period: str | None = None,
    compare_to: str | None = None,
    group_by: list[str] = [],  # noqa: B006  # never changed; the schema shows the model an empty list
    filters: list[FieldCondition] = [],  # noqa: B006
    order_by: str | None = None,
    limit: int | None = None,
    share: bool = False,
    customers: Rule | None = None,
) -> Reply:
    """Numbers of the business: orders, revenue, average order value, customers, rates, subscriptions, messages and more.

    Use it for "how much", "how many", trends, rankings of countries or products, comparisons of periods and shares of a total.
    Several metrics may be asked at once. For lists of customers or rules over behaviour use find_customers, for stages and
    flows
    lifecycle, for predicted value customer_value, for what a metric means describe_data.

    Args:
        metrics: metric ids, e.g. ["revenue", "orders"]; describe_data(topic="metrics") lists them.
        period: e.g. "2011-11", "last_month", "2011-Q3", "last_30_days", "2011-09-01..2011-10-15"; all history when left out.
        compare_to: "previous", "year_earlier" or a period; gives baseline, change and what drove it.
        group_by: up to three of the metric's dimensions, e.g. ["country"], ["month"], ["product"].
        filters: conditions on dimensions or profile fields, e.g. {"field": "country", "op": "!=", "value": "United Kingdom"}.
            With groups, also on a metric asked for: {"field": "orders", "op": ">", "value": 100}, or top_share, bottom_share,
            top_value_share (0..1): the top tenth of the groups, the fewest that together make that share; top_count: so many.
        order_by: "-revenue" (from the top), "revenue", "-change", "driver" (what moved the whole its way, first) or
            "key"; time goes in time order when left out.
        limit: how many groups to show.
        share: also give each group's share of the total; without groups, or by units of time alone, what is filtered as a share
            of all.
        customers: only what these customers did: a rule as find_customers takes it, e.g. {"all": [{"did": "ordered",
            "category": "Tea"}, {"did": "ordered", "category": "Coffee", "negated": true}]}.
    """

    def _members(rule: Rule) -> ir.Table:
        return matching(ctx.warehouse, rule, ctx.segments)

    among = Among(customers, rule_in_words(customers)) if customers and (customers.all or customers.any) else None
    asked = Asked(metrics, period, compare_to, group_by, filters, order_by, limit, share, among)
    return answer(ctx.warehouse, asked, _members, tuple(ctx.segments.names()))
