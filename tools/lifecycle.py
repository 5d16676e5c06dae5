"""Where the customers are in the lifecycle: people and revenue by stage and health, and who moved since a day."""

from collections.abc import Sequence
from typing import Any, Literal

import ibis.expr.types as ir

from tools.conditions import FieldCondition, Rule
from tools.context import ToolContext
from tools.reply import Column, Fact, Option, Reply, Scalar, Scope, Table
from tools.segments.amounts import field_in_words, period_in_words, value_in_words
from tools.segments.compile import matching
from tools.segments.fields import field_type, require_field
from tools.segments.flows import Flow, flow_between
from tools.segments.models_compared import models_compared
from tools.segments.moves import flow_window, moves
from tools.segments.report import ProfileReport, health_check_facts, profile_report
from tools.segments.states import by_state, counted_states
from tools.segments.words import rule_in_words
from tools.terms import HEALTHS, STAGES, Text
from tools.warehouse.engine import Warehouse

__all__ = ["lifecycle"]

_UNKNOWN = "unknown"
_MOST_SPLIT = 8
_PEOPLE = Text("customers", "clientes")


def lifecycle(
    ctx: ToolContext,
    by: str | None = None,
    since: str | None = None,
    until: str | None = None,
    moved_from: str | None = None,
    moved_to: str | None = None,
    compare: Literal["business_model"] | None = None,
    filters: list[FieldCondition] = [],  # noqa: B006
) -> Reply:
    """Where customers are in the lifecycle now: how many, what share and what revenue in each stage and each health.

    `by` splits by a profile dimension (country, acquisition_channel, cohort, ...) or by "health". `since` and `until` (dates,
    or period expressions: from their first to their last day; `until` is the end of the data when left out) give who moved
    from where to where; `by="health"`, or a health in `moved_from` or `moved_to`, makes it moves between healths, and those
    two name one move and list who made it. `compare="business_model"` sets shop customers against subscribers. Stages and
    health are as of the end of the data. For the people in a stage now use find_customers, for metrics query_metrics.
    """
    warehouse = ctx.warehouse
    warehouse.require("profiles")
    rule = Rule(all=tuple(filters))
    people = matching(warehouse, rule, ctx.segments)
    if compare is not None:
        return models_compared(ctx, people, rule)
    window = flow_window(warehouse, since, until) if since or until or moved_from or moved_to else None
    if window is not None and (moved_from or moved_to or by == "health" or window[1] < warehouse.today):
        return moves(ctx, people, rule, window, moved_from, moved_to, by)
    report = profile_report(warehouse)
    counted = counted_states(warehouse, people)
    stages, healths = by_state(counted, "stage", STAGES), by_state(counted, "health", HEALTHS)
    flow = flow_between(warehouse, people, *window) if window else None
    facts = _stage_facts(warehouse, stages, flow, headline=by in (None, "stage")) + _health_facts(healths, by == "health")
    tables = [_stage_table(stages, flow), _health_table(healths)]
    if flow is not None:
        tables.append(flow.table)
        facts += flow.facts
    if by not in (None, "stage", "health"):
        split = _split_table(warehouse, people, by)
        tables.insert(0, split)
        facts += _split_facts(split, by)
    elif by == "health":
        tables = [tables[1], tables[0], *tables[2:]]
    unknown = _unknown_stages(warehouse, stages)
    return Reply(
        facts=[*facts, *health_check_facts(report)],
        tables=tables,
        scope=_scope(rule, unknown, report, flow),
        suggestions=_suggestions(),
        missing=("events",) if unknown and not warehouse.has("events") else (),
    )


def _stage_facts(warehouse: Warehouse, rows: list[dict[str, Any]], flow: Flow | None, headline: bool) -> list[Fact]:
    total = sum(row["customers"] for row in rows)
    facts = [Fact("customers", _PEOPLE, total, "customers", role="total", headline=headline)] if rows else []
    for row in rows:
        where = {"stage": row["stage"] or _UNKNOWN}
        label = value_in_words("stage", row["stage"] or _UNKNOWN)
        facts.append(
            Fact("customers", label, row["customers"], "customers", dimensions=where, role="count", population_n=total,
                 headline=headline)
        )  # fmt: skip
        facts.append(
            Fact("customers", Text("share of customers", "proporción de clientes"), row["share"], "rate",
                 dimensions=where, role="share", population_n=total)
        )  # fmt: skip
        if row["revenue_share"] is not None:
            facts.append(
                Fact("revenue", Text("share of revenue", "proporción de ingresos"), row["revenue_share"], "rate",
                     dimensions=where, role="share", currency=warehouse.currency, population_n=row["customers"])
            )  # fmt: skip
        if flow is not None and row["stage"] in STAGES:
            facts.append(
                Fact("customers", Text("net change", "cambio neto"), flow.net.get(row["stage"], 0), "customers",
                     dimensions=where, role="change", headline=headline)
            )  # fmt: skip
    return facts


def _health_facts(rows: list[dict[str, Any]], headline: bool) -> list[Fact]:
    total = sum(row["customers"] for row in rows)
    return [
        Fact("customers", value_in_words("health", row["health"]), row["customers"], "customers",
             dimensions={"health": row["health"]}, role="count", population_n=total, headline=headline)
        for row in rows
        if row["health"]
    ]  # fmt: skip


def _stage_table(rows: list[dict[str, Any]], flow: Flow | None) -> Table:
    columns = _columns("stage")
    cells: list[list[Scalar]] = [_cells(row, "stage") for row in rows]
    if flow is not None:
        columns = [*columns, Column("net_change", "value", Text("net change", "cambio neto"), "customers", "customers")]
        for row, line in zip(rows, cells, strict=True):
            line.append(flow.net.get(row["stage"] or _UNKNOWN, 0))
    return Table("stages", Text("Customers by stage", "Clientes por etapa"), columns, cells, len(cells), "stages")


