"""Metrics of retention of buyers: who comes back, how soon, how often, and who falls silent."""

from datetime import timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from tools.metrics import order_parts as p
from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant, Words
from tools.metrics.scene import Scene
from tools.terms import Text

__all__ = ["METRICS"]

_SECOND_WORDS = {
    "rate": words(
        "second order rate, second purchase rate, repeat within, come back within, one to two rate, 2nd order rate, "
        "repurchase within, "
        "second order conversion",
        "tasa de segunda compra, tasa de segundo pedido, repiten en, segunda compra en, vuelven a comprar en, conversión a "
        "segunda compra",
    ),
    "count": words(
        "second order customers, customers who repeated, how many repeated, customers with a second order, how many came back "
        "within",
        "clientes con segunda compra, cuántos repitieron, clientes que repitieron, cuántos volvieron a comprar, clientes con "
        "segundo pedido",
    ),
}


def _old_enough(days: int) -> Part:
    return Part(
        f"first_buyers_{days}", Text(f"First buyers of at least {days} days ago", f"Primeros compradores de hace al menos "
        f"{days} días"),
        "customers", "first_buyers", lambda t, s: t.count(where=_old(t, s, days)),
    )  # fmt: skip


def _came_back(days: int) -> Part:
    return Part(
        f"second_order_customers_{days}", Text(f"With a second order within {days} days", f"Con segundo pedido en {days} días"),
        "customers", "first_buyers", lambda t, s: t.count(where=_old(t, s, days) & (t.days_to_second <= days)),
    )  # fmt: skip


def _old(rows: ir.Table, scene: Scene, days: int) -> Any:
    """Whether the first order lies far enough back to have been followed for so many days."""
    return rows.on <= ibis.literal(scene.warehouse.today - timedelta(days=days))


def _second_order(days: int) -> tuple[Metric, Metric]:
    came, old = _came_back(days), _old_enough(days)
    numbered = Text(f"within {days} days", f"en {days} días")
    rate = Metric(
        f"second_order_rate_{days}", Text("Second-order rate {n}", "Tasa de segundo pedido {n}").format(n=numbered), "rate",
        "retention", "up",
        Text("Of first buyers of the period who are old enough, the share with a second order day {n}; more orders on the "
             "first day "
             "do not count.",
             "De los primeros compradores del periodo con antigüedad suficiente, la parte con un segundo día de compra {n}; "
             "más pedidos "
             "el primer día no cuentan.").format(n=numbered),
        _extended(_SECOND_WORDS["rate"], days), (Variant(came / old),), old, interval="wilson",
    )  # fmt: skip
    count = Metric(
        f"second_order_customers_{days}",
        Text("Customers with a second order {n}", "Clientes con segundo pedido {n}").format(n=numbered), "customers",
        "retention", "up",
        Text("First buyers of the period, old enough, with a second order day {n}.",
             "Primeros compradores del periodo, con antigüedad suficiente, con un segundo día de compra "
             "{n}.").format(n=numbered),
        _extended(_SECOND_WORDS["count"], days), (Variant(came),), old, counts=(old,),
    )  # fmt: skip
    return rate, count


def _extended(base: Words, days: int) -> Words:
    """The words with the number of days said."""
    return {
        "en": tuple(f"{word} {days} days" for word in base["en"]),
        "es": tuple(f"{word} {days} días" for word in base["es"]),
    }


