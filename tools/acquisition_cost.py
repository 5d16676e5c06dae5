"""What a new customer is worth, has cost and may cost: by channel, cohort, first product, or all together."""

from typing import Literal

from tools.analytics.economics import Range, allowable_cost
from tools.conditions import FieldCondition, Rule
from tools.context import ToolContext
from tools.errors import NoDataError
from tools.periods import Period, resolve
from tools.reply import Column, Fact, Interval, Option, Reply, Scalar, Scope, Span, Table
from tools.segments.amounts import field_in_words
from tools.segments.compile import matching
from tools.segments.fields import require_field
from tools.segments.names import resolve_value
from tools.segments.newcomers import Newcomers, newcomers, spend_by_channel
from tools.segments.report import ProfileReport, profile_report
from tools.segments.words import rule_in_words
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["acquisition_cost"]

Grouping = Literal["acquisition_channel", "cohort", "first_product", "country", "referral_source"]

TARGET_RATIO = 3.0
SMALL_GROUP = 30
_MOST_FACTS = 8
_WORTH = Text(
    "value of a new customer (first margin + 12-month CLV)", "valor de un cliente nuevo (primer margen + CLV a 12 meses)"
)
_ALLOWED = Text("may cost at most, at a value of 3 times the cost", "puede costar como mucho, con un valor de 3 veces el coste")
_BREAK_EVEN = Text("breaks even at", "se queda en tablas con")
_CAC = Text("acquisition cost", "coste de captación")
_RATIO = Text("value over cost", "valor entre coste")
_PAYBACK = Text("days until it is paid back", "días hasta recuperarlo")


def acquisition_cost(
    ctx: ToolContext,
    by: Grouping | None = None,
    value: str | None = None,
    period: str | None = None,
    filters: list[FieldCondition] = [],  # noqa: B006
) -> Reply:
    """What may be paid to win a customer: value of a new customer with interval, actual cost, payback, allowable cost.

    Answers "how much can I pay for a customer (from a channel)", "does paid search pay back", "value of new customers by first
    product". `by` groups them, `value` picks one group (a channel's name). The period is the last 12 closed months unless
    given. Allowable cost is the value over 3; break-even is the value itself. For the cost alone query_metrics has blended_cac;
    for what present customers are worth use customer_value.
    """
    warehouse, report = ctx.warehouse, profile_report(ctx.warehouse)
    warehouse.require("orders", "profiles")
    span = resolve(period or "last_12_months", warehouse.today, warehouse.data_first)
    group = by or ("acquisition_channel" if value else None)
    rule = _rule(warehouse, group, value, filters)
    people = matching(warehouse, rule, ctx.segments)
    spend = spend_by_channel(warehouse, span) if group in (None, "acquisition_channel") and not filters else {}
    found = newcomers(warehouse, people, span, group, report, spend)
    if not found:
        raise NoDataError(Text("nobody ordered for the first time then", "nadie compró por primera vez entonces"), ("orders",))
    ranked = [g for g in found if g.customers >= SMALL_GROUP] or found
    shown = Span(span.first, span.last, span.partial)
    facts = [fact for i, g in enumerate(ranked[:_MOST_FACTS]) for fact in _facts(ctx, g, group, report, shown, headline=i == 0)]
    return Reply(
        facts=facts,
        tables=[_table(found, group, report, _names(warehouse, group))] if group else [],
        scope=_scope(rule, span, found, report, group),
        suggestions=_suggestions(group),
        missing=_missing(warehouse, report, found),
    )


def _rule(warehouse: Warehouse, by: str | None, value: str | None, filters: list[FieldCondition]) -> Rule:
    conditions = list(filters)
    if by is not None:
        require_field(warehouse, by)
    if value is not None and by is not None:
        found = resolve_value(warehouse, "profiles", by, value, field_in_words(by))
        conditions.append(FieldCondition(field=by, value=found[0]))
    return Rule(all=tuple(conditions))


def _facts(ctx: ToolContext, group: Newcomers, by: str | None, report: ProfileReport, span: Span, headline: bool) -> list[Fact]:
    """Value first; what it may cost only where value is profit; cost, ratio and payback where spend is known."""
    currency, where, n = ctx.warehouse.currency, {by: group.key} if by else {}, group.customers
    worth = group.value or Range(group.first_margin + group.clv, group.first_margin + group.clv, group.first_margin + group.clv)
    interval = Interval(worth.low, worth.high, worth.level, "confidence") if group.value else None
    profit = report.basis == "net_profit"
    facts = [
        Fact("new_customer_value", _label(_WORTH, report), worth.value, "money", span, where, currency=currency, population_n=n,
             interval=interval, headline=headline),
    ]  # fmt: skip
    if profit:
        at_three = allowable_cost(worth, TARGET_RATIO)
        bounds = Interval(at_three.low, at_three.high, at_three.level, "confidence") if group.value else None
        facts.append(
            Fact("allowable_cac", _ALLOWED, at_three.value, "money", span, where, currency=currency, population_n=n,
                 interval=bounds, headline=headline)
        )  # fmt: skip
        facts.append(
            Fact("break_even_cac", _BREAK_EVEN, worth.value, "money", span, where, currency=currency, interval=interval)
        )
    if group.cost is not None:
        facts.append(Fact("cac", _CAC, group.cost, "money", span, where, currency=currency, population_n=n))
        if profit and group.ratio is not None:
            facts.append(Fact("clv_to_cac", _RATIO, group.ratio, "ratio", span, where))
        if profit and group.payback is not None:
            facts.append(Fact("payback_days", _PAYBACK, group.payback, "days", span, where))
    return facts