def _health_table(rows: list[dict[str, Any]]) -> Table:
    cells = [_cells(row, "health") for row in rows]
    title = Text("Customers who have bought, by health", "Clientes que han comprado, por salud")
    return Table("health", title, _columns("health"), cells, len(cells), "comparison")


def _columns(field: str) -> list[Column]:
    return [
        Column(field, "key", field_in_words(field)),
        Column("customers", "value", _PEOPLE, "customers", "customers"),
        Column("share", "value", Text("share", "proporción"), "rate", "customers"),
        Column("revenue", "value", Text("revenue", "ingresos"), "money", "revenue"),
        Column("revenue_share", "value", Text("share of revenue", "proporción de ingresos"), "rate", "revenue"),
        Column("average_order_value", "value", Text("average order value", "ticket medio"), "money", "average_order_value"),
        Column("days_since_last_order", "value", Text("median days since last order", "mediana de días desde el último pedido"),
               "days", "days_since_last_order"),
        Column("clv", "value", Text("mean CLV, 12 months", "CLV medio, 12 meses"), "money", "clv"),
    ]  # fmt: skip


def _cells(row: dict[str, Any], field: str) -> list[Scalar]:
    names = ("customers", "share", "revenue", "revenue_share", "order_value", "silence", "clv")
    return [row[field] or _UNKNOWN, *(row[name] for name in names)]


def _split_table(warehouse: Warehouse, people: ir.Table, by: str) -> Table:
    """A row per value of the dimension, a column of people per stage; the largest first."""
    field_type(by)
    require_field(warehouse, by)
    counted = people.group_by(by, "stage").agg(customers=people.count())
    found: dict[str, dict[str, int]] = {}
    for row in warehouse.run(counted).to_pylist():
        key = _UNKNOWN if row[by] is None else str(row[by])
        found.setdefault(key, {})[row["stage"] or _UNKNOWN] = row["customers"]
    stages = [stage for stage in (*STAGES, _UNKNOWN) if any(stage in counts for counts in found.values())]
    columns = [
        Column(by, "key", field_in_words(by)),
        Column("customers", "value", _PEOPLE, "customers", "customers"),
        *(Column(stage, "value", value_in_words("stage", stage), "customers", "customers") for stage in stages),
    ]
    ranked = sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    rows: list[list[Scalar]] = [
        [key, sum(counts.values()), *(counts.get(stage, 0) for stage in stages)] for key, counts in ranked
    ]
    title = Text("Stages by {f}", "Etapas por {f}").format(f=field_in_words(by))
    return Table("stages_by", title, columns, rows, len(rows), "stages")


def _split_facts(split: Table, by: str) -> list[Fact]:
    """The people of the largest groups, in all and by stage, as facts that a sentence may quote."""
    facts = []
    for row in split.rows[:_MOST_SPLIT]:
        for column, count in zip(split.columns[1:], row[1:], strict=True):
            where = {by: str(row[0])} if column.name == "customers" else {by: str(row[0]), "stage": column.name}
            label = _PEOPLE if column.name == "customers" else column.label
            if isinstance(count, int):
                facts.append(Fact("customers", label, count, "customers", dimensions=where, role="count", headline=True))
    return facts


def _unknown_stages(warehouse: Warehouse, rows: list[dict[str, Any]]) -> Sequence[str]:
    present = {row["stage"] for row in rows}
    if warehouse.has("events"):
        return ()
    return [stage for stage in ("awareness", "consideration") if stage not in present]


def _scope(rule: Rule, unknown: Sequence[str], report: ProfileReport, flow: Flow | None) -> Scope:
    caveats = []
    if unknown:
        names = Text(
            " and ".join(value_in_words("stage", stage).en for stage in unknown),
            " y ".join(value_in_words("stage", stage).es for stage in unknown),
        )
        caveats.append(
            Text("{s}: unknown, there are no events in the data", "{s}: se desconoce, no hay eventos en los datos").format(
                s=names
            )
        )
    if report.lapsed_label == "overdue":
        caveats.append(
            Text(
                "in the check on past data the lapsed ordered more than half as often as the active: read them as overdue",
                "en la comprobación con datos pasados, los perdidos compraron más de la mitad que los activos: "
                "entiéndelos como atrasados",
            )
        )
    assumptions = [
        Text("stages and health are as of the end of the data", "etapas y salud según el último día de los datos"),
    ]
    if flow is not None:
        assumptions.append(
            Text("change since the end of {d}", "cambio desde el final del {d}").format(
                d=period_in_words(flow.first.isoformat())
            ),
        )
    return Scope(population=rule_in_words(rule), assumptions=tuple(assumptions), caveats=tuple(caveats))


def _suggestions() -> list[Option]:
    return [
        Option(
            Text("Who is at risk?", "¿Quién está en riesgo?"),
            Text("Which valuable customers are at risk?", "¿Qué clientes valiosos están en riesgo?"),
        ),
        Option(
            Text("What changed since last quarter?", "¿Qué ha cambiado desde el trimestre pasado?"),
            Text("How have the stages changed since last quarter?", "¿Cómo han cambiado las etapas desde el trimestre pasado?"),
        ),
        Option(
            Text("Win back the lapsed", "Recuperar a los perdidos"),
            Text(
                "Draft a win-back campaign for lapsed customers", "Redacta una campaña de recuperación para clientes perdidos"
            ),
        ),
    ]
