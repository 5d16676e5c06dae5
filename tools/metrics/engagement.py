"""Metrics of messages: delivered, opened, clicked, what they brought, and who can still be engaged."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tools.metrics.consideration import UNSUBSCRIBES, WITHDRAWN
from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.terms import Text

__all__ = ["METRICS"]


def _delivered_and(column: str, id: str, en: str, es: str) -> Part:
    return Part(
        id, Text(en, es), "messages", "messages", lambda t, s: t.count(where=t.delivered & t[column].notnull()), sums=True
    )


_SENT = Part(
    "messages_sent", Text("Messages sent", "Mensajes enviados"), "messages", "messages", lambda t, s: t.count(), sums=True
)
_DELIVERED = Part(
    "messages_delivered",
    Text("Messages delivered", "Mensajes entregados"),
    "messages",
    "messages",
    lambda t, s: t.count(where=t.delivered),
    sums=True,
)
_BOUNCED = Part(
    "bounces", Text("Bounces", "Rebotes"), "messages", "messages", lambda t, s: t.count(where=t.bounced_at.notnull()), sums=True
)
_OPENED = _delivered_and("opened_at", "opened_messages", "Opened", "Abiertos")
_CLICKED = _delivered_and("clicked_at", "clicked_messages", "Clicked", "Con clic")
_LEFT = _delivered_and("unsubscribed_at", "unsubscribed_messages", "Unsubscribed", "Con baja")
_COMPLAINED = _delivered_and("complained_at", "complaints", "Complaints", "Quejas")
_ATTRIBUTED = Part(
    "attributed_revenue", Text("Attributed revenue", "Ingresos atribuidos"), "money", "orders_after_click",
    lambda t, s: t.revenue.sum().fill_null(0.0), sums=True,
)  # fmt: skip
_CONTACTABLE = Part(
    "contactable", Text("Contactable customers", "Clientes contactables"), "customers", "contactable", lambda t, s: t.count()
)

_OPENS = Text("Opens are inflated by mail programs that load images by themselves.",
              "Las aperturas están infladas por programas de correo que cargan las imágenes solos.")  # fmt: skip
_NOT_LIFT = Text("Attributed (order within five days after a click) is not incremental: some would have bought anyway.",
                 "Atribuido (pedido en los cinco días tras un clic) no es incremental: parte habría comprado "
                 "igual.")  # fmt: skip
_CONSENTS_TODAY = Text("Consents are as of the end of the data.", "Los consentimientos son los del final de los datos.")


def _engaged(days: int) -> Metric:
    def _recent(rows: ir.Table) -> Any:
        return rows.signal_on > (rows.window_last - ibis.interval(days=days)).cast("date")

    engaged = Part(
        f"engaged_{days}", Text(f"Engaged in {days} days", f"Con actividad en {days} días"), "customers", "contactable",
        lambda t, s: t.count(where=_recent(t).fill_null(False)),
    )  # fmt: skip
    n = Text(f"{days} days", f"{days} días")
    english = (
        f"engaged share {days} days, engaged profiles {days} days, engagement rate {days} days, active contacts {days} days"
    )
    spanish = f"contactos activos {days} días, cuota de activos {days} días, tasa de implicación {days} días"
    if days == 90:
        english += ", engaged share, engaged subscribers, list engagement, engagement rate"
        spanish += ", contactos activos, implicación, tasa de implicación, suscriptores activos en la lista"
    return Metric(
        f"engaged_share_{days}", Text("Engaged share, {n}", "Contactos activos, {n}").format(n=n), "rate", "retention", "up",
        Text("Contactable customers who clicked, visited or ordered in the last {n} / contactable customers; opens are left "
             "out.",
             "Clientes contactables que hicieron clic, visitaron o compraron en los últimos {n} / contactables; las aperturas "
             "no cuentan.").format(n=n),
        words(english, spanish), (Variant(engaged / _CONTACTABLE),), _CONTACTABLE, basis="stock", interval="wilson",
        note=_CONSENTS_TODAY,
        note_when=lambda s: s.last < s.warehouse.today, klaviyo=f"Engaged profiles ({days} days)",
    )  # fmt: skip


METRICS = (
    Metric(
        "messages_sent", Text("Messages sent", "Mensajes enviados"), "messages", "retention", "neither",
        Text("Touches sent in the period.", "Mensajes enviados en el periodo."),
        words("messages sent, emails sent, sends, send volume, sent emails, sent messages, mailings sent",
              "mensajes enviados, correos enviados, envíos, emails enviados, volumen de envíos"),
        (Variant(_SENT),), additive=True, klaviyo="Sent",
    ),
    Metric(
        "messages_delivered", Text("Messages delivered", "Mensajes entregados"), "messages", "retention", "up",
        Text("Touches sent in the period that were delivered.", "Mensajes enviados en el periodo que se entregaron."),
        words("messages delivered, delivered, delivered messages, deliveries, recipients",
              "mensajes entregados, entregados, destinatarios"),
        (Variant(_DELIVERED),), additive=True, klaviyo="Received Email",
    ),
    Metric(
        "messages_opened", Text("Messages opened", "Mensajes abiertos"), "messages", "retention", "up",
        Text("Delivered messages that were opened.", "Mensajes entregados que se abrieron."),
        words("messages opened, emails opened, opened messages, opened emails, number of opens, open count, total opens",
              "mensajes abiertos, correos abiertos, emails abiertos, número de aperturas, total de aperturas"),
        (Variant(_OPENED),), additive=True, note=_OPENS, klaviyo="Opened Email",
    ),
    Metric(
        "messages_clicked", Text("Messages clicked", "Mensajes con clic"), "messages", "retention", "up",
        Text("Delivered messages that were clicked.", "Mensajes entregados con algún clic."),
        words("messages clicked, emails clicked, clicked messages, number of clicks, click count, total clicks, most clicks, "
              "amount of clicks",
              "mensajes con clic, correos con clic, número de clics, total de clics, cantidad de clics, más clics"),
        (Variant(_CLICKED),), additive=True, klaviyo="Clicked Email",
    ),
    Metric(
        "open_rate", Text("Open rate", "Tasa de apertura"), "rate", "retention", "up",
        Text("Delivered messages that were opened / delivered.", "Mensajes entregados que se abrieron / entregados."),
        words("open rate, opens, email open rate, OR, unique open rate, opening rate",
              "tasa de apertura, aperturas, ratio de apertura, porcentaje de apertura, tasa de aperturas, OR"),
        (Variant(_OPENED / _DELIVERED),), _DELIVERED, interval="wilson", note=_OPENS, klaviyo="Open rate",
    ),
    Metric(
        "click_rate", Text("Click rate", "Tasa de clics"), "rate", "retention", "up",
        Text("Delivered messages that were clicked / delivered.", "Mensajes entregados con clic / entregados."),
        words("click rate, CTR, clickthrough rate, click-through rate, email clicks, clicks, unique click rate",
              "tasa de clics, tasa de clic, CTR, clics, porcentaje de clics, ratio de clics"),
        (Variant(_CLICKED / _DELIVERED),), _DELIVERED, interval="wilson", klaviyo="Click rate",
    ),
    Metric(
        "click_to_open_rate", Text("Click-to-open rate", "Clics sobre aperturas"), "rate", "retention", "up",
        Text("Messages clicked / messages opened.", "Mensajes con clic / mensajes abiertos."),
        words("click to open rate, click-to-open rate, CTOR", "clics sobre aperturas, CTOR, tasa de clics por apertura"),
        (Variant(_CLICKED / _OPENED),), _OPENED, note=_OPENS, klaviyo="Click-to-open rate",
    ),
    Metric(
        "unsubscribe_rate", Text("Unsubscribe rate", "Tasa de bajas de correo"), "rate", "retention", "down",
        Text("Delivered messages that led to an unsubscribe / delivered.", "Mensajes entregados que causaron una baja / "
        "entregados."),
        words("unsubscribe rate, unsub rate, opt-out rate, email unsubscribe rate, optout rate",
              "tasa de bajas de correo, tasa de baja, tasa de desuscripción, tasa de cancelación de suscripción al correo, "
              "porcentaje de bajas de correo"),
        (Variant(_LEFT / _DELIVERED),), _DELIVERED, interval="wilson", klaviyo="Unsubscribe rate",
    ),
    Metric(
        "unsubscribes", Text("Unsubscribes", "Bajas de correo"), "count", "retention", "down",
        Text("Unsubscribes dated in the period; withdrawn e-mail consents where there are no messages.",
             "Bajas con fecha en el periodo; consentimientos de correo retirados donde no hay mensajes."),
        words("unsubscribes, unsubs, opt-outs, optouts, email unsubscribes, list unsubscribes, people who unsubscribed, "
              "unsubscribers",
              "bajas de correo, bajas, desuscripciones, bajas de la lista, bajas de la newsletter, bajas del boletín, "
              "opt-outs"),
        (Variant(UNSUBSCRIBES, lambda s: s.warehouse.has("touches")), Variant(WITHDRAWN,
        lambda s: s.warehouse.has("consents"))),
        additive=True, klaviyo="Unsubscribed from Email Marketing",
    ),
    Metric(
        "complaint_rate", Text("Complaint rate", "Tasa de quejas"), "rate", "retention", "down",
        Text("Delivered messages marked as spam / delivered.", "Mensajes entregados marcados como spam / entregados."),
        words("complaint rate, spam complaint rate, spam rate, complaints, spam complaints, abuse rate",
              "tasa de quejas, tasa de spam, quejas por spam, quejas, denuncias de spam"),
        (Variant(_COMPLAINED / _DELIVERED),), _DELIVERED, interval="wilson", klaviyo="Spam complaint rate",
    ),
    Metric(
        "bounce_rate", Text("Bounce rate", "Tasa de rebote"), "rate", "retention", "down",
        Text("Bounced messages / messages sent.", "Mensajes rebotados / mensajes enviados."),
        words("bounce rate, email bounce rate, bounces, hard bounce rate, undelivered rate",
              "tasa de rebote, rebotes, tasa de rebote de correo, porcentaje de rebotes"),
        (Variant(_BOUNCED / _SENT),), _SENT, interval="wilson", klaviyo="Bounce rate",
    ),
    Metric(
        "attributed_revenue", Text("Attributed revenue", "Ingresos atribuidos"), "money", "retention", "up",
        Text("Revenue of orders within five days after a click on a message sent in the period; each order once, to its "
             "latest click.",
             "Ingresos de pedidos en los cinco días tras un clic en un mensaje enviado en el periodo; cada pedido una vez, a "
             "su último clic."),
        words("attributed revenue, email revenue, revenue from email, campaign revenue, revenue attributed, revenue from "
              "campaigns, message revenue",
              "ingresos atribuidos, ingresos por correo, ventas por email, ingresos de campañas, facturación atribuida, "
              "ventas atribuidas"),
        (Variant(_ATTRIBUTED),), additive=True, note=_NOT_LIFT, klaviyo="Attributed value (5-day click)",
    ),
    Metric(
        "revenue_per_recipient", Text("Revenue per recipient", "Ingresos por destinatario"), "money", "retention", "up",
        Text("Attributed revenue / delivered messages.", "Ingresos atribuidos / mensajes entregados."),
        words("revenue per recipient, RPR, revenue per email, revenue per message, revenue per send",
              "ingresos por destinatario, ingresos por correo enviado, ingresos por mensaje, RPR"),
        (Variant(_ATTRIBUTED / _DELIVERED),), _DELIVERED, note=_NOT_LIFT, klaviyo="Revenue per recipient",
    ),
    *(_engaged(days) for days in (30, 60, 90)),
)  # fmt: skip
