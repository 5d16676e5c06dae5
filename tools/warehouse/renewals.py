"""Renewals counted from dated subscriptions: how many have come to each, and whether the last of them was made."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tools.warehouse.engine import Warehouse

__all__ = ["BILLING_MONTHS", "failed_payment", "paid_subscriptions"]

BILLING_MONTHS = {"week": 12 / 52, "month": 1.0, "quarter": 3.0, "year": 12.0}
_MONTH_DAYS = 365.25 / 12
_SLACK_DAYS = 4.0  # between a calendar month and the mean one
_UNPAID = ("payment", "involuntary", "card", "impago", "tarjeta", "pago fallido")


def failed_payment(rows: ir.Table) -> Any:
    """Whether a subscription ended for want of payment: the reason says so, or there is none and a payment had failed."""
    reason = rows.cancel_reason.fill_null("").lower()
    said: Any = ibis.literal(False)
    for word in _UNPAID:
        said = said | reason.contains(word)
    return said | ((reason == "") & rows.payment_failed_on.notnull())


def paid_subscriptions(warehouse: Warehouse) -> ir.Table:
    """Subscriptions that were ever paid, with the renewals that have come to them by today.

    Columns, beside the table's own: `paid_on`, the first paid day; `paused_days` without billing; `period_days` of billing;
    `decided`, how many renewals have come and were paid or not; `lost`, whether the last of these was not; `payment`, whether
    it ended for want of payment. Who cancelled before a renewal leaves at it, once its day has come.
    """
    rows = _paid(warehouse)
    today = ibis.literal(warehouse.today)
    ended = (rows.ended_on.notnull() & (rows.ended_on <= today)).fill_null(False)
    until = ended.ifelse(rows.ended_on, today)
    slack = ibis.least(_SLACK_DAYS, rows.period_days / 3.0)
    open_days = until.delta(rows.paid_on, unit="day") - rows.paused_days
    failed_at = ((rows.payment_failed_on.delta(rows.paid_on, unit="day") - rows.paused_days) / rows.period_days).round()
    unpaid = (failed_payment(rows) & (failed_at >= 1)).fill_null(False)
    missed = unpaid.ifelse(failed_at, ((open_days - slack) / rows.period_days).ceil())
    missed = ibis.greatest(missed, 1)
    due = missed * rows.period_days <= today.delta(rows.paid_on, unit="day") - rows.paused_days + slack
    made = ibis.greatest((open_days / rows.period_days).floor(), 0)
    waiting = ((rows.status == "past_due") & (failed_at >= 1)).fill_null(False)
    made = waiting.ifelse(ibis.least(made, failed_at - 1), made)
    return rows.mutate(
        decided=ended.ifelse(due.ifelse(missed, missed - 1), made).cast("int64"),
        lost=ended & due,
        payment=failed_payment(rows).fill_null(False),
    )


def _paid(warehouse: Warehouse) -> ir.Table:
    rows = warehouse.table("subscriptions")
    trial = (rows.trial_started_on.notnull() & (rows.started_on <= rows.trial_started_on)).fill_null(False)
    rows = rows.mutate(
        paid_on=trial.ifelse(rows.trial_ends_on, rows.started_on),
        period_days=ibis.cases(
            *((rows.billing_interval == name, months * _MONTH_DAYS) for name, months in BILLING_MONTHS.items()),
            else_=_MONTH_DAYS,
        ),
    )
    today = ibis.literal(warehouse.today)
    rows = rows.filter(rows.paid_on.notnull(), rows.paid_on <= today, rows.status != "trialing")
    if not warehouse.has("subscription_events"):
        return rows.mutate(paused_days=ibis.literal(0, "int64"))
    pauses = _pauses(warehouse)
    rows = rows.left_join(pauses, "subscription_id").drop("subscription_id_right")
    return rows.mutate(paused_days=rows.paused_days.fill_null(0))


def _pauses(warehouse: Warehouse) -> ir.Table:
    """Days that each subscription was paused by today."""
    events = warehouse.table("subscription_events")
    events = events.filter(events.type.isin(("paused", "resumed", "ended")))
    order = ibis.window(group_by="subscription_id", order_by="occurred_at")
    today = ibis.literal(warehouse.today)
    spells = events.mutate(until=ibis.least(events.occurred_on.lead().over(order).fill_null(today), today))
    spells = spells.filter(spells.type == "paused")
    days = ibis.greatest(spells.until.delta(spells.occurred_on, unit="day"), 0)
    return spells.group_by("subscription_id").agg(paused_days=days.sum())
