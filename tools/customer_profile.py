"""All that is known about one customer, short of who they are: stage, value, cadence, next order, consent, contacts."""

from datetime import date, timedelta
from typing import Any

from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Column, Fact, Interval, Option, Reply, Scalar, Scope, Table
from tools.segments.amounts import field_in_words, value_in_words
from tools.segments.labels import unit_of
from tools.segments.prospects import needs_table, reasons_table
from tools.segments.report import ProfileReport, profile_report
from tools.terms import Text, Unit
from tools.warehouse.engine import Warehouse

__all__ = ["customer_profile"]

_RECENT = 10
_FAVOURITES = 5
_FIELDS = (
    "average_order_value", "first_order_on", "last_order_on", "days_since_last_order", "expected_gap_days", "silence",
    "purchase_probability_30", "purchase_probability_90", "expected_spend_90", "expected_next_order_on", "mrr", "tenure_days",
    "renewals", "expected_remaining_months", "touches_30", "nps_score", "average_rating",
)  # fmt: skip
_CONSENTS = ("email", "sms", "whatsapp", "push")


def customer_profile(ctx: ToolContext, customer_id: str) -> Reply:
    """One customer by id: stage, health, RFM, orders, spending, value with its interval, cadence, next order, favourites,
    what they need next and when, why they may buy, consent per channel, recent orders and messages.

    Answers "tell me about customer ...". It holds no name, address or phone. For several customers use find_customers.
    """  # fmt: skip
    warehouse = ctx.warehouse
    row = _profile_of(warehouse, customer_id)
    report = profile_report(warehouse)
    found = str(row["customer_id"])
    tables = [
        _orders_table(warehouse, found),
        _favourites_table(warehouse, found),
        needs_table(warehouse, row),
        reasons_table(row),
        _consent_table(row),
        _touches_table(warehouse, found),
    ]
    return Reply(
        facts=_facts(warehouse, row, report),
        tables=[table for table in tables if table is not None and table.rows],
        scope=Scope(population=_who(row, report), assumptions=_assumptions(report), caveats=_caveats(warehouse, row, report)),
        suggestions=_suggestions(row),
        missing=() if warehouse.has("consents") else ("consents",),
    )


def _profile_of(warehouse: Warehouse, customer_id: str) -> dict[str, Any]:
    wanted = customer_id.strip().lstrip("#")
    row = warehouse.profile(wanted)
    if row is not None:
        return row
    profiles = warehouse.table("profiles")
    distance = profiles.customer_id.lower().levenshtein(wanted.lower())
    near = profiles.mutate(distance=distance).order_by(["distance", "customer_id"]).limit(3)
    rows = warehouse.run(near.select("customer_id", "distance")).to_pylist()
    if rows and rows[0]["distance"] == 0 and (row := warehouse.profile(rows[0]["customer_id"])):
        return row
    ids = ", ".join(str(r["customer_id"]) for r in rows)
    raise BadInputError(
        Text(
            f"there is no customer '{wanted}'; the nearest ids: {ids}",
            f"no hay ningún cliente '{wanted}'; los más parecidos: {ids}",
        )
    )


def _who(row: dict[str, Any], report: ProfileReport) -> Text:
    """The customer in words: id, stage, health and RFM group."""
    parts = []
    if row["stage"]:
        parts.append(Text("stage {v}", "etapa: {v}").format(v=value_in_words("stage", row["stage"])))
    if row["health"]:
        overdue = row["health"] == "lapsed" and report.lapsed_label == "overdue"
        health = Text("overdue", "con retraso") if overdue else value_in_words("health", row["health"])
        parts.append(Text("health {v}", "salud: {v}").format(v=health))
    if row["rfm_segment"]:
        parts.append(value_in_words("rfm_segment", row["rfm_segment"]))
    if row["plan"]:
        parts.append(Text("plan {v}", "plan {v}").format(v=row["plan"]))
    if row["country"]:
        parts.append(Text.same(str(row["country"])))
    said = Text("; ".join(p.en for p in parts), "; ".join(p.es for p in parts))
    name = row["customer_id"]
    return (
        Text(f"customer {name} ({said.en})", f"cliente {name} ({said.es})")
        if parts
        else Text(f"customer {name}", f"cliente {name}")
    )


