"""Metrics of consideration: sign-ups, carts and trials."""

from typing import Any

from tools.metrics.awareness import REACH_VISITS, VISITS
from tools.metrics.declare import words
from tools.metrics.live_values import has_values
from tools.metrics.metric import Metric, Part, Variant
from tools.metrics.order_parts import ORDERS
from tools.metrics.scene import Scene
from tools.terms import Text

__all__ = ["METRICS", "UNSUBSCRIBES", "WITHDRAWN"]


def _visits_with(type_: str, id: str, label: Text) -> Part:
    return Part(id, label, "visits", "events", lambda t, s: t.visit_id.nunique(where=t.type == type_))


def _count(type_: str, id: str, label: Text) -> Part:
    return Part(id, label, "count", "events", lambda t, s: t.count(where=t.type == type_), sums=True)


_CARTS = _visits_with("add_to_cart", "visits_with_cart", Text("Visits with a cart", "Visitas con carrito"))
_CHECKOUTS = _visits_with("checkout", "visits_with_checkout", Text("Visits with a checkout", "Visitas con inicio de pago"))
_SIGNUPS = _count("email_signup", "email_signups", Text("E-mail sign-ups", "Altas de correo"))
_VIEWS = _count("product_view", "product_views", Text("Product views", "Vistas de producto"))
UNSUBSCRIBES = Part(
    "unsubscribes", Text("Unsubscribes", "Bajas de correo"), "count", "unsubscribed", lambda t, s: t.count(), sums=True
)
WITHDRAWN = Part(
    "unsubscribes_by_consent", Text("Unsubscribes", "Bajas de correo"), "count", "withdrawn", lambda t, s: t.count(), sums=True
)
_TRIALS = Part(
    "trial_activations",
    Text("Trials started", "Pruebas iniciadas"),
    "subscriptions",
    "trials_started",
    lambda t, s: t.count(),
    sums=True,
)
_WITH_ORDER = Part(
    "visits_with_order",
    Text("Visits with an order", "Visitas con pedido"),
    "visits",
    "visits_with_order",
    lambda t, s: t.visit_id.nunique(),
)
_FILLED = Part("carts", Text("Carts", "Carritos"), "count", "carts", lambda t, s: t.visit_id.nunique())
_ABANDONED = Part(
    "abandoned_carts", Text("Abandoned carts", "Carritos abandonados"), "count", "carts",
    lambda t, s: t.visit_id.nunique(where=t.bought_on_visit.isnull()),
)  # fmt: skip


def _tied(scene: Scene) -> bool:
    return scene.warehouse.has("events", "orders") and has_values(scene.warehouse, "orders", "visit_id")


def _has(*tables: str) -> Any:
    return lambda scene: scene.warehouse.has(*tables)


_PER_VISIT = Text("Orders per visit", "Pedidos por visita")
_NO_TIE = Text("Orders do not name their visit, so this is orders per visit.",
               "Los pedidos no indican su visita, así que son pedidos por visita.")  # fmt: skip

