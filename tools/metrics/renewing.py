"""Metrics of renewals: how many are made, which ones are lost and why, and how long subscriptions are expected to run."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from tools.metrics.declare import words
from tools.metrics.metric import Metric, Part, Variant
from tools.terms import Text

__all__ = ["METRICS"]

_MONTH_DAYS = 365.25 / 12


def _counted(id: str, en: str, es: str, test: Callable[[ir.Table], Any] | None = None) -> Part:
    """Renewals that came, or those for which a test holds."""
    return Part(
        id, Text(en, es), "count", "renewals", lambda t, s: t.count() if test is None else t.count(where=test(t)), sums=True
    )  # fmt: skip


def _days(id: str, en: str, es: str, column: str) -> Part:
    return Part(
        id, Text(en, es), "days", "profiles", lambda t, s: t[column].sum().fill_null(0.0) * _MONTH_DAYS, sums=True
    )  # fmt: skip


_CAME = _counted("renewals_decided", "Renewals that came", "Renovaciones que llegaron")
_MADE = _counted("renewals_made", "Renewals made", "Renovaciones hechas", lambda t: ~t.lost)
_LOST = _counted("renewals_lost", "Not renewed", "No renovaron", lambda t: t.lost)
_UNPAID = _counted("renewals_unpaid", "Not renewed for want of payment", "No renovaron por impago", lambda t: t.unpaid)
_CHOSE = _counted(
    "renewals_declined", "Not renewed by choice", "No renovaron por decisión propia", lambda t: t.lost & ~t.unpaid
)
_RUNNING = Part(
    "running_subscribers", Text("Customers with a running subscription", "Clientes con suscripción vigente"), "customers",
    "profiles", lambda t, s: t.expected_remaining_months.count(), sums=True,
)  # fmt: skip
_LIFE = _days("days_of_new_ones", "Days of new ones", "Días de las nuevas", "expected_subscription_months")
_LEFT = _days("days_still_to_come", "Days still to come", "Días por venir", "expected_remaining_months")
_GIFTS = Text("Gift subscriptions, which end by their term, are left out; to compare, split monthly from annual billing.",
              "Las suscripciones regaladas, que acaban al cumplirse su plazo, no cuentan; para comparar, separa el cobro "
              "mensual del anual.")  # fmt: skip
_CAP = Text("Expected from the renewals of the last two years, capped at five years.",
            "Esperado según las renovaciones de los dos últimos años, con tope de cinco años.")  # fmt: skip

METRICS = (
    Metric(
        "renewal_rate", Text("Renewal rate", "Tasa de renovación"), "rate", "retention", "up",
        Text("Renewals made / renewals that came in the period; the first is the payment after the first one.",
             "Renovaciones hechas / renovaciones que llegaron en el periodo; la primera es el pago que sigue al primero."),
        words("renewal rate, share of renewals made, rate of renewal, share that renew, percentage that renew, how many renew",
              "tasa de renovación, porcentaje de renovación, cuántos renuevan, proporción que renueva, índice de renovación"),
        (Variant(_MADE / _CAME),), _CAME, interval="wilson", note=_GIFTS,
    ),
    Metric(
        "renewal_churn_rate", Text("Churn at renewal", "Bajas en la renovación"), "rate", "retention", "down",
        Text("Renewals not made / renewals that came in the period; by `renewal` it is that at the first, second, ... one.",
             "Renovaciones no hechas / renovaciones que llegaron en el periodo; por `renewal` es la baja en la primera, "
             "segunda, ..."),
        words("renewal churn rate, renewal churn, churn at renewal, lost at renewal",
              "bajas en la renovación, churn en la renovación, perdidas en la renovación"),
        (Variant(_LOST / _CAME),), _CAME, interval="wilson", note=_GIFTS,
    ),
    Metric(
        "renewal_voluntary_churn_rate", Text("Voluntary churn at renewal", "Bajas voluntarias en la renovación"), "rate",
        "retention", "down",
        Text("Renewals not made by choice / renewals that came in the period.",
             "Renovaciones no hechas por decisión propia / renovaciones que llegaron en el periodo."),
        words("voluntary churn at renewal, voluntary renewal churn, cancelled at renewal",
              "bajas voluntarias en la renovación, churn voluntario en la renovación, canceladas en la renovación"),
        (Variant(_CHOSE / _CAME),), _CAME, interval="wilson", note=_GIFTS,
    ),
    Metric(
        "renewal_payment_churn_rate", Text("Payment churn at renewal", "Bajas por impago en la renovación"), "rate",
        "retention", "down",
        Text("Renewals not made for want of payment / renewals that came in the period.",
             "Renovaciones no hechas por impago / renovaciones que llegaron en el periodo."),
        words("payment churn at renewal, involuntary churn at renewal, involuntary renewal churn",
              "bajas por impago en la renovación, churn involuntario en la renovación, impagos en la renovación"),
        (Variant(_UNPAID / _CAME),), _CAME, interval="wilson", note=_GIFTS,
    ),
    Metric(
        "subscription_life_days", Text("Expected life of a new subscription", "Vida esperada de una suscripción nueva"), "days",
        "retention", "up",
        Text("Mean days that a new subscription like those running is expected to last, capped at five years.",
             "Media de días que se espera que dure una suscripción nueva como las vigentes, con tope de cinco años."),
        words("subscription life, subscriber lifetime, expected life of a subscription, subscription length, subscriber life, "
              "how long subscribers stay, how long subscriptions last, average subscription length",
              "vida de una suscripción, duración de una suscripción, vida de un suscriptor, permanencia de los suscriptores, "
              "cuánto duran las suscripciones, duración media de la suscripción"),
        (Variant(_LIFE / _RUNNING),), _RUNNING, basis="today", note=_CAP,
    ),
    Metric(
        "subscription_days_left", Text("Expected days still subscribed", "Días de suscripción que quedan"), "days",
        "retention", "up",
        Text("Mean days that the running subscriptions are still expected to run, capped at five years.",
             "Media de días que se espera que sigan las suscripciones vigentes, con tope de cinco años."),
        words("subscription days left, remaining subscription life, remaining life of subscriptions, how much longer "
              "subscribers stay, expected remaining life",
              "días de suscripción que quedan, vida restante de las suscripciones, cuánto les queda a los suscriptores, "
              "cuánto más se quedan los suscriptores"),
        (Variant(_LEFT / _RUNNING),), _RUNNING, basis="today", note=_CAP,
    ),
)  # fmt: skip
