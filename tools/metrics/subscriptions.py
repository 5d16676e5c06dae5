"""Metrics of retention of subscribers: how many there are, what they pay, and who leaves, pauses or skips."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.terms import Text, Unit

__all__ = ["METRICS"]


def _standing(id: str, en: str, es: str, test: Callable[[ir.Table], Any], money: bool = False) -> Part:
    """Subscriptions, or their monthly price, for which a test of their standing holds."""
    unit: Unit = "money" if money else "subscriptions"
    if money:
        return Part(
            id,
            Text(en, es),
            unit,
            "subscription_standing",
            lambda t, s: t.monthly_price.sum(where=test(t)).fill_null(0.0),
            sums=True,
        )
    return Part(id, Text(en, es), unit, "subscription_standing", lambda t, s: t.count(where=test(t)), sums=True)


def _happened(id: str, en: str, es: str, test: Callable[[ir.Table], Any]) -> Part:
    return Part(id, Text(en, es), "count", "subscription_happenings", lambda t, s: t.count(where=test(t)), sums=True)


_AT_START = _standing("active_at_start", "Active at the start", "Activas al inicio", lambda t: t.was_active)
_LEFT = _standing("ended_since_start", "Ended since", "Terminadas desde entonces", lambda t: t.was_active & t.ended_inside)
_LEFT_PAYMENT = _standing(
    "ended_for_payment",
    "Ended for want of payment",
    "Terminadas por impago",
    lambda t: t.was_active & t.ended_inside & t.payment,
)
_LEFT_CHOICE = _standing(
    "ended_by_choice", "Ended by choice", "Terminadas por decisión propia", lambda t: t.was_active & t.ended_inside & ~t.payment
)
_ACTIVE = _standing("active_subscriptions", "Active subscriptions", "Suscripciones activas", lambda t: t.is_active)
_MRR = _standing("mrr", "MRR", "MRR", lambda t: t.is_active, money=True)
_MRR_START = _standing("mrr_at_start", "MRR at the start", "MRR al inicio", lambda t: t.was_active, money=True)
_MRR_LEFT = _standing("mrr_lost", "MRR lost", "MRR perdido", lambda t: t.was_active & t.ended_inside, money=True)
_MRR_KEPT = _standing("mrr_kept", "MRR kept", "MRR mantenido", lambda t: t.was_active & t.is_active, money=True)
_ENDED = Part("churned_subscriptions", Text("Subscriptions ended", "Suscripciones terminadas"), "subscriptions",
    "subscription_ends",
              lambda t, s: t.count(), sums=True)  # fmt: skip
_STARTED = Part("new_subscriptions", Text("New subscriptions", "Suscripciones nuevas"), "subscriptions", "subscription_starts",
                lambda t, s: t.count(), sums=True)  # fmt: skip
_TRIALS_OVER = Part(
    "trials_over", Text("Trials over", "Pruebas terminadas"), "subscriptions", "trials_over", lambda t, s: t.count(), sums=True
)
_TRIALS_PAID = Part("trials_converted", Text("Trials that became paid", "Pruebas que pasaron a pago"), "subscriptions",
    "trials_over",
                    lambda t, s: t.count(where=t.started_on.notnull()), sums=True)  # fmt: skip
_DUE = _happened("renewals_due", "Renewals due", "Renovaciones debidas", lambda t: t.due)
_SKIPPED = _happened("skips", "Skipped", "Saltadas", lambda t: t.type == "skipped")
_FAILED = _happened("failed_payments", "Failed payments", "Pagos fallidos", lambda t: t.type == "payment_failed")
_SETTLED = _happened("recovered_payments", "Recovered payments", "Pagos recuperados", lambda t: t.settled)
_PAUSED = Part("paused_subscriptions", Text("Subscriptions paused", "Suscripciones pausadas"), "subscriptions",
    "subscription_happenings",
               lambda t, s: t.subscription_id.nunique(where=t.type == "paused"))  # fmt: skip
_USE_DAYS = Part(
    "app_use_days", Text("Days with app use", "Días con uso de la app"), "days", "app_usage", lambda t, s: t.used_on.count()
)
_USING = Part("subscriptions_in_use", Text("Active subscriptions", "Suscripciones activas"), "subscriptions", "app_usage",
              lambda t, s: t.subscription_id.nunique())  # fmt: skip

_PRICES = Text("Prices are today's: the data do not hold what each subscription paid before.",
               "Los precios son los de hoy: los datos no guardan lo que pagaba antes cada suscripción.")  # fmt: skip

METRICS = (
    Metric(
        "active_subscriptions", Text("Active subscriptions", "Suscripciones activas"), "subscriptions", "retention", "up",
        Text("Paid subscriptions running at the end of the period; trials and pauses apart.",
             "Suscripciones de pago vigentes al final del periodo; pruebas y pausas aparte."),
        words("active subscriptions, subscribers, active subscribers, subscriptions, subscriber count, paying subscribers, "
              "live subscriptions, "
              "subscriber base, current subscribers, members",
              "suscripciones activas, suscriptores, suscriptores activos, suscripciones, número de suscriptores, abonados, "
              "socios, "
              "suscriptores de pago, base de suscriptores, suscripciones vigentes"),
        (Variant(_ACTIVE),), basis="stock", additive=True,
    ),
    Metric(
        "mrr", Text("Monthly recurring revenue", "Ingresos recurrentes mensuales"), "money", "retention", "up",
        Text("Monthly price of the subscriptions active at the end of the period; annual prices / 12.",
             "Precio mensual de las suscripciones activas al final del periodo; los anuales / 12."),
        words("MRR, monthly recurring revenue, recurring revenue, subscription revenue per month, run rate",
              "MRR, ingresos recurrentes mensuales, ingresos recurrentes, facturación recurrente, ingreso mensual recurrente"),
        (Variant(_MRR),), basis="stock", additive=True, note=_PRICES, note_when=lambda s: s.last < s.warehouse.today,
    ),
    Metric(
        "new_subscriptions", Text("New subscriptions", "Suscripciones nuevas"), "subscriptions", "conversion", "up",
        Text("Subscriptions first paid in the period.", "Suscripciones con su primer pago en el periodo."),
        words("new subscriptions, new subscribers, subscriptions started, subscriber acquisition, subscription sign-ups, new "
              "members",
              "suscripciones nuevas, nuevos suscriptores, altas de suscripción, nuevas suscripciones, altas de suscriptores, "
              "altas"),
        (Variant(_STARTED),), additive=True,
    ),
    Metric(
        "churned_subscriptions", Text("Subscriptions ended", "Bajas de suscripción"), "subscriptions", "retention", "down",
        Text("Paid subscriptions that ended in the period, whatever the reason.",
             "Suscripciones de pago que terminaron en el periodo, por cualquier motivo."),
        words("churned subscriptions, cancelled subscriptions, canceled subscriptions, subscription cancellations, "
              "cancellations, subscriptions lost, "
              "churned subscribers, lost subscribers, subscriptions ended, cancellation count",
              "bajas de suscripción, bajas, cancelaciones, cancelaciones de suscripción, suscripciones canceladas, "
              "suscriptores perdidos, "
              "suscripciones perdidas, bajas de suscriptores, suscripciones terminadas"),
        (Variant(_ENDED),), additive=True,
    ),
    Metric(
        "churn_rate", Text("Churn rate", "Tasa de bajas"), "rate", "retention", "down",
        Text("Subscriptions active at the start of the period that ended in it / active at the start; trials never count, "
             "pauses apart.",
             "Suscripciones activas al inicio del periodo que terminaron en él / activas al inicio; las pruebas no cuentan, "
             "las pausas van aparte."),
        words("churn rate, churn, subscription churn, subscriber churn, cancellation rate, subscription cancellation rate, "
              "monthly churn, cancel rate",
              "tasa de bajas, churn, tasa de cancelación, tasa de cancelación de suscripciones, tasa de abandono, rotación de "
              "suscriptores, "
              "cancelación de suscripciones, porcentaje de bajas, tasa de churn"),
        (Variant(_LEFT / _AT_START),), _AT_START, interval="wilson", default_period="last_month",
    ),
    Metric(
        "voluntary_churn_rate", Text("Voluntary churn rate", "Tasa de bajas voluntarias"), "rate", "retention", "down",
        Text("As churn rate, of those who ended by choice.", "Como la tasa de bajas, de quienes terminaron por decisión "
        "propia."),
        words("voluntary churn rate, voluntary churn, active churn, churn by choice, voluntary cancellations",
              "tasa de bajas voluntarias, bajas voluntarias, churn voluntario, cancelación voluntaria"),
        (Variant(_LEFT_CHOICE / _AT_START),), _AT_START, interval="wilson", default_period="last_month",
    ),
    Metric(
        "payment_churn_rate", Text("Payment churn rate", "Tasa de bajas por impago"), "rate", "retention", "down",
        Text("As churn rate, of those who ended because a payment failed.", "Como la tasa de bajas, de quienes terminaron por "
        "un pago fallido."),
        words("payment churn rate, payment churn, involuntary churn, involuntary churn rate, passive churn, churn from failed "
              "payments",
              "tasa de bajas por impago, bajas por impago, churn involuntario, bajas involuntarias, churn por pago, bajas por "
              "pago fallido"),
        (Variant(_LEFT_PAYMENT / _AT_START),), _AT_START, interval="wilson", default_period="last_month",
    ),
    Metric(
        "churned_mrr", Text("MRR lost to cancellations", "MRR perdido por bajas"), "money", "retention", "down",
        Text("Monthly price of subscriptions active at the start of the period that ended in it.",
             "Precio mensual de las suscripciones activas al inicio del periodo que terminaron en él."),
        words("churned MRR, lost MRR, MRR lost, MRR churned, MRR lost to cancellations, MRR lost to churn, cancelled MRR, "
              "recurring revenue lost, lost recurring revenue, monthly recurring revenue lost",
              "MRR perdido, MRR cancelado, MRR perdido por bajas, ingresos recurrentes perdidos, pérdida de MRR, MRR que se "
              "fue, ingreso recurrente perdido, ingresos recurrentes mensuales perdidos"),
        (Variant(_MRR_LEFT),), additive=True, default_period="last_month",
    ),
    Metric(
        "mrr_per_subscription", Text("MRR per subscription", "MRR por suscripción"), "money", "retention", "up",
        Text("Monthly recurring revenue / active subscriptions, at the end of the period.",
             "Ingresos recurrentes mensuales / suscripciones activas, al final del periodo."),
        words("MRR per subscription, MRR per subscriber, ARPU, average revenue per user, average revenue per subscriber, "
              "revenue per subscriber, recurring revenue per subscriber, average MRR, average revenue per member",
              "MRR por suscripción, MRR por suscriptor, ARPU, ingreso medio por suscriptor, ingreso medio por usuario, "
              "ingresos por suscriptor, ingreso por abonado, ingreso promedio por suscriptor, MRR medio"),
        (Variant(_MRR / _ACTIVE),), _ACTIVE, basis="stock", note=_PRICES, note_when=lambda s: s.last < s.warehouse.today,
    ),
    Metric(
        "gross_mrr_churn", Text("Gross MRR churn", "Pérdida bruta de MRR"), "rate", "retention", "down",
        Text("Monthly price of subscriptions active at the start that ended / monthly price at the start.",
             "Precio mensual de las suscripciones activas al inicio que terminaron / precio mensual al inicio."),
        words("gross MRR churn, MRR churn, revenue churn, gross revenue churn, MRR lost rate",
              "pérdida bruta de MRR, churn de MRR, churn de ingresos, pérdida de ingresos recurrentes"),
        (Variant(_MRR_LEFT / _MRR_START),), _AT_START, default_period="last_month", note=_PRICES,
    ),
    Metric(
        "net_revenue_retention", Text("Net revenue retention", "Retención neta de ingresos"), "rate", "retention", "up",
        Text("Monthly price at the end of subscriptions active at the start / their monthly price at the start.",
             "Precio mensual al final de las suscripciones activas al inicio / su precio mensual al inicio."),
        words("net revenue retention, NRR, net dollar retention, NDR, revenue retention, net retention",
              "retención neta de ingresos, NRR, retención de ingresos, retención neta"),
        (Variant(_MRR_KEPT / _MRR_START),), _AT_START, default_period="last_month", note=_PRICES,
    ),
    Metric(
        "trial_conversion_rate", Text("Trial conversion rate", "Tasa de conversión de pruebas"), "rate", "conversion", "up",
        Text("Trials that became paid / trials that were over in the period.", "Pruebas que pasaron a pago / pruebas "
        "terminadas en el periodo."),
        words("trial conversion rate, trial to paid, trial-to-paid rate, trial conversion, free trial conversion, trials that "
              "convert",
              "tasa de conversión de pruebas, conversión de prueba a pago, conversión de pruebas, pruebas que se convierten, "
              "de prueba a pago"),
        (Variant(_TRIALS_PAID / _TRIALS_OVER),), _TRIALS_OVER, interval="wilson",
    ),
    Metric(
        "skip_rate", Text("Skip rate", "Tasa de saltos"), "rate", "retention", "down",
        Text("Renewals skipped / renewals due.", "Renovaciones saltadas / renovaciones debidas."),
        words("skip rate, skipped orders rate, skipped deliveries, skipping rate, share of skips, skips, skipped renewals",
              "tasa de saltos, entregas saltadas, porcentaje de saltos, envíos saltados, renovaciones saltadas"),
        (Variant(_SKIPPED / _DUE),), _DUE, interval="wilson",
    ),
    Metric(
        "paused_subscriptions", Text("Subscriptions paused", "Suscripciones pausadas"), "subscriptions", "retention", "down",
        Text("Subscriptions that were paused in the period.", "Suscripciones que se pausaron en el periodo."),
        words("subscriptions paused, paused subscriptions, pauses, subscribers who paused, number of pauses, subscription "
              "pauses",
              "suscripciones pausadas, pausas, suscriptores que pausaron, pausas de suscripción, número de pausas"),
        (Variant(_PAUSED),),
    ),
    Metric(
        "pause_rate", Text("Pause rate", "Tasa de pausas"), "rate", "retention", "down",
        Text("Subscriptions paused in the period / active at its start.", "Suscripciones pausadas en el periodo / activas al "
        "inicio."),
        words("pause rate, paused subscriptions rate, share paused, pausing rate, pauses",
              "tasa de pausas, suscripciones en pausa, porcentaje de pausas, pausas"),
        (Variant(_PAUSED / _AT_START),), _AT_START, default_period="last_month",
    ),
    Metric(
        "failed_payments", Text("Failed payments", "Pagos fallidos"), "count", "retention", "down",
        Text("Subscription payments that failed in the period.", "Pagos de suscripciones que fallaron en el periodo."),
        words("failed payments, payment failures, failed charges, declined payments, failed subscription payments",
              "pagos fallidos, fallos de pago, cobros fallidos, pagos rechazados, pagos de suscripción fallidos"),
        (Variant(_FAILED),), _FAILED,
    ),
    Metric(
        "payment_recovery_rate", Text("Payment recovery rate", "Tasa de recuperación de pagos"), "rate", "retention", "up",
        Text("Failed payments that were then recovered / failed payments of the period.",
             "Pagos fallidos que luego se recuperaron / pagos fallidos del periodo."),
        words("payment recovery rate, dunning recovery rate, recovered payments, failed payment recovery, dunning success",
              "tasa de recuperación de pagos, pagos recuperados, recuperación de impagos, recuperación de pagos fallidos"),
        (Variant(_SETTLED / _FAILED),), _FAILED, interval="wilson",
    ),
    Metric(
        "product_usage", Text("Product usage", "Uso del producto"), "days", "retention", "up",
        Text("Mean days with app use in the period per subscription active at its end.",
             "Media de días con uso de la app en el periodo por suscripción activa al final."),
        words("product usage, app usage, usage, days of use, active days per subscriber, engagement with the app, days with "
              "app use",
              "uso del producto, uso de la app, días de uso, uso, días con uso de la aplicación, días activos por suscriptor"),
        (Variant(_USE_DAYS / _USING),), _USING, default_period="last_month",
    ),
)  # fmt: skip