_HAVE_SECOND = Part(
    "customers_with_second_order", Text("Customers who have come back", "Clientes que han vuelto"), "customers", "first_buyers",
    lambda t, s: t.count(where=t.days_to_second.notnull()),
)  # fmt: skip
_ALL_FIRST = Part(
    "first_time_buyers", Text("First-time buyers", "Primeros compradores"), "customers", "first_buyers", lambda t, s: t.count()
)
_MEDIAN_DAYS = Part(
    "median_days_to_second", Text("Median days to second order", "Mediana de días al segundo pedido"), "days", "first_buyers",
    lambda t, s: t.days_to_second.median(), zero=False,
)  # fmt: skip
_GAPS = Part("order_gaps", Text("Repeat order days", "Días de compra repetida"), "count", "order_gaps", lambda t, s: t.count())
_MEAN_GAP = Part(
    "mean_order_gap", Text("Mean days between orders", "Media de días entre pedidos"), "days", "order_gaps",
    lambda t, s: t.gap.mean(), zero=False,
)  # fmt: skip
_NOT_LAPSED = Part(
    "not_lapsed_at_start", Text("Not lapsed at the start", "No perdidos al inicio"), "customers", "health_across",
    lambda t, s: t.count(where=t.before.isin(("active", "at_risk"))),
)  # fmt: skip
_NOW_LAPSED = Part(
    "newly_lapsed", Text("Lapsed since", "Perdidos desde entonces"), "customers", "health_across",
    lambda t, s: t.count(where=t.before.isin(("active", "at_risk")) & (t.after == "lapsed")),
)  # fmt: skip
_REACTIVATED = Part(
    "reactivations", Text("Reactivations", "Reactivaciones"), "customers", "returns", lambda t, s: t.customer_id.nunique()
)
_LAPSE_NOTE = Text("Lapsed is judged by each customer's own cadence at both ends of the period.",
                   "Perdido se juzga por la cadencia propia de cada cliente en ambos extremos del periodo.")  # fmt: skip

