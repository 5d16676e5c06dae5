"""Metrics of value: what customers have brought, are expected to bring, and cost to win."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from tools.metrics import order_parts as p
from tools.metrics.awareness import SPEND
from tools.metrics.declare import words
from tools.metrics.margin import known_margin, margin_or_whole
from tools.metrics.metric import Metric, Part, Variant
from tools.metrics.scene import Scene
from tools.terms import Text, Unit

__all__ = ["METRICS"]


def _people(id: str, en: str, es: str, unit: Unit, aggregate: Callable[[ir.Table], Any]) -> Part:
    return Part(id, Text(en, es), unit, "profiles", lambda t, s: aggregate(t), sums=True)


def _new(id: str, en: str, es: str, unit: Unit, aggregate: Callable[[ir.Table, Scene], Any]) -> Part:
    return Part(id, Text(en, es), unit, "new_buyers", aggregate, sums=True)


_CONTACTS = _people("contacts", "Contacts", "Contactos", "customers", lambda t: t.count())
_BUYERS = _people(
    "buyers", "Customers who have bought", "Clientes que han comprado", "customers", lambda t: t.count(where=t.order_count > 0)
)
_HISTORIC = _people(
    "historic_value", "Net revenue so far", "Ingresos netos hasta hoy", "money", lambda t: t.historic_value.sum().fill_null(0.0)
)
_CLV = _people(
    "clv_total", "Expected profit, 12 months", "Beneficio esperado, 12 meses", "money", lambda t: t.clv.sum().fill_null(0.0)
)
_CLV_36 = _people(
    "clv_36m_total",
    "Expected profit, 36 months",
    "Beneficio esperado, 36 meses",
    "money",
    lambda t: t.clv_36m.sum().fill_null(0.0),
)
_CLV_LIFE = _people(
    "clv_lifetime_total",
    "Expected profit, up to 5 years",
    "Beneficio esperado, hasta 5 años",
    "money",
    lambda t: t.clv_lifetime.sum().fill_null(0.0),
)
_VALUED = _people(
    "valued_customers", "Customers with an expected value", "Clientes con valor esperado", "customers", lambda t: t.clv.count()
)
_NEW = _new("new_buyers", "New customers", "Clientes nuevos", "customers", lambda t, s: t.count())
_FIRST_MARGIN = _new("first_order_margin", "Margin of first orders", "Margen de primeros pedidos", "money",
                     lambda t, s: t.first_revenue.sum().fill_null(0.0) * margin_or_whole(s))  # fmt: skip
_NEW_CLV = _new("clv_of_new", "12-month CLV of new customers", "CLV a 12 meses de clientes nuevos", "money",
                lambda t, s: t.clv.sum().fill_null(0.0))  # fmt: skip
_NET = Part(
    "net_profit_base", Text("Gross profit", "Beneficio bruto"), "money", "orders",
    lambda t, s: _net(t) * margin_or_whole(s), lambda t, s: _net(t) * margin_or_whole(s), sums=True, line_sums=True,
)  # fmt: skip


def _net(rows: ir.Table) -> Any:
    done = rows.amount.sum(where=rows.status == "completed").fill_null(0.0)
    return done - rows.amount.sum(where=rows.status == "refund").fill_null(0.0)


def _priced(scene: Scene) -> bool:
    return known_margin(scene) is not None


_MARGIN = Text("Profit uses the shop's margin on revenue net of refunds; other costs are left out.",
               "El beneficio aplica el margen de la tienda a los ingresos netos de devoluciones; otros costes no "
               "entran.")  # fmt: skip
_NO_MARGIN = Text("The margin is not known (no unit costs and no MARGIN setting), so this is net revenue, not profit: tell me "
                  "the margin.",
                  "No se conoce el margen (ni costes unitarios ni ajuste MARGIN), así que son ingresos netos, no beneficio: "
                  "dime el margen.")  # fmt: skip
_EXPECTED = Text("The margin is not known, so this is expected revenue, not profit: tell me the margin.",
                 "No se conoce el margen, así que son ingresos esperados, no beneficio: dime el margen.")  # fmt: skip
_CAC_NOTE = Text("Blended: all spend over all new customers; by channel only where the channels' names agree in both tables.",
                 "Combinado: toda la inversión entre todos los clientes nuevos; por canal solo donde los nombres coinciden en "
                 "ambas tablas.")  # fmt: skip
_CAC = SPEND / p.NEW_CUSTOMERS
_NCV = (_FIRST_MARGIN + _NEW_CLV) / _NEW


def _valued(formula: Any, revenue_label: Text) -> tuple[Variant, ...]:
    return (Variant(formula, _priced), Variant(formula, label=revenue_label, assumption=_EXPECTED))


METRICS = (
    Metric(
        "contacts", Text("Contacts", "Contactos"), "customers", "value", "up",
        Text("Everybody the shop knows, buyers and leads, at the end of the data.",
             "Todas las personas que la tienda conoce, compradores o no, al final de los datos."),
        words("contacts, database size, people in the database, profiles, leads and customers, total contacts, known people, "
              "database",
              "contactos, tamaño de la base de datos, personas en la base, perfiles, total de contactos, base de datos, "
              "personas conocidas"),
        (Variant(_CONTACTS),), basis="today", additive=True, klaviyo="Profiles",
    ),
    Metric(
        "historic_value", Text("Historic value", "Valor histórico"), "money", "value", "up",
        Text("Net revenue of customers so far: orders less refunds.", "Ingresos netos de los clientes hasta hoy: pedidos "
        "menos devoluciones."),
        words("historic value, historical value, value so far, lifetime revenue, total spend, amount spent, lifetime spend, "
              "historic CLV, total spent, "
              "money spent so far",
              "valor histórico, gasto total, gasto acumulado, valor hasta hoy, ingresos acumulados por cliente, total "
              "gastado, valor acumulado"),
        (Variant(_HISTORIC),), _BUYERS, basis="today", additive=True, shopify="Amount spent", klaviyo="Historic customer "
        "lifetime value",
    ),
    Metric(
        "average_historic_value", Text("Historic value per customer", "Valor histórico por cliente"), "money", "value", "up",
        Text("Net revenue so far / customers who have bought.", "Ingresos netos hasta hoy / clientes que han comprado."),
        words("historic value per customer, average historic value, average lifetime spend, average total spend, value per "
              "customer so far",
              "valor histórico por cliente, valor histórico medio, gasto total medio, gasto acumulado medio, valor medio por "
              "cliente"),
        (Variant(_HISTORIC / _BUYERS),), _BUYERS, basis="today", klaviyo="Average historic CLV",
    ),
    Metric(
        "clv", Text("CLV, 12 months, per customer", "CLV, 12 meses, por cliente"), "money", "value", "up",
        Text("Mean expected future net profit per customer over 12 months, discounted.",
             "Media del beneficio neto futuro esperado por cliente en 12 meses, descontado."),
        words("CLV, LTV, CLTV, customer lifetime value, lifetime value, customer value, expected value, predicted value, "
              "predicted CLV, future value",
              "CLV, LTV, valor de vida del cliente, valor de vida, valor del cliente, valor esperado, valor futuro, valor del "
              "tiempo de vida"),
        _valued(_CLV / _VALUED, Text("Expected revenue, 12 months, per customer", "Ingresos esperados, 12 meses, por "
        "cliente")), _VALUED,
        basis="today", klaviyo="Predicted CLV",
    ),
    Metric(
        "clv_36m", Text("CLV, 36 months, per customer", "CLV, 36 meses, por cliente"), "money", "value", "up",
        Text("Mean expected future net profit per customer over 36 months, discounted.",
             "Media del beneficio neto futuro esperado por cliente en 36 meses, descontado."),
        words("CLV 36 months, three-year CLV, 3 year LTV, LTV 36 months, three year lifetime value", "CLV a 36 meses, CLV a "
        "tres años, LTV a 3 años, valor a tres años"),
        _valued(_CLV_36 / _VALUED, Text("Expected revenue, 36 months, per customer", "Ingresos esperados, 36 meses, por "
        "cliente")), _VALUED, basis="today",
    ),
    Metric(
        "clv_lifetime", Text("CLV, lifetime, per customer", "CLV, toda la vida, por cliente"), "money", "value", "up",
        Text("Mean expected future net profit per customer over the lifetime, capped at 5 years, discounted.",
             "Media del beneficio neto futuro esperado por cliente en toda la vida, con tope de 5 años, descontado."),
        words("lifetime CLV, CLV lifetime, five-year CLV, whole lifetime value, uncapped LTV", "CLV de por vida, CLV de toda "
        "la vida, CLV a cinco años"),
        _valued(_CLV_LIFE / _VALUED, Text("Expected revenue, lifetime, per customer", "Ingresos esperados, toda la vida, por "
        "cliente")), _VALUED,
        basis="today",
    ),
    Metric(
        "clv_total", Text("CLV, 12 months, all customers", "CLV, 12 meses, todos los clientes"), "money", "value", "up",
        Text("Expected future net profit of all customers together over 12 months, discounted.",
             "Beneficio neto futuro esperado de todos los clientes juntos en 12 meses, descontado."),
        words("total CLV, customer equity, value of the customer base, total LTV, total customer value, worth of the customer "
              "base",
              "CLV total, valor de la cartera, valor de la base de clientes, LTV total, capital de clientes, valor total de "
              "los clientes"),
        _valued(_CLV, Text("Expected revenue, 12 months, all customers", "Ingresos esperados, 12 meses, todos los "
        "clientes")), basis="today",
        additive=True,
    ),
    Metric(
        "new_customer_value", Text("Value of a new customer", "Valor de un cliente nuevo"), "money", "value", "up",
        Text("Margin of the first order + 12-month CLV, per new customer of the period.",
             "Margen del primer pedido + CLV a 12 meses, por cliente nuevo del periodo."),
        words("new customer value, value of a new customer, worth of a new customer, new customer LTV, what a new customer is "
              "worth",
              "valor de un cliente nuevo, valor de cliente nuevo, cuánto vale un cliente nuevo, LTV de clientes nuevos"),
        _valued(_NCV, Text("Expected revenue of a new customer", "Ingresos esperados de un cliente nuevo")), _NEW,
    ),
    Metric(
        "blended_cac", Text("Blended CAC", "CAC combinado"), "money", "value", "down",
        Text("Ad spend / new customers.", "Inversión publicitaria / clientes nuevos."),
        words("CAC, blended CAC, customer acquisition cost, acquisition cost, cost per acquisition, CPA, cost per new "
              "customer, "
              "cost to acquire a customer",
              "CAC, coste de adquisición, coste de captación, coste por adquisición, CPA, coste por cliente nuevo, coste de "
              "adquirir un cliente, "
              "costo de adquisición"),
        (Variant(_CAC),), p.NEW_CUSTOMERS, note=_CAC_NOTE, note_when=lambda s: bool(s.dims),
    ),
    Metric(
        "clv_to_cac", Text("CLV to CAC", "CLV sobre CAC"), "ratio", "value", "up",
        Text("Value of a new customer / blended CAC.", "Valor de un cliente nuevo / CAC combinado."),
        words("CLV to CAC, LTV to CAC, LTV:CAC, CLV:CAC, LTV CAC ratio, LTV/CAC, CLV/CAC",
              "CLV sobre CAC, LTV sobre CAC, LTV/CAC, CLV/CAC, ratio LTV CAC, relación LTV CAC"),
        _valued(_NCV / _CAC, Text("Expected revenue to CAC", "Ingresos esperados sobre CAC")), _NEW,
    ),
    Metric(
        "payback_days", Text("Payback", "Plazo de recuperación"), "days", "value", "down",
        Text("Days until a new customer's margin covers the blended CAC: the first order's margin at once, the 12-month CLV "
             "evenly.",
             "Días hasta que el margen de un cliente nuevo cubre el CAC combinado: el del primer pedido al momento, el CLV a "
             "12 meses por igual."),
        words("payback days, payback period, CAC payback, payback time, payback, days to break even, breakeven",
              "plazo de recuperación, días de recuperación, payback, periodo de recuperación, recuperación del CAC"),
        _valued((_CAC - _FIRST_MARGIN / _NEW).at_least(0.0) / (_NEW_CLV / _NEW) * 365,
                Text("Payback in revenue", "Plazo de recuperación en ingresos")), _NEW,
    ),
    Metric(
        "gross_profit", Text("Gross profit", "Beneficio bruto"), "money", "value", "up",
        Text("Net revenue times the margin.", "Ingresos netos por el margen."),
        words("gross profit, profit, earnings after cost, gross margin amount, contribution, margin in money, profits",
              "beneficio bruto, beneficio, ganancia, margen bruto, beneficios, ganancias, utilidad, rentabilidad"),
        (Variant(_NET, _priced, assumption=_MARGIN), Variant(_NET, label=Text("Net revenue", "Ingresos netos"),
        assumption=_NO_MARGIN)),
        p.CUSTOMERS, additive=True, shopify="Gross profit",
    ),
    Metric(
        "profit_per_order", Text("Profit per order", "Beneficio por pedido"), "money", "value", "up",
        Text("Net revenue times the margin / orders of the period.", "Ingresos netos por el margen / pedidos del periodo."),
        words("profit per order, gross profit per order, earnings per order, margin per order, average profit per order, "
              "profit on each order, profit on an order",
              "beneficio por pedido, ganancia por pedido, margen por pedido, beneficio medio por pedido, ganancia por cada "
              "pedido, ganancia de cada pedido, beneficio de cada pedido"),
        (Variant(_NET / p.ORDERS, _priced, assumption=_MARGIN),
         Variant(_NET / p.ORDERS, label=Text("Net revenue per order", "Ingresos netos por pedido"), assumption=_NO_MARGIN)),
        p.CUSTOMERS,
    ),
    Metric(
        "profit_per_customer", Text("Profit per customer", "Beneficio por cliente"), "money", "value", "up",
        Text("Net revenue times the margin / customers of the period.", "Ingresos netos por el margen / clientes del periodo."),
        words("profit per customer, gross profit per customer, earnings per customer, margin per customer, average profit per "
              "customer",
              "beneficio por cliente, ganancia por cliente, margen por cliente, beneficio medio por cliente, rentabilidad por "
              "cliente"),
        (Variant(_NET / p.CUSTOMERS, _priced, assumption=_MARGIN),
         Variant(_NET / p.CUSTOMERS, label=Text("Net revenue per customer", "Ingresos netos por "
         "cliente"), assumption=_NO_MARGIN)),
        p.CUSTOMERS,
    ),
)  # fmt: skip
