"""The profile fields that rules can use: names in both languages, other words for them, and the names of their values."""

from dataclasses import dataclass

from tools.metrics.declare import words
from tools.metrics.dimensions import DIMENSIONS
from tools.metrics.metric import Words
from tools.terms import Text, Unit
from tools.warehouse.schema import PROFILE_COLUMNS

__all__ = ["FIELDS", "Field", "field_label", "value_label"]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A profile field. `tables` without which it is unknown, beyond profiles themselves."""

    id: str
    label: Text
    synonyms: Words
    unit: Unit | None = None
    tables: tuple[str, ...] = ()


def _f(id: str, en: str, es: str, more_en: str = "", more_es: str = "", unit: Unit | None = None, *tables: str) -> Field:
    return Field(id, Text(en, es), words(more_en, more_es), unit, tables)


_SUBSCRIPTION = ("subscriptions",)
_WHO = (
    _f("customer_id", "Customer", "Cliente", "customer id, customer number", "número de cliente, id de cliente"),
    _f("created_on", "Sign-up date", "Fecha de alta", "signed up, registered, created, joined, sign-up date",
       "alta, se dio de alta, registrado, fecha de registro, se registró", None, "customers"),
    _f("country", "Country", "País", "country, lives in, based in, from", "país, vive en, de", None),
    _f("city", "City", "Ciudad", "city, town", "ciudad, localidad"),
    _f("language", "Language", "Idioma", "language, speaks, speakers", "idioma, habla", None),
    _f("acquisition_channel", "Acquisition channel", "Canal de captación", "channel, came from, acquired through, acquired by",
       "canal, vino de, captado por, captados por"),
    _f("referral_source", "Referral source", "Fuente de recomendación", "heard of us through, heard about "
    "us", "nos conoció por"),
    _f("birth_month", "Birth month", "Mes de nacimiento", "birthday, birthday month, born in", "cumpleaños, mes de "
    "cumpleaños, nacidos en", None, "customers"),
    _f("has_email", "Has an e-mail", "Tiene correo", "with email, has an email address", "con correo, con email, tiene "
    "email", None, "customers"),
    _f("has_phone", "Has a phone", "Tiene teléfono", "with phone, has a phone number", "con teléfono, con móvil", None,
       "customers"),
)  # fmt: skip
_BUYING = (
    _f("first_order_on", "First order", "Primer pedido", "first order, first purchase, first bought, became a customer, "
                                                         "acquired",
       "primer pedido, primera compra, compró por primera vez, captado"),
    _f("last_order_on", "Last order", "Último pedido", "last order, last purchase, last bought, most recent order",
       "último pedido, última compra, compra más reciente"),
    _f("cohort", "Cohort", "Cohorte", "cohort, month of first order", "cohorte, mes de la primera compra"),
    _f("order_count", "Orders", "Pedidos", "orders, number of orders, purchases, times bought, order count, how often they "
                                           "bought",
       "pedidos, número de pedidos, compras, veces que compró, número de compras", "orders"),
    _f("order_days", "Order days", "Días de compra", "order days, days with an order, purchase occasions", "días de compra, "
    "ocasiones de compra", "days"),
    _f("repeat_orders", "Repeat orders", "Pedidos repetidos", "repeat orders, repeat purchases", "pedidos repetidos, "
    "recompras", "orders"),
    _f("days_to_second_order", "Days to second order", "Días hasta el segundo pedido", "days to second order, repeated "
    "within, came back within",
       "días hasta el segundo pedido, repitió en, volvió en", "days"),
    _f("days_since_first_order", "Days since first order", "Días desde el primer pedido", "customer age, days since first "
    "order, customer for",
       "antigüedad, días desde el primer pedido, cliente desde hace", "days"),
    _f("days_since_last_order", "Days since last order", "Días desde el último pedido",
       "days since last order, not bought for, haven't bought in, no purchase in, inactive for, without buying for, recency, "
       "haven't ordered for",
       "días desde el último pedido, no compran desde hace, sin comprar desde hace, inactivos desde hace, llevan sin comprar, "
       "recencia, hace que no compran",
       "days"),
    _f("age_at_last_order_days", "Age at last order", "Antigüedad en el último pedido", "days from first to last order",
       "días entre el primer y el último pedido", "days"),
    _f("revenue", "Revenue", "Ingresos", "gross spend, revenue before refunds", "ingresos brutos, gasto bruto", "money"),
    _f("refunds", "Refunds", "Devoluciones", "refunds, returned, money refunded", "devoluciones, devuelto, importe "
    "devuelto", "money"),
    _f("historic_value", "Historic value", "Valor histórico",
       "historic value, spent, total spend, spending, has spent, spend, lifetime spend, value so far, best customers, biggest "
       "spenders, big spenders",
       "valor histórico, gastado, gasto total, gasto, ha gastado, han gastado, mejores clientes, los que más gastan, gasto "
       "acumulado", "money"),
    _f("average_order_value", "Average order value", "Valor medio del pedido", "average order value, AOV, average basket, "
    "basket size",
       "valor medio del pedido, ticket medio, cesta media", "money"),
    _f("units", "Units", "Unidades", "units bought, items bought", "unidades compradas, artículos "
    "comprados", "units", "order_lines"),
    _f("discount_share", "Discount share", "Peso de descuentos", "discount share, bargain hunters, buys with discount, "
    "discount seekers",
       "peso de descuentos, cazadores de ofertas, compra con descuento, cazaofertas", "rate"),
    _f("orders_365", "Orders in 365 days", "Pedidos en 365 días", "orders in the last year, orders last 12 "
    "months", "pedidos en el último año", "orders"),
    _f("historic_value_365", "Value in 365 days", "Valor en 365 días", "spent in the last year, spend last 12 "
    "months", "gastado en el último año", "money"),
    _f("favourite_category", "Favourite category", "Categoría favorita", "favourite category, favorite category, preferred "
    "category",
       "categoría favorita, categoría preferida", None, "order_lines", "products"),
    _f("favourite_product", "Favourite product", "Producto favorito", "favourite product, favorite product, most bought "
    "product",
       "producto favorito, producto preferido", None, "order_lines"),
    _f("first_product", "First product", "Primer producto", "first product, entry product, started with", "primer producto, "
    "producto de entrada", None, "order_lines"),
    _f("last_sales_channel", "Last sales channel", "Último canal de venta", "last sales channel, bought last "
    "in", "último canal de venta"),
    _f("usual_weekday", "Usual weekday", "Día habitual", "usual weekday, buys on", "día habitual, suele comprar en"),
    _f("usual_hour", "Usual hour", "Hora habitual", "usual hour, buys at", "hora habitual"),
    _f("next_category", "Next category", "Próxima categoría", "next category, will buy next, likely category",
       "próxima categoría, siguiente categoría, categoría siguiente", None, "order_lines", "products"),
    _f("next_product", "Next product", "Próximo producto", "next product, likely product, recommended product",
       "próximo producto, siguiente producto, producto siguiente, producto recomendado", None, "order_lines"),
    _f("replenish_category", "Category to replenish", "Categoría por reponer", "category to replenish, runs out of, needs "
    "more, will need",
       "categoría por reponer, se le acaba, se les acaba, le toca reponer, necesita reponer", None, "order_lines", "products"),
    _f("replenish_product", "Product to replenish", "Producto por reponer", "product to replenish", "producto por "
    "reponer", None, "order_lines"),
    _f("replenish_on", "Replenish on", "Reponer el", "replenish, replenishment date, runs out, due to replenish, to "
    "restock",
       "reponer, fecha de reposición, se acaba, toca reponer, reposición", None, "order_lines"),
    _f("replenish_earliest_on", "Replenish, earliest", "Reponer, como pronto", "", "", None, "order_lines"),
    _f("replenish_latest_on", "Replenish, latest", "Reponer, como tarde", "", "", None, "order_lines"),
)  # fmt: skip
_RELATION = (
    _f("business_model", "Business model", "Modelo de negocio", "business model, one-off or subscription", "modelo de negocio"),
    _f("stage", "Stage", "Etapa", "stage, lifecycle stage, phase", "etapa, fase, etapa del ciclo de vida"),
    _f("stage_ecommerce", "Stage as a buyer", "Etapa como comprador", "shop stage", "etapa de tienda"),
    _f("stage_subscription", "Stage as a subscriber", "Etapa como suscriptor", "subscription stage", "etapa de suscripción",
       None, *_SUBSCRIPTION),
    _f("stage_since", "In stage since", "En la etapa desde", "in stage since, stage since", "en la etapa desde"),
    _f("health", "Health", "Salud", "health, at risk, about to leave, slipping away, lapsed, inactive, dormant, churning, "
                                    "active",
       "salud, en riesgo, a punto de irse, se nos van, perdidos, inactivos, dormidos, activos"),
    _f("health_ecommerce", "Health as a buyer", "Salud como comprador", "shop health", "salud de tienda"),
    _f("health_subscription", "Health as a subscriber", "Salud como suscriptor", "subscription health", "salud de suscripción",
       None, *_SUBSCRIPTION),
    _f("health_since", "Health since", "Salud desde", "at risk since, lapsed since", "en riesgo desde, perdido desde"),
    _f("expected_gap_days", "Expected days between orders", "Días esperados entre pedidos", "expected gap, own cadence, usual "
    "gap, cadence",
       "intervalo esperado, cadencia, ritmo de compra", "days"),
    _f("silence", "Silence against cadence", "Silencio frente a su cadencia", "silence, silence ratio", "silencio", "ratio"),
    _f("reactivated_on", "Reactivated", "Reactivado", "reactivated, came back, won back, returned after "
                                                      "lapsing", "reactivado, volvió, recuperado"),
    _f("rfm_recency", "RFM recency", "Recencia RFM", "recency score, R score", "puntuación de recencia"),
    _f("rfm_frequency", "RFM frequency", "Frecuencia RFM", "frequency score, F score", "puntuación de frecuencia"),
    _f("rfm_monetary", "RFM value", "Valor RFM", "monetary score, M score", "puntuación monetaria"),
    _f("rfm_segment", "RFM group", "Grupo RFM", "RFM, RFM segment, RFM group, champions, hibernating, cannot lose",
       "RFM, segmento RFM, grupo RFM, campeones, hibernando"),
)  # fmt: skip
_EXPECTATION = (
    _f("p_alive", "Probability of being active", "Probabilidad de seguir activo", "p alive, probability alive, likelihood of "
    "being active",
       "probabilidad de seguir activo, probabilidad de estar vivo", "rate"),
    _f("expected_orders_365", "Expected orders, 12 months", "Pedidos esperados, 12 meses", "expected orders, predicted orders",
       "pedidos esperados, pedidos previstos", "orders"),
    *(_f(f"purchase_probability_{n}", f"Purchase probability, {n} days", f"Probabilidad de compra, {n} días",
         f"probability to buy in {n} days, likely to buy in {n} days, propensity to buy {n} days" + (", likely to buy, "
         "propensity to buy" if n == 90 else ""),
         f"probabilidad de comprar en {n} días, probabilidad de compra {n} días" + (", probabilidad de compra, "
         "propensión" if n == 90 else ""), "rate")
      for n in (30, 60, 90)),
    _f("churn_probability_90", "Churn probability, 90 days", "Probabilidad de fuga, 90 días", "churn probability, churn risk, "
    "likely to churn, likely to leave",
       "probabilidad de fuga, riesgo de fuga, probabilidad de abandono", "rate"),
    _f("purchase_reasons", "Why that probability", "Por qué esa probabilidad", "reasons for the probability", "motivos de la "
    "probabilidad"),
    _f("expected_spend_90", "Expected spend on orders, 90 days", "Gasto esperado en pedidos, 90 días", "expected spend, "
    "predicted spend",
       "gasto esperado, gasto previsto", "money"),
    _f("expected_order_value", "Expected order value", "Valor esperado del pedido", "expected order value, predicted "
    "basket", "valor esperado del pedido", "money"),
    _f("expected_next_order_on", "Expected next order", "Próximo pedido esperado", "next order, expected next order, next "
    "purchase date, due to order",
       "próximo pedido, próxima compra, siguiente pedido"),
    _f("clv", "CLV, 12 months", "CLV, 12 meses", "CLV, LTV, lifetime value, valuable, most valuable, predicted value, "
                                                 "customer value, high value",
       "CLV, LTV, valor de vida, valiosos, más valiosos, valor previsto, alto valor", "money"),
    _f("clv_low", "CLV, low", "CLV, mínimo", "", "", "money"),
    _f("clv_high", "CLV, high", "CLV, máximo", "", "", "money"),
    _f("clv_deviation", "CLV, standard deviation", "CLV, desviación típica", "", "", "money"),
    _f("clv_36m", "CLV, 36 months", "CLV, 36 meses", "three-year CLV, CLV 36 months", "CLV a 36 meses, CLV a tres "
    "años", "money"),
    _f("clv_lifetime", "CLV, lifetime", "CLV, toda la vida", "lifetime CLV", "CLV de por vida", "money"),
)  # fmt: skip
_SUBSCRIBING = (
    _f("subscription_status", "Subscription status", "Estado de la suscripción", "subscription status, on trial, paused, past "
    "due, subscribed",
       "estado de la suscripción, en prueba, en pausa, impagado, suscrito", None, *_SUBSCRIPTION),
    _f("plan", "Plan", "Plan", "plan, subscription plan, tier", "plan, plan de suscripción, modalidad", None, *_SUBSCRIPTION),
    _f("billing_interval", "Billing interval", "Frecuencia de cobro", "billing interval, billed, pays every",
       "frecuencia de cobro, periodicidad, paga cada", None, *_SUBSCRIPTION),
    _f("subscription_started_on", "Subscribed since", "Suscrito desde", "subscription start, subscribed since", "suscrito "
    "desde, inicio de suscripción",
       None, *_SUBSCRIPTION),
    _f("tenure_days", "Tenure", "Permanencia", "tenure, days subscribed, subscribed for", "permanencia, días suscrito, "
    "suscrito desde hace", "days", *_SUBSCRIPTION),
    _f("renewals", "Renewals made", "Renovaciones hechas", "renewals made, times renewed, has renewed",
       "renovaciones hechas, veces renovada, ha renovado", None, *_SUBSCRIPTION),
    _f("expected_subscription_months", "Expected months of a new subscription like it",
       "Meses que dura una suscripción nueva como la suya", "", "", None, *_SUBSCRIPTION),
    _f("expected_remaining_months", "Expected months still subscribed", "Meses de suscripción que le quedan",
       "expected remaining months, remaining subscription months, remaining life", "meses de suscripción que le quedan, "
       "vida restante de la suscripción", None, *_SUBSCRIPTION),
    _f("mrr", "Monthly price", "Precio mensual", "MRR, monthly price, pays per month", "MRR, precio mensual, paga al "
    "mes", "money", *_SUBSCRIPTION),
    _f("current_period_ends_on", "Current period ends", "Fin del periodo actual", "renews on, next renewal, period "
    "ends", "renueva el, próxima renovación",
       None, *_SUBSCRIPTION),
    _f("cancel_reason", "Cancellation reason", "Motivo de baja", "cancellation reason, why they cancelled", "motivo de baja, "
    "motivo de cancelación",
       None, *_SUBSCRIPTION),
)  # fmt: skip
_ENGAGEMENT = (
    _f("last_visit_on", "Last visit", "Última visita", "last visit, last seen, visited", "última visita, visto por última "
    "vez", None, "events"),
    _f("visits_90", "Visits in 90 days", "Visitas en 90 días", "visits, recent visits", "visitas, visitas "
    "recientes", "visits", "events"),
    _f("last_cart_on", "Last cart", "Último carrito", "last cart, abandoned cart, added to cart", "último carrito, carrito "
    "abandonado, añadió al carrito",
       None, "events"),
    _f("app_use_30", "App use in 30 days", "Uso de la app en 30 días", "app use, days in the app", "uso de la app", "days",
       "events"),
    _f("last_touch_on", "Last message", "Último mensaje", "last message, last contacted, last email", "último mensaje, último "
    "contacto, último correo",
       None, "touches"),
    _f("touches_30", "Messages in 30 days", "Mensajes en 30 días", "messages received, recent "
    "messages", "mensajes recibidos", "messages", "touches"),
    _f("last_click_on", "Last click", "Último clic", "last click, clicked", "último clic, hizo clic", None, "touches"),
    _f("nps_score", "NPS score", "Puntuación NPS", "NPS score, promoters, detractors", "puntuación NPS, promotores, "
    "detractores", "points", "surveys"),
    _f("reviews", "Reviews", "Reseñas", "reviews written, number of reviews", "reseñas escritas, número de "
    "reseñas", "count", "reviews"),
    _f("average_rating", "Average rating", "Valoración media", "average rating given", "valoración media", "stars", "reviews"),
    _f("referrals", "Referrals", "Recomendaciones", "referrals made, brought friends", "recomendaciones, trajo "
    "amigos", "count", "referrals"),
    *(_f(f"consent_{channel}", f"Consent: {name}", f"Consentimiento: {nombre}", f"{name} consent, opted in to {name}, can be "
    f"reached by {name}",
         f"consentimiento de {nombre}, acepta {nombre}", None, "consents")
      for channel, name, nombre in (("email", "e-mail", "correo"), ("sms", "SMS", "SMS"), ("whatsapp", "WhatsApp", "WhatsApp"),
      ("push", "push", "push"))),
)  # fmt: skip

FIELDS: dict[str, Field] = {f.id: f for f in (*_WHO, *_BUYING, *_RELATION, *_EXPECTATION, *_SUBSCRIBING, *_ENGAGEMENT)}

_VALUES: dict[str, dict[str, Text]] = {
    "stage": {
        "awareness": Text("awareness", "descubrimiento"), "consideration": Text("consideration", "consideración"),
        "conversion": Text("conversion", "conversión"), "retention": Text("retention", "retención"), "loyalty": Text("loyalty",
        "fidelidad"),
    },
    "health": {"active": Text("active", "activo"), "at_risk": Text("at risk", "en riesgo"), "lapsed": Text("lapsed",
        "perdido")},
    "rfm_segment": {
        "champions": Text("RFM: champions", "RFM: campeones"), "loyal": Text("RFM: loyal", "RFM: leales"),
        "potential loyalist": Text("RFM: potential loyalist", "RFM: leales potenciales"), "new": Text("RFM: new",
        "RFM: nuevos"),
        "promising": Text("RFM: promising", "RFM: prometedores"), "need attention": Text("RFM: need attention",
        "RFM: necesitan atención"),
        "about to sleep": Text("RFM: about to sleep", "RFM: a punto de dormirse"), "slipping": Text("RFM: slipping",
        "RFM: se escapan"),
        "hibernating": Text("RFM: hibernating", "RFM: hibernando"), "lost": Text("RFM: lost", "RFM: perdidos"),
        "cannot lose": Text("RFM: cannot lose", "RFM: no podemos perder"),
    },
    "subscription_status": {
        "trialing": Text("on trial", "en prueba"), "active": Text("active", "activa"), "past_due": Text("past due", "impagada"),
        "paused": Text("paused", "en pausa"), "ended": Text("ended", "terminada"),
    },
    "billing_interval": {
        "week": Text("weekly", "semanal"), "month": Text("monthly", "mensual"), "quarter": Text("quarterly", "trimestral"),
        "year": Text("annual", "anual"),
    },
    "cancel_reason": {
        "payment_failed": Text("failed payment", "pago fallido"), "gift_ended": Text("gift ended", "fin del regalo"),
        "too_expensive": Text("too expensive", "demasiado caro"),
        "too_much_product": Text("too much product", "demasiado producto"),
        "taste": Text("taste", "gusto"), "moving_house": Text("moving house", "mudanza"),
        "competitor": Text("went to a competitor", "se fue a la competencia"),
        "delivery_problems": Text("delivery problems", "problemas de entrega"),
    },
    "new_or_returning": {"new": Text("new", "nuevos"), "returning": Text("returning", "recurrentes"), "guest": Text("guest",
        "invitados")},
    "weekday": dict(zip(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        (Text("Monday", "lunes"), Text("Tuesday", "martes"), Text("Wednesday", "miércoles"), Text("Thursday", "jueves"),
        Text("Friday", "viernes"),
         Text("Saturday", "sábado"), Text("Sunday", "domingo")), strict=True,
    )),
}  # fmt: skip
_SAME_VALUES = {"stage_ecommerce": "stage", "stage_subscription": "stage", "health_ecommerce": "health",
    "health_subscription": "health",
                "usual_weekday": "weekday"}  # fmt: skip
_UNKNOWN = Text("unknown", "desconocido")


def field_label(name: str) -> Text:
    """The name of a profile field or dimension in both languages; the id itself when it is neither."""
    if name in FIELDS:
        return FIELDS[name].label
    return DIMENSIONS[name].label if name in DIMENSIONS else Text.same(name)


def value_label(field: str, value: str) -> Text:
    """What a value of a closed set is called in both languages; other values are called what they are."""
    if value == "unknown":
        return _UNKNOWN
    return _VALUES.get(_SAME_VALUES.get(field, field), {}).get(value, Text.same(value))


if missing := set(PROFILE_COLUMNS) - set(FIELDS):
    raise RuntimeError(f"profile fields without a name: {sorted(missing)}")