METRICS = (
    Metric(
        "returning_customer_rate", Text("Returning customer rate", "Tasa de clientes recurrentes"), "rate", "retention", "up",
        Text("Customers who had ordered before the period / customers of the period.",
             "Clientes que ya habían comprado antes del periodo / clientes del periodo."),
        words("returning customer rate, returning rate, returning customers rate, share of returning customers, repeat rate, "
              "repeat customer rate last month, customer return rate",
              "tasa de clientes recurrentes, tasa de recurrencia, porcentaje de clientes recurrentes, recurrencia, tasa de "
              "retorno de clientes, "
              "porcentaje de recurrentes"),
        (Variant(p.RETURNING_CUSTOMERS / p.CUSTOMERS),), p.CUSTOMERS, interval="wilson", shopify="Returning customer rate",
    ),
    Metric(
        "repeat_purchase_rate", Text("Repeat purchase rate", "Tasa de recompra"), "rate", "retention", "up",
        Text("Customers with two or more orders in the period / customers of the period.",
             "Clientes con dos o más pedidos en el periodo / clientes del periodo."),
        words("repeat purchase rate, repurchase rate, repeat rate, repeat customer rate, RPR, reorder rate, multi-buyers "
              "rate, repeat buyers rate, "
              "share of repeat customers",
              "tasa de recompra, tasa de repetición, porcentaje de recompra, recompra, ratio de repetición, tasa de "
              "repetición de compra, "
              "porcentaje de clientes que repiten"),
        (Variant(p.REPEAT_CUSTOMERS / p.BUYERS),), p.BUYERS, interval="wilson", shopify="Repeat customer rate",
        klaviyo="Repeat purchase rate",
    ),
    Metric(
        "repeat_customers", Text("Repeat customers", "Clientes que repiten"), "customers", "retention", "up",
        Text("Customers with two or more orders in the period.", "Clientes con dos o más pedidos en el periodo."),
        words("repeat customers, repeat buyers, multi-buyers, customers who ordered twice, customers with more than one "
              "order, customers who reordered",
              "clientes que repiten, clientes con más de un pedido, compradores repetidores, repetidores, clientes que han "
              "repetido"),
        (Variant(p.REPEAT_CUSTOMERS),), p.BUYERS, counts=(p.BUYERS,),
    ),
    *(metric for days in (30, 60, 90) for metric in _second_order(days)),
    Metric(
        "days_to_second_order", Text("Days to second order", "Días hasta el segundo pedido"), "days", "retention", "down",
        Text("Median days from first to second order day over those who have come back, by the first order's date.",
             "Mediana de días del primer al segundo día de compra entre quienes han vuelto, por fecha del primer pedido."),
        words("days to second order, time to second order, time to second purchase, days between first and second order, how "
              "long until they reorder, "
              "time between first and second order, time to repurchase, time until second order, days until they come back",
              "días hasta el segundo pedido, tiempo hasta la segunda compra, días hasta la segunda compra, cuánto tardan en "
              "volver a comprar, "
              "tiempo entre primera y segunda compra, cuánto tardan en repetir, tiempo hasta repetir"),
        (Variant(_MEDIAN_DAYS),), _HAVE_SECOND, counts=(_HAVE_SECOND, _ALL_FIRST),
    ),
    Metric(
        "days_between_orders", Text("Days between orders", "Días entre pedidos"), "days", "retention", "down",
        Text("Mean days from one order day of a customer to the next, by the later day.",
             "Media de días de un día de compra de un cliente al siguiente, por la fecha del posterior."),
        words("days between orders, time between orders, time between purchases, purchase interval, interpurchase time, order "
              "interval, purchase cycle, gap between orders",
              "días entre pedidos, tiempo entre pedidos, días entre compras, tiempo entre compras, intervalo entre compras, "
              "ciclo de compra, intervalo de compra"),
        (Variant(_MEAN_GAP),), _GAPS, counts=(_GAPS,),
    ),
    Metric(
        "orders_per_customer", Text("Orders per customer", "Pedidos por cliente"), "orders", "retention", "up",
        Text("Orders with a customer / customers.", "Pedidos con cliente / clientes."),
        words("orders per customer, purchase frequency, order frequency, average orders per customer, frequency, buying "
              "frequency, purchases per customer",
              "pedidos por cliente, frecuencia de compra, compras por cliente, frecuencia, media de pedidos por cliente, "
              "pedidos medios por cliente"),
        (Variant(p.CUSTOMER_ORDERS / p.CUSTOMERS),), p.CUSTOMERS, shopify="Orders per customer", klaviyo="Average orders per "
        "customer",
    ),
    Metric(
        "lapse_rate", Text("Lapse rate", "Tasa de pérdida de clientes"), "rate", "retention", "down",
        Text("Customers not lapsed at the start of the period and lapsed at its end / not lapsed at the start.",
             "Clientes no perdidos al inicio del periodo y perdidos al final / no perdidos al inicio."),
        words("lapse rate, customer churn, lapsed rate, customer attrition, attrition rate, inactivity rate, customer loss "
              "rate, share lapsed, "
              "lost customer rate, customer churn rate",
              "tasa de pérdida de clientes, fuga de clientes, tasa de fuga, tasa de abandono de clientes, tasa de inactividad, "
              "clientes perdidos, pérdida de clientes, deserción, tasa de deserción"),
        (Variant(_NOW_LAPSED / _NOT_LAPSED),), _NOT_LAPSED, interval="wilson", default_period="last_month", note=_LAPSE_NOTE,
    ),
    Metric(
        "reactivations", Text("Reactivated customers", "Clientes reactivados"), "customers", "retention", "up",
        Text("Customers who ordered in the period after having been lapsed the day before.",
             "Clientes que compraron en el periodo tras estar perdidos el día anterior."),
        words("reactivations, reactivated customers, won back customers, customers won back, customers who came back after "
              "lapsing, win-backs, recovered customers",
              "reactivaciones, clientes reactivados, clientes recuperados, clientes que volvieron tras perderse, "
              "recuperaciones de clientes, clientes ganados de nuevo"),
        (Variant(_REACTIVATED),), _REACTIVATED,
        note=Text("Lapsed is judged by each customer's own cadence on the day before the order, one-off orders alone.",
                  "Perdido se juzga por la cadencia propia de cada cliente el día antes del pedido, solo pedidos sueltos."),
    ),
)  # fmt: skip
