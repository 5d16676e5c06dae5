"""Shop customers against subscribers: how they keep time, how they leave, what makes their value, and what keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import NormalDist
from typing import Any

import ibis.expr.types as ir

from tools.conditions import Rule
from tools.context import ToolContext
from tools.errors import NoDataError
from tools.metrics.query import answer
from tools.metrics.question import Asked
from tools.reply import Column, Fact, Interval, Option, Reply, Scalar, Scope, Span, Table
from tools.segments.compile import matching
from tools.segments.flows import Flow, flow_between
from tools.segments.report import ProfileReport, profile_report
from tools.segments.words import rule_in_words
from tools.segments.worth import mean_interval, read_worth, worth_measures
from tools.terms import Text, Unit
from tools.warehouse.engine import Warehouse

__all__ = ["models_compared"]

DAYS = 90
LEVEL = 0.95
_ENDINGS = ("voluntary_churn_rate", "payment_churn_rate")
_MODELS = ("ecommerce", "subscription", "hybrid")
_PEOPLE = Text("customers", "clientes")
_MEASURES: Mapping[str, tuple[Text, Unit]] = {
    "clv": (Text("mean CLV, 12 months", "CLV medio, 12 meses"), "money"),
    "customers": (_PEOPLE, "customers"),
    "expected_gap_days": (Text("typical days between orders", "días típicos entre pedidos"), "days"),
    "left": (Text("left in the last 90 days", "se fueron en los últimos 90 días"), "rate"),
    "orders_365": (Text("orders a year per customer", "pedidos al año por cliente"), "orders"),
    "average_order_value": (Text("average order value", "ticket medio"), "money"),
    "mrr": (Text("paid a month by a running subscription", "pago mensual por suscripción en marcha"), "money"),
    "subscription_days_left": (Text("expected days still subscribed", "días de suscripción que quedan"), "days"),
    "single_order": (Text("have ordered on one day only", "han comprado un solo día"), "rate"),
}


@dataclass(frozen=True, slots=True)
class _Model:
    """One business model's customers: what was measured, who could have left 90 days ago and who has."""

    id: str
    measured: Mapping[str, Any]
    clv: Interval | None
    stayed_from: int
    left: int

    def value(self, name: str) -> float | int | None:
        """A measure of this model; None where it has none."""
        if name == "left":
            return self.left / self.stayed_from if self.stayed_from else None
        found: float | int | None = self.measured[name]
        return found

    def interval(self, name: str) -> Interval | None:
        """Of the mean value and of the rate of leaving."""
        if name == "clv":
            return self.clv
        return _wilson(self.left, self.stayed_from) if name == "left" and self.stayed_from else None


def models_compared(ctx: ToolContext, people: ir.Table, rule: Rule) -> Reply:
    """The comparison, over rows of profiles.

    Raises:
        NoDataError: customers of one business model only.
    """
    warehouse, report = ctx.warehouse, profile_report(ctx.warehouse)
    warehouse.require("subscriptions")
    flow = flow_between(warehouse, people, warehouse.today - timedelta(days=DAYS), warehouse.today, "health")
    models = _models(warehouse, people, report, flow)
    if len(models) < 2:
        raise NoDataError(
            Text("all customers are of one kind: there is nothing to compare with",
                 "todos los clientes son de un solo tipo: no hay con qué comparar")
        )  # fmt: skip
    span = Span(warehouse.today - timedelta(days=DAYS - 1), warehouse.today)
    facts = [fact for model in models for fact in _facts(warehouse, model, span)]
    return Reply(
        facts=[*facts, *_kinds_of_ending(ctx), *_renewals_tested(report)],
        tables=[_table(models)],
        scope=_scope(rule, report),
        insights=_LEVERS,
        suggestions=_suggestions(),
    )


def _models(warehouse: Warehouse, people: ir.Table, report: ProfileReport, flow: Flow) -> list[_Model]:
    bought = people.filter(people.business_model.notnull())
    running = bought.subscription_status.isin(("active", "past_due", "paused"))
    rows = warehouse.run(
        bought.group_by("business_model").agg(
            **worth_measures(bought, "clv"),
            customers=bought.count(),
            expected_gap_days=bought.expected_gap_days.median(where=bought.order_days > 0),
            orders_365=bought.orders_365.mean(),
            average_order_value=bought.revenue.sum() / bought.order_count.sum().nullif(0),
            mrr=bought.mrr.mean(where=running & (bought.mrr > 0)),
            subscription_days_left=bought.expected_remaining_months.mean() * (365.25 / 12),
            single_order=(bought.order_days == 1).mean(where=bought.order_days > 0),
        )
    ).to_pylist()
    left = _left(warehouse, people, flow)
    found = []
    for row in sorted(rows, key=lambda row: _MODELS.index(row["business_model"])):
        worth = read_worth(row)
        measured = row | {"clv": row["mean"]}
        started, gone = left.get(row["business_model"], (0, 0))
        found.append(_Model(row["business_model"], measured, mean_interval(worth) if worth else None, started, gone))
    return found


def _left(warehouse: Warehouse, people: ir.Table, flow: Flow) -> dict[str, tuple[int, int]]:
    """Per model, who was active or at risk 90 days ago, and who of them is lapsed now."""
    profiles = warehouse.run(people.select("customer_id", "business_model")).to_pydict()
    model = dict(zip(profiles["customer_id"], profiles["business_model"], strict=True))
    counts: dict[str, list[int]] = {}
    pairs = zip(flow.customer_ids.to_pylist(), flow.origin.to_pylist(), flow.destination.to_pylist(), strict=True)
    for customer, origin, destination in pairs:
        if origin in ("active", "at_risk") and model.get(customer):
            started = counts.setdefault(model[customer], [0, 0])
            started[0] += 1
            started[1] += destination == "lapsed"
    return {name: (started, gone) for name, (started, gone) in counts.items()}


