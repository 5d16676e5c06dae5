"""Aggregates over orders, their lines and their buyers, shared by the metrics of several topics."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from tools.metrics.metric import Part
from tools.metrics.scene import Scene
from tools.terms import Text, Unit

__all__ = [
    "BUYERS", "CANCELLED_ORDERS", "CANCELLED_REVENUE", "COUPON_ORDERS", "CUSTOMERS", "CUSTOMER_ORDERS", "CUSTOMER_REVENUE",
    "DISCOUNTED_ORDERS", "DISCOUNTS",
    "GUEST_ORDERS", "GUEST_REVENUE", "NEW_CUSTOMERS", "NEW_REVENUE", "ORDERS", "PRODUCTS_SOLD", "REFUNDS", "REFUND_COUNT",
    "REPEAT_CUSTOMERS",
    "RETURNING_CUSTOMERS", "RETURNING_REVENUE", "REVENUE", "UNITS",
]  # fmt: skip

_Test = Callable[[ir.Table, Scene], Any]
_FIRST = ("first_order_on",)


def _status(status: str) -> _Test:
    return lambda rows, scene: rows.status == status


def _done_and(test: _Test) -> _Test:
    return lambda rows, scene: (rows.status == "completed") & test(rows, scene)


_done = _status("completed")
_new = _done_and(lambda rows, scene: rows.first_order_on >= scene.window_start(rows.on))
_returning = _done_and(lambda rows, scene: rows.first_order_on < scene.window_start(rows.on))
_guest = _done_and(lambda rows, scene: rows.customer_id.isnull())
_known = _done_and(lambda rows, scene: rows.customer_id.notnull())


def _part(id: str, label: Text, unit: Unit, column: str, test: _Test, needs: tuple[str, ...] = ()) -> Part:
    """An aggregate of the rows that pass a test: documents counted, amounts summed, or distinct values of a column."""

    def _by_line(rows: ir.Table, scene: Scene) -> ir.Value:
        if column == "amount":
            return rows.amount.sum(where=test(rows, scene)).fill_null(0.0)
        return rows[column].nunique(where=test(rows, scene))

    def _by_order(rows: ir.Table, scene: Scene) -> ir.Value:
        return rows.count(where=test(rows, scene)) if column == "order_id" else _by_line(rows, scene)

    return Part(
        id, label, unit, "orders", _by_order, _by_line, needs, sums=column != "customer_id", line_sums=column == "amount"
    )


ORDERS = _part("orders", Text("Orders", "Pedidos"), "orders", "order_id", _done)
REVENUE = _part("revenue", Text("Revenue", "Ingresos"), "money", "amount", _done)
CUSTOMERS = _part("customers", Text("Customers", "Clientes"), "customers", "customer_id", _done)
REFUNDS = _part("refunds", Text("Refunds", "Devoluciones"), "money", "amount", _status("refund"))
REFUND_COUNT = _part("refund_count", Text("Refund documents", "Abonos"), "count", "order_id", _status("refund"))
CANCELLED_ORDERS = _part(
    "cancelled_orders", Text("Cancelled orders", "Pedidos cancelados"), "orders", "order_id", _status("cancelled")
)
CANCELLED_REVENUE = _part(
    "cancelled_revenue",
    Text("Revenue of cancelled orders", "Importe de pedidos cancelados"),
    "money",
    "amount",
    _status("cancelled"),
)
NEW_CUSTOMERS = _part("new_customers", Text("New customers", "Clientes nuevos"), "customers", "customer_id", _new, _FIRST)
RETURNING_CUSTOMERS = _part(
    "returning_customers", Text("Returning customers", "Clientes recurrentes"), "customers", "customer_id", _returning, _FIRST
)
NEW_REVENUE = _part(
    "revenue_from_new", Text("Revenue from new customers", "Ingresos de clientes nuevos"), "money", "amount", _new, _FIRST
)
RETURNING_REVENUE = _part(
    "revenue_from_returning", Text("Revenue from returning customers", "Ingresos de clientes recurrentes"), "money", "amount",
    _returning, _FIRST,
)  # fmt: skip
GUEST_REVENUE = _part("guest_revenue", Text("Guest revenue", "Ingresos de invitados"), "money", "amount", _guest)
GUEST_ORDERS = _part("guest_orders", Text("Guest orders", "Pedidos de invitados"), "orders", "order_id", _guest)
CUSTOMER_REVENUE = _part("customer_revenue", Text("Revenue with a customer", "Ingresos con cliente"), "money", "amount", _known)
CUSTOMER_ORDERS = _part("customer_orders", Text("Orders with a customer", "Pedidos con cliente"), "orders", "order_id", _known)
COUPON_ORDERS = _part(
    "coupon_orders", Text("Orders with a coupon", "Pedidos con cupón"), "orders", "order_id",
    _done_and(lambda rows, scene: rows.coupon_code.notnull() & (rows.coupon_code != "")),
)  # fmt: skip
DISCOUNTS = Part(
    "discounts", Text("Discounts", "Descuentos"), "money", "orders",
    lambda t, s: t.discount.abs().sum(where=_done(t, s)).fill_null(0.0), sums=True,
)  # fmt: skip
DISCOUNTED_ORDERS = Part(
    "discounted_orders", Text("Orders with a discount", "Pedidos con descuento"), "orders", "orders",
    lambda t, s: t.count(where=_done(t, s) & (t.discount.fill_null(0.0) != 0)), sums=True,
)  # fmt: skip
UNITS = Part(
    "units", Text("Units", "Unidades"), "units", "lines",
    lambda t, s: t.quantity.sum(where=_sold(t)).fill_null(0.0), lambda t, s: t.quantity.sum(where=_sold(t)).fill_null(0.0),
    sums=True, line_sums=True,
)  # fmt: skip
PRODUCTS_SOLD = Part(
    "products_sold", Text("Products sold", "Productos vendidos"), "count", "lines",
    lambda t, s: t.product_id.nunique(where=_sold(t)), lambda t, s: t.product_id.nunique(where=_sold(t)),
)  # fmt: skip
BUYERS = Part(
    "customers_in_period", Text("Customers", "Clientes"), "customers", "buyers", lambda t, s: t.count(), lambda t, s: t.count()
)
REPEAT_CUSTOMERS = Part(
    "repeat_customers", Text("Customers with 2+ orders", "Clientes con 2+ pedidos"), "customers", "buyers",
    lambda t, s: t.count(where=t.orders >= 2), lambda t, s: t.count(where=t.orders >= 2),
)  # fmt: skip


def _sold(lines: ir.Table) -> Any:
    """Merchandise and gift cards of completed orders; a product without a kind counts as merchandise."""
    done = lines.status == "completed"
    if "kind" not in lines.columns:
        return done
    return done & (lines.kind.isnull() | lines.kind.isin(("merchandise", "gift_card")))
