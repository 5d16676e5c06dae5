"""Who are the customers that ...: counts, ranks and lists the people whom a rule matches."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from tools.conditions import Condition, FieldCondition, Rule
from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Column, Fact, Option, Reply, Scalar, Scope, Table
from tools.segments.called import rule_of_shop
from tools.segments.compile import matching, unfolded
from tools.segments.counting import COUNTED_COLUMNS, count_facts, count_measures, reach_facts, read_counted, stake_facts
from tools.segments.fields import buyers_only, field_type
from tools.segments.labels import column_of
from tools.segments.report import ProfileReport, health_check_facts, profile_report
from tools.segments.saving import save_rule
from tools.segments.settled import settled
from tools.segments.waterfall import WATERFALL_COLUMNS, Waterfall, flagged, read_waterfall, waterfall_measures
from tools.segments.words import dimensions_of
from tools.terms import Channel, Text

__all__ = ["find_customers"]

_SHOWN = ("historic_value", "days_since_last_order", "order_count", "clv", "stage", "health")
_MOST_LISTED, _NAMED = 10, 3
_BY_WORTH = "-historic_value"


def find_customers(
    ctx: ToolContext,
    rule: Rule,
    order_by: str | None = None,
    limit: int | None = None,
    save_as: str | None = None,
    channel: Channel | None = None,
) -> Reply:
    """Find, count or rank customers by a rule over profile fields and behaviour.

    Answers "how many customers ...", "who ...", "which customers are about to leave", "our ten best customers" (empty rule,
    order_by "-historic_value"), with how many may be contacted and what is at stake. For one customer use
    customer_profile, for the distribution over stages lifecycle, for mean value customer_value, for metrics over a
    period query_metrics. `save_as` keeps the rule as a segment. Ids are pseudonymous: no names or addresses.
    """
    order = order_by or _BY_WORTH
    people = settled(ctx.warehouse, matching(ctx.warehouse, rule, ctx.segments), _columns(order))
    ranking = not rule.all and not rule.any
    places = ranking or limit is not None or order != _BY_WORTH
    if ranking and buyers_only(order.removeprefix("-")):
        people = people.filter(people.order_count > 0)
    report = profile_report(ctx.warehouse)
    where: Channel = channel or "email"
    told = flagged(ctx, people, where)
    measured, first = ctx.warehouse.run_all(
        told.agg(**(count_measures(told) | waterfall_measures(told))),
        _first_of(people, order, _MOST_LISTED if limit is None else limit),
    )
    row = measured.to_pylist()[0]
    waterfall, counted = read_waterfall(ctx, told, where, row), read_counted(ctx.warehouse, row)
    table = _listed(ctx, first, order, counted.matched, _known(rule))
    fixed = dimensions_of(rule)
    facts = [
        *count_facts(counted, fixed, headline=not ranking),
        *([] if ranking else reach_facts(waterfall, fixed)),
        *_leading(ctx, table, min(limit or _NAMED, _MOST_LISTED), headed=places),
        *stake_facts(counted, report, fixed, ctx.warehouse.currency),
    ]
    mentions = _fields_of(unfolded(rule, ctx.segments))
    if "health" in mentions:
        facts += health_check_facts(report)
    return Reply(
        facts=facts,
        tables=[table],
        scope=_scope(rule_of_shop(ctx.warehouse, rule), mentions, waterfall, report, ranking),
        message=save_rule(ctx, rule, save_as),
        suggestions=_suggestions(rule, save_as),
        missing=() if ranking else waterfall.missing,
    )


def _columns(order: str) -> Sequence[str]:
    """What is read of all the people."""
    return (*_ranked_by(order), *WATERFALL_COLUMNS, *COUNTED_COLUMNS)


def _ranked_by(order: str) -> Sequence[str]:
    """The field that the order names; none for the order of ids.

    Raises:
        BadInputError: no such field.
    """
    field = order.removeprefix("-")
    if field in ("key", "customer_id"):
        return ()
    field_type(field)
    return (field,)


def _known(rule: Rule) -> list[str]:
    """Fields of which a rule asks only that they are known: what stands there is what is asked for."""
    return [one.field for one in rule.all if isinstance(one, FieldCondition) and one.op == "known"]


def _first_of(people: ir.Table, order: str, limit: int) -> ir.Table:
    """The ids of the first customers by `order`; unknown values last, ties by customer_id.

    Raises:
        BadInputError: no such field, or a limit below 1.
    """
    if limit < 1:
        raise BadInputError(Text(f"limit must be 1 or more, not {limit}", f"limit debe ser 1 o más, no {limit}"))
    keys: list[Any] = [people.customer_id.asc()]
    for field in _ranked_by(order):
        column = people[field]
        keys = [column.isnull().asc(), column.desc() if order.startswith("-") else column.asc(), *keys]
    return people.order_by(keys).select("customer_id").limit(limit)


def _listed(ctx: ToolContext, first: pa.Table, order: str, total: int, asked: Sequence[str]) -> Table:
    """What there is to know of these customers; fields that are `asked` for come first, those known of none are left out."""
    ranked_by, ids = _ranked_by(order), first["customer_id"].to_pylist()
    found = ctx.warehouse.profiles_of(ids)
    names = dict.fromkeys([*ranked_by, *asked, *_SHOWN])
    kept = [name for name in names if name in ranked_by or any(row[name] is not None for row in found.values())]
    columns = [Column("customer_id", "key", Text("customer", "cliente")), *map(column_of, kept)]
    rows: list[list[Scalar]] = [[one, *(found[one][name] for name in kept)] for one in ids]
    return Table("customers", Text("Customers", "Clientes"), columns, rows, total, "ranking")


def _leading(ctx: ToolContext, table: Table, named: int, headed: bool) -> list[Fact]:
    """The values of the first rows, as facts that a sentence may quote; the first of all heads a ranking."""
    if len(table.columns) < 2 or not table.columns[1].unit:
        return []
    column = table.columns[1]
    return [
        Fact(
            column.name, column.label, row[1], column.unit or "count", dimensions={"customer": str(row[0])},
            currency=ctx.warehouse.currency if column.unit == "money" else None, headline=headed and place == 0,
        )
        for place, row in enumerate(table.rows[:named])
        if isinstance(row[1], int | float | date)
    ]  # fmt: skip


def _fields_of(rule: Rule) -> dict[str, set[str]]:
    """The profile fields that a rule speaks of, with the values it names."""
    found: dict[str, set[str]] = {}
    conditions: tuple[Condition, ...] = rule.all + rule.any
    for condition in conditions:
        if isinstance(condition, FieldCondition):
            values = condition.value if isinstance(condition.value, list | tuple) else [condition.value]
            found.setdefault(condition.field, set()).update(str(value) for value in values)
    return found


def _scope(who: Text, mentions: dict[str, set[str]], waterfall: Waterfall, report: ProfileReport, ranking: bool) -> Scope:
    assumptions: list[Text] = []
    caveats: list[Text] = []
    if "health" in mentions:
        assumptions.append(
            Text(
                "read as health: the time since the last order against each customer's own cadence, not an RFM group",
                "leído como salud (health): el tiempo desde el último pedido frente al ritmo propio de cada cliente, "
                "no como grupo RFM",
            )
        )
    if "lapsed" in mentions.get("health", ()) and report.lapsed_label == "overdue":
        caveats.append(
            Text(
                "in the check on past data the lapsed ordered more than half as often as the active: read them as overdue",
                "en la comprobación con datos pasados, los perdidos compraron más de la mitad que los activos: "
                "entiéndelos como atrasados",
            )
        )
    if "loyalty" in mentions.get("stage", ()):
        assumptions.append(Text("loyal is read as the stage loyalty", "«leal» se lee como la etapa de fidelización (loyalty)"))
    if not ranking and waterfall.reachable is None:
        caveats.append(_unknown_reach(waterfall))
    if {"clv", "clv_36m", "clv_lifetime"} & set(mentions):
        assumptions.append(report.margin_assumption)
    return Scope(population=who, assumptions=tuple(assumptions), caveats=tuple(caveats))


def _unknown_reach(waterfall: Waterfall) -> Text:
    if "consents" in waterfall.missing:
        return Text(
            "reachable: unknown, there is no consent data", "contactables: número desconocido, no hay datos de consentimiento"
        )
    return Text("reachable: unknown, there are no addresses", "contactables: número desconocido, no hay direcciones")


def _suggestions(rule: Rule, save_as: str | None) -> list[Option]:
    options = [
        Option(
            Text("Draft a campaign for them", "Redactar una campaña para ellos"),
            Text("Draft a campaign for them", "Redacta una campaña para ellos"),
        ),
        Option(
            Text("What does the playbook say?", "¿Qué dice el manual?"),
            Text("What does the playbook say about them?", "¿Qué dice el manual sobre ellos?"),
        ),
    ]
    if save_as is None and (rule.all or rule.any):
        options.append(
            Option(
                Text("Save as a segment", "Guardar como segmento"),
                Text("Save these as a segment", "Guarda estos clientes como segmento"),
            )
        )
    return options