def _facts(warehouse: Warehouse, model: _Model, span: Span) -> list[Fact]:
    found = []
    for name, (label, unit) in _MEASURES.items():
        value = model.value(name)
        if value is None or (name == "mrr" and model.id == "ecommerce"):
            continue
        n = {"left": model.stayed_from, "clv": model.measured["n"]}.get(name)
        found.append(
            Fact(
                name, label, value, unit, span if name == "left" else None, {"business_model": model.id},
                "count" if name == "customers" else "value", warehouse.currency if unit == "money" else None,
                n, model.interval(name), headline=name in ("clv", "left"),
            )
        )  # fmt: skip
    return found


def _kinds_of_ending(ctx: ToolContext) -> list[Fact]:
    """How running subscriptions ended in the window: by decision or for want of payment, as the metrics count it."""

    def _everybody(rule: Rule) -> ir.Table:
        return matching(ctx.warehouse, rule, ctx.segments)

    asked = Asked(list(_ENDINGS), f"last_{DAYS}_days", None, [], [], None, None, False)
    found = answer(ctx.warehouse, asked, _everybody, tuple(ctx.segments.names())).facts
    return [replace(fact, headline=False) for fact in found if fact.metric in _ENDINGS and fact.role == "value"]


def _renewals_tested(report: ProfileReport) -> list[Fact]:
    """Renewals lost in the days that the refresh held out: how many were foretold, and how many it were."""
    tested = report.renewals_tested
    if not tested:
        return []
    said = Text(
        "renewals that should have been lost in the last {n} days, by what was known before (backtest)",
        "renovaciones que debían perderse en los últimos {n} días, según lo que se sabía antes (prueba con datos pasados)",
    ).format(n=tested["horizon_days"])
    came = Text("renewals lost in them", "renovaciones perdidas en ellos")
    n = tested["renewals"]
    return [
        Fact("renewals_lost_expected", said, round(tested["expected_lost"]), "count", population_n=n),
        Fact("renewals_lost", came, tested["lost"], "count", population_n=n),
    ]


def _table(models: list[_Model]) -> Table:
    columns = [Column("business_model", "key", Text("business model", "modelo de negocio"))]
    for name, (label, unit) in _MEASURES.items():
        columns.append(Column(name, "value", label, unit, name))
        if name == "clv":
            columns.append(Column("clv_low", "value", Text("low", "mínimo"), "money", "clv"))
            columns.append(Column("clv_high", "value", Text("high", "máximo"), "money", "clv"))
    title = Text("Shop customers and subscribers", "Clientes de tienda y suscriptores")
    return Table("business_models", title, columns, [_row(model) for model in models], len(models), "intervals")


def _row(model: _Model) -> list[Scalar]:
    row: list[Scalar] = [model.id]
    for name in _MEASURES:
        row.append(None if name == "mrr" and model.id == "ecommerce" else model.value(name))
        if name == "clv":
            row += [model.clv.low, model.clv.high] if model.clv else [None, None]
    return row


def _wilson(count: int, n: int) -> Interval:
    z, rate = NormalDist().inv_cdf(0.5 + LEVEL / 2), count / n
    centre, half = rate + z * z / (2 * n), z * (rate * (1 - rate) / n + z * z / (4 * n * n)) ** 0.5
    scale = 1 + z * z / n
    return Interval(max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale), LEVEL, "confidence")


_LEVERS = (
    Text(
        "Shop customers leave in silence: what keeps them is the moment, a reason to come back before their own cadence runs "
        "out, and above all a second order",
        "Los clientes de tienda se van en silencio: lo que los retiene es el momento, un motivo para volver antes de que se "
        "agote su propio ritmo, y sobre todo un segundo pedido",
    ),
    Text(
        "Subscribers leave by decision or by a failed payment: what keeps them is to recover the payment, to offer a pause or "
        "a smaller plan before they cancel, and to be used",
        "Los suscriptores se van por decisión o por un pago fallido: lo que los retiene es recuperar el pago, ofrecer una "
        "pausa o un plan menor antes de que cancelen, y que lo usen",
    ),
)


def _scope(rule: Rule, report: ProfileReport) -> Scope:
    return Scope(
        population=rule_in_words(rule),
        assumptions=(
            Text(
                "a hybrid customer has bought in the shop and has had a subscription",
                "un cliente híbrido ha comprado en la tienda y ha tenido suscripción",
            ),
            Text(
                "left: active or at risk 90 days ago and lapsed now; a subscriber is lapsed once the subscription has ended",
                "se fueron: activos o en riesgo hace 90 días y perdidos ahora; un suscriptor está perdido al terminar su "
                "suscripción",
            ),
            report.margin_assumption,
        ),
    )


def _suggestions() -> list[Option]:
    return [
        Option(
            Text("Keep subscribers", "Retener suscriptores"),
            Text("What does the playbook say about keeping subscribers?", "¿Qué dice el manual sobre retener suscriptores?"),
        ),
        Option(
            Text("Get a second order", "Conseguir un segundo pedido"),
            Text("How do I get first buyers to order again?", "¿Cómo consigo que quien compra por primera vez repita?"),
        ),
    ]
