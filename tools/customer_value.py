"""What a customer is worth: mean, median and total expected value with intervals, by any group of customers."""

from dataclasses import dataclass
from typing import Literal

import ibis.expr.types as ir

from tools.conditions import Rule
from tools.context import ToolContext
from tools.errors import BadInputError, NoDataError
from tools.reply import Column, Fact, Option, Reply, Scalar, Scope, Table
from tools.segments.amounts import field_in_words
from tools.segments.called import rule_of_shop
from tools.segments.compile import matching
from tools.segments.fields import field_type, require_field
from tools.segments.report import ProfileReport, profile_report
from tools.segments.spend import acquisition_costs
from tools.segments.trust import worth_caveats
from tools.segments.words import dimensions_of
from tools.segments.worth import CLV_COLUMNS, GroupWorth, mean_interval, total_interval, worth_measures, worth_of
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["customer_value"]

Horizon = Literal["12m", "36m", "lifetime"]

SMALL_GROUP = 30
_MOST_FACTS = 12
_HORIZONS = {
    "12m": Text("over 12 months", "en 12 meses"),
    "36m": Text("over 36 months", "en 36 meses"),
    "lifetime": Text("over their lifetime (at most 5 years)", "en toda su vida (como mucho 5 años)"),
}
_TESTED = {
    "model": (
        "backtest_top_decile_share",
        Text("of what was then spent, held by the top 10% of the prediction (backtest)",
             "de lo gastado después, en el 10 % superior de la predicción (prueba con datos pasados)"),
    ),
    "past_net_revenue": (
        "backtest_top_decile_share_past",
        Text("held by the top 10% by past spending, for comparison (backtest)",
             "en el 10 % superior por gasto pasado, para comparar (prueba con datos pasados)"),
    ),
}  # fmt: skip
_STANDS_FOR = {
    "category": "favourite_category",
    "product": "first_product",
    "sales_channel": "last_sales_channel",
    "channel": "acquisition_channel",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """A group with its worth, in the order of the answer; `small` ones stand after the ranking."""

    key: str
    worth: GroupWorth
    small: bool
    cost: float | None = None


def customer_value(
    ctx: ToolContext, horizon: Horizon = "12m", by: str | None = None, rule: Rule | None = None, limit: int | None = None
) -> Reply:
    """What customers are worth in future: mean, median and total CLV with interval, for all or `by` a profile dimension.

    Answers "what is a customer worth", "profit per customer", "CLV by country", "which channel brings the best customers"
    (by acquisition_channel: with acquisition cost where ad spend is known). CLV is expected net profit, or expected revenue
    where no margin is known: the answer says which. For past spending use find_customers or query_metrics.
    """
    warehouse = ctx.warehouse
    column, report = CLV_COLUMNS[horizon], profile_report(warehouse)
    people = matching(warehouse, rule or Rule(), ctx.segments)
    worth = worth_of(warehouse, people, column)
    if worth is None:
        raise NoDataError(
            Text("there are not enough orders to expect anything of these customers",
                 "no hay pedidos suficientes para esperar nada de estos clientes"),
            ("orders",) if not warehouse.has("orders") else (),
        )  # fmt: skip
    groups = _groups(warehouse, people, by, column, report) if by else []
    facts = _overall(ctx, rule or Rule(), worth, horizon, report, headline=not by)
    for place, group in enumerate(groups[:_MOST_FACTS]):
        facts += _group_facts(ctx, group, by or "", horizon, report, headline=place == 0 and not group.small)
    return Reply(
        facts=[*facts, *_backtest(report)],
        tables=[_table(groups, by, horizon, report, limit)] if by else [],
        scope=_scope(rule_of_shop(ctx.warehouse, rule or Rule()), by, groups, horizon, report),
        suggestions=_suggestions(by),
        missing=() if report.basis == "net_profit" else ("margin",),
    )


def _field_of(warehouse: Warehouse, by: str) -> str:
    field = _STANDS_FOR.get(by, by)
    if field_type(field) not in ("text", "boolean"):
        raise BadInputError(
            Text(f"value cannot be split by {by}; try country, cohort, stage, health, plan or acquisition_channel",
                 f"el valor no se puede desglosar por {by}; prueba country, cohort, stage, health, plan o acquisition_channel")
        )  # fmt: skip
    require_field(warehouse, field)
    return field


def _groups(warehouse: Warehouse, people: ir.Table, by: str, column: str, report: ProfileReport) -> list[_Group]:
    """Groups by mean value, the highest first; those under 30 customers after them. Ties by key."""
    field = _field_of(warehouse, by)
    known = people.filter(people[column].notnull())
    rows = warehouse.run(known.group_by(field).agg(**worth_measures(known, column))).to_pylist()
    costs = acquisition_costs(warehouse) if field == "acquisition_channel" else {}
    if not any(row[field] is not None for row in rows):
        raise NoDataError(Text(f"there is no data for: {field}", f"no hay datos de: {field}"), (f"profiles.{field}",))
    found = []
    for row in rows:
        key = "unknown" if row[field] is None else str(row[field])
        worth = GroupWorth(**{name: value for name, value in row.items() if name != field})
        found.append(_Group(key, worth, worth.n < SMALL_GROUP, costs.get(key)))
    return sorted(found, key=lambda group: (group.small, -group.worth.mean, group.key))


def _overall(
    ctx: ToolContext, rule: Rule, worth: GroupWorth, horizon: Horizon, report: ProfileReport, headline: bool
) -> list[Fact]:
    where, currency, over = dimensions_of(rule), ctx.warehouse.currency, _HORIZONS[horizon]
    mean = Text("mean CLV {o}: {b} per customer", "CLV medio {o}: {b} por cliente").format(o=over, b=report.clv_label)
    median = Text("median CLV {o}", "CLV mediano {o}").format(o=over)
    total = Text("total CLV {o}", "CLV total {o}").format(o=over)
    return [
        Fact("clv", mean, worth.mean, "money", dimensions=where, currency=currency, population_n=worth.n,
             interval=mean_interval(worth), headline=headline),
        Fact("clv_median", median, worth.median, "money", dimensions=where, currency=currency, population_n=worth.n),
        Fact("clv", total, worth.total, "money", dimensions=where, role="total", currency=currency, population_n=worth.n,
             interval=total_interval(worth, report)),
    ]  # fmt: skip


def _group_facts(
    ctx: ToolContext, group: _Group, by: str, horizon: Horizon, report: ProfileReport, headline: bool
) -> list[Fact]:
    currency, where = ctx.warehouse.currency, {by: group.key}
    label = Text("mean CLV {o}", "CLV medio {o}").format(o=_HORIZONS[horizon])
    facts = [
        Fact("clv", label, group.worth.mean, "money", dimensions=where, currency=currency, population_n=group.worth.n,
             interval=mean_interval(group.worth), headline=headline)
    ]  # fmt: skip
    if group.cost:
        cost = Text("acquisition cost per new customer", "coste de captación por cliente nuevo")
        ratio = Text("CLV over acquisition cost", "CLV entre coste de captación")
        facts.append(Fact("cac", cost, group.cost, "money", dimensions=where, currency=currency))
        facts.append(Fact("mean_clv_to_cac", ratio, group.worth.mean / group.cost, "ratio", dimensions=where))
    return facts


def _table(groups: list[_Group], by: str, horizon: Horizon, report: ProfileReport, limit: int | None) -> Table:
    costs, small = any(group.cost for group in groups), any(group.small for group in groups)
    columns = [
        Column(by, "key", field_in_words(_STANDS_FOR.get(by, by))),
        Column("clv", "value", Text("mean CLV {o}", "CLV medio {o}").format(o=_HORIZONS[horizon]), "money", "clv"),
        Column("clv_low", "value", Text("low", "mínimo"), "money", "clv"),
        Column("clv_high", "value", Text("high", "máximo"), "money", "clv"),
        Column("clv_median", "value", Text("median", "mediana"), "money", "clv_median"),
        Column("customers", "value", Text("customers", "clientes"), "customers", "customers"),
        Column("clv_total", "value", Text("total", "total"), "money", "clv"),
    ]
    if costs:
        columns.append(Column("cac", "value", Text("acquisition cost", "coste de captación"), "money", "cac"))
        columns.append(Column("mean_clv_to_cac", "value", Text("CLV:CAC", "CLV:CAC"), "ratio", "mean_clv_to_cac"))
    if small:
        columns.append(Column("small_group", "label", Text("note", "nota")))
    rows = [_row(group, costs, small) for group in groups]
    title = Text("Customer value by {f}: {b}", "Valor del cliente por {f}: {b}").format(
        f=field_in_words(_STANDS_FOR.get(by, by)), b=report.clv_label
    )
    return Table("value", title, columns, rows[:limit], len(rows), "intervals")


def _row(group: _Group, costs: bool, small: bool) -> list[Scalar]:
    worth, interval = group.worth, mean_interval(group.worth)
    low, high = (interval.low, interval.high) if interval else (None, None)
    row: list[Scalar] = [group.key, worth.mean, low, high, worth.median, worth.n, worth.total]
    if costs:
        row += [group.cost, worth.mean / group.cost if group.cost else None]
    return [*row, f"n < {SMALL_GROUP}" if group.small else ""] if small else row


def _backtest(report: ProfileReport) -> list[Fact]:
    """What the top tenth by prediction held of what was then spent, and by past spending for comparison."""
    facts = []
    for name, (metric, label) in _TESTED.items():
        share = (report.backtest.get("scores") or {}).get(name, {}).get("top_decile_share")
        if isinstance(share, int | float):
            facts.append(Fact(metric, label, float(share), "rate", role="share"))
    return facts


def _scope(who: Text, by: str | None, groups: list[_Group], horizon: Horizon, report: ProfileReport) -> Scope:
    assumptions = [
        Text(
            "value is {b} {o}, discounted at 10% a year", "el valor se entiende como {b} {o}, con un descuento del 10 % anual"
        ).format(b=report.clv_label, o=_HORIZONS[horizon]),
        report.margin_assumption,
    ]
    if by in _STANDS_FOR:
        field = field_in_words(_STANDS_FOR[by])
        assumptions.append(Text("split by {f}", "desglosado por {f}").format(f=field))
    caveats = []
    if any(group.small for group in groups):
        caveats.append(
            Text("groups under 30 customers are marked (n < 30) and left out of the ranking",
                 "los grupos de menos de 30 clientes van marcados (n < 30) y fuera de la clasificación")
        )  # fmt: skip
    if groups and all(group.small for group in groups):
        caveats.append(
            Text("every group is that small: none is ranked", "todos los grupos son así de pequeños: no hay clasificación")
        )
    return Scope(population=who, assumptions=tuple(assumptions), caveats=(*caveats, *worth_caveats(report)))


def _suggestions(by: str | None) -> list[Option]:
    options = [
        Option(
            Text("Who are the most valuable?", "¿Quiénes son los más valiosos?"),
            Text("Which customers have the highest CLV?", "¿Qué clientes tienen el CLV más alto?"),
        ),
    ]
    for field, en, es in (("country", "country", "país"), ("stage", "stage", "etapa")):
        if by != field:
            options.append(
                Option(
                    Text(f"By {en}", f"Por {es}"), Text(f"What is the mean CLV by {en}?", f"¿Cuál es el CLV medio por {es}?")
                )
            )
    return options