def _facts(warehouse: Warehouse, row: dict[str, Any], report: ProfileReport) -> list[Fact]:
    who, currency = {"customer": str(row["customer_id"])}, warehouse.currency
    facts = []

    def _add(name: str, label: Text, value: Any, unit: Unit, headline: bool = False, interval: Interval | None = None) -> None:
        if value is not None:
            money = currency if unit == "money" else None
            facts.append(Fact(name, label, value, unit, dimensions=who, currency=money, headline=headline, interval=interval))

    _add("orders", Text("orders", "pedidos"), row["order_count"] or 0, "orders", headline=True)
    _add(
        "revenue",
        Text("revenue, before refunds", "ingresos, antes de devoluciones"),
        row["revenue"] or 0.0,
        "money",
        headline=True,
    )
    _add("refunds", Text("refunds", "devoluciones"), row["refunds"] or None, "money")
    net = Text("historic value, net of refunds", "valor histórico, neto de devoluciones")
    _add("historic_value", net, row["historic_value"], "money", headline=True)
    for field in _FIELDS:
        _add(field, field_in_words(field), row[field], unit_of(field) or "count")
    if row["clv"] is not None:
        bounds = (row["clv_low"], row["clv_high"])
        known = None not in bounds
        interval = Interval(bounds[0], bounds[1], report.interval_level, "predictive") if known else None
        label = Text("{basis}, next 12 months", "{basis}, próximos 12 meses").format(basis=report.clv_label)
        _add("clv", label, row["clv"], "money", interval=interval)
    return facts + _next_order(warehouse, row, who)


def _next_order(warehouse: Warehouse, row: dict[str, Any], who: dict[str, str]) -> list[Fact]:
    """The window of the next order: from the expected day, or today, on for half of the customer's own gap."""
    expected, gap = row["expected_next_order_on"], row["expected_gap_days"]
    if not isinstance(expected, date) or not gap or row["health"] == "lapsed":
        return []
    half = timedelta(days=round(gap / 2))
    first, last = max(warehouse.today, expected - half), max(warehouse.today, expected + half)
    return [
        Fact("next_order_from", Text("next order, earliest", "próximo pedido, como pronto"), first, "count", dimensions=who),
        Fact("next_order_to", Text("next order, latest", "próximo pedido, como tarde"), last, "count", dimensions=who),
    ]


def _orders_table(warehouse: Warehouse, customer_id: str) -> Table | None:
    if not warehouse.has("orders"):
        return None
    rows = (
        warehouse.orders_of(customer_id)
        .select(["order_id", "ordered_on", "status", "revenue", "country", "sales_channel"])
        .to_pylist()
    )
    kept = [name for name in ("country", "sales_channel") if any(row[name] for row in rows)]
    columns = [
        Column("order_id", "key", Text("order", "pedido")),
        Column("ordered_on", "label", Text("date", "fecha")),
        Column("status", "label", Text("status", "estado")),
        Column("revenue", "value", Text("revenue", "ingresos"), "money", "revenue"),
        *(Column(name, "label", field_in_words(name)) for name in kept),
    ]
    newest = list(reversed(rows))[:_RECENT]
    cells: list[list[Scalar]] = [
        [row["order_id"], row["ordered_on"], row["status"], row["revenue"], *(row[name] for name in kept)] for row in newest
    ]
    return Table("orders", Text("Recent orders", "Pedidos recientes"), columns, cells, len(rows), "timeline")