def _label(label: Text, report: ProfileReport) -> Text:
    if report.basis == "net_profit":
        return label
    return Text("expected revenue of a new customer (first order + 12 months)",
                "ingresos esperados de un cliente nuevo (primer pedido + 12 meses)")  # fmt: skip


def _names(warehouse: Warehouse, by: str | None) -> dict[str, str]:
    """Product names by id, where the groups are products."""
    if by != "first_product" or not warehouse.has("products"):
        return {}
    rows = warehouse.run(warehouse.table("products").select("product_id", "name")).to_pylist()
    return {row["product_id"]: row["name"] for row in rows if row["name"]}


def _table(groups: list[Newcomers], by: str, report: ProfileReport, names: dict[str, str]) -> Table:
    columns = [
        Column(by, "key", field_in_words(by)),
        *([Column("name", "label", Text("name", "nombre"))] if names else []),
        Column("new_customer_value", "value", _label(_WORTH, report), "money", "new_customer_value"),
        Column("low", "value", Text("low", "mínimo"), "money", "new_customer_value"),
        Column("high", "value", Text("high", "máximo"), "money", "new_customer_value"),
        Column("new_customers", "value", Text("new customers", "clientes nuevos"), "customers", "new_customers"),
        Column("allowable_cac", "value", Text("may cost at most (3:1)", "puede costar (3:1)"), "money", "allowable_cac"),
        Column("cac", "value", _CAC, "money", "cac"),
        Column("clv_to_cac", "value", _RATIO, "ratio", "clv_to_cac"),
        Column("payback_days", "value", _PAYBACK, "days", "payback_days"),
        Column("small_group", "label", Text("note", "nota")),
    ]
    rows = [_row(group, report, names) for group in sorted(groups, key=lambda g: g.customers < SMALL_GROUP)]
    title = Text("What new customers are worth and cost", "Qué valen y cuestan los clientes nuevos")
    return Table("acquisition", title, columns, rows, len(rows), "intervals")


def _row(group: Newcomers, report: ProfileReport, names: dict[str, str]) -> list[Scalar]:
    value, profit = group.first_margin + group.clv, report.basis == "net_profit"
    low, high = (group.value.low, group.value.high) if group.value else (None, None)
    costs: list[Scalar] = (
        [value / TARGET_RATIO, group.cost, group.ratio, group.payback] if profit else [None, group.cost, None, None]
    )
    note = f"n < {SMALL_GROUP}" if group.customers < SMALL_GROUP else ""
    named: list[Scalar] = [names.get(group.key, group.key)] if names else []
    return [group.key, *named, value, low, high, group.customers, *costs, note]


def _scope(rule: Rule, period: Period, groups: list[Newcomers], report: ProfileReport, by: str | None) -> Scope:
    assumptions = [
        Text("new customers: first order in the period; their CLV is that of the 12 months from the end of the data",
             "clientes nuevos: primer pedido en el periodo; su CLV es el de los 12 meses desde el final de los datos"),
        report.margin_assumption,
    ]  # fmt: skip
    caveats = []
    if any(g.cost is not None and report.basis == "net_profit" and g.payback is None for g in groups):
        caveats.append(
            Text("where no payback is given, 12 months do not pay for it", "donde no hay plazo, 12 meses no lo pagan")
        )
    if any(g.customers < SMALL_GROUP for g in groups):
        caveats.append(
            Text("groups under 30 customers are marked (n < 30) and left out of the ranking",
                 "los grupos de menos de 30 clientes van marcados (n < 30) y fuera de la clasificación")
        )  # fmt: skip
    if by == "acquisition_channel" and any(g.cost for g in groups):
        caveats.append(
            Text("cost is the channel's spend over its new customers: what they would have cost without it is not known",
                 "el coste es la inversión del canal entre sus clientes nuevos: no se sabe cuántos habrían venido sin ella")
        )  # fmt: skip
    return Scope(Span(period.first, period.last, period.partial), rule_in_words(rule), tuple(assumptions), tuple(caveats[:2]))


def _missing(warehouse: Warehouse, report: ProfileReport, groups: list[Newcomers]) -> tuple[str, ...]:
    missing = () if report.basis == "net_profit" else ("margin",)
    return missing if warehouse.has("reach_daily") else (*missing, "reach_daily")


def _suggestions(by: str | None) -> list[Option]:
    options = [
        Option(Text("What may a kept customer cost?", "¿Cuánto ofrecer para retener?"),
               Text("How much can I offer to keep customers at risk?",
                    "¿Cuánto puedo ofrecer para retener a clientes en riesgo?")),
    ]  # fmt: skip
    if by != "acquisition_channel":
        options.append(
            Option(Text("By channel", "Por canal"),
                   Text("How much can I pay for a customer by channel?", "¿Cuánto puedo pagar por un cliente por canal?"))
        )  # fmt: skip
    return options
