"""Metrics of conversion: orders, revenue, baskets, and who buys."""

from tools.metrics import order_parts as p
from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.metrics.scene import Scene
from tools.terms import Text

__all__ = ["METRICS"]

_ALL_NEW = Text(
    "Over all history every customer counts as new: the first order always falls inside.",
    "En todo el histórico cada cliente cuenta como nuevo: su primer pedido siempre cae dentro.",
)
_FIRST_ORDERS = Part(
    "first_buyers", Text("First-time buyers", "Primeros compradores"), "customers", "first_seen",
    lambda t, s: t.count(where=t.days_to_first > 0),
)  # fmt: skip
_SAME_DAY = Part(
    "same_day_first_orders", Text("Bought on the day they were first seen", "Compraron el mismo día en que se les "
    "vio"), "customers",
    "first_seen", lambda t, s: t.count(where=t.days_to_first <= 0),
)  # fmt: skip
_DAYS_TO_FIRST = Part(
    "median_days_to_first", Text("Median days to first order", "Mediana de días al primer pedido"), "days", "first_seen",
    lambda t, s: t.days_to_first.median(where=t.days_to_first > 0), zero=False,
)  # fmt: skip


def _whole_history(scene: Scene) -> bool:
    return scene.grain is None and scene.first <= scene.warehouse.data_first