def _favourites_table(warehouse: Warehouse, customer_id: str) -> Table | None:
    if not warehouse.has("orders", "order_lines"):
        return None
    orders = warehouse.table("orders")
    mine = orders.filter(orders.customer_id == customer_id, orders.status == "completed").select("order_id")
    lines = warehouse.table("order_lines").inner_join(mine, "order_id")
    grouped = lines.filter(lines.product_id.notnull(), lines.revenue > 0).group_by("product_id")
    bought = grouped.agg(
        orders=lambda t: t.order_id.nunique(), units=lambda t: t.quantity.sum(), revenue=lambda t: t.revenue.sum()
    )
    best = bought.order_by([bought.orders.desc(), bought.revenue.desc(), "product_id"])
    rows = warehouse.run(best).to_pylist()
    names = _names(warehouse, [row["product_id"] for row in rows[:_FAVOURITES]])
    columns = [
        Column("product_id", "key", Text("product", "producto")),
        Column("product_name", "label", Text("name", "nombre")),
        Column("orders", "value", Text("orders", "pedidos"), "orders", "orders"),
        Column("units", "value", Text("units", "unidades"), "units", "units"),
        Column("revenue", "value", Text("revenue", "ingresos"), "money", "revenue"),
    ]
    cells: list[list[Scalar]] = [
        [row["product_id"], names.get(row["product_id"], ""), row["orders"], row["units"], row["revenue"]]
        for row in rows[:_FAVOURITES]
    ]
    return Table("favourites", Text("Favourite products", "Productos favoritos"), columns, cells, len(rows), "ranking")


def _names(warehouse: Warehouse, product_ids: list[str]) -> dict[str, str]:
    if not warehouse.has("products") or not product_ids:
        return {}
    products = warehouse.table("products")
    rows = warehouse.run(products.filter(products.product_id.isin(product_ids)).select("product_id", "name")).to_pylist()
    return {row["product_id"]: row["name"] or "" for row in rows}


def _consent_table(row: dict[str, Any]) -> Table:
    columns = [
        Column("channel", "key", Text("channel", "canal")),
        Column("consent", "label", Text("consent", "consentimiento")),
    ]
    cells: list[list[Scalar]] = [[channel, row[f"consent_{channel}"]] for channel in _CONSENTS if row[f"consent_{channel}"]]
    return Table("consents", Text("Consent by channel", "Consentimiento por canal"), columns, cells, len(cells))


def _touches_table(warehouse: Warehouse, customer_id: str) -> Table | None:
    if not warehouse.has("touches"):
        return None
    touches = warehouse.table("touches")
    mine = touches.filter(touches.customer_id == customer_id, touches.sent_at.notnull()).order_by(
        [touches.sent_at.desc(), "touch_id"]
    )
    rows = warehouse.run(mine.select("touch_id", "campaign_id", "sent_on", "opened_on", "clicked_on")).to_pylist()
    columns = [
        Column("touch_id", "key", Text("message", "mensaje")),
        Column("campaign_id", "label", Text("campaign", "campaña")),
        Column("sent_on", "label", Text("sent", "enviado")),
        Column("opened_on", "label", Text("opened", "abierto")),
        Column("clicked_on", "label", Text("clicked", "clic")),
    ]
    cells: list[list[Scalar]] = [list(row.values()) for row in rows[:_RECENT]]
    return Table("touches", Text("Last messages", "Últimos mensajes"), columns, cells, len(rows))


def _assumptions(report: ProfileReport) -> tuple[Text, ...]:
    return (report.margin_assumption,)


def _caveats(warehouse: Warehouse, row: dict[str, Any], report: ProfileReport) -> tuple[Text, ...]:
    caveats = []
    if not warehouse.has("consents"):
        caveats.append(Text("consent: unknown, there is no consent data", "consentimiento: se desconoce, no hay datos"))
    if row["clv"] is not None:
        caveats.append(
            Text(
                "one customer's future is wide open: the interval is predictive",
                "el futuro de un cliente es muy abierto: el intervalo es predictivo",
            )
        )
    return tuple(caveats)


def _suggestions(row: dict[str, Any]) -> list[Option]:
    options = [
        Option(
            Text("Others like this one", "Otros como este"),
            Text(
                f"Which customers are in RFM: {row['rfm_segment']}?" if row["rfm_segment"] else "Who has never bought?",
                f"¿Qué clientes están en RFM: {row['rfm_segment']}?" if row["rfm_segment"] else "¿Quién no ha comprado nunca?",
            ),
        )
    ]
    if row["health"] in ("at_risk", "lapsed"):
        options.append(
            Option(
                Text("What wins them back?", "¿Cómo recuperarlos?"),
                Text("What does the playbook advise for lapsed customers?",
                     "¿Qué dice el manual sobre recuperar clientes perdidos?"),
            )
        )  # fmt: skip
    return options