METRICS = (
    Metric(
        "email_signups", Text("E-mail sign-ups", "Altas de correo"), "count", "consideration", "up",
        Text("Sign-up events of the period.", "Eventos de alta en el periodo."),
        words("email signups, sign-ups, signups, newsletter signups, new subscribers to the newsletter, list sign-ups, "
              "opt-ins, new leads, leads, "
              "email subscribers gained, registrations",
              "altas de correo, altas, suscripciones al boletín, registros, nuevos suscriptores, altas en la newsletter, "
              "suscriptores captados, "
              "leads, nuevos leads, inscripciones, altas de newsletter"),
        (Variant(_SIGNUPS),), additive=True, klaviyo="Subscribed to Email Marketing",
    ),
    Metric(
        "list_growth", Text("List growth", "Crecimiento de la lista"), "count", "consideration", "up",
        Text("Sign-ups less unsubscribes.", "Altas menos bajas."),
        words("list growth, email list growth, net list growth, subscriber growth, net subscribers, list change, newsletter "
              "growth",
              "crecimiento de la lista, crecimiento neto, crecimiento de suscriptores, altas menos bajas, evolución de la "
              "lista"),
        (Variant(_SIGNUPS - UNSUBSCRIBES, _has("events", "touches")), Variant(_SIGNUPS - WITHDRAWN, _has("events",
        "consents"))),
        klaviyo="List growth",
    ),
    Metric(
        "product_views", Text("Product views", "Vistas de producto"), "count", "consideration", "up",
        Text("Product-view events of the period.", "Eventos de vista de producto en el periodo."),
        words("product views, product page views, viewed products, most viewed, item views, products viewed",
              "vistas de producto, productos vistos, visualizaciones de producto, más vistos, visitas a producto"),
        (Variant(_VIEWS),), additive=True, klaviyo="Viewed Product",
    ),
    Metric(
        "add_to_cart_rate", Text("Add-to-cart rate", "Tasa de añadir al carrito"), "rate", "consideration", "up",
        Text("Visits with something added to the cart / visits.", "Visitas con algo añadido al carrito / visitas."),
        words("add to cart rate, add-to-cart rate, ATC rate, cart rate, cart addition rate, visits that add to cart",
              "tasa de añadir al carrito, tasa de añadido al carrito, tasa de carrito, añadidos al carrito, porcentaje que "
              "añade al carrito"),
        (Variant(_CARTS / VISITS),), VISITS, interval="wilson", shopify="Added to cart rate", klaviyo="Added to Cart / Active "
        "on Site",
    ),
    Metric(
        "checkout_rate", Text("Checkout rate", "Tasa de inicio de pago"), "rate", "consideration", "up",
        Text("Visits with a checkout / visits.", "Visitas con inicio de pago / visitas."),
        words("checkout rate, reached checkout rate, checkout start rate, started checkout rate",
              "tasa de checkout, tasa de inicio de pago, llegan al pago, tasa de inicio de compra"),
        (Variant(_CHECKOUTS / VISITS),), VISITS, interval="wilson", shopify="Reached checkout rate", klaviyo="Started "
        "Checkout / Active on Site",
    ),
    Metric(
        "abandoned_carts", Text("Abandoned carts", "Carritos abandonados"), "count", "consideration", "down",
        Text("Visits with something added to the cart and no order that names them.",
             "Visitas con algo añadido al carrito y sin un pedido que las nombre."),
        words("abandoned carts, carts abandoned, carts left behind, lost carts, abandoned baskets, baskets abandoned, "
              "abandoned shopping carts, carts without an order, cart abandonments",
              "carritos abandonados, carros abandonados, cestas abandonadas, carritos perdidos, carritos sin pedido, "
              "carritos sin comprar, abandonos de carrito"),
        (Variant(_ABANDONED, _tied),), shopify="Abandoned checkouts",
    ),
    Metric(
        "cart_abandonment_rate", Text("Cart abandonment rate", "Tasa de abandono del carrito"), "rate", "consideration", "down",
        Text("Visits with something added to the cart and no order / visits with something added to the cart.",
             "Visitas con algo añadido al carrito y sin pedido / visitas con algo añadido al carrito."),
        words("cart abandonment rate, cart abandonment, abandonment rate, abandoned cart rate, basket abandonment rate, "
              "share of carts abandoned, percentage of carts abandoned",
              "tasa de abandono del carrito, tasa de abandono de carritos, abandono de carrito, abandono del carrito, "
              "porcentaje de carritos abandonados, tasa de carritos abandonados"),
        (Variant(_ABANDONED / _FILLED, _tied),), _FILLED, interval="wilson",
    ),
    Metric(
        "trial_activations", Text("Trials started", "Pruebas iniciadas"), "count", "consideration", "up",
        Text("Trials started in the period.", "Pruebas iniciadas en el periodo."),
        words("trial activations, trials, trials started, free trials, new trials, trial starts, trial sign-ups, trial signups",
              "pruebas iniciadas, pruebas, pruebas gratuitas, activaciones de prueba, nuevas pruebas, altas de prueba, "
              "periodos de prueba"),
        (Variant(_TRIALS),), additive=True,
    ),
    Metric(
        "conversion_rate", Text("Conversion rate", "Tasa de conversión"), "rate", "conversion", "up",
        Text("Visits with an order that names them / visits; orders per visit where orders do not name visits.",
             "Visitas con un pedido que las nombra / visitas; pedidos por visita donde los pedidos no nombran visitas."),
        words("conversion rate, conversion, CVR, CR, site conversion, ecommerce conversion rate, visit to order rate, "
              "purchase rate, "
              "visitors who buy",
              "tasa de conversión, conversión, ratio de conversión, CR, porcentaje de conversión, visitas que compran, tasa "
              "de compra"),
        (
            Variant(_WITH_ORDER / VISITS, _tied),
            Variant(ORDERS / VISITS, _has("events", "orders"), _PER_VISIT, assumption=_NO_TIE),
            Variant(ORDERS / REACH_VISITS, _has("reach_daily", "orders"), _PER_VISIT, assumption=_NO_TIE),
        ), VISITS, shopify="Online store conversion rate", klaviyo="Placed Order / Active on Site",
    ),
)  # fmt: skip