METRICS = (
    Metric(
        "orders", Text("Orders", "Pedidos"), "orders", "conversion", "up",
        Text("Completed orders dated in the period.", "Pedidos completados con fecha en el periodo."),
        words("orders, order count, number of orders, purchases, transactions, sales count, orders placed",
              "pedidos, número de pedidos, compras, órdenes, ordenes, transacciones, encargos, número de ventas"),
        (Variant(p.ORDERS),), p.CUSTOMERS, additive=True, shopify="Orders", klaviyo="Placed Order (count)",
    ),
    Metric(
        "units", Text("Units sold", "Unidades vendidas"), "units", "conversion", "up",
        Text("Quantity of merchandise and gift lines of completed orders.",
             "Cantidad en las líneas de mercancía y tarjetas regalo de pedidos completados."),
        words("units, units sold, items, items sold, quantity, quantity sold, pieces, volume sold, best selling, most sold",
              "unidades, unidades vendidas, artículos vendidos, piezas, cantidad vendida, más vendidos, uds, volumen de "
              "unidades"),
        (Variant(p.UNITS),), p.CUSTOMERS, additive=True, shopify="Net items sold (before returns)", klaviyo="Ordered Product "
        "(quantity)",
    ),
    Metric(
        "products_sold", Text("Different products sold", "Productos distintos vendidos"), "count", "conversion", "up",
        Text("Distinct merchandise and gift products on the lines of completed orders.",
             "Productos y tarjetas regalo distintos en las líneas de pedidos completados."),
        words("different products, distinct products, unique products, different items, distinct items, unique items, "
              "different SKUs, distinct SKUs, unique SKUs, different articles, breadth of range",
              "productos distintos, productos diferentes, artículos distintos, artículos diferentes, referencias distintas, "
              "referencias diferentes, SKUs distintos, productos únicos, amplitud de surtido"),
        (Variant(p.PRODUCTS_SOLD),), p.CUSTOMERS,
    ),
    Metric(
        "revenue", Text("Revenue", "Ingresos"), "money", "conversion", "up",
        Text("Revenue of completed orders, after discounts, before tax and shipping; refunds not deducted.",
             "Ingresos de los pedidos completados, tras descuentos, sin impuestos ni envío; sin restar devoluciones."),
        words("revenue, sales, turnover, gross sales, GMV, takings, income, money made, top line, topline, gross revenue, "
              "sales revenue, "
              "sales volume, amount sold, billing, billings, spend, money spent, spent, earnings, cash in",
              "ingresos, ventas, facturación, facturado, importe vendido, importe, recaudación, GMV, cifra de negocio, cifra "
              "de ventas, "
              "volumen de negocio, ingresos brutos, ventas brutas, dinero, gasto, gasto de clientes, caja, venta"),
        (Variant(p.REVENUE),), p.CUSTOMERS, additive=True,
        shopify="Gross sales less discounts (net sales before returns)", klaviyo="Placed Order (value)",
    ),
    Metric(
        "refunds", Text("Refunds", "Devoluciones"), "money", "conversion", "down",
        Text("Amount of refund documents dated in the period, as a positive number.",
             "Importe de los abonos con fecha en el periodo, en positivo."),
        words("refunds, returns, refunded amount, money back, credit notes, refund amount, money refunded, returned sales, "
              "chargebacks",
              "devoluciones, reembolsos, abonos, importe devuelto, dinero devuelto, notas de crédito, devuelto, reintegros"),
        (Variant(p.REFUNDS),), p.CUSTOMERS, additive=True, shopify="Returns", klaviyo="Refunded Order (value)",
    ),
    Metric(
        "refund_count", Text("Refund documents", "Número de abonos"), "count", "conversion", "down",
        Text("Refund documents dated in the period; cancelled orders' documents are left out.",
             "Abonos con fecha en el periodo; los de pedidos cancelados no cuentan."),
        words("number of refunds, refund count, how many refunds, number of returns, returns count, refunded orders",
              "número de devoluciones, cuántas devoluciones, número de abonos, número de reembolsos, pedidos devueltos"),
        (Variant(p.REFUND_COUNT),), p.CUSTOMERS, additive=True, shopify="Returned orders", klaviyo="Refunded Order (count)",
    ),
    Metric(
        "cancelled_orders", Text("Cancelled orders", "Pedidos cancelados"), "orders", "conversion", "down",
        Text("Orders that were cancelled; they count nowhere else.", "Pedidos que se cancelaron; no cuentan en ningún otro "
        "sitio."),
        words("cancelled orders, canceled orders, order cancellations, orders cancelled, voided orders",
              "pedidos cancelados, pedidos anulados, cancelaciones de pedidos, anulaciones, compras canceladas"),
        (Variant(p.CANCELLED_ORDERS),), p.CUSTOMERS, additive=True, shopify="Cancelled orders", klaviyo="Cancelled Order",
    ),
    Metric(
        "cancelled_revenue", Text("Value of cancelled orders", "Importe de pedidos cancelados"), "money", "conversion", "down",
        Text("What the cancelled orders would have brought.", "Lo que habrían aportado los pedidos cancelados."),
        words("cancelled revenue, value of cancelled orders, cancelled amount, lost to cancellations, cancelled sales",
              "importe cancelado, ventas canceladas, importe de pedidos cancelados, ingresos cancelados"),
        (Variant(p.CANCELLED_REVENUE),), p.CUSTOMERS, additive=True,
    ),
    Metric(
        "net_revenue", Text("Net revenue", "Ingresos netos"), "money", "conversion", "up",
        Text("Revenue of completed orders less refund documents dated in the period.",
             "Ingresos de pedidos completados menos los abonos con fecha en el periodo."),
        words("net revenue, net sales, revenue after returns, revenue after refunds, sales after returns, net of refunds, net "
              "turnover",
              "ingresos netos, ventas netas, facturación neta, neto, ingresos tras devoluciones, ventas menos devoluciones"),
        (Variant(p.REVENUE - p.REFUNDS),), p.CUSTOMERS, additive=True, shopify="Net sales", klaviyo="Placed less Refunded "
        "Order (value)",
    ),
    Metric(
        "average_order_value", Text("Average order value", "Valor medio del pedido"), "money", "conversion", "up",
        Text("Revenue / orders.", "Ingresos / pedidos."),
        words("average order value, AOV, basket size, average basket, average basket value, average ticket, ticket size, "
              "average order, "
              "order value, revenue per order, spend per order, average cart value, average transaction value, ATV, mean "
              "order value",
              "valor medio del pedido, ticket medio, cesta media, pedido medio, carrito medio, compra media, valor medio de "
              "pedido, "
              "importe medio por pedido, ticket promedio, valor promedio de pedido, gasto medio por pedido, AOV, cesta "
              "promedio"),
        (Variant(p.REVENUE / p.ORDERS),), p.CUSTOMERS, shopify="Average order value", klaviyo="Average order value",
    ),
    Metric(
        "revenue_per_customer", Text("Revenue per customer", "Ingresos por cliente"), "money", "conversion", "up",
        Text("Revenue of orders with a customer / customers of the period.",
             "Ingresos de pedidos con cliente / clientes del periodo."),
        words("revenue per customer, sales per customer, average spend per customer, spend per customer, ARPU, average "
              "revenue per user, "
              "average revenue per customer, average customer spend, ARPC",
              "ingresos por cliente, ventas por cliente, gasto medio por cliente, gasto por cliente, ARPU, facturación por "
              "cliente, "
              "ingreso medio por cliente, gasto promedio por cliente"),
        (Variant(p.CUSTOMER_REVENUE / p.CUSTOMERS),), p.CUSTOMERS, shopify="Amount spent per customer", klaviyo="Average "
        "revenue per customer",
    ),
    Metric(
        "units_per_order", Text("Units per order", "Unidades por pedido"), "ratio", "conversion", "up",
        Text("Units / orders.", "Unidades / pedidos."),
        words("units per order, items per order, units per transaction, UPT, items per basket, products per order, basket "
              "items",
              "unidades por pedido, artículos por pedido, productos por pedido, unidades por cesta, UPT, artículos por cesta"),
        (Variant(p.UNITS / p.ORDERS),), p.CUSTOMERS, shopify="Average units ordered",
    ),
    Metric(
        "customers", Text("Customers", "Clientes"), "customers", "conversion", "up",
        Text("Distinct customers with a completed order in the period; guests are not known as customers.",
             "Clientes distintos con un pedido completado en el periodo; los invitados no se conocen como clientes."),
        words("customers, buyers, purchasers, active customers, shoppers, people who bought, unique customers, clients, "
              "paying customers, "
              "customer count, number of customers, customer base",
              "clientes, compradores, clientes activos, clientes únicos, personas que compraron, número de clientes, base de "
              "clientes, "
              "gente que compró, clientas, consumidores"),
        (Variant(p.CUSTOMERS),), p.CUSTOMERS, shopify="Customers", klaviyo="Placed Order (unique)",
    ),
    Metric(
        "new_customers", Text("New customers", "Clientes nuevos"), "customers", "conversion", "up",
        Text("Customers whose first completed order falls in the period.",
             "Clientes cuyo primer pedido completado cae en el periodo."),
        words("new customers, first-time buyers, first time customers, new buyers, acquired customers, customers acquired, "
              "acquisitions, "
              "customer acquisition, customers won, customers gained, newly acquired, first purchases, first orders",
              "clientes nuevos, nuevos clientes, clientes captados, captación, primeros compradores, clientes ganados, altas "
              "de clientes, "
              "nuevos compradores, clientes adquiridos, adquisición, primeras compras, altas"),
        (Variant(p.NEW_CUSTOMERS),), p.CUSTOMERS, note=_ALL_NEW, note_when=_whole_history, shopify="First-time customers",
        klaviyo="Placed Order, first time",
    ),
    Metric(
        "returning_customers", Text("Returning customers", "Clientes recurrentes"), "customers", "retention", "up",
        Text("Customers of the period who had ordered before it.", "Clientes del periodo que ya habían comprado antes."),
        words("returning customers, existing customers, returning buyers, customers who came back, customers who returned, "
              "old customers",
              "clientes recurrentes, clientes que vuelven, clientes que repiten, clientes existentes, clientes antiguos, "
              "compradores recurrentes"),
        (Variant(p.RETURNING_CUSTOMERS),), p.CUSTOMERS, note=_ALL_NEW, note_when=_whole_history, shopify="Returning customers",
    ),
    Metric(
        "revenue_from_new", Text("Revenue from new customers", "Ingresos de clientes nuevos"), "money", "conversion", "up",
        Text("Revenue of customers whose first order falls in the period.",
             "Ingresos de clientes cuyo primer pedido cae en el periodo."),
        words("revenue from new customers, new customer revenue, sales to new customers, first-time revenue, new business "
              "revenue",
              "ingresos de clientes nuevos, ventas a clientes nuevos, facturación de nuevos clientes, ingresos de nuevos "
              "clientes"),
        (Variant(p.NEW_REVENUE),), p.NEW_CUSTOMERS, additive=True, note=_ALL_NEW, note_when=_whole_history, shopify="Total "
        "sales, first-time customers",
    ),
    Metric(
        "revenue_from_returning", Text("Revenue from returning customers", "Ingresos de clientes "
        "recurrentes"), "money", "retention", "up",
        Text("Revenue of customers whose first order falls before the period.",
             "Ingresos de clientes cuyo primer pedido es anterior al periodo."),
        words("revenue from returning customers, returning customer revenue, repeat revenue, revenue from existing customers, "
              "sales to existing customers, "
              "repeat sales",
              "ingresos de clientes recurrentes, ventas a clientes recurrentes, facturación de recurrentes, ingresos "
              "recurrentes de clientes, "
              "ingresos de clientes existentes, ventas a clientes que repiten"),
        (Variant(p.RETURNING_REVENUE),), p.RETURNING_CUSTOMERS, additive=True, note=_ALL_NEW, note_when=_whole_history,
        shopify="Total sales, returning customers",
    ),
    Metric(
        "guest_revenue", Text("Guest revenue", "Ingresos de invitados"), "money", "conversion", "neither",
        Text("Revenue of completed orders without a customer.", "Ingresos de pedidos completados sin cliente."),
        words("guest revenue, guest sales, guest checkout revenue, anonymous revenue, revenue without account, guest checkout "
              "sales",
              "ingresos de invitados, ventas de invitados, ventas sin registro, ingresos sin cliente, compras como invitado"),
        (Variant(p.GUEST_REVENUE),), additive=True,
    ),
    Metric(
        "guest_orders", Text("Guest orders", "Pedidos de invitados"), "orders", "conversion", "neither",
        Text("Completed orders without a customer.", "Pedidos completados sin cliente."),
        words("guest orders, guest checkouts, orders without account, anonymous orders",
              "pedidos de invitados, pedidos sin registro, pedidos sin cliente, pedidos anónimos"),
        (Variant(p.GUEST_ORDERS),), additive=True,
    ),
    Metric(
        "guest_share", Text("Guest share of revenue", "Peso de invitados en ingresos"), "rate", "conversion", "neither",
        Text("Revenue without customer / revenue.", "Ingresos sin cliente / ingresos."),
        words("guest share, share of guests, guest checkout share, guest rate, guest checkout rate, anonymous share",
              "cuota de invitados, peso de invitados, porcentaje de invitados, tasa de invitados, compras sin registro"),
        (Variant(p.GUEST_REVENUE / p.REVENUE),), p.ORDERS,
    ),
    Metric(
        "refund_rate", Text("Refund rate", "Tasa de devolución"), "rate", "conversion", "down",
        Text("Refunds / revenue, both dated in the period.", "Devoluciones / ingresos, ambos con fecha en el periodo."),
        words("refund rate, return rate, returns rate, share refunded, refund percentage, refund ratio",
              "tasa de devolución, tasa de devoluciones, tasa de reembolso, porcentaje de devoluciones, ratio de devolución"),
        (Variant(p.REFUNDS / p.REVENUE),), p.CUSTOMERS, shopify="Returns / gross sales",
    ),
    Metric(
        "refunded_order_rate", Text("Refund documents per order", "Abonos por pedido"), "rate", "conversion", "down",
        Text("Refund documents / completed orders, both dated in the period.",
             "Abonos / pedidos completados, ambos con fecha en el periodo."),
        words("share of orders refunded, percentage of orders refunded, order refund rate, share of orders returned, "
              "percentage of orders returned, refunds per order, returns per order, proportion of orders refunded",
              "porcentaje de pedidos devueltos, porcentaje de pedidos reembolsados, proporción de pedidos devueltos, "
              "devoluciones por pedido, tasa de pedidos devueltos, abonos por pedido, proporción de pedidos reembolsados"),
        (Variant(p.REFUND_COUNT / p.ORDERS),), p.ORDERS, shopify="Returned orders / orders",
    ),
    Metric(
        "discounts", Text("Discounts", "Descuentos"), "money", "conversion", "neither",
        Text("Discounts given on completed orders.", "Descuentos aplicados en pedidos completados."),
        words("discounts, discount amount, discounts given, price reductions, money off, promo cost",
              "descuentos, importe de descuentos, rebajas, descuento aplicado, coste de promociones"),
        (Variant(p.DISCOUNTS),), p.CUSTOMERS, additive=True, shopify="Discounts",
    ),
    Metric(
        "discount_rate", Text("Discount rate", "Tasa de descuento"), "rate", "conversion", "neither",
        Text("Discounts / (revenue + discounts).", "Descuentos / (ingresos + descuentos)."),
        words("discount rate, average discount, discount share, discount percentage, discount depth, how much we discount",
              "tasa de descuento, descuento medio, porcentaje de descuento, peso de los descuentos, descuento promedio"),
        (Variant(p.DISCOUNTS / (p.REVENUE + p.DISCOUNTS)),), p.CUSTOMERS, shopify="Discounts / gross sales",
    ),
    Metric(
        "discounted_orders", Text("Orders with a discount", "Pedidos con descuento"), "orders", "conversion", "neither",
        Text("Completed orders on which a discount was given.", "Pedidos completados en los que hubo un descuento."),
        words("orders with a discount, discounted orders, orders at a discount, orders with discounts, reduced orders, orders "
              "sold at a discount, orders with money off",
              "pedidos con descuento, pedidos con descuentos, pedidos descontados, pedidos rebajados, órdenes con descuento, "
              "compras con descuento"),
        (Variant(p.DISCOUNTED_ORDERS),), p.CUSTOMERS, additive=True,
    ),
    Metric(
        "discounted_order_rate", Text("Share of orders with a discount", "Porcentaje de pedidos con descuento"), "rate",
        "conversion", "neither",
        Text("Orders with a discount / orders.", "Pedidos con descuento / pedidos."),
        words("share of orders with a discount, share of discounted orders, percentage of orders with a discount, discounted "
              "order share, discounted order rate",
              "porcentaje de pedidos con descuento, proporción de pedidos con descuento, tasa de pedidos con descuento, peso "
              "de los pedidos con descuento"),
        (Variant(p.DISCOUNTED_ORDERS / p.ORDERS),), p.ORDERS, interval="wilson",
    ),
    Metric(
        "coupon_orders", Text("Orders with a coupon", "Pedidos con cupón"), "orders", "conversion", "neither",
        Text("Completed orders that used a coupon code.", "Pedidos completados que usaron un código de cupón."),
        words("coupon orders, orders with a coupon, orders with a discount code, coupon redemptions, coupon uses, promo code "
              "uses",
              "pedidos con cupón, usos de cupón, canjes de cupón, pedidos con código, cupones canjeados"),
        (Variant(p.COUPON_ORDERS),), p.CUSTOMERS, additive=True, shopify="Orders by discount code", klaviyo="Coupon Used",
    ),
    Metric(
        "coupon_rate", Text("Coupon rate", "Tasa de uso de cupón"), "rate", "conversion", "neither",
        Text("Orders with a coupon / orders.", "Pedidos con cupón / pedidos."),
        words("coupon rate, coupon usage rate, share of orders with a coupon, coupon redemption rate, promo code rate",
              "tasa de cupón, tasa de uso de cupón, porcentaje de pedidos con cupón, tasa de canje"),
        (Variant(p.COUPON_ORDERS / p.ORDERS),), p.ORDERS, interval="wilson",
    ),
    Metric(
        "time_to_first_order_days", Text("Time to first order", "Tiempo hasta el primer pedido"), "days", "conversion", "down",
        Text("Median days from the first known event, else sign-up, to the first order; those who bought the same day are "
             "counted apart.",
             "Mediana de días desde el primer evento conocido, o el alta, hasta el primer pedido; quienes compraron el mismo "
             "día van aparte."),
        words("time to first order, time to first purchase, days to first order, time to convert, time to purchase, days to "
              "convert, "
              "how long until they buy, conversion time",
              "tiempo hasta el primer pedido, días hasta la primera compra, tiempo de conversión, tiempo hasta la compra, "
              "cuánto tardan en comprar, días hasta comprar"),
        (Variant(_DAYS_TO_FIRST),), _FIRST_ORDERS, counts=(_SAME_DAY,),
    ),
)  # fmt: skip
