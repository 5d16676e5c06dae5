"""Relations over subscriptions: trials, starts, ends, what happened, and how each stood at the ends of a window."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tools.metrics.relations import PEOPLE, TIME, Relation
from tools.metrics.scene import Scene
from tools.metrics.windows import across
from tools.warehouse.renewals import BILLING_MONTHS, failed_payment, paid_subscriptions

__all__ = ["RELATIONS"]

_OWN = {"plan": "plan", "billing_interval": "billing_interval", "cancel_reason": "cancel_reason"}
_DIMS = (*PEOPLE, *TIME, "plan", "billing_interval", "cancel_reason")
_WINDOW_DIMS = tuple(dim for dim in _DIMS if dim != "weekday")
_RENEWAL_TYPES = ("renewed", "skipped", "payment_failed", "recovered")


def _trials_started(scene: Scene) -> ir.Table:
    rows = scene.table("subscriptions")
    return rows.mutate(on=rows.trial_started_on)


def _trials_over(scene: Scene) -> ir.Table:
    """Trials by the day they were over: the first paid day, else the day they ended unpaid."""
    rows = scene.table("subscriptions")
    rows = rows.filter(rows.trial_started_on.notnull())
    unpaid: Any = ibis.least(rows.trial_ends_on, rows.ended_on)
    paid: Any = ibis.least(rows.started_on, rows.trial_ends_on)
    return rows.mutate(on=rows.started_on.notnull().ifelse(paid, unpaid))


def _starts(scene: Scene) -> ir.Table:
    rows = scene.table("subscriptions")
    return rows.mutate(on=rows.started_on)


def _ends(scene: Scene) -> ir.Table:
    rows = scene.table("subscriptions")
    return rows.filter(rows.started_on.notnull()).mutate(on=rows.ended_on, payment=failed_payment(rows))


def _happenings(scene: Scene) -> ir.Table:
    """What happened to subscriptions, with the next renewal event: a payment failed and recovered is one renewal due."""
    events = scene.table("subscription_events")
    order = ibis.window(group_by=["subscription_id", events.type.isin(_RENEWAL_TYPES)], order_by="occurred_at")
    events = events.mutate(
        on=events.occurred_on, next_type=events.type.lead().over(order), next_on=events.occurred_on.lead().over(order)
    )
    settled = (events.type == "payment_failed") & events.next_type.isin(("recovered", "renewed"))
    doubled = (events.type == "recovered") & (events.next_type == "renewed") & (events.next_on == events.on)
    due = events.type.isin(_RENEWAL_TYPES) & ~settled.fill_null(False) & ~doubled.fill_null(False)
    rows = events.mutate(due=due, settled=settled.fill_null(False))
    plans = scene.table("subscriptions").select("subscription_id", "customer_id", "plan", "billing_interval", "cancel_reason")
    return rows.left_join(plans, "subscription_id").drop("subscription_id_right")


def _standing(scene: Scene) -> ir.Table:
    """Paid subscriptions once per window: whether active before it, active at its end, ended in it; monthly price."""
    rows = scene.table("subscriptions")
    rows = across(rows.filter(rows.started_on.notnull()), scene)
    before = rows.window_first - ibis.interval(days=1)
    rows = rows.mutate(before=before.cast("date"))
    rows = _with_pauses(rows, scene)
    price: Any = rows.price / ibis.cases(
        *((rows.billing_interval == name, months) for name, months in BILLING_MONTHS.items()), else_=1.0
    )
    return rows.mutate(
        monthly_price=price.fill_null(0.0),
        was_active=_running(rows, rows.before) & ~rows.paused_before,
        is_active=_running(rows, rows.window_last) & ~rows.paused_last,
        ended_inside=rows.ended_on.between(rows.window_first, rows.window_last).fill_null(False),
        payment=failed_payment(rows),
    )


def _running(rows: ir.Table, on: Any) -> Any:
    return (rows.started_on <= on) & (rows.ended_on.isnull() | (rows.ended_on > on))


def _with_pauses(rows: ir.Table, scene: Scene) -> ir.Table:
    """Whether each was paused on the day before the window and on its last day."""
    if not scene.warehouse.has("subscription_events"):
        today = ibis.literal(scene.warehouse.today)
        return rows.mutate(
            paused_before=ibis.literal(False), paused_last=(rows.status == "paused") & (rows.window_last >= today)
        )
    events = scene.table("subscription_events")
    events = events.filter(events.type.isin(("paused", "resumed", "ended")))
    order = ibis.window(group_by="subscription_id", order_by="occurred_at")
    spells = events.mutate(until=events.occurred_on.lead().over(order)).filter(lambda t: t.type == "paused")
    spells = spells.select("subscription_id", paused_on="occurred_on", until="until")
    for name, day in (("paused_before", "before"), ("paused_last", "window_last")):
        paired = rows.select("subscription_id", "window_first", day).inner_join(spells, "subscription_id")
        inside = paired.filter(paired.paused_on <= paired[day], paired.until.isnull() | (paired.until > paired[day]))
        marks = inside.select("subscription_id", "window_first").distinct().mutate(mark=ibis.literal(True))
        rows = rows.left_join(marks, ["subscription_id", "window_first"]).drop("subscription_id_right", "window_first_right")
        rows = rows.mutate(**{name: rows.mark.fill_null(False)}).drop("mark")
    return rows


def _renewals(scene: Scene) -> ir.Table:
    """Renewals that came to subscriptions, by their day: whether each was made. Gifts, which end by their term, stay out."""
    rows = paid_subscriptions(scene.warehouse)
    rows = rows.filter(~rows.is_gift.fill_null(False), rows.decided > 0)
    rows = rows.mutate(renewal=ibis.range(1, rows.decided + 1)).unnest("renewal")
    last = rows.renewal == rows.decided
    days = (rows.renewal * rows.period_days).round().cast("int32") + last.ifelse(rows.paused_days, 0).cast("int32")
    today = ibis.literal(scene.warehouse.today)
    lost = rows.lost & last
    return rows.mutate(
        on=ibis.least(rows.paid_on + days.as_interval("D"), today).cast("date"), lost=lost, unpaid=lost & rows.payment
    )


def _usage(scene: Scene) -> ir.Table:
    """Active subscriptions of each window beside the days on which their customers used the app in it."""
    standing = _standing(scene)
    active = standing.filter(standing.is_active)
    events = scene.table("events")
    used = events.filter(events.type == "app_use", events.customer_id.notnull())
    days = used.select(user_id="customer_id", used_on="occurred_on").distinct()
    inside = (active.customer_id == days.user_id) & days.used_on.between(active.window_first, active.window_last)
    return active.left_join(days, inside)


RELATIONS = (
    Relation("trials_started", ("subscriptions",), _trials_started, _DIMS, _OWN),
    Relation("trials_over", ("subscriptions",), _trials_over, _DIMS, _OWN),
    Relation("subscription_starts", ("subscriptions",), _starts, _DIMS, _OWN),
    Relation("subscription_ends", ("subscriptions",), _ends, _DIMS, _OWN),
    Relation("subscription_happenings", ("subscriptions", "subscription_events"), _happenings, _DIMS, _OWN),
    Relation("subscription_standing", ("subscriptions",), _standing, _WINDOW_DIMS, _OWN, windowed=True),
    Relation("renewals", ("subscriptions",), _renewals, (*_DIMS, "renewal"), {**_OWN, "renewal": "renewal"}),
    Relation("app_usage", ("subscriptions", "events"), _usage, _WINDOW_DIMS, _OWN, windowed=True),
)
